"""What stands outside the article by its markup: menus, footers, comments, forms, and what is hidden.

These places are plain enough that no rule needs to read the words; the passes behind this one see the rest.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from cleaner.document import Element, Kind, MarkKind, Step
from cleaner.passes.page import Line, Page

if TYPE_CHECKING:
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

_SHUT = frozenset(("comments", "consent", "paywall", "subscribe", "advert", "embed", "share"))
_SHUT_CONTEXTS = frozenset(("hidden", "form", "button", "select", "textarea", "nav"))
"""The roles of boxes apart, and the contexts, in which nothing tells of the article."""

_MENU_WORDS, _MENU_ENTRIES = 4, 3
"""Words at most of a menu entry; a longer link is a teaser. Links from which a line is a row of a menu."""

_MOSTLY_LINK = 0.5

_SAID: tuple[tuple[MarkKind, str, str], ...] = (
    ("marker", "place.marker", "marks a note, or links a heading to itself"),
    ("hidden", "place.hidden", "hidden by the page"),
)
"""What is said of pieces of lines."""


def recognise(page: Page) -> Iterator[Step]:
    """Set aside the lines whose place makes them boilerplate almost surely."""
    standing = page.standing
    if standing is None:
        return
    elements = page.document.elements
    hides = _hides(page, standing)
    pictures = {m.start for m in page.document.marks if m.kind == "image"}
    removed: set[int] = set()
    for k, (line, odds) in enumerate(zip(page.lines, page.odds, strict=True)):
        element = elements[line.facts.element]
        within = element.within
        if "hidden" in within and (hides or "closed" in within):
            removed.add(k)
            yield line.says("place.hidden", "boilerplate", "interface", "hidden by the page")
        elif line.text and (
            "figcaption" in within or (line.n <= _CAPTION_WORDS and _captions(line, element, pictures))
        ):
            yield line.says("caption.figure", "caption", evidence="the caption of a figure")
        elif line.text and "caption" in within:
            yield line.says("caption.table", "caption", evidence="the caption of a table")
        elif standing.chrome and odds < SURE and line.text and line.facts.heading != 1:
            removed.add(k)
            yield line.says("density.place", "boilerplate", kind_at(page, line), standing.evidence(k, odds))
    yield from _pieces(page, removed, hides=hides)


def _captions(line: Line, element: Element, pictures: set[int]) -> bool:
    """Whether a line has the class of a caption, or a mark of rights without a year, and stands beside a picture;
    pictures: their offsets."""
    named = "caption" in element.words and "byline" not in element.words
    if not named and (line.text[0] != "©" or any(map(str.isdigit, line.text))):
        return False
    beside = line.start in pictures or line.start - 1 in pictures
    return beside or (named and (line.end in pictures or "figure" in element.within or "media" in element.around))


def _pieces(page: Page, removed: set[int], *, hides: bool) -> Iterator[Step]:
    """Set aside the pieces of lines that are hidden, or that mark a note; removed: the lines that are gone."""
    said = _SAID if hides else _SAID[:1]
    marks = [(m, rule, why) for m in page.document.marks for kind, rule, why in said if m.kind == kind]
    starts = [line.start for line in page.lines] if marks else []
    for mark, rule, why in marks:
        k = bisect_right(starts, mark.start) - 1
        if k not in removed:
            line = page.lines[k]
            end = line.end if mark.end == line.end - 1 else mark.end
            yield Step(rule, "boilerplate", mark.start, end, "interface", why)


def shut(page: Page, line: Line) -> bool:
    """Whether a line was set aside in a place where nothing tells of the article: hidden, in a form, among comments,
    in an appeal to subscribe."""
    step, standing = line.step, page.standing
    if standing is None or step is None or not step.rule.startswith(("place.", "density.place")):
        return False
    elements = standing.elements
    at = line.facts.element
    if not _SHUT_CONTEXTS.isdisjoint(elements[at].within):
        return True
    while at >= 0 and standing.apart[at]:
        if not _SHUT.isdisjoint(elements[at].words):
            return True
        at = elements[at].parent
    return False


def _hides(page: Page, standing: Standing) -> bool:
    """Whether hidden text is hidden from the reader: not where it holds most of the prose, as behind a paywall."""
    elements = page.document.elements
    hidden = sum(
        line.n
        for line, prose in zip(page.lines, standing.prose, strict=True)
        if prose and "hidden" in elements[line.facts.element].within
    )
    hidden += sum(page.document.text.count(" ", m.start, m.end) for m in page.document.marks if m.kind == "hidden")
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
