"""Lines that read like interface but that the story itself speaks of: they stay.

A story about cookie banners lists "Accept all cookies", one about elections gives "Total votes: 1,204,331".
Such lines stand between paragraphs of prose that use their words again and again; a button does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cleaner.document import Label, Step
from cleaner.passes.page import Line, Page

_OFTEN = 3
"""Times that the prose must use a word of the line. Two happen by chance: "share" is a common word."""

_SHARE = 0.5
"""Share of the content words of a run of lines that the prose must use that often, or at all for the rest."""

_LONGEST_RUN = 10
"""Lines between two paragraphs; more is a list of links, whatever it speaks of."""

_LETTERS = 4
_MOST_COPIES = 2
"""Times that such a line may stand on the page: a button is repeated."""


def recognise(page: Page) -> Iterator[Step]:
    """Take back what the rules said of lines that the story speaks of."""
    lines = page.lines
    runs = [(i, j) for i, j in _runs(page) if j - i <= _LONGEST_RUN]
    if not runs:
        return
    spoken = Counter(
        t for u in page.units if u.prose and not u.known for line in u.lines for t in line.tokens
    )
    copies = Counter(line.key for line in lines)
    for i, j in runs:
        run = lines[i:j]
        if any(copies[x.key] > _MOST_COPIES or page.opens_section(x) for x in run):
            continue
        words = [
            t for x in run for t in x.tokens if len(t) >= _LETTERS and t not in page.stop and not t.isdigit()
        ]
        often = [t for t in words if _times(spoken, t) >= _OFTEN]
        if words and len(often) >= _SHARE * len(words):
            top = max(often, key=lambda t: spoken[t])
            for line in run:
                yield line.says(
                    "topic.spoken-of",
                    _label(line, j - i),
                    evidence=f"the story says “{top}” {spoken[top]} times",
                )


def _times(spoken: Counter[str], word: str) -> int:
    """How often the prose uses the word, or its singular or plural."""
    return spoken[word] + spoken[word + "s"] + (spoken[word[:-1]] if word.endswith("s") else 0)


def _label(line: Line, run: int) -> Label:
    return "list_item" if line.facts.item or run > 1 else "heading"


def _runs(page: Page) -> Iterator[tuple[int, int]]:
    """Runs of removed lines, as (first, last + 1), that stand between two paragraphs of prose."""
    units = page.units
    k = 0
    while k < len(units):
        if not units[k].known:
            k += 1
            continue
        first = k
        while k < len(units) and units[k].known:
            k += 1
        above = first and (units[first - 1].prose or units[first - 1].text.endswith(":"))
        if above and k < len(units) and units[k].prose:
            yield units[first].first, units[k - 1].last
