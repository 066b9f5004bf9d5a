"""Annotated pages: data sets of JSON lines, or a checkout of the public benchmark of article extraction."""

from __future__ import annotations

import gzip
import json
import lzma
import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

_TRUTH = "ground-truth.json"
_OPENERS: dict[str, Callable[..., Any]] = {".jsonl": open, ".jsonl.gz": gzip.open, ".jsonl.xz": lzma.open}


class Page(NamedTuple):
    """A page and what people say of it. headline, date (YYYY-MM-DD) and authors are empty where nobody says them."""

    id: str
    html: str
    body: str
    headline: str
    date: str
    authors: tuple[str, ...]


def sets(path: Path) -> dict[str, Callable[[], Iterator[Page]]]:
    """The data sets at a path, by name: *.jsonl, *.jsonl.gz and *.jsonl.xz, one or a folder of them, with the fields
    `html` and `gold`; or a folder with ground-truth.json and html/*.html.gz. Pages without a marked body are left out.
    """
    if (path / _TRUTH).is_file():
        return {path.name: lambda: _checkout(path)}
    files = sorted(path.iterdir()) if path.is_dir() else [path] if path.is_file() else []
    return {file.name.partition(".jsonl")[0]: _reader(file) for file in files if _suffix(file) in _OPENERS}


def sample(pages: Iterable[Page], most: int | None, seed: int) -> list[Page]:
    """As many of the pages, in their order: all where `most` is None, or each with the same chance."""
    if most is None:
        return list(pages)
    chance = random.Random(seed)
    held: list[tuple[int, Page]] = []
    for i, page in enumerate(pages):
        if i < most:
            held.append((i, page))
        elif (place := chance.randrange(i + 1)) < most:
            held[place] = (i, page)
    return [page for _, page in sorted(held, key=lambda pair: pair[0])]


def _suffix(file: Path) -> str:
    return "".join(file.suffixes[-2:]) if file.suffix in (".gz", ".xz") else file.suffix


def _reader(file: Path) -> Callable[[], Iterator[Page]]:
    def read() -> Iterator[Page]:
        with _OPENERS[_suffix(file)](file, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                row = json.loads(line)
                if (page := _page(row.get("id", number), row["html"], row["gold"])).body:
                    yield page

    return read


def _checkout(folder: Path) -> Iterator[Page]:
    truth = json.loads((folder / _TRUTH).read_text(encoding="utf-8"))
    for name, gold in truth.items():
        html = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()).decode("utf-8", "replace")
        if (page := _page(name, html, {"body": gold["articleBody"]})).body:
            yield page


def _page(name: object, html: str, gold: Mapping[str, Any]) -> Page:
    return Page(
        id=str(name),
        html=html,
        body=(gold.get("body") or "").strip(),
        headline=(gold.get("headline") or "").strip(),
        date=(gold.get("date") or "")[:10],
        authors=tuple(gold.get("authors") or ()),
    )
