"""How long real pages take for their size, as HTML and as text, so that no kind of page is far slower than the rest."""

from __future__ import annotations

import argparse
import json
import lzma
import sys
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import Literal, NamedTuple

from benchmarks.throughput import rendered
from cleaner import Cleaner

UNIT = 100_000
"""Bytes of UTF-8 that times are given for."""

LEAST = 5_000
"""Bytes from which a page is judged: what every page costs, whatever its size, is most of the time of a smaller one."""

FLAGGED = 10.0
"""Times the median from which a page is named."""

AGAIN = 3
"""Runs of a page that looks slow; the least time counts, so that what else the machine did does not."""

WARM = 50
"""Pages that are cleaned before the clock runs, so that rules and patterns are loaded."""

Form = Literal["text", "html"]


class Timed(NamedTuple):
    """A page, its size in bytes of UTF-8, and the milliseconds of processor time that it took."""

    name: str
    size: int
    ms: float

    @property
    def rate(self) -> float:
        """Milliseconds per `UNIT`."""
        return self.ms / self.size * UNIT


def pages(folder: Path, form: Form) -> Iterator[tuple[str, str]]:
    """Name and source of each page of the folder's *.jsonl.xz, as HTML or as one line for each text node."""
    for file in sorted(folder.rglob("*.jsonl.xz")):
        with lzma.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                page = json.loads(line)
                source = rendered(page["html"]) if form == "text" else page["html"]
                if source:
                    yield f"{file.name.partition('.')[0]} {page['id']}", source


def milliseconds(cleaner: Cleaner, source: str) -> float:
    """Processor time that the page takes."""
    begun = time.process_time()
    cleaner.clean(source)
    return (time.process_time() - begun) * 1000


def measured(folder: Path, form: Form) -> list[Timed]:
    """All pages; those that look slow run again."""
    cleaner = Cleaner(kind="text") if form == "text" else Cleaner()
    for _, (_, source) in zip(range(WARM), pages(folder, form), strict=False):
        cleaner.clean(source)
    found: list[Timed] = []
    for name, source in pages(folder, form):
        page = Timed(name, len(source.encode("utf-8", "replace")), milliseconds(cleaner, source))
        if len(found) > WARM and page.rate > FLAGGED / 2 * median(p.rate for p in found[-10 * WARM :]):
            page = page._replace(ms=min(page.ms, *(milliseconds(cleaner, source) for _ in range(AGAIN - 1))))
        found.append(page)
    return found


def table(form: Form, found: list[Timed], least: int, named: int) -> int:
    """Print the figures of all pages, and of those of the least size with the worst by name; how many are flagged."""
    judged = [p for p in found if p.size >= least]
    for what, some in (("all", found), (f"of {least:,} bytes and more", judged)):
        rates = [p.rate for p in some]
        cuts = quantiles(rates, n=100)
        print(
            f"{form:<5} {what:<26} {len(some):>6,} {sum(p.size for p in some) / 1e6:7.1f} {median(rates):7.1f} "
            f"{cuts[94]:7.1f} {cuts[98]:7.1f} {max(rates):8.1f} {max(rates) / median(rates):6.1f} "
            f"{max(p.ms for p in some):8.0f}"
        )
    usual = median(p.rate for p in judged)
    slow = [p for p in judged if p.rate > FLAGGED * usual]
    for p in sorted(judged, key=lambda p: -p.rate)[: max(named, len(slow))]:
        mark = "over" if p in slow else "    "
        print(f"  {mark} {p.rate / usual:5.1f} times the median: {p.ms:7.1f} ms, {p.size:>9,} bytes, {p.name}")
    return len(slow)


def main() -> int:
    """Time all pages and print what they take; exit with 1 where a page is flagged."""
    parser = argparse.ArgumentParser(description="Milliseconds of processor time per 100 kB over real pages.")
    parser.add_argument("folder", metavar="DATA_FOLDER", type=Path, help="holds *.jsonl.xz (fields id, html)")
    parser.add_argument("--form", choices=("text", "html"), help="only this one")
    parser.add_argument("--least", type=int, default=LEAST, metavar="BYTES", help=f"judged from (default: {LEAST})")
    parser.add_argument("--named", type=int, default=5, metavar="N", help="of the worst pages (default: 5)")
    options = parser.parse_args()
    warnings.simplefilter("ignore")  # the parser that renders pages tells of those that are XML
    forms: list[Form] = [options.form] if options.form else ["text", "html"]
    print(
        f"{'form':<5} {'pages':<26} {'number':>6} {'MB':>7} {'p50':>7} {'p95':>7} {'p99':>7} {'max':>8} {'/p50':>6} "
        f"{'ms':>8}"
    )
    slow = 0
    for form in forms:
        found = measured(options.folder, form)
        if sum(p.size >= options.least for p in found) < 2:
            print(f"timing: {options.folder}: too few pages in *.jsonl.xz", file=sys.stderr)
            return 2
        slow += table(form, found, options.least, options.named)
    return 1 if slow else 0


if __name__ == "__main__":
    raise SystemExit(main())
