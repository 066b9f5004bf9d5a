"""The body of a page of HTML: what its place makes likely, inside the densest stretch or outside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.document import Step
from cleaner.passes.density import densest, with_gaps_capped, without_lone, worths
from cleaner.passes.page import Page, Unit
from cleaner.passes.place import kind_at
from cleaner.passes.standing import CHROME_CONTEXTS, Standing

# The weights below were chosen on four sets of pages, whose scores are flat around them.
_WORDS = 0.5
"""What the worth of a unit by its words counts beside the odds by its place."""

_LEAST, _MOST = -6.0, 4.0
"""Between these the odds count towards a stretch: one sure menu must not cut an article in two."""

_INSIDE, _OUTSIDE = 0.5, -1.0
"""Log odds that a unit gains inside the densest stretch, and outside it."""

_HEADING = 1.0
"""What a heading gains besides, inside the stretch."""

_MOSTLY_LINK = 0.5


def recognise(page: Page) -> Iterator[Step]:
    """Set aside what is less likely to be body than not; nothing where nothing shows that there is more than body."""
    units = without_lone(page.units)
    standing = page.standing
    known = [u.known for u in units]
    if standing is None or not (standing.chrome or any(known)):
        return
    odds = [page.odds_of(u.head) for u in units]
    each = [
        _WORDS * by_words + min(_MOST, max(_LEAST, by_place))
        for by_words, by_place in zip(worths(page, units, known), odds, strict=True)
    ]
    start, end, _ = densest(with_gaps_capped(units, known, each))
    kept = [
        k
        for k, unit in enumerate(units)
        if unit.prose and unit.head.step is None and odds[k] + (_INSIDE if start <= k < end else _OUTSIDE) >= 0
    ]
    if kept:
        start, end = min(start, kept[0]), max(end, kept[-1] + 1)
    family = _Family(standing, [units[k] for k in kept])
    tail, end = end, family.last(units, end)
    for k, unit in enumerate(units):
        inside = start <= k < end
        total = odds[k] + (_INSIDE if inside else _OUTSIDE)
        if total >= 0 or known[k]:
            continue
        if inside and (family.holds(unit) or (k >= tail and family.goes_on(unit)) or family.heads(unit, total)):
            continue
        where = "above" if k < start else "below" if k >= end else "in"
        for line in unit.lines:
            if line.step is None:
                evidence = f"odds {total:.1f}, {where} the densest stretch"
                yield line.says("density.unlikely", "boilerplate", kind_at(page, line), evidence)


class _Family:
    """The elements that hold the prose of the body, and what stands among them."""

    def __init__(self, standing: Standing, prose: Sequence[Unit]) -> None:
        self._standing = standing
        elements = standing.elements
        own = {unit.head.facts.element for unit in prose}
        self._alike = {(elements[at].parent, elements[at].tag) for at in own}
        self._cousins = {self._line(at) for at in own}
        self._homes = own | {parent for parent, _ in self._alike}

    def holds(self, unit: Unit) -> bool:
        """Whether a unit stands among the prose: in an element like those that hold it and beside them, or as an
        item of a list beside them; no links, and no box apart."""
        facts = unit.head.facts
        elements = self._standing.elements
        element = elements[facts.element]
        if facts.link_share >= _MOSTLY_LINK or self._standing.apart[facts.element]:
            return False
        if (element.parent, element.tag) in self._alike:
            return True
        return facts.item and element.parent >= 0 and elements[element.parent].parent in self._homes

    def _line(self, at: int) -> tuple[int, str, str]:
        """What an element has in common with those that lie in boxes alike beside its own."""
        elements = self._standing.elements
        element = elements[at]
        box = elements[element.parent] if element.parent >= 0 else element
        return box.parent, box.tag, element.tag

    def heads(self, unit: Unit, total: float = 0.0) -> bool:
        """Whether a unit is a subheading by its mark: no link, and in no landmark of the page around the article;
        total: its log odds."""
        facts = unit.head.facts
        within = self._standing.elements[facts.element].within
        likely = facts.heading > 1 and total >= -_HEADING
        return likely and facts.link_share < _MOSTLY_LINK and CHROME_CONTEXTS.isdisjoint(within)

    def goes_on(self, unit: Unit) -> bool:
        """Whether a unit stands in a box beside one that holds the prose, and in it alike."""
        facts = unit.head.facts
        alone = facts.link_share < _MOSTLY_LINK and not self._standing.apart[facts.element]
        return alone and self._line(facts.element) in self._cousins

    def last(self, units: Sequence[Unit], end: int) -> int:
        """The end of the body, moved behind the units that go on in the same elements; a heading only where
        something stands under it."""
        for k in range(end, len(units)):
            unit = units[k]
            if unit.head.step is not None:
                break
            if self.holds(unit) or self.goes_on(unit):
                end = k + 1
            elif not self.heads(unit):
                break
        return end
