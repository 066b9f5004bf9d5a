"""What the kept lines are: heading, list item, quote, table, code or paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.document import Label, Step
from cleaner.passes.page import Page, Unit
from cleaner.patterns import Pattern

_HEADING_WORDS = 16
"""Words at most of a subheading."""

_NUMBERED = Pattern(r"\d{1,3}[.)]\s")


def recognise(page: Page) -> Iterator[Step]:
    """Label all that no pass has spoken of: it is body, or a caption."""
    units = page.units
    unnamed = {line.unit for line in page.lines if line.step is None}
    for k, unit in enumerate(units):
        if unit.first not in unnamed:
            continue
        lines = [line for line in unit.lines if line.step is None]
        label, evidence = label_of(unit, units[k + 1] if k + 1 < len(units) else None)
        for line in lines:
            yield line.says(f"structure.{label.replace('_', '-')}", label, evidence=evidence)


def label_of(unit: Unit, below: Unit | None) -> tuple[Label, str]:
    """What a kept unit is, by its facts and the unit below it, and why."""
    line = unit.head
    facts = line.facts
    if facts.code:
        return "code", "inside a code fence"
    if facts.table:
        return "table", "a row between pipes"
    if facts.heading:
        return "heading", f"marked as heading {facts.heading}"
    if facts.quote:
        return "quote", "marked as a quote"
    if facts.item and not (unit.prose and _NUMBERED.match(line.text) and unit.n > 40):
        return "list_item", "carries a list mark"
    above_prose = below is not None and below.prose and below.body and unit.n <= _HEADING_WORDS
    if above_prose and line.text.endswith("?") and line.text.count("?") == 1:
        return "heading", "a question above a paragraph"
    ends = unit.prose or line.terminal or line.text.endswith((",", ";", ":"))
    if above_prose and not ends:
        return "heading", "a short line above a paragraph"
    return "paragraph", f"{unit.n:.0f} words"
