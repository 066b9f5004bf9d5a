"""Sources into documents: bytes or text, plain or HTML."""

from __future__ import annotations

import re

from cleaner.document import Block, Document
from cleaner.patterns import Pattern
from cleaner.reading.encoding import binary, decode
from cleaner.reading.text import read_text

_HTML_START = Pattern(
    r"\s*+(?:<\?xml[^>]{0,200}>\s*+)?(?:<!--(?:[^-]|-(?!->)){0,5000}+-->\s*+)*+"
    r"<(?:!doctype\s+html|html|head|body|article|main|div|section|p|table|ul|ol|h[1-6]|span|meta|title|script|style)\b",
    re.IGNORECASE,
)
_CLOSING_TAG = Pattern(
    r"</(?:html|head|body|article|main|div|section|p|table|td|ul|ol|li|h[1-6]|span|a|title|script|style)\s{0,9}>",
    re.IGNORECASE,
)

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


def read(source: str | bytes, kind: str = "auto") -> Document:
    """The source as a document. kind: "text", "html", or "auto" to tell.

    Raises TypeError for a source that is neither str nor bytes.
    """
    notes: tuple[str, ...] = ()
    if isinstance(source, str):
        text = source
    elif isinstance(source, (bytes, bytearray, memoryview)):
        data = bytes(source)
        nature = binary(data)
        if nature:
            text = data.decode("utf-8", "replace")
            return Document(text, (Block(0, len(text)),), (f"no text: {nature}",), "binary")
        text, notes = decode(data)
    else:
        raise TypeError(f"source must be str or bytes, not {type(source).__name__}")
    if kind == "html" or (kind == "auto" and looks_like_html(text)):
        from cleaner.reading.html import read_html

        return read_html(text, notes)
    return read_text(text, notes)
