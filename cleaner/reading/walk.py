"""The walk over a tree of HTML: its text, the blocks that this falls into, and what is marked in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from cleaner.document import Block, Element, Facts, Mark, MarkKind, made
from cleaner.reading.elements import NOWHERE, described, hidden
from cleaner.reading.tags import BLOCKS, EMPHASIS, HEADINGS, WITHOUT_TEXT

if TYPE_CHECKING:
    import turbohtml

_WITHOUT_INNER_BLOCKS = frozenset(("p", *HEADINGS))
_CELLS = frozenset(("td", "th"))
_LONG_CELL, _LONG_ROW = 160, 640
"""Characters from which a cell of a table is text laid out by it rather than a piece of its row, and from which a
row is no row."""

_SIDE_BY_SIDE = frozenset(("a", "time", "span"))
"""Inline elements of which two, side by side, are drawn apart by their style: a label and a title, two links."""

_FIRST_CJK = "\u2e80"
"""From here on text has no blanks between words."""

_ITEMS = frozenset(("li", "dt", "dd"))
_CODE = frozenset(("pre", "xmp", "listing"))
_IMAGES = frozenset(("img", "amp-img"))

_NOTE = re.compile(r"\[[^\[\]]{1,40}\]")
_DIGITS, _LONGEST_MARKER = 3, 45
"""The text of a marker that stands in brackets, the digits of one that does not, and the characters of any."""

_INLINE, _BLOCK, _LAID_OUT, _LINK, _EMPHASISED, _VOID, _ALONE, _UNSEEN, _HIDDEN, _MARKER = range(10)
"""What an element does to the text: nothing, it makes a block, a block of a list, a table or code, it marks what
stands in it (two ways), it does something by itself (holding nothing, or some text), it has no text that is seen, it
has text that is hidden, it may be the marker of a note or of a heading."""

_DOES = {
    **dict.fromkeys(BLOCKS, _BLOCK),
    **dict.fromkeys((*_CELLS, *_ITEMS, *_CODE, "table", "tr"), _LAID_OUT),
    **dict.fromkeys(EMPHASIS, _EMPHASISED),
    **dict.fromkeys(WITHOUT_TEXT, _UNSEEN),
    **dict.fromkeys(("br", "hr", "img"), _VOID),
    **dict.fromkeys(("option", "amp-img"), _ALONE),
    "a": _LINK,
    "sup": _MARKER,
}


class Reader:
    """One walk over the tree, and what it has gathered.

    parts: pieces of the text. at: its length so far. blocks, elements, marks: as in `Document`; an element is
    taken in when the first block in it ends.
    """

    def __init__(self, tree: turbohtml.Document) -> None:
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
        self._blank = self._item = self._row = self._joined = self._apart = False
        self._walk(tree)
        self._flush()

    def _walk(self, tree: turbohtml.Document) -> None:
        from turbohtml import CData, DocumentFragment, Element, Text

        what = _DOES.get
        frames: list[tuple[Iterator[Any], int]] = []
        nodes: Iterator[Any] = iter(tree.children)  # their kinds are told below; a cast for each would cost more
        ends = _INLINE
        while True:
            for node in nodes:
                kind = type(node)
                if kind is Text or kind is CData:
                    data = node.data
                    if data.isspace() and not self._code:
                        self._blank = True
                    else:
                        self._text(data)
                elif kind is Element:
                    tag = node.tag
                    does = what(tag, _INLINE)
                    if does == _UNSEEN:
                        continue
                    if does == _VOID:
                        self._stands(node, tag)
                        continue
                    frames.append((nodes, ends))
                    ends = self._opens_block(node) if does == _BLOCK else self._opens(node, tag, does)
                    nodes = iter(node.children)
                    if node.shadow_root is not None:
                        frames.append((nodes, ends))
                        nodes, ends = iter(node.shadow_root.children), _INLINE
                    break
                elif kind is DocumentFragment:
                    frames.append((nodes, ends))
                    nodes, ends = iter(node.children), _INLINE
                    break
            else:
                if ends == _BLOCK:
                    self._closes_block()
                elif ends:
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
        if self._apart:
            self._apart = False
            self._blank = self._blank or _parts(self.parts[-1], flat)
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

    def _opens_block(self, node: turbohtml.Element) -> int:
        """Take note of a block that opens; what its closing ends."""
        if self.at > self._start:
            self._flush()
        self._row = False
        self._open.append(node)
        return _BLOCK

    def _opens(self, node: turbohtml.Element, tag: str, does: int) -> int:
        """Take note of an element that opens and is no block like any other; what its closing ends."""
        if does == _LAID_OUT:
            return self._opens_laid_out(node, tag)
        if does == _ALONE:
            self._stands(node, tag)
            return _INLINE
        if tag in _SIDE_BY_SIDE and self.at > self._start and not self._blank:
            self._apart = not self._code and _drawn_apart(node, tag)
        if does == _INLINE:
            inner = self._open[-1].tag if self._open else ""
            if "-" in tag and inner not in _WITHOUT_INNER_BLOCKS:
                return self._opens_block(node)
            if inner in HEADINGS:
                does = _MARKER
        if node.attrs and hidden(node):
            self._pieces.append(self.at)
            return _HIDDEN
        if does == _MARKER:
            self._pieces.append(self.at)
        elif does == _LINK:
            self._links.append((self.at, node.attr("href") or ""))
        elif does == _EMPHASISED:
            self._emphases.append((self.at, EMPHASIS[tag]))
        return does

    def _stands(self, node: turbohtml.Element, tag: str) -> None:
        """Take note of an element that does something by itself."""
        if tag in _IMAGES:
            target = node.attr("src") or node.attr("data-src") or ""
            self.marks.append(made(Mark, (self.at, self.at, "image", target, node.attr("alt") or "")))
        elif tag == "br":
            self._breaks += 1
            self._blank = True
            if self._breaks > 1 and self.at > self._start:
                self._row = False
                self._flush()
        elif tag == "hr":
            self._flush()
        else:
            self._blank = True

    def _opens_laid_out(self, node: turbohtml.Element, tag: str) -> int:
        cell = tag in _CELLS
        if self.at > self._start:
            if cell and self._row and self.at - self._cell < _LONG_CELL and not self._breaks:
                self._blank = True
            else:
                self._flush()
        self._open.append(node)
        if cell:
            self._cell, self._cell_linked = self.at, self._linked
            return _LAID_OUT
        self._row = tag == "tr" and _has_cells(node)
        self._cells = 0
        if tag in _ITEMS:
            self._item = True
        elif tag == "table":
            self._joined = False
        elif tag in _CODE:
            self._code += 1
        return _LAID_OUT

    def _closes(self, ends: int) -> None:
        """Take note that the element that opened last closes."""
        if ends == _LAID_OUT:
            self._closes_laid_out(self._open[-1].tag)
        elif ends == _LINK:
            start, target = self._links.pop()
            if self.at > start:
                self.marks.append(made(Mark, (start, self.at, "link", target, "")))
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

    def _closes_laid_out(self, tag: str) -> None:
        if tag not in _CELLS or not self._row:
            self._closes_block()
        else:
            if self.at > self._start:
                self._closes_cell()
            self._leaves()
        if tag == "tr":
            self._row = False
        elif tag in _CODE:
            self._code -= 1

    def _closes_cell(self) -> None:
        """Take note that a cell of a row closes: a long one is a block of its own."""
        if self.at - self._cell >= _LONG_CELL:
            if self._cell > self._start:
                self._ends(self._cell, self._cell_linked)
                self._linked -= self._cell_linked
            self._flush()
        elif self.at > self._cell:
            self._cells += 1
            self.marks.append(Mark(self._cell, self.at, "cell"))

    def _closes_block(self) -> None:
        if self.at > self._start:
            self._flush()
        self._leaves()

    def _leaves(self) -> None:
        """Take note that the innermost block is left."""
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
        _, tag, within, *_ = self.elements[number]
        table = self._row and self._cells > 1 and "table" in within and length < _LONG_ROW
        facts = made(
            Facts,
            (
                not (table and self._joined),
                HEADINGS.get(tag, 0),
                self._item and "list" in within,
                "quote" in within,
                table,
                "code" in within,
                min(1.0, linked / max(1, length - 1)) if linked else 0.0,
                number,
            ),
        )
        self.blocks.append(made(Block, (self._start, end, facts)))
        self._start = end
        self._item, self._joined = False, table

    def _element(self) -> int:
        """The position of the innermost open element, taken in together with those around it."""
        taken, elements = self._taken, self.elements
        parent = taken[-1] if taken else -1
        for node in self._open[len(taken) :]:
            elements.append(described(node, node.tag, parent, elements[parent] if parent >= 0 else NOWHERE))
            parent = len(elements) - 1
            taken.append(parent)
        return max(0, parent)


def _drawn_apart(node: turbohtml.Element, tag: str) -> bool:
    """Whether an element stands right behind another and is no part of the same word by its mark-up."""
    before = node.previous_sibling
    other = getattr(before, "tag", "")
    if other not in _SIDE_BY_SIDE:
        return False
    return tag != "span" or other != "span" or _named(node) != _named(cast("turbohtml.Element", before))


def _named(node: turbohtml.Element) -> tuple[str | None, str | None]:
    return node.attr("class"), node.attr("id")


def _parts(before: str, behind: str) -> bool:
    """Whether a text that stands right behind another begins a word of its own: not a piece of a word, of a number,
    or of text without blanks."""
    last, first = before[-1], behind[0]
    if last >= _FIRST_CJK or len(before) == 1:
        return False
    return first.isupper() or (first.isdigit() and last.isalpha()) or (first.isalpha() and last.isdigit())


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
