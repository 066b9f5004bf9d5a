"""Pages of HTML without an article: errors, lists of teasers, results of a search."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.document import Kind, Step
from cleaner.passes.page import Line, Page
from cleaner.passes.place import kind_at
from cleaner.passes.remnant import NOTHING
from cleaner.passes.standing import Standing
from cleaner.passes.title import stated_titles
from cleaner.rules.rule import key

_CODE = re.compile(
    r"\b(?:404|410|403|500|502|503|http|error|fehler|erreur|errore|erro|błąd|ошибка|σφάλμα|错误)\b|[^\w\s'’]+"
)
_ERRORS = frozenset(
    (
        "",
        "page not found",
        "page cannot be found",
        "page can't be found",
        "page could not be found",
        "page no longer available",
        "page unavailable",
        "page missing",
        "article not found",
        "content not found",
        "file not found",
        "story not found",
        "not found",
        "nothing found",
        "access denied",
        "forbidden",
        "internal server",
        "service unavailable",
        "seite nicht gefunden",
        "page introuvable",
        "page non trouvée",
        "página no encontrada",
        "página não encontrada",
        "pagina non trovata",
        "nie znaleziono strony",
        "strona nie została znaleziona",
        "страница не найдена",
        "η σελίδα δεν βρέθηκε",
        "页面不存在",
        "找不到页面",
    )
)
"""What the titles say of pages that are none, without a code and the word for an error."""

_OPENINGS = ("oops ", "sorry ", "the ", "this ", "that ", "die ", "la ", "cette ", "a ")

_ERROR_WORDS = 100
"""Words up to which a page that says so holds no article about one."""

_EXCERPT_WORDS, _LISTED_WORDS, _FEWEST = 40, 160, 3
"""Words of an excerpt and of all that is left of a list of teasers, at most, and how many teasers make a list."""

_TEASER_BLOCKS = 6
"""Blocks that a teaser has at most."""

_LINKED = 0.5
"""Share of links from which a line leads elsewhere."""

_BY_PLACE = frozenset(("density.unlikely", "scorer.boilerplate", "edges.above-prose"))
"""Rules that set lines aside as if there were an article beside them."""

_LEFT = frozenset(("headline", "standfirst", "byline", "date", "caption"))
"""Labels beside those of the body that an article has."""


def recognise(page: Page) -> Iterator[Step]:
    """Set aside what is left of a page that has no article, and say why there is none."""
    if page.standing is None or not page.standing.chrome:
        return
    why = _why(page, page.standing)
    if why is None:
        return
    page.absent = why
    teasers = _teasers(page.lines, page.standing)
    for line in page.lines:
        teased = page.standing.box(line.facts.element) in teasers
        placed = line.step is not None and line.step.rule in _BY_PLACE
        if line.body or line.label in _LEFT or (teased and placed):
            kind: Kind = "related" if teased else kind_at(page, line)
            yield line.says("absent.article", "boilerplate", kind, why)


def says_error(title: str) -> bool:
    """Whether a title says nothing but that there is no such page."""
    flat = " ".join(_CODE.sub(" ", key(title)).split())
    for opening in _OPENINGS:
        flat = flat.removeprefix(opening)
    return flat in _ERRORS


def _why(page: Page, standing: Standing) -> str | None:
    """Why what is left makes no article; None where it may make one."""
    left = [line for line in page.lines if line.text and (line.body or line.label == "standfirst")]
    words = sum(line.n for line in left)
    headlines = [line.text for line in page.lines if line.label == "headline"]
    if words <= _ERROR_WORDS:
        error = next(filter(says_error, [*stated_titles(page), *headlines]), None)
        if error is not None:
            return f"the page says “{error}”"
    if _states_one(page):
        return None
    if not left and not headlines:
        return NOTHING
    prose = [line for line in left if line.prose]
    if prose and words <= _LISTED_WORDS and all(line.n <= _EXCERPT_WORDS for line in prose):
        teasers = _teasers(page.lines, standing)
        boxes = [standing.box(line.facts.element) for line in prose]
        if len(teasers) >= _FEWEST and len(set(boxes)) == len(boxes) > 1 and teasers.issuperset(boxes):
            return f"all of its text is in teasers, {len(teasers)} of them, each with a link"
    return None


def _states_one(page: Page) -> bool:
    """Whether the markup says that the page is an article, or when it was published."""
    return any(
        s.name == "published" or (s.name == "kind" and "article" in s.value.casefold()) for s in page.document.stated
    )


def _teasers(lines: Sequence[Line], standing: Standing) -> set[int]:
    """The positions of the elements that hold a heading with a link, and little besides."""
    boxes = {
        standing.box(line.facts.element) for line in lines if line.facts.link_share > _LINKED and line.facts.heading
    }
    return {
        box
        for box in boxes
        if standing.sums.blocks[box] <= _TEASER_BLOCKS and "header" not in standing.elements[box].within
    }
