"""The headline: the line above the body that the page repeats, sets apart, and speaks of most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from cleaner.document import Step
from cleaner.passes import names
from cleaner.passes.page import Line, Page
from cleaner.patterns import Pattern

_PARTS = frozenset("|–—»·•‹›:-")
_SEPARATOR = Pattern(r"(?<!\s)\s+[|–—»·•‹›:-]+\s+|\s?\|\s?")
"""What parts a title from the name of the site, and the marks of which one is in it."""

_MAX_CHARACTERS, _MOST_WORDS, _FEWEST_WORDS = 250, 32, 2

_REACH, _INTO_BODY, _TOP = 60, 3, 3
"""Lines above the first prose, from it on, and at the top of the dump that may be the headline. One below
prose must be followed by a date or a byline, on a page with boilerplate: the prose is a notice then."""

_BELOW = 8
"""Lines below a headline in which its byline, its date or its share buttons stand."""

_MAX_META = 160
"""Characters of a line that is a byline or a date rather than prose."""

_MENU_PIPES = 2
"""Pipes in a line from which it is a menu rather than a title with the site's name."""

_BYLINE_WORDS = 6
"""Words at most of a line that opens as a byline but names a desk or an agency."""

_DATE_WORDS = 20
"""Words at most of a line that holds a date beside a headline."""

_WEIGHTS = {
    "spoken": 1.7,
    "spoken words": 0.32,
    "5 to 18 words": 1.1,
    "under 4 words": -1.1,
    "over 22 words": -1.3,
    "ends a sentence": -3.3,
    "ends in a colon": -0.6,
    "top of the page": 1.8,
    "part of the page title": 2.8,
    "copies": 0.3,
    "lines above the body": -0.07,
    "words above the body": 0.012,
    "date below": 2.0,
    "byline below": 1.8,
    "share buttons below": 1.5,
    "capitals": 1.0,
    "is a name": -1.3,
    "is a date or byline": -2.0,
    "below prose": -2.6,
    "opens in lower case": -1.5,
    "longer line below": 0.85,
    "piece of a paragraph": -1.6,
    "marked as heading 1": 4.0,
    "marked as heading 2": 1.5,
}
"""Points for what a candidate shows. A conditional logit over the candidates of a page, fitted to English and
multilingual articles with known headlines and checked on sites it was not fitted to. "is a date or byline",
"piece of a paragraph" and the two of marked headings were set by hand."""

_ENOUGH = 2.2
"""Points from which a candidate is a headline. Set by hand: a page without a headline must give none."""


class _Surroundings(NamedTuple):
    """What candidates are measured by: where prose begins, its words, and what stands twice."""

    start: int
    spoken: set[str]
    titles: list[Line]
    copies: Counter[str]
    prose: set[int]
    """Lines that are pieces of a paragraph of hard-wrapped prose."""
    words: list[float]
    """Words in the lines up to each one."""


def recognise(page: Page) -> Iterator[Step]:
    """Label the headline, and its further copies as duplicates."""
    start = page.first_prose()
    if start is None or any(line.label == "headline" for line in page.lines):
        return
    lines = page.lines
    spots = sorted(
        {
            *range(min(_TOP, len(lines))),
            *range(max(0, start - _REACH), min(len(lines), start + _INTO_BODY)),
        }
    )
    around = _Surroundings(
        start,
        set().union(*[line.tokens for line in lines[start:] if line.n >= 8 and line.body]),
        [lines[i] for i in spots if not _PARTS.isdisjoint(lines[i].text) and _SEPARATOR.search(lines[i].text)],
        Counter(lines[i].key for i in spots),
        {i for u in page.units if page.wrapped and u.prose and u.last > u.first + 1 for i in range(u.first, u.last)},
        list(accumulate((line.n for line in lines[: start + _INTO_BODY]), initial=0.0)),
    )
    scored = [
        (sum(_WEIGHTS[w] * x for w, x in shown.items()), -i, shown) for i, shown in _candidates(page, spots, around)
    ]
    if not scored:
        return
    points, place, shown = max(scored, key=lambda s: s[:2])
    if points >= _ENOUGH:
        reasons = ", ".join(
            sorted((w for w in shown if _WEIGHTS[w] * shown[w] > 0.5), key=lambda w: -_WEIGHTS[w] * shown[w])[:4]
        )
        yield from _label(page, -place, around, f"{points:.1f} points: {reasons}")


def _candidates(page: Page, spots: Sequence[int], around: _Surroundings) -> Iterator[tuple[int, dict[str, float]]]:
    reader = page.vocabulary.reader
    meta = {i: _meta(page, reader, i) for i in range(spots[0], min(len(page.lines), spots[-1] + _BELOW + 1))}
    for i in spots:
        line = page.lines[i]
        if not _possible(line) or (i == around.start and line.text.endswith((".", "。"))):
            continue
        if i in around.prose or (i >= around.start and not page.kinds):
            continue
        shown = _shown(page, i, around, meta)
        if i <= around.start or shown["date below"] or shown["byline below"]:
            yield i, shown


def _possible(line: Line) -> bool:
    if (line.known and line.kind != "related") or line.label in ("callout", "caption") or line.verse:
        return False
    return (
        _FEWEST_WORDS <= line.n <= _MOST_WORDS
        and len(line.text) <= _MAX_CHARACTERS
        and not (line.facts.item or line.facts.quote or line.facts.table)
        and line.text.count("|") < _MENU_PIPES
        and any(map(str.isalpha, line.text))
    )


def _meta(page: Page, reader: names.Reader, i: int) -> str:
    """Whether a line says "date" or "byline", or nothing of the kind."""
    text = page.lines[i].text
    if len(text) > _MAX_META:
        return ""
    opened = reader.opened(text)
    if opened and (page.lines[i].n <= _BYLINE_WORDS or reader.names(text[opened:])):
        return "byline"
    return "date" if page.lines[i].n <= _DATE_WORDS and page.vocabulary.dates(text) else ""


def _shown(page: Page, i: int, around: _Surroundings, meta: dict[int, str]) -> dict[str, float]:
    line = page.lines[i]
    content = [t for t in line.tokens if t not in page.stop and len(t) > 1]
    spoken = sum(t in around.spoken for t in content)
    pieces = line.text.split()
    below = page.lines[i + 1 : i + 1 + _BELOW]
    said = [meta.get(j, "") for j in range(i + 1, i + 1 + _BELOW)]
    return {
        "spoken": spoken / max(1, len(content)),
        "spoken words": min(spoken, 8),
        "5 to 18 words": 5 <= line.n <= 18,
        "under 4 words": line.n < 4,
        "over 22 words": line.n > 22,
        "ends a sentence": line.text.endswith((".", "。", "…")),
        "ends in a colon": line.text.endswith(":"),
        "top of the page": i < _TOP,
        "part of the page title": any(t is not line and _is_part(line.text, t.text) for t in around.titles),
        "copies": min(around.copies[line.key], 3) - 1,
        "lines above the body": min(abs(around.start - i), 30),
        "words above the body": min(max(0.0, around.words[around.start] - around.words[i + 1]), 150),
        "date below": "date" in said,
        "byline below": "byline" in said,
        "share buttons below": any(x.kind in ("share", "reading_time") for x in below),
        "capitals": sum(w[:1].isupper() for w in pieces) / max(1, len(pieces)),
        "is a name": names.is_name(line.text),
        "is a date or byline": bool(meta.get(i)),
        "below prose": i > around.start,
        "opens in lower case": line.text[:1].islower(),
        "longer line below": bool(below) and below[0].n > line.n * 1.3 and below[0].n >= 8,
        "piece of a paragraph": not page.alone(i),
        "marked as heading 1": line.facts.heading == 1,
        "marked as heading 2": line.facts.heading == 2,
    }


def _is_part(text: str, title: str) -> bool:
    """Whether the text is what stands before or behind a separator in a page title."""
    if text not in title:
        return False
    return any(
        (m.start() == len(text) and title.startswith(text))
        or (m.end() == len(title) - len(text) and title.endswith(text))
        for m in _SEPARATOR.finditer(title)
    )


def _label(page: Page, best: int, around: _Surroundings, evidence: str) -> Iterator[Step]:
    """The step for the first copy of the headline, and those for what says it again."""
    chosen = page.lines[best]
    same = [line for line in page.lines if line.key and line.key == chosen.key] or [chosen]
    first = same[0]
    cut = _before_site(page, first) if len(same) == 1 and best < _TOP else None
    yield first.says("headline.above-body", "headline", evidence=evidence, end=cut)
    if cut is not None:
        yield Step("headline.site-name", "boilerplate", cut, first.end, "site", "behind the headline")
    for line in page.lines:
        if line is first or not line.key:
            continue
        if line.key == chosen.key or (line in around.titles and _is_part(chosen.text, line.text)):
            yield line.says("headline.copy", "boilerplate", "duplicate", "the headline again")


def _before_site(page: Page, line: Line) -> int | None:
    """Where the name of the site begins in a page title that stands for the headline; None when it has none."""
    parts = list(_SEPARATOR.finditer(line.text))
    if not parts or parts[-1].start() < len(line.text) / 2 or parts[-1][0].strip() == ":":
        return None
    return page.offset(line, parts[-1].start())
