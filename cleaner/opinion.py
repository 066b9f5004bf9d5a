"""A second opinion on pages of HTML that the passes are unsure of: what trafilatura takes for the article.

It is asked once, and only where its answer can change something. Of what it takes, the lines are taken back that
were set aside for their place alone. What it leaves out stays: setting that aside gained nothing on any kind of
page. `training/opinion.py` measures what it gains and costs.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.aligning import held
from cleaner.confidence import reasons
from cleaner.document import Step
from cleaner.passes.page import Line, Page, words
from cleaner.passes.structure import label_of

RULE = "opinion.trafilatura"
"""The id of its steps; a rule pack that silences it turns it off."""

# The five values below were chosen on six sets of pages, by folds of sites; scores are flat around them.
_UNSURE = 0.7
"""The confidence below which a page is asked about."""

_POSSIBLE = -2.0
"""Log odds of being body that what is taken back must have, on the mean of its words."""

_RULED_OUT = -3.0
"""Log odds up to which a line is not taken back, whatever those around it have."""

_LEAST, _ENOUGH = 0.1, 0.25
"""Words of prose with such odds that must have been set aside, and words that must be taken back, as shares of the
words of the body: a few lines more gain nothing, and are often small print."""

_MUCH_HIDDEN = 0.5
"""Words of hidden text, as a share of those of the body, from which it may be the article behind a paywall; less is an
aside that the page does not show."""

_LONGEST, _MOST_ELEMENTS, _MOST_ATTRIBUTES = 3_000_000, 5_000, 200
"""Characters and elements of a page, and attributes of an element, up to which trafilatura is asked. News and blogs
have fewer; beyond them its time can grow with their square, up to minutes for a page."""


def worth_asking(page: Page, confidence: float) -> bool:
    """Whether the passes are unsure of a page, and have set prose aside that a second opinion may take back."""
    if confidence >= _UNSURE or RULE in page.book.silenced:
        return False
    possible = sum(line.n for line in page.lines if line.prose and _open(line) and page.odds_of(line) > _POSSIBLE)
    return possible > _LEAST * sum(line.n for line in page.lines if line.body)


def second_opinion(page: Page, markup: str, confidence: float) -> list[Step]:
    """The steps that take back what trafilatura takes for the article; none where it says nothing that helps.

    confidence: in the page before. When trafilatura fails, that is said in `page.late`. Its time is bounded; the
    rest is linear in the words of both.
    """
    other = words(_asked(page, markup))
    if not other:
        return []
    lines = page.lines
    theirs = [line for line, said in zip(lines, held([line.tokens for line in lines], other), strict=True) if said]
    extra = _once([line for line in theirs if line.n and _open(line)], {line.text for line in lines if line.body})
    ours, both = (sum(line.n for line in some if line.body) for some in (lines, theirs))
    if sum(line.n for line in extra if _is_hidden(line)) < _MUCH_HIDDEN * ours:
        extra = [line for line in extra if not _is_hidden(line)]
    if not extra or _mean_odds(page, extra) <= _POSSIBLE:
        return []
    extra = [line for line in extra if page.odds_of(line) > _RULED_OUT]
    if sum(line.n for line in extra) <= _ENOUGH * ours:
        return []
    agreed = f"{both:.0f} of our {ours:.0f} words are among its {len(other)}"
    evidence = f"trafilatura holds it; {agreed}; asked at confidence {confidence:.2f}: {reasons(page)}"
    return _taken_back(page, extra, evidence)


def _open(line: Line) -> bool:
    """Whether a line was set aside for its place alone, which no rule and no pattern named."""
    return line.removed and (not line.known or _is_hidden(line))


def _is_hidden(line: Line) -> bool:
    return line.step is not None and line.step.rule == "place.hidden"


def _once(lines: Sequence[Line], seen: set[str]) -> list[Line]:
    """The lines whose texts have not been seen, the first of those that are alike."""
    fresh: list[Line] = []
    for line in lines:
        if line.text not in seen:
            seen.add(line.text)
            fresh.append(line)
    return fresh


def _mean_odds(page: Page, lines: Sequence[Line]) -> float:
    return sum(line.n * min(8.0, max(-8.0, page.odds_of(line))) for line in lines) / sum(line.n for line in lines)


def _taken_back(page: Page, extra: Sequence[Line], evidence: str) -> list[Step]:
    starts = {line.start for line in extra}
    units = page.units
    return [
        line.says(RULE, label_of(unit, below)[0], evidence=evidence)
        for unit, below in zip(units, (*units[1:], None), strict=True)
        for line in unit.lines
        if line.start in starts
    ]


def _bearable(markup: str) -> bool:
    """Whether trafilatura will be done with a page in two seconds or so."""
    if len(markup) > _LONGEST:
        return False
    import turbohtml

    elements = turbohtml.parse(markup).iter_elements()
    return all(k < _MOST_ELEMENTS and len(x.attrs) <= _MOST_ATTRIBUTES for k, x in enumerate(elements))


def _asked(page: Page, markup: str) -> str:
    """What trafilatura takes for the article of a page, as text; empty where it finds none, or fails."""
    if not _bearable(markup):
        return ""
    try:
        import logging

        import trafilatura

        logger = logging.getLogger("trafilatura")
        if not logger.handlers:  # else Python prints what it logs
            logger.addHandler(logging.NullHandler())
        found = trafilatura.bare_extraction(
            markup, fast=True, favor_recall=True, include_comments=False, with_metadata=False
        )
        text = getattr(found, "text", None)
    except Exception as error:  # whatever it is, the passes have an answer of their own
        page.late.add(f"no second opinion: {type(error).__name__}")
        return ""
    return text if isinstance(text, str) else ""
