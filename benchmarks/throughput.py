"""Throughput: pages per second on real dumps next to jusText, which judges paragraphs in plain Python too."""

from __future__ import annotations

import argparse
import html
import importlib
import json
import lzma
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from cleaner import Cleaner

_UNSEEN = ("script", "style", "noscript", "template")


def dumps(folder: Path) -> Iterator[str]:
    """The pages of the folder as plain text: `html` of *.jsonl.xz rendered, *.txt as they stand."""
    for file in sorted(folder.rglob("*.jsonl.xz")):
        with lzma.open(file, "rt", encoding="utf-8") as lines:
            yield from (rendered(json.loads(line)["html"]) for line in lines)
    for file in sorted(folder.rglob("*.txt")):
        yield file.read_text(encoding="utf-8")


def rendered(source: str) -> str:
    """One line per text node of the page, as a simple scraper hands it on."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(source, "lxml")
    for tag in soup(_UNSEEN):
        tag.decompose()
    return soup.get_text("\n", strip=True)


def justext_on_lines(justext: Any) -> Callable[[str], object]:
    """jusText, with each line of the text as a paragraph."""
    stop = justext.get_stoplist("English")

    def run(text: str) -> object:
        lines = (html.escape(line) for line in text.splitlines() if line.strip())
        page = "<html><body>" + "".join(f"<p>{line}</p>" for line in lines) + "</body></html>"
        return [p.text for p in justext.justext(page, stop) if not p.is_boilerplate]

    return run


def main() -> int:
    """Run both over the same pages, twice in turn, and print pages per second of the second round."""
    parser = argparse.ArgumentParser(description="Pages per second of the cleaner and of jusText on the same text.")
    parser.add_argument("folder", metavar="DATA_FOLDER", type=Path, help="holds *.jsonl.xz (field html) or *.txt")
    parser.add_argument("--limit", type=int, metavar="N", help="at most N pages")
    options = parser.parse_args()
    try:
        justext = importlib.import_module("justext")
    except ImportError as error:
        print(f"throughput: {error}: pip install 'cleaner[bench]'", file=sys.stderr)
        return 2
    cleaner = Cleaner(kind="text")
    runs: dict[str, Callable[[str], object]] = {
        "cleaner": lambda text: cleaner.clean(text).text,
        "jusText": justext_on_lines(justext),
    }
    pages = [text for text in islice(dumps(options.folder), options.limit) if text.strip()]
    if not pages:
        print(f"throughput: {options.folder}: no *.jsonl.xz or *.txt in it", file=sys.stderr)
        return 2
    spent: dict[str, float] = {}
    for name, run in [*runs.items()] * 2:  # the second round counts: rules and patterns are loaded then
        start = time.perf_counter()
        for text in pages:
            run(text)
        spent[name] = time.perf_counter() - start
    print(f"{len(pages)} pages, {sum(map(len, pages)) / len(pages) / 1000:.1f} thousand characters each")
    for name, total in spent.items():
        print(f"{name:<8} {len(pages) / total:8.1f} pages/s")
    print(f"ratio    {spent['jusText'] / spent['cleaner']:8.1f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
