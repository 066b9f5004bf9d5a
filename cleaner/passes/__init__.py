"""The passes, in the order in which they speak; a later one has the last word."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cleaner.document import Form, Step
from cleaner.passes import (
    byline,
    callout,
    caption,
    consent,
    date,
    density,
    edges,
    headline,
    keep,
    kinds,
    known,
    likely,
    place,
    publisher,
    repeats,
    sections,
    standfirst,
    structure,
    title,
    topic,
    verse,
)
from cleaner.passes.page import Page

PASSES: tuple[Callable[[Page], Iterator[Step]], ...] = (
    known.recognise,  # certain, and what the others measure by
    consent.recognise,  # the small print around what is known
    topic.recognise,  # takes back what the story itself speaks of
    verse.recognise,  # before it looks like a menu
    callout.recognise,  # boxes of the article, before anything takes them for interface
    caption.recognise,  # by their credits
    density.recognise,  # where the body is
    headline.recognise,  # above the body
    byline.recognise,  # beside the headline
    date.recognise,  # beside the byline
    standfirst.recognise,  # between headline and byline
    sections.recognise,  # lists and comments behind the body, and boxes inside it
    publisher.recognise,  # above its copyright line
    edges.recognise,  # what is left between headline and body
    repeats.recognise,  # of what is left, what stands twice
    kinds.recognise,  # of what was removed for its place alone
    keep.recognise,  # what the user protects
    structure.recognise,  # names what stays
)


def unreadable(page: Page) -> Iterator[Step]:
    """The only pass over bytes that are no text: all of them are set aside."""
    for line in page.lines:
        yield line.says("read.binary", "boilerplate", "interface", "; ".join(page.document.notes))


HTML_PASSES = (
    place.recognise,  # what the markup says plainly
    known.recognise,
    consent.recognise,
    topic.recognise,
    callout.recognise,
    caption.recognise,
    likely.recognise,  # in the place of density
    title.recognise,  # the heading that the page's title names, before the headline is looked for by its words
    headline.recognise,
    byline.recognise,
    date.recognise,
    standfirst.recognise,
    sections.recognise,
    publisher.recognise,
    edges.recognise,
    repeats.recognise,
    keep.recognise,
    structure.recognise,
)
"""The passes over HTML: the same, with its markup heard."""


def passes_for(form: Form) -> tuple[Callable[[Page], Iterator[Step]], ...]:
    """The passes over a document of a form."""
    return {"binary": (unreadable,), "html": HTML_PASSES}.get(form, PASSES)
