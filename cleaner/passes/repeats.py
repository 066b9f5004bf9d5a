"""What the page says twice: a paragraph repeated, and a pull quote taken from one."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from cleaner.document import Step
from cleaner.passes.page import Page, Unit

_WORDS = 6
"""Words from which a repeated line is a copy rather than a refrain or a label."""

_SENTENCE = regex.compile(r"(?<=[.!?。！？…])[\"”’»]?\s+")
_MARKS = regex.compile(r"[\W_]+")


def recognise(page: Page) -> Iterator[Step]:
    """Label copies of what the body says elsewhere; the first full telling stays."""
    units = [u for u in page.units if u.body and u.n >= _WORDS]
    seen: set[str] = set()
    for unit in units:
        bare = _bare(unit.text)
        if bare in seen:
            yield from _copy(unit, "repeats.paragraph", "stands on the page before")
        seen.add(bare)
    sentences = {
        _bare(piece)
        for unit in units
        if unit.prose and len(pieces := _SENTENCE.split(unit.text)) > 1
        for piece in pieces
    }
    for unit in units:
        if _bare(unit.text) in sentences and len(_SENTENCE.split(unit.text)) == 1 and len(unit.lines) == 1:
            yield from _copy(unit, "repeats.pull-quote", "a sentence of another paragraph")


def _bare(text: str) -> str:
    return _MARKS.sub(" ", text.casefold()).strip()


def _copy(unit: Unit, rule: str, evidence: str) -> Iterator[Step]:
    for line in unit.lines:
        if line.body:
            yield line.says(rule, "boilerplate", "duplicate", evidence)
