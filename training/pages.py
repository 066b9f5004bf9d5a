"""Real pages with what people marked in them, and the plain text that scrapers make of them.

A folder of pages holds *.jsonl.xz files, a page a line, with the fields `id`, `url`, `html` and `gold`. `gold` has any
of `body`, `headline` and `authors`, as a person marked them.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from cleaner.aligning import held
from cleaner.document import Document
from cleaner.passes.page import words

FOLDS = 4

NO_ARTICLES = frozenset(("wcxb-other",))
"""Sets whose pages are no articles; what is marked in them is another thing."""

Rendering = Literal["nodes", "blocks", "layout"]
"""How a page becomes plain text: a line for each text node, a line for each block, or laid out with bullets."""

RENDERINGS: tuple[Rendering, ...] = get_args(Rendering)


def pages(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The pages of a folder, each with the name of its set."""
    for file in sorted(folder.glob("*.jsonl.xz")):
        with lzma.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield file.name.removesuffix(".jsonl.xz"), json.loads(line)


def annotated(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Those of them that have a marked body."""
    return ((name, page) for name, page in pages(folder) if (page["gold"].get("body") or "").strip())


def fold_of(page: Mapping[str, Any], folds: int = FOLDS) -> int:
    """The fold of a page, the same for all pages of its site: the host of its address or, where it has none, the host
    that its id names."""
    site = (urlsplit(page["url"]).hostname or _host(str(page["id"]))).removeprefix("www.")
    return hashlib.sha256(site.encode()).digest()[0] % folds


def _host(name: str) -> str:
    return next((part for part in name.split("_") if "." in part), name)


def rendered(html: str, rendering: Rendering) -> str:
    """The plain text of a page. Raises RecursionError where the renderer cannot take a page."""
    if rendering == "layout":
        from inscriptis import get_text

        return str(get_text(html))
    if rendering == "blocks":
        from resiliparse.extract.html2text import extract_plain_text

        return str(extract_plain_text(html, list_bullets=False, links=False, alt_texts=True, form_fields=True))
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html, "lxml")
    for unseen in soup(["script", "style", "noscript", "template"]):
        unseen.decompose()
    return soup.get_text("\n", strip=True)


def without_article(document: Document, gold: str) -> Document:
    """The page without the blocks that the marked body holds, and without what its markup states of the article."""
    pieces = [words(document.text[b.start : b.end]) for b in document.blocks]
    parts: list[str] = []
    blocks = []
    at = 0
    for block, said in zip(document.blocks, held(pieces, words(gold)), strict=True):
        if said is False:
            parts.append(document.text[block.start : block.end])
            blocks.append(block._replace(start=at, end=at + len(parts[-1])))
            at += len(parts[-1])
    return document._replace(text="".join(parts), blocks=tuple(blocks), marks=(), stated=())


def told(line: str) -> None:
    """Say on stderr how far a long run has come."""
    print(line, file=sys.stderr, flush=True)
