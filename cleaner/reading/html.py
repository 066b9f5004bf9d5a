"""HTML into a document: the page's text in reading order, a block for each run of it, and where each stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from cleaner.document import Block, Document, Element, Facts, Mark, MarkKind
from cleaner.reading.roles import role_words
from cleaner.reading.tags import BLOCKS, CONTEXTS, EMPHASIS, HEADINGS, ROLES, WITHOUT_TEXT
from cleaner.reading.text import oddities

if TYPE_CHECKING:
    import turbohtml
    from turbohtml import Node

_WITHOUT_INNER_BLOCKS = frozenset(("p", *HEADINGS))
_CELLS = frozenset(("td", "th"))
_PAGE = frozenset(("html", "body"))
"""Elements whose class speaks of the whole page, not of what stands in it."""

_SHADOW = re.compile(r"<template[^>]{0,200}\sshadowroot", re.I)
_ABSENT = "absent"
"""Stands for an attribute that an element does not have."""

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)

_LONG_CELL, _LONG_ROW = 160, 640
"""Characters from which a cell of a table is text laid out by it rather than a piece of its row, and from which a
row is no row."""

_ITEMS = frozenset(("li", "dt", "dd"))
_CODE = frozenset(("pre", "xmp", "listing"))
_IMAGES = frozenset(("img", "amp-img"))

_NOTE = re.compile(r"\[[^\[\]]{1,40}\]")
_DIGITS, _LONGEST_MARKER = 3, 45
"""The text of a marker that stands in brackets, the digits of one that does not, and the characters of any."""

_INLINE, _BLOCK, _LINK, _EMPHASISED, _ALONE, _UNSEEN, _HIDDEN, _MARKER = range(8)
"""What an element does to the text: nothing, it makes a block, it marks what stands in it (two ways), it does
something by itself, it has no text that is seen, it has text that is hidden, it may be the marker of a note or of
a heading."""

_DOES = {
    **dict.fromkeys(BLOCKS, _BLOCK),
    **dict.fromkeys(EMPHASIS, _EMPHASISED),
    **dict.fromkeys(WITHOUT_TEXT, _UNSEEN),
    **dict.fromkeys(("br", "hr", "option", *_IMAGES), _ALONE),
    "a": _LINK,
    "sup": _MARKER,
}


def read_html(source: str, notes: tuple[str, ...] = ()) -> Document:
    """A document with a block for each run of text that a block-level element holds.

    The blocks tile the text; white space is as a browser shows it, outside `pre`. Text that is hidden (by
    attribute, by style, in a `template`, a closed dialog) is in blocks that stand within "hidden". What is
    never shown as text (scripts, drawings, frames) is left out. Linear in the length of the source.
    """
    import turbohtml

    from cleaner.reading.metadata import stated

    tree = turbohtml.parse(source)
    reader = _Reader(tree, shadows=_SHADOW.search(source) is not None)
    text = "".join(reader.parts)
    return Document(
        text,
        tuple(reader.blocks),
        notes + oddities(text),
        "html",
        tuple(reader.elements),
        tuple(reader.marks),
        stated(tree),
    )


class _Reader:
    """One walk over the tree, and what it has gathered.

    parts: pieces of the text. at: its length so far. blocks, elements, marks: as in `Document`; an element is
    taken in when the first block in it ends.
    """

    def __init__(self, tree: turbohtml.Document, *, shadows: bool) -> None:
        self.parts: list[str] = []
        self.at = 0
        self.blocks: list[Block] = []
        self.elements: list[Element] = []
        self.marks: list[Mark] = []
        self._open: list[turbohtml.Element] = []
        self._taken: list[int] = []
        self._links: list[tuple[int, str]] = []
        self._emphases: list[tuple[int, MarkKind]] = []
        self._pieces: list[int] = []
        self._link = -1
        self._start = self._linked = self._cell_linked = self._breaks = self._cell = self._cells = self._code = 0
        self._blank = self._item = self._row = self._joined = False
        self._walk(tree, shadows)
        self._flush()

    def _walk(self, tree: turbohtml.Document, shadows: bool) -> None:
        from turbohtml import CData, DocumentFragment, Element, Text

        frames: list[tuple[Iterator[Node], int]] = []
        nodes: Iterator[Node] = iter(tree.children)
        ends = _INLINE
        while True:
            for node in nodes:
                kind = type(node)
                if kind is Text or kind is CData:
                    data = cast("turbohtml.Text", node).data
                    if data.isspace() and not self._code:
                        self._blank = True
                    else:
                        self._text(data)
                elif kind is Element:
                    element = cast("turbohtml.Element", node)
                    does = _DOES.get(element.tag, _INLINE)
                    if does == _UNSEEN:
                        continue
                    frames.append((nodes, ends))
                    ends = self._opens(element, does)
                    nodes = iter(element.children)
                    if shadows and element.shadow_root is not None:
                        frames.append((nodes, ends))
                        nodes, ends = iter(element.shadow_root.children), _INLINE
                    break
                elif kind is DocumentFragment:
                    frames.append((nodes, ends))
                    nodes, ends = iter(node.children), _INLINE
                    break
            else:
                if ends:
                    self._closes(ends)
                if not frames:
                    return
                nodes, ends = frames.pop()

    def _text(self, data: str) -> None:
        if self._code:
            self._put(data)
            return
        flat = " ".join(data.split())
        if not flat:
            self._blank = True
            return
        if self._links:
            self._linked += len(flat)
        if self.at > self._start and (self._blank or data[0].isspace()):
            flat = ("\n" if self._breaks else " ") + flat
        self._breaks = 0
        self.parts.append(flat)
        self.at += len(flat)
        self._blank = data[-1].isspace()

    def _since(self, start: int) -> str:
        """The text from an offset to where the walk stands; nothing where that is too long for a marker."""
        if self.at - start > _LONGEST_MARKER:
            return ""
        k, at = len(self.parts), self.at
        while at > start:
            k -= 1
            at -= len(self.parts[k])
        return "".join(self.parts[k:])

    def _put(self, piece: str) -> None:
        self.parts.append(piece)
        self.at += len(piece)

    def _opens(self, node: turbohtml.Element, does: int) -> int:
        """Take note of an element that opens; what its closing ends."""
        tag = node.tag
        inner = self._open[-1].tag if self._open else ""
        if does == _INLINE:
            if "-" in tag and inner not in _WITHOUT_INNER_BLOCKS:
                does = _BLOCK
            elif inner in HEADINGS:
                does = _MARKER
        if does == _BLOCK:
            self._opens_block(node, tag)
            self._open.append(node)
            return _BLOCK
        if does != _ALONE and _hidden(node, tag):
            self._pieces.append(self.at)
            return _HIDDEN
        if does == _MARKER:
            self._pieces.append(self.at)
            return _MARKER
        if does == _LINK:
            self._links.append((self.at, node.attr("href") or ""))
            return _LINK
        if does == _EMPHASISED:
            self._emphases.append((self.at, EMPHASIS[tag]))
            return _EMPHASISED
        if tag in _IMAGES:
            target = node.attr("src") or node.attr("data-src") or ""
            self.marks.append(Mark(self.at, self.at, "image", target, node.attr("alt") or ""))
        elif tag == "br":
            self._breaks += 1
            self._blank = True
            if self._breaks > 1 and self.at > self._start:
                self._row = False
                self._flush()
        elif tag == "hr":
            self._flush()
        elif tag == "option":
            self._blank = True
        return _INLINE

    def _opens_block(self, node: turbohtml.Element, tag: str) -> None:
        cell = tag in _CELLS
        if self.at > self._start:
            if cell and self._row and self.at - self._cell < _LONG_CELL and not self._breaks:
                self._blank = True
            else:
                self._flush()
        if cell:
            self._cell, self._cell_linked = self.at, self._linked
        else:
            self._row = tag == "tr" and _has_cells(node)
            self._cells = 0
            if tag in _ITEMS:
                self._item = True
            elif tag == "table":
                self._joined = False
            elif tag in _CODE:
                self._code += 1

    def _closes(self, ends: int) -> None:
        """Take note that the element that opened last closes."""
        if ends == _BLOCK:
            self._closes_block(self._open[-1].tag)
        elif ends == _LINK:
            start, target = self._links.pop()
            if self.at > start:
                self.marks.append(Mark(start, self.at, "link", target))
                self._link = start
                if self._open and self._open[-1].tag in HEADINGS and _is_sign(self._since(start)):
                    self.marks.append(Mark(start, self.at, "marker"))
        elif ends == _HIDDEN:
            start = self._pieces.pop()
            if self.at > start:
                self.marks.append(Mark(start, self.at, "hidden"))
        elif ends == _MARKER:
            start = self._pieces.pop()
            if self.at > start and self._link >= start and _is_note(self._since(start)):
                self.marks.append(Mark(start, self.at, "marker"))
        else:
            start, kind = self._emphases.pop()
            if self.at > start:
                self.marks.append(Mark(start, self.at, kind))

    def _closes_block(self, tag: str) -> None:
        if self.at > self._start:
            if tag not in _CELLS or not self._row:
                self._flush()
            elif self.at - self._cell >= _LONG_CELL:
                if self._cell > self._start:
                    self._ends(self._cell, self._cell_linked)
                    self._linked -= self._cell_linked
                self._flush()
            elif self.at > self._cell:
                self._cells += 1
                self.marks.append(Mark(self._cell, self.at, "cell"))
        if tag == "tr":
            self._row = False
        elif tag in _CODE:
            self._code -= 1
        self._open.pop()
        if len(self._taken) > len(self._open):
            self._taken.pop()

    def _flush(self) -> None:
        """End the block that is open, if it holds something."""
        self._blank, self._breaks = False, 0
        if self.at > self._start:
            self._put("\n")
            self._ends(self.at, self._linked)
            self._linked = 0

    def _ends(self, end: int, linked: int) -> None:
        """End the block that is open at an offset; linked: characters of links in it."""
        length = end - self._start
        number = self._element()
        element = self.elements[number]
        within = element.within
        table = self._row and self._cells > 1 and "table" in within and length < _LONG_ROW
        facts = Facts(
            not (table and self._joined),
            HEADINGS.get(element.tag, 0),
            self._item and "list" in within,
            "quote" in within,
            table,
            "code" in within,
            min(1.0, linked / max(1, length - 1)),
            number,
        )
        self.blocks.append(Block(self._start, end, facts))
        self._start = end
        self._item, self._joined = False, table

    def _element(self) -> int:
        """The position of the innermost open element, taken in together with those around it."""
        while len(self._taken) < len(self._open):
            node = self._open[len(self._taken)]
            parent = self._taken[-1] if self._taken else -1
            self._taken.append(len(self.elements))
            self.elements.append(_described(node, parent, self.elements[parent] if parent >= 0 else _NOWHERE))
        return self._taken[-1] if self._taken else 0


def _has_cells(row: turbohtml.Element) -> bool:
    """Whether a row has two cells at least: with a single one it lays out what stands in it."""
    cells = (node for node in row.children if getattr(node, "tag", "") in _CELLS)
    return next(cells, None) is not None and next(cells, None) is not None


def _is_sign(text: str) -> bool:
    """Whether the text of a link is a sign alone, as a pilcrow is."""
    return bool(text) and not any(map(str.isalnum, text))


def _is_note(text: str) -> bool:
    """Whether a text with a link in it is a number, or stands in brackets."""
    text = text.strip()
    return _NOTE.fullmatch(text) is not None or (text.isdigit() and len(text) <= _DIGITS)


_NOWHERE = Element(-1, "", frozenset(), frozenset(), frozenset())


def _described(node: turbohtml.Element, parent: int, above: Element) -> Element:
    """What is known of an element that stands in another."""
    tag = node.tag
    classes, name = node.attr("class"), node.attr("id")
    words = _NOWHERE.words
    if "-" in tag:
        words = role_words(f"{tag} {classes or ''}", name or "")
    elif (classes or name) and tag not in _PAGE:
        words = role_words(classes or "", name or "")
    around = above.around if words <= above.around else above.around | words
    within = above.within
    context = CONTEXTS.get(tag)
    if context is not None and context not in within:
        within = within | {context}
    if _closed(node, tag):
        within = within | {"closed", "hidden"}
    role = node.attr("role")
    if role in ROLES:
        within = within | {ROLES[role]}
    if "hidden" not in within and _hidden(node, tag):
        within = within | {"hidden"}
    return Element(parent, tag, within, words, around)


def _hidden(node: turbohtml.Element, tag: str) -> bool:
    style = node.attr("style")
    return (style is not None and _HIDDEN_STYLE.search(style) is not None) or node.attr(
        "hidden", _ABSENT
    ) is not _ABSENT


def _closed(node: turbohtml.Element, tag: str) -> bool:
    """Whether an element shows nothing until a script opens it."""
    return tag == "template" or (tag == "dialog" and node.attr("open", _ABSENT) is _ABSENT)
