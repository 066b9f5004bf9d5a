"""What the page says twice: a paragraph repeated, and a pull quote taken from one."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.document import Step
from cleaner.passes.page import Page, Unit

_WORDS = 6
"""Words from which a repeated line is a copy rather than a refrain or a label."""

_MARKS = " .!?…。！？\"“”„'‘’«»()[]*_-–—"


def recognise(page: Page) -> Iterator[Step]:
    """Label copies of what the body says elsewhere; the first full telling stays."""
    units = [u for u in page.units if u.n >= _WORDS and u.body]
    seen: set[str] = set()
    sentences: set[str] = set()
    for unit in units:
        bare = unit.text.casefold().strip(_MARKS)
        if bare in seen:
            yield from _copy(unit, "repeats.paragraph", "stands on the page before")
        seen.add(bare)
        if unit.prose:
            pieces = _sentences(bare)
            if len(pieces) > 1:
                sentences.update(piece.strip(_MARKS) for piece in pieces)
    for unit in units:
        if len(unit.lines) == 1 and unit.text.casefold().strip(_MARKS) in sentences:
            yield from _copy(unit, "repeats.pull-quote", "a sentence of another paragraph")


def _sentences(text: str) -> list[str]:
    for mark in "!?…":
        if mark in text:
            text = text.replace(mark, ".")
    return text.replace(".”", ". ").replace('."', ". ").split(". ")


def _copy(unit: Unit, rule: str, evidence: str) -> Iterator[Step]:
    for line in unit.lines:
        if line.body:
            yield line.says(rule, "boilerplate", "duplicate", evidence)
