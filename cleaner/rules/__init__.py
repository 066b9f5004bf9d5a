"""The rule packs, and the rule book over those that a run uses."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module

from cleaner.rules.rule import Pack, Rule, RuleBook, Words, key

__all__ = ["BUILT_IN", "Pack", "Rule", "RuleBook", "Words", "built_in", "key", "rule_book", "vocabularies"]

BUILT_IN = ("common", "en", "de", "fr", "es", "pt", "it", "ru", "el", "pl", "zh")
"""The names of the packs that come with the package, in the order in which they are asked."""


@lru_cache(maxsize=1)
def built_in() -> tuple[Pack, ...]:
    """The packs that come with the package."""
    packs: list[Pack] = []
    for name in BUILT_IN:
        pack = import_module(f"cleaner.rules.{name}").PACK
        assert isinstance(pack, Pack)
        packs.append(pack)
    return tuple(packs)


@lru_cache(maxsize=64)
def rule_book(extra: tuple[Pack, ...] = (), language: str | None = None) -> RuleBook:
    """The index over all packs, those asked first in front: the user's, the page's language, the rest.

    Interface in English stands on pages of every language. Patterns of other languages are left out where the
    page's language has a pack.
    """
    own = tuple(p for p in built_in() if p.name == language)
    others = frozenset(p.name for p in built_in() if own and p.name not in ("common", "en", language))
    return RuleBook((*reversed(extra), *own, *(p for p in built_in() if p.name != language)), others)


@lru_cache(maxsize=1)
def vocabularies() -> tuple[Words, ...]:
    """The words of the languages that have a pack."""
    return tuple(p.words for p in built_in() if p.words)
