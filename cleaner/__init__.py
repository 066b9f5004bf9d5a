"""Take the article out of a scraped page, and say of every other line why it went."""

from cleaner.article import Article, ArticleBlock, Field
from cleaner.cleaning import Cleaner, clean, clean_file, replay
from cleaner.document import Block, Document, Step
from cleaner.rules.rule import Pack, Rule
from cleaner.rules.toml import PackError, load_pack

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
