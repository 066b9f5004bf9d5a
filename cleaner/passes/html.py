"""The passes over HTML, in the order in which they speak: those over text, with the markup heard."""

from __future__ import annotations

from cleaner.passes import (
    absent,
    byline,
    callout,
    caption,
    consent,
    date,
    edges,
    headline,
    keep,
    known,
    likely,
    others,
    place,
    publisher,
    repeats,
    rest,
    scored,
    sections,
    standfirst,
    structure,
    title,
    topic,
)
from cleaner.passes.page import Recogniser

HTML_PASSES: tuple[Recogniser, ...] = (
    place.recognise,  # what the markup says plainly
    known.recognise,
    rest.recognise,
    consent.recognise,
    topic.recognise,
    callout.recognise,
    caption.recognise,
    likely.recognise,  # in the place of density
    title.recognise,  # the heading that the page's title names, before the headline is looked for by its words
    headline.recognise,
    others.recognise,  # below the headline, before bylines are looked for
    byline.recognise,
    date.recognise,
    standfirst.recognise,
    sections.recognise,
    publisher.recognise,
    edges.recognise,
    repeats.recognise,
    scored.recognise,
    absent.recognise,  # of what is left, whether it is an article
    keep.recognise,
    structure.recognise,
)
