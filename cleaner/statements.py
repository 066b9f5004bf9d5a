"""Reading what the markup states of an article: its people, its dates, its titles, told from what merely looks so."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from cleaner.document import Stated
from cleaner.passes.dates import find
from cleaner.passes.names import Reader
from cleaner.passes.page import plain
from cleaner.passes.vocabulary import Vocabulary
from cleaner.rules.rule import key

_FIRST_YEAR, _DAYS_AHEAD = 1990, 2
"""No page of the web is older; a date further ahead of the clock is none of publication."""

_LONGEST_NAME, _NAME_WORDS = 80, 6
"""Characters and words of the name of an author, a body's included."""

_BARE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)[T ]?(\d\d:\d\d(?::\d\d)?)?(?:\.\d+)?\s?(Z|UTC|GMT|[+-]\d\d:?\d\d)?", re.I)
_ADDRESS = re.compile(r"https?:|www\.|[/@]|\.(?:com|org|net|html?)\b", re.I)
_SPLIT = re.compile(r"\s*(?:[;|•·]|,(?!\s*(?:jr|sr|m\.?d|ph\.?d|ii|iii)\b)|\s(?:&|and|und|et|y|e|i|и|και|en|och|og)\s|\s-\s)\s*", re.I)
_JUNK = frozenset(
    "admin administrator author autor editor editors editorial redaktion redaction redaccion redacción redazione "
    "redakcja redação staff newsroom webmaster guest contributor contributors unknown none null n/a na user team "
    "superadmin root default редакция σύνταξη newsdesk anonymous press".split()
)
"""Names that a system gives where no author was named."""


def moment(value: str, vocabulary: Vocabulary, today: datetime.date | None = None) -> datetime.date | None:
    """The date that a statement gives; a `datetime.datetime` where it gives a time. None when it gives none, or one
    that cannot be of publication."""
    day = _iso(value) or _written(value, vocabulary)
    if day is None:
        return None
    latest = (today or datetime.date.today()) + datetime.timedelta(days=_DAYS_AHEAD)
    plain_day = day.date() if isinstance(day, datetime.datetime) else day
    return day if datetime.date(_FIRST_YEAR, 1, 1) <= plain_day <= latest else None


def _iso(value: str) -> datetime.date | None:
    text = value.strip()
    m = _ISO.match(text)
    try:
        if m is None:
            return datetime.datetime.strptime(text[:8], "%Y%m%d").date() if _BARE.match(text) else None
        if not m[2]:
            return datetime.date.fromisoformat(m[1])
        zone = {"Z": "+00:00", "UTC": "+00:00", "GMT": "+00:00"}.get((m[3] or "").upper(), m[3] or "")
        return datetime.datetime.fromisoformat(f"{m[1]}T{m[2]}{zone}")
    except ValueError:
        return None


def _written(value: str, vocabulary: Vocabulary) -> datetime.date | None:
    found = next(find(plain(value[:200]), vocabulary.months, day_first=vocabulary.day_first), None)
    return found.date if found else None


def authors(stated: Sequence[Stated], reader: Reader, sites: frozenset[str]) -> Iterator[tuple[str, Stated]]:
    """The people, and bodies, that the first source with any names as authors: (name, where it says so).

    sites: the names of the site, as keys: it is no author of its own.
    """
    source = ""
    seen: set[str] = set()
    for s in stated:
        if s.name not in ("author", "organisation") or (source and s.source != source):
            continue
        for name in _names(s.value, reader):
            if key(name) not in seen and key(name) not in sites:
                seen.add(key(name))
                source = s.source
                yield name, s


def _names(value: str, reader: Reader) -> Iterator[str]:
    text = plain(value)
    opened = reader.opened(text)
    text = text[opened:]
    if len(text) > 4 * _LONGEST_NAME:
        return
    for piece in _SPLIT.split(text):
        name = piece.strip(" .:-–—*_\"'()[]")
        if _is_author(name, reader):
            yield name


def _is_author(name: str, reader: Reader) -> bool:
    words = name.split()
    return (
        0 < len(words) <= _NAME_WORDS
        and 2 <= len(name) <= _LONGEST_NAME
        and not _ADDRESS.search(name)
        and not any(map(str.isdigit, name))
        and name.casefold() not in _JUNK
        and not (reader.role(name) and len(words) <= 2)
        and _JUNK.isdisjoint(w.casefold() for w in words)
    )
