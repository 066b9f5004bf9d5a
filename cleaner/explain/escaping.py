"""Text of a page as another document can hold it: characters that do something instead of being seen become escapes."""

from __future__ import annotations

import re

_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
"""Controls, lone surrogates and code points that are no characters: none may stand in HTML."""

_STEERING = re.compile(f"[{_CONTROLS}\u202d\u202e]")
"""The overrides of direction besides: they turn letters round, which no language needs."""

_INLINE = re.compile(f"[\\s{_CONTROLS}\u202a-\u202e\u2066-\u2069]")
"""All marks that open or close a stretch of some direction: one that is left open would reach beyond its text."""


def harmless(text: str) -> str:
    """The text as an element of its own can hold it: direction ends with the element."""
    return _STEERING.sub(_escape, text)


def harmless_inline(text: str) -> str:
    """The text as it can stand in the middle of a line."""
    return _INLINE.sub(_blank_or_escape, text)


def _escape(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode()


def _blank_or_escape(found: re.Match[str]) -> str:
    return " " if found[0].isspace() else _escape(found)
