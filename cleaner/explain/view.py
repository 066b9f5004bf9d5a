"""The report's view of an article: the page in order as reading matter and runs of removed lines, and the tallies."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cleaner.article import Article, ArticleBlock, joined, shown
from cleaner.document import KINDS, LABELS
from cleaner.explain.escaping import harmless, harmless_inline
from cleaner.explain.marked import Marked, Segment
from cleaner.explain.reasons import reasons
from cleaner.rules.rule import Pack

CHUNK = 100
"""Rows that a large page lays out together: what lies outside the window costs nothing until it is scrolled to."""

_LARGE = 500
"""Rows from which a page is large: to lay out fewer at once is no work, and their height need not be guessed."""

_OPEN_UP_TO = 3
"""Removed lines in a row that stand in place: so few are quicker to read than to unfold."""

_LISTINGS = frozenset(("list_item", "table", "code"))
"""Labels whose neighbours make one list, one table, one listing."""

_SAMPLE = 4_000
"""Characters that tell the direction of a page."""

FAMILIES: dict[str, str] = {
    **dict.fromkeys(("navigation", "interface", "loading", "share", "media", "reading_time"), "interface"),
    **dict.fromkeys(("related", "advert", "subscribe", "paywall"), "promotion"),
    **dict.fromkeys(("comments", "poll"), "readers"),
    **dict.fromkeys(("site", "legal", "consent", "author_bio"), "publisher"),
    "duplicate": "repetition",
}
"""The family of each kind: kinds are too many to be told apart by colour."""


class Entry(NamedTuple):
    """A rule, and what it did: `lines` lines of one kind (or label), the first of them at `first`.

    number: its place among all entries. what: the kind of the removed, the label of the kept. why: its reason, empty
    when nothing is known of the rule.
    """

    number: int
    what: str
    rule: str
    why: str
    lines: int
    first: int


class Tally(NamedTuple):
    """All lines of one kind (or label), and the rules that decided them, the busiest first."""

    what: str
    family: str
    lines: int
    entries: tuple[Entry, ...]


class Row(NamedTuple):
    """A block of the page.

    number: its place. evidence: what its rule says of it. earlier: what other rules said before, in words. segments:
    its text in pieces of like emphasis, where it was kept. cells: those of a row of a table, where the markup has them.
    glued: no blank stands between it and the row before it.
    """

    number: int
    text: str
    entry: Entry
    evidence: str
    earlier: str
    segments: tuple[Segment, ...] = ()
    cells: tuple[str, ...] = ()
    glued: bool = False


class Piece(NamedTuple):
    """Kept text that reads as one: a paragraph, a heading, a list, a table. units: rows that make one item each."""

    label: str
    units: tuple[tuple[Row, ...], ...]


class Run(NamedTuple):
    """Removed lines between two kept ones, in chunks.

    words: their kinds, counted. stands_open: whether it is too short to be folded.
    """

    chunks: tuple[tuple[Row, ...], ...]
    lines: int
    words: str
    stands_open: bool


class Part(NamedTuple):
    """Either some pieces of kept text, or a run of removed lines."""

    pieces: tuple[Piece, ...] = ()
    run: Run | None = None


class Share(NamedTuple):
    """A part of the text's characters: where it begins and how wide it is, both in percent."""

    family: str
    start: float
    width: float


class View(NamedTuple):
    """All that the report shows of the page. chunks: its parts, those together that are laid out together."""

    chunks: tuple[tuple[Part, ...], ...]
    large: bool
    removed: tuple[Tally, ...]
    kept: tuple[Tally, ...]
    shares: tuple[Share, ...]
    direction: str
    rows: tuple[Row, ...]


def view(article: Article, packs: Sequence[Pack] = ()) -> View:
    """The view of an article. packs: those of the user, for the reasons of their rules."""
    blocks = article.blocks
    entries = _entries(blocks, packs)
    earlier = _earlier(article, blocks)
    plain = [
        Row(i, harmless(b.text), entries[_key(b)], _capital(harmless_inline(b.step.evidence)), earlier[i])
        for i, b in enumerate(blocks)
    ]
    rows = tuple(_marked(plain, article))
    return View(
        tuple(_chunks(_parts(rows, blocks))),
        len(rows) >= _LARGE,
        _tallies(e for (removed, _, _), e in entries.items() if removed),
        _tallies(e for (removed, _, _), e in entries.items() if not removed),
        tuple(_shares(blocks)),
        _direction(blocks),
        rows,
    )


def spoken(what: str) -> str:
    """A kind or a label in words."""
    return what.replace("_", " ")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _key(block: ArticleBlock) -> tuple[bool, str, str]:
    return block.kind is not None, block.kind or block.label, block.step.rule


def _entries(blocks: Sequence[ArticleBlock], packs: Sequence[Pack]) -> dict[tuple[bool, str, str], Entry]:
    """The entry of each rule and kind, in page order."""
    counts = Counter(map(_key, blocks))
    firsts: dict[tuple[bool, str, str], int] = {}
    for i, block in enumerate(blocks):
        firsts.setdefault(_key(block), i)
    why = reasons({rule for _, _, rule in counts}, packs)
    return {
        key: Entry(number, key[1], harmless_inline(key[2]), harmless_inline(why[key[2]]), counts[key], first)
        for number, (key, first) in enumerate(firsts.items())
    }


def _tallies(entries: Iterable[Entry]) -> tuple[Tally, ...]:
    """The entries by kind or label, in the order of most lines."""
    by: dict[str, list[Entry]] = {}
    for entry in entries:
        by.setdefault(entry.what, []).append(entry)
    order: dict[str, int] = {what: i for i, what in enumerate((*LABELS, *KINDS))}
    tallies = [
        Tally(what, FAMILIES.get(what, "kept"), sum(e.lines for e in own), tuple(sorted(own, key=lambda e: -e.lines)))
        for what, own in by.items()
    ]
    return tuple(sorted(tallies, key=lambda t: (-t.lines, order[t.what])))


def _earlier(article: Article, blocks: Sequence[ArticleBlock]) -> list[str]:
    """For each block the rules that said something else of it before the last one spoke, in words."""
    starts = [b.start for b in blocks]
    said: list[dict[str, None]] = [{} for _ in blocks]
    for step in article.steps:
        for i in range(bisect_left(starts, step.start), len(blocks)):
            if blocks[i].end > step.end:
                break
            last = blocks[i].step
            if (step.label, step.kind) != (last.label, last.kind):
                said[i][f"{spoken(step.kind or step.label)} by {step.rule}"] = None
    return [harmless_inline(", ".join(one)) for one in said]


def _marked(rows: Iterable[Row], article: Article) -> Iterator[Row]:
    """The rows, with the emphasis and the cells of those that were kept."""
    marked = Marked(article.document)
    for row, x in zip(rows, article.labels.rows(), strict=True):
        if x.step.kind:
            yield row
            continue
        segments = marked.segments(x.block, shown(article.document, x.block))
        cells = marked.cells(x.block) if x.step.label == "table" else ()
        yield row._replace(
            segments=tuple(s._replace(text=harmless(s.text)) for s in segments),
            cells=tuple(map(harmless, cells)),
        )


def _chunks(parts: Iterable[Part]) -> Iterator[tuple[Part, ...]]:
    chunk: list[Part] = []
    rows = 0
    for part in parts:
        chunk.append(part)
        rows += part.run.lines if part.run else sum(len(piece.units) for piece in part.pieces)
        if rows >= CHUNK:
            yield tuple(chunk)
            chunk, rows = [], 0
    if chunk:
        yield tuple(chunk)


def _parts(rows: Sequence[Row], blocks: Sequence[ArticleBlock]) -> Iterator[Part]:
    at = 0
    while at < len(rows):
        end = at + 1
        removed = blocks[at].kind is not None
        while end < len(rows) and (blocks[end].kind is not None) == removed:
            end += 1
        if removed:
            yield Part(run=_run(rows[at:end]))
        else:
            pieces = tuple(_pieces(rows[at:end], blocks[at:end]))
            yield from (Part(pieces[i : i + CHUNK]) for i in range(0, len(pieces), CHUNK))
        at = end


def _run(rows: Sequence[Row]) -> Run:
    counts = Counter(spoken(row.entry.what) for row in rows)
    words = ", ".join(f"{what} {n}" if len(counts) > 1 else what for what, n in counts.most_common())
    chunks = tuple(tuple(rows[i : i + CHUNK]) for i in range(0, len(rows), CHUNK))
    return Run(chunks, len(rows), words, len(rows) <= _OPEN_UP_TO)


def _pieces(rows: Sequence[Row], blocks: Sequence[ArticleBlock]) -> Iterator[Piece]:
    """Kept rows as they read: lines of one paragraph together, items of a list, rows of a table."""
    label = ""
    units: list[list[Row]] = []
    for row, block in zip(rows, blocks, strict=True):
        if units and block.continues and block.label == label:
            before = units[-1][-1].text
            units[-1].append(row._replace(glued=len(joined((before, row.text))) == len(before) + len(row.text)))
        elif units and block.label == label and label in _LISTINGS and len(units) < CHUNK:
            units.append([row])
        else:
            if units:
                yield Piece(label, tuple(map(tuple, units)))
            label, units = block.label, [[row]]
    if units:
        yield Piece(label, tuple(map(tuple, units)))


def _shares(blocks: Sequence[ArticleBlock]) -> Iterator[Share]:
    """What is kept, then what went by family, as shares of the characters."""
    sizes: Counter[str] = Counter()
    for block in blocks:
        sizes[FAMILIES[block.kind] if block.kind else "kept"] += len(block.text)
    whole = sizes.total()
    at = 0.0
    for family in dict.fromkeys(("kept", *FAMILIES.values())):
        if sizes[family]:
            width = 100 * sizes[family] / whole
            yield Share(family, round(at, 2), round(width, 2))
            at += width


def _direction(blocks: Sequence[ArticleBlock]) -> str:
    """In which direction most of the page is written: "rtl" or "ltr"."""
    kept = "".join(b.text[:_SAMPLE] for b in blocks[: 4 * CHUNK] if b.kind is None)[:_SAMPLE]
    counts = Counter(map(unicodedata.bidirectional, kept))
    return "rtl" if counts["R"] + counts["AL"] > counts["L"] else "ltr"
