"""Patterns that are compiled when they are first used, so that a start costs what the page at hand needs."""

from __future__ import annotations

import re
from collections.abc import Iterator


class Pattern:
    """A pattern of the standard library's `re`, compiled at its first use."""

    __slots__ = ("_compiled", "flags", "source")

    def __init__(self, source: str, flags: int = 0) -> None:
        self.source, self.flags = source, flags
        self._compiled: re.Pattern[str] | None = None

    @property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, ready to match."""
        if self._compiled is None:
            self._compiled = re.compile(self.source, self.flags)
        return self._compiled

    def search(self, text: str) -> re.Match[str] | None:
        """The first match anywhere."""
        return self.compiled.search(text)

    def match(self, text: str, at: int = 0) -> re.Match[str] | None:
        """The match at a position."""
        return self.compiled.match(text, at)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches."""
        return self.compiled.finditer(text)

    def findall(self, text: str) -> list[str]:
        """The texts of all matches."""
        return self.compiled.findall(text)

    def split(self, text: str) -> list[str]:
        """The pieces between matches."""
        return self.compiled.split(text)

    def sub(self, replacement: str, text: str) -> str:
        """The text with every match replaced."""
        return self.compiled.sub(replacement, text)


def any_of(words: tuple[str, ...] | list[str]) -> str:
    """The source of a pattern that matches any of the words, the longest first, and nothing where there are none."""
    return "|".join(re.escape(w) for w in sorted(set(words), key=len, reverse=True)) or r"(?!)"
