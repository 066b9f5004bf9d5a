"""The cleaner beside what people would take instead: quality and speed on annotated pages, in tables and a plot."""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path

from benchmarks.annotated import Page, sample, sets
from benchmarks.learning import reader
from benchmarks.limited import Limited, Outcome
from benchmarks.peers import EVERYTHING, PEERS, Found, Peer, load
from benchmarks.plot import Point, svg
from benchmarks.quality import precision_recall, same
from benchmarks.scores import Row, Score, bodies, fields, plain, row
from benchmarks.throughput import rendered
from cleaner import Cleaner

FORMS = {"html": "HTML", "nodes": "Text, a line a node", "blocks": "Text, a line a block"}
"""What the peers are given: the page, its text with a line for each text node, or with a line for each block."""

DOCS = Path(__file__).parent.parent / "docs"
"""Where `--docs` writes the plot, the figures and the tables; README.md stands beside it."""

PLACE = re.compile(r"(?<=<!-- benchmarks\.compare -->\n).*?(?=<!-- end of benchmarks\.compare -->)", re.DOTALL)
"""What `--docs` replaces in a document."""

_BRIEF = 2
"""Forms that the README and the plot show; they need no more of them to tell the peers apart."""

_WARM = 5
"""Pages that a peer sees before its time counts, since some of what it needs is loaded late."""

Compared = dict[str, list[Row]]
"""The rows of each form."""


def compared(pages: Mapping[str, Sequence[Page]], forms: Sequence[str], peers: Sequence[str], limit: float) -> Compared:
    """The rows of all peers that are installed, by form. peers: names. limit: seconds for a page."""
    rows: Compared = {}
    cleaner = Cleaner(kind="html", scorer=False, second_opinion=False)
    languages = {name: [cleaner.clean(page.html).language or "" for page in held] for name, held in pages.items()}
    for form in forms:
        try:
            render = _renderer(form)
        except ImportError as error:
            _say(f"{FORMS[form]}: not run: {error}")
            continue
        given = {
            name: [(render(page.html), language) for page, language in zip(held, languages[name], strict=True)]
            for name, held in pages.items()
        }
        of_form = [peer for peer in PEERS if peer.form == ("html" if form == "html" else "text") and peer.name in peers]
        found = [made for peer in of_form if (made := _row(peer, pages, given, limit)) is not None]
        if found:
            rows[form] = found
    return rows


def _row(
    peer: Peer, pages: Mapping[str, Sequence[Page]], given: Mapping[str, Sequence[tuple[str, str]]], limit: float
) -> Row | None:
    """The row of a peer; None where it is not installed. given: the source and the language of each page."""
    try:
        limited = Limited(partial(load, peer.form, peer.name), next(iter(given.values()))[:_WARM], limit)
    except ImportError as error:
        _say(f"{peer.name}: not run: {error}: pip install 'cleaner[peers]'")
        return None
    try:
        scores = {
            name: [_score(peer, page, limited(*each)) for page, each in zip(pages[name], of_set, strict=True)]
            for name, of_set in given.items()
        }
    finally:
        limited.close()
    done = row(peer.name, version(peer.package) if peer.package and peer.package != "cleaner" else "", scores)
    _say(f"{peer.form}: {peer.name}: F1 {done.all.f1:.3f}, {done.all.speed:.1f} pages/s, failed {done.all.failures}")
    return done


def _score(peer: Peer, page: Page, outcome: Outcome) -> Score:
    """How right the outcome for a page is; one that failed counts as empty."""
    found = Found("") if outcome.failure else Found(*outcome.value)
    if outcome.failure:
        _say(f"{peer.name}: {page.id}: {outcome.failure.splitlines()[0][:200]}")
    precision, recall = precision_recall(page.body, found.text)
    score = Score(precision, recall, outcome.seconds, failure=outcome.failure.partition(":")[0])
    if not peer.fields:
        return score
    return score._replace(
        headline=same(page.headline, found.headline) if page.headline else None,
        date=found.date == page.date if page.date else None,
        authors=_authors(page.authors, found.authors) if page.authors else (0, 0, 0),
    )


def _authors(gold: Sequence[str], got: Sequence[str]) -> tuple[int, int, int]:
    """How many names are right, wrong and missed."""
    true, told = ({" ".join(name.split()).casefold() for name in names} for names in (gold, got))
    return len(true & told), len(told - true), len(true - told)


def _renderer(form: str) -> Callable[[str], str]:
    """What makes the form of a page. Raises ImportError."""
    return reader() if form == "blocks" else rendered if form == "nodes" else str


def tables(rows: Compared, said: str, *, brief: bool = False) -> str:
    """The tables in Markdown, `said` in front: when, where and on what they were measured. brief: bodies alone, of
    the first two forms."""
    shown = list(rows)[: _BRIEF if brief else None]
    parts = [said]
    for form in shown:
        kinds = (bodies,) if brief else (bodies, fields)
        parts += ["\n".join(table) for make in kinds if (table := list(make(FORMS[form], rows[form])))]
    return "\n\n".join(parts) + "\n"


def plot(rows: Compared) -> str:
    """The mean F1 of each peer against its speed, a panel for each of the first two forms; keeping everything has no
    speed to speak of."""
    return svg(
        [
            (
                FORMS[form],
                [
                    Point(each.name, each.all.speed, each.all.f1, each.name.startswith("cleaner"))
                    for each in of_form
                    if each.name != EVERYTHING
                ],
            )
            for form, of_form in list(rows.items())[:_BRIEF]
        ]
    )


def put_into(document: Path, text: str) -> None:
    """Replace what stands between the marks in a document. Raises ValueError where it has none."""
    held = document.read_text(encoding="utf-8")
    if not PLACE.search(held):
        raise ValueError(f"{document}: no place for the tables in it")
    document.write_text(PLACE.sub(lambda _: text, held), encoding="utf-8")


def machine() -> str:
    """What the figures are measured on."""
    return f"{os.cpu_count()} cores, {platform.machine()}"


def main() -> int:
    """Measure, print the tables and write what was asked for."""
    options = _options()
    found = sets(options.data)
    try:
        wanted = _chosen("--set", options.set, list(found))
        forms = _chosen("--forms", options.forms, list(FORMS))
        peers = _chosen("--peers", options.peers, [peer.name for peer in PEERS])
    except ValueError as error:
        _say(f"compare: {error}")
        return 2
    pages = {name: held for name in wanted if (held := sample(found[name](), options.limit, options.sample))}
    if not pages:
        _say(f"compare: {options.data}: no page with a marked body in it")
        return 2
    rows = compared(pages, forms, peers, options.timeout)
    counts = ", ".join(f"{len(held)} of {name}" for name, held in pages.items())
    place = f"{options.machine}, CPython {platform.python_version()}"
    said = f"Measured {date.today()} on {place}. Pages, drawn at random: {counts}."
    text = tables(rows, said)
    print(text, end="")
    figures = {
        "date": str(date.today()),
        "machine": options.machine,
        "python": platform.python_version(),
        "seed": options.sample,
        "forms": {form: plain(of_form) for form, of_form in rows.items()},
    }
    for target in filter(None, (options.json, DOCS / "benchmark.json" if options.docs else None)):
        target.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    for target in filter(None, (options.plot, DOCS / "benchmark.svg" if options.docs else None)):
        target.write_text(plot(rows), encoding="utf-8")
    if options.docs:
        put_into(DOCS / "benchmark.md", text)
        put_into(DOCS.parent / "README.md", tables(rows, said, brief=True))
    return 0


def _chosen(option: str, given: str | None, held: Sequence[str]) -> list[str]:
    """The names that are wanted: all, where none are given. Raises ValueError for one that is not there."""
    wanted = given.split(",") if given else list(dict.fromkeys(held))
    if unknown := [name for name in wanted if name not in held]:
        raise ValueError(f"{option}: no {', '.join(unknown)}; there is {', '.join(dict.fromkeys(held))}")
    return wanted


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Quality and speed of the cleaner and of its peers on annotated pages."
    )
    parser.add_argument(
        "data",
        metavar="DATA",
        type=Path,
        help="*.jsonl, .jsonl.gz, .jsonl.xz (fields html, gold), a folder of them, or one with ground-truth.json",
    )
    parser.add_argument("--set", metavar="NAMES", help="of the data sets, by their files' names (default: all)")
    parser.add_argument("--forms", default="html,nodes", metavar="NAMES", help=f"of {', '.join(FORMS)}")
    parser.add_argument("--peers", metavar="NAMES", help="the peers to run (default: all that are installed)")
    parser.add_argument("--limit", type=int, metavar="N", help="at most N pages of each set")
    parser.add_argument("--sample", type=int, default=1, metavar="SEED", help="what draws them (default: 1)")
    parser.add_argument("--timeout", type=float, default=30, metavar="SECONDS", help="for a page (default: 30)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="write quality against speed, as SVG")
    parser.add_argument("--docs", action="store_true", help="write docs/benchmark.*, and the tables into README.md")
    parser.add_argument("--machine", default=machine(), help="how the machine is called in the tables")
    return parser.parse_args()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
