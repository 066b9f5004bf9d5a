"""When it was published: date lines beside the headline, and a date stuck to the first paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.document import Step
from cleaner.passes.byline import of_another, zones
from cleaner.passes.dates import Found
from cleaner.passes.page import Line, Page
from cleaner.patterns import Pattern

_MAX_DATE_LINE = 160
_OPENING, _PARTS = 80, " :|–—-,"
"""Characters at the start of a paragraph to which a date may be stuck, and what parts it from the text."""

_OTHER_WORDS = 6
"""Words beside the date and its time that a date line may hold ("Published on", a weekday, a place); a paragraph has
more."""

_MAY_HOLD_DATE = frozenset(("interface", "navigation", "related", "site"))
"""Kinds that rules give to lines such as "First published …", which are dates beside a headline."""

_WORD = Pattern(r"[^\W\d_]+")
_STUCK = Pattern(r"\s*+(?:date|datum|fecha|data|published|updated|posted)?\s*:?\s*+", re.I)


def recognise(page: Page) -> Iterator[Step]:
    """Label date lines, and the date that is stuck to the start of the first paragraph: behind it, a date opens an
    entry of a chronicle. Those under a line that
    opens a section behind the body are of comments or of other articles."""
    opened = False
    last = page.last_prose() or 0
    for zone in zones(page):
        for i in zone:
            if i > last and page.opens_section(page.lines[i]):
                break
            line = page.lines[i]
            if line.label not in (None, "boilerplate") or (line.known and line.kind not in _MAY_HOLD_DATE):
                continue
            paragraph = line.body and line.n > _OTHER_WORDS
            if of_another(line) or not any(map(str.isdigit, line.text[:_MAX_DATE_LINE])):
                opened = opened or paragraph
                continue
            if len(line.text) <= _MAX_DATE_LINE and page.alone(i):
                found = page.vocabulary.dates(line.text)
                if found and _is_date_line(page, line, found):
                    yield line.says("date.line", "date", evidence=f"says {found[0].date.isoformat()}")
                    continue
            if paragraph and not opened:
                opened = True
                yield from _stuck(page, line)


def _is_date_line(page: Page, line: Line, found: Sequence[Found]) -> bool:
    rest = line.text
    for f in reversed(found):
        rest = rest[: f.start] + " " + rest[f.end :]
    words = [w for w in _WORD.findall(rest.casefold()) if w not in page.vocabulary.idle_beside_date]
    return len(words) <= _OTHER_WORDS and not (line.terminal and len(words) > 3)


def _stuck(page: Page, line: Line) -> Iterator[Step]:
    opening = line.text[:_OPENING]
    word = _STUCK.match(opening)
    day = next(iter(page.vocabulary.dates(opening)), None)
    if day is None or day.start > (word.end() if word else 0):
        return
    rest = opening[day.end :].lstrip(_PARTS)
    if rest[:1].isupper() and len(rest) < len(opening) - day.end:
        end = page.offset(line, len(opening) - len(rest))
        yield line.says("date.stuck", "date", evidence=f"says {day.date.isoformat()}", end=end)
