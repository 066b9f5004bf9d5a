"""Changes to a page that should leave its body alone: known chrome put in, taken out or moved, and changes of form.

What should come out is not written down anywhere. It is what comes out of the page before the change.
"""

from __future__ import annotations

import html
import random
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from cleaner import Article, Cleaner
from cleaner.document import BODY_LABELS, Block
from cleaner.passes.page import Line
from cleaner.rules import built_in
from tests.corpus import GOOD, HTML, SEED_PAGES
from tests.holding import plain
from tests.strategies import FORMS, RENDERINGS, render, rule_lines
from tests.words import COMMENTS, MENU, TITLES, TONGUES, Tongue

CLEANERS = {form: Cleaner(kind=form) for form in ("text", "html")}

RULES = {rule.id: rule.opens > 0 or rule.match == "pair" for pack in built_in() for rule in pack.rules}
"""The rules of the packs, and whether they speak of lines beside the one that they match."""

_MOST = 12_000
"""Characters of a stored page at most: a change of a long page takes the time of many of short ones."""

_PARAGRAPH = re.compile(r"(?s)<p\b[^<>]*>((?:(?!</?p\b).)*)</p>(\s*)(?=<p\b[^<>]*>((?:(?!</?p\b).)*)</p>)")
_TAG = re.compile(r"<[a-zA-Z][\w-]*(?:\s+[\w:-]+(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>=`]+))?)*\s*/?>")
_ATTRIBUTE = re.compile(r"([\w:-]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'<>=`/]+))?")
_OPAQUE = re.compile(r"(?is)<(script|style|pre|textarea|title|template|svg|noscript)\b.*?</\1\s*>|<!--.*?-->|<![^>]*>")
_BETWEEN = re.compile(r">(\s*)<(?=/?(?:p|div|article|section|main|header|footer|nav|aside|ul|ol|h[1-6])\b)")


class Changed(NamedTuple):
    """A page after a change. kind: of change. what: the rule whose line came, or what else tells it apart."""

    kind: str
    what: str
    source: str


class Subject:
    """A page to be changed, and what the cleaner makes of it.

    lines: what a generated page is made of, with what each line is; None of a stored one.
    """

    def __init__(self, name: str, form: str, source: str, lines: Sequence[tuple[str, str]] | None = None) -> None:
        self.name, self.form, self.source, self.lines = name, form, source, lines

    def cleaned(self, source: str) -> Article:
        """What comes out of it, or of what it was changed into."""
        return CLEANERS[self.form].clean(source)

    @cached_property
    def article(self) -> Article:
        return self.cleaned(self.source)

    @cached_property
    def body(self) -> tuple[str, ...]:
        return body(self.article)

    @cached_property
    def known(self) -> tuple[tuple[str, str], ...]:
        """The rules and lines that may be put in."""
        return rule_lines(self.article.language or "en")

    @cached_property
    def gaps(self) -> tuple[int, ...]:
        """Offsets in the source between two paragraphs of prose."""
        return tuple(at for at, above, below in self._seams if is_prose(above) and is_prose(below))

    @cached_property
    def short_gaps(self) -> tuple[int, ...]:
        """Offsets in the source between two pieces of the body of which one is no prose: answers of an interview,
        results of a vote, verse."""
        return tuple(at for at, above, below in self._seams if not (is_prose(above) and is_prose(below)))

    @cached_property
    def _seams(self) -> tuple[tuple[int, str, str], ...]:
        """Where two pieces of the body meet in the source that are neither headings nor of a list, and these."""
        if self.form == "html":
            return tuple(_seams_of_html(self.source, self.article))
        rows = [b for b in self.article.blocks if b.text]
        return tuple(
            (below.start, above.text, below.text)
            for above, below in pairwise(rows)
            if above.label == below.label == "paragraph" and not below.continues
        )

    @cached_property
    def above(self) -> tuple[int, ...]:
        """Offsets in front of the article: the top of the page, and in text the line above its first kept line."""
        if self.form == "html":
            return tuple(m.end() for m in re.finditer(r"<body\b[^<>]*>", self.source))
        kept = next((b.start for b in self.article.blocks if b.text and b.label != "boilerplate"), None)
        return () if kept is None else tuple({0, kept})

    @cached_property
    def below(self) -> tuple[int, ...]:
        """Offsets behind the article: the end of the page, and in text the line behind the last of its body."""
        if self.form == "html":
            return tuple(m.start() for m in re.finditer(r"</body\s*>", self.source))
        ends = [b.end for b in self.article.blocks if b.label in BODY_LABELS]
        return tuple({ends[-1], len(self.source)}) if ends else ()

    @cached_property
    def chrome(self) -> tuple[tuple[int, int], ...]:
        """Spans of the source that are lines removed by rules of the packs, for themselves alone."""
        return self._spans(False)

    @cached_property
    def openers(self) -> tuple[tuple[int, int], ...]:
        """Spans of the source that are lines removed by rules that tell what the lines below are."""
        return self._spans(True)

    def _spans(self, opens: bool) -> tuple[tuple[int, int], ...]:
        said = [b for b in self.article.removed if b.text and RULES.get(b.step.rule) is opens]
        if self.form == "text":
            return tuple((b.start, b.end) for b in said)
        return tuple(span for b in said for span in _elements(self.source, b.text))


def body(article: Article) -> tuple[str, ...]:
    """The paragraphs of the body as they are compared."""
    return tuple(plain(p).strip("\ufeff ") for p in article.text.split("\n\n"))


def is_prose(text: str) -> bool:
    """Whether a paragraph reads as prose, as the passes see it."""
    return Line(Block(0, len(text)), plain(text), "", 0).prose


def _seams_of_html(source: str, article: Article) -> Iterator[tuple[int, str, str]]:
    text = plain(article.text)
    for found in _PARAGRAPH.finditer(source):
        above, below = _words_of(found[1]), _words_of(found[3])
        if above and below and above in text and below in text:
            yield found.start(2), above, below


def _words_of(markup: str) -> str:
    return plain(html.unescape(re.sub(r"<[^>]*>", "", markup)))


def _elements(source: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the one element stands that holds this text and nothing else."""
    words = r"\s+".join(re.escape(html.escape(word, quote=False)) for word in text.split())
    found = list(re.finditer(rf"<(p|div|span|li|a|h[2-6]|small|footer)\b[^<>]*>\s*{words}\s*</\1>", source))
    if len(found) == 1:
        yield found[0].span()


# Chrome put in, taken out, moved


def _put_in(page: Subject, rng: random.Random, kind: str, places: Sequence[int]) -> Changed | None:
    if not places:
        return None
    rule, line = rng.choice(page.known)
    at = rng.choice(places)
    if page.form == "html":
        tag = rng.choice(("p", "div"))
        put = f"\n<{tag}>{html.escape(line, quote=False)}</{tag}>\n"
    else:
        end = "\r\n" if "\r\n" in page.source else "\n"
        put = f"{end}{line}{end}{end}" if page.source[:at].endswith(end) or not at else f"{end}{end}{line}{end}{end}"
    return Changed(kind, rule, page.source[:at] + put + page.source[at:])


def between(page: Subject, rng: random.Random) -> Changed | None:
    """A known line between two paragraphs."""
    return _put_in(page, rng, "known line between paragraphs", page.gaps)


def among_short_lines(page: Subject, rng: random.Random) -> Changed | None:
    """A known line between short lines of the body."""
    return _put_in(page, rng, "known line among short lines of the article", page.short_gaps)


def in_front(page: Subject, rng: random.Random) -> Changed | None:
    """A known line in front of the article."""
    return _put_in(page, rng, "known line before the article", page.above)


def behind(page: Subject, rng: random.Random) -> Changed | None:
    """A known line behind the article."""
    return _put_in(page, rng, "known line after the article", page.below)


def deleted(page: Subject, rng: random.Random) -> Changed | None:
    """A line less that a rule knows."""
    if not page.chrome:
        return None
    start, end = rng.choice(page.chrome)
    return Changed("known line deleted", plain(page.source[start:end])[:60], page.source[:start] + page.source[end:])


def opener_deleted(page: Subject, rng: random.Random) -> Changed | None:
    """A line less that tells what stands below it."""
    if not page.openers:
        return None
    start, end = rng.choice(page.openers)
    return Changed(
        "opener of a list deleted", plain(page.source[start:end])[:60], page.source[:start] + page.source[end:]
    )


def reordered(page: Subject, rng: random.Random) -> Changed | None:
    """Two lines that rules know in each other's place."""
    if len(page.chrome) < 2:
        return None
    (a, b), (c, d) = sorted(rng.sample(page.chrome, 2))
    s = page.source
    what = " / ".join(plain(s[i:j])[:40] for i, j in ((a, b), (c, d)))
    return Changed("known lines in each other's place", what, s[:a] + s[c:d] + s[b:c] + s[a:b] + s[d:])


# Changes of form


def reformed(page: Subject, rng: random.Random) -> Changed | None:
    """Line ends, blanks and Unicode forms of text."""
    if page.form == "html" or "\r" in page.source:
        return None
    form = rng.choice(FORMS)
    return Changed("form of text", form.name, form.apply(page.source))


def rendered(page: Subject, rng: random.Random) -> Changed | None:
    """A generated page in another rendering of text."""
    if page.lines is None or page.form == "html":
        return None
    how = rng.choice(RENDERINGS)
    return Changed("another rendering", how, render(page.lines, how))


def remarked(page: Subject, rng: random.Random) -> Changed | None:
    """The same mark-up written in another way."""
    if page.form != "html":
        return None
    name, change = rng.choice(_MARKUP)
    return Changed("form of HTML", name, _outside_opaque(page.source, lambda piece: change(piece, rng)))


def wrapped(page: Subject, rng: random.Random) -> Changed | None:
    """Boxes that say nothing: around all that the body element holds, or around each paragraph of the page."""
    if page.form != "html":
        return None
    if rng.random() < 0.5:
        source = re.sub(r"(<body\b[^<>]*>)", r"\1<div><div>", page.source)
        return Changed("boxes around HTML", "the page", re.sub(r"(</body\s*>)", r"</div></div>\1", source))
    source = re.sub(r"(?s)(<p\b[^<>]*>(?:(?!</?p\b).)*</p>)", r"<div>\1</div>", page.source)
    return Changed("boxes around HTML", "each paragraph", source)


def _outside_opaque(source: str, change: Callable[[str], str]) -> str:
    """The source with a change to all but scripts, styles, comments and what else is no mark-up."""
    out: list[str] = []
    at = 0
    for found in _OPAQUE.finditer(source):
        out += [change(source[at : found.start()]), found[0]]
        at = found.end()
    return "".join((*out, change(source[at:])))


def _attributes(piece: str, rng: random.Random, order: Callable[[list[str]], list[str]]) -> str:
    def again(found: re.Match[str]) -> str:
        tag = found[0]
        name = re.match(r"<[a-zA-Z][\w-]*", tag)
        assert name
        given = [f"{n}={v}" if v else n for n, v in _ATTRIBUTE.findall(tag[name.end() :].rstrip("/>"))]
        return name[0] + "".join(f" {a}" for a in order(given)) + ("/>" if tag.endswith("/>") else ">")

    return _TAG.sub(again, piece)


def _reordered_attributes(piece: str, rng: random.Random) -> str:
    return _attributes(piece, rng, lambda given: given[::-1])


def _other_attributes(piece: str, rng: random.Random) -> str:
    return _attributes(piece, rng, lambda given: [*given, f'data-v="{rng.randint(0, 999)}"'])


def _comments(piece: str, rng: random.Random) -> str:
    return _BETWEEN.sub(lambda m: f">{m[1]}<!-- {rng.randint(0, 999)} --><", piece)


def _spread(piece: str, rng: random.Random) -> str:
    return _BETWEEN.sub(lambda m: f">{m[1]}\n    <", piece)


def _upper_tags(piece: str, rng: random.Random) -> str:
    return re.sub(r"</?[a-z][a-z0-9]*\b", lambda m: m[0].upper(), piece)


def _other_line_ends(piece: str, rng: random.Random) -> str:
    return piece if "\r" in piece else piece.replace("\n", "\r\n")


_MARKUP: tuple[tuple[str, Callable[[str, random.Random], str]], ...] = (
    ("attributes in another order", _reordered_attributes),
    ("a data attribute on each element", _other_attributes),
    ("comments between boxes", _comments),
    ("white space between boxes", _spread),
    ("tags in capitals", _upper_tags),
    ("CRLF", _other_line_ends),
)

Change = Callable[[Subject, random.Random], Changed | None]

INSERTIONS: tuple[Change, ...] = (between, in_front, behind)
CHANGES: tuple[Change, ...] = (
    *INSERTIONS,
    among_short_lines,
    deleted,
    opener_deleted,
    reordered,
    reformed,
    rendered,
    remarked,
    wrapped,
)


# Pages


def stored() -> Iterator[Subject]:
    """The pages on disk that are not long and have an article."""
    for form, pages in (("text", (*GOOD, *SEED_PAGES)), ("html", HTML)):
        for page in pages:
            if len(page.source) <= _MOST:
                subject = Subject(page.name, form, page.source)
                if subject.article.text:
                    yield subject


def generated(number: int) -> Subject:
    """An invented page: a story with chrome above and below it, and now and then in it, in text or in HTML."""
    rng = random.Random(number)
    tongue = TONGUES[number % len(TONGUES)]
    above, below = (
        _chrome(rng, tongue, ("known", "menu", "links")),
        _chrome(rng, tongue, ("known", "links", "comments")),
    )
    lines = [*above, *_story(rng, tongue), *below]
    if number // len(TONGUES) % 3 == 0:
        return Subject(f"generated-{number}", "html", _markup(lines, tongue), lines)
    return Subject(
        f"generated-{number}", "text", render(lines, rng.choice(("spaced", "lines", "crlf", "markdown"))), lines
    )


def _story(rng: random.Random, tongue: Tongue) -> Iterator[tuple[str, str]]:
    numbers = rng.sample(range(tongue.count), 18)
    yield "headline", rng.choice(tongue.headlines)
    if rng.random() < 0.5:
        yield "byline", tongue.by + rng.choice(tongue.names)
    if rng.random() < 0.5:
        yield "date", tongue.date.format(day=rng.randint(1, 28), month=rng.choice(tongue.months), year=2025)
    for i in range(rng.randint(4, 6)):
        if i == 3 and rng.random() < 0.4:
            yield "heading", rng.choice(tongue.headings)
        yield "paragraph", tongue.blank.join(tongue.sentence(n) for n in numbers[3 * i : 3 * i + rng.randint(2, 3)])


def _chrome(rng: random.Random, tongue: Tongue, sorts: Sequence[str]) -> Iterator[tuple[str, str]]:
    known = [line for _, line in rng.sample(rule_lines(tongue.language), rng.randint(0, 4))]
    sort = rng.choice(sorts)
    if sort == "menu":
        known = rng.sample(MENU, rng.randint(3, 8))
    elif sort == "links":
        known = ["Related Articles", *rng.sample(TITLES, rng.randint(1, 4))]
    elif sort == "comments":
        known = ["Comments", *(line for post in rng.sample(COMMENTS, 2) for line in ("TramFan87", "2 days ago", post))]
    return (("chrome", line) for line in known)


_TAGS = {"headline": "h1", "heading": "h2", "paragraph": "p", "chrome": "div", "byline": "p", "date": "p"}


def _markup(lines: Sequence[tuple[str, str]], tongue: Tongue) -> str:
    said = (f"<{_TAGS[what]}>{html.escape(text, quote=False)}</{_TAGS[what]}>" for what, text in lines)
    title = next(text for what, text in lines if what == "headline")
    head = f'<!doctype html>\n<html lang="{tongue.language}"><head><title>{html.escape(title)}</title></head><body>\n'
    return head + "\n".join(said) + "\n</body></html>\n"
