"""Lines that read like interface but that the story itself speaks of: they stay.

A story about cookie banners lists "Accept all cookies", one about elections gives "Total votes: 1,204,331".
Such lines stand between paragraphs of prose that use their words again and again; a button does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from cleaner.document import Label, Step
from cleaner.passes.page import Line, Page, Unit
from cleaner.rules.rule import SECTION

_OFTEN = 3
"""Times that the prose must use a word of the line. Two happen by chance: "share" is a common word."""

_SHARE = 0.5
"""Share of the content words of a run of lines that the prose must use that often, and more."""

_LONGEST_RUN = 10
"""Lines between two paragraphs; more is a list of links, whatever it speaks of."""

_LETTERS = 4
"""Letters from which a word counts as content."""

_SENTENCE_WORDS = 6
"""Words from which a line that ends in a colon is a sentence rather than a label."""

_MOST_COPIES = 2
"""Times that such a line may stand on the page: a button is repeated."""


def recognise(page: Page) -> Iterator[Step]:
    """Take back what the rules said of lines that the story speaks of, or that it introduces as a list."""
    lines = page.lines
    runs = [(i, j, introduced) for i, j, introduced in _runs(page) if j - i <= _LONGEST_RUN]
    if not runs:
        return
    spoken = Counter(
        t for u in page.units if u.prose and not u.known for line in u.lines for t in line.tokens
    )
    copies = Counter(line.key for line in lines)
    for i, j, introduced in runs:
        run = lines[i:j]
        if any(copies[x.key] > _MOST_COPIES or not _fixed(page, x) for x in run):
            continue
        evidence = _introduction(lines[i - 1]) if introduced else _spoken(page, run, spoken)
        if evidence:
            label: Label = "list_item" if introduced or len(run) > 1 or run[0].facts.item else "heading"
            for line in run:
                yield line.says(
                    "topic.introduced" if introduced else "topic.spoken-of", label, evidence=evidence
                )


def _fixed(page: Page, line: Line) -> bool:
    """Whether the line is a fixed phrase or a tally: what a pattern with a free end claims is no heading, and
    what opens a section is none either."""
    rule = page.book.by_id.get(line.step.rule) if line.step else None
    return rule is not None and (bool(rule.phrases) or rule.kind == "poll") and rule.opens < SECTION


def _introduction(line: Line) -> str:
    return f"introduced by “…{line.text[-40:]}”"


def _spoken(page: Page, run: Sequence[Line], spoken: Counter[str]) -> str:
    words = [
        t for x in run for t in x.tokens if len(t) >= _LETTERS and t not in page.stop and not t.isdigit()
    ]
    often = [t for t in words if _times(spoken, t) >= _OFTEN]
    if not words or len(often) <= _SHARE * len(words):
        return ""
    top = max(often, key=lambda t: _times(spoken, t))
    return f"the story says “{top}” {_times(spoken, top)} times"


def _times(spoken: Counter[str], word: str) -> int:
    """How often the prose uses the word, or its singular or plural."""
    return spoken[word] + spoken[word + "s"] + (spoken[word[:-1]] if word.endswith("s") else 0)


def _runs(page: Page) -> Iterator[tuple[int, int, bool]]:
    """Runs of removed lines, as (first, last + 1), with a line of the story on either side; and whether the
    line above, a sentence that ends in a colon, introduces them."""
    units = page.units
    k = 0
    while k < len(units):
        if not units[k].known:
            k += 1
            continue
        first = k
        while k < len(units) and units[k].known:
            k += 1
        if not first or k == len(units) or not units[k].prose:
            continue
        above = units[first - 1]
        introduced = above.text.endswith(":") and above.n >= _SENTENCE_WORDS
        if above.prose or introduced or _listed(units, first):
            yield units[first].first, units[k - 1].last, introduced


def _listed(units: Sequence[Unit], k: int) -> bool:
    """Whether the unit above is a short line of a list that stands below prose, as results of a vote do."""
    for i in range(k - 1, max(-1, k - 1 - _LONGEST_RUN), -1):
        if units[i].prose or units[i].known:
            return units[i].prose
    return False
