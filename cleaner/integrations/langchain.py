"""LangChain: a document transformer that leaves the article of a page, before it is split and embedded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cleaner.cleaning import Cleaner
from cleaner.integrations.extras import missing
from cleaner.integrations.record import cleaned

try:
    from langchain_core.documents import BaseDocumentTransformer, Document
except ImportError as error:
    raise missing("langchain", error) from error

_METADATA = ("headline", "standfirst", "authors", "date", "language", "confidence", "error")
"""What goes into the metadata: little, since most vector stores keep it beside each piece of the text."""


class CleanerTransformer(BaseDocumentTransformer):
    """Puts the article's body in the place of the page, and what is known of headline, standfirst, authors, date,
    language and confidence into the metadata, all as text and numbers, since most vector stores take nothing else.

    cleaner: the settings, by default those of `Cleaner()`. markdown: whether the article is to be Markdown, with its
    headline and headings, as splitters like it. A document that cannot be cleaned comes out empty, with `error` in its
    metadata. The address is read from "source", where loaders put it.
    """

    def __init__(self, cleaner: Cleaner | None = None, *, markdown: bool = False) -> None:
        self.cleaner = cleaner or Cleaner()
        self.markdown = markdown

    def transform_documents(self, documents: Sequence[Any], **kwargs: Any) -> Sequence[Any]:
        """The documents, cleaned, in their order."""
        return [self._transformed(document) for document in documents]

    def _transformed(self, document: Any) -> Any:
        address = document.metadata.get("source")
        found = cleaned(self.cleaner, document.page_content, url=address if isinstance(address, str) else None)
        told = {name: _flat(found[name]) for name in _METADATA if found[name] not in (None, [])}  # type: ignore[literal-required]
        return Document(
            page_content=found["markdown" if self.markdown else "text"],
            metadata={**document.metadata, **told},
            id=document.id,
        )


def _flat(value: Any) -> str | float:
    """A value of the metadata: names with commas between, all else as it is."""
    return ", ".join(value) if isinstance(value, list) else value
