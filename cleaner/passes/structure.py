"""What the kept lines are: heading, list item, quote, caption, table, code or paragraph."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from cleaner.document import Label, Step
from cleaner.passes.page import Page, Unit

_HEADING_WORDS = 16
"""Words at most of a subheading."""

_CAPTION_WORDS = 60
"""Words at most of a caption."""

_CREDIT = regex.compile(
    r"(?:getty images|ap photo|afp|reuters|shutterstock|alamy|epa(?:-efe)?|istock(?:photo)?|dpa|unsplash|picture[ -]alliance|"
    r"imago|flickr|wikimedia(?: commons)?|pa wire|pa media|handout|courtesy of [\\w .]{2,40})[^\\w]{0,3}$",
    regex.I,
)
_NUMBERED = regex.compile(r"\d{1,3}[.)]\s")


def recognise(page: Page) -> Iterator[Step]:
    """Label all that no pass has spoken of: it is body, or a caption."""
    captions = _openers(page)
    units = page.units
    for k, unit in enumerate(units):
        lines = [line for line in unit.lines if line.step is None]
        if not lines:
            continue
        label, evidence = _label(page, unit, units[k + 1] if k + 1 < len(units) else None, captions)
        for line in lines:
            yield line.says(f"structure.{label.replace('_', '-')}", label, evidence=evidence)


def _openers(page: Page) -> regex.Pattern[str]:
    """What opens a caption or holds its credit, in the words of the page's language and in English."""
    forms = sorted({c for w in page.spoken() for c in w.caption}, key=len, reverse=True)
    return regex.compile(rf"(?:^|[(\[./|–—-]\s?)(?:{'|'.join(map(regex.escape, forms)) or '(?!)'})\s?[:：©]", regex.I)


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
    if unit.n <= _CAPTION_WORDS and (credit := captions.search(unit.text) or _CREDIT.search(unit.text)):
        return "caption", f"holds “{credit[0].strip()}”"
    if facts.item and not (unit.prose and _NUMBERED.match(line.text) and unit.n > 40):
        return "list_item", "carries a list mark"
    if unit.prose or line.text.endswith((",", ";", ":")):
        return "paragraph", f"{unit.n:.0f} words"
    if below is not None and below.prose and below.body and unit.n <= _HEADING_WORDS and not line.terminal:
        return "heading", "a short line above a paragraph"
    if below is not None and below.prose and below.body and unit.n <= _HEADING_WORDS and line.text.endswith("?"):
        return "heading", "a question above a paragraph"
    return "paragraph", f"{unit.n:.0f} words"
