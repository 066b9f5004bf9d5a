"""What the kept lines are: heading, list item, quote, table, code or paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.document import Step
from cleaner.passes.page import Page


def recognise(page: Page) -> Iterator[Step]:
    for line in page.lines:
        if line.open:
            yield line.says("structure.paragraph", "paragraph")
