"""Take the article out of a scraped page, and say of every other line why it went."""

from os import PathLike
from typing import TYPE_CHECKING

from cleaner.article import Article, ArticleBlock, Field
from cleaner.cleaning import Cleaner, clean, clean_file, replay
from cleaner.document import Block, Document, Step
from cleaner.rules.rule import Pack, PackError, Rule

if TYPE_CHECKING:
    from cleaner.batch import Failure, clean_many


def load_pack(path: str | PathLike[str]) -> Pack:
    """A rule pack from a TOML file: see `docs/rules.md`. Raises PackError when it is not sound."""
    from cleaner.rules.toml import load_pack as load

    return load(path)


def __getattr__(name: str) -> object:
    """What only many documents need is loaded when it is first asked for."""
    if name in ("Failure", "clean_many"):
        from cleaner import batch

        return getattr(batch, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "Article",
    "ArticleBlock",
    "Block",
    "Cleaner",
    "Document",
    "Failure",
    "Field",
    "Pack",
    "PackError",
    "Rule",
    "Step",
    "clean",
    "clean_file",
    "clean_many",
    "load_pack",
    "replay",
]
