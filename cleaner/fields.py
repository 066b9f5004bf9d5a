"""The fields of an article, read off its labelled blocks."""

from __future__ import annotations

import datetime
import re
from itertools import repeat
from typing import NamedTuple

from cleaner.article import Field, joined, shown
from cleaner.document import Block
from cleaner.passes.byline import linked_names
from cleaner.passes.page import Line, Page
from cleaner.passes.title import stated_titles
from cleaner.patterns import Pattern
from cleaner.publication import publication
from cleaner.rules.rule import key
from cleaner.statements import bodies, local, moment, people

_DATELINE = Pattern(
    r"(?P<place>[^\W\d_][^\W\d_.'’-]*(?:[ /,]{1,2}[^\W\d_][^\W\d_.'’-]*){0,4})"
    r"(?:,\s(?:[^\W\d_]{3,9}\.?\s\d{1,2}|\d{1,2}\.?\s[^\W\d_]{3,9}\.?)(?:,?\s\d{4})?)?"
    r"(?:\s?/[\w -]{2,20}/)?"
    r"(?:\s?\((?P<agency>[\w ./-]{2,30})\))?"
    r"\s?(?P<dash>—|–|--|-\s|:)\s?[\"“‘«'(]?(?P<next>\w)"
)
_URL_DATE = Pattern(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)")


_FEWEST_WORDS = 8
"""Words of a paragraph that opens with a dateline."""


class Fields(NamedTuple):
    """The values of the fields, and where each was found."""

    headline: str | None
    standfirst: str | None
    authors: tuple[str, ...]
    date: datetime.date | None
    dateline: str | None
    found: tuple[Field, ...]


def fields_of(page: Page, url: str | None = None) -> Fields:
    """Read the fields off a page whose passes have all spoken; a date in the URL is the last resort.
    A page without an article has none."""
    if page.absent:
        return Fields(None, None, (), None, None, ())
    found: list[Field] = []
    headline = _text(page, "headline", found) or _stated_title(page, found)
    standfirst = _text(page, "standfirst", found)
    names = _people(page, found)
    date = (
        _stated_date(page, found, "published")
        or _date(page, found)
        or _stated_date(page, found, "time")
        or _date_in(url or _stated_url(page), found)
    )
    dateline = _dateline(page, found)
    return Fields(headline, standfirst, names, date, dateline, tuple(found))


def _stated_title(page: Page, found: list[Field]) -> str | None:
    """The title that the markup states, where no line of the page is it."""
    title = next(iter(stated_titles(page)), None)
    if title:
        found.append(Field("headline", title, None, None, "stated.title"))
    return title


def _stated_url(page: Page) -> str | None:
    return next((s.value for s in page.document.stated if s.name == "url"), None)


def _people(page: Page, found: list[Field]) -> tuple[str, ...]:
    """The authors: people that the markup names, or those of a byline that names more; else those of a byline; else
    bodies that the markup names. A bare name that may be no byline comes before the site alone."""
    stated = page.document.stated
    if not stated:
        return _authors(page, found)
    reader = page.vocabulary.reader
    sites = frozenset(key(s.value) for s in stated if s.name == "site")
    by: list[Field] = []
    written = _authors(page, by)
    named = people(stated, reader, sites)
    if named:
        more = _joined_by(page, {key(name) for name, _ in named}, found)
        if more:
            return more
    else:
        named = bodies(stated, reader)
        plain = any(f.rule != "byline.bare" for f in by)
        if by and (plain or all(key(name) in sites for name, _ in named)):
            found.extend(by)
            return written
    found.extend(Field("author", name, None, None, f"stated.{s.source}") for name, s in named)
    return tuple(name for name, _ in named)


def _joined_by(page: Page, known: set[str], found: list[Field]) -> tuple[str, ...]:
    """The people that a byline links, when it links all known authors and others besides."""
    for line in _labelled(page, "byline"):
        linked = tuple(dict.fromkeys(linked_names(page, line, page.vocabulary.reader)))
        if known < {key(name) for name in linked}:
            found.extend(_field("author", name, line) for name in linked)
            return linked
    return ()


def _stated_date(page: Page, found: list[Field], name: str) -> datetime.date | None:
    """The first date that the markup states under a name, on the clock of the place where one is given."""
    stated = [(s, moment(s.value, page.vocabulary)) for s in page.document.stated if s.name in ("published", "time")]
    first = next(((s, day) for s, day in stated if day and s.name == name), None)
    if first is None:
        return None
    source, day = first
    date = local(day, [d for _, d in stated if d])
    found.append(Field("date", date.isoformat(), None, None, f"stated.{source.source}"))
    return date


def _labelled(page: Page, label: str) -> list[Line]:
    return [line for line in page.lines if line.label == label]


def _field(name: str, value: str, line: Line) -> Field:
    return Field(name, value, line.start, line.end, line.step.rule if line.step else "")


def _text(page: Page, label: str, found: list[Field]) -> str | None:
    lines = _labelled(page, label)
    if not lines:
        return None
    texts = [shown(page.document, Block(line.start, line.end, line.facts)) for line in lines]
    value = joined(texts)
    found.extend(map(_field, repeat(label), texts, lines))
    return value


def _authors(page: Page, found: list[Field]) -> tuple[str, ...]:
    reader = page.vocabulary.reader
    out: list[str] = []
    for line in _labelled(page, "byline"):
        written = reader.names(line.text[reader.opened(line.text) :].strip(" ,"))
        linked = linked_names(page, line, reader)
        if line.step and line.step.rule == "byline.linked":
            written = tuple(linked)
        for name in [next((x for x in linked if w.startswith(f"{x} ")), w) for w in written] or linked:
            if name not in out:
                out.append(name)
                found.append(_field("author", name, line))
    return tuple(out)


def _date(page: Page, found: list[Field]) -> datetime.date | None:
    """The date of publication, from a line that need not be labelled as one."""
    dated = publication(page)
    if dated is None:
        return None
    date, line = dated
    field = _field("date", date.isoformat(), line)
    found.append(field if line.label == "date" else field._replace(rule="date.unlabelled"))
    return date


def _date_in(url: str | None, found: list[Field]) -> datetime.date | None:
    m = _URL_DATE.search(url) if url else None
    if m is None:
        return None
    try:
        date = datetime.date(int(m[1]), int(m[2]), int(m[3]))
    except ValueError:
        return None
    found.append(Field("date", date.isoformat(), None, None, "date.url"))
    return date


def _dateline(page: Page, found: list[Field]) -> str | None:
    """The place at the start of the first paragraph: "MOSCOW (AP) —", "Moscow: "."""
    line = next((line for line in page.lines if line.label == "paragraph"), None)
    if line is None or line.n < _FEWEST_WORDS:
        return None
    m = _DATELINE.match(line.text[:120])
    if m is None or m["next"].islower() or not all(w[:1].isupper() for w in re.split(r"[ /,]+", m["place"])):
        return None
    found.append(Field("dateline", m["place"], line.start, page.offset(line, m.end("place")), "dateline.opens-body"))
    return m["place"]
