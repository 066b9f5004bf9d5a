"""Patterns that are compiled when they are first used, so that a start costs what the page at hand needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub")


class Pattern:
    """A pattern of the standard library's `re`, compiled at its first use; from then on its methods are those of
    the compiled pattern."""

    search: Callable[..., re.Match[str] | None]
    match: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    finditer: Callable[..., Iterator[re.Match[str]]]
    findall: Callable[..., list[str]]
    split: Callable[..., list[str]]
    sub: Callable[..., str]

    def __init__(self, source: str, flags: int = 0) -> None:
        self.source, self.flags = source, flags

    if not TYPE_CHECKING:  # a checker would take any name for a method then

        def __getattr__(self, name: str) -> Callable[..., object]:
            """A method, when the first of them is asked for."""
            if name not in _METHODS:
                raise AttributeError(name)
            compiled = re.compile(self.source, self.flags)
            for method in _METHODS:
                setattr(self, method, getattr(compiled, method))
            return getattr(compiled, name)


def any_of(words: tuple[str, ...] | list[str]) -> str:
    """The source of a pattern that matches any of the words, the longest first, and nothing where there are none."""
    return "|".join(re.escape(w) for w in sorted(set(words), key=len, reverse=True)) or r"(?!)"
