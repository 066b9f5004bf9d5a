"""The date of last resort: what htmldate finds in the markup of a page that nothing else dates."""

from __future__ import annotations

import datetime
import logging
import re
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from turbohtml import Element

_TOLD = tuple("date time publi post byline info creat fecha datum stand meta issued entry submitted".split())
"""What class, id and the like hold of an element that may tell a date."""

_CHANGED = ("modif", "updat", "revis")
"""What they hold of one that tells the last change. That is mostly years behind the day of publication."""

_YEAR = re.compile(r"\b(?:19|20)\d\d|\d[./-]\d\d?[./-]\d\d")
"""Without a year there is no date, and no need to wait for htmldate to load."""

_ATTRIBUTES = (
    "name",
    "property",
    "itemprop",
    "http-equiv",
    "class",
    "id",
    "datetime",
    "title",
    "rel",
    "href",
    "content",
)
_ALWAYS = frozenset(("meta", "time", "abbr", "title", "h1", "link"))
_MOST, _LONGEST, _LONGEST_SCRIPT = 300, 300, 100_000
"""Elements that are handed on, and characters of the text and of each attribute of one, a longer text is no date; and
of all scripts that hold data together."""


def last_resort(markup: str, earliest: datetime.date) -> datetime.date | None:
    """The day that htmldate takes a page to be published on, None where it finds none.

    markup: the page's. earliest: a day before it is none. It is given what may tell a date and nothing else, as its
    parser takes too long on hostile markup, and does not search all of the text: that finds a few dates more, two in
    three of them wrong, in five times the time. The network is never used.
    """
    pieces = "".join(_pieces(markup))
    if not _YEAR.search(pieces):
        return None
    from htmldate import find_date

    logger = logging.getLogger("htmldate")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    page = f"<!DOCTYPE html><html><body>{pieces}</body></html>"
    try:
        found = find_date(page, extensive_search=False, original_date=True, min_date=earliest.isoformat())
    except (ValueError, TypeError, AttributeError, OverflowError):
        # Whatever a page holds, it is no reason to lose its article.
        return None
    return datetime.date.fromisoformat(found) if found else None


def _pieces(markup: str) -> Iterator[str]:
    """The elements that may tell a date, as flat markup."""
    import turbohtml

    handed, left = 0, _LONGEST_SCRIPT
    for element in turbohtml.parse(markup).iter_elements():
        tag = element.tag
        if not element.attrs and tag not in _ALWAYS:
            continue
        attributes = _attributes(element)
        told = " ".join(attributes.values()).lower()
        script = tag == "script" and "json" in (element.attr("type") or "")
        if not (script or tag in _ALWAYS or any(map(told.__contains__, _TOLD))):
            continue
        if any(map(told.__contains__, _CHANGED)):
            continue
        handed += 1
        if handed > _MOST:
            return
        text = "" if element.tag in ("meta", "link") else element.text
        if script:
            yield f'<script type="application/ld+json">{text[:left].replace("</", "")}</script>\n'
            left = max(0, left - len(text))
        elif len(text) <= _LONGEST and element.tag != "script":
            said = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
            yield f"<{element.tag}{said}>{escape(text)}</{element.tag}>\n"


def _attributes(element: Element) -> dict[str, str]:
    own = element.attrs
    every = [(name, element.attr(name)) for name in _ATTRIBUTES if name in own]
    return {name: value for name, value in every if value and len(value) <= _LONGEST}
