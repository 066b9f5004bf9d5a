"""HTML into a document: the page's text in reading order, a block for each run of it, and where each stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleaner.document import Block, Document, Element, Facts, Mark, MarkKind
from cleaner.reading.roles import role_words
from cleaner.reading.text import oddities

if TYPE_CHECKING:
    import turbohtml
    from turbohtml import Node

_BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav noscript ol optgroup p "
    "pre search section select summary table tbody td template textarea tfoot th thead tr ul xmp listing".split()
)
"""Elements that start a line of their own, as browsers show them."""

_UNSEEN = frozenset(
    "script style head svg iframe noembed noframes object embed video audio canvas map datalist annotation "
    "annotation-xml param source track meta link base title".split()
)
"""Elements whose text no reader sees in a browser that runs."""

_CONTEXTS = {
    **{tag: tag for tag in "nav aside footer header article main figure figcaption form dialog noscript".split()},
    **{tag: tag for tag in "button details summary address caption select textarea".split()},
    **{tag: "list" for tag in "ul ol dl menu dir".split()},
    "table": "table",
    "blockquote": "quote",
    "pre": "code",
    "xmp": "code",
    "listing": "code",
    "search": "form",
    "template": "hidden",
}
"""What an element adds to where its text stands."""

_ROLES = {
    "navigation": "nav",
    "menu": "nav",
    "menubar": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "aside",
    "main": "main",
    "article": "article",
    "dialog": "dialog",
    "alertdialog": "dialog",
    "search": "form",
    "form": "form",
    "figure": "figure",
    "list": "list",
    "button": "button",
}
"""The same for values of the attribute `role`."""

_EMPHASIS: dict[str, MarkKind] = {
    "b": "strong",
    "strong": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "cite": "emphasis",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
}
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_WITHOUT_INNER_BLOCKS = frozenset(("p", *_HEADINGS))
_CELLS = frozenset(("td", "th"))
_PAGE = frozenset(("html", "body"))
"""Elements whose class speaks of the whole page, not of what stands in it."""

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)

_LONG_CELL = 160
"""Characters from which a cell of a table is text laid out by it rather than a piece of its row."""

_BLOCK, _INLINE, _LINK, _EMPHASISED = range(4)
"""What closing an element ends."""


def read_html(source: str, notes: tuple[str, ...] = ()) -> Document:
    """A document with a block for each run of text that a block-level element holds.

    The blocks tile the text; white space is as a browser shows it, outside `pre`. Text that is hidden (by
    attribute, by style, in a `template`, a closed dialog) is in blocks that stand within "hidden". What is
    never shown as text (scripts, drawings, frames) is left out. Linear in the length of the source.
    """
    import turbohtml

    from cleaner.reading.metadata import stated

    tree = turbohtml.parse(source)
    reader = _Reader(tree)
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

    parts: pieces of the text. at: its length so far. blocks, elements, marks: as in `Document`.
    """

    def __init__(self, tree: turbohtml.Document) -> None:
        self.parts: list[str] = []
        self.at = 0
        self.blocks: list[Block] = []
        self.elements: list[Element] = []
        self.marks: list[Mark] = []
        self._open: list[int] = [-1]
        self._links: list[tuple[int, str]] = []
        self._emphases: list[tuple[int, MarkKind]] = []
        self._start = self._linked = self._breaks = self._cell = 0
        self._blank = self._item = self._row = self._joined = False
        self._walk(tree)
        self._flush()

    def _walk(self, tree: turbohtml.Document) -> None:
        import turbohtml

        frames: list[tuple[Iterator[Node], int]] = [(iter(tree.children), _INLINE)]
        while frames:
            nodes, ends = frames[-1]
            for node in nodes:
                if isinstance(node, turbohtml.Text):
                    self._text(node.data)
                elif isinstance(node, turbohtml.Element):
                    if node.tag not in _UNSEEN:
                        frames.append((iter(node.children), self._opens(node)))
                        if node.shadow_root is not None:
                            frames.append((iter(node.shadow_root.children), _INLINE))
                        break
                elif isinstance(node, turbohtml.DocumentFragment):
                    frames.append((iter(node.children), _INLINE))
                    break
                elif isinstance(node, turbohtml.CData):
                    self._text(node.data)
            else:
                frames.pop()
                if ends != _INLINE:
                    self._closes(ends)

    def _text(self, data: str) -> None:
        if self._open[-1] >= 0 and "code" in self.elements[self._open[-1]].within:
            self._put(data)
            return
        flat = " ".join(data.split())
        if not flat:
            self._blank = True
            return
        if (self._blank or data[0].isspace()) and self.at > self._start:
            self._put("\n" if self._breaks else " ")
        self._breaks = 0
        self._put(flat)
        if self._links:
            self._linked += len(flat)
        self._blank = data[-1].isspace()

    def _put(self, piece: str) -> None:
        self.parts.append(piece)
        self.at += len(piece)

    def _opens(self, node: turbohtml.Element) -> int:
        """Take note of an element that opens; what its closing ends."""
        tag = node.tag
        if tag in _BLOCKS or ("-" in tag and not self._in_paragraph()):
            self._opens_block(node, tag)
            return _BLOCK
        if tag == "br":
            self._breaks += 1
            self._blank = True
            if self._breaks > 1:
                self._flush()
        elif tag == "a":
            self._links.append((self.at, node.attr("href") or ""))
            return _LINK
        elif tag in _EMPHASIS:
            self._emphases.append((self.at, _EMPHASIS[tag]))
            return _EMPHASISED
        elif tag in ("img", "amp-img"):
            target = node.attr("src") or node.attr("data-src") or ""
            self.marks.append(Mark(self.at, self.at, "image", target, node.attr("alt") or ""))
        elif tag == "hr":
            self._flush()
        elif tag == "option":
            self._blank = True
        return _INLINE

    def _in_paragraph(self) -> bool:
        return self._open[-1] >= 0 and self.elements[self._open[-1]].tag in _WITHOUT_INNER_BLOCKS

    def _opens_block(self, node: turbohtml.Element, tag: str) -> None:
        if tag in _CELLS and self._row and self.at - self._cell < _LONG_CELL and not self._breaks:
            self._blank = True
        else:
            self._flush()
        self._cell = self.at
        if tag == "tr":
            self._row = True
        elif tag not in _CELLS:
            self._row = False
        if tag in ("li", "dt", "dd"):
            self._item = True
        elif tag == "table":
            self._joined = False
        element = self._element(node, tag)
        self._open.append(len(self.elements))
        self.elements.append(element)

    def _element(self, node: turbohtml.Element, tag: str) -> Element:
        parent = self._open[-1]
        above = self.elements[parent] if parent >= 0 else _NOWHERE
        words = above.words if tag in _PAGE else role_words(node.attr("class") or "", node.attr("id") or "")
        around = above.around if words <= above.around else above.around | words
        within = above.within
        adds = {_CONTEXTS.get(tag), _ROLES.get(node.attr("role") or ""), "hidden" if _hidden(node, tag) else None}
        if not adds <= _NOTHING:
            within = within | {x for x in adds if x}
        return Element(parent, tag, within, words, around)

    def _closes(self, ends: int) -> None:
        """Take note that the element that opened last closes."""
        if ends == _BLOCK:
            closed = self.elements[self._open[-1]]
            if closed.tag in _CELLS and self._row and self.at - self._cell < _LONG_CELL:
                if self.at > self._cell:
                    self.marks.append(Mark(self._cell, self.at, "cell"))
            else:
                self._flush()
            self._row = self._row and closed.tag != "tr"
            self._open.pop()
        elif ends == _LINK:
            start, target = self._links.pop()
            if self.at > start:
                self.marks.append(Mark(start, self.at, "link", target))
        else:
            start, kind = self._emphases.pop()
            if self.at > start:
                self.marks.append(Mark(start, self.at, kind))

    def _flush(self) -> None:
        """End the block that is open, if it holds something."""
        self._blank, self._breaks = False, 0
        if self.at == self._start:
            return
        length = self.at - self._start
        self._put("\n")
        number = max(0, self._open[-1])
        element = self.elements[number]
        within = element.within
        table = "table" in within and (self._row or element.tag in _CELLS) and length < _LONG_CELL * 4
        facts = Facts(
            not (table and self._joined),
            _HEADINGS.get(element.tag, 0),
            self._item and "list" in within,
            "quote" in within,
            table,
            "code" in within,
            min(1.0, self._linked / length),
            number,
        )
        self.blocks.append(Block(self._start, self.at, facts))
        self._start, self._linked = self.at, 0
        self._item, self._joined = False, table


_NOTHING = frozenset((None,))
_NOWHERE = Element(-1, "", frozenset(), frozenset(), frozenset())


def _hidden(node: turbohtml.Element, tag: str) -> bool:
    style = node.attr("style")
    if style and _HIDDEN_STYLE.search(style):
        return True
    attributes = node.attrs
    return "hidden" in attributes or (tag == "dialog" and "open" not in attributes)
