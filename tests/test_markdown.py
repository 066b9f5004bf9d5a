"""Markdown dumps: telling them from plain text, what a reader sees of a line, and the article in Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Article, clean
from cleaner.reading.markdown import is_markdown, link_share, visible
from cleaner.reading.text import read_text
from tests.holding import bare, is_made_of

PROSE = (
    "The old bridge at Carrow will be repaired with nine hundred oak beams before the snow comes down.",
    "A baker from the lower town could not do without the wool of about sixty sheep, as everyone has known.",
    "The ferry to the three islands was paid for with two boats and a crane, more than anyone hoped.",
)

PAGE = f"""\
[Skip to content](#main)

* [News](https://mail.example/news)
* [Sport](https://mail.example/sport)
* [Weather](https://mail.example/weather)

# Old bridge at Carrow gets new beams

![The bridge at low tide](https://mail.example/bridge.jpg)

{PROSE[0].replace("oak beams", "[oak beams](https://mail.example/oak)")}

## A roof for the market

{PROSE[1].replace("lower town", "**lower town**")}

* nine hundred oak beams for the southern arch
* copper for the roof of the granary

> {PROSE[2]}

## Most read

1. [Potholes to be filled by hand](https://mail.example/potholes)
2. [Ten soups for a cold kitchen](https://mail.example/soups)
"""


@pytest.mark.parametrize(
    "text",
    [
        "# One\n\n## Two\n",
        "[a](b) and [c](d)",
        "# One\n\nSee [this](https://x.example/a_(b)).\n\n[c](d)",
        "![](a.jpg)\n[x](y)",
        "* [News](https://a.example)\n* [Sport](https://b.example)\n",
    ],
)
def test_markdown_is_told(text: str) -> None:
    assert is_markdown(text)
    assert read_text(text).form == "markdown"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "#bridge #carrow #oak",
        "We are # 1 and # 2 in the league.",
        "As shown in [3] (see below) and [4] (see above).",
        "Array a[0](x y) and [ not a link ] (z)",
        "* one\n* two\n* three",
        "- a\n- b",
        "1. a\n2. b",
        "> quoted mail\n> more of it",
    ],
)
def test_plain_text_is_not_taken_for_markdown(text: str) -> None:
    assert not is_markdown(text)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("# Old bridge", "Old bridge"),
        ("###### Old bridge", "Old bridge"),
        ("> Old bridge", "Old bridge"),
        ("> > Old bridge", "Old bridge"),
        ("an [old](https://x.example) bridge", "an old bridge"),
        ("an [old [stone](a) bridge](b)", "an old stone bridge"),
        ('an [old](https://x.example "title") bridge', "an old bridge"),
        ("![alt](a.jpg)", ""),
        ("[![alt](a.jpg)](b)", ""),
        ("a ![alt](a.jpg) b", "a b"),
        ("the **old** bridge", "the old bridge"),
        ("the __old__ bridge", "the old bridge"),
        ("[1] is a note", "[1] is a note"),
        ("[open and never closed", "[open and never closed"),
        ("closed](https://x.example) only", "closed](https://x.example) only"),
        ("2 ** 3 ** 4", "2 ** 3 ** 4"),
        ("snake__case__name", "snake__case__name"),
        ("#hashtag", "#hashtag"),
        ("* item", "* item"),
    ],
)
def test_a_line_is_shown_without_its_marks(line: str, shown: str) -> None:
    assert " ".join(visible(line).split()) == shown


@pytest.mark.parametrize(
    ("line", "share"),
    [
        ("no link", 0.0),
        ("[all of it](a)", 1.0),
        ("* [all of it](a)", 1.0),
        ("[half](a) full", 0.5),
        ("![picture](a)", 1.0),
        ("ab [ab](x) ab [ab](x) ab", 0.4),
        ("[open](", 0.0),
    ],
)
def test_the_share_of_link_text(line: str, share: float) -> None:
    assert link_share(line) == pytest.approx(share, abs=0.05)


@given(st.text(alphabet='ab []()!*_#> \n"x/', max_size=80))
def test_what_is_shown_is_made_of_the_line(line: str) -> None:
    assert is_made_of(bare(visible(line)), bare(line))
    assert 0.0 <= link_share(line) <= 1.0


@given(st.text(alphabet="abc é.", max_size=20), st.text(alphabet="abc é.", max_size=20))
def test_text_beside_a_link_is_never_lost(before: str, behind: str) -> None:
    shown = visible(f"x{before}[link](https://x.example){behind}x")
    assert bare(shown) == bare(f"x{before}link{behind}x")


@pytest.fixture(scope="module")
def article() -> Article:
    return clean(PAGE)


def test_the_facts_of_a_markdown_page(article: Article) -> None:
    facts = {article.document.text[b.start : b.end].strip(): b.facts for b in article.document.blocks}
    assert facts["# Old bridge at Carrow gets new beams"].heading == 1
    assert facts["## Most read"].heading == 2
    assert facts["* [News](https://mail.example/news)"].item
    assert facts["* [News](https://mail.example/news)"].link_share == 1.0
    assert facts[f"> {PROSE[2]}"].quote
    assert facts["[Skip to content](#main)"].link_share == 1.0
    assert not facts["* copper for the roof of the granary"].link_share


def test_a_markdown_page_becomes_an_article(article: Article) -> None:
    assert article.headline == "Old bridge at Carrow gets new beams"
    assert article.text.split("\n\n") == [
        PROSE[0],
        "A roof for the market",
        PROSE[1],
        "* nine hundred oak beams for the southern arch",
        "* copper for the roof of the granary",
        PROSE[2],
    ]


def test_link_lists_of_a_markdown_page_are_removed(article: Article) -> None:
    removed = " ".join(b.text for b in article.removed)
    for line in (
        "Skip to content",
        "News",
        "Sport",
        "Weather",
        "Most read",
        "Potholes to be filled",
        "Ten soups",
    ):
        assert line in removed
        assert line not in article.text


def test_the_labels_of_a_markdown_page(article: Article) -> None:
    labels = {b.text: b.label for b in article.blocks}
    assert labels["A roof for the market"] == "heading"
    assert labels["* copper for the roof of the granary"] == "list_item"
    assert labels[PROSE[2]] == "quote"
    assert labels[PROSE[0]] == "paragraph"


def test_the_markdown_view_keeps_links_and_marks(article: Article) -> None:
    parts = article.markdown.split("\n\n")
    assert parts[0] == "# Old bridge at Carrow gets new beams"
    assert "[oak beams](https://mail.example/oak)" in parts[1]
    assert parts[2] == "## A roof for the market"
    assert "**lower town**" in parts[3]
    assert parts[4].splitlines()[0] == "* nine hundred oak beams for the southern arch"
    assert parts[-1] == f"> {PROSE[2]}"


def test_the_markdown_view_can_be_read_again(article: Article) -> None:
    again = clean(article.markdown)
    assert again.headline == article.headline
    assert again.text == article.text


def test_code_and_tables_keep_their_lines() -> None:
    code = "```\ndef span(beam):\n    return beam * 2\n```"
    table = "| Arch | Beams |\n| --- | --- |\n| South | 900 |"
    parts = ("# Bridge", PROSE[0], code, PROSE[1], table, PROSE[2], "## End", f"{PROSE[0][:-1]}, again.")
    source = "\n\n".join(parts)
    article = clean(source)
    labels = {b.text: b.label for b in article.blocks}
    assert labels["    return beam * 2"] == "code"
    assert labels["| South | 900 |"] == "table"
    assert "    return beam * 2" in article.markdown
