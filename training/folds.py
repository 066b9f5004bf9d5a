"""Pages cleaned with the networks of folds, so that none is judged with weights that were fitted to its site."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from typing import NamedTuple, TypeVar

import cleaner.scorer
from cleaner.scorer.model import load
from training.examples import renderings
from training.pages import NO_ARTICLES, RENDERINGS, annotated, fold_of

WORKERS = 2

T = TypeVar("T")


class Job(NamedTuple):
    """A page to clean: its set, its fold, its language where the set tells, its form, its source, its marked body."""

    pages: str
    fold: int
    language: str
    form: str
    source: str
    gold: str


def by_fold(options: argparse.Namespace, forms: tuple[str, ...], do: Callable[[Job], T]) -> Iterator[T]:
    """What is done with each page of articles, by its fold and then in the order of its folder.

    options: `folder` of pages, `cache` that holds the networks, and the `folds` wanted.
    """
    for k in options.folds:
        with Pool(WORKERS, _use_fold, (options.cache / f"fold-{k}",)) as pool:
            yield from pool.imap(do, _jobs(options.folder, options.cache, k, forms), chunksize=8)


def _use_fold(folder: Path) -> None:
    """Score with the networks of a folder, in this process."""
    cleaner.scorer.network = partial(load, folder)  # type: ignore[assignment]


def _jobs(folder: Path, cache: Path, fold: int, forms: tuple[str, ...]) -> Iterator[Job]:
    texts: dict[str, dict[tuple[str, str], str]] = {
        form: renderings(folder, form, cache, WORKERS) for form in RENDERINGS if form in forms
    }
    for name, page in annotated(folder):
        if name in NO_ARTICLES or fold_of(page) != fold:
            continue
        language, gold = str(page.get("lang") or ""), page["gold"]["body"]
        for form in forms:
            source = page["html"] if form == "html" else texts[form].get((name, str(page["id"])), "")
            yield Job(name, fold, language, form, source, gold)
