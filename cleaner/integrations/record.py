"""An article as a flat row, for engines that carry rows: the same fields everywhere, and an error, never a crash."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from cleaner.article import Article
from cleaner.cleaning import Cleaner

if TYPE_CHECKING:
    from cleaner.reading import Source


class Removed(TypedDict):
    """A removed block: its text, its kind of boilerplate, and the rule that decided."""

    text: str
    kind: str | None
    rule: str


class Record(TypedDict):
    """An article as a row. date: ISO 8601, with the time where the page gives one. error: why the document could not
    be cleaned, in words; then all else but `id` is empty. A page without an article has no error but an empty text, and
    a note. The rest is as in `Article`."""

    id: str | None
    headline: str | None
    standfirst: str | None
    authors: list[str]
    date: str | None
    text: str
    markdown: str
    language: str | None
    removed: list[Removed]
    confidence: float | None
    notes: list[str]
    error: str | None


def record(article: Article, id: str | None = None) -> Record:
    """The article as a row."""
    return Record(
        id=id,
        headline=_sendable(article.headline),
        standfirst=_sendable(article.standfirst),
        authors=[_encodable(name) for name in article.authors],
        date=article.date.isoformat() if article.date else None,
        text=_encodable(article.text),
        markdown=_encodable(article.markdown),
        language=article.language,
        removed=[Removed(text=_encodable(b.text), kind=b.kind, rule=b.step.rule) for b in article.removed],
        confidence=article.confidence,
        notes=[_encodable(note) for note in article.notes],
        error=None,
    )


def failed(error: str, id: str | None = None) -> Record:
    """The row of a document that could not be cleaned, and why."""
    return Record(
        id=id,
        headline=None,
        standfirst=None,
        authors=[],
        date=None,
        text="",
        markdown="",
        language=None,
        removed=[],
        confidence=None,
        notes=[],
        error=_encodable(error),
    )


def cleaned(cleaner: Cleaner, source: Source | None, *, id: str | None = None, url: str | None = None) -> Record:
    """The row of a source, whatever it holds: a document that is missing, empty or binary, or that the cleaner fails
    on, gives a row with `error`."""
    if source is None:
        return failed("there is no source", id)
    try:
        if isinstance(source, str | bytes) and not source.strip():
            return failed("the source is empty", id)
        article = cleaner.clean(source, url=url)
        if article.document.form == "binary":
            return failed(article.notes[0], id)
        return record(article, id)
    except Exception as error:
        return failed(f"{type(error).__name__}: {error}", id)


def _encodable(text: str) -> str:
    """The text with what has no encoding (a lone surrogate) replaced: columns hold UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode(errors="replace").decode()
    return text


def _sendable(text: str | None) -> str | None:
    return None if text is None else _encodable(text)
