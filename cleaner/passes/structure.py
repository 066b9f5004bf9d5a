"""What the kept lines are: heading, list item, quote, caption, table, code or paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from cleaner.document import Label, Step
from cleaner.passes.page import Page, Unit
from cleaner.rules.rule import Words

_HEADING_WORDS = 16
"""Words at most of a subheading."""

_CAPTION_WORDS = 60
"""Words at most of a caption."""

_AGENCIES = frozenset(
    "getty images photo afp reuters shutterstock alamy epa efe istock istockphoto dpa unsplash alliance imago flickr "
    "wikimedia commons wire media handout".split()
)
"""Words that end a picture credit."""

_CREDIT = regex.compile(
    r"(?:getty images|ap photo|afp|reuters|shutterstock|alamy|epa(?:-efe)?|istock(?:photo)?|dpa|unsplash|imago|"
    r"picture[ -]alliance|flickr|wikimedia(?: commons)?|pa wire|pa media|handout)\W{0,3}$",
    regex.I,
)
_NUMBERED = regex.compile(r"\d{1,3}[.)]\s")


def recognise(page: Page) -> Iterator[Step]:
    """Label all that no pass has spoken of: it is body, or a caption."""
    captions = _openers(page.spoken())
    units = page.units
    for k, unit in enumerate(units):
        lines = [line for line in unit.lines if line.step is None]
        if not lines:
            continue
        label, evidence = _label(page, unit, units[k + 1] if k + 1 < len(units) else None, captions)
        for line in lines:
            yield line.says(f"structure.{label.replace('_', '-')}", label, evidence=evidence)


@lru_cache(maxsize=16)
def _openers(vocabularies: tuple[Words, ...]) -> regex.Pattern[str]:
    """What opens a caption or holds its credit, in the words of the page's language and in English."""
    forms = sorted({c for w in vocabularies for c in w.caption}, key=len, reverse=True)
    return regex.compile(
        rf"(?:^|[(\[./|–—-]\s?)(?:{'|'.join(map(regex.escape, forms)) or '(?!)'})\s?[:：©]", regex.I
    )


def _credit(unit: Unit, captions: regex.Pattern[str]) -> str | None:
    """What makes a unit a caption: a word that opens one, or a picture credit at its end."""
    tokens = unit.lines[-1].tokens
    if tokens and tokens[-1] in _AGENCIES and (found := _CREDIT.search(unit.text)):
        return found[0].strip()
    text = unit.text
    if (":" in text or "©" in text) and (found := captions.search(text)):
        return found[0].strip()
    return None


def _label(page: Page, unit: Unit, below: Unit | None, captions: regex.Pattern[str]) -> tuple[Label, str]:
    line = unit.lines[0]
    facts = line.facts
    if facts.code:
        return "code", "inside a code fence"
    if facts.table:
        return "table", "a row between pipes"
    if facts.heading:
        return "heading", f"marked as heading {facts.heading}"
    if facts.quote:
        return "quote", "marked as a quote"
    if unit.n <= _CAPTION_WORDS and (credit := _credit(unit, captions)):
        return "caption", f"holds “{credit}”"
    if facts.item and not (unit.prose and _NUMBERED.match(line.text) and unit.n > 40):
        return "list_item", "carries a list mark"
    if unit.prose or line.text.endswith((",", ";", ":")):
        return "paragraph", f"{unit.n:.0f} words"
    if below is not None and below.prose and below.body and unit.n <= _HEADING_WORDS and not line.terminal:
        return "heading", "a short line above a paragraph"
    if (
        below is not None
        and below.prose
        and below.body
        and unit.n <= _HEADING_WORDS
        and line.text.endswith("?")
    ):
        return "heading", "a question above a paragraph"
    return "paragraph", f"{unit.n:.0f} words"
