"""Lines that read like interface but that the story itself speaks of: they stay.

A story about cookie banners lists "Accept all cookies", one about elections gives "Total votes: 1,204,331".
Such lines stand between paragraphs of prose that use their words again and again; a button does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaner.document import Step
from cleaner.passes.page import Line, Page, Unit

_OFTEN = 3
"""Times that the prose must use a word of the line. Two happen by chance: "share" is a common word."""

_LONG, _OFTEN_IF_LONG = 8, 2
"""Letters from which a word is rare enough that twice does for it."""

_OFTEN_AMONG_HEADINGS, _HEADINGS, _HEADING_WORDS = 1, 2, 5
"""The same on a page that has so many subheadings of at most so many words: the line may be one more."""

_SHARE = 0.5
"""Share of the content words of a run of lines above which the prose must use them that often."""

_COUNTING = frozenset(("total", "totals"))
"""Words of a tally that say nothing of what is counted."""

_LONGEST_RUN = 10
"""Lines between two paragraphs; more is a list of links, whatever it speaks of."""

_LETTERS, _ENDING = 4, 3
"""Letters from which a word counts as content, and letters of an ending that words of a family differ in."""

_SENTENCE_WORDS = 6
"""Words from which a line that ends in a colon is a sentence rather than a label."""

_MOST_COPIES = 3
"""Times that such a line may stand on the page: a button is repeated."""


class _Run(NamedTuple):
    """Lines from `first` up to `last`, and whether the line above, a sentence that ends in a colon, introduces
    them."""

    first: int
    last: int
    introduced: bool


def recognise(page: Page) -> Iterator[Step]:
    """Take back what the rules said of lines that the story speaks of, or that it introduces as a list."""
    lines = page.lines
    copies = Counter(line.key for line in lines)
    runs = [
        run
        for run in _runs(page)
        if run.last - run.first <= _LONGEST_RUN
        and all(copies[x.key] <= _MOST_COPIES and _fixed(page, x) for x in lines[run.first : run.last])
    ]
    if not runs:
        return
    spoken = Counter(t for u in page.units if u.prose and not u.known for line in u.lines for t in line.tokens)
    headings = _headings(page.units)
    times = _OFTEN_AMONG_HEADINGS if headings >= _HEADINGS else _OFTEN
    evidence = {run: _evidence(page, run, spoken, times) for run in runs}
    spoken_of = [lines[run.first] for run, said in evidence.items() if said and run.last - run.first == 1]
    family = spoken_of if headings + len(spoken_of) >= _HEADINGS else []
    listed_keys = {x.key for run, said in evidence.items() if said for x in lines[run.first : run.last]}
    for run, said in evidence.items():
        if not said and all(x.key in listed_keys for x in lines[run.first : run.last]):
            said = "the story lists it elsewhere"
        if not said and run.last - run.first == 1 and any(_alike(lines[run.first], line) for line in family):
            said = "one of the subheadings of a story that speaks of another"
        if said:
            listed = run.introduced or run.last - run.first > 1 or lines[run.first].facts.item
            for line in lines[run.first : run.last]:
                yield line.says("topic.spoken-of", "list_item" if listed else "heading", evidence=said)


def _evidence(page: Page, run: _Run, spoken: Counter[str], times: int) -> str:
    """Why the run belongs to the story; empty when nothing says so."""
    lines = page.lines[run.first : run.last]
    if run.introduced:
        return f"introduced by “…{page.lines[run.first - 1].text[-40:]}”"
    idle = page.stop | _COUNTING
    words = [t for x in lines for t in x.tokens if len(t) >= _LETTERS and t not in idle and not t.isdigit()]
    count = _family if times == _OFTEN else _itself
    said = {t: count(spoken, t) for t in words}
    often = [t for t in words if said[t] >= (min(times, _OFTEN_IF_LONG) if len(t) >= _LONG else times)]
    share = len(often) / len(words) if words else 0.0
    if share > _SHARE:
        top = max(often, key=lambda t: said[t])
        return f"the story speaks of “{top}” {said[top]} times"
    return ""


def _fixed(page: Page, line: Line) -> bool:
    """Whether the line is a fixed phrase or a tally: what a pattern with a free end claims is no heading, and
    what opens a list or a section is none either."""
    rule = page.book.by_id.get(line.step.rule) if line.step else None
    return rule is not None and (bool(rule.phrases) or rule.kind == "poll") and not rule.opens


def _alike(line: Line, other: Line) -> bool:
    """Whether a line may be a subheading beside another: of its kind or a mere word of the interface, no longer, and
    not in capitals beside it."""
    capitals = line.text.isupper() == other.text.isupper()
    return line.kind in (other.kind, "interface") and line.n <= other.n and capitals and line.text[0].isalpha()


def _headings(units: Sequence[Unit]) -> int:
    """How many short lines nobody knows stand between two paragraphs of prose, as subheadings do."""
    return sum(
        unit.n <= _HEADING_WORDS and not unit.known and above.prose and below.prose
        for above, unit, below in zip(units, units[1:], units[2:], strict=False)
    )


def _itself(spoken: Counter[str], word: str) -> int:
    """How often the prose uses the word, or its singular or plural."""
    return spoken[word] + spoken[word + "s"] + (spoken[word[:-1]] if word.endswith("s") else 0)


def _family(spoken: Counter[str], word: str) -> int:
    """How often the prose uses the word or one of its family ("vote", "votes", "voters"), if the word itself or a
    longer one of five letters or more."""
    if not _itself(spoken, word) and len(word) <= _LETTERS + 1:
        return 0
    stem = word[: max(_LETTERS, len(word) - _ENDING)]
    longest = len(word) + _ENDING + 1
    return sum(n for other, n in spoken.items() if other.startswith(stem) and len(other) <= longest)


def _runs(page: Page) -> Iterator[_Run]:
    """Runs of removed lines with a line of the story on either side."""
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
            yield _Run(units[first].first, units[k - 1].last, introduced)


def _listed(units: Sequence[Unit], k: int) -> bool:
    """Whether the unit above is a short line of a list that stands below prose, as results of a vote do."""
    for i in range(k - 1, max(-1, k - 1 - _LONGEST_RUN), -1):
        if units[i].prose or (units[i].known and units[i].head.kind != "advert"):
            return units[i].prose
    return False
