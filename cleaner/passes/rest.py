"""What stands behind the line at which articles of a site end: comments, teasers and footers, whatever they say.

Only packs of users and sites name such lines, since a line ends articles on one site that stands in their midst on
another.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.document import Step
from cleaner.passes.page import Line, Page

_ABOVE = 0.3
"""Share of the page's words of prose that stand above the line: where it stands higher, as a link in a menu does, it
ends nothing. Less than half, for comments may be longer than what they are on."""


def recognise(page: Page) -> Iterator[Step]:
    """Take along all that is unnamed behind the first line that says so and has enough prose above it."""
    if not page.book.enders:
        return
    end = _end(page)
    if end is None or end.step is None:
        return
    said = f"behind “{end.text[:60]}”"
    for line in page.lines[end.last :]:
        if line.step is None:
            yield line.says(end.step.rule, "boilerplate", end.kind, said)


def _end(page: Page) -> Line | None:
    units = page.units
    words = [0.0 if u.known or not u.prose else u.n for u in units]
    least = _ABOVE * sum(words)
    above = 0.0
    for unit, own in zip(units, words, strict=True):
        if above and above >= least:
            for line in unit.lines:
                if line.step is not None and line.step.rule in page.book.enders:
                    return line
        above += own
    return None
