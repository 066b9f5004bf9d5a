"""How likely a block of HTML is body, by where it stands: its tag, its landmarks, its class words, its neighbours.

The odds are a sum of weights (a logistic regression), so each block can say what counted for and against it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate
from math import exp, fsum
from typing import TYPE_CHECKING, NamedTuple

from cleaner.document import Element
from cleaner.passes.page import PROSE_LINKS
from cleaner.passes.weights import INTERCEPT, WEIGHTS

if TYPE_CHECKING:
    from cleaner.passes.page import Line

_REASONS = 3
"""Features named as evidence."""

_NEAR = 3
"""Blocks on either side that count as neighbours."""

_LIKELY, _MOST_RAISED = 1.0, 3.0
"""Log odds that half of the main prose of a page has at least, and how much all may be raised for that."""

_APART = frozenset("comments share related subscribe consent advert overlay legal biography paywall".split())
_SMALL_BOX = 0.2
"""Roles that stand outside an article, and the share of the page's prose below which a box with one is no wrapper of
the article itself."""

CHROME_CONTEXTS = frozenset("nav aside footer form dialog button select hidden".split())
_CHROME_ROLES = _APART | frozenset("navigation footer sidebar teaser interface poll logo tags unseen".split())
"""Landmarks and roles of which a page has some, and an article alone has none."""

_IN_A_BOX = 2
"""Blocks from which what holds them is a box."""

_SEVERAL = 3
"""Paragraphs in one element from which none of them is a standfirst by itself."""

_FEW, _MANY, _VERY_MANY = 4, 20, 50
"""Words at which the size of a block changes."""

_REMEMBERED = 10_000
"""Kinds of elements and shapes of lines whose points are remembered: a page has some dozens, those of a site share
them."""

_TAGS = frozenset("p li div h1 h2 h3 h4 h5 h6 td tr blockquote figcaption pre section article dd dt".split())


class Sums(NamedTuple):
    """What stands in each element, by its position: words, words of prose, words of links, blocks."""

    words: list[float]
    prose: list[float]
    links: list[float]
    blocks: list[int]


class Standing:
    """The blocks of a page in their elements, measured once.

    prose: whether each line is prose. sums: over each element and all in it. main: the element that holds most
    of the prose close to its own level; inside: whether each element lies within two levels of it; core: in it.
    chrome: whether the page shows anything that is not the article.
    """

    def __init__(self, lines: Sequence[Line], elements: Sequence[Element]) -> None:
        self.lines, self.elements = lines, elements
        self._parents = [element.parent for element in elements]
        self._boxes: dict[tuple[int, bool, bool, frozenset[str]], float] = {}
        self.prose = [line.prose and line.facts.link_share < PROSE_LINKS for line in lines]
        self.sums, own = self._summed()
        self.main = self._main(own)
        self.inside = self._inside(self._up(self._up(self.main)))
        self.core = core = self._inside(self.main)
        self.apart = self._apart()
        held = [k for k, prose in enumerate(self.prose) if prose and core[lines[k].facts.element]]
        self._held = held
        parents = Counter(self._parents[lines[k].facts.element] for k in held)
        self._among = {
            lines[k].start
            for k in held
            if parents[self._parents[lines[k].facts.element]] >= _SEVERAL
            and "standfirst" not in elements[lines[k].facts.element].around
        }
        self.chrome = self._shows_chrome()
        self.first, self.last = (held[0], held[-1]) if held else (0, len(lines))
        self.title = max((k for k, x in enumerate(lines[: self.first]) if x.facts.heading == 1), default=0)

    def odds(self) -> list[float]:
        """The log odds that each line is body."""
        shares = [0.0, *(line.facts.link_share for line in self.lines), 0.0]
        w_own, w_above, w_below = WEIGHTS["links"], WEIGHTS["links above"], WEIGHTS["links below"]
        so_far = [0] * _NEAR + [*accumulate(self.prose, initial=0)]
        so_far += so_far[-1:] * _NEAR
        places: dict[int, float] = {}
        out: list[float] = []
        for k, line in enumerate(self.lines):
            at = line.facts.element
            place = places.get(at)
            if place is None:
                place = places[at] = INTERCEPT + _by_itself(*self.elements[at][1:5]) + self._pool(at)
            near = so_far[k + 2 * _NEAR + 1] - so_far[k] - self.prose[k]
            by_shape = self._shown(k, line, near)
            out.append(place + by_shape + w_own * shares[k + 1] + w_above * shares[k] + w_below * shares[k + 2])
        return self._raised(out)

    def _raised(self, odds: list[float]) -> list[float]:
        """The odds, raised together where the markup says too little of any prose to call it body."""
        prose = sorted(odds[k] for k in self._held)
        lack = min(_MOST_RAISED, _LIKELY - prose[len(prose) // 2]) if prose else 0.0
        return [x + lack for x in odds] if lack > 0 else odds

    def _shows_chrome(self) -> bool:
        """Whether anything in the markup or the links is of a page around the article; a fragment may hold none."""
        return any(line.facts.link_share >= PROSE_LINKS for line in self.lines) or any(
            not CHROME_CONTEXTS.isdisjoint(x.within) or not _CHROME_ROLES.isdisjoint(x.words) for x in self.elements
        )

    @cached_property
    def closes(self) -> list[int]:
        """For each element, the position of the last one in it."""
        closes = list(range(len(self._parents)))
        for at in range(len(closes) - 1, 0, -1):
            parent = self._parents[at]
            if parent >= 0 and closes[at] > closes[parent]:
                closes[parent] = closes[at]
        return closes

    def among_main(self, start: int) -> bool:
        """Whether the line at an offset of the document is one of several paragraphs of the main prose that lie in
        the same element."""
        return start in self._among

    def evidence(self, k: int, odds: float) -> str:
        """Why line `k` has such low odds, in words: what counts most against its element."""
        told = _against(*self.elements[self.lines[k].facts.element][1:5])
        return f"odds {odds:.1f}: {told}" if told else f"odds {odds:.1f}"

    def _pool(self, at: int) -> float:
        """What the boxes around an element count for; the same for all that stand alike in the same box."""
        key = (self._box[at], self.inside[at] == 1, self.apart[at] == 1, self.elements[at].within)
        points = self._boxes.get(key)
        if points is None:
            points = self._boxes[key] = _total(self.pooled(at))
        return points

    def box(self, at: int) -> int:
        """The innermost element around a position that holds two blocks at least."""
        return self._box[at]

    def in_chrome(self, at: int) -> bool:
        """Whether an element stands in a landmark of the page around the article, or is hidden."""
        return not CHROME_CONTEXTS.isdisjoint(self.elements[at].within)

    def outer(self, box: int) -> int:
        """The innermost element around a box that holds more blocks than it does."""
        blocks, parents = self.sums.blocks, self._parents
        outer = self._up(box)
        while blocks[outer] == blocks[box] and parents[outer] >= 0:
            outer = parents[outer]
        return outer

    @cached_property
    def _box(self) -> list[int]:
        """`box` of every position."""
        out: list[int] = []
        for at, (blocks, parent) in enumerate(zip(self.sums.blocks, self._parents, strict=True)):
            out.append(at if blocks >= _IN_A_BOX or parent < 0 else out[parent])
        return out

    def _shown(self, k: int, line: Line, near: int) -> float:
        """What the line shows by itself and by the prose near it."""
        zone = 0 if k < self.first else 1 if k <= self.last else 2
        n = line.n
        size = 0 if n < _FEW else 1 if n < _MANY else 2 if n < _VERY_MANY else 3
        ending = 1 if line.terminal else 2 if line.text[-1:] == ":" else 0
        return _by_shape(size, ending, zone, k < self.title, near)

    def pooled(self, at: int) -> Iterator[tuple[str, float]]:
        """What the element at a position and those around it hold, all their blocks together."""
        words, prose, links, _ = self.sums
        if self.inside[at]:
            yield "near the main prose", 1.0
            within = self.elements[at].within
            if "list" in within:
                yield "list near the main prose", 1.0
            if "code" in within:
                yield "code near the main prose", 1.0
            if "table" in within:
                yield "table near the main prose", 1.0
        if self.apart[at]:
            yield "in a box apart", 1.0
        total = prose[0] or 1.0
        box = self.box(at)
        for name, x in (("box", box), ("outer box", self.outer(box))):
            yield f"{name}'s links", links[x] / max(1.0, words[x])
            yield f"{name}'s share of prose", prose[x] / total

    def _up(self, at: int) -> int:
        return max(0, self._parents[at]) if self._parents else 0

    def _summed(self) -> tuple[Sums, list[float]]:
        """The sums over each element, and the prose that each holds itself."""
        size = len(self.elements)
        sums = Sums([0.0] * size, [0.0] * size, [0.0] * size, [0] * size)
        words, prose, links, blocks = sums
        for line, is_prose in zip(self.lines, self.prose, strict=True):
            facts, n = line.facts, line.n
            at = facts.element
            words[at] += n
            links[at] += n * facts.link_share
            blocks[at] += 1
            if is_prose:
                prose[at] += n
        own = prose[:]
        for at in range(size - 1, 0, -1):
            parent = self._parents[at]
            if blocks[at] and parent >= 0:
                words[parent] += words[at]
                prose[parent] += prose[at]
                links[parent] += links[at]
                blocks[parent] += blocks[at]
        return sums, own

    def _main(self, own: list[float]) -> int:
        """The element with most prose: its own and its children's in full, their children's by half."""
        points = [0.0] * len(own)
        for at, amount in enumerate(own):
            if amount:
                element, parent = self.elements[at], self._parents[at]
                amount *= 1 / (1 + exp(-_by_itself(*element[1:5])))
                if element.tag not in _LEAVES:
                    points[at] += amount
                if parent >= 0:
                    points[parent] += amount
                    above = self._parents[parent]
                    if above >= 0:
                        points[above] += amount / 2
        return max(range(len(points)), key=points.__getitem__) if points else 0

    def _apart(self) -> bytearray:
        """Whether each element lies in a small box that its class gives a role outside the article."""
        apart = bytearray(len(self.elements))
        most = _SMALL_BOX * (self.sums.prose[0] if self.elements else 0.0)
        for at, (parent, prose) in enumerate(zip(self._parents, self.sums.prose, strict=True)):
            if parent >= 0 and apart[parent]:
                apart[at] = 1
            elif prose < most:
                apart[at] = not _APART.isdisjoint(self.elements[at].words)
        return apart

    def _inside(self, top: int) -> bytearray:
        inside = bytearray(len(self.elements))
        for at, parent in enumerate(self._parents):
            inside[at] = at == top or (parent >= 0 and inside[parent] == 1)
        return inside


_LEAVES = frozenset(("p", "li", "blockquote", "h2", "h3"))
"""Elements that hold a piece of the body, not all of it."""


def _total(features: Iterable[tuple[str, float]]) -> float:
    return fsum(WEIGHTS.get(w, 0.0) * x for w, x in features)


@lru_cache(maxsize=_REMEMBERED)
def _by_shape(size: int, ending: int, zone: int, above_title: bool, near: int) -> float:
    """What the shape of a line counts for: see `_shape`."""
    return _total(_shape(size, ending, zone, above_title, near))


def _shape(size: int, ending: int, zone: int, above_title: bool, near: int) -> Iterator[tuple[str, float]]:
    """The features of a line by its size (0 to 3), its ending (1 a sentence's, 2 a colon), whether it stands above,
    amid or below the main prose (0 to 2), and how many lines near it are prose."""
    if not size:
        yield "under 4 words", 1.0
    if size >= 2:
        yield "20 words", 1.0
    if size >= 3:
        yield "50 words", 1.0
    if ending:
        yield "ends as a sentence" if ending == 1 else "ends in a colon", 1.0
    if zone:
        yield "amid the main prose" if zone == 1 else "behind the main prose", 1.0
    if above_title:
        yield "above the title", 1.0
    yield "prose near", near / (2 * _NEAR)


def _standing(
    tag: str, within: frozenset[str], own: frozenset[str], around: frozenset[str]
) -> Iterator[tuple[str, float]]:
    """The features of an element by itself: see `Element`; own: its `words`."""
    yield tag if tag in _TAGS else "other tag", 1.0
    for context in within:
        yield f"in {context}", 1.0
    for role in around:
        yield (f"is {role}" if role in own else f"within {role}"), 1.0


@lru_cache(maxsize=_REMEMBERED)
def _by_itself(tag: str, within: frozenset[str], own: frozenset[str], around: frozenset[str]) -> float:
    """What an element counts for by itself."""
    return _total(_standing(tag, within, own, around))


@lru_cache(maxsize=_REMEMBERED)
def _against(tag: str, within: frozenset[str], own: frozenset[str], around: frozenset[str]) -> str:
    """What counts most against an element by itself, in words."""
    points = sorted((WEIGHTS.get(w, 0.0) * x, w) for w, x in _standing(tag, within, own, around))
    return ", ".join(w for p, w in points[:_REASONS] if p < 0)
