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

_ENOUGH_KNOWN = 2
"""Known lines in a row that set a standfirst apart where neither byline nor date does; a single one may as
well stand inside the body."""


def recognise(page: Page) -> Iterator[Step]:
    """Label the standfirst where a byline, a date or the like sets it apart from the body."""
    head = next((i for i, line in enumerate(page.lines) if line.label == "headline"), None)
    if head is None:
        return
    units = [u for u in page.units if u.first > head]
    last = max((u.first for u in units if u.prose and u.body), default=-1)
    for k, unit in enumerate(units[:_REACH]):
        if _possible(unit) and not (page.standing and page.standing.among_main(unit.head.start)):
            apart = _set_apart(units[k + 1 :])
            if apart is not None and last > unit.first:
                for x in unit.lines:
                    yield x.says("standfirst.above-byline", "standfirst", evidence=f"above “{apart.text[:40]}”")
                return
        if unit.prose and not unit.known:
            return


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
