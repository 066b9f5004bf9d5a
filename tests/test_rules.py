"""The rules against their own examples: one suite, generated from the packs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest
import regex

from cleaner.document import KINDS
from cleaner.rules import BUILT_IN, built_in, rule_book
from cleaner.rules.check import failures
from cleaner.rules.rule import MAX_LINE, MAX_PHRASE, SECTION, Pack, Rule, compiled, key
from tests.holding import plain
from tests.pumping import seconds

_CJK = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}々ー]")
_ID = regex.compile(r"[a-z]+(?:\.[a-z0-9]+(?:-[a-z0-9]+)*){2}")

ENGLISH_RULES = 300
"""Phrases and patterns that the English pack holds at least."""

OF_NO_PACK = frozenset(("duplicate",))
"""Kinds that no fixed phrase can find: what is said twice is found by comparing lines."""

STRETCHED_SECONDS = 0.02
"""A full match on 300 characters takes some 10 µs; a pattern that backs up badly takes seconds."""

PACKS = {pack.name: pack for pack in built_in()}
RULES = [pytest.param(pack, rule, id=rule.id) for pack in built_in() for rule in pack.rules]
PATTERNED = [
    pytest.param(rule, pattern, id=f"{rule.id}-{i}")
    for pack in built_in()
    for rule in pack.rules
    for i, pattern in enumerate((rule.line, rule.prefix, *(rule.pair or ())))
    if pattern
]

each_rule = pytest.mark.parametrize(("pack", "rule"), RULES)
each_pattern = pytest.mark.parametrize(("rule", "pattern"), PATTERNED)


@cache
def failures_by_rule(name: str) -> dict[str, list[str]]:
    """What is wrong with the examples of a pack, by rule; one run a pack, as its index is built for it."""
    found: dict[str, list[str]] = {}
    for said in failures(PACKS[name]):
        found.setdefault(said.split(":")[0].removeprefix("rule "), []).append(said)
    return found


@each_rule
def test_the_examples_of_a_rule_hold(pack: Pack, rule: Rule) -> None:
    assert failures_by_rule(pack.name).get(rule.id, []) == []


def test_every_failure_belongs_to_a_rule() -> None:
    for pack in built_in():
        assert set(failures_by_rule(pack.name)) <= {rule.id for rule in pack.rules}


@each_rule
def test_a_rule_is_well_formed(pack: Pack, rule: Rule) -> None:
    assert _ID.fullmatch(rule.id)
    assert rule.id.startswith(f"{pack.name}.")
    assert rule.kind in KINDS
    assert rule.why.strip()
    assert rule.why.endswith(".")
    assert rule.removes
    assert rule.keeps
    assert sum(map(bool, (rule.phrases, rule.line, rule.prefix, rule.pair))) == 1
    assert 0 <= rule.opens <= SECTION
    assert not (rule.opens and (rule.prefix or rule.pair))


@each_rule
def test_the_phrases_of_a_rule_have_keys(pack: Pack, rule: Rule) -> None:
    assert [p for p in rule.phrases if not key(p) or len(plain(p)) > MAX_PHRASE] == []
    assert [p for p, times in Counter(rule.phrases).items() if times > 1] == []


@each_pattern
def test_a_pattern_says_what_it_needs(rule: Rule, pattern: str) -> None:
    assert rule.needs
    assert [n for n in rule.needs if n not in tokens(n)] == []
    unmet = [e for e in rule.removes if not any(tokens(line) & set(rule.needs) for line in e.splitlines())]
    assert unmet == []


def tokens(text: str) -> set[str]:
    """What a pattern may need of a line: its words, each Chinese or Japanese character, its symbols, and "0"
    for any digit."""
    folded = plain(text).casefold()
    words = set(regex.findall(r"\w+", folded))
    words |= set(regex.findall(r"\w+", _CJK.sub(lambda m: f" {m[0]} ", folded)))
    words -= {w for w in words if len(w) > 1 and _CJK.search(w)}
    return words | set(regex.findall(r"[^\w\s]", folded)) | ({"0"} if regex.search(r"\d", folded) else set())


@each_pattern
def test_a_pattern_matches_in_linear_time(rule: Rule, pattern: str) -> None:
    matches = compiled(pattern).fullmatch, compiled(pattern).match
    slow = (
        text
        for text in stretched(rule)
        for match in matches
        if min(seconds(match, text) for _ in range(2)) > STRETCHED_SECONDS
    )
    assert next(slow, None) is None


PIECES = (
    *(
        " ",
        "a",
        "a ",
        "A ",
        "ab ",
        "1",
        "1 ",
        "图 ",
        "ж ",
        ", ",
        ", a",
        ". ",
        "Ab. ",
        ": ",
        "a: ",
        "(",
        "(ab) ",
        "“ab” ",
    ),
    *(f"{mark} " for mark in "|/—-·•>»›"),
    *(f" {mark} ab cd" for mark in "|/—-–·•>»›,&+"),
)
"""What may follow the start of an example in a line that is none."""


def stretched(rule: Rule) -> Iterator[str]:
    """Pieces of the examples, repeated up to the length of the longest line, with two ends; and starts of examples
    with other pieces behind."""
    for example in dict.fromkeys(line for e in (*rule.removes, *rule.keeps) for line in e.splitlines() if line):
        text = plain(example)
        words = text.split()
        own = (text, f"{text} ", *words[:6], *(f"{w} " for w in words[:6]), *regex.findall(r"\d+|\W+", text)[:6])
        starts = (" ".join(words[:n]) for n in (1, 2, 4, len(words)))
        runs = [before + piece * MAX_LINE for piece in dict.fromkeys(own) for before in ("", f"{words[0]} ")]
        runs += [f"{start} {piece * MAX_LINE}" for start in dict.fromkeys(starts) for piece in PIECES]
        for run in runs:
            yield run[:MAX_LINE]
            yield run[: MAX_LINE - 1] + "\x01"


def test_ids_are_unique() -> None:
    counts = Counter(rule.id for pack in built_in() for rule in pack.rules)
    assert [i for i, n in counts.items() if n > 1] == []


def test_no_phrase_stands_in_two_rules_of_a_pack() -> None:
    """The second could never speak."""
    for pack in built_in():
        holders: dict[str, set[str]] = {}
        for rule in pack.rules:
            for phrase in rule.phrases:
                holders.setdefault(key(phrase), set()).add(rule.id)
        assert {k: ids for k, ids in holders.items() if len(ids) > 1} == {}


def test_the_packs_are_those_of_the_table() -> None:
    assert tuple(pack.name for pack in built_in()) == BUILT_IN


def test_english_is_known_in_depth() -> None:
    rules = PACKS["en"].rules
    assert sum(len(rule.phrases) or 1 for rule in rules) >= ENGLISH_RULES
    assert len({rule.id for rule in rules}) >= 50


@pytest.mark.parametrize("name", [name for name in BUILT_IN if name != "common"])
def test_a_language_covers_the_kinds(name: str) -> None:
    have = {rule.kind for pack in (PACKS[name], PACKS["common"]) for rule in pack.rules}
    own = {rule.kind for rule in PACKS[name].rules}
    assert set(KINDS) - OF_NO_PACK - have == set()
    # Symbols and codes are common to all languages, but most kinds cannot be told without words.
    assert len(own) >= len(KINDS) - 4


@pytest.mark.parametrize("name", [name for name in BUILT_IN if name != "common"])
def test_a_language_has_the_words_that_recognisers_need(name: str) -> None:
    words = PACKS[name].words
    assert words is not None
    assert words.language == name
    assert len(words.stop) >= 30
    assert len(words.months) == 12
    assert words.by
    assert words.published
    assert words.updated
    assert words.callout
    assert words.caption
    tables = (
        words.stop,
        words.weekdays,
        words.by,
        words.published,
        words.updated,
        words.callout,
        words.notes,
    )
    assert [w for table in tables for w in table if w != w.casefold() and w != w.lower()] == []


def test_a_claim_is_a_full_match() -> None:
    """Loosened patterns fail here: a known line inside a longer sentence is not known."""
    wrong = []
    for rule in (rule for pack in built_in() for rule in pack.rules if rule.match in ("phrases", "line")):
        match = compiled(rule.line).fullmatch if rule.line else None
        for example in rule.removes:
            text = f"The sign by the harbour read “{plain(example.splitlines()[0])}” for most of that year."
            if match(text) if match else key(text) in rule.phrases:
                wrong.append((rule.id, text))
    assert wrong == []


def test_a_pattern_can_be_read_at_a_glance() -> None:
    rules = [rule for pack in built_in() for rule in pack.rules]
    patterns = [(r.id, p) for r in rules for p in (r.line, r.prefix, *(r.pair or ())) if p]
    assert [rule for rule, pattern in patterns if len(pattern) > 200] == []


@pytest.mark.parametrize(
    ("text", "asked_for"),
    [
        ("nine boats", ["nine", "boats"]),
        ("boats: 12, or 13 | 9", ["boats", ":", "0", "|"]),
        ("лодки 7", ["лодки", "0"]),
        ("القوارب ٣", ["القوارب", "0"]),
        ("20² boats", ["boats", "0"]),
        ("boats²", ["boats²"]),
    ],
)
def test_a_line_asks_for_its_words_then_its_marks_in_order(text: str, asked_for: list[str]) -> None:
    words = [word for word in asked_for if word not in (":", "0", "|")]
    assert rule_book((), "en").needs(text, words) == asked_for
