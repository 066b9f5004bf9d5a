"""Which of the dates on a page is that of publication.

A dump holds many: of teasers, comments, events, the day it was taken. Each is judged by where it stands and by what
stands around it; a line need not be labelled `date` to tell one.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaner.passes.dates import Found, may_hold
from cleaner.passes.page import Line, Page
from cleaner.patterns import Pattern

_WEIGHTS = {
    "labelled": 0.95,
    "said to be published": 0.35,
    "said to be updated": -1.43,
    "nothing beside it": 0.53,
    "over 6 words beside it": -0.97,
    "over 12 words beside it": -0.81,
    "a time beside it": 0.66,
    "second of its line": -0.92,
    "in prose": -0.51,
    "above the headline": 0.93,
    "further above it": 0.61,
    "below the headline": 0.71,
    "between headline and prose": 0.98,
    "in the body": -0.65,
    "at its start": 0.84,
    "behind the body": -0.42,
    "some lines behind it": -0.65,
    "far behind it": -0.84,
    "of a comment or teaser": -0.81,
    "one of several behind it": -0.77,
    "behind it, and says what it is": 0.82,
    "one other near": -0.95,
    "some others near": -1.44,
    "many others near": -1.74,
    "no headline": 1.19,
}
"""Points for what a date shows. A conditional logit over the dates of a page, against none of them, fitted to news
and blogs of many countries; what gained nothing on sites that it was not fitted to was left out."""

_BIAS, _ENOUGH = 1.25, 0.4
"""Points that every date has, and those from which one is taken: at 0 it is as likely as no date at all, and a wrong
one is worse than none."""

_LONGEST = 200
"""Characters of a line in which a date is looked for; longer ones are prose."""

_CUE_WORDS = 3
"""Words at most of a line of its own that says what the date below it is ("Published")."""

_PROSE_WORDS = 8
"""Words of a body line that reads as prose rather than as a label."""

_BESIDE, _NEAR, _START = 3, 10, 12
"""Lines from the headline, and from the start of the body, within which a date counts as close to it."""

_BEHIND, _FAR = 4, 20
"""Lines behind the body from which on a date is less and less likely to be its own."""

_LIST = 8
"""Lines on either side in which other dates make a list of teasers or comments."""

_WORD = Pattern(r"[^\W\d_]+")
_FIRST_TWO = Pattern(r"(\d{1,2})([/-])(\d{1,2})[/-]\d")
_OTHER_DIGITS = frozenset(("ar", "fa", "hi", "bn", "th"))
"""Languages that may write years with their own digits, or count them otherwise."""


class Dated(NamedTuple):
    """The date of publication, and the line that says it."""

    date: datetime.date
    line: Line


class _Frame(NamedTuple):
    """What dates are judged by: positions of the headline, of the first and of the last prose, and the lines with
    dates and their days."""

    head: int | None
    start: int
    end: int
    places: Sequence[int]
    days: Sequence[frozenset[datetime.date]]


def publication(page: Page) -> Dated | None:
    """The date of publication; None when no date on the page is likely to be it."""
    lines = [(i, found) for i, found in _dated(page) if found]
    if not lines:
        return None
    frame = _frame(page, lines)
    best: tuple[float, int, int] | None = None
    for i, founds in lines:
        for k in range(len(founds)):
            points = _BIAS + sum(_WEIGHTS[w] for w in _shown(page, frame, i, founds, k))
            if points >= _ENOUGH and (best is None or points > best[0]):
                best = points, i, k
    if best is None:
        return None
    _, i, k = best
    return Dated(_in_order(page, dict(lines)[i][k], lines), page.lines[i])


def _dated(page: Page) -> Iterator[tuple[int, tuple[Found, ...]]]:
    vocabulary = page.vocabulary
    other_digits = page.language in _OTHER_DIGITS
    for i, line in enumerate(page.lines):
        if len(line.text) <= _LONGEST and (other_digits or may_hold(line.text)):
            yield i, vocabulary.dates(line.text)


def _frame(page: Page, lines: Sequence[tuple[int, tuple[Found, ...]]]) -> _Frame:
    first, last = page.first_prose(), page.last_prose()
    start = first or 0
    heads = (
        i for i, x in enumerate(page.lines) if x.label == "headline" or (x.step and x.step.rule == "headline.copy")
    )
    return _Frame(
        max((i for i in heads if i <= start + _START), default=None),
        start,
        len(page.lines) - 1 if last is None else last,
        [i for i, _ in lines],
        [frozenset(_day(f.date) for f in founds) for _, founds in lines],
    )


def _day(date: datetime.date) -> datetime.date:
    return date.date() if isinstance(date, datetime.datetime) else date


def _shown(page: Page, frame: _Frame, i: int, founds: Sequence[Found], k: int) -> Iterator[str]:
    """What the `k`th date of line `i` shows."""
    line = page.lines[i]
    if line.label == "date":
        yield "labelled"
    cues = tuple(_cues(page, i, founds[k]))
    yield from cues
    words = _words_beside(page, line, founds)
    if not words:
        yield "nothing beside it"
    if words > 6:
        yield "over 6 words beside it"
    if words > 12:
        yield "over 12 words beside it"
    if isinstance(founds[k].date, datetime.datetime):
        yield "a time beside it"
    if k:
        yield "second of its line"
    if line.body and line.n >= _PROSE_WORDS:
        yield "in prose"
    yield from _place(frame, i)
    others = _others(frame, i)
    if others:
        yield "one other near" if others == 1 else "some others near" if others < 4 else "many others near"
    if i > frame.end:
        if cues:
            yield "behind it, and says what it is"
        if others:
            yield "one of several behind it"
        if line.kind in ("comments", "related"):
            yield "of a comment or teaser"


def _cues(page: Page, i: int, found: Found) -> Iterator[str]:
    published, updated = page.vocabulary.published, page.vocabulary.updated
    before = page.lines[i].text[: found.start].lower()
    p, u = _last(published, before), _last(updated, before)
    if p < 0 and u < 0 and i and not before.strip(" :") and page.lines[i - 1].n <= _CUE_WORDS:
        above = page.lines[i - 1].text.lower()
        p, u = _last(published, above), _last(updated, above)
    if p > u:
        yield "said to be published"
    elif u >= 0:
        yield "said to be updated"


def _last(pattern: Pattern, text: str) -> int:
    return max((m.end() for m in pattern.finditer(text)), default=-1)


def _words_beside(page: Page, line: Line, founds: Sequence[Found]) -> int:
    """How many words the line has beside its dates and what is said of dates."""
    rest = line.text
    for f in reversed(founds):
        rest = f"{rest[: f.start]} {rest[f.end :]}"
    idle = page.vocabulary.idle_beside_date
    return sum(w not in idle for w in _WORD.findall(rest.lower()))


def _place(frame: _Frame, i: int) -> Iterator[str]:
    head, start, end = frame.head, frame.start, frame.end
    below = i - (start if head is None else head)
    if head is None:
        yield "no headline"
    elif head <= i <= start:
        yield "between headline and prose"
    if 0 < below <= _BESIDE:
        yield "below the headline"
    elif -_BESIDE <= below < 0:
        yield "above the headline"
    elif -_NEAR <= below < 0:
        yield "further above it"
    if start < i <= end:
        yield "in the body"
        if i <= start + _START:
            yield "at its start"
    if i > end:
        yield "behind the body"
    if i > end + _BEHIND:
        yield "some lines behind it"
    if i > end + _FAR:
        yield "far behind it"


def _others(frame: _Frame, i: int) -> int:
    """How many lines near line `i` tell other days."""
    lo, hi = bisect_left(frame.places, i - _LIST), bisect_right(frame.places, i + _LIST)
    own = frame.days[bisect_left(frame.places, i)]
    return sum(days != own for days in frame.days[lo:hi])


def _in_order(page: Page, found: Found, lines: Sequence[tuple[int, tuple[Found, ...]]]) -> datetime.date:
    """The date, with day and month exchanged where they could be and another date of the page, written alike, shows
    that the page writes them the other way round."""
    date = found.date
    if not found.ambiguous:
        return date
    for j, founds in lines:
        for f in founds:
            m = _FIRST_TWO.match(page.lines[j].text[f.start : f.end])
            if m is None or f.ambiguous:
                continue
            day_first = int(m[1]) > 12
            if day_first != (int(m[3]) > 12) and day_first != page.vocabulary.day_first:
                return date.replace(month=date.day, day=date.month)
    return date
