"""What a pass sees: the lines of the page in the form in which they are compared, and their labels so far."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from cleaner.document import BODY_LABELS, Block, Document, Kind, Label, Labelling, Step
from cleaner.passes.language import detect
from cleaner.reading.markdown import visible
from cleaner.rules import rule_book, vocabularies
from cleaner.rules.rule import MAX_LINE, MAX_PHRASE, SECTION, Pack, RuleBook, Words, key_of_plain

_WORD = re.compile(r"\w+")
_CJK = re.compile("[\u2e80-\u2fdf\u3005-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_INVISIBLE = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_CLOSERS = "\"'”’»)]›“」』）】*_"
_TERMINAL = frozenset(".!?…。！？;؟।｡‽")
_GOES_ON = frozenset(",.;:)”’%…!?»")
_GOES_ON_AFTER = frozenset(",(-–—“\"'‘«")

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


def words(text: str) -> tuple[list[str], float]:
    """The case-folded words of a text (each character, in Chinese and Japanese), and how many they count for."""
    folded = text.casefold()
    if folded.isascii() or not _CJK.search(folded):
        tokens = _WORD.findall(folded)
        return tokens, len(tokens)
    tokens = _WORD.findall(_CJK.sub(lambda m: f" {m[0]} ", folded))
    characters = sum(1 for t in tokens if len(t) == 1 and _CJK.match(t))
    return tokens, len(tokens) - characters + characters / _CJK_CHARACTERS_A_WORD


class Line:
    """One block as passes see it.

    text: its visible text, `plain`. tokens: its case-folded words. n: how many words it counts for, weighed
    for scripts without blanks. terminal: whether it ends as a sentence does. key: `text` as phrases are
    compared, empty for long lines. unit: the position of the first line of its paragraph. step: what was
    last said of it.
    """

    __slots__ = ("end", "facts", "key", "n", "start", "step", "terminal", "text", "tokens", "unit")

    def __init__(self, block: Block, source: str, markdown: bool) -> None:
        raw = source[block.start : block.end]
        self.start, self.end, self.facts = block.start, block.end, block.facts
        self.text = text = plain(visible(raw) if markdown else raw)
        self.tokens, self.n = words(text)
        last = text[-1:]
        self.terminal = (text.rstrip(_CLOSERS)[-1:] if last in _CLOSERS else last) in _TERMINAL
        self.key = key_of_plain(text) if len(text) <= MAX_PHRASE else ""
        self.unit = 0
        self.step: Step | None = None

    @property
    def label(self) -> Label | None:
        """Its label so far."""
        return self.step.label if self.step else None

    @property
    def kind(self) -> Kind | None:
        """Its kind of boilerplate so far."""
        return self.step.kind if self.step else None

    @property
    def removed(self) -> bool:
        """Whether it is boilerplate so far."""
        return self.step is not None and self.step.label == "boilerplate"

    @property
    def known(self) -> bool:
        """Whether it is boilerplate that a rule or a pattern names, not for where it stands alone."""
        return (
            self.step is not None and self.step.kind is not None and not self.step.rule.startswith("density.")
        )

    @property
    def body(self) -> bool:
        """Whether it counts as body so far: labelled so, or not spoken of yet."""
        return self.step is None or self.step.label in BODY_LABELS

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
    """A paragraph: the lines from `first` up to `last`, their words, and whether they read as running text."""

    __slots__ = ("first", "last", "lines", "n", "prose")

    def __init__(self, first: int, lines: list[Line]) -> None:
        self.first, self.last, self.lines = first, first + len(lines), lines
        self.n = lines[0].n if len(lines) == 1 else sum(line.n for line in lines)
        self.prose = self.n >= _PROSE_WORDS and (lines[-1].terminal or self.n >= _LONG_PROSE_WORDS)

    @property
    def body(self) -> bool:
        """Whether some of it counts as body so far."""
        return any(line.body for line in self.lines)

    @property
    def known(self) -> bool:
        """Whether all of it is known boilerplate."""
        return all(line.known for line in self.lines)

    @property
    def text(self) -> str:
        """The texts of its lines, a blank between."""
        return self.lines[0].text if len(self.lines) == 1 else " ".join(line.text for line in self.lines)


class Page:
    """The document under the passes: its lines, its rules, its language, and the labels given so far.

    late: notes on rules of a user's pack that ran out of time.
    """

    def __init__(self, document: Document, packs: tuple[Pack, ...] = (), language: str | None = None) -> None:
        self.document = document
        self.steps: list[Step] = []
        self.late: set[str] = set()
        self.labelling = Labelling(document.blocks)
        self._markdown = document.form == "markdown"
        self.lines: list[Line] = [Line(b, document.text, self._markdown) for b in document.blocks]
        self.language = language or detect(self.lines, vocabularies())
        self.book: RuleBook = rule_book(packs, self.language)
        self.words = next((w for w in vocabularies() if w.language == self.language), None)
        self.stop: frozenset[str] = self.words.stop if self.words else frozenset()
        self.units: list[Unit] = []
        self._join()

    def apply(self, steps: Sequence[Step]) -> None:
        """Take the steps of a pass: drop those of silenced rules, label by the rest."""
        steps = [s for s in steps if s.rule not in self.book.silenced]
        if not steps:
            return
        self.steps += steps
        if self.labelling.apply(steps):
            known = {(line.start, line.end): line for line in self.lines}
            self.lines = [
                known.get((b.start, b.end)) or Line(b, self.document.text, self._markdown)
                for b in self.labelling.blocks
            ]
            self._join()
        for line, step in zip(self.lines, self.labelling.decided, strict=True):
            line.step = step

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

    def spoken(self) -> tuple[Words, ...]:
        """The vocabularies to read bylines and dates with: the page's language, and English beside it."""
        return _spoken(self.language)

    def day_first(self) -> bool:
        """Whether 03/04/2025 is 3 April here."""
        return self.words.day_first if self.words else True

    def shown(self, line: Line) -> str:
        """The visible text of a line as it stands in the source, single blanks (code: as it stands)."""
        raw = self.document.text[line.start : line.end]
        if line.facts.code:
            return raw.strip("\r\n").rstrip()
        if raw.isascii() and line.text.isprintable():
            return line.text
        return " ".join((visible(raw) if self._markdown else raw).split())

    def offset(self, line: Line, end: int) -> int:
        """The offset in the document at which the first `end` characters of the line's text end."""
        raw = self.document.text[line.start : line.end]
        goal = line.text[:end].rstrip()
        limit = min(len(raw), 4 * end + 100)
        at = next((k for k in range(len(goal), limit) if plain(raw[:k]) == goal), 0)
        while 0 < at < len(raw) and (raw[at].isspace() or unicodedata.combining(raw[at])):
            at += 1
        return line.start + at

    def _join(self) -> None:
        """Join lines that are pieces of one paragraph, broken at a link or hard-wrapped, into units."""
        lines = self.lines
        width = _wrap_width(lines)
        for i, line in enumerate(lines):
            line.unit = lines[i - 1].unit if i and self._goes_on(i, width) else i
        starts = [i for i, line in enumerate(lines) if line.unit == i]
        self.units = [Unit(i, lines[i:j]) for i, j in pairwise((*starts, len(lines)))]

    def _goes_on(self, i: int, width: int) -> bool:
        """Whether line `i` goes on with the paragraph of the line above; width: see `_wrap_width`."""
        line, above = self.lines[i], self.lines[i - 1]
        if not line.text or not above.text or line.facts.gap or _marked(line) or line.facts.item:
            return False
        if _marked(above):
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
        if last in _GOES_ON_AFTER or (above.tokens and above.tokens[-1] in self.stop):
            return running or above.n >= 4
        if line.n > 12 or line.terminal or not (running or above.n >= 5) or i + 1 == len(self.lines):
            return False
        below = self.lines[i + 1]
        return (
            bool(below.text)
            and not below.facts.gap
            and (below.text[0].islower() or below.text[0] in _GOES_ON)
        )


def _marked(line: Line) -> bool:
    """Whether the line is a heading, a table row or code, and so stands for itself."""
    return line.facts.heading > 0 or line.facts.table or line.facts.code


def _wrap_width(lines: Sequence[Line]) -> int:
    """The column at which a text is hard-wrapped; 0 when it is not."""
    lengths = sorted(len(line.text) for line in lines if line.text)
    if len(lengths) < _WRAPPED_LINES or not _NARROWEST <= lengths[-1] <= _WIDEST:
        return 0
    width = lengths[-1]
    full = len(lengths) - bisect_left(lengths, width - _RAGGED)
    return width if full > len(lengths) / 3 else 0


@lru_cache(maxsize=64)
def _spoken(language: str | None) -> tuple[Words, ...]:
    known = tuple(w for w in vocabularies() if w.language == language)
    return (*known, *(w for w in vocabularies() if w.language == "en")) if known else vocabularies()
