"""What the workers tell of the documents for the report: a short line of each, and a page of those that it may show."""

from __future__ import annotations

import heapq
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cleaner.article import Article
    from cleaner.rules.rule import Pack


class Told(NamedTuple):
    """What a worker tells of a document. line: for the records. page: its report, None where others need one more."""

    line: bytes
    confidence: float | None
    page: bytes | None


class Least:
    """Which documents are the least confident of all so far; of equal ones those that came first.

    Main process and workers each have one: what is not among the least of one worker is not among those of all.
    """

    def __init__(self, most: int) -> None:
        """most: how many there are at most."""
        self._most = most
        self._heap: list[tuple[float, int]] = []

    def takes(self, confidence: float | None, number: int) -> bool:
        """Whether the document is one of them now; it may be pushed out later."""
        if confidence is None or not self._most:
            return False
        entry = (-confidence, -number)
        if len(self._heap) < self._most:
            heapq.heappush(self._heap, entry)
            return True
        return heapq.heappushpop(self._heap, entry) != entry

    def numbers(self) -> frozenset[int]:
        """The numbers of all of them."""
        return frozenset(-number for _, number in self._heap)


class Telling:
    """What a worker does for the report with each document, beside cleaning it. Picklable before it has begun."""

    def __init__(self, most: int) -> None:
        """most: how many documents get a page."""
        self._least = Least(most)
        self._number = 0

    def __call__(self, article: Article, id: str, packs: Sequence[Pack]) -> Told:
        """packs: those that it was cleaned with beside the built-in ones."""
        from cleaner.explain.summary import record

        found = record(article, id)
        confidence = None if found.confidence is None else round(found.confidence, 4)
        line = {
            "id": id,
            "confidence": confidence,
            "kept": found.kept,
            "found": found.found,
            "removed": [[*of, lines] for of, lines in found.removed.items()],
        }
        self._number += 1
        page = None
        if self._least.takes(confidence, self._number):
            page = article.report(source=id, packs=packs).encode()
        return Told(line_of(line), confidence, page)


def line_of(values: Mapping[str, object]) -> bytes:
    """A line of the records."""
    return json.dumps(values).encode() + b"\n"
