"""Reading the names of people off a byline."""

from __future__ import annotations

import re

from cleaner.patterns import Pattern, any_of
from cleaner.rules.rule import Words

PARTICLES = frozenset(
    "van von der den de del della di da dos das du la le el al bin ibn ben y e ter ten zu af av van't".split()
)
"""Words in lower case that stand inside names."""

_MOST_NAME_WORDS = 5
_WORD_BREAKS = Pattern(r"['’.-]")
_HAN_NAME = Pattern(r"[\u3400-\u9fff]{2,4}$")
_CREDENTIAL = Pattern(
    r"(?:,\s?(?:m\.?d|ph\.?d|r\.?d|jr|sr|mba|esq|dphil|msc|bsc|cpa|jd|rn|do|dds|ma|ms|mph)(?:\.|\b))+", re.I
)
_FOLLOWS = Pattern(r"(?:in|for|at|of|from|on|via|with)\b|[(@–—-]|\w+\s?@")
"""What may follow a name in its piece of a byline: a place, a paper, an address."""

_ORGANISATION = frozenset(
    "times news post gazette herald daily journal magazine press staff team editors editorial media network tribune "
    "weekly courier chronicle observer guardian independent university institute foundation images agency online "
    "today inc ltd corp group company committee council association society center centre".split()
)
"""Words that stand in names of papers and bodies, not of people."""

_NO_AUTHOR = Pattern(r"(?:edit|photo|illustrat|bild|foto|redaktion)", re.I)
_OTHERS = Pattern(
    r"(?<![\s,;|(–—-])[\s,;|(–—-]++(?:(?:photo(?:graph)?s?|photography|pictures|images|illustrations?|graphics|video|"
    r"artwork|edited|additional reporting)(?: and \w+)? by|(?:fotos?|bilder|illustrationen)(?: und \w+)? von|"
    r"(?:photos?|photographies|illustrations?) (?:de|par)|fot[oó]s? (?:de|di|por)|zdj[eę]cia)\b.*",
    re.I | re.S,
)
"""What follows the authors in a byline that goes on with those who took the pictures."""
_SPLIT = r"\s{{0,9}}(?:,\s*(?:{0})\s|,|;|/|\||&|•|·|、|\+|\s(?:{0})\s)\s*"

_OPENING = 48
"""Characters at the start of a line among which a byline opens."""

_CLOSING = 24
"""Characters at the end of a line that hold the verb behind the names."""

_PARTS = ":|/："
"""What parts the opening of a byline from the names."""

_ROLE_WORDS = 5
"""Words of the longest role that is looked for."""

MAX_BYLINE = 160
"""Characters. A longer line is prose; the longest real bylines name five people and their desks."""


class Reader:
    """Reads bylines with the words of the given languages."""

    def __init__(self, words: tuple[Words, ...]) -> None:
        self._by = tuple(sorted({b for w in words for b in w.by} or {"by"}, key=len, reverse=True))
        self._split = Pattern(_SPLIT.format(any_of([c for w in words for c in w.conjunctions if c.isalpha()])), re.I)
        reports = [r for w in words for r in w.reports]
        self._reports = Pattern(rf"\w\s+\w[\w.’'-]*\s+(?:{any_of(reports)})\s*(?:\.\s*)?$") if reports else None
        self._roles = frozenset(r for w in words for r in w.roles)

    def opened(self, text: str) -> int:
        """The offset behind the word that opens a byline ("By "); 0 when the text does not open as one."""
        head = text[:_OPENING]
        start = len(head) - len(head.lstrip(" •·|/*_-–—(["))
        folded = head[start:].lower()
        if not folded.startswith(self._by) or len(folded) != len(head) - start:
            return 0
        for form in self._by:
            if folded.startswith(form):
                end = _behind(head, start + len(form))
                if end:
                    return end
        return 0

    def reports(self, text: str) -> bool:
        """Whether the text ends as a byline that has its verb behind the names ("… reports.")."""
        return self._reports is not None and self._reports.search(text[-_CLOSING:]) is not None

    def role(self, text: str) -> bool:
        """Whether the text holds the name of a role ("Staff Writer")."""
        words = [w.strip(".,;:()") for w in text.casefold().split()]
        return any(
            " ".join(words[i : i + size]) in self._roles
            for i in range(len(words))
            for size in range(1, min(_ROLE_WORDS, len(words) - i) + 1)
        )

    def names(self, text: str) -> tuple[str, ...]:
        """The names in a byline without its opening word. Empty when some piece is neither a name nor what
        follows one (a role, a place, a paper), so that a sentence gives none."""
        out: list[str] = []
        text = _CREDENTIAL.sub("", text)
        for piece in self._split.split(self.authors(text)):
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
        return bool(pieces) and all(is_name(p) and not self.role(p) for p in pieces)

    def authors(self, text: str) -> str:
        """The text without the verb behind the names, and without what opens as a byline of editors or photographers,
        in it or behind it."""
        if self.reports(text):
            text = text.rstrip(" .").rpartition(" ")[0]
        parts = _OTHERS.sub("", text).split(";")
        return ";".join(p for i, p in enumerate(parts) if not i or not _NO_AUTHOR.match(p.strip(" (")))

    def name(self, piece: str) -> str | None:
        """The piece if it is a person's name, without the place or paper behind it."""
        words = piece.split()
        taken = _name_words(words)
        if not taken:
            return piece if _HAN_NAME.match(piece) else None
        name = " ".join(words[:taken])
        if taken < len(words) and not _FOLLOWS.match(" ".join(words[taken:])):
            return None
        return None if self.role(name) or _is_organisation(name) else name


def is_name(text: str) -> bool:
    """Whether the text is nothing but a person's name of two to five words, as far as its letters tell."""
    words = text.split()
    return 0 < _name_words(words) == len(words) and not _is_organisation(text)


def _behind(head: str, at: int) -> int:
    """The offset behind a byline's opening that ends at `at`, and behind what parts it from the name; 0 when the
    word goes on ("Byron")."""
    if at == len(head):
        return at
    here, before, after = head[at], head[at - 1], head[at + 1 : at + 2]
    if here.isspace() or here in _PARTS:
        rest = head[at:].lstrip()
        return len(head) - len(rest[1:].lstrip() if rest[:1] and rest[0] in _PARTS else rest)
    if here > "\u2e80" and before > "\u2e80":
        return at
    return at if before.islower() and here.isupper() and after.islower() else 0


def _name_words(words: list[str]) -> int:
    """How many of the words, from the first on, make up a name; 0 when they make none."""
    taken = names = 0
    for i, word in enumerate(words):
        if _is_name_word(word):
            names += 1
            taken = i + 1
            if names == _MOST_NAME_WORDS:
                break
        elif not names or word.casefold() not in PARTICLES:
            break
    return taken if names > 1 else 0


def _is_name_word(word: str) -> bool:
    """Whether a word can be part of a name: a capital and letters, perhaps parted by a hyphen or apostrophe."""
    if not (word[0].isupper() or (word[1:2] in "'’" and word[2:3].isupper())):
        return False
    bare = word.rstrip(".")
    return bare.isalpha() or all(part.isalpha() for part in _WORD_BREAKS.split(bare))


def _is_organisation(name: str) -> bool:
    words = name.casefold().split()
    return words[0] == "the" or not _ORGANISATION.isdisjoint(words)
