"""Pages of a site that tell the same story: counted once, or the story would look like something on every page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cleaner.learning.seen import SeenLine, SeenPage

_SAME = 0.8
"""Share of the words of the story that two pages must have in common to be copies."""

_FEWEST_WORDS = 25
"""Words that they must have in common: a sentence may stand in two stories."""

_COMMON = 2 / 3
"""Share of the pages above which a line of prose belongs to the site rather than to a story."""


def without_copies(pages: Sequence[SeenPage]) -> list[SeenPage]:
    """The pages, those of one story made into one page: what it holds stood on any of them, and was kept where it was
    kept on any. Quadratic in pages, so it is for a block of them."""
    stories = _stories(pages)
    groups: list[tuple[dict[str, float], list[SeenPage]]] = []
    for page, story in zip(pages, stories, strict=True):
        same = next((group for group in groups if _same(group[0], story)), None)
        if same is None:
            groups.append((story, [page]))
        else:
            same[0].update(story)
            same[1].append(page)
    return [_merged(copies) for _, copies in groups]


def _stories(pages: Sequence[SeenPage]) -> list[dict[str, float]]:
    """For each page the words of its lines of prose that do not belong to nearly all pages."""
    often = Counter(line.key for page in pages for line in page if line.prose)
    most = 2 if len(pages) <= 2 else min(len(pages) - 1, max(2, len(pages) * _COMMON))
    return [{x.key: x.prose for x in page if x.prose and often[x.key] <= most} for page in pages]


def _same(one: dict[str, float], other: dict[str, float]) -> bool:
    shared = sum(one[key] for key in one.keys() & other.keys())
    return shared >= _FEWEST_WORDS and shared >= _SAME * max(sum(one.values()), sum(other.values()))


def _merged(copies: Sequence[SeenPage]) -> SeenPage:
    if len(copies) == 1:
        return copies[0]
    lines: dict[str, SeenLine] = {}
    for line in (line for page in copies for line in page):
        before = lines.get(line.key, line)
        lines[line.key] = before._replace(
            kept=before.kept or line.kept, known=before.known and line.known, named=before.named or line.named
        )
    return tuple(lines.values())
