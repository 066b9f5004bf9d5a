"""The body as the densest stretch of the page: what no phrase knows, judged by how prose is spread over it.

Each paragraph is worth something: prose gains with its length, a short line costs, less so when the prose of
the page uses its words or a mark sets it in a list, and a line that a rule knows costs most. The stretch with
the largest sum is the body (body text extraction: Finn, Kushmerick and Smyth, 2001, there over tags). Inside
it a short line may still go, when it and its neighbours say so together.

A page that shows no chrome is left alone: then there is nothing to find.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from cleaner.document import Step
from cleaner.passes.page import Page

# The weights below were fitted to the gold bodies of English and multilingual articles in plain-text
# renderings, by random search on half of the sites and checked on the other half.
_PROSE, _PROSE_PER_WORD, _PROSE_WORDS = 0.35, 0.15, 60
_SHORT, _SPOKEN, _SPOKEN_BY_DEFAULT = -3.1, 3.7, 0.3
_ITEM, _COLON, _PIPE = 1.5, 3.0, -3.0
_KNOWN, _OPENS_SECTION = -5.5, -9.0
_BESIDE_KNOWN, _INSIDE = -4.5, -2.0

_CHROME_LINES = 3
"""Known lines from which a page shows chrome."""

_CHROME_RUN = 6
"""Short lines in a row, above the first prose or below the last, from which a page shows chrome."""

_CONTENT_LETTERS = 4
"""Letters from which a word counts as content in scripts with blanks; shorter ones are mostly function words."""

_VOCABULARY_WORDS = 15
"""Words from which a paragraph lends its words to the page's vocabulary."""


@dataclass(slots=True)
class _Unit:
    first: int
    last: int
    n: float
    prose: bool
    known: bool
    worth: float


def recognise(page: Page) -> Iterator[Step]:
    """Set aside what lies outside the densest stretch, and the stray short lines inside it."""
    units = _units(page)
    if not _shows_chrome(units):
        return
    start, end, total = _densest(units)
    if total <= 0:
        return
    for k, unit in enumerate(units):
        if unit.known:
            continue
        if not start <= k < end:
            where = "above" if k < start else "below"
            yield from _aside(page, unit, "density.outside", f"{where} the densest stretch; worth {unit.worth:.1f}")
        elif not unit.prose:
            beside = _known_near(units, k)
            points = unit.worth + _BESIDE_KNOWN * beside
            if points < _INSIDE - 1e-9 and beside:
                yield from _aside(page, unit, "density.stray", f"worth {unit.worth:.1f}, {beside} known lines beside it")


def _aside(page: Page, unit: _Unit, rule: str, evidence: str) -> Iterator[Step]:
    for line in page.lines[unit.first : unit.last]:
        if line.open:
            yield line.says(rule, "boilerplate", "interface", evidence)


def _units(page: Page) -> list[_Unit]:
    lines = page.lines
    units = [
        _Unit(i, j, sum(x.n for x in lines[i:j]), page.prose(i, j), all(x.removed for x in lines[i:j]), 0.0)
        for i, j in page.units()
    ]
    spoken: Counter[str] = Counter()
    for u in units:
        if u.n >= _VOCABULARY_WORDS and not u.known:
            spoken.update(set(_content(page, u)))
    for u in units:
        u.worth = _worth(page, u, spoken)
    return units


def _content(page: Page, unit: _Unit) -> list[str]:
    return [
        t
        for line in page.lines[unit.first : unit.last]
        for t in line.tokens
        if len(t) >= _CONTENT_LETTERS or t > "\u2e80"
    ]


def _worth(page: Page, unit: _Unit, spoken: Counter[str]) -> float:
    lines = page.lines[unit.first : unit.last]
    if unit.known:
        return _OPENS_SECTION if any(page.opens_section(x) for x in lines) else _KNOWN
    if unit.prose:
        return _PROSE + _PROSE_PER_WORD * min(unit.n, _PROSE_WORDS)
    own = unit.n >= _VOCABULARY_WORDS
    content = _content(page, unit)
    share = sum(spoken[t] > own for t in content) / len(content) if content else _SPOKEN_BY_DEFAULT
    text = lines[-1].text
    return (
        _SHORT
        + _SPOKEN * share
        + _ITEM * lines[0].facts.item
        + _COLON * text.endswith((":", "："))
        + _PIPE * any("|" in x.text for x in lines)
    )


def _known_near(units: list[_Unit], k: int) -> int:
    return sum(units[i].known for i in range(max(0, k - 3), min(len(units), k + 4)) if i != k)


def _shows_chrome(units: list[_Unit]) -> bool:
    if sum(u.known for u in units) >= _CHROME_LINES:
        return True
    prose = [k for k, u in enumerate(units) if u.prose]
    return bool(prose) and (prose[0] >= _CHROME_RUN or len(units) - 1 - prose[-1] >= _CHROME_RUN)


def _densest(units: list[_Unit]) -> tuple[int, int, float]:
    """The stretch of units with the largest sum of worth: (first, last + 1, sum)."""
    best = total = 0.0
    start = lo = hi = 0
    for k, unit in enumerate(units):
        if total <= 0:
            total, start = 0.0, k
        total += unit.worth
        if total > best:
            best, lo, hi = total, start, k + 1
    return lo, hi, best
