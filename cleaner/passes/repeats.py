"""What the page says twice: a paragraph repeated, and a pull quote taken from one."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.document import Step
from cleaner.passes.page import Page, Unit, words

_WORDS = 6
"""Words from which a repeated line is a copy rather than a refrain or a label."""

_FEWEST_QUOTED, _MOST_QUOTED, _NEAR = 4, 50, 3
"""Words of a quote that is set apart, and paragraphs on either side in which it may stand as well."""

_QUOTES = '“„«‹"»「『‘'

_MARKS = " .!?…。！？\"“”„'‘’«»()[]*_-–—"


def recognise(page: Page) -> Iterator[Step]:
    """Label copies of what the body says elsewhere; the first full telling stays."""
    units = [u for u in page.units if u.n >= _WORDS and u.body]
    seen: set[str] = set()
    sentences: set[str] = set()
    for unit in units:
        bare = _said(unit)
        if bare in seen:
            yield from _copy(unit, "repeats.paragraph", "stands on the page before")
        seen.add(bare)
        if unit.prose:
            pieces = _sentences(bare)
            if len(pieces) > 1:
                sentences.update(piece.strip(_MARKS) for piece in pieces)
    for unit in units:
        if _said(unit) in sentences:
            yield from _copy(unit, "repeats.pull-quote", "a sentence of another paragraph")
    if page.standing is not None:
        yield from _quotes(page)


def _said(unit: Unit) -> str:
    """What a unit says, in the form in which copies are compared; without lines inside it that are no body."""
    return " ".join(line.text for line in unit.lines if line.body).casefold().strip(_MARKS)


def _quotes(page: Page) -> Iterator[Step]:
    """Label the quotes of HTML whose every sentence a paragraph close by says as well."""
    units = [u for u in page.units if u.body]
    for k, unit in enumerate(units):
        line = unit.head
        if len(unit.lines) > 1 or line.facts.heading or not _FEWEST_QUOTED <= line.n <= _MOST_QUOTED:
            continue
        if not (line.facts.quote or line.text[0] in _QUOTES):
            continue
        pieces = (words(piece) for piece in _sentences(line.text))
        said = [f" {' '.join(piece)} " for piece in pieces if piece]
        for near in (*units[max(0, k - _NEAR) : k], *units[k + 1 : k + 1 + _NEAR]):
            if near.prose and near.n > line.n:
                whole = f" {' '.join(words(near.text))} "
                if all(piece in whole for piece in said):
                    yield from _copy(unit, "repeats.pull-quote", "a paragraph close by says it as well")
                    break


def _sentences(text: str) -> list[str]:
    for mark in "!?…":
        if mark in text:
            text = text.replace(mark, ".")
    return text.replace(".”", ". ").replace('."', ". ").split(". ")


def _copy(unit: Unit, rule: str, evidence: str) -> Iterator[Step]:
    for line in unit.lines:
        if line.body:
            yield line.says(rule, "boilerplate", "duplicate", evidence)
