"""Built-in patterns are linear: none backs up on texts that are made out of its own letters to make it do so."""

from __future__ import annotations

import ast
import os
import pkgutil
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from importlib import import_module
from pathlib import Path

import pytest
import regex

import cleaner
from cleaner.passes.vocabulary import Vocabulary, vocabulary
from cleaner.patterns import Pattern
from cleaner.rules import BUILT_IN, built_in
from cleaner.rules.rule import MAX_LINE, Rule, compiled
from tests.pumping import Pump, growth, pumps, seconds, shape, slow_texts

EVERYTHING = bool(os.environ.get("CLEANER_ALL_PUMPS"))
"""Whether pairs of letters are pumped too, behind each opening."""

LINE_SECONDS = 0.02
"""A line of the greatest length takes some 10 µs; a pattern that backs up within its bounds takes seconds."""

MADE_LATER = {"names.py": 2, "vocabulary.py": 4}
"""Patterns that functions make out of the words of a language, by file; `of_vocabularies` has them all."""

Compiled = re.Pattern[str] | regex.Pattern[str]


def of_rules() -> Iterator[tuple[str, str, Rule]]:
    """Name, pattern and rule."""
    for pack in built_in():
        for rule in pack.rules:
            for i, pattern in enumerate(p for p in (rule.line, rule.prefix, *(rule.pair or ())) if p):
                yield f"{rule.id}-{i}", pattern, rule


def of_modules() -> Iterator[tuple[str, Compiled]]:
    """The patterns that stand in modules, alone or in tables, by name."""
    for info in pkgutil.walk_packages(cleaner.__path__, "cleaner."):
        if not info.name.startswith(("cleaner.integrations.", "cleaner.__main__")):
            module = import_module(info.name)
            for name, value in vars(module).items():
                for i, pattern in enumerate(_patterns_in(value)):
                    yield f"{info.name.removeprefix('cleaner.')}.{name}-{i}", pattern


def of_vocabularies() -> Iterator[tuple[str, Compiled]]:
    """The patterns that are made out of the words of a language, by name; None stands for all languages."""
    for language in (*BUILT_IN[1:], "nl", None):
        words = vocabulary(language)
        made = {name: getattr(words, name) for name, v in vars(Vocabulary).items() if isinstance(v, cached_property)}
        for name, value in {**made, **vars(words.reader)}.items():
            for i, pattern in enumerate(_patterns_in(value)):
                yield f"{language}.{name}-{i}", pattern


def _patterns_in(value: object) -> Iterator[Compiled]:
    if isinstance(value, Pattern):
        yield re.compile(value.source, value.flags)
    elif isinstance(value, re.Pattern | regex.Pattern):
        yield value
    elif isinstance(value, tuple | list | frozenset | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _patterns_in(part)


def ways_of(name: str) -> tuple[str, ...]:
    """The methods by which its own module asks a pattern; by all where it hands it on."""
    module, _, variable = name.rpartition("-")[0].rpartition(".")
    file = Path(cleaner.__path__[0], *module.split(".")).with_suffix(".py")
    if not file.exists():
        file = file.with_suffix("") / "__init__.py"
    source = file.read_text(encoding="utf-8") if file.exists() else ""
    used = set(re.findall(rf"\b{variable}\.(\w+)\(", source))
    return tuple({way if way in ("match", "fullmatch") else "search" for way in used}) or (
        "search",
        "match",
        "fullmatch",
    )


def for_standard_library(pattern: Compiled) -> str:
    """The source of a pattern as the standard library can parse it: any class of `regex` is a word to it."""
    return regex.sub(r"\\[pP]\{\w+\}", r"\\w", pattern.pattern)


PATTERNS = dict([*of_modules(), *of_vocabularies()])


@pytest.mark.parametrize(
    ("pattern", "rule"), [pytest.param(pattern, rule, id=name) for name, pattern, rule in of_rules()]
)
def test_the_pattern_of_a_rule_is_linear(pattern: str, rule: Rule) -> None:
    made = compiled(pattern)
    match: Callable[[str], object] = made.match if rule.prefix else made.fullmatch
    source = for_standard_library(made)
    assert slow_texts(source, [match], made.flags & re.I, everything=EVERYTHING) == []
    longest = [pump.text(MAX_LINE)[-MAX_LINE:] for pump in pumps(shape(source), everything=EVERYTHING)]
    assert [
        text for text in longest if seconds(match, text) > LINE_SECONDS and seconds(match, text) > LINE_SECONDS
    ] == []


@pytest.mark.parametrize("name", PATTERNS)
def test_the_pattern_of_a_module_is_linear(name: str) -> None:
    pattern = PATTERNS[name]
    ways: list[Callable[[str], object]] = [getattr(pattern, way) for way in ways_of(name)]
    assert slow_texts(for_standard_library(pattern), ways, pattern.flags & ~re.U, everything=EVERYTHING) == []


def test_no_pattern_is_left_out() -> None:
    """Patterns that functions make are those of the table; all others stand in modules."""
    found = {}
    for file in Path(cleaner.__path__[0]).rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda)]
        calls = {call for f in functions for call in ast.walk(f) if isinstance(call, ast.Call)}
        if made := sum(ast.unparse(call.func) == "Pattern" for call in calls):
            found[file.name] = made
    assert found == MADE_LATER
    assert {name.split(".")[1].split("-")[0] for name, _ in of_vocabularies()} >= {"_split", "_reports", "credit"}


@pytest.mark.parametrize(
    "bad",
    [r"(a+)+$", r"(\w+\s?)*$", "a*a*a*b", r"\s+$", "(?:a|a)+b", "x[^y]*z", r"(?:ab|a|b)*c", r"(.*?,){9,}x"],
)
def test_a_pattern_that_backs_up_is_found(bad: str) -> None:
    pattern = re.compile(bad)
    assert len(slow_texts(bad, [pattern.search])) == 1


@pytest.mark.parametrize("good", [r"(?<!\s)\s++$", "a{1,40}b", "(?>a+)b", r"By [A-Z]\w+", ".{0,160}b"])
def test_a_pattern_that_does_not_is_not(good: str) -> None:
    assert slow_texts(good, [re.compile(good).fullmatch]) == []
    assert growth(re.compile(good).match, Pump("", "a")) is None
