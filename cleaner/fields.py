"""The fields of an article, read off its labelled blocks."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cleaner.article import Field, Particulars, joined, shown
from cleaner.document import Block
from cleaner.passes.byline import linked_names
from cleaner.passes.page import Line, Page
from cleaner.patterns import Pattern
from cleaner.publication import Dated, publication
from cleaner.trust import confidence

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

_GUESSES = frozenset(("byline.bare", "headline.above-body", "standfirst.above-byline"))
"""Rules that go by where a line stands, not by what it says."""

Others = Sequence[tuple[str, bool]]
"""The statements of a field: where each stands, and whether it says the same as the value that was taken."""


class Fields(NamedTuple):
    """The values of the fields, and where each was found."""

    headline: str | None
    standfirst: str | None
    authors: tuple[str, ...]
    date: datetime.date | None
    dateline: str | None
    particulars: Particulars
    found: tuple[Field, ...]


def fields_of(page: Page, url: str | None = None) -> Fields:
    """Read the fields off a page whose passes have all spoken; a date in the URL is the last resort.
    A page without an article has none."""
    if page.absent:
        return Fields(None, None, (), None, None, Particulars(language=page.language), ())
    headline = line_fields(page, "headline")
    standfirst = line_fields(page, "standfirst")
    authors = bylines(page)
    dates = [f for f in (date_field(publication(page)), url_field(url)) if f][:1]
    place = dateline(page)
    return Fields(
        text_of(headline),
        text_of(standfirst),
        tuple(f.value for f in authors),
        date_of(dates[0]) if dates else None,
        text_of(place),
        Particulars(language=page.language),
        (*headline, *standfirst, *authors, *dates, *place),
    )


def text_of(fields: Iterable[Field]) -> str | None:
    """The values of the fields as one; None when there is none."""
    return joined(f.value for f in fields) or None


def date_of(field: Field) -> datetime.date:
    """The date that a field holds, with its time where it has one."""
    parse = datetime.datetime.fromisoformat if "T" in field.value else datetime.date.fromisoformat
    return parse(field.value)


def labelled(page: Page, label: str) -> list[Line]:
    """The lines of the page with a label."""
    return [line for line in page.lines if line.label == label]


def line_field(name: str, value: str, line: Line, source: str = "text", others: Others = ()) -> Field:
    """A field that a line of the page holds."""
    rule = line.step.rule if line.step else ""
    return Field(name, value, line.start, line.end, rule, source, confidence(place_of(rule, source), others))


def place_of(rule: str, source: str) -> str:
    """The place that a value is trusted by: its source, or a guess where the rule goes by where a line stands."""
    return "guess" if rule in _GUESSES else source


def line_fields(page: Page, label: str) -> list[Field]:
    """A field for each line with a label: the headline, the standfirst."""
    lines = labelled(page, label)
    return [line_field(label, shown(page.document, Block(x.start, x.end, x.facts)), x) for x in lines]


def bylines(page: Page) -> list[Field]:
    """The authors whom the bylines of the page name."""
    reader = page.vocabulary.reader
    out: dict[str, Field] = {}
    for line in labelled(page, "byline"):
        linked = linked_names(page, line, reader)
        written = reader.names(line.text[reader.opened(line.text) :].strip(" ,"))
        if line.step and line.step.rule == "byline.linked":
            written = tuple(linked)
        for name in [next((x for x in linked if w.startswith(f"{x} ")), w) for w in written] or linked:
            out.setdefault(name, line_field("author", name, line))
    return list(out.values())


def date_field(dated: Dated | None, others: Others = ()) -> Field | None:
    """The date of publication that the page shows, in a line that need not be labelled as one."""
    if dated is None:
        return None
    field = line_field("date", dated.date.isoformat(), dated.line, others=others)
    if dated.line.label == "date":
        return field
    return field._replace(rule="date.unlabelled", confidence=confidence("guess", others))


def url_field(url: str | None) -> Field | None:
    """The date in a URL."""
    m = _URL_DATE.search(url) if url else None
    if m is None:
        return None
    try:
        date = datetime.date(int(m[1]), int(m[2]), int(m[3]))
    except ValueError:
        return None
    return Field("date", date.isoformat(), None, None, "date.url", "url", confidence("url"))


def dateline(page: Page) -> list[Field]:
    """The place at the start of the first paragraph: "MOSCOW (AP) —", "Moscow: "."""
    line = next((line for line in page.lines if line.label == "paragraph"), None)
    if line is None or line.n < _FEWEST_WORDS:
        return []
    m = _DATELINE.match(line.text[:120])
    if m is None or m["next"].islower() or not all(w[:1].isupper() for w in re.split(r"[ /,]+", m["place"])):
        return []
    end = page.offset(line, m.end("place"))
    field = line_field("dateline", m["place"], line)
    return [field._replace(end=end, rule="dateline.opens-body")]
