"""Site learning: body F1 with a learned pack against without, on pages of the site that it was not learned from.

It exits with 1 where a pack adds less to text dumps than it must.
"""

from __future__ import annotations

import argparse
import importlib
import json
import lzma
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import cleaner.scorer
from benchmarks.quality import f1, precision_recall
from benchmarks.throughput import rendered
from cleaner import Cleaner
from cleaner.learning import SiteLearner, learn, site_of
from cleaner.rules.check import failures
from cleaner.scorer.model import load
from training.pages import fold_of

_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)

LEAST_GAIN = 0.02
"""What a pack must add to the body F1 of text dumps."""

_HARM = 0.05
"""Difference of the F1 of a page that is counted as better or worse."""


class Annotated(NamedTuple):
    """A page, the site it is of, the fold of that, and its body as people marked it."""

    site: str
    fold: int
    source: str
    body: str


class Scored(NamedTuple):
    """The precision and recall of a page without and with the pack, and its language."""

    language: str
    without: tuple[float, float]
    with_pack: tuple[float, float]


def reader() -> Callable[[str], str]:
    """One line a block, as a browser lays the page out. Raises ImportError where resiliparse is missing."""
    extract = importlib.import_module("resiliparse.extract.html2text").extract_plain_text

    def render(html: str) -> str:
        return str(extract(html, main_content=False, alt_texts=True, list_bullets=False, form_fields=True))

    return render


def pages_of(folder: Path) -> Iterator[Annotated]:
    """The annotated pages of the folder, their sources as HTML. The site is told by the address, or by the host that
    the page's id holds."""
    for file in sorted(folder.glob("*.jsonl.xz")):
        with lzma.open(file, "rt", encoding="utf-8") as lines:
            for page in map(json.loads, lines):
                body = page["gold"].get("body") or ""
                host = _HOST.search(str(page.get("id", "")).replace("_", " "))
                site = site_of(page.get("url") or "") or (host[0] if host else "")
                if body.strip() and site:
                    yield Annotated(site, fold_of(page), page["html"], body)


def both_ways(pages: Sequence[Annotated], cleaner: Cleaner) -> Iterator[Scored]:
    """Learn on the first half of a site's pages and score the second one, and the other way round."""
    half = len(pages) // 2
    plain = [cleaner.clean(page.source) for page in pages]
    first, second = slice(half), slice(half, None)
    for taught, asked in ((first, second), (second, first)):
        learned = learn(plain[taught], name=pages[0].site, cleaner=cleaner)
        wrong = list(failures(learned.pack))
        if wrong:
            raise SystemExit(f"learning: a learned pack is not sound: {wrong[0]}")
        after = Cleaner(kind=cleaner.kind, scorer=cleaner.scorer, rules=learned.pack)
        for page, before in zip(pages[asked], plain[asked], strict=True):
            yield Scored(
                before.language or "?",
                precision_recall(page.body, before.text),
                precision_recall(page.body, after.clean(page.source).text),
            )


def score_with(folder: Path) -> None:
    """Score with the networks of a folder, in this process."""
    cleaner.scorer.network = partial(load, folder)  # type: ignore[assignment]


def row(name: str, scored: Sequence[Scored]) -> str:
    """The figures of some pages in one line."""
    without, with_pack = f1(s.without for s in scored), f1(s.with_pack for s in scored)
    change = [f1([s.with_pack]) - f1([s.without]) for s in scored]
    better, worse = sum(c > _HARM for c in change), sum(c < -_HARM for c in change)
    gain = with_pack - without
    return f"{name:<16} {len(scored):6d} {without:8.4f} {with_pack:8.4f} {gain:+8.4f} {better:7d} {worse:6d}"


def memory(pages: Sequence[Annotated], cleaner: Cleaner, most: int) -> str:
    """How many lines are held while the pages come again and again, each time with a new story."""
    learner = SiteLearner(cleaner, max_lines=most)
    seen = [learner.observe(p.source) for p in pages]
    held: list[int] = []
    start = time.process_time()
    rounds = 200
    for i in range(rounds):
        for page in seen:
            own = tuple(x if x.known or not x.prose else x._replace(key=f"{x.key} {i}") for x in page)
            learner.add("one site", own)
        held.append(learner.held)
    rate = rounds * len(seen) / (time.process_time() - start)
    return (
        f"{rounds * len(seen)} pages of one site: at most {max(held)} lines held, {rate:.0f} pages/s on top of cleaning"
    )


def main() -> int:
    """Score each site that has enough pages, as text from two renderers and as HTML."""
    parser = argparse.ArgumentParser(description="Body F1 with a learned site pack against without.")
    parser.add_argument(
        "folder", metavar="DATA_FOLDER", type=Path, help="holds *.jsonl.xz (fields html, gold, url or id)"
    )
    parser.add_argument("--fewest", type=int, default=5, metavar="N", help="pages that a site must have (default: 5)")
    parser.add_argument("--forms", default="soup,reader,html", help="of soup, reader, html (default: all)")
    parser.add_argument("--no-scorer", action="store_true", help="rules and heuristics alone, without the learned pass")
    parser.add_argument(
        "--cache",
        metavar="CACHE",
        type=Path,
        help="what training.scorer has filled: clean each site with the networks that were not fitted to it",
    )
    options = parser.parse_args()
    by_site: defaultdict[str, list[Annotated]] = defaultdict(list)
    for page in pages_of(options.folder):
        by_site[page.site].append(page)
    sites = {name: pages for name, pages in by_site.items() if len(pages) >= options.fewest}
    if not sites:
        print(f"learning: {options.folder}: no site with {options.fewest} annotated pages in it", file=sys.stderr)
        return 2
    forms: dict[str, Callable[[str], str]] = {}
    for form in options.forms.split(","):
        try:
            forms[form] = reader() if form == "reader" else rendered if form == "soup" else str
        except ImportError as error:
            print(f"learning: {form}: {error}: pip install 'cleaner[bench]'", file=sys.stderr)
    print(f"{len(sites)} sites, {sum(map(len, sites.values()))} pages")
    too_little = False
    for form, render in forms.items():
        base = Cleaner(kind="html" if form == "html" else "text", scorer=not options.no_scorer)
        scored: list[Scored] = []
        for pages in sites.values():
            if options.cache:
                score_with(options.cache / f"fold-{pages[0].fold}")
            scored += both_ways([p._replace(source=render(p.source)) for p in pages], base)
        print(f"\n{form:<16} {'pages':>6} {'without':>8} {'with':>8} {'gain':>8} {'better':>7} {'worse':>6}")
        for language, _ in Counter(s.language for s in scored).most_common():
            print(row(language, [s for s in scored if s.language == language]))
        print(row("all", scored), flush=True)
        gain = f1(s.with_pack for s in scored) - f1(s.without for s in scored)
        too_little |= form != "html" and gain < LEAST_GAIN
    largest = max(sites.values(), key=len)
    texts = [p._replace(source=rendered(p.source)) for p in largest]
    print("\n" + memory(texts, Cleaner(kind="text"), 1_000_000))
    return int(too_little)


if __name__ == "__main__":
    raise SystemExit(main())
