"""From an item to what is written of it: read its fields, clean it, and shape the record. Runs in the workers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from cleaner.article import Article
from cleaner.batch.failure import Failure
from cleaner.batch.item import Item, Line, PageFile
from cleaner.batch.many import WARM_UP, too_large
from cleaner.batch.readers import Wanted
from cleaner.batch.sites import SitePacks, site_of_document
from cleaner.batch.telling import Telling, Told
from cleaner.cleaning import Cleaner
from cleaner.record import NAMES, value

Shape = Literal["line", "row", "txt", "md", "json"]
"""What becomes of an article: a line of JSON, a row of a table, or a file of its own."""

FIELDS = tuple(name for name in NAMES if name not in ("markdown", "removed", "error"))
"""What a record holds, in this order; kept fields come behind. Failures have a file of their own, and what was removed
is as large as what is left: see `--format` and `--report`."""


class Source(NamedTuple):
    """A document as it is cleaned. id: its own, or its place. html: whether its field says that it is HTML. site: see
    `site_of_document`."""

    id: str
    source: str | bytes
    url: str | None
    html: bool
    kept: Mapping[str, Any]
    site: str


class Cleaned(NamedTuple):
    """What is written of a document. found: whether there is an article in it. told: for the report, if any."""

    content: bytes | dict[str, Any]
    found: bool
    told: Told | None = None


class Recording(NamedTuple):
    """What a worker of `cleaner batch` does with an item. sites: the packs that only pages of their site get. telling:
    what it does for the report."""

    cleaner: Cleaner
    wanted: Wanted
    shape: Shape
    sites: SitePacks | None = None
    telling: Telling | None = None

    def warm_up(self) -> None:
        """Load all that cleaning needs."""
        article = self.cleaner.clean(WARM_UP)
        if self.telling:
            article.report()

    def __call__(self, item: Item) -> Cleaned | Failure:
        """What is written of it, or why nothing is."""
        source = source_of(item, self.wanted)
        if isinstance(source, Failure):
            return source
        cleaner = self.sites.cleaner(self.cleaner, source.site) if self.sites else self.cleaner
        article = article_of(cleaner, source)
        if isinstance(article, Failure):
            return article
        told = self.telling(article, source.id, cleaner.packs) if self.telling else None
        return Cleaned(self._shaped(article, source), bool(article.text), told)

    def _shaped(self, article: Article, source: Source) -> bytes | dict[str, Any]:
        if self.shape == "txt":
            return as_bytes(article.text + "\n" if article.text else "")
        if self.shape == "md":
            return as_bytes(article.markdown + "\n" if article.markdown else "")
        record = _record(article, source)
        if self.shape == "row":
            return record
        return _json(record, indent=2 if self.shape == "json" else None) + b"\n"


def article_of(cleaner: Cleaner, source: Source) -> Article | Failure:
    """The article in a document, or why there can be none."""
    if source.html and cleaner.kind == "auto":
        cleaner = cleaner.of_kind("html")
    article = cleaner.clean(source.source, url=source.url)
    return Failure("unreadable", article.notes[0]) if article.document.form == "binary" else article


def source_of(item: Item, wanted: Wanted) -> Source | Failure:
    """The document in an item, or why there is none."""
    content = item.content
    if isinstance(content, Failure):
        return content
    if isinstance(content, PageFile):
        html = item.file.kind != "warc" and (item.place or item.file.name).lower().endswith((".html", ".htm", ".xhtml"))
        id = content.id or item.name
        return Source(id, _decoded(content), content.url, html, {}, site_of_document(item, id, content.url))
    if isinstance(content, Line):
        values = _object(content.data)
        if isinstance(values, Failure):
            return values
    else:
        values = content.values
    for field in (wanted.html_field, wanted.text_field):
        text = values.get(field) if field else None
        if isinstance(text, (str, bytes)):
            if len(text) > wanted.max_size:
                return too_large(len(text), wanted.max_size)
            url = values.get("url")
            kept = {name: values[name] for name in wanted.keep_fields if name in values}
            url = url if isinstance(url, str) else None
            id = id_of(values, item, wanted)
            return Source(id, text, url, field == wanted.html_field, kept, site_of_document(item, id, url))
    asked = " or ".join(repr(f) for f in (wanted.html_field, wanted.text_field) if f)
    return Failure("unreadable", f"no text in a field {asked}")


def id_of(values: Mapping[str, Any], item: Item, wanted: Wanted) -> str:
    """The id that a line or row states, or else the name that its place gives it."""
    stated = values.get(wanted.id_field)
    return str(stated) if isinstance(stated, (str, int)) and stated != "" else item.name


def stated_id(item: Item, wanted: Wanted) -> str:
    """The id of an item that could not be cleaned, as far as it can be read."""
    content = item.content
    if isinstance(content, PageFile):
        return content.id or item.name
    if isinstance(content, Failure):
        return item.name
    values = _object(content.data) if isinstance(content, Line) else content.values
    return item.name if isinstance(values, Failure) else id_of(values, item, wanted)


def _object(line: bytes) -> Mapping[str, Any] | Failure:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Failure("unreadable", f"broken JSON: {error}")
    return values if isinstance(values, dict) else Failure("unreadable", "the line is JSON, but no object")


def _decoded(page: PageFile) -> str | bytes:
    """The page as its server says that it is encoded; as bytes where that is not so, or not said."""
    if page.charset:
        try:
            return page.data.decode(page.charset)
        except (LookupError, ValueError):
            pass
    return page.data


def _record(article: Article, source: Source) -> dict[str, Any]:
    record = {name: source.id if name == "id" else value(article, name) for name in FIELDS}
    return {**record, "url": record["url"] or source.url, **source.kept}


def _json(record: dict[str, Any], indent: int | None) -> bytes:
    try:
        return json.dumps(record, ensure_ascii=False, indent=indent, default=str).encode()
    except UnicodeEncodeError:  # a lone surrogate has no encoding, but an escape
        return json.dumps(record, indent=indent, default=str).encode()


def as_bytes(text: str) -> bytes:
    """UTF-8; a lone surrogate, which has none, becomes a question mark."""
    return text.encode(errors="replace")
