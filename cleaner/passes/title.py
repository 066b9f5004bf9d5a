"""The headline of a page of HTML: the heading that is most like the title that the page states."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from cleaner.document import Stated, Step
from cleaner.passes.page import Line, Page, plain
from cleaner.rules.rule import key

_SEPARATOR = re.compile(r"(?<!\s)\s+[|–—»·•‹›:«/-]+\s+|\s?\|\s?")
_ADDED = re.compile(r"(?:(?<!\s)\s+|(?<![|–—»·•‹›:«/-]))[|–—»·•‹›:«/-]++\s+|\s?\|\s?")
"""What parts the name of the site from a title that is known by itself."""

_WORD, _NO_WORD = re.compile(r"\w+"), re.compile(r"\W+")

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

_SPREAD = 3
"""How many times as long as a name of the site, without its blanks and marks, a line with that name may be."""

_NEAR_BODY = 20
"""Lines above the first prose in which a line that is no heading may be the headline."""


_FRONT = re.compile(r"(?:(?:https?:)?//([^/?#\s]+)/?|/|\./)(?:index\.\w{1,5})?(?:[?#]\S*)?|index\.\w{1,5}")
"""The address of the front page of a site, and the host in it."""

_HOST = re.compile(r"(?:https?:)?//([^/?#\s]+)")

_ALL = 0.9
"""Share of a heading's characters that links make up when it is a link as a whole."""


class _Candidate(NamedTuple):
    """A line that may be the headline, or what stands above the first break inside it; where that ends."""

    line: Line
    text: str
    end: int


class _Found(NamedTuple):
    """A candidate, how much it is like a title, and that title."""

    candidate: _Candidate
    alike: float
    title: str


def recognise(page: Page) -> Iterator[Step]:
    """Label the headline, and its further copies as duplicates."""
    if page.standing is None:
        return
    sites = _sites(page)
    for line, below in zip_longest(page.lines, page.lines[1:]):
        if line.facts.heading and line.key and _names(line.text, sites):
            yield line.says("headline.site-name", "boilerplate", "site", "the name of the site")
            if below is not None and below.removed and not below.known and _beside(page, line, below):
                yield below.says("headline.slogan", "boilerplate", "site", "below the name of the site")
    best = _best(page, _distinct(_sourced(page, sites)), sites)
    if best is None:
        return
    (line, _, end), alike, title = best
    start = _after_kicker(page, line, title)
    yield Step("headline.title", "headline", start, end, None, f"{alike:.0%} of “{title[:60]}”")
    if start > line.start:
        yield Step("headline.kicker", "boilerplate", line.start, start, "interface", "before the headline")
    for other in page.lines:
        if other is not line and other.key and other.key == line.key:
            yield other.says("headline.copy", "boilerplate", "duplicate", "the headline again")


def _beside(page: Page, line: Line, below: Line) -> bool:
    """Whether two lines stand in elements beside each other, the second without a link."""
    one, other = (page.document.elements[x.facts.element].parent for x in (line, below))
    return one == other and not below.facts.link_share


def stated_titles(page: Page) -> list[str]:
    """The titles that the page states, the most trusted first, without the name of the site."""
    return _distinct(sourced_titles(page))


def sourced_titles(page: Page) -> list[tuple[str, str]]:
    """The titles that the page states, the most trusted first, without the name of the site, and where it does so; a
    title that is nothing but that name is none."""
    return _sourced(page, _sites(page))


def _distinct(titles: Iterable[tuple[str, str]]) -> list[str]:
    return list(dict.fromkeys(title for title, _ in titles))


def _sourced(page: Page, sites: frozenset[str]) -> list[tuple[str, str]]:
    """`sourced_titles` of a page whose site has these names."""
    logos = {key(line.text) for line in _logos(page)}
    every = ((plain(s.value), s.source) for s in page.document.stated if _is_title(s))
    titles = [(without_site(title, sites), source) for title, source in every]
    return [(title, source) for title, source in titles if title and key(title) not in logos][:_MOST_TITLES]


def _titles(page: Page) -> list[str]:
    every = (s.value for s in page.document.stated if _is_title(s))
    return list(dict.fromkeys(map(plain, every)))[:_MOST_TITLES]


def _is_title(s: Stated) -> bool:
    return s.name == "headline" and len(s.value) <= _LONGEST


def _sites(page: Page) -> frozenset[str]:
    """The names of the site, as keys: those that the page states, those in headings that link to the front page,
    what one of its titles adds to another, and what a heading says of it above the headline."""
    sites = {key(s.value) for s in page.document.stated if s.name == "site"}
    sites.update(key(line.text) for line in _logos(page))
    titles = _titles(page)
    for longer in titles:
        for m in _ADDED.finditer(longer):
            if longer[: m.start()] in titles:
                sites.add(key(longer[m.end() :]))
            elif longer[m.end() :] in titles:
                sites.add(key(longer[: m.start()]))
    return frozenset(sites | _higher(page, titles))


def _higher(page: Page, titles: Sequence[str]) -> set[str]:
    """Of two headings above the body that say the two parts of a title, the one that stands higher, as a key."""
    start = page.first_prose()
    headings = {line.key: line.first for line in page.lines[: None if start is None else start] if line.facts.heading}
    out: set[str] = set()
    for title in titles:
        for m in _SEPARATOR.finditer(title):
            parts = [part for part in (key(title[: m.start()]), key(title[m.end() :])) if part in headings]
            if len({*parts}) > 1:
                out.add(min(parts, key=lambda part: headings[part]))
    return out


def _logos(page: Page) -> Iterator[Line]:
    """The headings that are nothing but a link to the front page of the site."""
    own = {"", *(m[1] for s in page.document.stated if s.name == "url" for m in [_HOST.match(s.value)] if m)}
    for line in page.lines:
        if line.facts.heading and line.key and line.facts.link_share > _ALL:
            anywhere = len(own) == 1 and line.facts.heading == 1
            links = [_FRONT.fullmatch(link.target.strip()) for link in page.links(line)]
            if links and all(m and ((m[1] or "") in own or anywhere) for m in links):
                yield line


def without_site(title: str, sites: frozenset[str]) -> str:
    """The title without the name of the site behind or before it, as far as `sites` (keys) name it."""
    for m in reversed(list(_SEPARATOR.finditer(title))):
        if _names(title[m.end() :], sites):
            return without_site(title[: m.start()], sites)
    for m in _ADDED.finditer(title):
        if _names(title[: m.start()], sites):
            return title[m.end() :]
    return title


def _names(part: str, sites: frozenset[str]) -> bool:
    """Whether a text is a name of the site, marks and blanks aside."""
    bare = _bare(sites)
    return len(part) <= bare.longest and _is_name(key(part), bare)


class _Bare(NamedTuple):
    """The names of a site without marks and blanks, how they begin, and the characters of the longest text that may be
    one of them."""

    names: frozenset[str]
    initials: frozenset[str]
    longest: int


@lru_cache(maxsize=16)
def _bare(sites: frozenset[str]) -> _Bare:
    names = frozenset(filter(None, (_NO_WORD.sub("", site) for site in sites)))
    return _Bare(names, frozenset(name[0] for name in names), _SPREAD * max(map(len, names), default=0))


def _is_name(line_key: str, bare: _Bare) -> bool:
    """Whether a key is a name of the site: its first letter tells for most."""
    if line_key[:1].isalnum() and line_key[0] not in bare.initials:
        return False
    return _NO_WORD.sub("", line_key) in bare.names


def _best(page: Page, titles: Sequence[str], sites: frozenset[str]) -> _Found | None:
    """The line that is most like a title: a first heading, else a line that says the same, else one close above the
    body that says a part of it."""
    lines = [x for x in page.lines if x.text and x.n <= _MOST_WORDS and x.facts.element >= 0]
    elements = page.document.elements
    bare = _bare(sites)
    seen = [
        x
        for x in lines
        if "hidden" not in elements[x.facts.element].within
        and (len(x.text) > bare.longest or not _is_name(x.key or key(x.text), bare))
    ]
    first = [x for x in seen if x.facts.heading == 1]
    headings = [x for x in seen if x.facts.heading or "headline" in elements[x.facts.element].words]
    unlinked = [x for x in seen if x.facts.link_share < _ALIKE]
    return (
        _most_like(page, first, titles, _ALIKE)
        or _most_like(page, headings, titles, _ALIKE_ELSEWHERE)
        or _most_like(page, unlinked, titles, _THE_SAME)
        or _most_like(page, [] if first else _above_body(page, unlinked), titles, _PART)
        or _most_like(page, [x for x in lines if x.facts.heading == 1], titles, _ALIKE)
    )


def _above_body(page: Page, lines: Sequence[Line]) -> list[Line]:
    """The lines close above the first prose, the nearest first; above a heading no others but headings."""
    start = page.first_prose()
    if start is None:
        return []
    near = [x for x in reversed(lines) if start - _NEAR_BODY <= x.first <= start]
    first = next((k for k, x in enumerate(near) if x.facts.heading), len(near))
    return [x for k, x in enumerate(near) if k < first or x.facts.heading]


def _most_like(page: Page, lines: Sequence[Line], titles: Sequence[str], enough: float) -> _Found | None:
    """The line that is most like a title, if any is like one enough. Of lines as like, one outside the header of the
    page; then the first."""
    found: list[tuple[tuple[float, bool], _Found]] = []
    stated = [(title, _words_of(title)) for title in titles]
    for line in lines if stated else ():
        for candidate in _candidates(page, line):
            own = _words_of(candidate.text)
            for title, theirs in stated:
                alike = _likeness(own, theirs)
                if alike >= enough:
                    found.append(((alike, not _in_header(page, line)), _Found(candidate, alike, title)))
    return max(found, key=lambda f: f[0])[1] if found else None


def _candidates(page: Page, line: Line) -> Iterator[_Candidate]:
    yield _Candidate(line, line.text, line.end)
    raw = page.document.text[line.start : line.end]
    at = raw.find("\n", 0, len(raw.rstrip()))
    if at > 0:
        yield _Candidate(line, plain(raw[:at]), line.start + at + 1)


def _in_header(page: Page, line: Line) -> bool:
    """Whether a line stands in the header of the page, not in that of an article."""
    within = page.document.elements[line.facts.element].within
    return "header" in within and within.isdisjoint(("article", "main"))


class _Words(NamedTuple):
    """The words of a text: in their order, each once, and as one text again."""

    every: list[str]
    each: frozenset[str]
    flat: str


def _words_of(text: str) -> _Words:
    every = _WORD.findall(text.casefold())
    return _Words(every, frozenset(every), " ".join(every))


def likeness(one: str, other: str) -> float:
    """The share of words that two titles have in common: twice the common ones by all."""
    return _likeness(_words_of(one), _words_of(other))


def _likeness(one: _Words, other: _Words) -> float:
    if not one.every or not other.every:
        return 0.0
    share = 2 * len(one.each & other.each) / (len(one.each) + len(other.each))
    return max(share, _PART) if len(one.every) > 1 and one.flat in other.flat else share


def _after_kicker(page: Page, line: Line, title: str) -> int:
    """Where the headline begins in a heading that opens with something else and ends as the title does."""
    if len(title) < len(line.text) and line.text.endswith(title) and len(title) > len(line.text) / 2:
        return page.offset(line, len(line.text) - len(title))
    return line.start
