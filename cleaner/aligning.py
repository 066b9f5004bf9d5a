"""Which pieces of a page another text holds, told by the words that they share and by their order."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

SHINGLE = 4
"""Words of the runs by which a piece is found in the other text; the benchmarks that score bodies use as many."""

_IN, _OUT = 0.6, 0.3
"""Shares of a piece's runs of words that the other text holds, from which it is held and up to which it is not."""

_REACH = 400
"""Words of the other text among which a short piece is looked for: more than stand between two long ones."""

Span = tuple[int, int]


def held(pieces: Sequence[Sequence[str]], other: Sequence[str]) -> list[bool | None]:
    """For each piece whether the words of another text hold it; None where it cannot be told.

    Pieces of more than `SHINGLE` words are found by their runs of words, wherever they stand; shorter ones must
    stand in the other text between those that are found above and below. Linear in the words of both.
    """
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in range(len(other) - SHINGLE + 1):
        places[tuple(other[i : i + SHINGLE])].append(i)
    said: list[bool | None] = [None] * len(pieces)
    spans: list[Span | None] = [None] * len(pieces)
    at = 0
    for k, piece in enumerate(pieces):
        if len(piece) <= SHINGLE:
            continue
        runs = [tuple(piece[i : i + SHINGLE]) for i in range(len(piece) - SHINGLE + 1)]
        found = [i for i, run in enumerate(runs) if run in places]
        share = len(found) / len(runs)
        said[k] = True if share >= _IN else False if share <= _OUT else None
        if said[k]:
            there = places[runs[found[0]]]
            start = max(0, there[min(bisect_left(there, at), len(there) - 1)] - found[0])
            spans[k] = start, start + len(piece)
            at = start
    _short(pieces, other, said, spans)
    return said


def _short(
    pieces: Sequence[Sequence[str]], other: Sequence[str], said: list[bool | None], spans: Sequence[Span | None]
) -> None:
    """Look for the short pieces between the long ones that are found around them."""
    below = [len(other)] * len(pieces)
    nearest = len(other)
    for k in range(len(pieces) - 1, -1, -1):
        below[k] = nearest
        span = spans[k]
        if span:
            nearest = span[0]
    above = 0
    first = next((k for k, span in enumerate(spans) if span), len(pieces))
    last = max((k for k, span in enumerate(spans) if span), default=-1)
    for k, piece in enumerate(pieces):
        span = spans[k]
        if span:
            above = span[1]
        elif piece and len(piece) <= SHINGLE:
            start, end = max(0, above - SHINGLE), min(len(other), below[k] + SHINGLE)
            at = _find(other, piece, start, end) if first < last and (first < k or k < last) else -1
            said[k] = at >= 0
            if at >= 0:
                above = at + len(piece)


def _find(other: Sequence[str], piece: Sequence[str], start: int, end: int) -> int:
    """The first place of the piece in `other[start:end]`, within reach of its start; -1 for none."""
    own = list(piece)
    for i in range(start, min(end - len(own), start + _REACH) + 1):
        if other[i] == own[0] and list(other[i : i + len(own)]) == own:
            return i
    return -1
