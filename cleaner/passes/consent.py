"""The small print of a consent dialog: prose about cookies, close to lines that a rule knows for consent."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.document import Step
from cleaner.passes.page import Page, Unit

_NEAR = 4
"""Units from a known line of a dialog, or from the prose that already goes with it, to the prose in question."""

_FEWEST_KNOWN = 2
"""Known lines of a dialog that a page must have."""

_OTHER_PROSE = 0.7
"""How much prose the page must have besides, for each word of the dialog's: a story about cookies has less."""

_WORDS = ("cookie", "куки", "ciasteczk")
"""What opens the words for cookies; most languages borrow the English one."""


def recognise(page: Page) -> Iterator[Step]:
    """Label the prose of consent dialogs that stand at one end of a page, above or below its other prose."""
    if "consent" not in page.kinds:
        return
    units = page.units
    if sum(_known(u) for u in units) < _FEWEST_KNOWN:
        return
    found = _spread(units, range(len(units))) | _spread(units, range(len(units) - 1, -1, -1))
    if not found:
        return
    others = [k for k, u in enumerate(units) if u.prose and not u.known and k not in found]
    aside = all(k < max(found) for k in others) or all(k > min(found) for k in others)
    words = sum(units[k].n for k in others)
    if not aside or words < _OTHER_PROSE * sum(units[k].n for k in found):
        return
    for k in sorted(found):
        for line in units[k].lines:
            if line.step is None:
                yield line.says("consent.small-print", "boilerplate", "consent", "speaks of cookies beside a dialog")


def _spread(units: list[Unit], order: range) -> set[int]:
    """Positions of prose about cookies that a known line reaches in this direction, step by step."""
    found: set[int] = set()
    last: int | None = None
    for k in order:
        if _known(units[k]):
            last = k
        elif last is not None and abs(k - last) <= _NEAR and _speaks(units[k]):
            found.add(k)
            last = k
    return found


def _known(unit: Unit) -> bool:
    return unit.head.kind == "consent"


def _speaks(unit: Unit) -> bool:
    return any(t.startswith(_WORDS) for line in unit.lines for t in line.tokens)
