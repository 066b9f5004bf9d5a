"""The passes, in the order in which they speak; a later one has the last word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    publisher,
    remnant,
    repeats,
    rest,
    scored,
    sections,
    standfirst,
    structure,
    topic,
    verse,
)
from cleaner.passes.page import Page, Recogniser

PASSES: tuple[Recogniser, ...] = (
    known.recognise,  # certain, and what the others measure by
    rest.recognise,  # behind the line at which a user says that articles end
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
    scored.recognise,  # what nothing named, by all that was said
    remnant.recognise,  # whether anything is left
    kinds.recognise,  # of what was removed for its place alone
    keep.recognise,  # what the user protects
    structure.recognise,  # names what stays
)


def unreadable(page: Page) -> Iterator[Step]:
    """The only pass over bytes that are no text: all of them are set aside."""
    for line in page.lines:
        yield line.says("read.binary", "boilerplate", "interface", "; ".join(page.document.notes))


def passes_for(form: Form, *, scorer: bool = True) -> Sequence[Recogniser]:
    """The passes over a document of a form; scorer: with the learned one."""
    if form == "binary":
        return (unreadable,)
    passes = PASSES
    if form == "html":
        from cleaner.passes.html import HTML_PASSES

        passes = HTML_PASSES
    return passes if scorer else tuple(p for p in passes if p is not scored.recognise)
