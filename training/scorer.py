"""Fit the scorer's networks, and show how well they do on sites that they were not fitted to.

    python -m training.scorer data --cache cache

The folder holds *.jsonl.xz files as `training.pages` has it. For each fold of sites, a network is fitted to the pages
of all the others and scored on its own; what is printed are the scores of all folds together. The networks that are
written in the end are fitted to all pages. What they learn from:

html   the pages whose body is marked
text   two renderings of the same, and a third that counts half; the pages without a marked body, with the body
       that the network for HTML finds in them, where it is sure; and the marked bodies alone, all of which is to stay

Takes an hour on one core.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from benchmarks.quality import f1, precision_recall
from cleaner.passes.scored import KEPT, MUCH, PLAIN, TAKEN_BACK
from cleaner.scorer.columns import DOM, TEXT
from training.confidence import fit
from training.examples import Example, Wanted, examples
from training.network import Fitted, Floats, Weighted
from training.pages import FOLDS, NO_ARTICLES, pages, told

WEIGHTS = Path(__file__).parent.parent / "cleaner" / "scorer" / "weights"

EPOCHS: dict[str, int] = {"html": 14, "text": 10}
LAYOUT, SILVER, BARE = 0.5, 0.5, 0.1
"""What a page counts for that is laid out with bullets, one with a body that a network found, and a body alone."""

SURE, FEWEST = 0.85, 300
"""The certainty and the characters from which a body that a network finds stands in for a marked one."""

BANDS = (0.0, 0.02, 0.1, 0.3, 0.5, 0.7, 0.85, 0.95, 0.99, 1.0)
PROSE_WORDS = 3

Kept = NDArray[np.bool_]


class Sources(NamedTuple):
    """Where the pages are, where renderings are kept, and how many processes read them."""

    folder: Path
    cache: Path
    workers: int

    def examples(self, wanted: Wanted) -> list[Example]:
        """The examples wanted, those of articles."""
        return [x for x in examples(self.folder, wanted, self.cache, self.workers) if x.pages not in NO_ARTICLES]


class Held(NamedTuple):
    """A page, and the log odds that a network gives its lines that was not fitted to its site."""

    example: Example
    odds: Floats


def chances(odds: Floats) -> Floats:
    """The probabilities that log odds stand for."""
    found: Floats = (1 / (1 + np.exp(-odds))).astype(np.float32)
    return found


def kept(page: Held) -> Kept:
    """The lines that are body once the scorer has spoken."""
    x, p = page.example, chances(page.odds)
    placed = int((x.open & ~x.body).sum())
    if not placed:
        return x.body
    few = placed < MUCH
    least = np.where(x.marked | few, PLAIN, KEPT)
    found: Kept = np.where(x.open, np.where(x.body, p >= least, p >= (1 - PLAIN if few else TAKEN_BACK)), x.body)
    return found


def alone(page: Held) -> Kept:
    """The lines that are body by the scorer alone."""
    return chances(page.odds) >= TAKEN_BACK


def before(page: Held) -> Kept:
    """The lines that are body without the scorer."""
    return page.example.body


def score(every: Iterable[Held], keeps: Callable[[Held], Kept]) -> float:
    """The F1 of the bodies that keeping some lines gives."""
    return f1(precision_recall(x.example.gold, body(x.example, keeps(x))) for x in every)


def body(example: Example, keep: Kept) -> str:
    """The text of the lines that are kept."""
    return "\n".join(text for text, is_kept in zip(example.texts, keep, strict=True) if is_kept)


def by_folds(
    main: Sequence[Example], extra: Callable[[int | None], Sequence[Weighted]], epochs: int, folds: Sequence[int]
) -> tuple[list[Held], dict[int, Fitted]]:
    """Each page with what a network says of it that was fitted to the other folds, and the networks.

    extra: what else is learned from, for the network of a fold.
    """
    out: list[Held] = []
    networks: dict[int, Fitted] = {}
    for k in folds:
        seen = [Weighted(x) for x in main if x.fold != k]
        seen += [w for w in extra(k) if w.example.fold != k]
        networks[k] = Fitted(seen, epochs, seed=k + 1)
        out += [Held(x, networks[k].log_odds(x)) for x in main if x.fold == k]
        told(f"fold {k}: {len(seen)} pages learned from")
    return out, networks


def calibrated(every: Sequence[Held]) -> tuple[float, float]:
    """The slope and the shift that make log odds true: a logistic regression (Platt, 1999), lines by their words."""
    odds, classes, words = columns(every)
    told_ = classes >= 0
    is_body = ((classes == 1) | (classes == 2)).astype(np.float64)
    weight = np.sqrt(2 + words)
    weight *= len(weight) / weight.sum()
    model = fit(odds[told_, None], is_body[told_], weight[told_], np.ones(int(told_.sum()), bool))
    slope = float(model.weights[0])
    return slope, float(model.bias - slope * model.usual[0])


def columns(every: Sequence[Held]) -> tuple[NDArray[np.float64], NDArray[np.int8], NDArray[np.float64]]:
    """The log odds, the classes and the words of all lines."""
    odds = np.concatenate([x.odds for x in every]).astype(np.float64)
    classes = np.concatenate([x.example.classes for x in every])
    words = np.concatenate([x.example.words for x in every]).astype(np.float64)
    return odds, classes, words


def show(every: Sequence[Held], slope: float, shift: float) -> dict[str, float]:
    """Print how well the networks do by set, form and language, and how true their probabilities are. Returns the
    F1 with passes and scorer together, by set and form."""
    groups: defaultdict[str, list[Held]] = defaultdict(list)
    for x in every:
        groups[f"{x.example.pages} {x.example.form}"].append(x)
        if x.example.pages == "daniel":
            groups[f"{x.example.pages} {x.example.form} {x.example.language}"].append(x)
    print(f"{'':<28} {'pages':>6} {'passes':>7} {'scorer':>7} {'both':>7}")
    figures: dict[str, float] = {}
    for name, of in sorted(groups.items()):
        figures[name] = score(of, kept)
        print(f"{name:<28} {len(of):6d} {score(of, before):7.4f} {score(of, alone):7.4f} {figures[name]:7.4f}")
    odds, classes, words = columns(every)
    p = 1 / (1 + np.exp(-(slope * odds + shift)))
    print(f"\n{'probability':<16} {'words':>9} {'told':>7} {'body':>7}")
    for low, high in pairwise(BANDS):
        band = (p >= low) & (p <= high) & (classes >= 0)
        if band.any():
            is_body = (classes[band] == 1) | (classes[band] == 2)
            mean, true = (np.average(x, weights=words[band] + 1) for x in (p[band], is_body))
            cells = f"{mean:7.3f} {true:7.3f}"
            print(f"{low:.2f} to {high:.2f}{'':<4} {words[band].sum():9.0f} {cells}")
    sys.stdout.flush()
    return figures


def show_groups(main: Sequence[Example], networks: dict[int, Fitted]) -> None:
    """Print what each group of features is worth: the mean F1 when its columns say nothing to the fitted networks."""
    every = [*TEXT, *(DOM if main[0].boxes else ())]
    print(f"\n{'without':<12} {'mean F1':>8}")
    for group in ("", *dict.fromkeys(column.group for column in every)):
        silent = np.array([column.group == group for column in every])
        held = []
        for x in main:
            network = networks[x.fold]
            features = np.where(silent, network.mean, x.features).astype(np.float16)
            held.append(Held(x, network.log_odds(x._replace(features=features))))
        sets: defaultdict[str, list[Held]] = defaultdict(list)
        for h in held:
            sets[f"{h.example.pages} {h.example.form}"].append(h)
        print(f"{group or 'nothing':<12} {np.mean([score(of, kept) for of in sets.values()]):8.4f}", flush=True)


def write_folds(sources: Sources, form: str, networks: dict[int, Fitted], slope: float, shift: float) -> None:
    """Keep the networks of the folds, for what is measured with passes and scorer together."""
    for k, network in networks.items():
        network.write(sources.cache / f"fold-{k}", form, {"slope": slope, "shift": shift})


def unmarked(folder: Path) -> dict[tuple[str, str], str]:
    """The set and the id of each page without a marked body, which is empty."""
    return {(name, str(p["id"])): "" for name, p in pages(folder) if not (p["gold"].get("body") or "").strip()}


def found_bodies(every: Iterable[Example], network: Fitted) -> dict[tuple[str, str], str]:
    """The bodies that a network for HTML finds, where it is sure, by set and id."""
    bodies = {}
    for x in every:
        odds = network.log_odds(x)
        weight = x.words * (x.words > PROSE_WORDS)
        certain = float((np.abs(2 * chances(odds) - 1) * weight).sum() / max(1.0, weight.sum()))
        text = body(x, kept(Held(x, odds)))
        if certain >= SURE and len(text) >= FEWEST:
            bodies[x.pages, x.id] = text
    return bodies


def card(main: Sequence[Example], figures: dict[str, float], epochs: int) -> dict[str, Any]:
    """What the weights were fitted to, and what they came to."""
    digest = hashlib.sha256("".join(sorted(x.pages + x.id + x.gold for x in main)).encode()).hexdigest()
    return {
        "fitted": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "pages": {name: sum(x.pages == name for x in main) for name in sorted({x.pages for x in main})},
        "sha256 of pages": digest,
        "folds": f"{FOLDS}, by site",
        "epochs": epochs,
        "F1 by folds": {name: round(x, 4) for name, x in figures.items()},
    }


def html(sources: Sources, folds: Sequence[int]) -> None:
    """Fit the network for HTML, and keep the bodies that it finds in pages without a marked one."""
    main = sources.examples(Wanted("html"))
    held, networks = by_folds(main, lambda _: (), EPOCHS["html"], folds)
    slope, shift = calibrated(held)
    write_folds(sources, "html", networks, slope, shift)
    figures = show(held, slope, shift)
    show_groups([h.example for h in held], networks)
    last = Fitted([Weighted(x) for x in main], EPOCHS["html"], seed=0)
    last.write(WEIGHTS, "html", card(main, figures, EPOCHS["html"]) | {"slope": slope, "shift": shift})
    others = sources.examples(Wanted("html", bodies=unmarked(sources.folder)))
    for k, network in {**networks, FOLDS: last}.items():
        bodies = found_bodies(others, network)
        told(f"{len(bodies)} bodies found in pages without a marked one")
        save(sources, k, bodies)


def text(sources: Sources, folds: Sequence[int], without: str = "") -> None:
    """Fit the network for text; without: a language that nothing is learned of, and all that is scored then."""
    main = [x for form in ("nodes", "blocks") for x in sources.examples(Wanted(form))]
    layout = [Weighted(x, LAYOUT) for x in sources.examples(Wanted("layout"))]
    layout += [Weighted(x, BARE) for x in sources.examples(Wanted("bare"))]

    def extra(k: int | None) -> list[Weighted]:
        k = FOLDS if k is None else k
        bodies = saved(sources, k)
        wanted = [Wanted(form, bodies=bodies) for form in ("nodes", "blocks")]
        return [*layout, *(Weighted(x, SILVER) for w in wanted for x in sources.examples(w))]

    if without:
        others = [w for w in [*map(Weighted, main), *layout] if w.example.language != without]
        network = Fitted(others, EPOCHS["text"], seed=0)
        show([Held(x, network.log_odds(x)) for x in main if x.language == without], 1.0, 0.0)
        return
    held, networks = by_folds(main, extra, EPOCHS["text"], folds)
    slope, shift = calibrated(held)
    write_folds(sources, "text", networks, slope, shift)
    figures = show(held, slope, shift)
    show_groups([h.example for h in held], networks)
    last = Fitted([*map(Weighted, main), *extra(None)], EPOCHS["text"], seed=0)
    last.write(WEIGHTS, "text", card(main, figures, EPOCHS["text"]) | {"slope": slope, "shift": shift})


def _bodies_file(sources: Sources, k: int) -> Path:
    return sources.cache / f"bodies-{k}.json"


def save(sources: Sources, k: int, bodies: dict[tuple[str, str], str]) -> None:
    """Keep the bodies that the network of a fold found."""
    triples = [[name, at, found] for (name, at), found in bodies.items()]
    _bodies_file(sources, k).write_text(json.dumps(triples), encoding="utf-8")


def saved(sources: Sources, k: int) -> dict[tuple[str, str], str]:
    """The bodies that the network of a fold found."""
    return {(name, at): found for name, at, found in json.loads(_bodies_file(sources, k).read_text(encoding="utf-8"))}


def main() -> int:
    """Fit, print what was found, and write the weights."""
    parser = argparse.ArgumentParser(description="Fit the scorer's networks.")
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="holds *.jsonl.xz files")
    parser.add_argument("--cache", type=Path, required=True, help="a folder that keeps renderings and found bodies")
    parser.add_argument("--form", choices=("html", "text"), action="append", help="fit this one alone (html first)")
    parser.add_argument("--folds", type=int, nargs="*", default=range(FOLDS), help="score these folds alone")
    parser.add_argument("--without", metavar="CODE", default="", help="leave a language out, and score that")
    parser.add_argument("--workers", type=int, default=2, help="processes that read pages (default: 2)")
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    sources = Sources(options.folder, options.cache, options.workers)
    for form in options.form or ("html", "text"):
        if form == "html":
            html(sources, options.folds)
        else:
            text(sources, options.folds, options.without)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
