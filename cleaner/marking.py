"""The kept blocks of a page of HTML as Markdown: links, emphasis, images, tables, lists and code as they stood."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from cleaner.document import BODY_LABELS, Block, Document, Element, Label, Mark

_TOKENS = {"strong": "**", "emphasis": "*", "code": "`"}
_NO_TARGETS = ("javascript:", "data:", "#")
"""What opens an address that leads nowhere outside the page."""

_LISTS = frozenset(("ul", "ol", "menu", "dir"))


class Marking:
    """Writes blocks of a document as Markdown."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._marks = sorted(document.marks, key=lambda m: (m.start, -m.end))
        self._starts = [m.start for m in self._marks]

    def pieces(self, kept: Sequence[tuple[Block, Label]]) -> Iterator[str]:
        """The Markdown of the kept blocks, a piece for each that stands for itself: a table, a list item, a
        paragraph. Images stand before the block that they precede; captions only below their image."""
        rows: list[str] = []
        for block, label in kept:
            if rows and (label != "table" or block.facts.gap):
                yield "\n".join(rows)
                rows = []
            images = list(self._images(block)) if label in BODY_LABELS or label == "caption" else []
            yield from images
            if label == "table":
                rows += self._row(block, first=not rows)
            elif label in BODY_LABELS or (label == "caption" and images):
                text = self._text(block)
                if text:
                    yield f"*{text.strip('*')}*" if label == "caption" else self._opened(block, label) + text
        if rows:
            yield "\n".join(rows)

    def _inside(self, block: Block) -> list[Mark]:
        """The marks that begin in a block."""
        return self._marks[bisect_left(self._starts, block.start) : bisect_left(self._starts, block.end)]

    def _images(self, block: Block) -> Iterator[str]:
        """The images right before the text of a block."""
        first = bisect_left(self._starts, block.start)
        for mark in self._marks[first : bisect_right(self._starts, block.start)]:
            if mark.kind == "image" and mark.target and not mark.target.startswith(_NO_TARGETS):
                yield f"![{_one_line(mark.alt)}]({_address(mark.target)})"

    def _opened(self, block: Block, label: Label) -> str:
        element = self._element(block)
        if label == "heading":
            return "#" * max(2, block.facts.heading) + " "
        if label == "quote":
            return "> "
        if label == "list_item" and element is not None:
            lists = [e.tag for e in self._around(element) if e.tag in _LISTS]
            return "  " * (len(lists) - 1) + ("1. " if lists[:1] == ["ol"] else "- ")
        return ""

    def _element(self, block: Block) -> Element | None:
        at = block.facts.element
        return self.document.elements[at] if at >= 0 else None

    def _around(self, element: Element) -> Iterator[Element]:
        while element.parent >= 0:
            element = self.document.elements[element.parent]
            yield element

    def _text(self, block: Block) -> str:
        """The text of a block with its links and emphasis marked."""
        raw = self.document.text[block.start : block.end]
        if block.facts.code:
            return "```\n" + raw.strip("\r\n").rstrip() + "\n```"
        put: list[tuple[int, int, str]] = []
        for i, mark in enumerate(self._inside(block)):
            if mark.end > block.end:
                continue
            start, end = _trimmed(self.document.text, mark.start, mark.end)
            tokens = _around(mark)
            if start < end and tokens:
                put += [(start, i, tokens[0]), (end, -i - 1, tokens[1])]
        return " ".join(_with(raw, block.start, put).split())

    def _row(self, block: Block, *, first: bool) -> list[str]:
        """A row of a table; below the first, the line that Markdown wants there."""
        cells = [m for m in self._inside(block) if m.kind == "cell"]
        texts = [self.document.text[m.start : m.end] for m in cells] or [self.document.text[block.start : block.end]]
        row = "| " + " | ".join(_one_line(t).replace("|", "\\|") for t in texts) + " |"
        return [row, "|" + " --- |" * len(texts)] if first else [row]


def _around(mark: Mark) -> tuple[str, str] | None:
    """What stands before and behind the marked text; None where nothing does."""
    if mark.kind == "link":
        usable = mark.target and not mark.target.lower().startswith(_NO_TARGETS)
        return ("[", f"]({_address(mark.target)})") if usable else None
    token = _TOKENS.get(mark.kind)
    return (token, token) if token else None


def _with(raw: str, offset: int, put: list[tuple[int, int, str]]) -> str:
    """The text with tokens put in at offsets of the document: closing ones first, the innermost of them first."""
    out: list[str] = []
    at = 0
    for place, _, token in sorted(put, key=lambda p: (p[0], p[1])):
        out += (raw[at : place - offset], token)
        at = place - offset
    return "".join((*out, raw[at:]))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _address(target: str) -> str:
    """An address as Markdown takes it: no blanks, no brackets."""
    flat = "".join(target.split())
    return flat.replace("(", "%28").replace(")", "%29")
