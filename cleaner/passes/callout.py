"""Boxes that belong to the article: "Did you know?" with its paragraph, and editor's notes."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.document import Step
from cleaner.passes.page import Page
from cleaner.rules.rule import key

_OPENING = 60
"""Characters at the start of a line in which "Editor's note:" may stand."""


def recognise(page: Page) -> Iterator[Step]:
    """Label the boxes and notes, so that no later pass takes them for interface."""
    boxes, notes = page.vocabulary.boxes, page.vocabulary.notes
    for k, unit in enumerate(page.units):
        line = unit.head
        if line.step is not None:
            continue
        if line.key in boxes or (":" in line.text[:_OPENING] and _before_colon(line.text) in boxes):
            whole = len(unit.lines) > 1 or line.n > 8
            after = unit if whole else next((u for u in page.units[k + 1 : k + 3] if not u.known), None)
            if after is None or not (after.prose or after.n > 5):
                continue
            for x in (line, *(after.lines if after is not unit else unit.lines[1:])):
                yield x.says("callout.box", "callout", evidence=f"opens with “{line.text[:_OPENING]}”")
        elif unit.prose and ":" in line.text[:_OPENING]:
            opening = _before_colon(line.text)
            if opening in notes:
                for x in unit.lines:
                    yield x.says("callout.note", "callout", evidence=f"opens with “{opening}”")


def _before_colon(text: str) -> str:
    return key(text.partition(":")[0])
