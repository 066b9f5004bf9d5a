"""Any source as a row, for engines that carry rows: the same fields everywhere, and an error, never a crash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from cleaner.article import Article
from cleaner.cleaning import Cleaner
from cleaner.record import NAMES, Record, empty, value

if TYPE_CHECKING:
    from cleaner.reading import Source


def record(article: Article, id: str | None = None, url: str | None = None) -> Record:
    """The article as a row; url: the address that came with the page."""
    row = {name: _encodable(value(article, name)) for name in NAMES if name not in ("id", "error")}
    return cast(Record, {**row, "id": id, "url": row["url"] or url, "error": None})


def failed(error: str, id: str | None = None) -> Record:
    """The row of a document that could not be cleaned, and why."""
    return cast(Record, {**{name: empty(name) for name in NAMES}, "id": id, "error": _encodable(error)})


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
        return record(article, id, url)
    except Exception as error:
        return failed(f"{type(error).__name__}: {error}", id)


def _encodable(found: Any) -> Any:
    """A plain value with what has no encoding (a lone surrogate) replaced: columns hold UTF-8."""
    if isinstance(found, list):
        return [_encodable(one) for one in found]
    if isinstance(found, dict):
        return {name: _encodable(one) for name, one in found.items()}
    if not isinstance(found, str):
        return found
    try:
        found.encode()
    except UnicodeEncodeError:
        return found.encode(errors="replace").decode()
    return found
