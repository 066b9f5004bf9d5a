"""The summary of many reports: one page over a batch, with what went and why, and where to look first."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import quote

from cleaner.article import Article
from cleaner.document import Kind
from cleaner.explain.escaping import harmless_inline
from cleaner.explain.page import rendered
from cleaner.explain.view import FAMILIES, spoken

WORST, FAILED, RULES = 50, 50, 25
"""How many documents, failures and rules the page names; the counts are of all."""

_BINS = 10
"""Bars of the plot of confidences."""


class Record(NamedTuple):
    """What the summary needs to know of a document.

    id: what it is called. confidence: see `Article.confidence`. removed: how many lines each rule took, by their kind.
    kept: how many lines stayed. found: whether there is an article. failure: why it could not be cleaned, in a word or
    two by which failures are counted, empty when it could; detail: the same at length. page: the path of its report
    from where the summary lies, empty when there is none.
    """

    id: str
    confidence: float | None = None
    removed: Mapping[tuple[Kind, str], int] = {}
    kept: int = 0
    found: bool = True
    failure: str = ""
    page: str = ""
    detail: str = ""


class Bar(NamedTuple):
    """A bar of a plot: its name, its value, and its width in percent of the longest."""

    name: str
    value: int
    width: float
    family: str = "kept"
    note: str = ""


class Named(NamedTuple):
    """A document that the summary names. said: why; page: the address of its report."""

    id: str
    said: str
    page: str


class _Totals:
    """What is summed up while the records go by; it grows with rules and reasons, not with documents."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.documents = self.failures = self.empty = self.kept = 0
        self.removed: Counter[tuple[Kind, str]] = Counter()
        self.bins: Counter[int] = Counter()
        self.reasons: Counter[str] = Counter()
        self.failed: list[Named] = []
        self.worst: list[tuple[float, int, Named]] = []

    def add(self, record: Record) -> None:
        self.documents += 1
        if record.failure:
            self._fail(record)
            return
        self.empty += not record.found
        self.kept += record.kept
        self.removed.update(record.removed)
        if record.confidence is not None:
            self.bins[min(int(record.confidence * _BINS), _BINS - 1)] += 1
            self._rank(record, record.confidence)

    def _fail(self, record: Record) -> None:
        self.failures += 1
        reason = harmless_inline(record.failure)
        self.reasons[reason] += 1
        if len(self.failed) < FAILED:
            self.failed.append(
                _named(record, harmless_inline(": ".join(filter(None, (record.failure, record.detail)))))
            )

    def _rank(self, record: Record, confidence: float) -> None:
        """Keep the documents of least confidence; of equal ones those that came first."""
        said = f"{confidence:.0%}" if record.found else f"{confidence:.0%}, no article"
        entry = (-confidence, -self.documents, _named(record, said))
        if len(self.worst) < self._most:
            heapq.heappush(self.worst, entry)
        else:
            heapq.heappushpop(self.worst, entry)


def record(article: Article, id: str, page: str = "") -> Record:
    """The record of an article that was cleaned."""
    removed = Counter((x.step.kind, x.step.rule) for x in article.labels.rows() if x.step.kind is not None)
    kept = len(article.labels.blocks) - removed.total()
    return Record(id, article.confidence, removed, kept, bool(article.text), "", page)


def summary(records: Iterable[Record], *, title: str = "Batch", worst: int = WORST) -> str:
    """The summary of the records, as the text of an HTML file that needs nothing else.

    The records are read once and not kept, so there may be any number of them. title: what the batch is called.
    worst: how many of the documents of least confidence are named.

    Raises ModuleNotFoundError, with what to install, where jinja2 is missing.
    """
    totals = _Totals(worst)
    for one in records:
        totals.add(one)
    kinds: Counter[Kind] = Counter()
    for (kind, _), lines in totals.removed.items():
        kinds[kind] += lines
    return rendered(
        "summary.html",
        title=harmless_inline(title),
        totals=totals,
        removed=totals.removed.total(),
        kinds=_bars((spoken(kind), n, FAMILIES[kind], "") for kind, n in kinds.most_common()),
        rules=_bars(
            (harmless_inline(rule), n, FAMILIES[kind], spoken(kind))
            for (kind, rule), n in totals.removed.most_common(RULES)
        ),
        more_rules=max(0, len(totals.removed) - RULES),
        bins=_bars((_bin(i), totals.bins[i], "kept", "") for i in reversed(range(_BINS))) if totals.bins else [],
        reasons=_bars((reason, n, "promotion", "") for reason, n in totals.reasons.most_common(RULES)),
        worst=[named for *_, named in sorted(totals.worst, reverse=True)],
    )


def _bin(number: int) -> str:
    return f"{number * 100 // _BINS}–{(number + 1) * 100 // _BINS}%"


def _bars(rows: Iterable[tuple[str, int, str, str]]) -> list[Bar]:
    held = list(rows)
    longest = max((n for _, n, *_ in held), default=0) or 1
    return [Bar(name, n, round(100 * n / longest, 2), family, note) for name, n, family, note in held]


def _named(record: Record, said: str) -> Named:
    return Named(harmless_inline(record.id), said, _address(record.page))


def _address(path: str) -> str:
    """The path as a relative address: nothing in it can be taken for a scheme or for another host."""
    if not path:
        return ""
    return quote(path if path.startswith(("./", "../")) else f"./{path.lstrip('/')}", errors="replace")
