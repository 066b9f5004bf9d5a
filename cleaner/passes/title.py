"""The headline of a page of HTML: the heading that is most like the title that the page states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.document import Step
from cleaner.passes.page import Line, Page, plain
from cleaner.rules.rule import key

_SEPARATOR = re.compile(r"\s+[|–—»·•‹›:«/-]+\s+|\s?\|\s?|\s+::\s+")
_WORD = re.compile(r"\w+")

_ALIKE = 0.5
"""Share of words in common from which a heading says what the title says."""

_ALIKE_ELSEWHERE = 0.9
"""The same for a line that is no heading of the first level."""

_PART = 0.9
"""Likeness of a heading that is a part of a title, however small: the rest is the name of a site or a section."""

_MOST_WORDS = 45
"""Words of a headline."""


def recognise(page: Page) -> Iterator[Step]:
    """Label the headline, and its further copies as duplicates."""
    if page.standing is None:
        return
    sites = {key(s.value) for s in page.document.stated if s.name == "site"}
    for line in page.lines:
        if line.facts.heading and line.key and _names(line.text, sites):
            yield line.says("headline.site-name", "boilerplate", "site", "the name of the site")
    best = _best(page, stated_titles(page))
    if best is None:
        return
    line, alike, title = best
    start = _after_kicker(page, line, title)
    yield Step("headline.title", "headline", start, line.end, None, f"{alike:.0%} of “{title[:60]}”")
    if start > line.start:
        yield Step("headline.kicker", "boilerplate", line.start, start, "interface", "before the headline")
    for other in page.lines:
        if other is not line and other.key and other.key == line.key:
            yield other.says("headline.copy", "boilerplate", "duplicate", "the headline again")


def stated_titles(page: Page) -> list[str]:
    """The titles that the page states, the most trusted first, without the name of the site."""
    stated = page.document.stated
    sites = {key(s.value) for s in stated if s.name == "site"}
    out: list[str] = []
    for s in stated:
        if s.name == "headline":
            title = without_site(plain(s.value), sites)
            if title and title not in out:
                out.append(title)
    return out


def without_site(title: str, sites: set[str]) -> str:
    """The title without the name of the site behind or before it, as far as `sites` (keys) name it."""
    for m in reversed(list(_SEPARATOR.finditer(title))):
        if _names(title[m.end() :], sites):
            return without_site(title[: m.start()], sites)
    for m in _SEPARATOR.finditer(title):
        if _names(title[: m.start()], sites):
            return title[m.end() :]
    return title


def _names(part: str, sites: set[str]) -> bool:
    flat = re.sub(r"\W+", "", key(part))
    return bool(flat) and any(flat == re.sub(r"\W+", "", site) for site in sites)


def _best(page: Page, titles: Sequence[str]) -> tuple[Line, float, str] | None:
    """The line that is most like a title: a first heading, else a line that says the same."""
    lines = [x for x in page.lines if x.text and x.n <= _MOST_WORDS and x.facts.element >= 0]
    elements = page.document.elements
    seen = [x for x in lines if "hidden" not in elements[x.facts.element].within]
    for candidates, enough in (
        ([x for x in seen if x.facts.heading == 1], _ALIKE),
        ([x for x in seen if x.facts.heading or "headline" in elements[x.facts.element].words], _ALIKE_ELSEWHERE),
        ([x for x in seen if x.facts.link_share < _ALIKE], _ALIKE_ELSEWHERE),
        ([x for x in lines if x.facts.heading == 1], _ALIKE),
    ):
        found: tuple[Line, float, str] | None = None
        for line in candidates:
            for title in titles:
                alike = likeness(line.text, title)
                if alike >= enough and (found is None or alike > found[1]):
                    found = line, alike, title
        if found:
            return found
    return None


def likeness(one: str, other: str) -> float:
    """The share of words that two titles have in common: twice the common ones by all."""
    a, b = _WORD.findall(one.casefold()), _WORD.findall(other.casefold())
    if not a or not b:
        return 0.0
    share = 2 * len(set(a) & set(b)) / (len(set(a)) + len(set(b)))
    return max(share, _PART) if len(a) > 1 and " ".join(a) in " ".join(b) else share


def _after_kicker(page: Page, line: Line, title: str) -> int:
    """Where the headline begins in a heading that opens with something else and ends as the title does."""
    if len(title) < len(line.text) and line.text.endswith(title) and len(title) > len(line.text) / 2:
        return page.offset(line, len(line.text) - len(title))
    return line.start
