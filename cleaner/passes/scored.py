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
from cleaner.passes.page import Line, Page
from cleaner.passes.place import kind_at
from cleaner.passes.structure import label_of

if TYPE_CHECKING:
    from cleaner.scorer.model import Scores

BODY, BOILERPLATE, CAPTION = "scorer.body", "scorer.boilerplate", "scorer.caption"
"""The ids of its steps."""

KEPT, TAKEN_BACK, NO_CAPTION = 0.4, 0.5, 0.7
"""The probability of body from which an open line stays that the other passes keep; from which one that they set
aside is taken back; and from which what they took for a caption is body after all. Scores are flat around them."""

_FIELDS = frozenset(("headline", "standfirst", "byline", "date", "callout"))
"""Labels that the scorer leaves as they are."""


def recognise(page: Page) -> Iterator[Step]:
    """Keep or set aside what is open, by the probability that it is body; nothing where the passes had to judge
    nothing by its place: then the page is an article, and chrome that rules know."""
    if any(line.removed and not line.named for line in page.lines):
        from cleaner.scorer import score

        yield from judged(page, score(page))


def judged(page: Page, scores: Scores) -> Iterator[Step]:
    """What the scores say of the page's lines."""
    page.take_scores(scores)
    units = page.units
    for unit, below in zip(units, (*units[1:], None), strict=True):
        for line in unit.lines:
            if not line.text or not _open(line):
                continue
            p = scores.probability(line.first)
            if p >= (NO_CAPTION if line.label == "caption" else TAKEN_BACK):
                if not line.body:
                    yield line.says(BODY, label_of(unit, below)[0], evidence=scores.why(line.first))
            elif line.body and p < KEPT:
                yield _aside(page, line, scores)


def _open(line: Line) -> bool:
    """Whether the scorer has a say about a line: no rule named it, and it is no field."""
    return not line.named and line.label not in _FIELDS


def _aside(page: Page, line: Line, scores: Scores) -> Step:
    """The step that sets a line aside."""
    why = scores.why(line.first)
    if scores.likeliest(line.first) == "caption":
        return line.says(CAPTION, "caption", evidence=why)
    kind: Kind = kind_at(page, line) if page.standing else guess(line, BOILERPLATE)
    return line.says(BOILERPLATE, "boilerplate", kind, why)
