"""Measure whole pages, with the networks of folds: no page is cleaned with weights that were fitted to its site.

    python -m training.figures data --cache cache

Run `training.scorer` with the same cache before. Prints a table of F1 by set, form and language: the passes without
the scorer, with it, and with the second opinion besides (HTML).
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from benchmarks.quality import f1, precision_recall
from cleaner import Cleaner
from training.folds import Job, by_fold
from training.pages import FOLDS, RENDERINGS

FORMS = ("html", *RENDERINGS)


class Row(NamedTuple):
    """What came of it: precision and recall of each way to clean."""

    pages: str
    language: str
    form: str
    found: tuple[tuple[float, float], ...]


def measured(job: Job) -> Row:
    """Clean a page each way."""
    if job.form == "html":
        with_and_without = ((False, False), (True, False), (True, True))
        ways = [Cleaner(kind="html", scorer=s, second_opinion=o) for s, o in with_and_without]
    else:
        ways = [Cleaner(kind="text", scorer=s) for s in (False, True)]
    articles = [way.clean(job.source) for way in ways]
    found = tuple(precision_recall(job.gold, article.text) for article in articles)
    return Row(job.pages, job.language or articles[0].language or "", job.form, found)


def show(rows: list[Row]) -> None:
    """Print F1 by set and form, and by language where a set has several."""
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[f"{row.pages} {row.form}"].append(row)
        if row.pages == "daniel":
            groups[f"{row.pages} {row.form} {row.language}"].append(row)
    print(f"{'':<28} {'pages':>6} {'passes':>8} {'scorer':>8} {'opinion':>8}")
    for name, of in sorted(groups.items()):
        ways = zip(*(row.found for row in of), strict=True)
        print(f"{name:<28} {len(of):6d} " + " ".join(f"{f1(way):8.4f}" for way in ways), flush=True)


def main() -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description="Measure whole pages with the networks of folds.")
    parser.add_argument("folder", metavar="DATA_FOLDER", type=Path, help="holds *.jsonl.xz files")
    parser.add_argument("--cache", type=Path, required=True, help="the one that training.scorer has filled")
    parser.add_argument("--form", choices=FORMS, action="append", help="measure this form alone")
    parser.add_argument("--folds", type=int, nargs="*", default=range(FOLDS), help="measure these folds alone")
    options = parser.parse_args()
    rows = list(by_fold(options, tuple(options.form or FORMS), measured))
    show(rows)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
