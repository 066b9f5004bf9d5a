"""The explanation on a terminal: every line of the page, the removed struck through, the rule in a margin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cleaner.article import Article

_DIM_STRUCK, _BOLD, _DIM, _PLAIN = "\x1b[2;9m", "\x1b[1m", "\x1b[2m", "\x1b[0m"
_DIFF_COLOURS = {"-": "\x1b[31m", "+": "\x1b[32m", "@": "\x1b[36m"}

_KIND, _MARGIN = 12, 44
"""Columns of the kind or label, and of the whole margin with the rule's id; the longest built-in ids fit."""

_WIDE = 100
"""Columns of a terminal on which the rule stands in the margin; on a narrower one it stands behind the text."""

_NARROWEST = 20
"""Columns that text has at least; a terminal with fewer breaks the lines itself."""

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls, and marks of direction that would reach beyond their line. What joins letters and emoji stays."""


def explain(article: Article, *, colour: bool, width: int | None = None) -> Iterator[str]:
    """The lines of the explanation, without line ends.

    Each opens with "-" when it was removed and with a blank when it was kept; with `colour` the removed ones
    are dimmed and struck through besides. width: columns to wrap to; None for one line a block, whole, which is what
    other programs want.
    """
    for block in article.blocks:
        removed = block.label == "boilerplate"
        mark = "-" if removed else " "
        style = _DIM_STRUCK if removed else _BOLD if block.label in ("headline", "heading") else ""
        what = f"{block.kind or block.label:<{_KIND}}"
        for margin, text, behind in _laid_out(what, block.step.rule, printable(block.text), width):
            if colour:
                shown = f"{style}{text}{_PLAIN}" if style and text else text
                yield f"{mark} {_DIM}{margin}{_PLAIN} {shown}{_DIM}{behind}{_PLAIN}"
            else:
                yield f"{mark} {margin} {text}{behind}".rstrip()


def _laid_out(what: str, rule: str, text: str, width: int | None) -> Iterator[tuple[str, str, str]]:
    """The lines of a block: its margin, its text, and what stands behind that."""
    margin = f"{what} {rule:<{_MARGIN - _KIND - 1}}"
    if width is None:
        yield margin, text, ""
    elif width >= _WIDE:
        lines = _wrapped(text, width - _MARGIN - 3)
        if len(margin) > _MARGIN:
            lines.insert(0, "")
        for i, line in enumerate(lines):
            yield margin if i == 0 else " " * _MARGIN, line, ""
    else:
        columns = max(width - _KIND - 3, _NARROWEST)
        *lines, last = _wrapped(text, columns)
        free = columns - _columns(last)
        tails = [(last, rule.rjust(free))] if len(rule) + 2 <= free else [(last, ""), ("", rule.rjust(columns))]
        for i, (line, behind) in enumerate([*((line, "") for line in lines), *tails]):
            yield what if i == 0 else " " * _KIND, line, behind


def _wrapped(text: str, columns: int) -> list[str]:
    """The text in lines of at most so many columns; lines of its own, of code, stay apart."""
    from wcwidth import wrap

    width = max(columns, _NARROWEST)
    return [line for own in text.split("\n") for line in wrap(own, width, break_on_hyphens=False)] or [""]


def _columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    from wcwidth import width

    return width(text)


def shown_diff(lines: Iterable[str], *, colour: bool) -> Iterator[str]:
    """The lines of a diff for a terminal, without characters that would steer it."""
    for i, line in enumerate(lines):
        style = _BOLD if i < 2 else _DIFF_COLOURS.get(line[0], "")
        shown = printable(line.rstrip("\r"))
        yield f"{style}{shown}{_PLAIN}" if colour and style else shown


def printable(text: str) -> str:
    """The text without characters that would steer a terminal: they are shown as escapes."""
    return _STEERING.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
