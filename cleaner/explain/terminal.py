"""The explanation on a terminal: every line of the page, the removed struck through, the rule in a margin."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.article import Article

_DIM_STRUCK, _BOLD, _DIM, _PLAIN = "\x1b[2;9m", "\x1b[1m", "\x1b[2m", "\x1b[0m"
_MARGIN = 44
"""Columns of the margin: label or kind, and the rule's id; the longest built-in ids fit."""


def explain(article: Article, *, colour: bool) -> Iterator[str]:
    """The lines of the explanation, without line ends.

    Each opens with "-" when it was removed and with a blank when it was kept; with `colour` the removed ones
    are dimmed and struck through besides.
    """
    for block in article.blocks:
        removed = block.label == "boilerplate"
        what = block.kind if removed else block.label
        margin = f"{what or '':<12} {block.step.rule:<{_MARGIN - 13}}"
        text = printable(block.text)
        if colour:
            style = _DIM_STRUCK if removed else _BOLD if block.label in ("headline", "heading") else ""
            yield f"{'-' if removed else ' '} {_DIM}{margin}{_PLAIN} {style}{text}{_PLAIN if style else ''}"
        else:
            yield f"{'-' if removed else ' '} {margin} {text}"


def printable(text: str) -> str:
    """The text without characters that would steer a terminal: they are shown as escapes."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\t\n" else c.encode("unicode_escape").decode() for c in text)
