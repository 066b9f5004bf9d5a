"""The laws that can be read off one result, as functions that say what is broken."""

from __future__ import annotations

import unicodedata

from cleaner import Article, clean, replay
from cleaner.document import BODY_LABELS, KINDS, LABELS


def bare(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def nothing_lost(article: Article) -> str | None:
    """Law 1: the blocks tile the document, and each has a label and the step that gave it."""
    at = 0
    for block in article.blocks:
        if block.start != at or block.end <= block.start:
            return f"a block spans {block.start} to {block.end} behind one that ends at {at}"
        if block.label not in LABELS or (block.kind in KINDS) != (block.label == "boilerplate"):
            return f"block {block.text!r} has the label {block.label} and the kind {block.kind}"
        if (block.label, block.kind) != (block.step.label, block.step.kind):
            return f"block {block.text!r} is {block.label}, its step says {block.step.label}"
        if not (block.step.start <= block.start and block.end <= block.step.end):
            return f"block {block.text!r} was decided by a step that does not cover it"
        at = block.end
    text = article.document.text
    if at != len(text):
        return f"the blocks end at {at}, the document at {len(text)}"
    if "".join(text[b.start : b.end] for b in article.blocks) != text:
        return "the blocks do not join to the document"
    kept = [b for b in article.blocks if b.label != "boilerplate"]
    if len(kept) + len(article.removed) != len(article.blocks):
        return "kept and removed are not everything"
    return None


def nothing_invented(article: Article) -> str | None:
    """Law 2: white space aside, what is shown of a block is its slice of the source (in Markdown: pieces of
    it; but for byte-order marks around it), the body is what its blocks show, and each field stands where it is said
    to stand."""
    markdown = article.document.form == "markdown"
    for block in article.blocks:
        source, shown = bare(article.document.text[block.start : block.end]), bare(block.text)
        if not (is_made_of(shown, source) if markdown else shown in (source, source.strip("\ufeff"))):
            return f"block {block.text!r} is not the slice {source!r}"
    body = bare("".join(b.text for b in article.blocks if b.label in BODY_LABELS))
    if bare(article.text) != body:
        return "the body is not what its blocks show"
    for field in article.fields:
        if field.start is None or field.end is None:
            continue
        if not 0 <= field.start < field.end <= len(article.document.text):
            return f"field {field.name} stands at {field.start} to {field.end}"
        said = plain(article.document.text[field.start : field.end])
        if field.name != "date" and not is_made_of(plain(field.value), said):
            return f"field {field.name} is {field.value!r}, but {said!r} stands there"
    return None


def replayed(article: Article) -> str | None:
    """Law 3: the steps, replayed on the document, give the same blocks and the same decisions."""
    again = [(b.start, b.end, step) for b, step in replay(article.document, article.steps)]
    if again != [(b.start, b.end, b.step) for b in article.blocks]:
        return "replay gives other labels"
    return None


def stable(article: Article) -> str | None:
    """Law 4: the body, cleaned again, stays as it is."""
    text = article.text
    again = clean(text, kind="text").text
    if again != text:
        return f"the body changes when it is cleaned again: {first_difference(text, again)}"
    return None


LAWS = (nothing_lost, nothing_invented, replayed, stable)


def broken(article: Article) -> list[str]:
    """What is broken of the laws that one result can break."""
    return [f"{law.__name__}: {said}" for law in LAWS for said in [law(article)] if said]


def broken_html(article: Article) -> list[str]:
    """What is broken of the laws that hold of mark-up: its text alone is another page, and may be cleaned anew."""
    return [f"{law.__name__}: {said}" for law in LAWS[:3] for said in [law(article)] if said]


def plain(text: str) -> str:
    """The text as lines are compared: NFKC, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def is_made_of(pieces: str, source: str) -> bool:
    """Whether `pieces` is made of slices of `source`, in their order."""
    at = 0
    for c in pieces:
        at = source.find(c, at) + 1
        if not at:
            return False
    return True


def first_difference(one: str, other: str) -> str:
    """Where two texts part, with some text around it."""
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(0, at - 30)
    return f"…{one[start : at + 50]!r} became …{other[start : at + 50]!r}"
