"""Who wrote it: bylines between the headline and the body, or below the body."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.document import Step
from cleaner.passes import names
from cleaner.passes.dates import find, months
from cleaner.passes.page import Line, Page

_ABOVE, _BELOW = 6, 8
"""Lines above the headline, and below the end of the body, in which a byline may stand."""

_INTO_BODY = 4
"""Lines from the first prose line on that are looked at: the first may be a standfirst above its byline."""

_PIECES = 8
"""Lines over which a byline may be broken: "By", the name, "and", the name."""


def zones(page: Page) -> list[int]:
    """Positions of the lines where a byline or a date of the article may stand, the likeliest first."""
    lines = page.lines
    start = page.first_prose()
    if start is None:
        start = len(lines)
    head = next((i for i, line in enumerate(lines) if line.label == "headline"), None)
    top = max(0, start - 25) if head is None else max(0, head - _ABOVE)
    below = page.last_prose()
    end = [] if below is None else range(below + 1, min(len(lines), below + 1 + _BELOW))
    first = list(range(head if head is not None else top, min(len(lines), start + _INTO_BODY)))
    return [*first, *(range(top, head) if head is not None else ()), *end]


def recognise(page: Page) -> Iterator[Step]:
    """Label bylines."""
    reader = names.Reader(page.spoken())
    lines = page.lines
    seen: set[int] = set()
    found = False
    for i in zones(page):
        line = lines[i]
        if i in seen or not _possible(line):
            continue
        opened = reader.opened(line.text)
        if not opened:
            continue
        rest = line.text[opened:].strip()
        cut = _date_at(page, rest)
        if cut is not None:
            rest = rest[:cut]
        if rest and reader.names(rest):
            found = True
            end = page.offset(line, opened + cut) if cut else None
            yield line.says("byline.opened", "byline", evidence=f"opens with “{line.text[:opened].strip()}”", end=end)
        elif not rest.strip(" :|"):
            pieces = _pieces(page, reader, i)
            if pieces:
                found = True
                for j in (i, *pieces):
                    seen.add(j)
                    yield lines[j].says("byline.broken", "byline", evidence="a byline over several lines")
    if not found:
        yield from _bare(page, reader)


def _conjunctions(page: Page) -> frozenset[str]:
    return frozenset(c for w in page.spoken() for c in w.conjunctions)


def _possible(line: Line) -> bool:
    return len(line.text) <= names.MAX_BYLINE and line.label in (None, "boilerplate")


def _date_at(page: Page, text: str) -> int | None:
    """Where a date begins in the rest of a byline, with the separator before it."""
    day = next(find(text, months(page.spoken())), None)
    if day is None:
        return None
    return len(text[: day.start].rstrip(" |•·–—-,/"))


def _pieces(page: Page, reader: names.Reader, i: int) -> list[int]:
    """Positions of the lines behind a lone "By" that hold names and what joins them."""
    out: list[int] = []
    for j in range(i + 1, min(len(page.lines), i + 1 + _PIECES)):
        line = page.lines[j]
        joins = line.text.strip(" ,&").casefold() in _conjunctions(page) or not line.text.strip(" ,&|")
        if joins and out:
            continue
        if not _possible(line) or line.n > 12 or not reader.names(line.text.strip(", ")):
            break
        if out and j != out[-1] + 1 and not all(
            page.lines[k].n <= 1 for k in range(out[-1] + 1, j)
        ):
            break
        if out and not _continues(page, out[-1], j):
            break
        out.append(j)
    return out


def _continues(page: Page, last: int, j: int) -> bool:
    """Whether something joins the name at `last` with the one at `j`: a comma or an "and"."""
    return j > last + 1 or page.lines[last].text.endswith((",", "&")) or page.lines[j].text.startswith(",")


def _bare(page: Page, reader: names.Reader) -> Iterator[Step]:
    """A name alone beside the date or the reading time, or with a role behind it."""
    lines = page.lines
    for i in zones(page):
        line = lines[i]
        if not _possible(line) or line.known:
            continue
        name, _, role = line.text.partition(",")
        if names.is_name(name) and role and reader.role(role):
            yield line.says("byline.role", "byline", evidence="a name and a role")
            return
        if names.is_name(line.text) and not reader.role(line.text) and _beside(page, i, reader):
            yield line.says("byline.bare", "byline", evidence="a name beside the date, a role or the reading time")
            return


def _beside(page: Page, i: int, reader: names.Reader) -> bool:
    for j in (i + 1, i - 1, i + 2):
        if 0 <= j < len(page.lines):
            line = page.lines[j]
            if line.kind == "reading_time" or line.label == "date":
                return True
            if j == i + 1 and len(line.text) < 60 and (
                reader.role(line.text) and line.n <= 6 or any(find(line.text, months(page.spoken())))
            ):
                return True
    return False
