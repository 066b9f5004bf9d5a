"""Captions: lines that describe a picture and name who took it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.document import Step
from cleaner.passes.page import Page, Unit
from cleaner.patterns import Pattern

_MOST_WORDS = 60
"""Words of a caption; a longer paragraph that ends in an agency's name is a report."""

_FEWEST_WORDS = 4
"""Words of a caption whose credit stands on the line below it."""

_AGENCIES = frozenset(
    "getty images photo afp reuters shutterstock alamy epa efe istock istockphoto dpa unsplash alliance imago flickr "
    "wikimedia commons wire media handout 摄 攝".split()
)
"""Words that end a picture credit."""

_CREDIT = Pattern(
    r"(?:getty images|ap photo|afp|reuters|shutterstock|alamy|epa(?:-efe)?|istock(?:photo)?|dpa|unsplash|imago|"
    r"picture[ -]alliance|flickr|wikimedia(?: commons)?|pa wire|pa media|handout|[摄攝])\W{0,3}$",
    re.I,
)


def recognise(page: Page) -> Iterator[Step]:
    """Label captions by the credit that they hold, or that stands on the line below."""
    units = page.units
    for k, unit in enumerate(units):
        if unit.n > _MOST_WORDS or unit.head.step is not None:
            continue
        credit = _credit(page, unit)
        if credit is None and k + 1 < len(units) and unit.n >= _FEWEST_WORDS:
            credit = _credit_below(units[k + 1])
        if credit:
            for line in unit.lines:
                if line.step is None:
                    yield line.says("caption.credit", "caption", evidence=f"goes with “{credit}”")


_MARK = Pattern(r"[:©)\].]")
"""Marks of which one stands before or behind a credit."""


_NAMED = Pattern(
    r"[(\[](?:File: )?(?:[^\W\d_][\w.’'-]* ){1,4}?[^\W\d_][\w.’'-]* ?(?:/ ?[^\W\d_][\w .&’'-]{1,30})[)\]]$"
    r"|\((?:[A-Z][\w&.’'-]* ){0,3}News(?: \w+)?: ?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,3}\)$"
)
"""A person and an agency in brackets at the end of a line: "[Anna Dahl/Northwire]", "(City News: Pat Lowe)"."""


def _credit_below(unit: Unit) -> str | None:
    """The credit, where the unit is a line that holds nothing else and stands close below."""
    line = unit.head
    alone = line.known and line.kind == "media" and line.step is not None and "credit" in line.step.rule
    return line.text if alone and not line.facts.gap else None


def _credit(page: Page, unit: Unit) -> str | None:
    """What makes the unit a caption: a word that opens a credit, or an agency at its end."""
    text = unit.text
    tokens = unit.tail.tokens
    if tokens and tokens[-1] in _AGENCIES and (found := _CREDIT.search(text)):
        return found[0].strip()
    if text[-1:] in ")]" and (named := _NAMED.search(text[-80:])):
        return named[0]
    words = page.vocabulary.credit_words
    for line in unit.lines:
        if not words.isdisjoint(line.tokens):
            found = page.vocabulary.credit.search(text) if _MARK.search(text) else None
            return found[0].strip() if found else None
    return None
