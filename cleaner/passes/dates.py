"""Reading a date, and the time beside it, off a line of any of the known languages."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cleaner.patterns import Pattern

_FIRST_YEAR, _LAST_YEAR = 1990, 2100
"""No page of the web is older than the first; a later date than the last is a number."""

_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|te[rn]?|\.|º|ª|-го|η)?"
_MONTH = r"(?P<month>[^\W\d_]{3,12})\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_PATTERNS = tuple(
    (name, Pattern(r"(?<![\d/.-])" + p + r"(?![\d/])"))
    for name, p in (
        ("iso", _YEAR + r"(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})"),
        ("iso", _YEAR + r"\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日"),
        ("iso", _YEAR + r"\s?년\s?(?P<month>\d{1,2})\s?월\s?(?P<day>\d{1,2})\s?일"),
        ("named", _DAY + r"[\s,-]{0,3}(?:de |of |d')?" + _MONTH + r"[\s,-]{0,3}(?:de |del )?" + _YEAR),
        ("named", _MONTH + r"[\s-]{1,2}" + _DAY + r",?[\s-]{1,2}(?:de )?" + _YEAR),
        ("named", _YEAR + r"[\s,-]{1,2}" + _MONTH + r"[\s-]{1,2}" + _DAY),
        ("numeric", r"(?P<a>\d{1,2})(?P<sep>[-/.])\s?(?P<b>\d{1,2})(?P=sep)\s?" + _YEAR),
        ("short", r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<year>\d\d)"),
    )
)
_MAY_HOLD = Pattern(r"(?:19|20)\d\d|\d[/.-]\d{1,2}[/.-]\d\d")
_TIME = (
    r"(?P<hour>[012]?\d)(?:(?P<h>[:.h時时시]|\s?uhr\s?)(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?)?"
    r"\s?(?P<half>[ap]\.?\s?m\b\.?)?\s?(?:uhr|hrs|h)?\s?(?P<zone>z\b|utc|gmt|[+-]\d\d:?\d\d\b)?"
)
_BETWEEN = r"[\s,|•·–—-]{0,4}(?:t|at|um|à|a las|às|alle|alle ore|ore|o godz\.|godz\.|στις|в|kl\.?)?[\s,:]{0,2}"
_AFTER = Pattern(_BETWEEN + _TIME)
_BEFORE = Pattern(_TIME + r"(?:\s?[a-z]{1,4}t)?[\s,|•·–—]{1,4}(?:on |le |am )?(?:[^\W\d_]{2,12}\.?,?\s)?$")
_ZONE_NAME = Pattern(r"\s?\(?(?:[a-z]{1,4}t|utc|gmt|мск|msk|uhr|hrs?)\b\)?")


class Found(NamedTuple):
    """A date in a line: `text[start:end]`, the time beside it included.

    ambiguous: day and month could be exchanged.
    """

    date: datetime.date
    start: int
    end: int
    ambiguous: bool = False


def may_hold(text: str) -> bool:
    """Whether the text has the digits of a date; cheap, for asking before `find`."""
    return _MAY_HOLD.search(text) is not None


def find(text: str, names: Mapping[str, int], *, day_first: bool = True) -> Iterator[Found]:
    """The dates in a line (in the form that `plain` gives), in order, without overlaps.

    names: month names, case-folded. day_first: whether 03/04/2025 is 3 April rather than 4 March; it
    counts only where both can be.
    """
    if not may_hold(text):
        return
    folded = text.lower()
    if len(folded) != len(text):
        return
    spans: list[Found] = []
    for kind, pattern in _PATTERNS:
        for m in pattern.finditer(folded):
            day = _day(kind, m, names, day_first)
            if day and not any(f.start < m.end() and m.start() < f.end for f in spans):
                spans.append(_with_time(folded, m.start(), m.end(), *day))
    yield from sorted(spans, key=lambda f: f.start)


def _day(kind: str, m: re.Match[str], names: Mapping[str, int], day_first: bool) -> tuple[datetime.date, bool] | None:
    year = int(m["year"])
    ambiguous = False
    if kind == "short":
        year += 2000 if year < 70 else 1900
    if kind in ("numeric", "short"):
        a, b = int(m["a"]), int(m["b"])
        ambiguous = a <= 12 and b <= 12 and a != b and m["sep"] != "."
        first_is_day = a > 12 or (b <= 12 and (day_first or m["sep"] == "."))
        day, month = (a, b) if first_is_day else (b, a)
    else:
        day = int(m["day"])
        month = names.get(m["month"].rstrip("."), 0) if kind == "named" else int(m["month"])
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return datetime.date(year, month, day), ambiguous
    except ValueError:
        return None


def _with_time(text: str, start: int, end: int, day: datetime.date, ambiguous: bool) -> Found:
    after = _AFTER.match(text, end)
    if after and (after["minute"] or after["half"]):
        moment = _moment(day, after)
        if moment:
            zone = _ZONE_NAME.match(text, after.end())
            return Found(moment, start, zone.end() if zone else after.end(), ambiguous)
    before = _BEFORE.search(text[:start][-40:])
    if before and (before["minute"] or before["half"]):
        moment = _moment(day, before)
        if moment:
            return Found(moment, start - (len(text[:start][-40:]) - before.start()), end, ambiguous)
    return Found(day, start, end, ambiguous)


def _moment(day: datetime.date, m: re.Match[str]) -> datetime.datetime | None:
    hour, minute = int(m["hour"]), int(m["minute"] or 0)
    if m["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if m["half"].startswith("p") else 0)
    if hour > 23:
        return None
    zone = m["zone"]
    offset: datetime.timezone | None = None
    if zone in ("z", "utc", "gmt"):
        offset = datetime.UTC
    elif zone:
        minutes = int(zone[1:3]) * 60 + int(zone[-2:])
        if minutes >= 24 * 60:
            return None
        offset = datetime.timezone(datetime.timedelta(minutes=minutes if zone[0] == "+" else -minutes))
    return datetime.datetime(day.year, day.month, day.day, hour, minute, int(m["second"] or 0), tzinfo=offset)
