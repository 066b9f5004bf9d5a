"""What a pass sees: the lines of the page in the form in which they are compared, and their labels so far."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from cleaner.document import BODY_LABELS, NO_FACTS, Block, Document, Kind, Label, Labelling, Mark, Step
from cleaner.passes import verse
from cleaner.passes.language import detect
from cleaner.passes.vocabulary import vocabulary
from cleaner.patterns import Pattern
from cleaner.reading.markdown import visible
from cleaner.rules import rule_book
from cleaner.rules.book import RuleBook
from cleaner.rules.rule import MAX_LINE, MAX_PHRASE, Pack, keys_of_plain

if TYPE_CHECKING:
    from cleaner.passes.standing import Standing
    from cleaner.scorer.model import Scores

_WORD = Pattern(r"\w+")
_ASCII_BREAKS = {i: " " for i in range(128) if not (chr(i).isalnum() or chr(i) == "_")}
"""The characters of ASCII that are in no word; to exchange them takes a fifth of the time of a pattern."""

_CJK = Pattern("[\u2e80-\u2fdf\u3005-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_INVISIBLE = Pattern(
    "[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_CLOSERS = "\"'”’»)]›“」』）】*_"
_TERMINAL = frozenset(".!?…。！？;؟।｡‽")
_GOES_ON = frozenset(",.;:)”’%…!?»")
_GOES_ON_AFTER = frozenset(",(-–—“\"'‘«")

_APART = frozenset(("headline", "byline", "date"))
"""Labels of lines that no paragraph goes on from, nor into."""

PROSE_LINKS = 0.5
"""The share of links from which a line is no prose, however it reads."""

_JUDGED = ("density.", "scorer.")
"""How the rules begin that judge a line without a name for it."""

_BY_PLACE = ("density.", "scorer.", "sections.under", "edges.")
"""How the rules begin that judge a line by what stands around it."""

_PROSE_WORDS, _LONG_PROSE_WORDS = 8, 25
"""Words from which a line is prose: when it ends as a sentence, and when it does not."""

_WRAPPED_LINES, _NARROWEST, _WIDEST, _RAGGED, _WIDER = 6, 40, 100, 14, 3
"""A hard-wrapped text has at least so many lines, its longest is so wide in characters, and a third of its
lines come within a long word of that, of which fewer than half end a sentence; but for so many lines of known
boilerplate, which may be wider."""

FIRST_CJK = "\u2e80"
"""From here on a single character is a word."""

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
    if folded.isascii():
        return folded.translate(_ASCII_BREAKS).split()
    if not _CJK.search(folded):
        return _WORD.findall(folded)
    return _WORD.findall(_CJK.sub(lambda m: f" {m[0]} ", folded))


def count(text: str) -> float:
    """How many words a plain text counts for, weighed for scripts without blanks."""
    n = text.count(" ") + 1
    if text.isascii() or not _CJK.search(text):
        return n
    characters = len(_CJK.findall(text))
    return len(_WORD.findall(_CJK.sub(" ", text))) + characters / _CJK_CHARACTERS_A_WORD


def plain_texts(flat: Sequence[str]) -> list[str]:
    """`plain` of each of many texts with single blanks, done for all at once."""
    together = "".join(flat)
    if not together.isprintable():
        return [plain(text) for text in flat]
    if not together.isascii() and not unicodedata.is_normalized("NFKC", together):
        return [text if text.isascii() else plain(text) for text in flat]
    return list(flat)


def _flattened(raw: str, *, done: bool) -> str:
    """A line with single blanks; done: the reader has seen to that, save at a break, in code and in pieces of lines."""
    if done and raw[0] != " " and raw.find("\n") == len(raw) - 1:
        return raw[:-1]
    return " ".join(raw.split())


class Line:
    """One block as passes see it, and the paragraph that it makes where it stands alone (see `Unit`).

    text: its visible text, `plain`. n: how many words it counts for. terminal: whether it ends as a sentence
    does. prose: whether it reads as prose. key: `text` as phrases are compared, empty for long lines. first: its
    position. unit: the position of the first line of its paragraph. step: what was last said of it, with its label
    and kind. removed: whether that was boilerplate. known: whether a rule or a pattern named that, not the place
    where it stands alone. body: whether it counts as body so far, as what nobody has spoken of does. verse: whether
    it is a line of verse, which goes on with no paragraph.
    """

    __slots__ = (
        "_tokens",
        "body",
        "end",
        "facts",
        "first",
        "key",
        "kind",
        "known",
        "label",
        "n",
        "prose",
        "removed",
        "start",
        "step",
        "terminal",
        "text",
        "unit",
        "verse",
    )

    def __init__(self, block: Block, text: str, key: str, first: int) -> None:
        self.start, self.end, self.facts = block
        self.text = text
        self.key = key
        self.first = self.unit = first
        self.n: float = 0
        self.terminal = self.prose = False
        if text:
            self.n = n = text.count(" ") + 1 if text.isascii() else count(text)
            last = text[-1]
            if last in _CLOSERS:
                last = text.rstrip(_CLOSERS)[-1:]
            self.terminal = terminal = last in _TERMINAL
            self.prose = n >= _PROSE_WORDS and (terminal or n >= _LONG_PROSE_WORDS)
        self.step: Step | None = None
        self.label: Label | None = None
        self.kind: Kind | None = None
        self.removed = self.known = self.verse = False
        self.body = True
        self._tokens: list[str] | None = None

    def take(self, step: Step) -> None:
        """Take over what was last said of it."""
        self.step = step
        self.label = label = step.label
        self.kind = step.kind
        if label == "boilerplate":
            self.removed = True
            self.known = not step.rule.startswith(_JUDGED)
            self.body = False
        else:
            self.removed = self.known = False
            self.body = label in BODY_LABELS

    @property
    def named(self) -> bool:
        """Whether a rule or a pattern knows it as boilerplate by itself, not by what stands around it."""
        return self.known and self.step is not None and not self.step.rule.startswith(_BY_PLACE)

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

    @property
    def last(self) -> int:
        """The position behind it."""
        return self.first + 1

    @property
    def lines(self) -> Sequence[Line]:
        """Itself alone."""
        return (self,)

    @property
    def head(self) -> Line:
        """Itself."""
        return self

    @property
    def tail(self) -> Line:
        """Itself."""
        return self

    def says(
        self, rule: str, label: Label, kind: Kind | None = None, evidence: str = "", end: int | None = None
    ) -> Step:
        """A step that labels this line, or its start up to the offset `end` of the document."""
        return Step(rule, label, self.start, self.end if end is None else end, kind, evidence)


class Paragraph:
    """Two lines or more that make one paragraph: those from `first` up to `last`, their words, and whether they
    read as prose."""

    __slots__ = ("first", "head", "last", "lines", "n", "prose", "tail")

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.head, self.tail = lines[0], lines[-1]
        self.first, self.last = self.head.first, self.tail.first + 1
        self.n = sum(line.n for line in lines)
        self.prose = self.n >= _PROSE_WORDS and (self.tail.terminal or self.n >= _LONG_PROSE_WORDS)

    @property
    def body(self) -> bool:
        """Whether some of it counts as body so far."""
        return any(line.body for line in self.lines)

    @property
    def known(self) -> bool:
        """Whether all of it is known boilerplate."""
        return all(line.known for line in self.lines)

    @property
    def terminal(self) -> bool:
        """Whether it ends as a sentence does."""
        return self.tail.terminal

    @property
    def text(self) -> str:
        """The texts of its lines, a blank between."""
        return " ".join(line.text for line in self.lines)


Unit = Line | Paragraph
"""What the page is judged by: a line that stands alone, or the lines of a paragraph."""


Recogniser = Callable[["Page"], Iterable[Step]]
"""A pass: looks at the page and says what it sees."""


class Page:
    """The document under the passes: its lines, its rules, its language, and the labels given so far.

    wrapped: whether the text is hard-wrapped. late: notes on what failed: rules of a user's pack that ran out of
    time, a second opinion that could not be had. absent: why the page has no article, where it has none. kinds: of
    boilerplate that were found so far. given_language: the language that was not to be detected, where it was given.
    """

    def __init__(self, document: Document, packs: tuple[Pack, ...] = (), language: str | None = None) -> None:
        self.document = document
        self.steps: list[Step] = []
        self.late: set[str] = set()
        self.absent = ""
        self.kinds: set[Kind | None] = set()
        self.scored = False
        self.labelling = Labelling(document.blocks)
        self._markdown = document.form == "markdown"
        self.lines: list[Line] = self._lines(document.blocks)
        self.given_language = language
        self.language = language or detect(self.lines)
        self.book: RuleBook = rule_book(packs, self.language)
        self.of_user = frozenset([rule.id for pack in packs for rule in pack.rules])
        self.vocabulary = vocabulary(self.language)
        self.stop = self.vocabulary.stop
        self._width = _wrap_width(self.lines, self._knows)
        self.wrapped = self._width > 0
        if not self.wrapped:
            verse.mark(self.lines, self.stop)
        self.units: list[Unit] = self._joined()
        self.standing = _standing(self.lines, document)
        self.odds = self.standing.odds() if self.standing else []
        self._odds = {line.start: o for line, o in zip(self.lines, self.odds, strict=False)}

    def apply(self, steps: Sequence[Step]) -> None:
        """Take the steps of a pass: drop those of silenced rules, label by the rest. What names the kept lines
        cannot be silenced, so that every line has a label."""
        silenced = self.book.silenced
        if silenced:
            steps = [s for s in steps if s.rule not in silenced or s.rule.startswith("structure.")]
        if not steps:
            return
        self.steps += steps
        self.kinds.update([s.kind for s in steps])
        split, touched = self.labelling.apply(steps)
        if split:
            self._split()
        lines, decided = self.lines, self.labelling.decided
        apart = split
        for i in touched:
            line, step = lines[i], decided[i]
            if step is not None:
                line.take(step)
                apart = apart or (step.label in _APART and not self.alone(i))
        if apart:
            self.units = self._joined()

    @cached_property
    def common(self) -> frozenset[str]:
        """The words that the prose of the page writes without a capital."""
        return frozenset(w for line in self.lines if line.prose for w in line.text.split() if w.islower())

    def odds_of(self, line: Line) -> float:
        """The log odds that a line is body: by the scorer, before it has spoken by the place in HTML; 0 where neither
        tells, as of a piece cut off a line."""
        return self._odds.get(line.start, 0.0)

    def take_scores(self, scores: Scores) -> None:
        """Take over what the scorer says."""
        self.scored = True
        odds = scores.log_odds.tolist()
        self._odds = {self.lines[at].start: odds[row] for at, row in scores.rows.items()}

    def links(self, line: Line) -> list[Mark]:
        """The links that end in a line of HTML."""
        first, last = bisect_left(self._ends, line.start), bisect_left(self._ends, line.end + 1)
        return [m for m in self.document.marks[first:last] if m.kind == "link" and m.start >= line.start]

    @cached_property
    def _ends(self) -> list[int]:
        """Where the marks of the document end, in their order."""
        return [mark.end for mark in self.document.marks]

    def first_prose(self) -> int | None:
        """The position of the first line of prose that is still body."""
        return next((u.first for u in self.units if u.prose and u.body), None)

    def last_prose(self) -> int | None:
        """The position of the last line of prose that is still body."""
        return next((u.last - 1 for u in reversed(self.units) if u.prose and u.body), None)

    def opens_section(self, line: Line) -> bool:
        """Whether the rule that claimed the line takes a whole section along."""
        return line.step is not None and line.step.rule in self.book.openers

    def alone(self, i: int) -> bool:
        """Whether line `i` is no piece of a longer paragraph."""
        return self.lines[i].unit == i and (i + 1 == len(self.lines) or self.lines[i + 1].unit == i + 1)

    def offset(self, line: Line, end: int) -> int:
        """The offset in the document at which the first `end` characters of the line's text end."""
        raw = self.document.text[line.start : line.end]
        goal = line.text[:end].rstrip()
        limit = min(len(raw), 4 * end + 100)
        # Mostly the source is the longer one; a ligature is shorter than what it stands for.
        sizes = (*range(len(goal), limit), *range(min(len(goal), limit)))
        at = next((k for k in sizes if plain(raw[:k]) == goal), 0)
        while 0 < at < len(raw) and (raw[at].isspace() or unicodedata.combining(raw[at])):
            at += 1
        return line.start + at

    def _lines(self, blocks: Sequence[Block]) -> list[Line]:
        text = self.document.text
        raws = [text[start:end] for start, end, _ in blocks]
        if self._markdown:
            raws = [visible(raw) for raw in raws]
        is_html = self.document.form == "html"
        flat = [_flattened(raw, done=is_html and not b.facts.code) for raw, b in zip(raws, blocks, strict=True)]
        texts = plain_texts(flat)
        short = keys_of_plain([text if len(text) <= MAX_PHRASE else "" for text in texts])
        return list(map(Line, blocks, texts, short, range(len(blocks))))

    def _split(self) -> None:
        """Follow the labelling, which has split blocks: new lines for the pieces."""
        blocks, decided = self.labelling.blocks, self.labelling.decided
        whole = {(line.start, line.end): line for line in self.lines}
        fresh = iter(self._lines([b for b in blocks if (b.start, b.end) not in whole]))
        self.lines = [whole.get((b.start, b.end)) or next(fresh) for b in blocks]
        for i, line in enumerate(self.lines):
            line.first = i
            step = decided[i]
            if line.step is None and step is not None:
                line.take(step)

    def _knows(self, line: Line) -> bool:
        """Whether a rule knows a line as it stands."""
        return line.short and bool(self.book.claim(line.text, line.key, line.read_tokens, self.late).rule)

    def _joined(self) -> list[Unit]:
        """The lines, those joined that are pieces of one paragraph, broken at a link or hard-wrapped."""
        lines, width = self.lines, self._width
        starts: list[int] = []
        above: Line | None = None
        for i, line in enumerate(lines):
            if (
                above is None
                or line.facts.gap
                or line.verse
                or not (
                    _cut_out(line)
                    or _cut_out(above)
                    or ((width or not above.terminal) and self._goes_on(i, line, above, width))
                )
            ):
                line.unit = i
                starts.append(i)
            else:
                line.unit = above.unit
            above = line
        if len(starts) == len(lines):
            return [*lines]
        return [lines[i] if j == i + 1 else Paragraph(lines[i:j]) for i, j in pairwise((*starts, len(lines)))]

    def _goes_on(self, i: int, line: Line, above: Line, width: int) -> bool:
        """Whether line `i` goes on with the paragraph of the line above; width: see `_wrap_width`."""
        if not line.text or not above.text or line.facts.item or _marked(line) or _marked(above):
            return False
        if above.label in _APART or line.label in _APART:
            return False
        if width and len(above.text) > width - len(line.text.split(" ", 1)[0]) - 1:
            return True
        running = above.unit != i - 1
        if above.terminal:
            return False
        first, last = line.text[0], above.text[-1]
        if first in _GOES_ON:
            goes_on = last != "|"
        elif first.islower():
            goes_on = (running or above.n >= 3 or last in ",(") and last != "|"
        elif not running and above.n < 4:
            goes_on = False
        else:
            goes_on = (
                last in _GOES_ON_AFTER
                or _last_word(above.text) in self.stop
                or (line.n <= 12 and not line.terminal and (running or above.n >= 5) and self._resumes(i + 1))
            )
        return goes_on and (running or not self.book.phrase(above.key))

    def _resumes(self, i: int) -> bool:
        """Whether line `i` opens as the rest of a sentence does."""
        if i == len(self.lines):
            return False
        line = self.lines[i]
        return bool(line.text) and not line.facts.gap and (line.text[0].islower() or line.text[0] in _GOES_ON)


def _last_word(text: str) -> str:
    """The last word of a text, case-folded; of text without blanks the last character."""
    if text[-1] >= FIRST_CJK:
        return text[-1]
    return text[text.rfind(" ") + 1 :].casefold()


def _standing(lines: Sequence[Line], document: Document) -> Standing | None:
    """Where the lines of HTML stand in its markup; None for text."""
    if document.form != "html" or not lines:
        return None
    from cleaner.passes.standing import Standing

    return Standing(lines, document.elements)


def _marked(line: Line) -> bool:
    """Whether the line is a heading, a table row or code, and so stands for itself."""
    facts = line.facts
    return facts is not NO_FACTS and (facts.heading > 0 or facts.table or facts.code)


def _cut_out(line: Line) -> bool:
    """Whether the line is a piece cut out of one that goes on behind it."""
    return line.step is not None and line.step.rule.startswith("place.")


def _wrap_width(lines: Sequence[Line], knows: Callable[[Line], bool]) -> int:
    """The column at which a text is hard-wrapped; 0 when it is not. knows: whether a line is known boilerplate, which
    may be wider than what the text is wrapped to."""
    by_width = sorted((line for line in lines if line.text), key=lambda line: len(line.text))
    lengths = [len(line.text) for line in by_width]
    widths = [_width_of(by_width, lengths, len(lengths) - wider) for wider in range(_WIDER + 1)]
    if not any(widths):
        return 0
    widest = by_width[: -_WIDER - 1 : -1]
    return widths[next((k for k, line in enumerate(widest) if not knows(line)), len(widest))]


def _width_of(by_width: Sequence[Line], lengths: Sequence[int], n: int) -> int:
    """The column at which the `n` narrowest lines are wrapped; 0 when they are not."""
    if n < _WRAPPED_LINES or not _NARROWEST <= lengths[n - 1] <= _WIDEST:
        return 0
    full = bisect_left(lengths, lengths[n - 1] - _RAGGED, 0, n)
    ended = sum(line.terminal for line in by_width[full:n])
    return lengths[n - 1] if n - full > n / 3 and 2 * ended < n - full else 0
