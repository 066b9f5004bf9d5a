"""Other articles beside the one that the page is about: teasers inside it, and whole ones below it."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.document import Step
from cleaner.passes.page import Line, Page

_LINKED = 0.5
"""Share of links from which a heading leads to its article."""

_MOST_INSIDE = 0.3
"""Share of the prose of an article below which one inside it is a teaser, not the article's own text."""

_NEAR = 4
"""Lines from the heading in which the byline or the date of an article stands."""

_META = 120
"""Characters of a line that may hold the byline or the date of an article."""

_BYLINE = frozenset(("byline", "date"))
"""Roles of elements that hold a byline or a date."""


def recognise(page: Page) -> Iterator[Step]:
    """Set aside what stands in an `article` of its own, where the headline stands in another.

    Inside the article those go whose heading is a link; entries of a live blog have none. Below it those go that
    have a heading, and a byline or a date: an endless page goes on with them.
    """
    if page.standing is None:
        return
    head = next((line for line in page.lines if line.label == "headline" and line.step), None)
    if head is None or head.step is None or head.step.rule != "headline.title":
        return
    articles = _articles(page)
    own = articles[head.facts.element]
    prose = page.standing.sums.prose
    if own < 0 or not prose[own]:
        return
    elements = page.document.elements
    outer = {own}
    at = own
    while elements[at].parent >= 0 and articles[elements[at].parent] >= 0:
        at = articles[elements[at].parent]
        outer.add(at)
    outermost = [-1] * len(elements)
    held: dict[int, list[Line]] = {}
    for at, element in enumerate(elements):
        if articles[at] >= 0 and articles[at] not in outer:
            above = outermost[element.parent] if element.parent >= 0 else -1
            outermost[at] = above if above >= 0 else at
    for line in page.lines:
        if outermost[line.facts.element] >= 0:
            held.setdefault(outermost[line.facts.element], []).append(line)
    for at, lines in held.items():
        k = next((k for k, x in enumerate(lines) if x.facts.heading), None)
        if k is None:
            continue
        heading = lines[k]
        above = elements[at].parent
        inside = above >= 0 and articles[above] == own
        if inside:
            other = heading.facts.link_share > _LINKED and prose[at] < _MOST_INSIDE * prose[own]
        else:
            other = at > own and any(_is_meta(page, x) for x in lines[max(0, k - _NEAR) : k + _NEAR + 1])
        if other:
            for line in lines:
                if not line.known:
                    yield line.says("others.article", "boilerplate", "related", f"with “{heading.text[:60]}”")


def _articles(page: Page) -> list[int]:
    """For each element the position of the innermost `article` that it is or stands in, -1 for none."""
    out: list[int] = []
    for at, element in enumerate(page.document.elements):
        out.append(at if element.tag == "article" else out[element.parent] if element.parent >= 0 else -1)
    return out


def _is_meta(page: Page, line: Line) -> bool:
    """Whether a line is a byline or a date."""
    if len(line.text) > _META:
        return False
    if not _BYLINE.isdisjoint(page.document.elements[line.facts.element].words):
        return True
    reader = page.vocabulary.reader
    opened = reader.opened(line.text)
    return bool(page.vocabulary.dates(line.text) or (opened and reader.names(line.text[opened:])))
