"""Known boilerplate as data: the rule, the pack of rules, and the index that finds the rule for a line.

A rule claims a whole line, or the start of one, never a substring of a long line. Four match kinds:

`phrases`  the line is one of these, compared by `key` (a dictionary look-up);
`line`     the pattern matches the whole line;
`prefix`   the pattern matches the start of a line, and only that start is claimed;
`pair`     the first pattern matches a line above, the second a line a few lines below it: both and all
           between are claimed (a question and the tally of its poll).

A rule of the first two kinds may also reach on: `opens` tells how many lines behind it go with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner.document import Kind

if TYPE_CHECKING:
    import regex

    Compiled = re.Pattern[str] | regex.Pattern[str]

SECTION = 1000
"""`opens=SECTION`: a whole list or section goes with the line, as far as it looks like one."""

MAX_LINE = 300
"""Characters. A longer line is prose, and no rule but a `prefix` looks at it."""

MAX_PHRASE = 120
"""Characters. No phrase is longer, so no longer line needs a key."""

PAIR_REACH = 12
"""Lines. How far below its upper line a pair may end: a poll has at most about ten options."""

_REMEMBERED = 20_000
"""Lines whose claims are remembered: the pages of a site share their interface."""

_ROW_MARKS, _ROW_WORDS = "|/·•‧∙,;>›»<«‹–—-", 6
"""What stands between the phrases of a row, and the words of the longest phrase looked for in one."""

USER_TIMEOUT = 0.05
"""Seconds that one pattern of a user's pack may take on one line."""

_QUOTE_FOLD = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-"})
_QUOTES = ('"', "“", "„", "«", "‘", "「", "『")
_DIGIT = re.compile(r"\d")
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


def _stays(c: str, symbols: str) -> bool:
    return c.isalnum() or c in symbols or unicodedata.combining(c) > 0


class PackError(ValueError):
    """A pack that cannot be used; its text names the file, the rule and the field."""


class Rule(NamedTuple):
    """One piece of known boilerplate.

    id: `<pack>.<family>.<pattern>`, lower case, parts joined by dots, words by hyphens; never reused.
    kind: what it removes. why: the reason, one sentence, for whoever asks why their line went.
    phrases, line, prefix, pair: exactly one is given (see the module). Patterns are matched with the
    `regex` package, ignoring case, against the line in NFKC with single blanks.
    needs: lower-case words or symbols; a pattern is tried only on a line that has one of them. "0"
    stands for any digit. Every pattern of a built-in pack names what it needs.
    opens: how many following lines go with a `phrases` or `line` match: 0 none, N at most N that look
    like link texts, `SECTION` a whole list.
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
    weekdays: forms to pass over beside a date. by: what stands before a name in a byline.
    conjunctions: what joins the last two names. published, updated: what stands before a date.
    roles: what stands behind a name ("staff writer"). callout: headings of boxes that belong to the
    article ("did you know"). notes: openings of editor's notes that belong to it. caption: what opens a
    picture caption or credit ("photo"). day_first: whether 03/04/2025 is 3 April.
    """

    language: str
    stop: frozenset[str]
    months: tuple[tuple[str, ...], ...] = ()
    weekdays: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
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
    upper = "".join(c for c in map(chr, range(_LAST_CASED)) if c.isupper())
    names = {
        "L": ("[^\\W\\d_]", "\\w"),
        "Lu": (f"[{upper}]", upper),
        "Ll": (f"[{upper.lower()}]", upper.lower()),
        "N": ("\\d", "\\d"),
    }
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


@lru_cache(maxsize=256)
def timed(pattern: str) -> regex.Pattern[str]:
    """The pattern of a user, compiled by the `regex` package, which can stop in time."""
    return _by_regex(pattern)


def _by_regex(pattern: str) -> regex.Pattern[str]:
    import regex

    return regex.compile(pattern, regex.IGNORECASE | regex.VERSION0)


class Hit(NamedTuple):
    """A rule that claims `line[:end]` (characters of the normalised line)."""

    rule: Rule
    end: int


class Claim(NamedTuple):
    """What a rule book says of a whole line.

    rule: the one that claims it. row: of how many known phrases it is a row, 0 when it is none. tally:
    whether it may be the lower line of a pair.
    """

    rule: Rule | None
    row: int
    tally: bool


class RuleBook:
    """The index over packs: for a line, the rule that claims it, in a few microseconds.

    Where two packs know the same line, the earlier pack speaks.
    """

    def __init__(self, packs: tuple[Pack, ...]) -> None:
        self.packs = packs
        self.silenced = frozenset(i for p in packs for i in p.silence)
        self.kept = frozenset(key(k) for p in packs for k in p.keep)
        self.rules = tuple(r for p in packs for r in p.rules if r.id not in self.silenced)
        self.by_id = {r.id: r for r in reversed(self.rules)}
        self._timed = frozenset(r.id for p in packs if p.timed for r in p.rules)
        self._phrases = {key(phrase): r for r in reversed(self.rules) for phrase in r.phrases}
        self._first_words = frozenset(p.partition(" ")[0] for p in self._phrases)
        self._lines = _by_need(r for r in self.rules if r.line)
        self._prefixes = _by_need(r for r in self.rules if r.prefix)
        self._pairs = _by_need(r for r in self.rules if r.pair)
        symbols = {n for r in self.rules for n in r.needs if len(n) == 1 and not n.isalnum()}
        self._symbols = re.compile(f"[{re.escape(''.join(sorted(symbols)))}]" if symbols else "(?!)")
        self._remembered: dict[str, Claim] = {}

    @property
    def has_prefixes(self) -> bool:
        """Whether any rule claims the starts of lines."""
        return bool(self._prefixes)

    def phrase(self, line_key: str) -> Rule | None:
        """The rule that has this key among its phrases; renderers write a button in square brackets."""
        rule = self._phrases.get(line_key)
        if rule is None and line_key[:1] == "[" and line_key[-1:] == "]":
            rule = self._phrases.get(key_of_plain(line_key[1:-1].strip()))
        return rule

    def claim(self, text: str, line_key: str, tokens: Callable[[], list[str]], late: set[str]) -> Claim:
        """What the book says of a line: see `Claim`. Lines that come again are remembered.

        text: the line, at most `MAX_LINE` characters. tokens: gives its case-folded words when asked.
        late: takes a note for each rule of a user that ran out of time; such a rule does not match.
        """
        claim = self._remembered.get(text)
        if claim is None:
            claim = self._claim(text, line_key, tokens, late)
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            if not late:
                self._remembered[text] = claim
        return claim

    def _claim(self, text: str, line_key: str, tokens: Callable[[], list[str]], late: set[str]) -> Claim:
        rule = self.phrase(line_key) if line_key else None
        needs = self.needs(text, tokens())
        tally = "" in self._pairs or not self._pairs.keys().isdisjoint(needs)
        rule = rule or self.line(text, needs, late)
        row = () if rule else self.row(line_key)
        if row:
            rule = Counter(row).most_common(1)[0][0]
        return Claim(rule, len(row), tally)

    def row(self, line_key: str) -> tuple[Rule, ...]:
        """The rules of the phrases that the line is a row of; empty when something else stands in it.

        A row is a menu, a tool bar or a footer that the source writes in one line: three known phrases or
        more side by side, or two with a separator between.
        """
        words = [w for piece in line_key.split() if (w := piece.strip(_ROW_MARKS))]
        if len(words) < 2 or words[0] not in self._first_words:
            return ()
        separated = any(mark in line_key for mark in _ROW_MARKS)
        rules: list[Rule] = []
        at = 0
        while at < len(words):
            for size in range(min(_ROW_WORDS, len(words) - at), 0, -1):
                rule = self._phrases.get(" ".join(words[at : at + size]))
                if rule is not None:
                    rules.append(rule)
                    at += size
                    break
            else:
                return ()
        return tuple(rules) if len(rules) >= (2 if separated else 3) else ()

    def needs(self, text: str, tokens: list[str]) -> list[str]:
        """The tokens of a line by which patterns are indexed: words, symbols, and "0" for a digit."""
        if text.isalpha():
            return tokens
        found = set(self._symbols.findall(text))
        if _DIGIT.search(text):
            found.add("0")
        return [*tokens, *found] if found else tokens

    def line(self, text: str, needs: Sequence[str], late: set[str]) -> Rule | None:
        """The first rule whose `line` pattern matches the whole of `text`; none for a quotation, which is prose.

        late: takes a note for each rule of a user that ran out of time; such a rule does not match.
        """
        if text.startswith(_QUOTES) and text[1:2] != " ":
            return None
        for rule in _candidates(self._lines, needs):
            if self.matches(rule, rule.line, text, late):
                return rule
        return None

    def prefix(self, text: str, tokens: Sequence[str], late: set[str]) -> Hit | None:
        """The first rule whose `prefix` pattern matches the start of `text`, with something behind it."""
        for rule in _candidates(self._prefixes, tokens):
            end = self._end(rule, rule.prefix, text, late, whole=False)
            if 0 < end < len(text):
                return Hit(rule, end)
        return None

    def pairs_for(self, tokens: Sequence[str]) -> Iterator[Rule]:
        """The pair rules whose lower line a line with these tokens may be."""
        return _candidates(self._pairs, tokens)

    def matches(self, rule: Rule, pattern: str, text: str, late: set[str]) -> bool:
        """Whether a pattern of the rule matches the whole text."""
        return self._end(rule, pattern, text, late, whole=True) >= 0

    def _end(self, rule: Rule, pattern: str, text: str, late: set[str], *, whole: bool) -> int:
        if rule.id in self._timed:
            return _timed_end(rule, pattern, text, late, whole=whole)
        p = compiled(pattern)
        found = p.fullmatch(text) if whole else p.match(text)
        return found.end() if found else -1


def _timed_end(rule: Rule, pattern: str, text: str, late: set[str], *, whole: bool) -> int:
    slow = f"rule {rule.id} ran out of time on a line and was not tried again"
    if slow in late:
        return -1
    p = timed(pattern)
    try:
        found = p.fullmatch(text, timeout=USER_TIMEOUT) if whole else p.match(text, timeout=USER_TIMEOUT)
    except TimeoutError:
        late.add(slow)
        return -1
    return found.end() if found else -1


def _by_need(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    index: dict[str, list[Rule]] = {}
    for rule in rules:
        for need in rule.needs or ("",):
            index.setdefault(need, []).append(rule)
    return index


def _candidates(index: dict[str, list[Rule]], tokens: Sequence[str]) -> Iterator[Rule]:
    if not index.keys().isdisjoint(tokens):
        for token in dict.fromkeys(tokens):
            if token in index:
                yield from index[token]
    if "" in index:
        yield from index[""]
