"""Known boilerplate as data: the rule, and the pack of rules.

A rule claims a whole line, or the start of one, never a substring of a long line. Four match kinds:

`phrases`  the line is one of these, compared by `key` (a dictionary look-up);
`line`     the pattern matches the whole line;
`prefix`   the pattern matches the start of a line, and only that start is claimed, or a long line whole where the match
           reaches as far as rules may look;
`pair`     the first pattern matches a line above, the second a line a few lines below it: both and all
           between are claimed (a question and the tally of its poll).

A rule of the first two kinds may also reach on: `opens` tells how many lines behind it go with it. Phrases
side by side in one line are a row (see `cleaner.rules.book`), which needs no rule of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner.document import Kind

if TYPE_CHECKING:
    import regex

    Compiled = re.Pattern[str] | regex.Pattern[str]

SECTION = 1000
"""`opens=SECTION`: a whole list or section goes with the line, as far as it looks like one."""

REST = 1_000_000
"""`opens=REST`: all that stands behind the line on the page goes with it, if enough prose stands above it."""

MAX_LINE = 300
"""Characters. A longer line is prose, and no rule but a `prefix` looks at it."""

MAX_PHRASE = 120
"""Characters. No phrase is longer, so no longer line needs a key."""

_QUOTE_FOLD = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-"})
_KEEPS = "\"'()[]©®$€£%+#@/"
"""Symbols that are part of a phrase at its start; all but the last three also at its end."""


def key(text: str) -> str:
    """The form in which phrases are compared: case, width, white space and decoration do not count.

    NFKC, case-folded, runs of white space made one blank, typographic quotes and dashes made plain, and
    arrows, bullets, pipes, emoji and final punctuation cut from both ends. Quotation marks and brackets
    stay: a quoted button is prose. A line of nothing but symbols keeps them.
    """
    if text.isascii():
        return key_of_plain(" ".join(text.split()))
    return key_of_plain(" ".join(unicodedata.normalize("NFKC", text).split()))


def key_of_plain(text: str) -> str:
    """`key` of a text that is in NFKC with single blanks already."""
    flat = text.casefold()
    if not flat.isascii() or "`" in flat:
        flat = flat.translate(_QUOTE_FOLD)
    if flat[:1].isalnum() and flat[-1].isalnum():
        return flat
    start, end = 0, len(flat)
    while start < end and not _stays(flat[start], _KEEPS):
        start += 1
    while end > start and not _stays(flat[end - 1], _KEEPS[:-3]):
        end -= 1
    return flat[start:end] or flat


def keys(texts: Sequence[str]) -> list[str]:
    """`key` of each of many texts that have single blanks and no line breaks, done for all at once."""
    together = "\n".join(texts)
    if not together.isascii():
        texts = unicodedata.normalize("NFKC", together).split("\n")
    return keys_of_plain(texts)


def keys_of_plain(texts: Sequence[str]) -> list[str]:
    """`key_of_plain` of each of many texts without line breaks, done for all at once."""
    if not texts:
        return []
    folded = "\n".join(texts).casefold()
    if "`" in folded:
        return [key_of_plain(k) for k in folded.split("\n")]
    if folded.isascii():
        return [k if k[:1].isalnum() and k[-1:].isalnum() else key_of_plain(k) for k in folded.split("\n")]
    return [k if k.isascii() and k[:1].isalnum() and k[-1:].isalnum() else key_of_plain(k) for k in folded.split("\n")]


def _stays(c: str, symbols: str) -> bool:
    return c.isalnum() or c in symbols or unicodedata.combining(c) > 0


class PackError(ValueError):
    """A pack that cannot be used; its text names the file, the rule and the field."""


class Rule(NamedTuple):
    """One piece of known boilerplate.

    id: `<pack>.<family>.<pattern>`, lower case, parts joined by dots, words by hyphens; never reused.
    kind: what it removes. why: the reason, one sentence, for whoever asks why their line went.
    phrases, line, prefix, pair: exactly one is given (see the module). Patterns are matched as `compiled`
    says, ignoring case, against the line in NFKC with single blanks.
    needs: lower-case words or symbols; a pattern is tried only on a line that has one of them. "0"
    stands for any digit. Every pattern of a built-in pack names what it needs.
    opens: how many following lines go with a `phrases` or `line` match: 0 none, N at most N that look
    like link texts, `SECTION` a whole list, `REST` all that follows on the page.
    removes: lines that it must claim. keeps: lines near to it that every pass must keep; for a rule of
    one or two fixed words that may be headings or list items in a story about the thing, sentences.
    """

    id: str
    kind: Kind
    why: str
    phrases: tuple[str, ...] = ()
    line: str = ""
    prefix: str = ""
    pair: tuple[str, str] | None = None
    needs: tuple[str, ...] = ()
    opens: int = 0
    removes: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()

    @property
    def match(self) -> str:
        """The name of its match kind."""
        return "phrases" if self.phrases else "line" if self.line else "prefix" if self.prefix else "pair"


class Words(NamedTuple):
    """The small vocabulary of a language that recognisers need. All lower case.

    stop: its commonest function words. months: twelve tuples of forms (full, short, genitive …).
    weekdays: forms to pass over beside a date. by: what stands before a name in a byline. reports: what
    stands behind a name instead ("reports"). conjunctions: what joins the last two names. published, updated:
    what stands before a date. roles: what stands behind a name ("staff writer"). callout: headings of boxes
    that belong to the article ("did you know"). notes: openings of editor's notes that belong to it. caption:
    what opens a picture caption or credit ("photo"). day_first: whether 03/04/2025 is 3 April.
    """

    language: str
    stop: frozenset[str]
    months: tuple[tuple[str, ...], ...] = ()
    weekdays: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    conjunctions: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    callout: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    caption: tuple[str, ...] = ()
    day_first: bool = True


class Pack(NamedTuple):
    """The rules of one language or of one user, and what the user wants silenced or kept.

    silence: ids of rules, built-in ones too, that must not speak. keep: phrases (compared by `key`)
    whose lines are never removed. timed: its patterns come from outside and run under a time limit.
    """

    name: str
    rules: tuple[Rule, ...] = ()
    words: Words | None = None
    silence: frozenset[str] = frozenset()
    keep: tuple[str, ...] = ()
    timed: bool = False


@lru_cache(maxsize=4096)
def compiled(pattern: str) -> Compiled:
    """The pattern, ready to match, ignoring case; compiled when a line first needs it.

    Patterns are written for the `regex` package. The standard library starts and compiles in a fraction of its
    time and reads the same, but for the classes of letters, which are spelled out for it; a pattern with other
    Unicode properties goes to `regex`.
    """
    spelled = _spelled_out(pattern) if "\\p{" in pattern else pattern
    return _by_regex(pattern) if "\\p{" in spelled else re.compile(spelled, re.IGNORECASE)


_LAST_CASED = 0x0587
"""The last letter with two cases of the Latin, Greek, Cyrillic and Armenian blocks."""


def _spelled_out(pattern: str) -> str:
    """The pattern with classes of letters as the standard library knows them. Inside a set, where "letter" cannot
    be said, "word character" stands for it."""
    names = _letter_classes()
    out: list[str] = []
    inside = False
    pieces = re.split(r"(\\p\{\w+\}|\\.|\[\^?|\])", pattern.replace("[^\\p{L}]", "[\\W\\d_]"))
    for piece in pieces:
        if piece.startswith("[") and not inside:
            inside = True
        elif piece == "]":
            inside = False
        elif piece.startswith("\\p{") and piece[3:-1] in names:
            piece = names[piece[3:-1]][inside]
        out.append(piece)
    return "".join(out)


@lru_cache(maxsize=1)
def _letter_classes() -> dict[str, tuple[str, str]]:
    """For each Unicode property, what stands for it outside a set, and inside one."""
    upper = "".join(filter(str.isupper, map(chr, range(_LAST_CASED))))
    return {
        "L": ("[^\\W\\d_]", "\\w"),
        "Lu": (f"[{upper}]", upper),
        "Ll": (f"[{upper.lower()}]", upper.lower()),
        "N": ("\\d", "\\d"),
    }


@lru_cache(maxsize=256)
def timed(pattern: str) -> regex.Pattern[str]:
    """The pattern of a user, compiled by the `regex` package, which can stop in time."""
    return _by_regex(pattern)


def _by_regex(pattern: str) -> regex.Pattern[str]:
    import regex

    return regex.compile(pattern, regex.IGNORECASE | regex.VERSION0)
