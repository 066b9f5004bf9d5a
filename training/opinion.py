"""Show what asking for a second opinion gains, and what it costs, by how many pages are asked about.

    python -m training.opinion data --cache cache

The folder and the cache are as for `training.confidence`; it takes some minutes and one core. How sure a page is
comes from weights fitted to other sites. A page counts as asked when it is among the least sure of its set and
`worth_asking` finds something that could be taken back.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.quality import f1, precision_recall
from cleaner.confidence import signs
from cleaner.opinion import second_opinion, worth_asking
from cleaner.reading import read
from training.confidence import Example, body, by_folds, labelled, table
from training.folds import Job, by_fold
from training.pages import FOLDS

SHARES = (0.0, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
BOUNDS = (0.0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 1.01)
"""Shares of the least sure pages, and confidences below which pages are asked about."""


class Heard(NamedTuple):
    """A page before and after: precision and recall of its body, whether it is worth asking, seconds that took."""

    before: tuple[float, float]
    after: tuple[float, float]
    worth: bool
    seconds: float


def heard(job: Job) -> tuple[Job, Heard, dict[str, float]]:
    """A page as it is, and as it would be if it were asked about, with its signs before that."""
    markup, gold = job.source, job.gold
    page = labelled(read(markup, "html"))
    before, told = precision_recall(gold, body(page)), signs(page)
    if not worth_asking(page, 0.0):
        return job, Heard(before, before, False, 0.0), told
    start = time.perf_counter()
    page.apply(second_opinion(page, markup, 0.0))
    seconds = time.perf_counter() - start
    return job, Heard(before, precision_recall(gold, body(page)), True, seconds), told


def shown(pages: Sequence[Heard], sure: Sequence[float], bound: float) -> str:
    """What comes of asking about the pages whose confidence is below a bound."""
    asked = [p.worth and s < bound for p, s in zip(pages, sure, strict=True)]
    score = f1([p.after if a else p.before for p, a in zip(pages, asked, strict=True)])
    spent = sum(p.seconds for p, a in zip(pages, asked, strict=True) if a) / len(pages)
    return f"{score:.4f} ({np.mean(asked):.1%}, {1000 * spent:.1f} ms)"


def main() -> int:
    """Measure, and print what was found."""
    parser = argparse.ArgumentParser(description="What a second opinion gains, and what it costs.")
    parser.add_argument("folder", metavar="DATA_FOLDER", type=Path, help="holds *.jsonl.xz files")
    parser.add_argument("--cache", type=Path, required=True, help="the one that training.scorer has filled")
    parser.add_argument("--folds", type=int, nargs="*", default=range(FOLDS), help="measure these folds alone")
    examples: list[Example] = []
    pages: list[Heard] = []
    for job, found, told in by_fold(parser.parse_args(), ("html",), heard):
        if told:
            pages.append(found)
            examples.append(Example(job.pages, job.fold, told, f1([found.before]), True))
    if not examples:
        print("opinion: no page with a marked body in the folder", file=sys.stderr)
        return 2
    sure = by_folds(table(examples))
    sets: defaultdict[str, list[int]] = defaultdict(list)
    for i, example in enumerate(examples):
        sets[example.pages].append(i)
    for name, of in sets.items():
        own, told_of = [pages[i] for i in of], [float(sure[i]) for i in of]
        print(f"{name}: F1 (pages asked about, cost of a page of the set)", flush=True)
        for share in SHARES:
            bound = float(np.quantile(told_of, share)) if share < 1 else 1.01
            print(f"  least sure {share:4.0%}    {shown(own, told_of, bound)}")
        for bound in BOUNDS:
            print(f"  less sure than {bound:.2f}  {shown(own, told_of, bound)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
