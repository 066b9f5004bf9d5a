"""Sections that a known line opens: related articles, comments, the author's biography."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from cleaner.document import Kind, Step
from cleaner.passes.page import Page, Unit

_RESUMES = 2
"""Paragraphs of prose in a row that end a section in the middle of a page: lists of teasers alternate."""

_RESUMING_WORDS = 12
"""Words from which a paragraph counts towards that."""

_TAIL = 0.3
"""Share of the prose up to a section that may stand behind it without being the article going on."""

_ABOVE_BODY = 0.1
"""Share of the prose behind a section below which what stands before it is not the body yet."""

_ENDS = frozenset(("legal", "consent", "site"))
"""Kinds of known lines that end a section: the footer has begun."""


def recognise(page: Page) -> Iterator[Step]:
    """Take along what stands under the line that opens a section."""
    if page.book.openers.isdisjoint([step.rule for step in page.steps]):
        return
    units = page.units
    words = [u.n if u.prose and u.body else 0.0 for u in units]
    total = sum(words)
    before = 0.0
    above = list(accumulate((u.head.facts.element for u in units), max, initial=-1))
    k = 0
    while k < len(units):
        unit = units[k]
        opener = next((x for x in unit.lines if page.opens_section(x)), None)
        if opener is None or opener.step is None or opener.kind is None:
            before += words[k]
            k += 1
            continue
        end = min(_end(page, k, opener.kind, before, total - before), _box_end(page, k, above[k]))
        for u in units[k + 1 : end]:
            for line in u.lines:
                if not line.known and line.label in (None, "boilerplate"):
                    yield line.says("sections.under", "boilerplate", opener.kind, f"under “{opener.text[:60]}”")
        before += sum(words[k:end])
        k = max(end, k + 1)


def _end(page: Page, k: int, kind: Kind, before: float, after: float) -> int:
    """The position behind the last unit of the section that unit `k` opens."""
    units = page.units
    if k + 1 < len(units) and units[k + 1].prose and units[k + 1].body and not _busy(page, k, kind):
        return k + 1
    if before < _ABOVE_BODY * after:
        return _last_short(units, k)
    to_the_end = before > 0 and after < _TAIL * before
    resumes = 1 if before < after else _RESUMES
    running = 0
    for i in range(k + 1, len(units)):
        unit = units[i]
        line = unit.head
        if line.known and (line.kind in _ENDS or (page.opens_section(line) and line.kind != kind)):
            return i
        if not unit.body:
            running = 0
        elif unit.prose and unit.n >= _RESUMING_WORDS:
            running += 1
            if running == resumes and not to_the_end:
                return i + 1 - running
        else:
            running = 0
    return len(units) if to_the_end or not after else _last_short(units, k)


def _box_end(page: Page, k: int, above: int) -> int:
    """The position behind the last unit in the box of HTML that unit `k` heads; where it heads none but its own, in
    the box around that. above: the last element taken up before it."""
    units = page.units
    standing = page.standing
    if standing is None:
        return len(units)
    parents, closes = standing.elements, standing.closes
    box = units[k].head.facts.element
    while parents[box].parent > above:
        box = parents[box].parent
    end = _behind(units, k, box, closes[box])
    if end == k + 1 and parents[box].parent >= 0:
        box = parents[box].parent
        end = _behind(units, k, box, closes[box])
    return end


def _behind(units: list[Unit], k: int, first: int, last: int) -> int:
    """The position of the first unit behind unit `k` that is in none of the elements from `first` to `last`."""
    i = k + 1
    while i < len(units) and first <= units[i].head.facts.element <= last:
        i += 1
    return i


def _last_short(units: list[Unit], k: int) -> int:
    """The position of the first prose behind unit `k`."""
    i = k + 1
    while i < len(units) and not (units[i].prose and units[i].body):
        i += 1
    return i


def _busy(page: Page, k: int, kind: Kind) -> bool:
    """Whether more known lines of the kind stand close below: a comment section with its buttons."""
    return kind == "comments" and sum(u.head.kind == kind for u in page.units[k + 1 : k + 12]) >= 2
