"""The learned pass: what no rule names, judged by the whole page.

It speaks last among the heuristics, and only of what is open: lines that nothing named, and lines that were set
aside for their place alone. Where nothing was set aside for its place it keeps quiet, so that clean text stays as it
is, whatever known chrome is put into it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleaner.document import Kind, Step
from cleaner.passes.density import guess
from cleaner.passes.known import is_known
from cleaner.passes.page import Line, Page
from cleaner.passes.place import kind_at
from cleaner.passes.structure import label_of

if TYPE_CHECKING:
    from cleaner.scorer.model import Scores

BODY, BOILERPLATE, CAPTION = "scorer.body", "scorer.boilerplate", "scorer.caption"
"""The ids of its steps."""

TAKEN_BACK, KEPT, PLAIN = 0.5, 0.4, 0.05
"""The probability of body from which an open line is taken back that the other passes set aside; from which one
stays that they keep; and from which one stays that the source marks as a part of a text. On a page with little
chrome, where the passes seldom err, the last holds for all lines, and no less is needed to take one back. Chosen on
four sets of pages, by folds of sites; scores are flat around them."""

TAKEN_BACK_OF_SITE = 0.6
"""What it takes instead on a page of which a pack of the user names lines: the more of a site's chrome is known, the
less of what is left is a story that the passes missed."""

MUCH = 20
"""Lines set aside for their place from which a page has much chrome."""

MOST_LINES = 20_000
"""Lines of a page up to which the scorer is asked: no article comes with as many, and its table takes a kilobyte a
line."""

_FIELDS = frozenset(("headline", "standfirst", "byline", "date", "caption", "callout"))
"""Labels that the scorer leaves as they are."""


def recognise(page: Page) -> Iterator[Step]:
    """Keep or set aside what is open, by the probability that it is body; nothing where the passes had to judge
    nothing by its place: then the page is an article, and chrome that rules know."""
    lines = page.lines
    placed = sum(line.removed and is_open(line) for line in lines) if len(lines) <= MOST_LINES else 0
    if placed:
        from cleaner.scorer import score

        theirs = sum(line.step is not None and line.step.rule in page.of_user for line in lines) if page.of_user else 0
        yield from judged(page, score(page), placed + theirs, TAKEN_BACK_OF_SITE if theirs else TAKEN_BACK)


def judged(page: Page, scores: Scores, placed: int, sure: float = TAKEN_BACK) -> Iterator[Step]:
    """What the scores say of the page's lines; placed: how many were set aside for their place, or would have been if
    no pack of the user named them. sure: the probability from which a line is taken back on a page with much chrome."""
    page.take_scores(scores)
    units = page.units
    taken_back = sure if placed >= MUCH else 1 - PLAIN
    for unit, below in zip(units, (*units[1:], None), strict=True):
        for line in unit.lines:
            if not line.text or not is_open(line):
                continue
            p = scores.probability(line.first)
            if line.removed:
                if p < taken_back or (page.standing and page.standing.in_chrome(line.facts.element)):
                    continue
                if is_known(page, line):
                    continue
                yield line.says(BODY, label_of(unit, below)[0], evidence=scores.why(line.first))
            elif line.body and p < (PLAIN if placed < MUCH or is_marked(line) else KEPT):
                yield _aside(page, line, scores)


def is_open(line: Line) -> bool:
    """Whether the scorer has a say about a line: no rule named it, and it is no field."""
    return not line.named and line.label not in _FIELDS


def is_marked(line: Line) -> bool:
    """Whether the source marks a line as a part of a text: an item, a heading, a quote, a row, code, verse."""
    facts = line.facts
    return facts.item or facts.heading > 0 or facts.quote or facts.table or facts.code or line.verse


def _aside(page: Page, line: Line, scores: Scores) -> Step:
    """The step that sets a line aside."""
    why = scores.why(line.first)
    if scores.likeliest(line.first) == "caption":
        return line.says(CAPTION, "caption", evidence=why)
    kind: Kind = kind_at(page, line) if page.standing else guess(line, BOILERPLATE)
    return line.says(BOILERPLATE, "boilerplate", kind, why)
