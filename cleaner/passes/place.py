"""What stands outside the article by its markup: menus, footers, comments, forms, and what is hidden.

These places are plain enough that no rule needs to read the words; the passes behind this one see the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from cleaner.document import Element, Kind, Step
from cleaner.passes.page import Line, Page
from cleaner.passes.standing import Standing

SURE = -2.5
"""Log odds of being body below which nothing else is asked."""

_SHOWN = 0.7
"""Share of the hidden prose that the prose in sight must come to for the hidden one to be no part of the article."""

_KINDS: tuple[tuple[str, Kind], ...] = (
    ("comments", "comments"),
    ("consent", "consent"),
    ("paywall", "paywall"),
    ("subscribe", "subscribe"),
    ("share", "share"),
    ("advert", "advert"),
    ("related", "related"),
    ("poll", "poll"),
    ("biography", "author_bio"),
    ("legal", "legal"),
    ("navigation", "navigation"),
    ("footer", "site"),
    ("teaser", "related"),
    ("media", "media"),
    ("interface", "interface"),
)
"""The kind of boilerplate that a role of an element means, the most telling role first."""

_CONTEXT_KINDS: tuple[tuple[str, Kind], ...] = (
    ("hidden", "interface"),
    ("nav", "navigation"),
    ("footer", "site"),
    ("form", "interface"),
    ("button", "interface"),
    ("header", "navigation"),
    ("aside", "related"),
)
"""The same for landmarks."""

_CAPTION_WORDS = 60
"""Words at most of a caption that only its class names."""

_PLAINEST = 2
"""Of these, how many say more than any role."""

_MENU_WORDS, _MENU_ENTRIES = 4, 3
"""Words at most of a menu entry; a longer link is a teaser. Links from which a line is a row of a menu."""

_MOSTLY_LINK = 0.5


def recognise(page: Page) -> Iterator[Step]:
    """Set aside the lines whose place makes them boilerplate almost surely."""
    standing = page.standing
    if standing is None:
        return
    elements = page.document.elements
    hides = _hides(page, standing)
    for k, (line, odds) in enumerate(zip(page.lines, page.odds, strict=True)):
        element = elements[line.facts.element]
        within = element.within
        if hides and "hidden" in within:
            yield line.says("place.hidden", "boilerplate", "interface", "hidden by the page")
        elif line.text and ("figcaption" in within or _is_caption(line, element)):
            yield line.says("caption.figure", "caption", evidence="the caption of a figure")
        elif standing.chrome and odds < SURE and line.text and line.facts.heading != 1:
            yield line.says("density.place", "boilerplate", kind_at(page, line), standing.evidence(k, odds))


def _is_caption(line: Line, element: Element) -> bool:
    """Whether the class of an element says that it is a caption, and not that it is a byline."""
    return "caption" in element.words and "byline" not in element.words and line.n <= _CAPTION_WORDS


def _hides(page: Page, standing: Standing) -> bool:
    """Whether hidden text is hidden from the reader: not where it holds most of the prose, as behind a paywall."""
    elements = page.document.elements
    hidden = sum(
        line.n
        for line, prose in zip(page.lines, standing.prose, strict=True)
        if prose and "hidden" in elements[line.facts.element].within
    )
    return standing.sums.prose[0] - hidden >= _SHOWN * hidden


def kind_at(page: Page, line: Line) -> Kind:
    """The likeliest kind of boilerplate for a line, by the elements around it."""
    element = page.document.elements[line.facts.element]
    kind = _kind(element.within, element.around)
    if kind is None:
        linked = line.facts.link_share > _MOSTLY_LINK
        links = len(page.links(line)) if linked else 0
        menu = line.n <= _MENU_WORDS * (links if links >= _MENU_ENTRIES else 1)
        kind = "interface" if not linked else "navigation" if menu else "related"
    return kind


@lru_cache(maxsize=4096)
def _kind(within: frozenset[str], around: frozenset[str]) -> Kind | None:
    plainest = ((context, within, kind) for context, kind in _CONTEXT_KINDS[:_PLAINEST])
    roles = ((role, around, kind) for role, kind in _KINDS)
    contexts = ((context, within, kind) for context, kind in _CONTEXT_KINDS[_PLAINEST:])
    return next((kind for name, names, kind in (*plainest, *roles, *contexts) if name in names), None)
