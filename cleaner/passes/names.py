"""Reading the names of people off a byline."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from cleaner.rules.rule import Words

_PARTICLE = (
    r"(?:van|von|der|den|de|del|della|di|da|dos|das|du|la|le|el|al|bin|ibn|ben|y|e|ter|ten|zu|af|av|van't)"
)
_WORD = r"(?:[\p{Lu}\p{Lt}][\p{L}\p{M}]*(?:['’.-][\p{L}\p{M}]+)*\.?|[dlDL]['’]\p{Lu}[\p{L}\p{M}]+|\p{Lu}\.(?:\s?\p{Lu}\.)*)"
_NAME = regex.compile(rf"{_WORD}(?:\s(?:{_PARTICLE}\s){{0,2}}{_WORD}){{1,4}}")
_HAN_NAME = regex.compile(r"\p{Han}{2,4}")
_CREDENTIAL = regex.compile(
    r"(?:,\s?(?:m\.?d|ph\.?d|r\.?d|jr|sr|mba|esq|dphil|msc|bsc|cpa|jd|rn|do|dds|ma|ms|mph)(?:\.|\b))+",
    regex.I,
)
_ORGANISATION = frozenset(
    "times news post gazette herald daily journal magazine press staff team editors editorial media network tribune "
    "weekly courier chronicle observer guardian independent university institute foundation images agency online "
    "today inc ltd corp group company committee council association society center centre".split()
)
"""Words that stand in names of papers and bodies, not of people."""

_NO_AUTHOR = regex.compile(r"(?:edit|photo|illustrat|bild|foto|redaktion)", regex.I)
_SPLIT = r"\s*(?:,\s*(?:{0})\s|,|;|/|\||&|•|·|、|\+|\s(?:{0})\s)\s*"

MAX_BYLINE = 160
"""Characters. A longer line is prose; the longest real bylines name five people and their desks."""


@dataclass(frozen=True, slots=True)
class Byline:
    """The names in a byline, and where it ends in the text it was read from."""

    names: tuple[str, ...]
    end: int


def _opening(by: tuple[str, ...]) -> regex.Pattern[str]:
    forms = "|".join(regex.escape(b) for b in sorted(by, key=len, reverse=True))
    return regex.compile(
        rf"[\W_]{{0,4}}(?i:{forms})(?:\s?[:：|]\s?|\s+|(?<=\p{{Han}})(?=\p{{Han}})|(?<=\p{{Ll}})(?=\p{{Lu}}\p{{Ll}})|$)"
    )


def _splitter(conjunctions: tuple[str, ...]) -> regex.Pattern[str]:
    return regex.compile(_SPLIT.format("|".join(regex.escape(c) for c in conjunctions) or "and"), regex.I)


def _roles(roles: tuple[str, ...]) -> regex.Pattern[str]:
    forms = "|".join(regex.escape(r) for r in sorted(roles, key=len, reverse=True)) or "editor"
    return regex.compile(rf"(?<!\p{{L}})(?:{forms})(?!\p{{L}})", regex.I)


@lru_cache(maxsize=16)
def reader(vocabularies: tuple[Words, ...]) -> Reader:
    """The reader for these languages."""
    return Reader(vocabularies)


class Reader:
    """Reads bylines with the words of the given languages."""

    def __init__(self, words: tuple[Words, ...]) -> None:
        self._by = _opening(tuple(b for w in words for b in w.by) or ("by",))
        self._split = _splitter(tuple(c for w in words for c in w.conjunctions if c.isalpha()) or ("and",))
        self._role = _roles(tuple(r for w in words for r in w.roles))

    def opened(self, text: str) -> int:
        """The offset behind the word that opens a byline ("By "); 0 when the text does not open as one."""
        m = self._by.match(text[:40])
        return m.end() if m else 0

    def role(self, text: str) -> bool:
        """Whether the text holds the name of a role ("Staff Writer")."""
        return self._role.search(text) is not None

    def names(self, text: str) -> tuple[str, ...]:
        """The names in a byline without its opening word. Empty when some piece is neither a name nor what
        follows one (a role, a place, a paper), so that a sentence gives none."""
        out: list[str] = []
        text = _CREDENTIAL.sub("", text)
        for piece in self._split.split(self._authors(text)):
            piece = piece.strip(" .:-–—*_\"'()")
            if not piece:
                continue
            name = self.name(piece)
            if name:
                if name not in out:
                    out.append(name)
            elif not out or len(piece.split()) > 8:
                return ()
        return tuple(out)

    def only_names(self, text: str) -> bool:
        """Whether the text is nothing but names and what joins them."""
        pieces = [p for p in self._split.split(_CREDENTIAL.sub("", text)) if p]
        return bool(pieces) and all(is_name(p) and not self._role.search(p) for p in pieces)

    def _authors(self, text: str) -> str:
        """The text without what opens as a byline of editors or photographers."""
        parts = text.split(";")
        return ";".join(p for i, p in enumerate(parts) if not i or not _NO_AUTHOR.match(p.strip(" (")))

    def name(self, piece: str) -> str | None:
        """The piece if it is a person's name, without the place or paper behind it."""
        m = _NAME.match(piece)
        if m is None:
            return piece if _HAN_NAME.fullmatch(piece) else None
        rest = piece[m.end() :].strip()
        if rest and not regex.match(r"(?:in|for|at|of|from|on|via|with|\(|[-–—@]|\p{Ll}+\s?@)", rest):
            return None
        return None if self._role.search(m[0]) or _is_organisation(m[0]) else m[0]


def is_name(text: str) -> bool:
    """Whether the text is nothing but a person's name of two to five words, as far as its letters tell."""
    return _NAME.fullmatch(text) is not None and not _is_organisation(text)


def _is_organisation(name: str) -> bool:
    words = name.casefold().split()
    return words[0] == "the" or not _ORGANISATION.isdisjoint(words)
