"""Lines that the user protects: nothing that a pass said of them counts."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.document import Label, Step
from cleaner.passes.page import Page
from cleaner.rules.rule import key_of_plain


def recognise(page: Page) -> Iterator[Step]:
    """Take back the removal of lines that a pack of the user asks to keep."""
    kept = page.book.kept
    if not kept:
        return
    for line in page.lines:
        if line.removed and (line.key or key_of_plain(line.text)) in kept:
            label: Label = "list_item" if line.facts.item else "heading" if line.facts.heading else "paragraph"
            yield line.says("keep.asked-for", label, evidence="protected by a rule pack")
