"""What a pass sees: the lines of the page in the form in which they are compared, and their labels so far."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from cleaner.document import BODY_LABELS, NO_FACTS, Block, Document, Kind, Label, Labelling, Step
from cleaner.passes.language import detect
from cleaner.passes.standing import Standing
from cleaner.passes.vocabulary import vocabulary
from cleaner.reading.markdown import visible
from cleaner.rules import rule_book
from cleaner.rules.rule import MAX_LINE, MAX_PHRASE, SECTION, Pack, RuleBook, key_of_plain

_WORD = re.compile(r"\w+")
_CJK = re.compile("[\u2e80-\u2fdf\u3005-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_INVISIBLE = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_CLOSERS = "\"'”’»)]›“」』）】*_"
_TERMINAL = frozenset(".!?…。！？;؟।｡‽")
_GOES_ON = frozenset(",.;:)”’%…!?»")
_GOES_ON_AFTER = frozenset(",(-–—“\"'‘«")

_PLAIN_FACTS = NO_FACTS
_APART = frozenset(("byline", "date"))
"""Labels of lines that no paragraph goes on from, nor into."""

_PROSE_WORDS, _LONG_PROSE_WORDS = 8, 25
"""Words from which a line is prose: when it ends as a sentence, and when it does not."""

_WRAPPED_LINES, _NARROWEST, _WIDEST, _RAGGED = 6, 40, 100, 14
"""A hard-wrapped text has at least so many lines, its longest is so wide in characters, and a third of its
lines come within a long word of that."""

_CJK_CHARACTERS_A_WORD = 1.7
"""Mean length of a Chinese word in running text, in characters."""


def plain(raw: str) -> str:
    """A line as passes compare it: NFKC, without invisible characters, single blanks."""
    flat = " ".join(raw.split())
    if flat.isascii() and flat.isprintable():
        return flat
    return " ".join(unicodedata.normalize("NFKC", _INVISIBLE.sub("", flat)).split())


def words(text: str) -> list[str]:
    """The case-folded words of a text (each character, in Chinese and Japanese)."""
    folded = text.casefold()
    if folded.isascii() or not _CJK.search(folded):
        return _WORD.findall(folded)
    return _WORD.findall(_CJK.sub(lambda m: f" {m[0]} ", folded))


def count(text: str) -> float:
    """How many words a plain text counts for, weighed for scripts without blanks."""
    n = text.count(" ") + 1
    if text.isascii() or not _CJK.search(text):
        return n
    characters = len(_CJK.findall(text))
    return len(_WORD.findall(_CJK.sub(" ", text))) + characters / _CJK_CHARACTERS_A_WORD


def plain_texts(raws: Sequence[str]) -> list[str]:
    """`plain` of each, done for all at once."""
    flat = [" ".join(raw.split()) for raw in raws]
    together = "".join(flat)
    if not together.isprintable():
        return [plain(raw) for raw in flat]
    if not together.isascii() and not unicodedata.is_normalized("NFKC", together):
        return [raw if raw.isascii() else plain(raw) for raw in flat]
    return flat


class Line:
    """One block as passes see it.

    text: its visible text, `plain`. n: how many words it counts for. terminal: whether it ends as a sentence
    does. key: `text` as phrases are compared, empty for long lines. unit: the position of the first line of
    its paragraph. step: what was last said of it, with its label and kind. removed: whether that was boilerplate.
    known: whether a rule or a pattern named that, not the place where it stands alone. body: whether it counts
    as body so far, as what nobody has spoken of does.
    """

    __slots__ = (
        "_tokens",
        "body",
        "end",
        "facts",
        "key",
        "kind",
        "known",
        "label",
        "n",
        "removed",
        "start",
        "step",
        "terminal",
        "text",
        "unit",
    )

    def __init__(self, block: Block, text: str) -> None:
        self.start, self.end, self.facts = block
        self.text = text
        self.n = count(text) if text else 0
        last = text[-1:]
        self.terminal = (text.rstrip(_CLOSERS)[-1:] if last in _CLOSERS else last) in _TERMINAL
        self.key = key_of_plain(text) if len(text) <= MAX_PHRASE else ""
        self.unit = 0
        self.step: Step | None = None
        self.label: Label | None = None
        self.kind: Kind | None = None
        self.removed = self.known = False
        self.body = True
        self._tokens: list[str] | None = None

    def take(self, step: Step | None) -> None:
        """Take over what was last said of it."""
        self.step = step
        self.label = label = step.label if step else None
        self.kind = step.kind if step else None
        self.removed = label == "boilerplate"
        self.known = self.removed and step is not None and not step.rule.startswith("density.")
        self.body = label is None or label in BODY_LABELS

    @property
    def tokens(self) -> list[str]:
        """Its case-folded words."""
        if self._tokens is None:
            self._tokens = words(self.text)
        return self._tokens

    def read_tokens(self) -> list[str]:
        """`tokens`, for whoever may not need them."""
        return self.tokens

    @property
    def short(self) -> bool:
        """Whether rules may look at it as a whole."""
        return len(self.text) <= MAX_LINE

    def says(
        self, rule: str, label: Label, kind: Kind | None = None, evidence: str = "", end: int | None = None
    ) -> Step:
        """A step that labels this line, or its start up to the offset `end` of the document."""
        return Step(rule, label, self.start, self.end if end is None else end, kind, evidence)


class Unit:
    """A paragraph: the lines from `first` up to `last`, their words, and whether they read as prose."""

    __slots__ = ("first", "last", "lines", "n", "only", "prose")

    def __init__(self, first: int, lines: list[Line]) -> None:
        self.first, self.last, self.lines = first, first + len(lines), lines
        self.only = lines[0] if len(lines) == 1 else None
        self.n = self.only.n if self.only else sum(line.n for line in lines)
        self.prose = self.n >= _PROSE_WORDS and (lines[-1].terminal or self.n >= _LONG_PROSE_WORDS)

    @property
    def body(self) -> bool:
        """Whether some of it counts as body so far."""
        return self.only.body if self.only else any(line.body for line in self.lines)

    @property
    def known(self) -> bool:
        """Whether all of it is known boilerplate."""
        return self.only.known if self.only else all(line.known for line in self.lines)

    @property
    def text(self) -> str:
        """The texts of its lines, a blank between."""
        return self.only.text if self.only else " ".join(line.text for line in self.lines)


class Page:
    """The document under the passes: its lines, its rules, its language, and the labels given so far.

    wrapped: whether the text is hard-wrapped. late: notes on rules of a user's pack that ran out of time.
    kinds: of boilerplate that were found so far.
    """

    def __init__(self, document: Document, packs: tuple[Pack, ...] = (), language: str | None = None) -> None:
        self.document = document
        self.steps: list[Step] = []
        self.late: set[str] = set()
        self.kinds: set[Kind | None] = set()
        self.labelling = Labelling(document.blocks)
        self._markdown = document.form == "markdown"
        self.lines: list[Line] = self._lines(document.blocks)
        self.language = language or detect(self.lines)
        self.book: RuleBook = rule_book(packs, self.language)
        self.vocabulary = vocabulary(self.language)
        self.stop = self.vocabulary.stop
        self.units: list[Unit] = []
        self.wrapped = _wrap_width(self.lines) > 0
        self._join()
        self.standing = Standing(self.lines, document.elements) if document.form == "html" and self.lines else None
        self.odds = self.standing.odds() if self.standing else []
        self._odds = {line.start: o for line, o in zip(self.lines, self.odds, strict=False)}

    def apply(self, steps: Sequence[Step]) -> None:
        """Take the steps of a pass: drop those of silenced rules, label by the rest."""
        steps = [s for s in steps if s.rule not in self.book.silenced]
        if not steps:
            return
        self.steps += steps
        self.kinds.update(s.kind for s in steps)
        split, touched = self.labelling.apply(steps)
        if split:
            known = {(line.start, line.end): line for line in self.lines}
            fresh = iter(self._lines([b for b in self.labelling.blocks if (b.start, b.end) not in known]))
            self.lines = [known.get((b.start, b.end)) or next(fresh) for b in self.labelling.blocks]
            touched = list(range(len(self.lines)))
        for i in touched:
            self.lines[i].take(self.labelling.decided[i])
        if split or any(s.label in _APART for s in steps):
            self._join()

    def odds_of(self, line: Line) -> float:
        """The log odds that a line of HTML is body, by its place; 0 for a piece cut off a line."""
        return self._odds.get(line.start, 0.0)

    def first_prose(self) -> int | None:
        """The position of the first line of prose that is still body."""
        return next((u.first for u in self.units if u.prose and u.body), None)

    def last_prose(self) -> int | None:
        """The position of the last line of prose that is still body."""
        return next((u.last - 1 for u in reversed(self.units) if u.prose and u.body), None)

    def opens_section(self, line: Line) -> bool:
        """Whether the rule that claimed the line takes a whole section along."""
        rule = self.book.by_id.get(line.step.rule) if line.step else None
        return rule is not None and rule.opens >= SECTION

    def alone(self, i: int) -> bool:
        """Whether line `i` is no piece of a longer paragraph."""
        return self.lines[i].unit == i and (i + 1 == len(self.lines) or self.lines[i + 1].unit == i + 1)

    def offset(self, line: Line, end: int) -> int:
        """The offset in the document at which the first `end` characters of the line's text end."""
        raw = self.document.text[line.start : line.end]
        goal = line.text[:end].rstrip()
        limit = min(len(raw), 4 * end + 100)
        at = next((k for k in range(len(goal), limit) if plain(raw[:k]) == goal), 0)
        while 0 < at < len(raw) and (raw[at].isspace() or unicodedata.combining(raw[at])):
            at += 1
        return line.start + at

    def _lines(self, blocks: Sequence[Block]) -> list[Line]:
        text = self.document.text
        raws = [text[start:end] for start, end, _ in blocks]
        if self._markdown:
            raws = [visible(raw) for raw in raws]
        return list(map(Line, blocks, plain_texts(raws)))

    def _join(self) -> None:
        """Join lines that are pieces of one paragraph, broken at a link or hard-wrapped, into units."""
        lines = self.lines
        width = _wrap_width(lines)
        starts: list[int] = []
        above: Line | None = None
        for i, line in enumerate(lines):
            if above is None or line.facts.gap or not self._goes_on(i, line, above, width):
                line.unit = i
                starts.append(i)
            else:
                line.unit = above.unit
            above = line
        self.units = [Unit(i, lines[i:j]) for i, j in pairwise((*starts, len(lines)))]

    def _goes_on(self, i: int, line: Line, above: Line, width: int) -> bool:
        """Whether line `i` goes on with the paragraph of the line above; width: see `_wrap_width`."""
        if not line.text or not above.text or line.facts.item or _marked(line) or _marked(above):
            return False
        if above.label in _APART or line.label in _APART:
            return False
        if width and len(above.text) > width - len(line.text.split(" ", 1)[0]) - 1:
            return True
        running = above.unit != i - 1
        if above.terminal or (not running and self.book.phrase(above.key)):
            return False
        first, last = line.text[0], above.text[-1]
        if first in _GOES_ON:
            return last != "|"
        if first.islower():
            return (running or above.n >= 3 or last in ",(") and last != "|"
        if not running and above.n < 4:
            return False
        if last in _GOES_ON_AFTER or (above.tokens and above.tokens[-1] in self.stop):
            return True
        if line.n > 12 or line.terminal or not (running or above.n >= 5) or i + 1 == len(self.lines):
            return False
        below = self.lines[i + 1]
        return bool(below.text) and not below.facts.gap and (below.text[0].islower() or below.text[0] in _GOES_ON)


def _marked(line: Line) -> bool:
    """Whether the line is a heading, a table row or code, and so stands for itself."""
    facts = line.facts
    return facts is not _PLAIN_FACTS and (facts.heading > 0 or facts.table or facts.code)


def _wrap_width(lines: Sequence[Line]) -> int:
    """The column at which a text is hard-wrapped; 0 when it is not."""
    lengths = sorted(len(line.text) for line in lines if line.text)
    if len(lengths) < _WRAPPED_LINES or not _NARROWEST <= lengths[-1] <= _WIDEST:
        return 0
    width = lengths[-1]
    full = len(lengths) - bisect_left(lengths, width - _RAGGED)
    return width if full > len(lengths) / 3 else 0
