"""How much of an article's body is likely to be right, told by what the passes left of a page.

The number is a sum of weights (a logistic regression), fitted by `training/confidence.py` to the F1 of bodies that
people marked by hand, so each page can say what counted against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import exp, log
from typing import TYPE_CHECKING, NamedTuple

from cleaner.passes.page import PROSE_LINKS

if TYPE_CHECKING:
    from cleaner.document import Stated
    from cleaner.passes.page import Line, Page


class Fitted(NamedTuple):
    """A bias, and of each sign its weight and what it comes to on a usual page."""

    bias: float
    weights: dict[str, tuple[float, float]]


_HTML = Fitted(
    2.57,
    {
        "a short body": (-1.07, 0.07),
        "prose left out": (-0.82, 0.19),
        "prose left out amid the body": (-0.21, 0.03),
        "list items": (-0.51, 0.06),
        "a body in one block": (-0.78, 0.20),
        "low odds of the body": (-0.16, 2.29),
        "close calls": (-2.28, 0.11),
        "words that may be wrong": (-3.03, 0.06),
        "a body in several boxes": (-0.74, 0.19),
        "no description that it holds": (-0.70, 0.34),
    },
)
_TEXT = Fitted(
    2.27,
    {
        "a short body": (-1.01, 0.06),
        "prose left out": (-0.78, 0.19),
        "prose left out amid the body": (-0.01, 0.03),
        "list items": (0.60, 0.01),
        "a body in one block": (-0.94, 0.17),
        "low odds of the body": (-0.09, 2.78),
        "close calls": (-3.33, 0.16),
        "words that may be wrong": (-4.67, 0.08),
    },
)
"""From `training/confidence.py`."""

_ENOUGH_WORDS = 200
"""Words of a body from which its length says nothing more against it."""

_BODY_ODDS = 6.0
"""Log odds of being body from which more say nothing."""

_FEWEST, _SHORTEST = 5, 4
"""Words of a description from which it tells anything, and characters of a word that counts among them."""

_REASONS = 2
"""Signs named as reasons."""


def confidence(page: Page) -> float:
    """The expected F1 (0 to 1) of the body of a page as it is labelled now; 0 where there is no body.

    F1 is over runs of four words, against what a person would mark as the body. Linear in the lines.
    """
    found = signs(page)
    fitted = _fitted(page)
    return 1 / (1 + exp(-fitted.bias - sum(_points(found, fitted).values()))) if found else 0.0


def reasons(page: Page) -> str:
    """What counts most against the body of a page, in words."""
    points = sorted((points, name) for name, points in _points(signs(page), _fitted(page)).items())
    return ", ".join(name for points, name in points[:_REASONS] if points < 0) or "no body"


def _fitted(page: Page) -> Fitted:
    return _HTML if page.standing else _TEXT


def _points(found: dict[str, float], fitted: Fitted) -> dict[str, float]:
    return {name: w * (found[name] - usual) for name, (w, usual) in fitted.weights.items() if name in found}


def signs(page: Page) -> dict[str, float]:
    """What the confidence in a page rests on, by name; empty where there is no body. What only the odds of lines or
    only markup tells is left out where there is none."""
    body = [line for line in page.lines if line.body and line.n]
    words = sum(line.n for line in body)
    if not words:
        return {}
    prose = [line for line in page.lines if _prose(line)]
    kept = [line for line in prose if line.body]
    found = {
        "a short body": max(0.0, log(_ENOUGH_WORDS / words)),
        "prose left out": 1 - _words(kept) / max(1.0, _words(prose)),
        "prose left out amid the body": _amid(page) / words,
        "list items": sum(line.n for line in body if line.label == "list_item") / words,
        "a body in one block": max(line.n for line in body) / words,
    }
    if page.scored or page.standing:
        odds = sorted(min(_BODY_ODDS, page.odds_of(line)) for line in kept or body)
        doubtful = [line for line in page.lines if (line.body and line.n) or _prose(line)]
        found["low odds of the body"] = _BODY_ODDS - odds[len(odds) // 2]
        found["close calls"] = _closeness(page, doubtful)
        found["words that may be wrong"] = 1 - _expected(page)
    if page.standing:
        elements = page.document.elements
        boxes: defaultdict[int, float] = defaultdict(float)
        for line in body:
            boxes[elements[line.facts.element].parent] += line.n
        found["a body in several boxes"] = 1 - max(boxes.values()) / words
        found["no description that it holds"] = 1 - _described(page.document.stated, page.lines)
    return found


def _expected(page: Page) -> float:
    """The F1 to be expected when each line is body with the probability that its odds give."""
    ours = true = both = 0.0
    for line in page.lines:
        likely = 0.0 if line.named else line.n / (1 + exp(-page.odds_of(line)))
        true += likely
        if line.body:
            ours += line.n
            both += likely
    return 2 * both / max(1e-9, ours + true)


def _prose(line: Line) -> bool:
    return line.prose and line.facts.link_share < PROSE_LINKS


def _words(lines: Iterable[Line]) -> float:
    return sum(line.n for line in lines)


def _closeness(page: Page, lines: Iterable[Line]) -> float:
    """How close the odds of the lines are to even, 0 to 1, each by its words."""
    total = margin = 0.0
    for line in lines:
        total += line.n
        margin += line.n * abs(2 / (1 + exp(-page.odds_of(line))) - 1)
    return 1 - margin / total


def _amid(page: Page) -> float:
    """Words of prose set aside between the first and the last line of the body."""
    amid = pending = 0.0
    begun = False
    for line in page.lines:
        if line.body and line.n:
            begun = True
            amid += pending
            pending = 0.0
        elif begun and line.removed and _prose(line):
            pending += line.n
    return amid


def _described(stated: Iterable[Stated], lines: Iterable[Line]) -> float:
    """The share of the words of the longest description that the article uses; 0 without a description."""
    longest = max((s.value for s in stated if s.name == "standfirst"), key=len, default="")
    told = [word for word in longest.casefold().split() if len(word) >= _SHORTEST]
    if len(told) < _FEWEST:
        return 0.0
    used = set(" ".join([line.text for line in lines if not line.removed]).casefold().split())
    return sum(word in used for word in told) / len(told)
