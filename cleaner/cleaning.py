"""From a source to an article: read it, fold the passes over it in their order, and take the view."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from os import PathLike
from typing import TYPE_CHECKING, Literal, cast, get_args

from cleaner.article import Article, Labels
from cleaner.confidence import confidence
from cleaner.document import Block, Document, Labelling, Step
from cleaner.fields import Fields, fields_of
from cleaner.passes import passes_for
from cleaner.passes.page import Page
from cleaner.reading import decoded, read
from cleaner.reading.text import as_markdown
from cleaner.rules import Pack
from cleaner.settling import opens_as_markdown, settle

if TYPE_CHECKING:
    from cleaner.reading import Source

SourceKind = Literal["auto", "text", "html"]
RuleSource = str | PathLike[str] | Pack


class Cleaner:
    """A cleaner with its settings: reusable, safe to share between threads, picklable.

    kind: what sources are; "auto" tells plain text from HTML. language: ISO 639-1 code of all sources, None
    to detect it for each. rules: packs to use beside the built-in ones, as paths of TOML files or as `Pack`s.
    scorer: whether the learned pass speaks, or rules and heuristics alone.
    second_opinion: whether trafilatura is asked about pages of HTML that the passes are unsure of.

    Raises ValueError for an unknown kind, and `PackError` (a ValueError) for a pack that is not sound.
    """

    def __init__(
        self,
        *,
        kind: SourceKind = "auto",
        language: str | None = None,
        rules: RuleSource | Iterable[RuleSource] | None = None,
        scorer: bool = True,
        second_opinion: bool = True,
    ) -> None:
        if kind not in get_args(SourceKind):
            raise ValueError(f"kind must be one of {', '.join(get_args(SourceKind))}, not {kind!r}")
        self.kind = kind
        self.language = language
        self.packs = _packs(rules)
        self.scorer = scorer
        self.second_opinion = second_opinion

    def clean(self, source: Source, *, url: str | None = None) -> Article:
        """The article in a source.

        source: the page, as text, as bytes of any encoding, or as a tree of BeautifulSoup. url: where the page
        came from; a date in it is the last resort. Any source gives an Article; what could not be read is in its
        `notes`, and a page without an article has an empty `text`.

        Raises TypeError for a source that is none of these.
        """
        document = read(source, self.kind)
        page = self._passed(document)
        if document.form == "binary":
            return _article(page, fields_of(page, url))
        if document.form != "html":
            settle(page, passes_for(document.form, scorer=self.scorer), self.packs)
            if document.form == "text" and opens_as_markdown(page):
                page = self._passed(as_markdown(document))
                settle(page, passes_for("markdown", scorer=self.scorer), self.packs)
            return _article(page, fields_of(page, url), confidence(page))
        from cleaner.stated.fields import stated_fields

        markup = cache(lambda: decoded(source)[0])
        sure = self._doubted(page, markup)
        return _article(page, stated_fields(page, markup, url), sure)

    def _passed(self, document: Document) -> Page:
        """The document as the passes see it when all have spoken."""
        page = Page(document, self.packs, self.language)
        for recognise in passes_for(document.form, scorer=self.scorer):
            page.apply(list(recognise(page)))
        return page

    def of_kind(self, kind: SourceKind) -> Cleaner:
        """A cleaner with the same settings for sources of another kind."""
        from copy import copy

        other = copy(self)
        other.kind = kind
        return other

    def with_packs(self, packs: Iterable[Pack]) -> Cleaner:
        """A cleaner with the same settings and more packs."""
        from copy import copy

        other = copy(self)
        other.packs = (*self.packs, *packs)
        return other

    def _doubted(self, page: Page, markup: Callable[[], str]) -> float:
        """How sure the page is, after a second opinion where that is wanted and worth its time."""
        from cleaner.opinion import second_opinion, worth_asking

        sure = confidence(page)
        if self.second_opinion and not page.absent and worth_asking(page, sure):
            page.apply(second_opinion(page, markup(), sure))
            sure = confidence(page)
        return sure


def clean(
    source: Source,
    *,
    kind: SourceKind = "auto",
    language: str | None = None,
    rules: RuleSource | Iterable[RuleSource] | None = None,
    scorer: bool = True,
    second_opinion: bool = True,
    url: str | None = None,
) -> Article:
    """The article in a source: see `Cleaner` for the settings and `Cleaner.clean` for the rest."""
    settings = Cleaner(kind=kind, language=language, rules=rules, scorer=scorer, second_opinion=second_opinion)
    return settings.clean(source, url=url)


def clean_file(
    path: str | PathLike[str],
    *,
    kind: SourceKind = "auto",
    language: str | None = None,
    rules: RuleSource | Iterable[RuleSource] | None = None,
    scorer: bool = True,
    second_opinion: bool = True,
    url: str | None = None,
) -> Article:
    """The article in a file. Raises OSError when it cannot be read."""
    with open(path, "rb") as file:
        source = file.read()
    return clean(
        source, kind=kind, language=language, rules=rules, scorer=scorer, second_opinion=second_opinion, url=url
    )


def replay(document: Document, steps: Sequence[Step]) -> tuple[tuple[Block, Step | None], ...]:
    """The blocks of the document as the steps leave them, each with the step that decided it."""
    labelling = Labelling(document.blocks)
    labelling.apply(steps)
    return tuple(zip(labelling.blocks, labelling.decided, strict=True))


def _packs(rules: RuleSource | Iterable[RuleSource] | None) -> tuple[Pack, ...]:
    if rules is None:
        return ()
    single = isinstance(rules, (str, PathLike, Pack))
    sources = [cast(RuleSource, rules)] if single else list(cast("Iterable[RuleSource]", rules))
    if not sources:
        return ()
    from cleaner.rules.toml import load_pack

    return tuple(r if isinstance(r, Pack) else load_pack(r) for r in sources)


def _continues(page: Page) -> Iterator[bool]:
    """For each line, whether it goes on with the paragraph of the body line before it."""
    unit = -1
    for line in page.lines:
        yield line.unit != line.first and (line.unit == unit or not line.body)
        if line.body:
            unit = line.unit


def _article(page: Page, fields: Fields, sure: float | None = None) -> Article:
    absent = (f"no article was found: {page.absent}",) if page.absent else ()
    return Article(
        headline=fields.headline,
        standfirst=fields.standfirst,
        authors=fields.authors,
        date=fields.date,
        dateline=fields.dateline,
        **fields.particulars._asdict(),
        fields=fields.found,
        steps=tuple(page.steps),
        notes=(*page.document.notes, *absent, *sorted(page.late)),
        document=page.document,
        labels=Labels(
            tuple(page.labelling.blocks),
            tuple(step for step in page.labelling.decided if step),
            tuple(_continues(page)),
        ),
        confidence=sure,
    )
