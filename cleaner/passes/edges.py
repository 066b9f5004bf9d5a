"""The edges of the body: short lines that stand between the headline and the first paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.document import Step
from cleaner.passes.page import Page
from cleaner.passes.place import kind_at


def recognise(page: Page) -> Iterator[Step]:
    """Set aside what is left above the first paragraph of a page whose headline is known: kickers, labels, the
    rest of a menu. Lists, quotes and boxes may open an article and stay."""
    if not any(line.label == "headline" for line in page.lines):
        return
    for unit in page.units:
        line = unit.head
        if not unit.body:
            continue
        facts = line.facts
        if unit.prose or line.step is not None or facts.item or facts.quote or facts.table or facts.code:
            return
        if page.odds_of(line) > 0:
            return
        for x in unit.lines:
            if x.step is None:
                kind = kind_at(page, x) if page.standing else "interface"
                yield x.says("edges.above-prose", "boilerplate", kind, "between headline and first paragraph")
