"""Reading what the markup states of an article: its people, its dates, its titles, told from what merely looks so."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence

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

_MOST_NAMES = 4
"""Times that length a statement may have; a longer one is a text."""

_LOOSE, _MOST_LOOSE = ("microdata", "rel="), 4
"""Sources that stand anywhere on a page, and how many authors they may name before they speak of other articles."""

_SAME_MOMENT, _ZONE_STEP, _WIDEST_ZONE = 60, 900, 14 * 3600
"""Seconds: two statements so close are of one moment; zones differ by multiples of the second, at most the third."""

_SLUG = re.compile(r"[^\W_]+(?:[-_.][^\W_]+)+")
"""A name as addresses write it ("una-brill"), when in lower case."""

_SURNAME_FIRST = ("meta dc.", "meta dcterms.", "meta citation_")
"""Sources of catalogues, which write the surname first, then a comma."""

_SURNAME = re.compile(r"([^,;&]+),\s*([^,;&]+)")
_SURNAME_WORDS, _GIVEN_WORDS = 3, 3

_EPOCH = re.compile(r"(\d{9,10})(\d{3})?(?:\.\d+)?")
"""Seconds or milliseconds since 1970."""

_BARE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)[T ]?(\d\d:\d\d(?::\d\d)?)?(?:\.\d+)?\s?(Z|UTC|GMT|[+-]\d\d:?\d\d)?", re.I)
_ADDRESS = re.compile(r"https?:|www\.|[/@]|\w\.(?:com|org|net|info|html?|[a-z]{2})$", re.I)
_SPLIT = re.compile(
    r"\s*(?:[;|•·]|,(?!\s*(?:jr|sr|m\.?d|ph\.?d|ii|iii)\b)|\s(?:&|and|und|et|y|e|i|и|και|en|och|og)\s|\s-\s)\s*", re.I
)
_JUNK = frozenset(
    "admin administrator author autor editor editors editorial redaktion redaction redaccion redacción redazione "
    "redakcja redação staff newsroom webmaster guest contributor contributors unknown none null n/a na user team "
    "superadmin root default редакция σύνταξη newsdesk anonymous press sponsored agency agencies".split()
)
"""Names that a system gives where no author was named; inside a name they tell a desk from a person."""


def moment(value: str, vocabulary: Vocabulary, today: datetime.date | None = None) -> datetime.date | None:
    """The date that a statement gives; a `datetime.datetime` where it gives a time. None when it gives none, or one
    that cannot be of publication."""
    day = _iso(value) or _written(value, vocabulary)
    if day is None:
        return None
    latest = (today or datetime.date.today()) + datetime.timedelta(days=_DAYS_AHEAD)
    plain_day = day.date() if isinstance(day, datetime.datetime) else day
    return day if datetime.date(_FIRST_YEAR, 1, 1) <= plain_day <= latest else None


def local(day: datetime.date, others: Sequence[datetime.date]) -> datetime.date:
    """The same moment on the clock of the place, where another statement gives that; a page is dated by it."""
    if not isinstance(day, datetime.datetime) or day.utcoffset() != datetime.timedelta(0):
        return day
    for other in others:
        if not isinstance(other, datetime.datetime):
            continue
        if other.tzinfo is not None:
            if other.utcoffset() and abs((other - day).total_seconds()) <= _SAME_MOMENT:
                return other
        else:
            ahead = round((other - day.replace(tzinfo=None)).total_seconds())
            if ahead and ahead % _ZONE_STEP == 0 and abs(ahead) <= _WIDEST_ZONE:
                return day.astimezone(datetime.timezone(datetime.timedelta(seconds=ahead)))
    return day


def _iso(value: str) -> datetime.date | None:
    text = value.strip()
    m = _ISO.match(text)
    seconds = _EPOCH.fullmatch(text)
    try:
        if seconds is not None:
            return datetime.datetime.fromtimestamp(int(seconds[1]), datetime.UTC)
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


def people(stated: Sequence[Stated], reader: Reader, sites: frozenset[str]) -> list[tuple[str, Stated]]:
    """The people that the first source with any names as authors, each with where it says so.

    sites: the names of the site, as keys: it is no author of its own.
    """
    return _first(stated, "author", lambda name: _is_person(name, reader) and key(name) not in sites, reader)


def bodies(stated: Sequence[Stated], reader: Reader) -> list[tuple[str, Stated]]:
    """The bodies (an agency, a desk, the site itself) that the first source with any names as authors."""
    return _first(stated, "author", _is_body, reader) or _first(stated, "organisation", _is_body, reader)


def _first(
    stated: Sequence[Stated], field: str, fits: Callable[[str], bool], reader: Reader
) -> list[tuple[str, Stated]]:
    """The fitting names of the first source that has any."""
    found: dict[str, tuple[str, Stated]] = {}
    source = ""
    for s in stated:
        if s.name != field or (source and s.source != source):
            continue
        for name in _names(_given_first(s), reader):
            if fits(name) and key(name) not in found:
                source = s.source
                found[key(name)] = name, s
    names = list(found.values())
    return names[:1] if len(names) > _MOST_LOOSE and source.startswith(_LOOSE) else names


def _given_first(s: Stated) -> str:
    """The value of a statement, a single person's name with the given name first."""
    m = _SURNAME.fullmatch(s.value.strip()) if s.source.startswith(_SURNAME_FIRST) else None
    if m is None or len(m[1].split()) > _SURNAME_WORDS or len(m[2].split()) > _GIVEN_WORDS:
        return s.value
    whole = len(m[1].split()) > 1 and len(m[2].split()) > 1
    return s.value if whole else f"{m[2].strip()} {m[1].strip()}"


def _names(value: str, reader: Reader) -> Iterator[str]:
    text = plain(value)
    text = reader.authors(text[reader.opened(text) :])
    if len(text) <= _MOST_NAMES * _LONGEST_NAME:
        for piece in _SPLIT.split(text):
            yield piece.strip(" .:-–—*_\"'()[]")


def _is_person(name: str, reader: Reader) -> bool:
    """Whether a name is a person's; in scripts without capitals, whatever is no desk is taken for one."""
    if not _is_body(name) or not _JUNK.isdisjoint(name.casefold().split()):
        return False
    return reader.name(name) is not None or not name.isascii()


def _is_body(name: str) -> bool:
    return (
        0 < len(name.split()) <= _NAME_WORDS
        and 2 <= len(name) <= _LONGEST_NAME
        and not _ADDRESS.search(name)
        and not any(map(str.isdigit, name))
        and name.casefold() not in _JUNK
        and not (name.islower() and _SLUG.fullmatch(name))
    )
