"""Which of the lines that recur on a site are its furniture, and which stand in several stories by chance.

Three things tell them apart. How many of the pages have the line: what the cleaner removes anyway needs few, what it
takes for body needs half of them. Whether it is prose: a paragraph that the cleaner keeps may be wire copy or a
quotation, and two pages do not tell. What stands beside it: furniture stands beside the same furniture, while
"Ingredients" or a refrain that belongs to the stories stands between lines that are new on each page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cleaner.document import Kind
from cleaner.learning.counting import Count, LineCounts
from cleaner.rules.rule import MAX_PHRASE

_FEWEST_PAGES, _FEWEST_PAGES_OF_PROSE = 2, 3
"""Pages on which a line must stand, and a paragraph that the cleaner keeps."""

_SHARE_OF_REMOVED, _SHARE_OF_KEPT = 0.1, 0.5
"""Share of the pages on which a line must stand that the cleaner never keeps, and one that it always keeps; between
them for what it keeps at times. On real sites the score is the same for 0.1 to 0.5 and 0.3 to 0.5."""

_MOSTLY = 0.5
"""Share of its pages on which a line must be kept to count as body, be named to count as a headline or byline, or
have the same line above or below it."""


_FEWEST_ENDS, _SHARE_OF_ENDS, _MOSTLY_ENDS = 2, 0.3, 0.5
"""Pages that must end at a line which articles end above, the share of all pages that must have it, and of these the
share that must end there. On real sites the score is about the same for 0.5 to 0.75 of the last."""


class LearnedLine(NamedTuple):
    """A line that belongs to the site. text: as it stood first. kind: of boilerplate. pages: on how many it was seen,
    never too high. kept: on how many of them the cleaner had left it in the body. ends: whether articles of the site
    end above it."""

    text: str
    kind: Kind
    pages: int
    kept: int
    ends: bool = False


def furniture(lines: LineCounts) -> Iterator[LearnedLine]:
    """The lines that belong to the site and that no rule knows, or that end its articles, those on most pages first."""
    found = [c for c in lines.counts.values() if _belongs(c, lines.pages) or _ends(c, lines.pages)]
    for count in sorted(found, key=lambda c: (-c.pages, c.text)):
        kind: Kind = count.kinds.most_common(1)[0][0] if count.kinds else "interface"
        yield LearnedLine(count.text, kind, count.pages, count.kept, _ends(count, lines.pages))


def _ends(line: Count, pages: int) -> bool:
    return (
        len(line.text) <= MAX_PHRASE
        and line.pages >= _SHARE_OF_ENDS * pages
        and line.ends >= max(_FEWEST_ENDS, _MOSTLY_ENDS * line.pages)
    )


def _belongs(line: Count, pages: int) -> bool:
    if line.known == line.pages or line.named > _MOSTLY * line.pages:
        return False
    kept = line.kept / line.pages
    share = _SHARE_OF_REMOVED + (_SHARE_OF_KEPT - _SHARE_OF_REMOVED) * kept
    fewest = _FEWEST_PAGES
    if kept > _MOSTLY:
        if max(line.above.lead, line.below.lead) < _MOSTLY * line.pages:
            return False
        if line.prose:
            fewest = _FEWEST_PAGES_OF_PROSE
    return line.pages >= max(fewest, share * pages)
