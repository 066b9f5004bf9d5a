"""The rule packs, and the rule book over those that a page needs."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from cleaner.rules.book import RuleBook
from cleaner.rules.rule import Pack, Rule, Words, key

__all__ = ["BUILT_IN", "Pack", "Rule", "RuleBook", "Words", "built_in", "key", "packs_for", "rule_book"]

BUILT_IN = ("common", "en", "de", "fr", "es", "pt", "it", "ru", "el", "pl", "zh")
"""The names of the packs that come with the package."""

_ALWAYS = ("common", "en")
"""Packs that every page needs: interface in English stands on pages of every language."""


@lru_cache(maxsize=len(BUILT_IN))
def load(name: str) -> Pack:
    """The built-in pack of this name."""
    pack = import_module(f"cleaner.rules.{name}").PACK
    assert isinstance(pack, Pack)
    return pack


def built_in() -> tuple[Pack, ...]:
    """All packs that come with the package."""
    return tuple(map(load, BUILT_IN))


def packs_for(language: str | None) -> tuple[Pack, ...]:
    """The built-in packs for a page of a language, its own in front; all where none is known to fit."""
    if language not in BUILT_IN:
        return built_in()
    return tuple(map(load, dict.fromkeys((language, *_ALWAYS))))


@lru_cache(maxsize=64)
def rule_book(extra: tuple[Pack, ...] = (), language: str | None = None) -> RuleBook:
    """The index over the packs for a page, those asked first in front: the user's, the last given first."""
    return RuleBook((*reversed(extra), *packs_for(language)))
