"""What flows through the cleaner: a document of blocks, and the steps that label them.

A `Document` is one string and the `Block`s that tile it. A `Step` says what a pass thinks of a span
and why. `Labelling` is the one place where steps are applied; it never edits the text.
"""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, get_args

made = tuple.__new__
"""Makes a named tuple of the tuple of its fields, in a third of the time that its class takes: for what a page has
hundreds of."""

Label = Literal[
    "headline",
    "standfirst",
    "byline",
    "date",
    "heading",
    "paragraph",
    "list_item",
    "quote",
    "caption",
    "callout",
    "table",
    "code",
    "boilerplate",
]
Kind = Literal[
    "loading",
    "navigation",
    "share",
    "subscribe",
    "paywall",
    "consent",
    "advert",
    "media",
    "related",
    "poll",
    "comments",
    "reading_time",
    "author_bio",
    "site",
    "legal",
    "duplicate",
    "interface",
]
Form = Literal["text", "markdown", "html", "binary"]

LABELS: tuple[Label, ...] = get_args(Label)
KINDS: tuple[Kind, ...] = get_args(Kind)

BODY_LABELS: frozenset[Label] = frozenset(("heading", "paragraph", "list_item", "quote", "callout", "table", "code"))
"""The labels whose blocks make up the body text."""


class Facts(NamedTuple):
    """What the reader saw of a block beside its words.

    `gap`: a blank line stands above it. `heading`: its level as marked, 0 for none. `item`: it carries a
    list marker. `quote`: it carries a quotation mark of Markdown. `table`, `code`: it is a row or a line
    of one. `link_share`: the share (0 to 1) of its visible characters that are link text. `element`: the
    position in `Document.elements` of the element that holds it, -1 where the source is not HTML.
    """

    gap: bool = False
    heading: int = 0
    item: bool = False
    quote: bool = False
    table: bool = False
    code: bool = False
    link_share: float = 0.0
    element: int = -1


NO_FACTS = Facts()


class Element(NamedTuple):
    """An element of HTML that makes a block of its own, and where it stands.

    `parent`: position of the one around it, -1 for none. `within`: the landmarks and contexts that it is or
    stands in ("nav", "aside", "figure", "list", "hidden" …). `words`: what its class and id say of its role, in
    a fixed vocabulary. `around`: `words` and those of all elements around it. `look`: its class as it stands there,
    without numbers; elements of one tag and one look are shown alike.
    """

    parent: int
    tag: str
    within: frozenset[str]
    words: frozenset[str]
    around: frozenset[str]
    look: str


MarkKind = Literal["link", "strong", "emphasis", "code", "image", "cell", "hidden", "marker"]


class Mark(NamedTuple):
    """What the source says of `text[start:end]` beside its words.

    `target`: the address of a link or an image. `alt`: the words that stand for an image; that has no text, and
    `start` equals `end`. `cell`: a cell of a table. `hidden`: a piece of a line that the page hides. `marker`: the
    mark of a note, or what links a heading to itself or to its editor.
    """

    start: int
    end: int
    kind: MarkKind
    target: str = ""
    alt: str = ""


class Stated(NamedTuple):
    """A fact about the article that the page states in its markup.

    `name`: "headline", "author", "published" … `source`: where it says so, as in "json-ld" or "meta og:title".
    """

    name: str
    value: str
    source: str


class Block(NamedTuple):
    """A piece of the document: `text[start:end]` (code points), and the facts beside it."""

    start: int
    end: int
    facts: Facts = NO_FACTS


class Document(NamedTuple):
    """One string, and blocks that tile it: contiguous, in order, from 0 to its length."""

    text: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    """What could not be read as it stood, in words."""
    form: Form = "text"
    """What the source is written in."""
    elements: tuple[Element, ...] = ()
    """The elements that blocks stand in, of HTML."""
    marks: tuple[Mark, ...] = ()
    """Links, emphasis, images and cells, of HTML, in the order in which they end."""
    stated: tuple[Stated, ...] = ()
    """What the markup says of the article, of HTML, the most trusted source first."""


class Step(NamedTuple):
    """What a pass says of `text[start:end]`: its label, the rule that said it, and the evidence in words.

    `kind` is set for the label `boilerplate` and is None for every other.
    """

    rule: str
    label: Label
    start: int
    end: int
    kind: Kind | None = None
    evidence: str = ""


class Labelling:
    """The blocks of a document and, for each, the step that decided its label; the last step wins."""

    __slots__ = ("_index", "blocks", "decided")

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks: list[Block] = list(blocks)
        self.decided: list[Step | None] = [None] * len(self.blocks)
        self._index = {b.start: i for i, b in enumerate(self.blocks)}

    def apply(self, steps: Sequence[Step]) -> tuple[bool, list[int]]:
        """Apply steps in order, splitting blocks that a step covers in part.

        Returns whether a block was split (then the positions of all blocks behind it have moved), and the
        positions of the blocks that were decided. Steps that lie outside the document are passed over.
        Linear in blocks and covered blocks.
        """
        split = not self._whole(steps) and self._split(steps)
        blocks, decided, index = self.blocks, self.decided, self._index
        touched: list[int] = []
        for step in steps:
            i = index.get(step.start)
            if i is not None and blocks[i].end == step.end:
                decided[i] = step
                touched.append(i)
                continue
            while i is not None and i < len(blocks) and blocks[i].end <= step.end:
                decided[i] = step
                touched.append(i)
                i += 1
        return split, touched

    def _whole(self, steps: Iterable[Step]) -> bool:
        """Whether each step covers one block exactly."""
        blocks, index = self.blocks, self._index
        for step in steps:
            i = index.get(step.start)
            if i is None or blocks[i].end != step.end:
                return False
        return True

    def _split(self, steps: Iterable[Step]) -> bool:
        if not self.blocks:
            return False
        first, last = self.blocks[0].start, self.blocks[-1].end
        index = self._index
        edges = {s.start for s in steps if s.start < s.end} | {s.end for s in steps if s.start < s.end}
        cuts = sorted(edge for edge in edges.difference(index) if first < edge < last)
        if not cuts:
            return False
        blocks: list[Block] = []
        decided: list[Step | None] = []
        at = 0
        for block, step in zip(self.blocks, self.decided, strict=True):
            start = block.start
            facts = block.facts
            while at < len(cuts) and cuts[at] < block.end:
                blocks.append(Block(start, cuts[at], facts))
                decided.append(step)
                start, facts = cuts[at], NO_FACTS if facts.element < 0 else Facts(element=facts.element)
                at += 1
            blocks.append(Block(start, block.end, facts))
            decided.append(step)
        self.blocks, self.decided = blocks, decided
        self._index = {b.start: i for i, b in enumerate(blocks)}
        return True
