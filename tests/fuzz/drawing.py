"""Choices read off bytes, so that a fuzzer that varies bytes varies what is made of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TypeVar

from cleaner.document import KINDS
from tests.pages import HTML, TEXT

T = TypeVar("T")

_STRING_END = b"\0"

_PIECES = (
    *("", "a", "\\d+", ".{1,40}", "(?:a|b)+", "[^\\n]*", "\\p{L}+", "(?i)x", "(a+)+b", "\\b", "^", "$", "|", "(?=a)"),
    *("ferry", "The ferry", "share", "Share on Facebook", "votes", "4 May 2024", "By Tamsin Orrin", "\\s*", "·"),
)
"""What patterns and phrases are made of beside the bytes themselves: some match the page, some back up badly."""


class Drawn:
    """Bytes that are used up from the front: each choice takes one, a string runs up to the next zero."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def number(self) -> int:
        """0 to 255; 0 when nothing is left."""
        self._at += 1
        return self._data[self._at - 1] if self._at <= len(self._data) else 0

    def chance(self, one_in: int) -> bool:
        """Whether it came up, once in so many."""
        return self.number() % one_in == 1

    def one_of(self, choices: Sequence[T]) -> T:
        """One of some things."""
        return choices[self.number() % len(choices)]

    def string(self) -> str:
        """The text up to the next zero byte, or one of the common pieces, or both."""
        piece = self.one_of(_PIECES) if self.chance(2) else ""
        end = self._data.find(_STRING_END, self._at)
        end = len(self._data) if end < 0 else end
        text = self._data[self._at : end].decode("utf-8", "surrogateescape")
        self._at = end + 1
        return piece + text

    def rest(self) -> bytes:
        """What is left."""
        left = self._data[self._at :]
        self._at = len(self._data)
        return left

    def strings(self, most: int) -> list[str]:
        """Some strings."""
        return [self.string() for _ in range(self.number() % (most + 1))]

    def pack(self) -> tuple[str, str]:
        """A file of rules that is mostly sound, and a page that holds its words."""
        said: list[str] = []
        out: list[str] = []
        for field in ("silence", "keep"):
            if self.chance(4):
                out.append(f"{field} = {_array(self.strings(2))}")
        for i in range(1 + self.number() % 3):
            out += ["[[rules]]", f'id = "fuzz.rule.r{i}"', f'kind = "{self.one_of(KINDS)}"', 'why = "Some reason."']
            out += self._match(said)
            if self.chance(3):
                out.append(f"needs = {_array(self.strings(2))}")
            if self.chance(3):
                out.append("opens = " + self.one_of(("0", "1", "7", '"section"')))
            if self.chance(3):
                out.append(f"removes = {_array(self.strings(2))}")
        said += self.strings(3)
        gap = self.one_of(("\n\n", "\n"))
        page = gap.join(piece for line in said for piece in (line, self.one_of(TEXT.split("\n\n"))))
        return "\n".join(out) + "\n", HTML.replace("</article>", f"{page}</article>") if self.chance(4) else page

    def _match(self, said: list[str]) -> list[str]:
        """The field that says what a rule matches; its words go to what is said on the page."""
        match self.one_of(("phrases", "phrases", "line", "prefix", "pair")):
            case "phrases":
                phrases = [self.string() for _ in range(1 + self.number() % 3)]
                said += phrases
                return [f"phrases = {_array(phrases)}"]
            case "pair":
                pair = [self.string(), self.string()]
                said += pair
                return [f"pair = {_array(pair)}"]
            case field:
                pattern = self.string()
                said.append(pattern)
                return [f"{field} = {quoted(pattern)}"]


def _array(texts: Sequence[str]) -> str:
    return "[" + ", ".join(map(quoted, texts)) + "]"


def quoted(text: str) -> str:
    """A string of TOML, which holds no lone surrogates."""
    sound = text.encode("utf-8", "replace").decode()
    return json.dumps(sound, ensure_ascii=False).replace("\x7f", "\\u007f")
