"""The fields of a page of HTML: what its markup states, what it shows, and how far the two agree."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from cleaner.article import Field, Particulars
from cleaner.document import Stated
from cleaner.fields import (
    Fields,
    bylines,
    date_field,
    date_of,
    dateline,
    fields_of,
    line_fields,
    place_of,
    text_of,
    url_field,
)
from cleaner.passes.page import Page
from cleaner.passes.title import sourced_titles
from cleaner.publication import Dated, publication
from cleaner.rules.rule import key
from cleaner.stated.authors import Named, bodies, named, people
from cleaner.stated.bylines import credible, joined_names, marked_names
from cleaner.stated.dates import FIRST_DAY, local, moment, same
from cleaner.stated.lastresort import last_resort
from cleaner.stated.particulars import address, alike, description, image, language, said, section, site_name, tags
from cleaner.trust import confidence

Times = Sequence[tuple[Stated, datetime.date]]
"""Statements that give a date, and the date."""


def stated_fields(page: Page, markup: Callable[[], str], url: str | None = None) -> Fields:
    """The fields of a page of HTML whose passes have all spoken.

    markup: gives the source, for the date of last resort. url: where the page came from.
    """
    if page.absent:
        return fields_of(page)
    headline = _headline(page)
    title = text_of(headline)
    standfirst = _standfirst(page, title)
    authors, organisations = _people(page)
    own = address(page, url)
    times = [(s, day) for s in page.document.stated if (day := _moment(s, page)) is not None]
    date = _date(page, times, url or (own.value if own else None), markup)
    modified = _modified(times)
    place = dateline(page)
    rest = [language(page), site_name(page), own, section(page), image(page, own.value if own else url)]
    labels = tags(page)
    known = {f.name: f.value for f in rest if f}
    return Fields(
        title,
        text_of(standfirst),
        tuple(f.value for f in authors),
        date_of(date) if date else None,
        text_of(place),
        Particulars(
            modified=date_of(modified) if modified else None,
            organisations=tuple(f.value for f in organisations),
            tags=tuple(f.value for f in labels),
            **{name: known.get(name) for name in ("language", "site_name", "url", "section", "image")},
        ),
        (
            *headline,
            *standfirst,
            *authors,
            *organisations,
            *(f for f in (date, modified) if f),
            *place,
            *(f for f in rest if f),
            *labels,
        ),
    )


def _headline(page: Page) -> list[Field]:
    """The line that is the headline, else the first title that the markup states."""
    titles = sourced_titles(page)
    shown = line_fields(page, "headline")
    value = text_of(shown) or (titles[0][0] if titles else "")
    others = [(source, alike(value, title, part=source == "title")) for title, source in titles]
    if shown:
        levels = (line.facts.heading for line in page.lines if line.label == "headline")
        sources = [f"h{level}" if level else "text" for level in levels]
        return [
            f._replace(source=source, confidence=confidence(place_of(f.rule, source), others))
            for f, source in zip(shown, sources, strict=True)
        ]
    return [said("headline", value, titles[0][1], others)._replace(rule="stated.title")] if titles else []


def _standfirst(page: Page, headline: str | None) -> list[Field]:
    """The standfirst that the page shows, else the description that the markup gives."""
    shown = line_fields(page, "standfirst")
    if not shown:
        given = description(page, headline)
        return [given] if given else []
    value = text_of(shown) or ""
    others = [(s.source, alike(value, s.value)) for s in page.document.stated if s.name == "standfirst"]
    return [f._replace(confidence=confidence(place_of(f.rule, f.source), others)) for f in shown]


def _people(page: Page) -> tuple[list[Field], list[Field]]:
    """The authors, and the bodies that are named as authors: people that the markup names, else those of a byline, else
    names that stand where bylines do, else the bodies."""
    every = named(page.document.stated, page.vocabulary.reader)
    by = [f for f in bylines(page) if credible(page, f)]
    if all(f.rule == "byline.bare" for f in by):
        by = marked_names(page) or by
    organised = bodies(every)
    first = people(every)
    if not first and by:
        authors = [
            f._replace(confidence=confidence(place_of(f.rule, f.source), _also_named(f.value, every))) for f in by
        ]
    else:
        authors = joined_names(page, {key(n.name) for n in first}) if first else []
        authors = authors or [_author("author", n, every, by) for n in first or organised]
    return authors, [_author("organisation", n, every, by) for n in organised]


def _author(field: str, n: Named, every: Sequence[Named], by: Sequence[Field]) -> Field:
    others = _also_named(n.name, every, body=n.body)
    if not n.body:
        others += [("text", key(f.value) == key(n.name)) for f in by]
    return said(field, n.name, n.source, others)


def _also_named(name: str, every: Sequence[Named], *, body: bool = False) -> list[tuple[str, bool]]:
    return [(n.source, key(n.name) == key(name)) for n in every if n.body == body]


def _moment(s: Stated, page: Page) -> datetime.date | None:
    return moment(s.value, page.vocabulary) if s.name in ("published", "time", "modified") else None


def _date(page: Page, times: Times, url: str | None, markup: Callable[[], str]) -> Field | None:
    """The date of publication: that which the markup states, else one that the page shows, else a time that is marked
    as nothing but a time, else that in the URL, else what htmldate finds."""
    shown = publication(page)
    path = url_field(url)
    best = _stated_date("published", times, shown, path)
    if best is None and shown is not None:
        others = [(s.source, same(day, shown.date)) for s, day in times if s.name == "time"]
        best = date_field(shown, _agreeing(others) + _same_path(path, shown.date))
    best = best or _stated_date("time", times, None, path) or path
    if best is not None or page.first_prose() is None:
        return best
    last = last_resort(markup(), FIRST_DAY)
    return (
        Field("date", last.isoformat(), None, None, "date.htmldate", "htmldate", confidence("htmldate"))
        if last
        else None
    )


def _stated_date(name: str, times: Times, shown: Dated | None, path: Field | None) -> Field | None:
    """The first date that the markup states under a name, on the clock of the place where one is given."""
    first = next(((s, day) for s, day in times if s.name == name), None)
    if first is None:
        return None
    source, day = first
    also = [day for _, day in times] + ([shown.date] if shown else [])
    date = local(day, also)
    others = [(s.source, same(d, date) or same(local(d, also), date)) for s, d in times if s.name == "published"]
    others += _agreeing([(s.source, same(d, date)) for s, d in times if s.name == "time"])
    others += [("text", same(shown.date, date))] if shown else []
    return said("date", date.isoformat(), source.source, others + _same_path(path, date))


def _agreeing(others: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Those that agree: times stand all over a page, and others than its own tell nothing."""
    return [o for o in others if o[1]]


def _same_path(path: Field | None, date: datetime.date) -> list[tuple[str, bool]]:
    return [("url", same(date_of(path), date))] if path else []


def _modified(times: Times) -> Field | None:
    """The date of the last change that the markup states."""
    stated = [(s, day) for s, day in times if s.name == "modified"]
    if not stated:
        return None
    source, day = stated[0]
    date = local(day, [d for _, d in times])
    return said("modified", date.isoformat(), source.source, [(s.source, same(d, date)) for s, d in stated])
