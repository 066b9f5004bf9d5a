"""Take the article out of a scraped page, and say of every other line why it went."""

from os import PathLike

from cleaner.article import Article, ArticleBlock, Field
from cleaner.cleaning import Cleaner, clean, clean_file, replay
from cleaner.document import Block, Document, Step
from cleaner.rules.rule import Pack, PackError, Rule


def load_pack(path: str | PathLike[str]) -> Pack:
    """A rule pack from a TOML file: see `docs/rules.md`. Raises PackError when it is not sound."""
    from cleaner.rules.toml import load_pack as load

    return load(path)


__all__ = [
    "Article",
    "ArticleBlock",
    "Block",
    "Cleaner",
    "Document",
    "Field",
    "Pack",
    "PackError",
    "Rule",
    "Step",
    "clean",
    "clean_file",
    "load_pack",
    "replay",
]
