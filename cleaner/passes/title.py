"""The headline of a page of HTML: the heading that is most like the title that the page states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.document import Stated, Step
from cleaner.passes.page import Line, Page, plain
from cleaner.rules.rule import key

_SEPARATOR = re.compile(r"\s+[|–—»·•‹›:«/-]+\s+|\s?\|\s?|\s+::\s+")
_ADDED = re.compile(r"\s*[|–—»·•‹›:«/-]+\s+|\s?\|\s?")
"""What parts the name of the site from a title that is known by itself."""

_WORD = re.compile(r"\w+")

_ALIKE = 0.5
"""Share of words in common from which a heading says what the title says."""

_ALIKE_ELSEWHERE = 0.9
"""The same for another heading."""

_THE_SAME = 0.95
"""The same for a line that is no heading."""

_LONGEST, _MOST_TITLES = 300, 12
"""Characters of a title, and how many titles are looked at."""

_PART = 0.9
"""Likeness of a heading that is a part of a title, however small: the rest is the name of a site or a section."""

_MOST_WORDS = 45
"""Words of a headline."""


def recognise(page: Page) -> Iterator[Step]:
    """Label the headline, and its further copies as duplicates."""
    if page.standing is None:
        return
    sites = _sites(page)
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
    return list(dict.fromkeys(title for title, _ in sourced_titles(page)))


def sourced_titles(page: Page) -> list[tuple[str, str]]:
    """The titles that the page states, the most trusted first, without the name of the site, and where it does so."""
    sites = _sites(page)
    every = ((plain(s.value), s.source) for s in page.document.stated if _is_title(s))
    titles = [(without_site(title, sites), source) for title, source in every]
    return [(title, source) for title, source in titles if title][:_MOST_TITLES]


def _titles(page: Page) -> list[str]:
    every = (s.value for s in page.document.stated if _is_title(s))
    return list(dict.fromkeys(map(plain, every)))[:_MOST_TITLES]


def _is_title(s: Stated) -> bool:
    return s.name == "headline" and len(s.value) <= _LONGEST


def _sites(page: Page) -> set[str]:
    """The names of the site, as keys: those that the page states, and what one of its titles adds to another."""
    sites = {key(s.value) for s in page.document.stated if s.name == "site"}
    titles = _titles(page)
    for longer in titles:
        for m in _ADDED.finditer(longer):
            if longer[: m.start()] in titles:
                sites.add(key(longer[m.end() :]))
            elif longer[m.end() :] in titles:
                sites.add(key(longer[: m.start()]))
    return sites


def without_site(title: str, sites: set[str]) -> str:
    """The title without the name of the site behind or before it, as far as `sites` (keys) name it."""
    for m in reversed(list(_SEPARATOR.finditer(title))):
        if _names(title[m.end() :], sites):
            return without_site(title[: m.start()], sites)
    for m in _ADDED.finditer(title):
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
        ([x for x in seen if x.facts.link_share < _ALIKE], _THE_SAME),
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
