"""What a pass sees: the lines of the page in the form in which they are compared, and their labels so far."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from cleaner.document import BODY_LABELS, Block, Document, Kind, Label, Labelling, Step
from cleaner.passes.language import detect
from cleaner.reading.markdown import visible
from cleaner.rules import rule_book, vocabularies
from cleaner.rules.rule import MAX_LINE, MAX_PHRASE, SECTION, Pack, RuleBook, Words, key

_WORD = re.compile(r"\w+")
_CJK = re.compile("[\u2e80-\u2fdf\u3005-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_SYMBOL = re.compile(r"[^\w\s]")
_DIGIT = re.compile(r"\d")
_INVISIBLE = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_CLOSERS = "\"'”’»)]›“」』）】*_"
_TERMINAL = frozenset(".!?…。！？;؟।｡‽")

_PROSE_WORDS, _LONG_PROSE_WORDS = 8, 25
"""Words from which a line is prose: when it ends as a sentence, and when it does not."""

_CJK_CHARACTERS_A_WORD = 1.7
"""Mean length of a Chinese word in running text, in characters."""


def plain(raw: str) -> str:
    """A line as passes compare it: NFKC, without invisible characters, single blanks."""
    if not raw.isascii() or not raw.isprintable():
        raw = unicodedata.normalize("NFKC", _INVISIBLE.sub("", raw))
    return " ".join(raw.split())


class Line:
    """One block as passes see it.

    text: its visible text, `plain`. tokens: its case-folded words (each character, in Chinese and
    Japanese). n: how many words it has, weighed for scripts without blanks. terminal: whether it ends
    as a sentence does. unit: the position of the first line of the paragraph that it is a piece of.
    """

    __slots__ = ("start", "end", "facts", "text", "tokens", "n", "terminal", "key", "unit", "step")

    def __init__(self, block: Block, source: str, markdown: bool) -> None:
        raw = source[block.start : block.end]
        self.start, self.end, self.facts = block.start, block.end, block.facts
        self.text = text = plain(visible(raw) if markdown else raw)
        self.tokens, self.n = words(text)
        end = text.rstrip(_CLOSERS)[-1:] or text[-1:]
        self.terminal = end in _TERMINAL
        self.key = key(text) if len(text) <= MAX_PHRASE else ""
        self.unit = 0
        self.step: Step | None = None

    @property
    def label(self) -> Label | None:
        return self.step.label if self.step else None

    @property
    def kind(self) -> Kind | None:
        return self.step.kind if self.step else None

    @property
    def open(self) -> bool:
        """Whether no pass has spoken of it yet."""
        return self.step is None

    @property
    def removed(self) -> bool:
        return self.step is not None and self.step.label == "boilerplate"

    @property
    def body(self) -> bool:
        """Whether it counts as body so far: labelled so, or not spoken of yet."""
        return self.step is None or self.step.label in BODY_LABELS

    def says(
        self, rule: str, label: Label, kind: Kind | None = None, evidence: str = "", end: int | None = None
    ) -> Step:
        """A step that labels this line, or its start up to the offset `end` of the document."""
        return Step(rule, label, self.start, self.end if end is None else end, kind, evidence)

    def needs(self) -> list[str]:
        """The tokens by which the patterns of rules are indexed: words, symbols, and "0" for a digit."""
        if self.text.isalpha():
            return self.tokens
        symbols = set(_SYMBOL.findall(self.text))
        if _DIGIT.search(self.text):
            symbols.add("0")
        return [*self.tokens, *symbols]


def words(text: str) -> tuple[list[str], float]:
    """The case-folded words of a text, and how many they count for."""
    folded = text.casefold()
    if folded.isascii() or not _CJK.search(folded):
        tokens = _WORD.findall(folded)
        return tokens, len(tokens)
    tokens = _WORD.findall(_CJK.sub(lambda m: f" {m[0]} ", folded))
    n = sum(1 / _CJK_CHARACTERS_A_WORD if len(t) == 1 and _CJK.match(t) else 1.0 for t in tokens)
    return tokens, n


class Page:
    """The document under the passes: its lines, its rules, its language, and the labels given so far."""

    def __init__(
        self, document: Document, packs: tuple[Pack, ...] = (), language: str | None = None
    ) -> None:
        self.document = document
        self.steps: list[Step] = []
        self.late: set[str] = set()
        self.labelling = Labelling(document.blocks)
        self._markdown = document.form == "markdown"
        self.lines: list[Line] = [Line(b, document.text, self._markdown) for b in document.blocks]
        self.vocabularies = vocabularies()
        self.language = language or detect(self.lines, self.vocabularies)
        self.book: RuleBook = rule_book(packs, self.language)
        self.words: Words | None = next((w for w in self.vocabularies if w.language == self.language), None)
        self.stop: frozenset[str] = self.words.stop if self.words else frozenset()
        self._glue()

    def apply(self, steps: Sequence[Step]) -> None:
        """Take the steps of a pass: drop those of silenced rules, label the rest."""
        steps = [s for s in steps if s.rule not in self.book.silenced]
        if not steps:
            return
        self.steps += steps
        if self.labelling.apply(steps):
            self._reread()
            self._glue()
        for line, step in zip(self.lines, self.labelling.decided, strict=True):
            line.step = step

    def _reread(self) -> None:
        known = {(line.start, line.end): line for line in self.lines}
        self.lines = [
            known.get((b.start, b.end)) or Line(b, self.document.text, self._markdown)
            for b in self.labelling.blocks
        ]

    def _glue(self) -> None:
        """Join lines that are pieces of one paragraph: broken at a link, or hard-wrapped."""
        lines = self.lines
        stop = self.stop
        for i, line in enumerate(lines):
            line.unit = i
            if not i or line.facts.gap or line.facts.item or line.facts.heading or line.facts.table:
                continue
            above = lines[i - 1]
            if above.terminal or above.facts.heading or above.facts.table or not line.text or not above.text:
                continue
            first, last = line.text[0], above.text[-1]
            if first.islower() or first in ",.;:)”’%…!?»":
                glued = (
                    above.unit != i - 1 or above.n >= 3 or first in ",.;:)”’!?" or last in ",("
                ) and last not in "|"
            elif last in ",(-–—“\"'‘«" or above.tokens[-1:] and above.tokens[-1] in stop:
                glued = above.unit != i - 1 or above.n >= 4
            else:
                below = lines[i + 1] if i + 1 < len(lines) else None
                glued = (
                    below is not None
                    and not below.facts.gap
                    and bool(below.text)
                    and (below.text[0].islower() or below.text[0] in ",.;:)”’")
                    and (above.unit != i - 1 or above.n >= 5)
                    and line.n <= 12
                    and not line.terminal
                )
            if glued:
                line.unit = above.unit

    def units(self) -> list[tuple[int, int]]:
        """The paragraphs as (first, last + 1) positions of lines."""
        starts = [i for i, line in enumerate(self.lines) if line.unit == i]
        return list(zip(starts, [*starts[1:], len(self.lines)], strict=True))

    def shown(self, line: Line) -> str:
        """The visible text of a line as it stands in the source, single blanks."""
        raw = self.document.text[line.start : line.end]
        if line.facts.code:
            return raw.strip("\n").rstrip()
        return " ".join((visible(raw) if self._markdown else raw).split())

    def prose(self, first: int, last: int) -> bool:
        """Whether the lines from `first` up to `last` read as running text."""
        n = sum(line.n for line in self.lines[first:last])
        return n >= _PROSE_WORDS and (self.lines[last - 1].terminal or n >= _LONG_PROSE_WORDS)

    def first_prose(self) -> int | None:
        """The position of the first line of prose that is still body."""
        return next((i for i, j in self.units() if self.lines[i].body and self.prose(i, j)), None)

    def last_prose(self) -> int | None:
        """The position of the last line of prose that is still body."""
        return next((j - 1 for i, j in reversed(self.units()) if self.lines[i].body and self.prose(i, j)), None)

    def spoken(self) -> tuple[Words, ...]:
        """The vocabularies to read bylines and dates with: the page's language, and English beside it."""
        known = tuple(w for w in self.vocabularies if w.language in (self.language, "en"))
        return tuple(sorted(known, key=lambda w: w.language == "en")) if self.words else self.vocabularies

    def conjunctions(self) -> frozenset[str]:
        """What joins the last two names of a list."""
        return frozenset(c for w in self.spoken() for c in w.conjunctions)

    def day_first(self) -> bool:
        """Whether 03/04/2025 is 3 April here."""
        return self.words.day_first if self.words else True

    def date_words(self) -> frozenset[str]:
        """Words that stand beside a date and say nothing else."""
        return frozenset(
            t
            for w in self.spoken()
            for form in (*w.weekdays, *w.published, *w.updated, *w.stop)
            for t in form.split()
        )

    def opens_section(self, line: Line) -> bool:
        """Whether the rule that claimed the line takes a whole section along."""
        rule = self.book.by_id.get(line.step.rule) if line.step else None
        return rule is not None and rule.opens >= SECTION

    def offset(self, line: Line, end: int) -> int:
        """The offset in the document at which the first `end` characters of the line's text end."""
        raw = self.document.text[line.start : line.end]
        goal = line.text[:end].rstrip()
        limit = min(len(raw), 4 * end + 100)
        at = next((k for k in range(len(goal), limit) if plain(raw[:k]) == goal), 0)
        while 0 < at < len(raw) and (raw[at].isspace() or unicodedata.combining(raw[at])):
            at += 1
        return line.start + at


def short(line: Line) -> bool:
    """Whether rules may look at the line as a whole."""
    return len(line.text) <= MAX_LINE
