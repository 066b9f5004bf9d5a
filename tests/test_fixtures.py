"""The pages under fixtures/: what comes out is what their expected.json says, or is known to fail."""

from __future__ import annotations

import difflib
import json
import re
from typing import Any

import bs4
import pytest
from bs4.element import CData, NavigableString, RubyParenthesisString, RubyTextString, TemplateString

from cleaner import Article, clean
from cleaner.document import KINDS
from tests.corpus import FAILING, GOOD, HTML, HTML_FAILING, StoredPage
from tests.holding import bare, broken, broken_html

FIELDS = ("headline", "standfirst", "authors", "date", "dateline", "language", "captions")

_ITEM_MARK = re.compile(r"^(?:[-*+•·‣▪●○◦►–]|\d{1,3}[.)])\s+")

LANGUAGES = frozenset(("en", "de", "fr", "es", "pt", "it", "ru", "el", "pl", "zh"))

KINDS_IN_FIXTURES = frozenset(KINDS)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def actual(article: Article) -> dict[str, Any]:
    """An article in the form of an expected.json."""
    source = article.document.text
    paragraphs = map(squeezed, article.text.split("\n\n"))
    return {
        "headline": article.headline,
        "standfirst": article.standfirst,
        "authors": list(article.authors),
        "date": article.date.isoformat() if article.date else None,
        "dateline": article.dateline,
        "language": article.language,
        "text": [p for p in paragraphs if p],
        "captions": [squeezed(b.text) for b in article.blocks if b.label == "caption" and b.text],
        "removed": [[b.kind, line] for b in article.removed for line in [squeezed(source[b.start : b.end])] if line],
    }


def written(page: str, without: str = "") -> str:
    """The text of a page of HTML, that of ruby and of templates included, but not that of the elements that a
    selector names."""
    kinds = (NavigableString, CData, RubyTextString, RubyParenthesisString, TemplateString)
    soup = bs4.BeautifulSoup(page, "lxml")
    for element in soup.select(without) if without else ():
        element.decompose()
    return soup.get_text("", types=kinds)


def unmarked(paragraphs: list[str]) -> list[str]:
    """The paragraphs without the marks of list items."""
    return [squeezed(_ITEM_MARK.sub("", p)) for p in paragraphs]


def differences(page: StoredPage) -> list[str]:
    """What comes out of a page otherwise than expected, as the lines of a diff ("-" expected, "+" got)."""
    expected, got = page.expected, actual(clean(page.source))
    out = changed("text", unmarked(expected["text"]), unmarked(got["text"]))
    lines, got_lines = ([squeezed(line) for _, line in side["removed"]] for side in (expected, got))
    out += changed("removed", lines, got_lines)
    if lines == got_lines:
        kinds, got_kinds = ([f"[{kind}] {squeezed(line)}" for kind, line in d["removed"]] for d in (expected, got))
        out += changed("kinds", kinds, got_kinds)
    for field in FIELDS:
        if got[field] != expected[field]:
            out.append(f"{field}: - {expected[field]!r} + {got[field]!r}")
    return out


def changed(what: str, before: list[str], after: list[str]) -> list[str]:
    return [f"{what}: {line}" for line in difflib.ndiff(before, after) if line[0] in "-+"]


def update(page: StoredPage) -> None:
    """Rewrite what is expected of a page, unless a law is broken on it."""
    article = clean(page.source)
    said = broken(article) if page not in HTML else broken_html(article)
    if said:
        pytest.fail(f"{page.name} is not updated: {'; '.join(said)}")
    text = json.dumps({**page.expected, **actual(article)}, ensure_ascii=False, indent=2)
    page.expected_path.write_text(text + "\n", encoding="utf-8")


@pytest.mark.parametrize("page", [*GOOD, *HTML], ids=lambda page: page.name)
def test_a_fixture_comes_out_as_expected(page: StoredPage, update_fixtures: bool) -> None:
    if update_fixtures:
        update(page)
    assert differences(page) == []


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, marks=pytest.mark.xfail(strict=True, raises=AssertionError, reason=page.reason))
        for page in (*FAILING, *HTML_FAILING)
    ],
    ids=lambda page: page.name,
)
def test_a_known_failure_still_fails(page: StoredPage) -> None:
    assert differences(page) == []


def test_every_known_failure_has_a_reason() -> None:
    assert [page.name for page in (*FAILING, *HTML_FAILING) if not page.reason] == []


def test_the_fixtures_are_many_and_of_all_sorts() -> None:
    assert len(GOOD) >= 40
    assert {page.expected["language"] for page in GOOD} >= LANGUAGES
    assert {kind for page in GOOD for kind, _ in page.expected["removed"]} == KINDS_IN_FIXTURES


@pytest.mark.filterwarnings("ignore::bs4.XMLParsedAsHTMLWarning")
@pytest.mark.parametrize("page", [*GOOD, *FAILING, *HTML, *HTML_FAILING], ids=lambda page: page.name)
def test_an_expectation_is_made_of_its_source(page: StoredPage) -> None:
    """A line that the source does not hold can never come out of it."""
    shown = page.source if page in (*GOOD, *FAILING) else written(page.source)
    expected, source = page.expected, squeezed(shown)
    if page in (*HTML, *HTML_FAILING):
        expected = {**expected, "removed": [[kind, bare(line)] for kind, line in expected["removed"]]}
        source = bare(shown)
    lines = [squeezed(line) for line in shown.splitlines() if line.strip()]
    assert [line for _, line in expected["removed"] if squeezed(line) not in source] == []
    if page in (*HTML, *HTML_FAILING):
        whole = bare(written(page.source, "sup"))
        said = (*expected["text"], *expected["captions"])
        assert [p for p in said if bare(p) not in source and bare(p) not in whole] == []
        return
    words = {word for line in lines for word in re.findall(r"\w+", line)}
    used = re.findall(r"\w+", " ".join((*expected["text"], *expected["captions"])))
    assert [word for word in used if word not in words] == []
    assert set(expected) == {*FIELDS, "text", "removed"}
