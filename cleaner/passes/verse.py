"""Verse: short lines of similar length, which are no pieces of a paragraph although some open in lower case.

A paragraph that is broken at its links falls into long and short pieces, and the lines of a hard-wrapped one have no
room for the next word. Those of a menu or a list of tags end in no punctuation and have few function words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from cleaner.document import Step

if TYPE_CHECKING:
    from cleaner.passes.page import Line, Page

_FEWEST = 8
"""Lines that must follow each other to be verse: two stanzas."""

_WIDEST, _MOST_WORDS = 60, 12
"""Characters and words of its longest line; columns of prose are wider, verse seldom."""

_UNEVEN = 2.2
"""How many times as long as the shortest line the longest may be; pieces between links differ far more."""

_LOWER = 2
"""Lines that open in lower case; without any, no line would be taken for a piece of the one above."""

_STOPS, _FUNCTION_WORDS, _ROOM = 0.25, 0.25, 0.4
"""Least share of its lines that end in punctuation, of its words that are function words, and of its lines that
have room for the first word of the next. By hand, on short lines of articles of all kinds: tags, code, lists of
features and hard-wrapped columns fail one of them."""

_PUNCTUATION = (".", ",", ";", ":", "!", "?", "…", "—", "–", "”", "’", "»")


def mark(lines: Sequence[Line], stop: frozenset[str]) -> None:
    """Mark the lines of verse. stop: the function words of the page's language; nothing is found without them."""
    if not stop:
        return
    end = 0
    for i, line in enumerate(lines):
        if i < end or line.n > _MOST_WORDS or not line.text[:1].islower():
            continue
        first = i
        while first > end and _short(lines[first - 1]):
            first -= 1
        end = i
        while end < len(lines) and _short(lines[end]):
            end += 1
        for even in _even(lines[first:end]):
            if len(even) >= _FEWEST and _reads(even, stop):
                for one in even:
                    one.verse = True


def _even(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The stretches of lines of similar length."""
    first = 0
    shortest, longest = _WIDEST, 0
    for i, line in enumerate(lines):
        n = len(line.text)
        shortest, longest = min(shortest, n), max(longest, n)
        if longest > _UNEVEN * shortest:
            yield lines[first:i]
            first, shortest, longest = i, n, n
    yield lines[first:]


def recognise(page: Page) -> Iterator[Step]:
    """Name the lines of verse that no rule knows."""
    for line in page.lines:
        if line.verse and line.step is None:
            yield line.says("verse.line", "paragraph", evidence="among short lines of similar length")


def _short(line: Line) -> bool:
    return 1 < line.n <= _MOST_WORDS and len(line.text) <= _WIDEST and not line.facts.item


def _reads(lines: Sequence[Line], stop: frozenset[str]) -> bool:
    """Whether lines of the right form read as verse."""
    if sum(line.text[0].islower() for line in lines) < _LOWER:
        return False
    if sum(line.text.endswith(_PUNCTUATION) for line in lines) < _STOPS * len(lines):
        return False
    width = max(len(line.text) for line in lines)
    room = sum(len(x.text) + 1 + len(below.text.split(" ", 1)[0]) <= width for x, below in pairwise(lines))
    if room < _ROOM * len(lines):
        return False
    words = [token for line in lines for token in line.tokens]
    return sum(token in stop for token in words) >= _FUNCTION_WORDS * len(words)
