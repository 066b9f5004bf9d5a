"""Reading a date, and the time beside it, off a line of any of the known languages."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cleaner.patterns import Pattern

_FIRST_YEAR, _LAST_YEAR = 1990, 2100
"""No page of the web is older than the first; a later date than the last is a number."""

_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|te[rn]?|\.|º|ª|-го|η|,)?"
_MONTH = r"(?P<month>[^\W\d_][^\s\d,،;:|()/-]{2,24})"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_ALONE = r"(?<![\d/.-])"
_APART = r"(?<!\d)(?<!\d[/.-])"
_ENDS = r"(?:(?![\d/])|(?=\d{1,2}(?:[:./-]\d|\.?\s[^\W\d_]{3})))"
"""Behind a date no digit follows, but for those of a time or of a date that is stuck to it."""
_ENDS_NAMED = r"(?:(?!\d)|(?=\d{1,2}(?:[:./-]\d|\.?\s?[^\W\d_]{3}|$)))"
"""The same where the month has a name, and a count of comments at the end of the line may be stuck to it."""
_NUMERIC = tuple(
    (kind, Pattern(_ALONE + p))
    for kind, p in (
        ("iso", _YEAR + r"(?P<sep>[-/.])\s?(?P<month>\d{1,2})(?P=sep)\s?(?P<day>\d{1,2})(?:(?![\d/])|(?=\d\d:))"),
        ("numeric", r"(?P<a>\d{1,2})\s?(?P<sep>[-/.])\s?(?P<b>\d{1,2})\s?(?P=sep)\s?" + _YEAR + _ENDS),
        ("short", r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<year>\d\d)(?![\d/])"),
    )
)
"""Forms with two separators."""
_NAMED = tuple(
    ("named", Pattern(p))
    for p in (
        _APART
        + _DAY
        + r"[\s,،-]{0,3}(?:de |of |d'|d’|di )?"
        + _MONTH
        + r"(?:\s?/\s?[^\W\d_]{3,12})?[\s,،-]{0,3}(?:de |del )?"
        + _YEAR
        + _ENDS_NAMED,
        r"(?<![^\W\d_])" + _MONTH + r"[\s-]{0,2}" + _DAY + r"[\s,-]{1,3}(?:de )?" + _YEAR + _ENDS_NAMED,
        _APART + _YEAR + r"[\s,.-]{1,3}(?:m\. )?" + _MONTH + r"[\s-]{1,2}" + _DAY + r"(?![\d/])",
    )
)
"""Forms with the name of a month."""
_MARKED = tuple(
    (mark, Pattern(_APART + p))
    for mark, p in (
        ("年", _YEAR + r"\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日"),
        ("년", _YEAR + r"\s?년\s?(?P<month>\d{1,2})\s?월\s?(?P<day>\d{1,2})\s?일"),
        ("thg", r"(?P<day>\d{1,2})\sthg\s(?P<month>\d{1,2})[\s,]{1,2}(?:năm\s)?" + _YEAR),
        ("tháng", r"(?P<day>\d{1,2})\stháng\s(?P<month>\d{1,2})[\s,]{1,2}(?:năm\s)?" + _YEAR),
    )
)
"""Forms that say which number is the month, by what the text must hold."""
_MAY_HOLD = Pattern(r"(?:19|20)\d\d|\d[/.-]\d{1,2}[/.-]\d\d")
_SHORT = Pattern(r"\d[/.-]\d{1,2}[/.-]\d\d")
_FOLDS = {ord("İ"): "i", **{ord(zero) + i: str(i) for zero in "٠۰०০๐" for i in range(10)}}
"""Letters and digits (Arabic, Persian, Devanagari, Bengali, Thai) that are read as others, one for one."""
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
    if "20" in text or "19" in text:
        return _MAY_HOLD.compiled.search(text) is not None
    return (text.count(".") > 1 or text.count("/") > 1 or text.count("-") > 1) and _SHORT.search(text) is not None


def find(text: str, names: Mapping[str, int], *, day_first: bool = True) -> Iterator[Found]:
    """The dates in a line (in the form that `plain` gives), in order, without overlaps.

    names: month names, case-folded. day_first: whether 03/04/2025 is 3 April rather than 4 March; it
    counts only where both can be.
    """
    text = western(text)
    if not may_hold(text):
        return
    folded = text.lower()
    if len(folded) != len(text):
        return
    spans: list[Found] = []
    for kind, pattern in _forms(folded):
        for m in pattern.finditer(folded):
            found = _day(kind, m, names, day_first)
            glued = 0
            if found is None and kind == "named" and m.start() == m.start("month"):
                glued = _glued(text[m.start() : m.end("month")], names)
                found = _day(kind, m, names, day_first, glued) if glued else None
            start = m.start() + glued
            if found and not any(f.start < m.end() and start < f.end for f in spans):
                spans.append(_with_time(folded, start, m.end(), *found))
    yield from sorted(spans, key=lambda f: f.start)


def _forms(text: str) -> Iterator[tuple[str, Pattern]]:
    """The forms that a date in the text may have, with the kind of each."""
    if any(text.count(separator) > 1 for separator in "-/."):
        yield from _NUMERIC
    yield from (("iso", pattern) for mark, pattern in _MARKED if mark in text)
    yield from _NAMED


def western(text: str) -> str:
    """The text with western digits, character for character."""
    return text if text.isascii() else text.translate(_FOLDS)


def _glued(word: str, names: Mapping[str, int]) -> int:
    """Where in a word that another is stuck to ("ESPNDec") the name of a month begins; 0 when there is none."""
    return next(
        (
            k
            for k in range(1, len(word) - 2)
            if word[k].isupper() and word[k + 1].islower() and _bare(word[k:]) in names
        ),
        0,
    )


def _bare(month: str) -> str:
    return month.lower().replace(".", "")


def _day(
    kind: str, m: re.Match[str], names: Mapping[str, int], day_first: bool, glued: int = 0
) -> tuple[datetime.date, bool] | None:
    """The date of a match, and whether day and month could be exchanged; None when there is no such day.

    glued: characters in front of the month's name that are not part of it.
    """
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
        month = names.get(_bare(m["month"][glued:]), 0) if kind == "named" else int(m["month"])
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
