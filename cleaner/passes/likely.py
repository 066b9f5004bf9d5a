"""The body of a page of HTML: what its place makes likely, inside the densest stretch or outside it."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.document import Step
from cleaner.passes.density import densest, with_gaps_capped, worths
from cleaner.passes.page import Page
from cleaner.passes.place import kind_at

# The weights below were chosen on four sets of pages, whose scores are flat around them.
_WORDS = 0.5
"""What the worth of a unit by its words counts beside the odds by its place."""

_LEAST, _MOST = -6.0, 4.0
"""Between these the odds count towards a stretch: one sure menu must not cut an article in two."""

_INSIDE, _OUTSIDE = 0.5, -1.0
"""Log odds that a unit gains inside the densest stretch, and outside it."""


def recognise(page: Page) -> Iterator[Step]:
    """Set aside what is less likely to be body than not."""
    units = page.units
    known = [u.known for u in units]
    odds = [page.odds_of(u.head) for u in units]
    each = [
        _WORDS * by_words + min(_MOST, max(_LEAST, by_place))
        for by_words, by_place in zip(worths(page, known), odds, strict=True)
    ]
    start, end, _ = densest(with_gaps_capped(units, known, each))
    for k, unit in enumerate(units):
        if not known[k]:
            total = odds[k] + (_INSIDE if start <= k < end else _OUTSIDE)
            if total < 0:
                where = "above" if k < start else "below" if k >= end else "in"
                for line in unit.lines:
                    if line.step is None:
                        evidence = f"odds {total:.1f}, {where} the densest stretch"
                        yield line.says("density.unlikely", "boilerplate", kind_at(page, line), evidence)
