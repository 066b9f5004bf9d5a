"""Quality: how much of the true article comes out, and how much else, on pages that others annotated."""

from __future__ import annotations

import argparse
import json
import lzma
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks.throughput import rendered
from cleaner import Article, Cleaner

_TOKEN = re.compile(r"\w+")
_SHINGLE = 4
"""Words of a shingle, as the public benchmark of article extraction has it."""


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words in a text."""
    tokens = _TOKEN.findall(text)
    return Counter(tuple(tokens[i : i + _SHINGLE]) for i in range(max(1, len(tokens) - _SHINGLE + 1)))


def precision_recall(gold: str, got: str) -> tuple[float, float]:
    """The share of what came out that is true, and the share of what is true that came out, in shingles."""
    true, found = shingles(gold), shingles(got)
    both = (true & found).total()
    return both / found.total(), both / true.total()


def f1(scores: Iterable[tuple[float, float]]) -> float:
    """The F1 of the mean precision and the mean recall of some pages, one at least."""
    p, r = (mean(values) for values in zip(*scores, strict=True))
    return 2 * p * r / (p + r) if p + r else 0.0


def same(gold: str, got: str | None) -> bool:
    """Whether two headlines have the same words."""
    return _plain(gold) == _plain(got or "")


def _plain(text: str) -> list[str]:
    return _TOKEN.findall(unicodedata.normalize("NFKC", text).lower())


def row(gold: list[dict[str, Any]], got: list[Article]) -> str:
    """What came out of a set of pages, in one line."""
    scored = [
        precision_recall(g["body"], a.text) for g, a in zip(gold, got, strict=True) if (g.get("body") or "").strip()
    ]
    heads = [same(g["headline"], a.headline) for g, a in zip(gold, got, strict=True) if g.get("headline")]
    dates = [
        a.date is not None and a.date.isoformat()[:10] == g["date"][:10]
        for g, a in zip(gold, got, strict=True)
        if g.get("date")
    ]
    cells = [f"{len(got):6d}"]
    if scored:
        p, r = (mean(values) for values in zip(*scored, strict=True))
        cells += [f"{f1(scored):6.3f}", f"{p:9.3f}", f"{r:6.3f}"]
    else:
        cells += [f"{'':>6}", f"{'':>9}", f"{'':>6}"]
    cells += [f"{mean(values):8.3f}" if values else f"{'':>8}" for values in (heads, dates)]
    return " ".join(cells)


def main() -> int:
    """Clean the pages of each file as plain text, and print what came out next to what is true."""
    parser = argparse.ArgumentParser(description="Body F1, headlines and dates on annotated pages.")
    parser.add_argument("folder", metavar="DATA_FOLDER", type=Path, help="holds *.jsonl.xz (fields html, gold)")
    parser.add_argument("--limit", type=int, metavar="N", help="at most N pages of each file")
    options = parser.parse_args()
    files = sorted(options.folder.glob("*.jsonl.xz"))
    if not files:
        print(f"quality: {options.folder}: no *.jsonl.xz in it", file=sys.stderr)
        return 2
    cleaner = Cleaner(kind="text")
    print(f"{'':<20} {'pages':>6} {'F1':>6} {'precision':>9} {'recall':>6} {'headline':>8} {'date':>8}")
    for file in files:
        with lzma.open(file, "rt", encoding="utf-8") as lines:
            pages = [json.loads(line) for line in islice(lines, options.limit)]
        articles = [cleaner.clean(rendered(page["html"])) for page in pages]
        print(
            f"{file.name.removesuffix('.jsonl.xz'):<20} {row([p['gold'] for p in pages], articles)}",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
