"""What the scorer does about the errors that rules are known to make: each kind, before and after.

    python -m training.errors data --cache cache

Run `training.scorer` with the same cache before: no page is judged by a network that was fitted to its site. Errors
are told from the marked bodies alone, so a kind is a place and a shape: a sentence that is kept below the article may
be a teaser or a comment.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality import precision_recall
from cleaner.scorer.columns import DOM, TEXT
from cleaner.scorer.model import BODY, load
from training.examples import Example, Wanted
from training.pages import FOLDS
from training.scorer import Held, Sources, before, body, kept, score

LONG, SHORT_BODY, RUN = 15, 100, 3
"""Words of a line that is a paragraph, words of a body that is very short, and paragraphs that make an article."""

ENOUGH, LEAST = 5_000, 0.05
"""Words from which the share of a kind is told, and the change of a page's F1 that counts."""

_COLUMN: Final = {column.name: k for k, column in enumerate((*TEXT, *DOM))}

Flags = NDArray[np.bool_]


def true_body(x: Example) -> Flags:
    """The lines that the marked body holds."""
    found: Flags = (x.classes >= BODY.start) & (x.classes < BODY.stop)
    return found


def _has(x: Example, *columns: str) -> Flags:
    """The lines with one of the features, where the page has it."""
    numbers = [_COLUMN[name] for name in columns if _COLUMN[name] < x.features.shape[1]]
    return np.asarray((x.features[:, numbers] > 0).any(axis=1))


def _outside(x: Example) -> tuple[Flags, Flags]:
    """The lines that are not body, those below the body and those within it."""
    true = true_body(x)
    at = np.flatnonzero(true)
    rest = (x.classes >= 0) & ~true & (x.words > 0)
    k = np.arange(len(true))
    return rest & (k > at[-1]), rest & (k > at[0]) & (k < at[-1])


def _runs(x: Example) -> Flags:
    """The lines of `RUN` paragraphs and more that follow each other below the body."""
    below, _ = _outside(x)
    long = below & (x.words >= LONG)
    out = np.zeros(len(long), bool)
    at = 0
    for is_long, group in groupby(long.tolist()):
        size = len(list(group))
        out[at : at + size] = is_long and size >= RUN
        at += size
    return out


def _lone(x: Example) -> Flags:
    """The paragraphs below the body that stand by themselves."""
    below, _ = _outside(x)
    return below & (x.words >= LONG) & ~_runs(x)


def _captions(x: Example) -> Flags:
    true = true_body(x)
    return ~true & (x.classes >= 0) & (x.words > 0) & _has(x, "in figure", "in figcaption")


KEPT: Final[dict[str, Callable[[Example], Flags]]] = {
    "second articles, threads of comments": _runs,
    "teasers, single comments, blurbs": _lone,
    "short lines below the article": lambda x: _outside(x)[0] & (x.words < LONG),
    "promotion between paragraphs": lambda x: _outside(x)[1] & (x.words >= LONG),
    "short lines between paragraphs": lambda x: _outside(x)[1] & (x.words < LONG),
    "captions and credits": _captions,
}
"""The lines that are not body, by kind."""

LOST: Final[dict[str, Callable[[Example], Flags]]] = {
    "paragraphs": lambda x: true_body(x) & (x.words >= LONG) & ~_has(x, "list item", "table or code"),
    "lists that belong": lambda x: true_body(x) & _has(x, "list item"),
    "tables and code that belong": lambda x: true_body(x) & _has(x, "table or code"),
    "headings that belong": lambda x: true_body(x) & _has(x, "heading"),
}
"""The lines that are body, by kind."""

PAGES: Final[dict[str, Callable[[Example], bool]]] = {
    "very short articles": lambda x: float(x.words[true_body(x)].sum()) < SHORT_BODY,
    "languages other than English": lambda x: x.language not in ("", "en"),
}


def held_out(sources: Sources, form: str, cache: Path) -> Iterator[Held]:
    """The pages of a form, each with what the network says that was not fitted to its site."""
    wanted = (Wanted("html"),) if form == "html" else (Wanted("nodes"), Wanted("blocks"))
    networks = {k: load(cache / f"fold-{k}", form) for k in range(FOLDS)}
    for x in (x for w in wanted for x in sources.examples(w)):
        if true_body(x).any():
            yield Held(x, networks[x.fold].score(x.features.astype(np.float32), x.boxes).log_odds)


def _show_shares(
    every: Sequence[Held], kinds: Mapping[str, Callable[[Example], Flags]], is_wrong: Callable[[Flags], Flags]
) -> None:
    """Print the share of the words of each kind of lines that goes the wrong way, where there are enough."""
    for name, of in kinds.items():
        total, wrong = 0.0, np.zeros(2)
        for page in every:
            lines, words = of(page.example), page.example.words
            total += float(words[lines].sum())
            wrong += [float(words[lines & is_wrong(keeps(page))].sum()) for keeps in (before, kept)]
        if total >= ENOUGH:
            shares = wrong / total
            print(f"{name:<38} {shares[0]:8.3f} {shares[1]:8.3f}")


def show(every: Sequence[Held]) -> None:
    """Print each kind of error before and after."""
    print(f"\n{'words kept that are not body':<38} {'passes':>8} {'both':>8}")
    _show_shares(every, KEPT, lambda keep: keep)
    print(f"\n{'words of the body that are lost':<38} {'passes':>8} {'both':>8}")
    _show_shares(every, LOST, lambda keep: ~keep)
    print(f"\n{'F1':<38} {'passes':>8} {'both':>8}")
    for name, is_one in PAGES.items():
        of_them = [page for page in every if is_one(page.example)]
        print(f"{name:<38} {score(of_them, before):8.3f} {score(of_them, kept):8.3f}   {len(of_them)} pages")
    changed = [_gain(page) for page in every]
    better, worse = (sum(sign * x > LEAST for x in changed) for sign in (1, -1))
    print(f"\npages better by {LEAST} and more: {better}; worse: {worse}; of {len(every)}", flush=True)


def _gain(page: Held) -> float:
    """How much better the page's F1 is with the scorer."""
    x = page.example
    found = (precision_recall(x.gold, body(x, keeps(page))) for keeps in (before, kept))
    one, other = (2 * p * r / (p + r) if p + r else 0.0 for p, r in found)
    return other - one


def main() -> int:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description="Known errors before and after the scorer.")
    parser.add_argument("folder", metavar="DATA_FOLDER", type=Path, help="holds *.jsonl.xz files")
    parser.add_argument("--cache", type=Path, required=True, help="the one that training.scorer has filled")
    parser.add_argument("--form", choices=("html", "text"), action="append", help="this form alone")
    parser.add_argument("--workers", type=int, default=2, help="processes that read pages (default: 2)")
    options = parser.parse_args()
    sources = Sources(options.folder, options.cache, options.workers)
    for form in options.form or ("text", "html"):
        print(f"\n{form}")
        show(list(held_out(sources, form, options.cache)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
