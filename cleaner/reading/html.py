"""HTML into a document: the page's text in reading order, a block for each run of it, and where each stands."""

from __future__ import annotations

from cleaner.document import Document
from cleaner.reading.text import oddities


def read_html(source: str, notes: tuple[str, ...] = ()) -> Document:
    """A document with a block for each run of text that a block-level element holds.

    The blocks tile the text; white space is as a browser shows it, outside `pre`. Text that is hidden (by
    attribute, by style, in a `template`, a closed dialog) is in blocks that stand within "hidden". What is
    never shown as text (scripts, drawings, frames) is left out. Linear in the length of the source.
    """
    import turbohtml

    from cleaner.reading.metadata import stated
    from cleaner.reading.walk import Reader

    tree = turbohtml.parse(source)
    reader = Reader(tree)
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
