"""Plain text into a document: one block a line, with the facts that its layout and marks give."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from cleaner.document import NO_FACTS, Block, Document, Facts
from cleaner.patterns import Pattern
from cleaner.reading.markdown import is_markdown, link_share

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Zero-width, soft-hyphen and bidirectional control characters: they carry no text of their own."""

_BLANK = " \t\n\r\x0b\x0c\x1c\x1d\x1e\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\0" + INVISIBLE
_ITEM = Pattern(r"(?:[-*+•·‣▪●○◦►–]|\d{1,3}[.)]|\(?[a-z]\))[ \t\xa0]+(?=\S)")
_FENCE = Pattern(r"(?:^|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029])[^\S\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]*(?:```|~~~)")
_HEADING = Pattern(r"(#{1,6})[^\S\n\r]+\S")
_ODD = Pattern(r"[\0-\x08\x0e-\x1b\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffd]")


@lru_cache(maxsize=256)
def _facts(gap: bool, heading: int, item: bool, quote: bool, table: bool, code: bool, share: float) -> Facts:
    return Facts(gap, heading, item, quote, table, code, share)


def read_text(text: str, notes: tuple[str, ...] = ()) -> Document:
    """A document with a block for each line that holds something; blank lines end the block before them.

    Linear in the length of the text. Nothing is changed or left out: the blocks tile the text.
    """
    markdown = is_markdown(text)
    return Document(text, _blocks(text, markdown), notes + oddities(text), "markdown" if markdown else "text")


def as_markdown(document: Document) -> Document:
    """A plain text read again as Markdown."""
    return document._replace(blocks=_blocks(document.text, True), form="markdown")


def _blocks(text: str, markdown: bool) -> tuple[Block, ...]:
    """The blocks of a text; markdown: with the facts that its marks give."""
    blocks: list[Block] = []
    start = at = 0
    gap = pending_gap = False
    facts = NO_FACTS
    opened = fenced = False
    fences = len(_FENCE.findall(text)) if markdown else 0
    for raw in text.splitlines(keepends=True):
        if raw.isspace() or (not raw[0].isprintable() and not raw.strip(_BLANK)):
            pending_gap = True
        else:
            if opened:
                blocks.append(Block(start, at, facts))
                start = at
                gap = pending_gap
            opened, pending_gap = True, False
            if markdown:
                fence = raw.lstrip().startswith(("```", "~~~"))
                fences -= fence
                fence = fence and (fenced or fences > 0)  # one that nothing closes is none
                facts = _facts(gap, 0, False, False, False, True, 0.0) if fenced or fence else _marks(raw, gap)
                fenced ^= fence
            else:
                facts = _PLAIN[gap] if raw[0].isalpha() and raw[1:2] != ")" else _unmarked(raw, gap)
        at += len(raw)
    if text:
        blocks.append(Block(start, len(text), facts))
    return tuple(blocks)


_PLAIN = (NO_FACTS, Facts(gap=True))


def _unmarked(raw: str, gap: bool) -> Facts:
    """The facts of a line of plain text that does not open with a letter: it may be a list item."""
    body = raw.strip(_BLANK)
    table = body.startswith("|") and body.endswith("|") and body.count("|") > 2
    return _facts(gap, 0, _ITEM.match(body) is not None, False, table, False, 0.0)


def _marks(raw: str, gap: bool) -> Facts:
    body = raw.strip(_BLANK)
    heading = _HEADING.match(body)
    item = _ITEM.match(body) is not None
    table = body.startswith("|") and body.endswith("|") and body.count("|") > 2
    return _facts(gap, len(heading[1]) if heading else 0, item, body.startswith(">"), table, False, link_share(body))


def oddities(text: str) -> tuple[str, ...]:
    """Characters that survive but that a reader of the result should know of."""
    if text.isascii() and text.isprintable():
        return ()
    names: dict[str, int] = {}
    for c in _ODD.findall(text):
        name = (
            "NUL"
            if c == "\0"
            else "replacement"
            if c == "\ufffd"
            else {"Cs": "lone surrogate", "Cf": "bidirectional control"}.get(unicodedata.category(c), "control")
        )
        names[name] = names.get(name, 0) + 1
    return tuple(f"the text holds {n} {name} character{'s' * (n > 1)}" for name, n in names.items())
