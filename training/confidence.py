"""Fit the confidence in a page to the F1 of its body, and show how far it can be trusted.

    python -m training.confidence data --cache cache

Run `training.scorer` with the same cache before: each page is cleaned with a network that was not fitted to its site.
It takes some minutes and one core. What is printed first is measured by folds of sites: pages of a site are never
among those that its weights were fitted to. Last come the weights to put into `cleaner/confidence.py`.

Pages without an article are made of those with one: what the marked body holds is cut out of them. They are to
have a confidence of 0, and weigh a twentieth of the others.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality import f1, precision_recall
from cleaner.article import joined, shown
from cleaner.confidence import signs
from cleaner.document import Block, Document
from cleaner.passes import passes_for
from cleaner.passes.page import Page
from cleaner.reading import read
from cleaner.reading.text import read_text
from cleaner.settling import settle
from training.folds import Job, by_fold
from training.pages import FOLDS, without_article

Numbers = NDArray[np.float64]

WITHOUT_ARTICLE = 0.05
"""What pages without an article weigh together, as a share of those with one."""

PENALTY = 3.0
"""The weight of the squares of the (standardised) weights in what is minimised; scores are flat around it."""

BANDS = (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)


class Example(NamedTuple):
    """A page: the set it is of, its fold, its signs, the F1 of its body, and whether it has an article in it."""

    pages: str
    fold: int
    signs: dict[str, float]
    f1: float
    article: bool


def labelled(document: Document) -> Page:
    """A page after all passes."""
    page = Page(document)
    passes = passes_for(document.form)
    for recognise in passes:
        page.apply(list(recognise(page)))
    if document.form != "html":
        settle(page, passes, ())
    return page


def body(page: Page) -> str:
    """The body of a page as it is labelled now."""
    return joined(shown(page.document, Block(x.start, x.end, x.facts)) for x in page.lines if x.body)


def examples(job: Job) -> list[Example]:
    """What a page makes, with its article and without."""
    document = read(job.source, "html" if job.form == "html" else "text")
    found = labelled(document)
    rest = without_article(document, job.gold)
    cut = labelled(rest if job.form == "html" else read_text(rest.text))
    name = f"{job.pages} {job.form}"
    both = (signs(found), f1([precision_recall(job.gold, body(found))]), True), (signs(cut), 0.0, False)
    return [Example(name, job.fold, told, f1, article) for told, f1, article in both if told]


class Model(NamedTuple):
    """The fitted numbers: a bias, and of each sign its weight and its usual amount."""

    bias: float
    weights: Numbers
    usual: Numbers

    def told(self, amounts: Numbers) -> Numbers:
        """The confidence in pages, from a row of amounts of each."""
        told: Numbers = 1 / (1 + np.exp(-self.bias - (amounts - self.usual) @ self.weights))
        return told


def fit(amounts: Numbers, f1: Numbers, weight: Numbers, typical: NDArray[np.bool_]) -> Model:
    """The logistic regression of F1, between 0 and 1, on amounts of signs (Newton's method, a ridge penalty).

    typical: the rows whose means are the usual amounts.
    """
    usual, spread = amounts[typical].mean(0), amounts[typical].std(0) + 1e-9
    rows = np.column_stack([np.ones(len(amounts)), (amounts - usual) / spread])
    penalty = np.diag([0.0] + [PENALTY] * (rows.shape[1] - 1))
    found = np.zeros(rows.shape[1])
    for _ in range(30):
        told = 1 / (1 + np.exp(-rows @ found))
        slope = rows.T @ (weight * (f1 - told)) - penalty @ found
        curve = (rows * (weight * told * (1 - told))[:, None]).T @ rows + penalty
        found = found + np.linalg.solve(curve, slope)
    return Model(float(found[0]), found[1:] / spread, usual)


class Table(NamedTuple):
    """The examples as columns."""

    names: list[str]
    sets: NDArray[np.str_]
    folds: NDArray[np.int64]
    amounts: Numbers
    f1: Numbers
    article: NDArray[np.bool_]
    weight: Numbers


def table(every: Sequence[Example]) -> Table:
    """The examples as columns; each set weighs as the root of its pages, so that none drowns the others."""
    names = max((list(x.signs) for x in every), key=len)
    sizes = Counter((x.pages, x.article) for x in every)
    weight = np.array([1 / sizes[x.pages, x.article] ** 0.5 for x in every])
    article = np.array([x.article for x in every])
    weight[article] *= article.sum() / weight[article].sum()
    if not article.all():
        weight[~article] *= WITHOUT_ARTICLE * article.sum() / weight[~article].sum()
    amounts = np.array([[x.signs.get(name, np.nan) for name in names] for x in every])
    amounts = np.where(np.isnan(amounts), np.nanmean(amounts, axis=0), amounts)  # what is not told is as usual
    sets, folds = np.array([x.pages for x in every]), np.array([x.fold for x in every])
    return Table(names, sets, folds, amounts, np.array([x.f1 for x in every]), article, weight)


def by_folds(t: Table) -> Numbers:
    """The confidence in each page, told by weights fitted to other sites."""
    told = np.zeros(len(t.f1))
    for k in range(FOLDS):
        seen = t.folds != k
        model = fit(t.amounts[seen], t.f1[seen], t.weight[seen], t.article[seen])
        told[~seen] = model.told(t.amounts[~seen])
    return told


def show(t: Table, told: Numbers) -> None:
    """Print how far the confidence can be trusted."""
    print(f"{'':<18} {'pages':>6} {'told':>6} {'F1':>6} {'r':>6}  F1 of the least sure 5 %, 10 %, 20 %")
    for name in sorted(set(t.sets)):
        of = t.article & (t.sets == name)
        f1 = t.f1[of][np.argsort(told[of])]
        least = " ".join(f"{f1[: max(1, int(len(f1) * share))].mean():.3f}" for share in (0.05, 0.1, 0.2))
        r = np.corrcoef(told[of], t.f1[of])[0, 1]
        print(f"{name:<18} {of.sum():6d} {told[of].mean():6.3f} {f1.mean():6.3f} {r:6.3f}  {least}")
    print(f"\n{'confidence':<18} {'pages':>6} {'told':>6} {'F1':>6}  cut out of their article: pages in the band")
    cut = ~t.article
    for low, high in pairwise(BANDS):
        band = (told >= low) & (told < high)
        of = band & t.article
        if of.any():
            share = (band & cut).sum() / max(1, cut.sum())
            cells = f"{of.sum():6d} {told[of].mean():6.3f} {t.f1[of].mean():6.3f}  {share:.0%}"
            print(f"{low:.2f} to {high:.2f}{'':<6} {cells}")


def main() -> int:
    """Fit, and print what was found."""
    parser = argparse.ArgumentParser(description="Fit the confidence in a page to the F1 of its body.")
    parser.add_argument("folder", metavar="DATA_FOLDER", type=Path, help="holds *.jsonl.xz files")
    parser.add_argument("--cache", type=Path, required=True, help="the one that training.scorer has filled")
    parser.add_argument("--text", action="store_true", help="of plain text, not of HTML")
    parser.add_argument("--folds", type=int, nargs="*", default=range(FOLDS), help="learn from these folds alone")
    options = parser.parse_args()
    forms = ("nodes", "blocks") if options.text else ("html",)
    every = [x for some in by_fold(options, forms, examples) for x in some]
    if not every:
        print("confidence: no page with a marked body in the folder", file=sys.stderr)
        return 2
    t = table(every)
    show(t, by_folds(t))
    model = fit(t.amounts, t.f1, t.weight, t.article)
    print(f"\n{model.bias:.2f}")
    for name, weight, usual in zip(t.names, model.weights, model.usual, strict=True):
        print(f'    "{name}": ({weight:.2f}, {usual:.2f}),')
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
