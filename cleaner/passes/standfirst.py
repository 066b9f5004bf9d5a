"""The standfirst: a sentence or two between the headline and the byline, set apart from the body."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.document import Step
from cleaner.passes.page import Line, Page, Unit

_MOST_WORDS, _FEWEST_WORDS = 80, 5
_REACH = 25
"""Lines below the headline in which the standfirst and what sets it apart stand."""

_APART = frozenset(("reading_time", "share", "author_bio", "duplicate", "media", "comments", "interface"))
"""Kinds of boilerplate that stand between a standfirst and the body, beside bylines and dates."""


def recognise(page: Page) -> Iterator[Step]:
    """Label the standfirst where a byline, a date or the like sets it apart from the body."""
    head = next((i for i, line in enumerate(page.lines) if line.label == "headline"), None)
    if head is None:
        return
    units = [u for u in page.units if head < u.first <= head + _REACH]
    body = next((k for k, u in enumerate(units) if u.prose and u.body), None)
    for k, unit in enumerate(units):
        if not _possible(unit):
            if unit.body or (unit.prose and not unit.known):
                return
            continue
        if not (unit.prose or unit.lines[0].key != page.lines[head].key):
            continue
        behind = units[k + 1 :]
        apart = _set_apart(behind)
        if apart is not None and (body is None or k <= body):
            for line in unit.lines:
                yield line.says(
                    "standfirst.above-byline", "standfirst", evidence=f"above “{apart.text[:40]}”"
                )
            return
        if unit.body:
            return


def _possible(unit: Unit) -> bool:
    return (
        _FEWEST_WORDS <= unit.n <= _MOST_WORDS
        and (unit.prose or unit.n >= 8)
        and all(line.step is None or line.step.rule == "density.outside" for line in unit.lines)
    )


def _set_apart(behind: list[Unit]) -> Line | None:
    """The line that sets the standfirst apart, when one stands between it and the next prose."""
    for unit in behind:
        line = unit.lines[0]
        if line.label in ("byline", "date") or (line.known and line.kind in _APART):
            return line
        if unit.prose:
            return None
    return None
