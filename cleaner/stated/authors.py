"""Whom the markup names as authors: people told from bodies, and both from what a system fills in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cleaner.document import Stated
from cleaner.passes.names import Reader
from cleaner.passes.page import plain
from cleaner.rules.rule import key

_LONGEST_NAME, _NAME_WORDS = 80, 6
"""Characters and words of the name of an author, a body's included."""

_MOST_NAMES = 4
"""Times that length a statement may have; a longer one is a text."""

_LOOSE, _MOST_LOOSE = ("microdata", "rel="), 4
"""Sources that stand anywhere on a page, and how many authors they may name before they speak of other articles."""

_URL = re.compile(r"https?:|www\.|[/@]", re.I)
_ADDRESS = re.compile(r"\w\.(?:com|org|net|info|html?|[a-z]{2})$|^[a-z]+(?:\.[a-z]+)+$", re.I)
_SPLIT = re.compile(
    r"\s{0,9}(?:[;|•·]|,(?!\s*(?:jr|sr|m\.?d|ph\.?d|ii|iii)\b)|\s(?:&|and|und|et|y|e|i|и|και|en|och|og)\s|\s-\s)\s*",
    re.I,
)
_INVERTED = re.compile(r"([^\s,]+(?: [^\s,]+)?), ([^\s,]+(?: [^\s,]+){0,2})$")
"""A name as catalogues write it: "Adeyemi, Ruth"."""

_SLUG = re.compile(r"[^\W_]+(?:[-_][^\W_]+)+")
"""A name as addresses write it ("una-brill"), when in lower case."""

_INITIAL = re.compile(r"(?:\b\w|\b[JS]r)$")
_NO_AUTHOR = re.compile(
    r"(?:photo|foto|bild|illustra|graphic|video|updat|review|medical|edit|fact|translat|design)[^:]{0,40}?"
    r"(?:\bby\b|:|\bvon\b|\bpor\b|\bpar\b|\bdi\b)\s*",
    re.I,
)
"""What opens the names of people who did something else than write."""

_JUNK = frozenset(
    "admin administrator author autor editor editors editorial redaktion redaction redaccion redacción redazione "
    "redakcja redação staff newsroom webmaster guest contributor contributors unknown none null n/a na user team "
    "superadmin root default редакция σύνταξη newsdesk anonymous press sponsored agency agencies".split()
)
"""Names that a system gives where no author was named; inside a name they tell a desk from a person."""


class Named(NamedTuple):
    """An author that the markup names, where it does so, and whether it is a body (an agency, a desk, the site)."""

    name: str
    source: str
    body: bool


def named(stated: Iterable[Stated], reader: Reader) -> list[Named]:
    """All whom the markup names as authors, in its order, without those who did something else than write."""
    every = list(stated)
    whole = {key(s.value.strip(" ,")) for s in every if s.name in ("organisation", "site")}
    sites = {key(s.value) for s in every if s.name == "site"}
    out: list[Named] = []
    others: set[str] = set()
    for s in every:
        if s.name == "organisation":
            if _is_body(s.value, address=True):
                out.append(Named(s.value.strip(" ,"), s.source, True))
        elif s.name == "author":
            text = plain(s.value).strip(" ,")
            role = _NO_AUTHOR.match(text)
            if role:
                others.update(map(key, _names(text[role.end() :], reader)))
            elif key(text) in whole:
                out.append(Named(text, s.source, True))
            else:
                out += _each(_turned(text, s.source), s.source, reader, sites)
    return [n for n in out if key(n.name) not in others] or out


def _each(text: str, source: str, reader: Reader, sites: set[str]) -> Iterator[Named]:
    for name in _names(text, reader):
        if _is_body(name):
            yield Named(name, source, key(name) in sites or not _is_person(name, reader))


def people(every: Sequence[Named]) -> list[Named]:
    """The people of the first source that names any; of a later one where that names all of them and more."""
    first = _first(every, body=False)
    if first and not first[0].source.startswith(_LOOSE):
        keys = {key(n.name) for n in first}
        for source in dict.fromkeys(n.source for n in every if not n.source.startswith(_LOOSE)):
            more = _distinct([n for n in every if n.source == source and not n.body])
            if keys < {key(n.name) for n in more}:
                return more
    return first


def bodies(every: Sequence[Named]) -> list[Named]:
    """The bodies of the first source that names any."""
    return _first(every, body=True)


def _first(every: Sequence[Named], *, body: bool) -> list[Named]:
    source = next((n.source for n in every if n.body == body), "")
    found = _distinct([n for n in every if n.source == source and n.body == body])
    return found[:1] if len(found) > _MOST_LOOSE and source.startswith(_LOOSE) else found


def _distinct(names: Iterable[Named]) -> list[Named]:
    found: dict[str, Named] = {}
    for n in names:
        found.setdefault(key(n.name), n)
    return list(found.values())


def _turned(text: str, source: str) -> str:
    """A name that a catalogue gives with the surname first, the other way round."""
    m = _INVERTED.match(text) if source.startswith(("meta citation", "meta dc")) else None
    two_people = m is not None and " " in m[1] and " " in m[2]
    return f"{m[2]} {m[1]}" if m and not two_people else text


def _names(text: str, reader: Reader) -> Iterator[str]:
    text = reader.authors(text[reader.opened(text) :])
    if len(text) <= _MOST_NAMES * _LONGEST_NAME:
        for piece in _SPLIT.split(text):
            name = piece.strip(" :-–—*_\"'()[]")
            bare = name.rstrip(". ")
            yield _without_role(name if _INITIAL.search(bare) else bare, reader)


def _without_role(name: str, reader: Reader) -> str:
    """The name without the role that is stuck to its end ("Ruth Adeyemi Senior Reporter")."""
    words = name.split()
    for cut in range(2, len(words)):
        if reader.role(" ".join(words[cut:])) and reader.name(" ".join(words[:cut])):
            return " ".join(words[:cut])
    return name


def _is_person(name: str, reader: Reader) -> bool:
    """Whether a name is a person's; in scripts without capitals, whatever is no desk is taken for one."""
    if not _JUNK.isdisjoint(name.casefold().split()):
        return False
    return reader.name(name) is not None or not name.isascii()


def _is_body(name: str, *, address: bool = False) -> bool:
    """Whether a text can be the name of an author; address: even if it is that of a site."""
    return (
        0 < len(name.split()) <= _NAME_WORDS
        and 2 <= len(name) <= _LONGEST_NAME
        and not _URL.search(name)
        and (address or not _ADDRESS.search(name))
        and not any(map(str.isdigit, name))
        and name.casefold() not in _JUNK
        and not (name.islower() and _SLUG.fullmatch(name))
    )
