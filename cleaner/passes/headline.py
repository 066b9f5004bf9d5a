"""The headline: the line above the body that the page repeats, sets apart, or speaks of most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from cleaner.document import Step
from cleaner.passes.page import Line, Page

_SEPARATOR = regex.compile(r"\s+[|–—»·•‹›:-]+\s+|\s?\|\s?")
_MAX_CHARACTERS = 250
_MOST_WORDS, _FEWEST_WORDS = 32, 3

_REACH = 60
"""Lines above the body in which a headline is looked for, beside the first lines of the page."""

_TOP = 3
"""Lines at the top of a dump that may be the page's title."""

_ENOUGH = 2.0
"""Points from which a line is the headline; weights and this floor were set on English and multilingual
news pages with known headlines."""


def recognise(page: Page) -> Iterator[Step]:
    """Label the headline, and its further copies as duplicates."""
    start = page.first_prose()
    if start is None:
        return
    lines = page.lines
    spots = sorted({*range(min(_TOP, start)), *range(max(0, start - _REACH), start)})
    candidates = [i for i in spots if _possible(lines[i])]
    if not candidates:
        return
    titles = [line for i in spots for line in [lines[i]] if _SEPARATOR.search(line.text)]
    spoken = {t for line in lines[start:] if line.body for t in line.tokens}
    copies: dict[str, list[int]] = {}
    for i in candidates:
        copies.setdefault(lines[i].key or lines[i].text, []).append(i)
    scored = [
        (_points(page, i, start, titles, spoken, len(copies[lines[i].key or lines[i].text])), i)
        for i in candidates
    ]
    points, best = max(scored, key=lambda s: (s[0], s[1]))
    if points < _ENOUGH:
        return
    chosen = lines[best]
    same = copies[chosen.key or chosen.text]
    first = lines[same[0]]
    piece = _without_site(page, first, same, titles)
    evidence = f"{points:.1f} points, {len(same)} times, {start - best} lines above the body"
    yield first.says("headline.above-body", "headline", evidence=evidence, end=piece)
    if piece is not None:
        yield Step("headline.site-name", "boilerplate", piece, first.end, "site", "behind the headline")
    name = chosen.key
    for line in lines:
        if line is first or not line.key:
            continue
        if line.key == name or line.text.startswith(chosen.text) and _SEPARATOR.match(line.text, len(chosen.text)):
            yield line.says("headline.copy", "boilerplate", "duplicate", "the headline again")


def _possible(line: Line) -> bool:
    if line.known or line.label in ("byline", "date"):
        return False
    return _FEWEST_WORDS <= line.n <= _MOST_WORDS and len(line.text) <= _MAX_CHARACTERS and any(map(str.isalpha, line.text))


def _points(page: Page, i: int, start: int, titles: Sequence[Line], spoken: set[str], times: int) -> float:
    line = page.lines[i]
    points = {1: 4.0, 2: 2.0}.get(line.facts.heading, 0.0)
    points += 1.2 * (min(times, 3) - 1)
    if any(t is not line and line.text in t.text and _is_part(line.text, t.text) for t in titles):
        points += 3.0
    content = [t for t in line.tokens if t not in page.stop and len(t) > 1]
    points += 2.5 * sum(t in spoken for t in content) / max(1, len(content))
    points += 1.0 if 5 <= line.n <= 20 else -1.0 if line.n < 4 else 0.0
    points -= min(4.0, 0.2 * sum(1 for x in page.lines[i + 1 : start] if x.n >= 3))
    points -= 2.0 if line.text.endswith((".", "。", ":", "…")) else 0.0
    points -= 1.0 if line.unit != i else 0.0
    if i < _TOP and _SEPARATOR.search(line.text):
        points += 0.5
    return points


def _is_part(text: str, title: str) -> bool:
    return text in _SEPARATOR.split(title) or any(
        title.startswith(text) and m.start() == len(text) or title.endswith(text) and m.end() == len(title) - len(text)
        for m in _SEPARATOR.finditer(title)
    )


def _without_site(page: Page, line: Line, same: Sequence[int], titles: Sequence[Line]) -> int | None:
    """Where the name of the site begins in a page title that stands for the headline; None when it has none."""
    if len(same) > 1 or same[0] >= _TOP:
        return None
    parts = list(_SEPARATOR.finditer(line.text))
    if not parts:
        return None
    cut = parts[-1]
    if cut.start() < len(line.text) / 2:
        return None
    return page.offset(line, cut.start())
