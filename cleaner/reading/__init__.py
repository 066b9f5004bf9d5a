"""Sources into documents: bytes or text, plain or HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.document import Block, Document
from cleaner.patterns import Pattern
from cleaner.reading.encoding import binary, decode
from cleaner.reading.text import read_text

if TYPE_CHECKING:
    import bs4

    Source = str | bytes | bytearray | memoryview | bs4.Tag

_HTML_START = Pattern(
    r"\s*+(?:<\?xml[^>]{0,200}>\s*+)?(?:<!--(?:[^-]|-(?!->)){0,5000}+-->\s*+)*+"
    r"<(?:!doctype\s+html|html|head|body|article|main|div|section|p|table|ul|ol|h[1-6]|span|meta|title|script|style)\b",
    re.IGNORECASE,
)
_CLOSING_TAG = Pattern(
    r"</(?:html|head|body|article|main|div|section|p|table|td|ul|ol|li|h[1-6]|span|a|title|script|style)\s{0,9}>",
    re.IGNORECASE,
)

_FEED = Pattern(
    r"(?:<\?xml[^>]{0,200}>\s*+)?(?:<!--(?:[^-]|-(?!->)){0,5000}+-->\s*+)*+<(?:\w{1,20}:)?(rss|feed|rdf|urlset|sitemapindex|opml|svg)\b",
    re.IGNORECASE,
)
_JSON_START = Pattern(r'\{\s*(?:"(?:[^"\\]|\\.){0,200}"\s*:|\})|\[\s*(?:[\[{"]|-?\d[\d.]*\s*,)')

_SNIFF = 65_536
"""Characters looked at when telling HTML from plain text."""

_CHARACTERS_A_TAG = 400
"""In mark-up without a start that gives it away, a closing tag comes at least this often; a text about HTML
names a tag now and then."""


def looks_like_html(text: str) -> bool:
    """Whether a source is HTML rather than plain text that may mention a tag."""
    head = text[:_SNIFF].lstrip("\ufeff")
    if "<" not in head:
        return False
    closing = sum(1 for _ in _CLOSING_TAG.finditer(head))
    if _HTML_START.match(head):
        return closing > 0 or "<!doctype" in head[:2000].lower() or "<html" in head[:2000].lower()
    return closing >= 3 and closing * _CHARACTERS_A_TAG > len(head)


def read(source: Source, kind: str = "auto") -> Document:
    """The source as a document. kind: "text", "html", or "auto" to tell. A tree of BeautifulSoup is HTML.

    Raises TypeError for a source that is none of str, bytes and such a tree.
    """
    notes: tuple[str, ...] = ()
    if isinstance(source, str):
        text = source
    elif isinstance(source, (bytes, bytearray, memoryview)):
        data = bytes(source)
        nature = binary(data)
        if nature:
            return _unread(data.decode("utf-8", "replace"), nature)
        text, notes = decode(data)
    elif type(source).__module__.partition(".")[0] == "bs4":
        text, kind = source.decode(), "html"
    else:
        raise TypeError(f"source must be str, bytes or a tree of BeautifulSoup, not {type(source).__name__}")
    if kind == "html" or (kind == "auto" and looks_like_html(text)):
        from cleaner.reading.html import read_html

        return read_html(text, notes)
    if kind == "auto":
        nature = data_format(text)
        if nature:
            return _unread(text, nature)
    return read_text(text, notes)


def markup(source: Source) -> str:
    """The mark-up of a source that `read` took for HTML."""
    if isinstance(source, str):
        return source
    if isinstance(source, (bytes, bytearray, memoryview)):
        return decode(bytes(source))[0]
    return source.decode()


def data_format(text: str) -> str | None:
    """The name of the format of a source that is data rather than a page: a feed, other XML, JSON; else None."""
    head = text[:_SNIFF].lstrip("\ufeff \t\r\n")
    if head.startswith("<"):
        feed = _FEED.match(head)
        return f"XML ({feed[1].lower()})" if feed else "XML" if head.startswith("<?xml") else None
    if _JSON_START.match(head) and text.rstrip().endswith(("}", "]")):
        return "JSON"
    return None


def _unread(text: str, nature: str) -> Document:
    return Document(text, (Block(0, len(text)),) if text else (), (f"no text: {nature}",), "binary")
