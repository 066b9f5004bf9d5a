"""Pages of plain text without an article: those of which the scorer leaves next to nothing."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.document import Step
from cleaner.passes.page import Page

NOTHING = "nothing on the page reads as one"

_WORDS = 30
"""Words up to which what is left is no article where none of it is prose."""


def recognise(page: Page) -> Iterator[Step]:
    """Set aside what is left of a page that has no article."""
    if not page.scored or any(unit.prose and unit.body for unit in page.units):
        return
    left = [line for line in page.lines if line.text and line.body]
    if sum(line.n for line in left) <= _WORDS:
        page.absent = NOTHING
        for line in left:
            yield line.says("absent.article", "boilerplate", "interface", NOTHING)
