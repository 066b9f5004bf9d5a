"""The scorer's table of a page: a row of numbers for each line, in the columns of `columns`, all at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cleaner.document import KINDS, Kind, Label
from cleaner.passes.density import AT_ENDS, CONTENT_LETTERS, VOCABULARY_WORDS, densest, with_gaps_capped, worths
from cleaner.passes.page import FIRST_CJK, Line, Page, Unit
from cleaner.scorer.columns import DOM, TEXT

Floats = NDArray[np.float32]

_COMMONEST = 40
"""Words of a page's prose that count as its function words."""

_BY_PLACE: Final = (
    ("density.outside",),
    ("density.stray",),
    ("density.unlikely", "density.place"),
    ("sections.under",),
    ("edges.above-prose",),
)
"""The rules that judge a line by its place, a column each."""

_LABELS: Final[tuple[Label, ...]] = ("headline", "standfirst", "byline", "date", "caption", "callout")
"""Labels that passes have given by then, a column each."""

_KIND: Final[dict[Kind | None, int]] = {kind: k for k, kind in enumerate(KINDS)}
_LABEL: Final[dict[Label | None, int]] = {label: k for k, label in enumerate(_LABELS)}
_PLACED: Final = {rule: k for k, rules in enumerate(_BY_PLACE) for rule in rules}

_FAR = 40
"""Lines from which a distance says no more."""

_CASED: Final = 0x0590
"""Code points from which no letter has two cases, but for scripts that news are not written in."""

_DIGIT, _CAPITAL, _COMMA, _MARK, _SPACE, _WIDE, _OTHER = range(7)
_QUOTATIONS: Final = frozenset("\"'“”„«»‘’「『")
_DEFAULT_SHARE = 0.3
"""What counts for the share of words that others use where a line has none that count."""


def features_of(page: Page, units: list[Unit]) -> Floats:
    """A row for each line of the units, in order: shape (lines, columns); the columns are those of `TEXT`, and for
    HTML those of `DOM` behind them. Linear in the page."""
    table = _Table(page, units)
    if not table.size:
        return np.zeros((0, len(TEXT) + (len(DOM) if page.standing else 0)), np.float32)
    columns = [*table.shape(), *table.marks(), *table.words(), *table.rules(), *table.place()]
    own = np.column_stack(columns).astype(np.float32)
    if page.standing is None:
        return own
    from cleaner.scorer.places import looks, places

    alike = np.column_stack(table.looks(looks(page))).astype(np.float32)
    return np.hstack([own, places(page, page.standing), alike])


def seen(page: Page) -> list[Unit]:
    """The units of a page that the scorer looks at: of plain text not those between two paragraphs of prose that a
    rule names, so that one more or one less says nothing of what stands beside it; but for those that open a
    section."""
    units = page.units
    if page.standing is not None:
        return units
    out: list[Unit] = []
    gap: list[Unit] = []
    above = False
    for unit in units:
        if not unit.prose or _named(unit):
            gap.append(unit)
            continue
        out += [u for u in gap if not above or not _named(u) or any(map(page.opens_section, u.lines))]
        out.append(unit)
        gap = []
        above = True
    return out + gap


def _named(unit: Unit) -> bool:
    return unit.head.named and (len(unit.lines) == 1 or all(line.named for line in unit.lines))


class _Table:
    """The columns of a page, and what several of them need."""

    def __init__(self, page: Page, units: list[Unit]) -> None:
        self.page = page
        self.units = units
        self.lines = lines = [line for unit in units for line in unit.lines]
        self.size = len(lines)
        if not lines:
            return
        self.texts = [line.text for line in lines]
        self.lengths = np.array([len(t) for t in self.texts])
        self.n = np.array([line.n for line in lines])
        self.named = _flags(line.named for line in lines)
        self.opens = _flags(map(page.opens_section, lines))
        self._paragraphs()

    def _paragraphs(self) -> None:
        """Of each line: what its paragraph is, and where the densest stretch is."""
        units = self.units
        known = [u.known for u in units]
        worth = worths(self.page, units, known)
        start, end, _ = densest(with_gaps_capped(units, known, worth))
        counts = [len(unit.lines) for unit in units]
        edges = [0, *accumulate(counts)]
        firsts = np.array(edges[:-1])
        self.worth = np.repeat(np.array(worth), counts)
        self.paragraph = np.repeat(np.array([u.n for u in units]), counts)
        self.prose = np.repeat(_flags(u.prose for u in units), counts)
        self.known = np.repeat(np.array(known), counts)
        self.flat_known = np.array([line.known for line in self.lines])
        self.first_of = np.repeat(firsts, counts)
        self.first = np.zeros(self.size)
        self.first[firsts] = 1
        self.final = np.ones(self.size)
        self.final[:-1] = self.first[1:]
        self.stretch = edges[start], edges[end]

    def shape(self) -> list[NDArray[np.float64]]:
        """How each line is written."""
        last = [t[-1:] for t in self.texts]
        opening = [t[:1] for t in self.texts]
        counts, capitalised = self._characters()
        words = np.maximum(self.n, 1)
        characters = np.maximum(self.lengths, 1)
        return [
            np.log1p(self.n),
            np.log1p(self.lengths),
            np.log1p(self.paragraph),
            self.first,
            self.final,
            _flags(line.terminal for line in self.lines),
            self.prose,
            _flags(c in ":：" for c in last),
            _flags(c in ",;，、；" for c in last),
            _flags(c == "…" or (c == "." and t.endswith("..")) for c, t in zip(last, self.texts, strict=True)),
            _flags(c in "?？" for c in last),
            _flags("|" in t for t in self.texts),
            *self._stamps(counts),
            counts[:, _DIGIT] / characters,
            counts[:, _CAPITAL] / characters,
            capitalised / words,
            counts[:, _COMMA] / words,
            np.minimum(counts[:, _MARK] / words, 2),
            np.minimum(self.lengths / words, 20) / 10,
            counts[:, _WIDE] / characters,
            _flags(c.islower() for c in opening),
            _flags(c in _QUOTATIONS for c in opening),
        ]

    def _characters(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """How many characters of each class each line has, and how many of its words open with a capital."""
        together = "\n".join(["", *self.texts])
        codes = np.frombuffer(together.encode("utf-32-le", "surrogatepass"), np.uint32)
        found = _classes()[np.minimum(codes, _CASED)]
        found[codes >= ord(FIRST_CJK)] = _WIDE
        begins = np.concatenate(([0], np.cumsum(self.lengths[:-1] + 1)))
        counts = np.column_stack([np.add.reduceat(found == k, begins, dtype=np.int32) for k in range(_OTHER)])
        opening = np.zeros(len(found), bool)
        opening[1:] = (found[1:] == _CAPITAL) & (found[:-1] == _SPACE)
        return counts.astype(np.float64), np.add.reduceat(opening, begins, dtype=np.int32).astype(np.float64)

    def _stamps(self, counts: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Whether each line holds a time of day, and a year."""
        clock, year = np.zeros(self.size), np.zeros(self.size)
        for k in np.flatnonzero(counts[:, _DIGIT] >= 3):
            text = self.texts[k]
            at = text.find(":")
            clock[k] = at > 0 and text[at - 1].isdigit() and text[at + 1 : at + 3].isdigit()
            year[k] = "20" in text or "19" in text
        return clock, year

    def marks(self) -> list[NDArray[np.float64]]:
        """What the reader saw of each line beside its words."""
        facts = [line.facts for line in self.lines]
        return [
            _flags(f.item for f in facts),
            _flags(f.gap for f in facts),
            _flags(f.heading > 0 for f in facts),
            _flags(f.table or f.code for f in facts),
            _flags(f.quote for f in facts),
            np.array([f.link_share for f in facts]),
            np.full(self.size, float(self.page.document.form == "markdown")),
        ]

    def words(self) -> list[NDArray[np.float64]]:
        """Whose words each line uses."""
        tokens = [line.tokens for line in self.lines]
        sizes = np.array([len(t) for t in tokens])
        number = {word: k for k, word in enumerate(dict.fromkeys(chain.from_iterable(tokens)))}
        ids = np.fromiter(map(number.__getitem__, chain.from_iterable(tokens)), np.int64, sizes.sum())
        line = np.repeat(np.arange(self.size), sizes)
        content = np.array([len(w) >= CONTENT_LETTERS or w > FIRST_CJK for w in number], bool)[ids]
        long = (self.paragraph >= VOCABULARY_WORDS) & ~self.known
        start, end = self.stretch
        at = np.arange(self.size)
        mine = long & (start <= self.first_of) & (self.first_of < end)
        used, first, times = np.unique(ids[long[line]], return_index=True, return_counts=True)
        functional = np.zeros(len(number), bool)
        functional[used[np.lexsort((first, -times))[:_COMMONEST]]] = True
        headline = np.array([x.label == "headline" for x in self.lines])
        titled = np.zeros(len(number), bool)
        titled[ids[headline[line]]] = True
        own = (self.n >= VOCABULARY_WORDS) & ~self.flat_known

        def share(said: NDArray[np.bool_]) -> NDArray[np.float64]:
            total = np.bincount(line[content], minlength=self.size)
            hits = np.bincount(line[content & said], minlength=self.size)
            return np.where(total > 0, hits / np.maximum(total, 1), _DEFAULT_SHARE)

        spoken = self._tellers(ids, line, long, len(number))
        body = self._tellers(ids, line, mine, len(number))
        inside = own & (at >= start) & (at < end)
        copies = Counter(self.texts)
        return [
            np.bincount(line[functional[ids]], minlength=self.size) / np.maximum(sizes, 1),
            share(spoken[ids] > own[line]),
            share(body[ids] > inside[line]),
            share(titled[ids]),
            np.array([min(copies[t], 4) - 1.0 for t in self.texts]),
        ]

    def _tellers(
        self, ids: NDArray[np.int64], line: NDArray[np.int_], of: NDArray[np.bool_], size: int
    ) -> NDArray[np.int_]:
        """How many paragraphs use each word, of those whose lines are marked."""
        used = of[line]
        pairs = np.unique(self.first_of[line[used]] * size + ids[used])
        return np.bincount(pairs % size, minlength=size) if size else pairs

    def rules(self) -> list[NDArray[np.float64]]:
        """What the passes said of each line."""
        rules = [line.step.rule if line.step else "" for line in self.lines]
        kinds = [line.kind if named else None for line, named in zip(self.lines, self.named, strict=True)]
        return [
            self.named,
            self.opens,
            *_one_hot([_KIND.get(kind, -1) for kind in kinds], len(KINDS)),
            *_one_hot([_PLACED.get(rule, -1) for rule in rules], len(_BY_PLACE)),
            *_one_hot([_LABEL.get(line.label, -1) for line in self.lines], len(_LABELS)),
            _flags(rule == "topic.spoken-of" for rule in rules),
            np.clip(self.worth, -10, 10) / 5,
        ]

    def in_stretch(self) -> NDArray[np.float64]:
        """Whether each line lies in the densest stretch."""
        at = np.arange(self.size)
        start, end = self.stretch
        return ((at >= start) & (at < end)).astype(np.float64)

    def place(self) -> list[NDArray[np.float64]]:
        """Where each line stands among the others."""
        n = self.size
        at = np.arange(n)
        is_named = self.named > 0
        prose = (self.prose > 0) & ~is_named
        words = np.where(prose, self.n, 0.0)
        total = words.sum()
        prose_above: NDArray[np.int_] = np.cumsum(prose) - prose
        started = prose_above > 0
        ends = _flags(line.kind in AT_ENDS for line in self.lines) * self.named
        heads = np.flatnonzero([line.label == "headline" for line in self.lines])
        bylines = np.array([line.label == "byline" for line in self.lines])
        start, end = self.stretch
        return [
            at / n,
            np.log1p(np.minimum(at, 200)),
            np.log1p(np.minimum(n - 1 - at, 200)),
            np.full(n, np.log1p(n)),
            np.full(n, np.log1p(total)),
            (np.cumsum(words) - words) / max(total, 1),
            np.log1p(prose_above),
            np.log1p(prose.sum() - prose_above - prose),
            _distance(prose),
            _distance(prose[::-1])[::-1],
            _distance(is_named),
            _distance(is_named[::-1])[::-1],
            self.in_stretch(),
            np.clip(at - start, -_FAR, _FAR) / _FAR,
            np.clip(end - 1 - at, -_FAR, _FAR) / _FAR,
            (at > heads[0]).astype(np.float64) if len(heads) else np.zeros(n),
            np.clip(at - heads[0], -_FAR, _FAR) / _FAR if len(heads) else np.zeros(n),
            np.minimum(np.cumsum(bylines), 3.0),
            _distance(bylines),
            np.log1p(np.cumsum(ends * started)),
            np.log1p(np.cumsum(self.opens * started)),
            np.log1p(_since(is_named, prose)),
        ]

    def looks(self, look: NDArray[np.int_]) -> list[NDArray[np.float64]]:
        """What is shown like each line, on a page of HTML; look: the number of the look of each line."""
        prose = self.prose > 0
        in_stretch = self.in_stretch()
        shares = np.array([line.facts.link_share for line in self.lines])
        words, lines, told, inside, linked, known, paragraphs = (
            np.bincount(look, weights=weights)
            for weights in (
                self.n,
                np.ones(self.size),
                self.n * (prose & (self.named == 0)),
                self.n * in_stretch,
                self.n * shares,
                self.n * self.named,
                prose,
            )
        )
        some = np.maximum(words, 1)
        found = [
            np.log1p(words) / 4,
            np.log1p(lines) / 3,
            np.log1p(words / lines),
            told / max(1.0, told.sum()),
            inside / some,
            linked / some,
            known / some,
            paragraphs / lines,
        ]
        return [of_look[look] for of_look in found]


def _one_hot(numbers: list[int], size: int) -> Iterator[NDArray[np.float64]]:
    """A column for each number below `size`: 1 where a line has it."""
    return iter((np.array(numbers) == np.arange(size)[:, None]).astype(np.float64))


def _flags(values: Iterable[bool]) -> NDArray[np.float64]:
    return np.fromiter(values, np.float64)


@cache
def _classes() -> NDArray[np.uint8]:
    """The class of each code point up to `_CASED`."""
    table = np.full(_CASED + 1, _OTHER, np.uint8)
    for code in range(_CASED):
        c = chr(code)
        if c.isdigit():
            table[code] = _DIGIT
        elif c.isupper():
            table[code] = _CAPITAL
        elif c == ",":
            table[code] = _COMMA
        elif c.isspace():
            table[code] = _SPACE
        elif not c.isalnum():
            table[code] = _MARK
    return table


def _distance(marks: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How many lines above the nearest marked one stands, as a share of the farthest that counts."""
    at = np.arange(len(marks))
    last = np.maximum.accumulate(np.where(marks, at, -_FAR))
    before = np.concatenate(([-_FAR], last[:-1]))
    distance: NDArray[np.float64] = np.minimum(at - before, _FAR) / _FAR
    return distance


def _since(marks: NDArray[np.bool_], resets: NDArray[np.bool_]) -> NDArray[np.int_]:
    """How many marked lines stand above since the last reset."""
    total: NDArray[np.int_] = np.cumsum(marks) - marks
    at_reset = np.maximum.accumulate(np.where(resets, total, 0))
    return total - at_reset


def shared(lines: Sequence[Line], words: frozenset[str]) -> NDArray[np.float64]:
    """Of each line, the share of its longer words that are among the words given."""
    out = np.full(len(lines), _DEFAULT_SHARE)
    for k, line in enumerate(lines):
        content = [t for t in line.tokens if len(t) >= CONTENT_LETTERS or t > FIRST_CJK]
        if content:
            out[k] = sum([t in words for t in content]) / len(content)
    return out
