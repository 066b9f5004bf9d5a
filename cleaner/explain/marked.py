"""Emphasis and cells as the markup of HTML has them, for kept text that is to read as it did on its page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cleaner.document import Block, Document, Mark

_TAGS = {"strong": "strong", "emphasis": "em", "code": "code"}
"""The element that stands for a mark."""


class Segment(NamedTuple):
    """A piece of a line, and the elements that it stands in, the outermost first."""

    text: str
    tags: tuple[str, ...] = ()


class Marked:
    """The marks of a document, by the blocks that they stand in."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._marks = sorted(m for m in document.marks if m.kind in _TAGS or m.kind == "cell")
        self._starts = [m.start for m in self._marks]

    def segments(self, block: Block, text: str) -> tuple[Segment, ...]:
        """The text of a block in pieces of like emphasis; in one where there is none.

        text: as it is to be shown. White space in it is single blanks, which the pieces have together.
        """
        marks = [m for m in self._inside(block) if m.kind in _TAGS]
        if not marks or block.facts.code:
            return (Segment(text),)
        found = tuple(self._pieces(block, marks))
        return found if "".join(s.text for s in found) == text else (Segment(text),)

    def cells(self, block: Block) -> tuple[str, ...]:
        """The cells of a row of a table; none where the markup has none."""
        cells = (self._text[m.start : m.end] for m in self._inside(block) if m.kind == "cell")
        return tuple(" ".join(cell.split()) for cell in cells)

    def _inside(self, block: Block) -> Sequence[Mark]:
        """The marks within a block."""
        marks = self._marks[bisect_left(self._starts, block.start) : bisect_left(self._starts, block.end)]
        return [m for m in marks if m.end <= block.end]

    def _pieces(self, block: Block, marks: Sequence[Mark]) -> Iterator[Segment]:
        edges = sorted({block.start, block.end, *(edge for m in marks for edge in (m.start, m.end))})
        before: tuple[str, ...] | None = None
        blank = False
        for start, end in pairwise(edges):
            raw = self._text[start:end]
            words = " ".join(raw.split())
            if words:
                tags = tuple(dict.fromkeys(_TAGS[m.kind] for m in marks if m.start <= start and end <= m.end))
                if before is not None and (blank or raw[0].isspace()):
                    yield Segment(" ", tuple(tag for tag in tags if tag in before))
                yield Segment(words, tags)
                before = tags
                blank = False
            blank = blank or raw[-1].isspace()
