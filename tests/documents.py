"""The documents, and the pieces of code in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.corpus import ROOT

DOCUMENTS = (ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").glob("*.md")))

_CODE = re.compile(r"^```(\w+)\n(.*?)^```\n(\n```text\n(.*?)^```)?", re.MULTILINE | re.DOTALL)


class Code(NamedTuple):
    """A piece of code in a document, and what it is said to print, where that stands right below it."""

    language: str
    text: str
    prints: str

    def misses(self, printed: str) -> list[str]:
        """Lines that it is said to print, and did not print in this order; "…" stands for anything, at the end of a
        line for its rest."""
        left = iter(printed.splitlines())
        wanted = (line for line in self.prints.splitlines() if line.strip(" …"))
        return [line for line in wanted if not any(_like(line, got) for got in left)]


def code(document: Path) -> Iterator[Code]:
    """All pieces of code in a document, in order."""
    for found in _CODE.finditer(document.read_text(encoding="utf-8")):
        yield Code(found[1], found[2], found[4] or "")


def _like(line: str, got: str) -> bool:
    return got.rstrip().startswith(line[:-1].rstrip()) if line.endswith("…") else got.rstrip() == line.rstrip()
