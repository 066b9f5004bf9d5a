"""Names on a page of HTML that its markup shows to be those of authors, or shows not to be."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.article import Field
from cleaner.fields import labelled, line_field
from cleaner.passes.byline import linked_names
from cleaner.passes.names import MAX_BYLINE
from cleaner.passes.page import Line, Page
from cleaner.rules.rule import key

_NEAR_DATE = 2
"""Lines from a date within which a name alone reads as that of an author."""

_ABOVE, _BELOW = 3, 8
"""Lines above and below the headline among which the author's name stands."""

_ELSEWHERE = frozenset(("comments", "related", "teaser", "sidebar", "footer", "navigation", "biography"))
"""Roles of elements that speak of other articles, or of other people."""

_OTHERS = frozenset(("related", "comments", "author_bio"))
"""Kinds of removed lines that speak of other articles, or of other people."""


def credible(page: Page, field: Field) -> bool:
    """Whether a byline opens as one ("By"), has a date beside it, links the author, or stands in an element that says
    that it is one. Without any of these, names alone are mostly no authors."""
    if field.rule != "byline.bare":
        return True
    i = next(i for i, x in enumerate(page.lines) if x.start == field.start)
    near = page.lines[max(0, i - _NEAR_DATE) : i + _NEAR_DATE + 1]
    line = page.lines[i]
    linked = linked_names(page, line, page.vocabulary.reader)
    return any(x.label == "date" for x in near) or "byline" in _around(page, line) or bool(linked)


def marked_names(page: Page) -> list[Field]:
    """The names near the headline that stand in elements made for bylines: what is linked in them, else all of
    their text."""
    head = next((i for i, x in enumerate(page.lines) if x.label == "headline"), None)
    if head is None:
        return []
    found: dict[str, Field] = {}
    for line in page.lines[max(0, head - _ABOVE) : head + _BELOW + 1]:
        around = _around(page, line)
        if line.removed and line.kind in _OTHERS:
            continue
        if "byline" in around and around.isdisjoint(_ELSEWHERE) and len(line.text) <= MAX_BYLINE:
            for name in _names(page, line):
                found.setdefault(name, line_field("author", name, line)._replace(rule="byline.marked"))
    return list(found.values())


def joined_names(page: Page, known: set[str]) -> list[Field]:
    """The people that a byline links, when it links all known authors (by `key`) and others besides."""
    for line in labelled(page, "byline"):
        linked = dict.fromkeys(linked_names(page, line, page.vocabulary.reader))
        if known < {key(name) for name in linked}:
            return [line_field("author", name, line) for name in linked]
    return []


def _names(page: Page, line: Line) -> Iterator[str]:
    reader = page.vocabulary.reader
    yield from linked_names(page, line, reader) or reader.names(line.text[reader.opened(line.text) :])


def _around(page: Page, line: Line) -> frozenset[str]:
    element = line.facts.element
    return page.document.elements[element].around if element >= 0 else frozenset()
