"""Who wrote it: bylines between the headline and the body, or below the body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.document import Step
from cleaner.passes import names
from cleaner.passes.page import Line, Page, plain
from cleaner.passes.place import shut

_ABOVE, _BELOW, _INTO_BODY = 12, 8, 12
"""Lines above the headline, below the end of the body, and from its first prose on, in which a byline or a
date may stand (the first prose may be a standfirst or a picture's caption)."""

_INTO_PLAIN = 1
"""The same, into the body of a page without a headline: there is nothing that a byline could belong to."""

_CLOSE = 3
"""Lines from the end of the body in which a second byline is one of the same article."""

_NEAR = 3
"""Lines on either side of a byline in which the author's initials stand."""

_APART_WORDS = 60
"""Words between two bylines from which they belong to two articles."""

_NAME_WORDS = 6
"""Words of a line that may be a name although a paragraph seems to go on with it."""

_DESK_WORDS, _ROLE_WORDS = 8, 5
"""Words at most of a byline without a name, and of the line below a byline that names a role."""

_PIECES = 8
"""Lines over which a byline may be broken: "By", the name, "and", the name."""

_BREAKS = " ,&|/·•–—-"

_NO_BYLINE = frozenset("nav footer button select form textarea details dialog hidden".split())
"""Landmarks and contexts in which names without "By" are none of authors."""

_MARKED_WORDS = 12
"""Words at most of a byline that its markup shows alone."""

_LINKED = 0.5
"""Share of links from which a line is a link, and must lead to the page of an author."""

_AUTHOR_PAGE = re.compile(r"author|autor|people|profile|contributor|writer|staff|team|/by[/-]|/u(?:ser)?s?/|/@", re.I)
"""What stands in the address of the page of an author."""


def zones(page: Page) -> tuple[list[int], list[int], list[int]]:
    """Positions of the lines where a byline or date of the article may stand: from the headline into the
    body, above the headline, and below the body; the likeliest zone first, and in each the nearest line. Lines in
    forms, comments and other boxes of a page of HTML are left out."""
    first, above, end = _zones(page)
    if page.standing is None:
        return first, above, end
    lines = page.lines
    out = [[i for i in zone if not shut(page, lines[i])] for zone in (first, above, end)]
    return out[0], out[1], out[2]


def _zones(page: Page) -> tuple[list[int], list[int], list[int]]:
    """`zones`, with all lines in them."""
    lines = page.lines
    start = page.first_prose()
    if start is None:
        return [], [], []
    heads = [i for i, x in enumerate(lines) if x.label == "headline" or (x.step and x.step.rule == "headline.copy")]
    head = max((i for i in heads if i <= start + _INTO_BODY), default=None)
    if head is None:
        top = max(0, start - 2 * _ABOVE)
        return list(range(top, min(len(lines), start + _INTO_PLAIN))), [], _end(page)
    into = min(len(lines), max(start, head) + _INTO_BODY)
    first = min(i for i in heads)
    return list(range(head, into)), [*range(head - 1, max(-1, first - _ABOVE, head - 60), -1)], _end(page)


def _end(page: Page) -> list[int]:
    below = page.last_prose()
    return [] if below is None else list(range(below, min(len(page.lines), below + 1 + _BELOW)))


def recognise(page: Page) -> Iterator[Step]:
    """Label bylines: in the likeliest zone that has one, and behind the body besides."""
    reader = page.vocabulary.reader
    first, above, end = zones(page)
    steps = (
        _together(list(_opened(page, reader, first)), page)
        or list(_bare(page, reader, first))
        or list(_opened(page, reader, above))
        or list(_beside(page, reader, above))
    )
    steps = steps or list(_desks(page, reader, first))
    yield from steps
    yield from _roles(page, reader, steps)
    yield from _avatars(page, reader, steps)
    yield from _opened(page, reader, end[:_CLOSE] if steps else end)


def _desks(page: Page, reader: names.Reader, zone: list[int]) -> Iterator[Step]:
    """A line that opens as a byline and names no person: "By Staff Reporter"."""
    for i in zone:
        line = page.lines[i]
        if _possible(line) and not line.known and not line.terminal and line.n <= _DESK_WORDS:
            opened = reader.opened(line.text)
            if opened and reader.role(line.text[opened:]):
                yield line.says("byline.desk", "byline", evidence="opens as a byline and names a role")
                return


def _roles(page: Page, reader: names.Reader, steps: list[Step]) -> Iterator[Step]:
    """The line below a byline that says what its author is."""
    for step in steps:
        below = next((line for line in page.lines if line.start >= step.end and line.text), None)
        if below is None or below.known or not _possible(below) or below.n > _ROLE_WORDS or below.terminal:
            continue
        if reader.role(below.text):
            yield below.says("byline.role-below", "byline", evidence="a role below the byline")


def _avatars(page: Page, reader: names.Reader, steps: list[Step]) -> Iterator[Step]:
    """The initials that stand for a picture of the author, close to the byline."""
    for step in steps:
        i = next(i for i, line in enumerate(page.lines) if line.start <= step.start < line.end)
        text = plain(page.document.text[step.start : step.end])
        initials = {
            "".join(w[0] for w in name.split()).casefold() for name in reader.names(text[reader.opened(text) :])
        }
        for line in page.lines[max(0, i - _NEAR) : i + _NEAR + 1]:
            short = line.text.casefold().removeprefix("avatar").strip(" :")
            if short in initials or line.key == "avatar":
                yield line.says("byline.avatar", "boilerplate", "author_bio", "the initials of the author")


def _together(steps: list[Step], page: Page) -> list[Step]:
    """The steps up to the first that stands apart from the one before: a second article has its own byline."""
    out = steps[:1]
    for step in steps[1:]:
        between = sum(line.n for line in page.lines if out[-1].end <= line.start < step.start)
        if between > _APART_WORDS:
            break
        out.append(step)
    return out


def of_another(line: Line) -> bool:
    """Whether a line was found to be of another article on the page."""
    return line.step is not None and line.step.rule == "others.article"


def _possible(line: Line) -> bool:
    return len(line.text) <= names.MAX_BYLINE and (line.step is None or line.removed) and not of_another(line)


def _opened(page: Page, reader: names.Reader, zone: list[int]) -> Iterator[Step]:
    """Lines, or pieces of lines beside a date, that open with "By" and go on with names, or end in "reports"."""
    done: set[int] = set()
    for i in zone:
        line = page.lines[i]
        if i in done or not _possible(line):
            continue
        for start, end in _beside_date(page, line):
            text = line.text[start:end]
            opened = reader.opened(text)
            if opened and reader.names(text[opened:]):
                yield _piece(page, line, start, end, "byline.opened", f"opens with “{text[:opened].strip()}”")
            elif reader.reports(text) and reader.names(text.strip(_BREAKS)):
                yield _piece(page, line, start, end, "byline.reports", "names, then what they do")
            elif opened and not text[opened:].strip(" :|") and end == len(line.text):
                pieces = _pieces(page, reader, i)
                done.update(pieces)
                if pieces:
                    for j in (i, *pieces):
                        yield page.lines[j].says("byline.broken", "byline", evidence="a byline over several lines")


def _beside_date(page: Page, line: Line) -> list[tuple[int, int]]:
    """The pieces of a line before and behind the date in it; the whole line when it holds none."""
    text = line.text
    day = next(iter(page.vocabulary.dates(text)), None) if any(map(str.isdigit, text)) else None
    if day is None:
        return [(0, len(text))]
    before = len(page.vocabulary.weekday_at_end.sub("", text[: day.start].rstrip(_BREAKS)).rstrip(_BREAKS))
    behind = day.end + len(text[day.end :]) - len(text[day.end :].lstrip(_BREAKS))
    return [(a, b) for a, b in ((0, before), (behind, len(text))) if b > a]


def _piece(page: Page, line: Line, start: int, end: int, rule: str, evidence: str) -> Step:
    return Step(
        rule,
        "byline",
        page.offset(line, start) if start else line.start,
        page.offset(line, end) if end < len(line.text) else line.end,
        None,
        evidence,
    )


def _pieces(page: Page, reader: names.Reader, i: int) -> list[int]:
    """Positions of the lines behind a lone "By" that hold names and what joins them."""
    joins = page.vocabulary.conjunctions
    out: list[int] = []
    joined = True
    for j in range(i + 1, min(len(page.lines), i + 1 + _PIECES)):
        line = page.lines[j]
        bare = line.text.strip(_BREAKS)
        if not bare or bare.casefold() in joins:
            joined = True
            continue
        if not joined and not line.text.startswith((",", "&")):
            break
        if not _possible(line) or line.n > 12 or not reader.names(bare):
            break
        joined = line.text.endswith((",", "&"))
        out = [*range(i + 1, j + 1)]
    return out


def _bare(page: Page, reader: names.Reader, zone: list[int]) -> Iterator[Step]:
    """Names without "By", between the headline and the body; of HTML also those in an element for the byline."""
    start = page.first_prose()
    for i in zone[1:]:
        line = page.lines[i]
        marked = _is_marked(page, line)
        if not marked and start is not None and i > start and line.step is None and not _apart(page, i):
            continue
        if not _possible(line) or line.known or not _may_be_byline(page, i, marked=marked):
            continue
        if start is not None and i > start and _of_life(page, line):
            continue
        if marked and linked_names(page, line, reader) and line.n <= _MARKED_WORDS:
            yield line.says("byline.linked", "byline", evidence="a name with a link, in an element for the byline")
            return
        for a, b in _beside_date(page, line) if page.alone(i) or line.n <= _NAME_WORDS else ():
            text = line.text[a:b].strip(_BREAKS)
            if page.standing is not None and not marked and _names_nobody(page, text):
                continue
            name, _, role = text.partition(",")
            if names.is_name(name) and role and reader.role(role):
                yield _piece(page, line, a, b, "byline.role", "a name and a role")
                return
            if reader.only_names(text) or (line.n <= _NAME_WORDS and reader.names(text) and _apart(page, i)):
                yield _piece(page, line, a, b, "byline.bare", "a name below the headline")
                return


def linked_names(page: Page, line: Line, reader: names.Reader) -> list[str]:
    """The names of people that are links in a line, in order."""
    if page.standing is None or not line.facts.link_share:
        return []
    linked = (plain(page.document.text[m.start : m.end]) for m in page.links(line))
    return [name for name in linked if names.is_name(name) and not reader.role(name)]


def _is_marked(page: Page, line: Line) -> bool:
    """Whether a line of HTML stands in an element whose class speaks of the byline."""
    return page.standing is not None and "byline" in page.document.elements[line.facts.element].around


def _of_life(page: Page, line: Line) -> bool:
    """Whether a line of HTML stands in an element whose class speaks of the author's life."""
    return page.standing is not None and "biography" in page.document.elements[line.facts.element].around


def _may_be_byline(page: Page, i: int, *, marked: bool) -> bool:
    """Whether the markup lets a line be a byline that does not open as one."""
    if page.standing is None:
        return True
    line = page.lines[i]
    element = page.document.elements[line.facts.element]
    if not _NO_BYLINE.isdisjoint(element.within):
        return False
    if marked:
        return True
    if line.facts.heading or "aside" in element.within or "share" in element.around:
        return False
    return (
        line.facts.link_share <= _LINKED
        or _apart(page, i)
        or any(_AUTHOR_PAGE.search(link.target) for link in page.links(line))
    )


def _names_nobody(page: Page, text: str) -> bool:
    """Whether the words with a capital are common ones, as in the label of a button: function words, or words that
    the prose of the page writes without a capital."""
    own = {w.casefold() for w in text.split() if w[:1].isupper()}
    if not own.isdisjoint(page.stop - page.vocabulary.conjunctions - names.PARTICLES):
        return True
    return 2 * len(own.intersection(page.common)) > len(own)


def _apart(page: Page, i: int) -> bool:
    """Whether a line inside the body stands beside a date, a role or the reading time."""
    near = [page.lines[j] for j in (i - 1, i + 1) if 0 <= j < len(page.lines)]
    return any(x.kind == "reading_time" or x.label == "date" or _dated(page, x) for x in near)


def _dated(page: Page, line: Line) -> bool:
    return len(line.text) < 60 and bool(page.vocabulary.dates(line.text))


def _beside(page: Page, reader: names.Reader, zone: list[int]) -> Iterator[Step]:
    """A name alone above the headline, beside the date or the reading time."""
    for i in zone:
        line = page.lines[i]
        marked = page.standing is None or _is_marked(page, line)
        if not (_possible(line) and not line.known and reader.only_names(line.text) and _apart(page, i)):
            continue
        if _may_be_byline(page, i, marked=marked) and (marked or not _names_nobody(page, line.text)):
            yield line.says("byline.bare", "byline", evidence="a name beside the date or the reading time")
            return
