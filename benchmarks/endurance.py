"""Many documents in one process: memory stays where it is, and threads that share a cleaner give what one gives."""

from __future__ import annotations

import argparse
import os
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from html import escape
from itertools import islice
from pathlib import Path

from cleaner import Article, Cleaner

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"

LINES, HTML_EVERY = 7, 8
"""Lines of a document at most, and how many of them come between two of HTML."""

WARM = 0.2
"""Share of the documents after which a process is warm: most of its caches are full by then."""

MOST_GROWTH = 20.0
"""MB that a warm process may grow by."""


def documents(seed: int = 1) -> Iterator[str]:
    """Short documents without end, no two the same: lines that follow each other in a fixture, in some of them a number
    that no other has; now and then as HTML."""
    pages = [file.read_text(encoding="utf-8").splitlines() for file in sorted(FIXTURES.glob("*/source.txt"))]
    pick = random.Random(seed)
    n = 0
    while True:
        lines = [line for line in pick.choice(pages) if line.strip()]
        first = pick.randrange(max(1, len(lines) - LINES))
        some = [line if pick.random() < 0.5 else f"{line} {n}" for line in lines[first : first + LINES]]
        n += 1
        if n % HTML_EVERY:
            yield "\n\n".join(some)
        else:
            body = "".join(f"<p>{escape(line)}</p>" for line in some)
            yield f"<html><body><h1>{escape(some[0])}</h1>{body}</body></html>"


def resident() -> float:
    """MB that the process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def growth(count: int) -> tuple[list[float], float]:
    """What the process holds at each tenth of so many documents once it is warm, and the MB by which its last figure is
    above the first."""
    cleaner = Cleaner()
    warm = int(count * WARM)
    marks = {warm + (count - warm) * k // 10 for k in range(11)}
    held: list[float] = []
    for n, source in enumerate(islice(documents(), count), 1):
        cleaner.clean(source)
        if n in marks:
            held.append(resident())
    return held, held[-1] - held[0]


def print_of(article: Article) -> int:
    """A number that tells articles apart, within one process."""
    stated = article.headline, article.standfirst, article.authors, article.date, article.language, article.confidence
    return hash((article.text, article.markdown, article.steps, stated))


def differing(count: int, threads: int) -> int:
    """Of so many documents, how often one of the threads, which all clean all of them, each from another one on, gave
    something else than one thread alone."""
    sources = list(islice(documents(), count))
    cleaner = Cleaner()
    alone = [print_of(cleaner.clean(source)) for source in sources]
    together = Cleaner()

    def run(thread: int) -> int:
        begin = thread * count // threads
        order: Sequence[int] = [*range(begin, count), *range(begin)]
        return sum(print_of(together.clean(sources[i])) != alone[i] for i in order)

    with ThreadPoolExecutor(threads) as pool:
        return sum(pool.map(run, range(threads)))


def main() -> int:
    """Run one of the two, and exit with 1 where it does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("memory", "threads"))
    parser.add_argument("--documents", type=int, metavar="N", help="default: 100,000 for memory, 10,000 for threads")
    parser.add_argument("--threads", type=int, default=16, metavar="N")
    options = parser.parse_args()
    begun = time.process_time()
    if options.what == "memory":
        count = options.documents or 100_000
        held, more = growth(count)
        print(f"{count:,} documents: {' '.join(f'{mb:.1f}' for mb in held)} MB, {more:+.1f} MB once warm")
        failed = more >= MOST_GROWTH
    else:
        count = options.documents or 10_000
        wrong = differing(count, options.threads)
        print(f"{options.threads} threads, {count:,} documents each: {wrong} differ from those of one thread")
        failed = wrong > 0
    print(f"{time.process_time() - begun:.0f} s of CPU; load of the machine {os.getloadavg()[0]:.1f}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
