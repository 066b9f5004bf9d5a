"""Hypothesis strategies that compose pages: articles and chrome, several renderings, mutations of both."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from hypothesis import strategies as st

from cleaner.rules import built_in
from tests.corpus import PAGES
from tests.words import COMMENTS, MENU, TITLES, TONGUES, Tongue

PieceLabel = Literal["heading", "paragraph", "list_item", "quote", "callout"]
Rendering = Literal["spaced", "lines", "crlf", "markdown"]

RENDERINGS: tuple[Rendering, ...] = ("spaced", "lines", "crlf", "markdown")


@dataclass(frozen=True)
class Piece:
    """A block of a generated body, as a reader would see it."""

    label: PieceLabel
    text: str


@dataclass(frozen=True)
class Story:
    """A generated article: what a cleaner should find."""

    language: str
    headline: str
    standfirst: str | None
    author: str | None
    byline: str | None
    date: datetime.date | None
    date_line: str | None
    body: tuple[Piece, ...]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The texts of the body, in order."""
        return tuple(p.text for p in self.body)

    def lines(self) -> list[tuple[str, str]]:
        """All that a page without chrome shows, in order: what it is, and its text."""
        head = (
            ("headline", self.headline),
            ("standfirst", self.standfirst),
            ("byline", self.byline),
            ("date", self.date_line),
        )
        return [(what, text) for what, text in head if text] + [(p.label, p.text) for p in self.body]


def render(lines: Sequence[tuple[str, str]], how: Rendering) -> str:
    """A page of such lines as a dump would hold it."""
    if how == "markdown":
        marks = {"headline": "# ", "heading": "## ", "list_item": "* ", "quote": "> "}
        return "\n\n".join(marks.get(what, "") + text for what, text in lines) + "\n"
    shown = [("- " if what == "list_item" else "") + text for what, text in lines]
    if how == "lines":
        return "\n".join(shown) + "\n"
    gap = "\r\n\r\n" if how == "crlf" else "\n\n"
    return gap.join(shown) + gap[: len(gap) // 2]


@st.composite
def stories(draw: st.DrawFn, tongues: Sequence[Tongue] = TONGUES, *, plain: bool = False, least: int = 4) -> Story:
    """Articles of the tables' languages.

    plain: only a headline and paragraphs of prose. least: paragraphs at least.
    """
    tongue = draw(st.sampled_from(tongues))
    numbers = draw(st.lists(st.integers(0, tongue.count - 1), min_size=4 * least, max_size=4 * least + 16, unique=True))
    sentences = [tongue.sentence(n) for n in numbers]
    headline = draw(st.sampled_from(tongue.headlines))
    paragraphs: list[Piece] = []
    while len(sentences) >= 2:
        size = draw(st.integers(2, 4))
        taken, sentences = sentences[:size], sentences[size:]
        paragraphs.append(Piece("paragraph", tongue.blank.join(taken)))
    if plain:
        return Story(tongue.language, headline, None, None, None, None, None, tuple(paragraphs))
    standfirst = tongue.sentence(draw(st.integers(0, tongue.count - 1))) if draw(st.booleans()) else None
    author = draw(st.none() | st.sampled_from(tongue.names))
    date = draw(st.none() | st.dates(datetime.date(2001, 1, 1), datetime.date(2029, 12, 31)))
    date_line = None
    if date is not None:
        said = tongue.date.format(day=date.day, month=tongue.months[date.month - 1], year=date.year)
        date_line = draw(st.sampled_from(tongue.date_lead)) + said
    body = draw(_bodies(tongue, paragraphs))
    if any(standfirst and standfirst in p.text for p in body):
        standfirst = None
    return Story(
        tongue.language,
        headline,
        standfirst,
        author,
        tongue.by + author if author else None,
        date,
        date_line,
        tuple(body),
    )


@st.composite
def _bodies(draw: st.DrawFn, tongue: Tongue, paragraphs: list[Piece]) -> list[Piece]:
    """The paragraphs with a subheading, a list, a quote, a callout or a dateline put in where they belong."""
    body = list(paragraphs)
    if draw(st.booleans()):
        city = draw(st.sampled_from(tongue.cities))
        body[0] = Piece("paragraph", f"{city} — {body[0].text}")
    middle = len(body) // 2
    extra = draw(st.sets(st.sampled_from(("heading", "list", "quote", "callout")), max_size=2))
    put: list[Piece] = []
    if "heading" in extra:
        put.append(Piece("heading", draw(st.sampled_from(tongue.headings))))
    elif "list" in extra:
        body[middle - 1] = Piece("paragraph", body[middle - 1].text[: -len(tongue.stop)] + ":")
        put += [Piece("list_item", item) for item in tongue.items]
    if "callout" in extra:
        put += [Piece("callout", tongue.callout)]
    body[middle:middle] = put
    if "quote" in extra:
        last = body[-1]
        body[-1] = Piece("quote", f"“{last.text}”")
    return body


@lru_cache(maxsize=32)
def rule_lines(language: str) -> tuple[tuple[str, str], ...]:
    """The lines that whole-line rules remove from pages of a language: (rule id, line), each line once.

    The patterns of a language are tried on its own pages only, those of `common` and `en` on all.
    """
    seen: dict[str, str] = {}
    for pack in built_in():
        if pack.name in (language, "common", "en"):
            for rule in pack.rules:
                if rule.match in ("phrases", "line"):
                    for example in rule.removes:
                        if "\n" not in example:
                            seen.setdefault(example, rule.id)
    return tuple((rule, line) for line, rule in seen.items())


@lru_cache(maxsize=1)
def rule_examples() -> tuple[str, ...]:
    """All examples that rules remove, with those over several lines."""
    return tuple(dict.fromkeys(e for p in built_in() for r in p.rules for e in r.removes))


@st.composite
def chrome(draw: st.DrawFn) -> list[str]:
    """A run of page furniture: known lines, a menu, a list of other stories, comments."""
    sort = draw(st.sampled_from(("known", "known", "menu", "links", "comments")))
    if sort == "known":
        examples = draw(st.lists(st.sampled_from(rule_examples()), min_size=1, max_size=5))
        return [line for e in examples for line in e.splitlines()]
    if sort == "menu":
        return draw(st.lists(st.sampled_from(MENU), min_size=3, max_size=12, unique=True))
    if sort == "links":
        return [
            "Related Articles",
            *draw(st.lists(st.sampled_from(TITLES), min_size=1, max_size=5, unique=True)),
        ]
    posts = draw(st.lists(st.sampled_from(COMMENTS), min_size=1, max_size=3, unique=True))
    return ["Comments", *(line for post in posts for line in ("TramFan87", "2 days ago", post, "Reply"))]


@st.composite
def pages(draw: st.DrawFn) -> str:
    """Whole pages: chrome, an article, more chrome, and now and then chrome between its paragraphs."""
    story = draw(stories())
    lines = story.lines()
    if draw(st.booleans()):
        at = draw(st.integers(len(lines) - len(story.body) + 1, len(lines)))
        lines[at:at] = [("chrome", text) for text in draw(chrome())]
    above = [("chrome", text) for run in draw(st.lists(chrome(), max_size=2)) for text in run]
    below = [("chrome", text) for run in draw(st.lists(chrome(), max_size=2)) for text in run]
    return render([*above, *lines, *below], draw(st.sampled_from(RENDERINGS)))


ODD_TEXT = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.characters(categories=["Cs", "Cc", "Cf", "Mn", "Zs", "Zl", "Zp"]),
        st.sampled_from("\0\ufeff\u202e\u200b\ud800\udfff\x85\u2028\u00a0\x1c"),
    ),
    max_size=30,
)
"""Text that holds what plain text should not: controls, lone surrogates, marks without a letter."""

LINE_LIKE = st.text(alphabet=st.sampled_from("aB cé—.,:;|?!#*-[]()<>&\n\r\t\x0b 0129©“”的。א\u00a0"), max_size=200)
"""Text made of the signs that readers and passes look at."""


@st.composite
def mutated(draw: st.DrawFn, base: st.SearchStrategy[str]) -> str:
    """A page with some of its lines deleted, doubled, swapped, cut or spoiled."""
    lines = draw(base).splitlines(keepends=True)
    for _ in range(draw(st.integers(1, 4))):
        if not lines:
            break
        at = draw(st.integers(0, len(lines) - 1))
        to = draw(st.integers(0, len(lines) - 1))
        mutate = draw(st.sampled_from(_MUTATIONS))
        lines = mutate(lines, at, to, draw(ODD_TEXT))
    return "".join(lines)


Mutation = Callable[[list[str], int, int, str], list[str]]


def _delete(lines: list[str], at: int, to: int, odd: str) -> list[str]:
    first, last = min(at, to), max(at, to)
    return lines[:first] + lines[min(last, first + 6) :]


def _double(lines: list[str], at: int, to: int, odd: str) -> list[str]:
    return [*lines[:to], lines[at], *lines[to:]]


def _swap(lines: list[str], at: int, to: int, odd: str) -> list[str]:
    out = list(lines)
    out[at], out[to] = out[to], out[at]
    return out


def _spoil(lines: list[str], at: int, to: int, odd: str) -> list[str]:
    line = lines[at]
    where = to % (len(line) + 1)
    return [*lines[:at], line[:where] + odd + line[where:], *lines[at + 1 :]]


def _cut(lines: list[str], at: int, to: int, odd: str) -> list[str]:
    return [*lines[:at], lines[at][: len(lines[at]) * to // len(lines)], *lines[at + 1 :]]


def _insert(lines: list[str], at: int, to: int, odd: str) -> list[str]:
    return [*lines[:at], odd + "\n", *lines[at:]]


def _join(lines: list[str], at: int, to: int, odd: str) -> list[str]:
    return [*lines[:at], lines[at].rstrip() + " ", *lines[at + 1 :]]


_MUTATIONS: tuple[Mutation, ...] = (_delete, _double, _swap, _spoil, _cut, _insert, _join)


def real_pages() -> st.SearchStrategy[str]:
    """The fixtures and the seeds."""
    return st.sampled_from([page.source for page in PAGES])


def any_pages() -> st.SearchStrategy[str]:
    """Generated pages, real ones, and mutations of both."""
    sound = pages() | real_pages()
    return pages() | mutated(sound)


def any_text() -> st.SearchStrategy[str]:
    """Any text at all."""
    return st.text() | ODD_TEXT | LINE_LIKE


def any_bytes() -> st.SearchStrategy[bytes]:
    """Any bytes at all, and sound text in encodings that are not told."""
    encodings = (
        "utf-8",
        "utf-16",
        "utf-16-le",
        "utf-32",
        "cp1252",
        "cp1251",
        "iso8859-7",
        "gb18030",
        "shift_jis",
    )
    encoded = st.builds(
        lambda text, name, cut: text.encode(name, "replace")[: -cut or None],
        stories().map(lambda s: render(s.lines(), "spaced")),
        st.sampled_from(encodings),
        st.integers(0, 3),
    )
    return st.binary() | encoded | st.binary(min_size=1, max_size=8).map(lambda b: b * 300)


@dataclass(frozen=True)
class Form:
    """A change of a page's form that should change nothing of what is kept."""

    name: str
    apply: Callable[[str], str]


FORMS = (
    Form("crlf", lambda t: t.replace("\n", "\r\n")),
    Form("cr", lambda t: t.replace("\n", "\r")),
    Form("nbsp", lambda t: t.replace(" ", "\u00a0")),
    Form("trailing-blanks", lambda t: t.replace("\n", "  \t\n")),
    Form("tabs-between-words", lambda t: t.replace(" ", "\t")),
    Form("tabs-in-front", lambda t: "\t" + t.replace("\n", "\n\t")),
    Form("bom", lambda t: "\ufeff" + t),
    Form("doubled-blank-lines", lambda t: t.replace("\n\n", "\n\n\n\n")),
    Form("nfc", lambda t: unicodedata.normalize("NFC", t)),
    Form("nfd", lambda t: unicodedata.normalize("NFD", t)),
    Form("nfkc", lambda t: unicodedata.normalize("NFKC", t)),
    Form("nfkd", lambda t: unicodedata.normalize("NFKD", t)),
)
