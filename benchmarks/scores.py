"""What the scores of single pages come to: by peer and data set, as numbers and as tables in Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import mean
from typing import Any, NamedTuple

from benchmarks.limited import LATE
from benchmarks.quality import f1


class Score(NamedTuple):
    """How a peer did on a page. seconds: of processor time. headline, date: whether right, None where nobody marked one
    or the peer tells none. authors: how many were right, wrong and missed. failure: why nothing came."""

    precision: float
    recall: float
    seconds: float
    headline: bool | None = None
    date: bool | None = None
    authors: tuple[int, int, int] = (0, 0, 0)
    failure: str = ""


class Summary(NamedTuple):
    """What the scores of a set come to. speed: pages a second of processor time. headline, date: share that is right,
    authors: F1; None where there was nothing to compare. failures: pages by reason."""

    pages: int
    f1: float
    precision: float
    recall: float
    speed: float
    headline: float | None
    date: float | None
    authors: float | None
    failures: dict[str, int]


class Row(NamedTuple):
    """A peer's row: its name, the version of its package, the summary of each set, and that of all pages together, in
    which F1, precision and recall are the means over the sets."""

    name: str
    version: str
    sets: dict[str, Summary]
    all: Summary


def row(name: str, version: str, scores: Mapping[str, Sequence[Score]]) -> Row:
    """The row of a peer, from its scores on each set; one set and one page at least."""
    held = {place: summary(of_set) for place, of_set in scores.items()}
    together = summary([score for of_set in scores.values() for score in of_set])
    together = together._replace(
        f1=mean(s.f1 for s in held.values()),
        precision=mean(s.precision for s in held.values()),
        recall=mean(s.recall for s in held.values()),
    )
    return Row(name, version, held, together)


def summary(scores: Sequence[Score]) -> Summary:
    """What the scores of some pages come to; of one page at least."""
    right, wrong, missed = (sum(counts) for counts in zip(*(score.authors for score in scores), strict=True))
    spent = sum(score.seconds for score in scores)
    return Summary(
        pages=len(scores),
        f1=f1((score.precision, score.recall) for score in scores),
        precision=mean(score.precision for score in scores),
        recall=mean(score.recall for score in scores),
        speed=len(scores) / max(spent, 1e-9),
        headline=_share(score.headline for score in scores),
        date=_share(score.date for score in scores),
        authors=2 * right / (2 * right + wrong + missed) if right + wrong + missed else None,
        failures=dict(Counter(score.failure for score in scores if score.failure)),
    )


def plain(rows: Iterable[Row]) -> dict[str, Any]:
    """The rows as values for JSON, by name."""
    return {
        each.name: {
            "version": each.version,
            "all": each.all._asdict(),
            "sets": {name: held._asdict() for name, held in each.sets.items()},
        }
        for each in rows
    }


def bodies(title: str, rows: Sequence[Row]) -> Iterator[str]:
    """The table of bodies and speed, line by line: F1 on each set, then the means and what failed."""
    names = list(rows[0].sets)
    yield _line([title, *names, "Mean F1", "Precision", "Recall", "Pages/s", "Failed"])
    yield _line(["---", *["---:"] * (len(names) + 5)])
    best = max(each.all.f1 for each in rows)
    for each in rows:
        figure = f"{each.all.f1:.3f}"
        yield _line(
            [
                _named(each),
                *(f"{held.f1:.3f}" for held in each.sets.values()),
                f"**{figure}**" if each.all.f1 == best else figure,
                f"{each.all.precision:.3f}",
                f"{each.all.recall:.3f}",
                f"{each.all.speed:,.0f}" if each.all.speed >= 10 else f"{each.all.speed:.1f}",
                _failed(each.all.failures),
            ]
        )


def fields(title: str, rows: Sequence[Row]) -> Iterator[str]:
    """The table of headlines, dates and authors, of the peers that tell them; nothing where none is marked."""
    telling = [each for each in rows if any(_told(each))]
    if not telling:
        return
    yield _line([title, "Headline right", "Date right", "Authors F1"])
    yield _line(["---", "---:", "---:", "---:"])
    for each in telling:
        yield _line([_named(each), *("" if share is None else f"{share:.3f}" for share in _told(each))])


def _told(each: Row) -> tuple[float | None, ...]:
    return each.all.headline, each.all.date, each.all.authors


def _named(each: Row) -> str:
    return f"{each.name} {each.version}".strip()


def _failed(failures: Mapping[str, int]) -> str:
    """How many pages failed, and how many of them for their time."""
    late, wrong = failures.get(LATE, 0), sum(failures.values()) - failures.get(LATE, 0)
    return ", ".join([*([f"{wrong}"] if wrong else []), *([f"{late} late"] if late else [])]) or "0"


def _share(right: Iterable[bool | None]) -> float | None:
    told = [value for value in right if value is not None]
    return mean(told) if told else None


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
