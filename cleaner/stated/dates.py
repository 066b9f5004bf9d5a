"""Reading the dates that the markup states of an article, told from what merely looks so."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from cleaner.passes.dates import find
from cleaner.passes.page import plain
from cleaner.passes.vocabulary import Vocabulary

FIRST_DAY, _DAYS_AHEAD = datetime.date(1990, 1, 1), 2
"""No page of the web is older; a date further ahead of the clock is none of publication."""

_SAME_MOMENT, _ZONE_STEP, _WIDEST_ZONE = 60, 900, 14 * 3600
"""Seconds: two statements so close are of one moment; zones differ by multiples of the second, at most the third."""

_EPOCH = re.compile(r"(\d{9,10})(\d{3})?(?:\.\d+)?")
"""Seconds or milliseconds since 1970."""

_BARE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)[T ]?(\d\d:\d\d(?::\d\d)?)?(?:\.\d+)?\s?(Z|UTC|GMT|[+-]\d\d:?\d\d)?", re.I)


def moment(value: str, vocabulary: Vocabulary, today: datetime.date | None = None) -> datetime.date | None:
    """The date that a statement gives; a `datetime.datetime` where it gives a time. None when it gives none, or one
    that cannot be of publication."""
    day = _iso(value) or _written(value, vocabulary)
    if day is None:
        return None
    latest = (today or datetime.date.today()) + datetime.timedelta(days=_DAYS_AHEAD)
    return day if FIRST_DAY <= day_of(day) <= latest else None


def day_of(moment: datetime.date) -> datetime.date:
    """The day of a moment, on its own clock."""
    return moment.date() if isinstance(moment, datetime.datetime) else moment


def same(one: datetime.date, other: datetime.date) -> bool:
    """Whether two statements are of one day, or of one moment on two clocks."""
    if isinstance(one, datetime.datetime) and isinstance(other, datetime.datetime) and one.tzinfo and other.tzinfo:
        return day_of(one) == day_of(other) or abs((one - other).total_seconds()) <= _SAME_MOMENT
    return day_of(one) == day_of(other)


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
