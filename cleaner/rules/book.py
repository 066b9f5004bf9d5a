"""The index over rule packs: for a line, the rule that claims it, in a few microseconds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from cleaner.patterns import Pattern
from cleaner.rules.rule import REST, SECTION, Pack, Rule, compiled, key, key_of_plain, keys, timed

if TYPE_CHECKING:
    from cleaner.rules.rule import Compiled

PAIR_REACH = 12
"""Lines. How far below its upper line a pair may end: a poll has at most about ten options."""

USER_TIMEOUT = 0.05
"""Seconds that one pattern of a user's pack may take on one line."""

_REMEMBERED = 5000
"""Lines whose claims are remembered: the pages of a site share their interface. There is a book for each language, and
four times as many lines let a process that sees all of them grow by 30 MB."""

_ROW_MARKS, _ROW_WORDS = "|/·•‧∙,;>›»<«‹–—-", 6
"""What stands between the phrases of a row, and the words of the longest phrase looked for in one."""

_DIGITS, _DIGIT = frozenset("0123456789"), Pattern(r"\d")
"""The digits of most texts, and those of all scripts."""

T = TypeVar("T")

_QUOTES = frozenset('"“„«‘「『')


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


class Matcher:
    """A rule and one of its patterns, compiled when a line first needs it; a user's runs under a time limit."""

    __slots__ = ("_pattern", "_timed", "rule", "source")

    def __init__(self, rule: Rule, source: str, *, is_timed: bool) -> None:
        self.rule, self.source, self._timed = rule, source, is_timed
        self._pattern: Compiled | None = None

    def whole(self, text: str, late: set[str]) -> bool:
        """Whether it matches the whole text; late: see `RuleBook.claim`."""
        if self._timed:
            return self._in_time(text, late, whole=True) >= 0
        if self._pattern is None:
            self._pattern = compiled(self.source)
        return self._pattern.fullmatch(text) is not None

    def start(self, text: str, late: set[str]) -> int:
        """The end of its match at the start of the text, -1 for none; late: see `RuleBook.claim`."""
        if self._timed:
            return self._in_time(text, late, whole=False)
        if self._pattern is None:
            self._pattern = compiled(self.source)
        found = self._pattern.match(text)
        return found.end() if found else -1

    def _in_time(self, text: str, late: set[str], *, whole: bool) -> int:
        slow = f"rule {self.rule.id} ran out of time on a line and was not tried again"
        if slow in late:
            return -1
        pattern = timed(self.source)
        match = pattern.fullmatch if whole else pattern.match
        try:
            found = match(text, timeout=USER_TIMEOUT)
        except TimeoutError:
            late.add(slow)
            return -1
        return found.end() if found else -1


class Pair(NamedTuple):
    """The two patterns of a `pair` rule."""

    rule: Rule
    upper: Matcher
    lower: Matcher


class RuleBook:
    """The index over packs. Where two packs know the same line, the earlier pack speaks.

    openers: ids of the rules whose lines open a whole section. enders: of those that all else on the page goes with.
    kept: keys of lines that are never removed.
    """

    def __init__(self, packs: tuple[Pack, ...]) -> None:
        self.packs = packs
        self.silenced = frozenset([i for p in packs for i in p.silence])
        self.kept = frozenset([key(k) for p in packs for k in p.keep])
        self.rules = tuple([r for p in packs for r in p.rules if r.id not in self.silenced])
        self.by_id = {r.id: r for r in reversed(self.rules)}
        self.openers = frozenset([r.id for r in self.rules if r.opens == SECTION])
        self.enders = frozenset([r.id for r in self.rules if r.opens == REST])
        self._phrases = {k: r for k, r in reversed(list(_phrases(packs))) if r.id not in self.silenced}
        self._first_words = frozenset([k.partition(" ")[0] for k in self._phrases])
        slow = frozenset([r.id for p in packs if p.timed for r in p.rules])
        self._lines = _by_need((r, Matcher(r, r.line, is_timed=r.id in slow)) for r in self.rules if r.line)
        self._prefixes = _by_need((r, Matcher(r, r.prefix, is_timed=r.id in slow)) for r in self.rules if r.prefix)
        self._pairs = _by_need(
            (r, Pair(r, *(Matcher(r, source, is_timed=r.id in slow) for source in r.pair)))
            for r in self.rules
            if r.pair
        )
        symbols = {n for r in self.rules for n in r.needs if len(n) == 1 and not n.isalnum()}
        self._marks = frozenset(symbols) | _DIGITS
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
        needs = self.needs(text, tokens())
        tally = "" in self._pairs or not self._pairs.keys().isdisjoint(needs)
        rule = (self.phrase(line_key) if line_key else None) or self.line(text, needs, late)
        row = () if rule else self.row(line_key)
        if row:
            rule = Counter(row).most_common(1)[0][0]
        return Claim(rule, len(row), tally)

    def row(self, line_key: str) -> tuple[Rule, ...]:
        """The rules of the phrases that the line is a row of; empty when something else stands in it.

        A row is a menu, a tool bar or a footer that the source writes in one line: three known phrases or
        more side by side, or two with a separator between.
        """
        pieces = line_key.split()
        if len(pieces) < 2:
            return ()
        opening = [w for piece in pieces[:_ROW_WORDS] if (w := piece.strip(_ROW_MARKS))]
        if not opening or opening[0] not in self._first_words:
            return ()
        if not any(" ".join(opening[:n]) in self._phrases for n in range(1, len(opening) + 1)):
            return ()
        words = [w for piece in pieces if (w := piece.strip(_ROW_MARKS))]
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
        if len(rules) == 2 and not any(mark in line_key for mark in _ROW_MARKS):
            return ()
        return tuple(rules) if len(rules) > 1 else ()

    def needs(self, text: str, tokens: list[str]) -> list[str]:
        """The tokens of a line by which patterns are indexed: words, symbols, and "0" for a digit."""
        marks = self._marks.intersection(text)
        if not text.isascii() and (digit := _DIGIT.search(text)):
            marks |= {digit[0]}
        if not marks:
            return tokens
        return [*tokens, *dict.fromkeys("0" if mark.isdigit() else mark for mark in sorted(marks, key=text.index))]

    def line(self, text: str, needs: Sequence[str], late: set[str]) -> Rule | None:
        """The first rule whose `line` pattern matches the whole of `text`; none for a quotation, which is prose.

        late: takes a note for each rule of a user that ran out of time; such a rule does not match.
        """
        if text[0] in _QUOTES and text[1:2] != " ":
            return None
        for matcher in _candidates(self._lines, needs):
            if matcher.whole(text, late):
                return matcher.rule
        return None

    def prefix(self, text: str, tokens: Sequence[str], late: set[str], *, cut: bool = False) -> Hit | None:
        """The first rule whose `prefix` pattern matches the start of `text`, with something behind it. cut: whether the
        line goes on behind `text`."""
        for matcher in _candidates(self._prefixes, tokens):
            end = matcher.start(text, late)
            if 0 < end < len(text) + cut:
                return Hit(matcher.rule, end)
        return None

    def pairs_for(self, tokens: Sequence[str]) -> Sequence[Pair]:
        """The pair rules whose lower line a line with these tokens may be."""
        return _candidates(self._pairs, tokens)


def _phrases(packs: Iterable[Pack]) -> Iterator[tuple[str, Rule]]:
    """The key of each phrase and its rule, in the order in which they speak."""
    for pack in packs:
        owners = [r for r in pack.rules for _ in r.phrases]
        phrases = [p for r in pack.rules for p in r.phrases]
        # What users write may hold line breaks.
        yield from zip([*map(key, phrases)] if pack.timed else keys(phrases), owners, strict=True)


def _by_need(rules: Iterable[tuple[Rule, T]]) -> dict[str, list[T]]:
    index: dict[str, list[T]] = {}
    for rule, matcher in rules:
        for need in rule.needs or ("",):
            index.setdefault(need, []).append(matcher)
    return index


def _candidates(index: dict[str, list[T]], tokens: Sequence[str]) -> Sequence[T]:
    """What the tokens ask for, in their order, then what asks for none."""
    always = index.get("", ())
    if index.keys().isdisjoint(tokens):
        return always
    found: list[T] = []
    for token in dict.fromkeys(tokens):
        found += index.get(token, ())
    return [*found, *always]
