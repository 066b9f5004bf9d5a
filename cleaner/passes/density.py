"""The body as the densest stretch of the page: what no phrase knows, judged by how prose is spread over it.

Each paragraph is worth something: prose gains with its length, a short line costs, less so when the prose of
the page uses its words or a mark sets it in a list, and a line that a rule knows costs most. The stretch with
the largest sum is the body (body text extraction: Finn, Kushmerick and Smyth, 2001, there over tags). Inside
it a short line may still go, when it and its neighbours say so together.

A page that shows no chrome is left alone: then there is nothing to find.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cleaner.document import Kind, Step
from cleaner.passes.page import FIRST_CJK, Line, Page, Unit

# The weights below were fitted to the bodies of English and multilingual articles in plain-text renderings, by
# random search on half of the sites, and checked on the other half. Those of marks, gaps, strays and tails were
# then set by hand, where the score is flat, so that short lists, boxes and introductions survive.
_PROSE, _PROSE_PER_WORD, _PROSE_WORDS = 1.3, 0.14, 60
_SHORT, _SPOKEN, _SPOKEN_BY_DEFAULT = -3.3, 4.2, 0.3
_ITEM, _COLON, _PIPE, _STOPS = 2.0, 3.0, -3.0, 2.0
_MARKDOWN_ITEM, _LINK, _MOSTLY_LINK = 4.5, -2.0, 0.5
_SPOKEN_OF = 1.5
_OPENS_SECTION = -10.0
_KNOWN_AT_ENDS, _KNOWN_INSIDE, _KNOWN = -8.0, -2.0, -4.0
_WIDEST_GAP, _WIDEST_KNOWN_GAP, _WIDEST_UNKNOWN_GAP = -18.0, -7.0, -5.0
_BESIDE_KNOWN, _ABOVE_PROSE, _STRAY = -1.2, 5.0, -2.0

_STOP_MARKS = frozenset(".,;。，")
"""Marks on which lists and paragraphs end, and menus do not."""

_TAIL = -1.5
"""Mean worth from which the lines behind the densest stretch belong to it."""

_STRAY_BESIDE = 2
"""Known lines that must stand close to a stray one."""

AT_ENDS = frozenset(("legal", "site", "consent", "comments", "author_bio"))
"""Kinds that stand behind an article, seldom inside."""

_INSIDE = frozenset(("advert", "media", "related", "share", "reading_time", "poll", "duplicate"))
"""Kinds that stand inside articles as well."""

_CHROME_LINES = 3
"""Known lines from which a page shows chrome."""

_CHROME_RUN = 6
"""Short lines in a row, above the first prose or below the last, from which a page shows chrome."""

CONTENT_LETTERS = 4
"""Letters from which a word counts as content in scripts with blanks; shorter ones are mostly function words."""

_NEAR = 3
"""Units on either side in which known lines count against a short one."""

_MENU_WORDS = 4
"""Words at most of a menu entry."""

VOCABULARY_WORDS = 15
"""Words from which a paragraph lends its words to the page's vocabulary."""


def recognise(page: Page) -> Iterator[Step]:
    """Set aside what lies outside the densest stretch, and the stray short lines inside it."""
    units = without_lone(page.units)
    known = [u.known for u in units]
    if not _shows_chrome(units, known):
        return
    worth = worths(page, units, known)
    start, end, total = densest(with_gaps_capped(units, known, worth))
    if total <= 0:
        return
    end = _with_tail(units, known, worth, end)
    for k, unit in enumerate(units):
        if known[k]:
            continue
        if not start <= k < end:
            where = "above" if k < start else "below"
            yield from _aside(unit, "density.outside", f"{where} the densest stretch; worth {worth[k]:.1f}")
        elif not unit.prose and not (k > start and not known[k - 1] and _of_one_list(units[k - 1], unit)):
            beside = sum(known[max(0, k - _NEAR) : k + _NEAR + 1])
            above = k + 1 < len(units) and units[k + 1].prose
            if beside >= _STRAY_BESIDE and worth[k] + _BESIDE_KNOWN * beside + _ABOVE_PROSE * above < _STRAY:
                yield from _aside(unit, "density.stray", f"worth {worth[k]:.1f}, {beside} known lines beside it")


def without_lone(units: list[Unit]) -> list[Unit]:
    """The units of a page without known lines that stand alone between two paragraphs: a button or a notice that was
    put into an article says nothing of where it begins and ends, and what is judged by its place is judged without."""
    alone = {
        k
        for k in range(1, len(units) - 1)
        if units[k].known and len(units[k].lines) == 1 and _says(units[k - 1]) and _says(units[k + 1])
    }
    return [unit for k, unit in enumerate(units) if k not in alone] if alone else units


def _says(unit: Unit) -> bool:
    """Whether a unit may be a paragraph of the article: prose, or a few words that end as a sentence."""
    return (unit.prose or unit.terminal) and not unit.known


def _of_one_list(above: Unit, unit: Unit) -> bool:
    """Whether both are items of a list that is no menu."""
    return all(u.head.facts.item and u.head.facts.link_share <= _MOSTLY_LINK for u in (above, unit))


def _aside(unit: Unit, rule: str, evidence: str) -> Iterator[Step]:
    for line in unit.lines:
        if line.step is None:
            yield line.says(rule, "boilerplate", guess(line, rule), evidence)


def worths(page: Page, units: list[Unit], known: list[bool]) -> list[float]:
    """What each of the units of a page is worth; known: which of them are known boilerplate."""
    spoken: Counter[str] = Counter()
    for unit, is_known in zip(units, known, strict=True):
        if unit.n >= VOCABULARY_WORDS and not is_known:
            spoken.update({t for line in unit.lines for t in line.tokens})
    return [_worth(page, u, k, spoken) for u, k in zip(units, known, strict=True)]


def _worth(page: Page, unit: Unit, known: bool, spoken: Counter[str]) -> float:
    if known:
        if any(map(page.opens_section, unit.lines)):
            return _OPENS_SECTION
        kind = unit.head.kind
        return _KNOWN_AT_ENDS if kind in AT_ENDS else _KNOWN_INSIDE if kind in _INSIDE else _KNOWN
    if unit.head.step is not None:
        return _SPOKEN_OF
    if unit.prose:
        return _PROSE + _PROSE_PER_WORD * min(unit.n, _PROSE_WORDS)
    last = unit.tail.text[-1:]
    return (
        _SHORT
        + _SPOKEN * _share_spoken(unit, spoken)
        + _marked(page, unit.head)
        + _COLON * (last == ":")
        + _STOPS * (last in _STOP_MARKS)
        + _PIPE * ("|" in unit.text)
    )


def _share_spoken(unit: Unit, spoken: Counter[str]) -> float:
    """The share of the unit's content words that the page's prose uses, the unit itself apart."""
    own = unit.n >= VOCABULARY_WORDS
    content = shared = 0
    for line in unit.lines:
        for token in line.tokens:
            if len(token) >= CONTENT_LETTERS or token > FIRST_CJK:
                content += 1
                shared += token in spoken and spoken[token] > own
    return shared / content if content else _SPOKEN_BY_DEFAULT


def _marked(page: Page, line: Line) -> float:
    """What a list mark or a link is worth: in Markdown a list of links is a menu, and any other the story's own."""
    if line.facts.link_share > _MOSTLY_LINK:
        return _LINK
    if not line.facts.item:
        return 0.0
    return _MARKDOWN_ITEM if page.document.form == "markdown" else _ITEM


def with_gaps_capped(units: list[Unit], known: list[bool], each: list[float]) -> list[float]:
    """The worths, with those between two paragraphs of prose scaled down where they cost too much together:
    a list of links inside an article must not cut it in two."""
    out = list(each)
    k = 0
    while k < len(units):
        first = k
        while k < len(units) and not units[k].prose:
            k += 1
        if k > first:
            total = sum(out[first:k])
            here = known[first:k]
            widest = _WIDEST_KNOWN_GAP if all(here) else _WIDEST_GAP if any(here) else _WIDEST_UNKNOWN_GAP
            if total < widest:
                out[first:k] = [w * widest / total for w in out[first:k]]
        k += 1
    return out


def _shows_chrome(units: list[Unit], known: list[bool]) -> bool:
    """Whether a page holds more than an article; known: which of its units are known boilerplate."""
    if sum(known) >= _CHROME_LINES:
        return True
    prose = [k for k, u in enumerate(units) if u.prose]
    return bool(prose) and (prose[0] >= _CHROME_RUN or len(units) - 1 - prose[-1] >= _CHROME_RUN)


def _with_tail(units: list[Unit], known: list[bool], each: list[float], end: int) -> int:
    """The end of the stretch, moved behind the lines that follow it up to the first known one, when they are
    hardly worth less than nothing: an article may end on a list."""
    last = end
    while last < len(units) and not known[last] and not units[last].prose:
        last += 1
    tail = each[end:last]
    return last if tail and last < len(units) and sum(tail) >= _TAIL * len(tail) else end


def guess(line: Line, rule: str) -> Kind:
    """The likeliest kind of a line that nothing names: menus are short, teasers are headlines."""
    if rule == "density.stray":
        return "interface"
    return "navigation" if line.n <= _MENU_WORDS else "related"


def densest(each: list[float]) -> tuple[int, int, float]:
    """The stretch with the largest sum: (first, last + 1, sum)."""
    best = total = 0.0
    start = lo = hi = 0
    for k, worth in enumerate(each):
        if total <= 0:
            total, start = 0.0, k
        total += worth
        if total > best:
            best, lo, hi = total, start, k + 1
    return lo, hi, best
