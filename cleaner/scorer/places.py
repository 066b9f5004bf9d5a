"""What the scorer sees of where a line of HTML stands: its element, its landmarks, its class words, its boxes."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from cleaner.passes.page import Page, words
from cleaner.passes.standing import Standing
from cleaner.reading.elements import NOWHERE
from cleaner.reading.roles import ROLE_NAMES
from cleaner.scorer.columns import CONTEXTS, TAGS
from cleaner.scorer.features import shared

Floats = NDArray[np.float32]

_AROUND = 0.5
"""What a role counts for that stands on an element further out; one on the element itself counts for 1."""

_MOST_ODDS = 8.0


def places(page: Page, standing: Standing) -> Floats:
    """A row for each line, in the columns of `columns.ELEMENT` and `columns.BOXES`."""
    at = np.array([line.facts.element for line in page.lines])
    held, row = np.unique(at, return_inverse=True)
    elements = [standing.elements[k] for k in held]
    own = np.stack([_element(x.tag, x.within, x.words, x.around) for x in elements])
    pools = np.array([_pools(standing, int(k)) for k in held], np.float32)
    return np.hstack([own[row], _lines(page, standing), pools[row]]).astype(np.float32)


@lru_cache(maxsize=4096)
def _element(tag: str, within: frozenset[str], own: frozenset[str], around: frozenset[str]) -> Floats:
    """What an element is by itself: its tag, its landmarks, its roles."""
    flags = [tag == x for x in TAGS]
    contexts = [x in within for x in CONTEXTS]
    roles = [1.0 if x in own else _AROUND if x in around else 0.0 for x in ROLE_NAMES]
    return np.array([*flags, *contexts, *roles], np.float32)


def _lines(page: Page, standing: Standing) -> Floats:
    """What each line has of its own, in the order of `columns.BOXES`."""
    lines = page.lines
    n = len(lines)
    at = np.array([line.facts.element for line in lines])
    odds = np.array([page.odds_of(line) for line in lines])
    inside = np.frombuffer(standing.inside, np.uint8)[at]
    core = np.frombuffer(standing.core, np.uint8)[at]
    apart = np.frombuffer(standing.apart, np.uint8)[at]
    k = np.arange(n)
    stated = page.document.stated
    described = max((s.value for s in stated if s.name == "standfirst"), key=len, default="")
    titles = " ".join(s.value for s in stated if s.name == "headline")
    return np.column_stack(
        [
            np.clip(odds, -_MOST_ODDS, _MOST_ODDS) / 4,
            inside,
            core,
            apart,
            (k >= standing.first) & (k <= standing.last),
            k > standing.last,
            k < standing.title,
            shared(lines, frozenset(words(described))),
            shared(lines, frozenset(words(titles))),
        ]
    ).astype(np.float32)


def boxes(page: Page, standing: Standing) -> tuple[NDArray[np.int_], ...]:
    """Of each line, the positions of the box that holds it and of the one around that, and the number of its look."""
    near = np.array([standing.box(line.facts.element) for line in page.lines])
    return near, np.array([standing.outer(int(k)) for k in near]), looks(page)


def looks(page: Page) -> NDArray[np.int_]:
    """Of each line, the number of its look: lines have the same one whose elements, and those around them, have the
    same tag and the same class."""
    elements = page.document.elements
    numbers: dict[tuple[str, ...], int] = {}
    known: dict[int, int] = {}
    out = []
    for line in page.lines:
        at = line.facts.element
        number = known.get(at)
        if number is None:
            own = elements[at]
            around = elements[own.parent] if own.parent >= 0 else NOWHERE
            number = known[at] = numbers.setdefault((own.tag, own.look, around.tag, around.look), len(numbers))
        out.append(number)
    return np.array(out)


def _pools(standing: Standing, at: int) -> list[float]:
    """What the box around an element holds, and the box around that."""
    words_, prose, links, blocks = standing.sums
    total = prose[0] or 1.0
    out: list[float] = []
    box = standing.box(at)
    for x in (box, standing.outer(box)):
        share = links[x] / max(1.0, words_[x])
        out += [float(np.log1p(words_[x])) / 4, float(np.log1p(blocks[x])) / 3, share, prose[x] / total]
    return out
