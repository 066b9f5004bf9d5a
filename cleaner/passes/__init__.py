"""The passes, in the order in which they speak; a later one has the last word."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cleaner.document import Step
from cleaner.passes import byline, date, density, headline, known, structure
from cleaner.passes.page import Page

PASSES: tuple[Callable[[Page], Iterator[Step]], ...] = (
    known.recognise,
    density.recognise,
    headline.recognise,
    byline.recognise,
    date.recognise,
    structure.recognise,
)


def unreadable(page: Page) -> Iterator[Step]:
    """The only pass over bytes that are no text: all of them are set aside."""
    for line in page.lines:
        yield line.says("read.binary", "boilerplate", "interface", "; ".join(page.document.notes))
