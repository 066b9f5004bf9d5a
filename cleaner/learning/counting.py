"""Counting the lines of a site in bounded memory: lossy counting over blocks of pages.

Lines of millions of pages do not fit into memory, and most of them stand on one page only. Lossy counting (Manku and
Motwani, 2002) counts a block of pages at a time, and drops behind each block the lines that cannot have reached one
page a block so far. A count is never too high, and too low by at most one page a block, which is 1 in `BLOCK` of the
pages of the site; a site of one block is counted exactly. At most about `BLOCK` times the lines of a page are held,
times the logarithm of the number of blocks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from cleaner.document import Kind
from cleaner.learning.seen import SeenLine

BLOCK = 64
"""Pages of a block."""


@dataclass(slots=True)
class Majority:
    """The value that most of many values are (Boyer and Moore, 1981), in the memory of one. lead: by how many it is
    ahead of all others together, at least."""

    value: str = ""
    lead: int = 0

    def take(self, value: str) -> None:
        """Count one value more."""
        if value == self.value:
            self.lead += 1
        elif self.lead:
            self.lead -= 1
        else:
            self.value, self.lead = value, 1


@dataclass(slots=True)
class Count:
    """How often a line was seen. text: as it stood first. pages: on how many pages; on how many of these it was
    `kept`, `known`, `named`, `ends` (see `SeenLine`); kinds: what the cleaner took it for. prose: its words where it is
    prose. missed: pages on which it may have stood before it was counted, at most. above, below: the lines beside it on
    most pages."""

    text: str
    prose: float
    missed: int
    pages: int = 0
    kept: int = 0
    known: int = 0
    named: int = 0
    ends: int = 0
    kinds: Counter[Kind] = field(default_factory=Counter)
    above: Majority = field(default_factory=Majority)
    below: Majority = field(default_factory=Majority)

    def take(self, line: SeenLine) -> None:
        """Count one page more."""
        self.pages += 1
        self.kept += line.kept
        self.known += line.known
        self.named += line.named
        self.ends += line.ends
        if line.kind is not None:
            self.kinds[line.kind] += 1
        self.above.take(line.above)
        self.below.take(line.below)


class LineCounts:
    """The lines of a site by their keys. pages: how many pages were counted."""

    def __init__(self) -> None:
        self.counts: dict[str, Count] = {}
        self.pages = 0
        self._blocks = 0

    def __len__(self) -> int:
        return len(self.counts)

    def add_block(self, pages: Iterable[Iterable[SeenLine]], *, full: bool = True) -> None:
        """Count a block of at most `BLOCK` pages; full: whether the lines that are too rare are dropped behind it, as
        they must be before the next one."""
        for page in pages:
            self.pages += 1
            for line in page:
                if not line.learnable:
                    continue
                count = self.counts.get(line.key)
                if count is None:
                    count = self.counts[line.key] = Count(line.text, line.prose, self._blocks)
                count.take(line)
        if full:
            self._blocks += 1
            self.counts = {k: c for k, c in self.counts.items() if c.pages + c.missed > self._blocks}
