"""The kinds of removed lines that nothing names, told by what stands around them. No label changes here,
and the rule that removed a line stays the one that is named."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.document import Kind, Step
from cleaner.passes import publisher
from cleaner.passes.page import Line, Page

_GUESSED, _UNDER = ("density.", "edges.", "scorer."), "sections.under"
"""How the rules begin that remove a line for its place and can only guess what it is, and the rule that guesses
where it takes a line for a title."""

_AGE = ".navigation.age"
"""How the rules end that know "2 hours ago": comments and teasers carry it as well."""

_TOGETHER = frozenset(("comments", "subscribe", "paywall", "consent", "poll", "media"))
"""Kinds whose lines stand together: what stands between two of them is one more."""

_REACH = 4
"""Lines on either side in which such a line is looked for."""

_MASTHEAD_LINES, _MASTHEAD_WORDS = 2, 8
"""Lines of the outlet's name and motto at the top of a page, and words of each."""

_ENTRY_WORDS, _SHORT_ENTRY_WORDS, _LABEL_WORDS = 6, 4, 3
"""Words at most of a menu entry between two others, of one above another, and of a label above a list or a poll."""


def recognise(page: Page) -> Iterator[Step]:
    """Say better what kind the lines are that were removed for their place."""
    lines = page.lines
    if not page.kinds:
        return
    open_ = [_open(line) for line in lines]
    told = dict(_masthead(lines, open_))
    head = next((i for i, line in enumerate(lines) if line.label == "headline"), 0)
    named = publisher.names(page)
    last = page.last_prose() or 0
    for i, line in enumerate(lines):
        if i not in told and line.removed:
            kind, evidence = _told(lines, open_, i, named) if open_[i] else (None, "")
            if kind is None:
                kind, evidence = _among(lines, open_, i, head, last)
            if kind is not None:
                told[i] = kind, evidence
    for i, (kind, evidence) in told.items():
        step = lines[i].step
        if step is not None and kind != step.kind:
            yield lines[i].says(step.rule, "boilerplate", kind, f"{step.evidence}; {evidence}")


def _told(lines: list[Line], open_: list[bool], i: int, named: frozenset[str]) -> tuple[Kind | None, str]:
    """The kind of a line that nothing names, where the outlet's name or the lines around it tell."""
    line = lines[i]
    if named and _speaks_of(line, named):
        return "site", "names the outlet"
    above, below = _named(lines, open_, i, -1), _named(lines, open_, i, 1)
    if above == below and above in _TOGETHER:
        return above, f"between lines that are {above}"
    if line.n <= _LABEL_WORDS and i + 1 < len(lines) and not open_[i + 1] and lines[i + 1].kind == "poll":
        return "poll", "a label above a poll"
    return None, ""


def _among(lines: list[Line], open_: list[bool], i: int, head: int, last: int) -> tuple[Kind | None, str]:
    """The kind of a short line in a menu above the headline, or in a list of titles below the body."""
    line = lines[i]
    if i < head and open_[i] and line.text.count("|") > 1:
        return "navigation", "a row of entries above the headline"
    if i < head and line.kind == "related" and line.n <= (_ENTRY_WORDS if open_[i] else _LABEL_WORDS):
        below = lines[i + 1].label == "headline" or _named(lines, open_, i, 1) == "navigation"
        above = _named(lines, open_, i, -1) == "navigation"
        if below and (above or (line.n <= _SHORT_ENTRY_WORDS and open_[i])):
            return "navigation", "a short line in the menu above the headline"
    title = open_[i] or (line.n <= _LABEL_WORDS and i + 1 < len(lines) and lines[i + 1].n >= _LABEL_WORDS)
    if title and i > last and line.kind == "navigation" and _beside(lines, i, -1) == _beside(lines, i, 1) == "related":
        return "related", "a short line among titles"
    return None, ""


def _beside(lines: list[Line], i: int, by: int) -> Kind | None:
    """The kind of the next line above or below that is no date."""
    j = i + by
    while 0 <= j < len(lines) and lines[j].label == "date":
        j += by
    return lines[j].kind if 0 <= j < len(lines) else None


def _open(line: Line) -> bool:
    step = line.step
    if not line.removed or step is None:
        return False
    under = step.rule == _UNDER and line.kind == "related"
    return under or step.rule.startswith(_GUESSED) or step.rule.endswith(_AGE)


def _named(lines: list[Line], open_: list[bool], i: int, by: int) -> Kind | None:
    """The kind of the nearest line above or below that something names; none across a line that stays."""
    for j in range(i + by, i + by * (_REACH + 1), by):
        if not 0 <= j < len(lines) or not (lines[j].removed or lines[j].label == "date"):
            return None
        if lines[j].removed and not open_[j]:
            return lines[j].kind
    return None


def _masthead(lines: list[Line], open_: list[bool]) -> Iterator[tuple[int, tuple[Kind, str]]]:
    """The outlet's name and motto: a line or two at the top of the page, above all that something names."""
    first = 0
    while first < len(lines) and (lines[first].kind in ("consent", "loading", "duplicate") or _skips(lines[first])):
        first += 1
    last = first
    while last < len(lines) and open_[last] and lines[last].n <= _MASTHEAD_WORDS and not lines[last].facts.link_share:
        last += 1
    if any("|" in lines[i].text for i in range(first, last)):
        return
    if first < last <= first + _MASTHEAD_LINES and last < len(lines) and (lines[last].removed or lines[last].label):
        for i in range(first, last):
            yield i, ("site", "at the top of the page")


def _skips(line: Line) -> bool:
    return line.removed and line.step is not None and ".skip" in line.step.rule


def _speaks_of(line: Line, named: frozenset[str]) -> bool:
    text = line.text.casefold().strip(" .|").removeprefix("the ")
    return any(text == name or name.startswith(text + " ") or (" " in name and name in text) for name in named)
