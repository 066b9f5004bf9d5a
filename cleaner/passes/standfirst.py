"""The standfirst: a sentence or two between the headline and the byline, set apart from the body."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.document import Step
from cleaner.passes.page import Line, Page, Unit

_MOST_WORDS, _FEWEST_WORDS = 80, 5
_REACH = 25
"""Lines below the headline in which the standfirst and what sets it apart stand."""

_UNCLAIMED = frozenset(("density.outside", "density.unlikely"))
"""Rules that set a line aside for its place alone."""

_MARKED = frozenset("teaser related share comments subscribe advert biography media caption paywall".split())
"""Roles of elements around one that hold no standfirst of this article, whatever its class says."""

_LINKED = 0.5
"""Share of links from which a line is none."""

_ENOUGH_KNOWN = 2
"""Known lines in a row that set a standfirst apart where neither byline nor date does; a single one may as
well stand inside the body."""


def recognise(page: Page) -> Iterator[Step]:
    """Label the standfirst where its element says so, or where a byline, a date or the like sets it apart from the
    body."""
    head = next((i for i, line in enumerate(page.lines) if line.label == "headline"), None)
    if head is None:
        return
    units = [u for u in page.units if u.first > head]
    marked = _marked(page, units[:_REACH])
    last = max((u.first for u in units if u.prose and u.body), default=-1)
    for k, unit in enumerate(units[:_REACH]):
        if unit is marked:
            for x in unit.lines:
                yield x.says("standfirst.marked", "standfirst", evidence="in an element for the standfirst")
            return
        if _possible(unit) and not (page.standing and page.standing.among_main(unit.head.start)):
            apart = _set_apart(units[k + 1 :])
            if apart is not None and last > unit.first:
                for x in unit.lines:
                    yield x.says("standfirst.above-byline", "standfirst", evidence=f"above “{apart.text[:40]}”")
                return
        if unit.prose and not unit.known:
            return


def _marked(page: Page, units: list[Unit]) -> Unit | None:
    """The line of HTML between the headline and the first prose that stands in an element for the standfirst and
    reads as nothing of the body."""
    for unit in units:
        line = unit.head
        if unit.prose and unit.body:
            return None
        if page.standing is None or unit.known or line.label not in (None, "boilerplate"):
            continue
        element = page.document.elements[line.facts.element]
        if (
            "standfirst" in element.words
            and _MARKED.isdisjoint(element.around)
            and _FEWEST_WORDS <= unit.n <= _MOST_WORDS
            and line.facts.link_share < _LINKED
            and all(x.step is None or x.step.rule in _UNCLAIMED for x in unit.lines)
        ):
            return unit
    return None


def _possible(unit: Unit) -> bool:
    return (
        _FEWEST_WORDS <= unit.n <= _MOST_WORDS
        and (unit.prose or unit.n >= 8)
        and all(line.step is None or line.step.rule in _UNCLAIMED for line in unit.lines)
    )


def _set_apart(behind: list[Unit]) -> Line | None:
    """The line that sets the standfirst apart, when one stands between it and the next prose: a byline, a date,
    the headline again, or several known lines."""
    known = 0
    for unit in behind:
        line = unit.head
        if line.label in ("byline", "date") or (line.step and line.step.rule == "headline.copy"):
            return line
        known += line.known
        if known == _ENOUGH_KNOWN:
            return line
        if unit.prose and not unit.known:
            return None
    return None
