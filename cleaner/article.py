"""What comes out: the frozen article, and its text, Markdown and JSON views."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.document import BODY_LABELS, Block, Document, Kind, Label, Step
from cleaner.reading.markdown import visible

if TYPE_CHECKING:
    from cleaner.rules.rule import Pack

_NO_BLANK_BEFORE = frozenset(",.;:!?)]”’»%…、。，；：！？）】」』")
_NO_BLANK_AFTER = frozenset("([“‘«（【「『")


class ArticleBlock(NamedTuple):
    """A block of the page with what was decided of it.

    text: its visible text, trimmed. start, end: its place in `Article.document.text`, code points, white
    space around it included. step: the step that decided. continues: it goes on with the paragraph of the
    block before it (a paragraph that the source breaks over several lines).
    """

    text: str
    label: Label
    kind: Kind | None
    start: int
    end: int
    step: Step
    continues: bool = False


_LISTINGS = frozenset(("code", "table"))
"""Labels whose blocks are lines of one whole."""


class Labelled(NamedTuple):
    """A block of the document, the step that decided it, and whether it continues the block before."""

    block: Block
    step: Step
    continues: bool


class Labels(NamedTuple):
    """The labelled blocks of a document, as columns of equal length: see `Labelled`."""

    blocks: tuple[Block, ...]
    steps: tuple[Step, ...]
    continues: tuple[bool, ...]

    def rows(self) -> Iterable[Labelled]:
        """The blocks in order."""
        return map(Labelled, self.blocks, self.steps, self.continues)


class Field(NamedTuple):
    """Where a field of the article was found: `document.text[start:end]`, and the rule that found it.

    name: as in `Article`, but "author", "organisation" and "tag" for each of several. start, end: None when it was
    not found in the words of the page but in its markup or its URL. source: the place, as in "text", "h1", "json-ld",
    "meta og:title", "time", "url". confidence: how sure it is, 0 to 1; see `cleaner.trust`.
    """

    name: str
    value: str
    start: int | None
    end: int | None
    rule: str
    source: str
    confidence: float


class Particulars(NamedTuple):
    """What is known of an article beside its parts; most of it only where markup states it. See `Article`."""

    modified: datetime.date | None = None
    organisations: tuple[str, ...] = ()
    language: str | None = None
    site_name: str | None = None
    url: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    image: str | None = None


class Article(NamedTuple):
    """An article and its page: every line of the page is in `blocks`, kept or removed, with the reason.

    authors: people; bodies (an agency, a desk, the site) only where no people are named. organisations: the bodies
    that are named as authors. date, modified: of publication and of the last change, a `datetime.datetime` where the
    page gives a time (aware where it gives an offset), else a `datetime.date`. language: ISO 639-1, that which the
    markup states where too little text tells, None when nothing does. site_name, section, tags: as the markup states
    them. url, image: addresses in full, of the page as it names itself and of its lead picture. fields: where each
    field was found. steps: all that the passes said, in order; the last that covers a block decided. notes: what
    could not be read as it stood, in words. confidence: how much of the body is likely to be right, 0 to 1 (the F1
    that is expected of it, see `cleaner.confidence`); low for a page without an article, None for what cannot be read.
    """

    headline: str | None
    standfirst: str | None
    authors: tuple[str, ...]
    organisations: tuple[str, ...]
    date: datetime.date | None
    modified: datetime.date | None
    dateline: str | None
    language: str | None
    site_name: str | None
    url: str | None
    section: str | None
    tags: tuple[str, ...]
    image: str | None
    fields: tuple[Field, ...]
    steps: tuple[Step, ...]
    notes: tuple[str, ...]
    document: Document
    labels: Labels
    confidence: float | None = None

    @property
    def blocks(self) -> tuple[ArticleBlock, ...]:
        """Every block of the page in order, kept or removed, with the step that decided it."""
        return tuple(map(self._block, self.labels.rows()))

    def _block(self, x: Labelled) -> ArticleBlock:
        text = shown(self.document, x.block)
        return ArticleBlock(text, x.step.label, x.step.kind, x.block.start, x.block.end, x.step, x.continues)

    @property
    def text(self) -> str:
        """The body: paragraphs, headings and lists, a blank line between blocks."""
        return "\n\n".join(_joined(group) for group in self._body())

    @property
    def markdown(self) -> str:
        """The article in Markdown: headline, standfirst and body, with headings, lists and quotes marked."""
        parts = [f"# {self.headline}"] if self.headline else []
        if self.standfirst:
            parts.append(f"*{self.standfirst}*" if "*" not in self.standfirst else self.standfirst)
        return "\n\n".join((*parts, *self._marked()))

    @property
    def removed(self) -> tuple[ArticleBlock, ...]:
        """The boilerplate, in page order."""
        return tuple(self._block(x) for x in self.labels.rows() if x.step.label == "boilerplate")

    def to_dict(self) -> dict[str, Any]:
        """All of the article as plain values that JSON can hold; the page itself is in the blocks."""
        return {
            "headline": self.headline,
            "standfirst": self.standfirst,
            "authors": list(self.authors),
            "organisations": list(self.organisations),
            "date": self.date.isoformat() if self.date else None,
            "modified": self.modified.isoformat() if self.modified else None,
            "dateline": self.dateline,
            "language": self.language,
            "site_name": self.site_name,
            "url": self.url,
            "section": self.section,
            "tags": list(self.tags),
            "image": self.image,
            "text": self.text,
            "fields": [f._asdict() for f in self.fields],
            "blocks": [
                {
                    "text": b.text,
                    "label": b.label,
                    "kind": b.kind,
                    "start": b.start,
                    "end": b.end,
                    "rule": b.step.rule,
                    "evidence": b.step.evidence,
                }
                for b in self.blocks
            ],
            "notes": list(self.notes),
            "confidence": None if self.confidence is None else round(self.confidence, 3),
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """`to_dict` as JSON; ASCII only where a character has no encoding (a lone surrogate)."""
        import json

        text = json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)
        try:
            text.encode()
        except UnicodeEncodeError:
            return json.dumps(self.to_dict(), indent=indent)
        return text

    def report(self, *, source: str = "", packs: Sequence[Pack] = ()) -> str:
        """The explanation as one HTML file that needs nothing else: the whole page, and why each line stayed or went.

        source: what the page is called, such as its file name. packs: the user's own, for the reasons of their rules.

        Raises ModuleNotFoundError, with what to install, where jinja2 is missing.
        """
        from cleaner.explain.page import report

        return report(self, source=source, packs=packs)

    def _body(self) -> list[list[ArticleBlock]]:
        """The body blocks, those together that make one paragraph, or one listing of code or table."""
        groups: list[list[ArticleBlock]] = []
        for x in self.labels.rows():
            if x.step.label in BODY_LABELS:
                block = self._block(x)
                listing = block.label in _LISTINGS and groups and groups[-1][-1].label == block.label
                if groups and (x.continues or (listing and not x.block.facts.gap)):
                    groups[-1].append(block)
                else:
                    groups.append([block])
        return groups

    def _marked(self) -> Iterable[str]:
        if self.document.form == "html":
            from cleaner.marking import Marking

            yield from Marking(self.document).pieces([(x.block, x.step.label) for x in self.labels.rows()])
            return
        marks: dict[Label, str] = {"heading": "## ", "quote": "> ", "list_item": "- "}
        for group in self._body():
            first = group[0]
            mark = marks.get(first.label, "")
            if first.label in _LISTINGS:
                yield _joined(group)
            elif self.document.form == "markdown":
                raw = " ".join(self.document.text[b.start : b.end].strip() for b in group)
                yield raw if raw.lstrip().startswith(("#", ">", "*", "-", "+", "|")) else mark + raw
            else:
                text = joined(b.text for b in group)
                listed = first.label == "list_item" and text[:1] in "-*+•·‣▪●○◦►–"
                yield mark + text[1:].lstrip() if listed else mark + text


def shown(document: Document, block: Block) -> str:
    """The visible text of a block as it stands in the source, single blanks (code: as it stands)."""
    raw = document.text[block.start : block.end]
    if block.facts.code:
        return raw.strip("\r\n").rstrip()
    return " ".join((visible(raw) if document.form == "markdown" else raw).split()).strip("\ufeff ")


def _joined(group: Sequence[ArticleBlock]) -> str:
    if group[0].label in _LISTINGS:
        return "\n".join(b.text for b in group)
    return joined(b.text for b in group)


def joined(pieces: Iterable[str]) -> str:
    """The pieces of one paragraph as one line: a blank between, but none before closing punctuation."""
    out: list[str] = []
    for piece in pieces:
        if out and piece and piece[0] not in _NO_BLANK_BEFORE and out[-1][-1:] not in _NO_BLANK_AFTER:
            out.append(" ")
        if piece:
            out.append(piece)
    return "".join(out)
