"""The result: frozen, picklable, and its views as text, Markdown and JSON."""

from __future__ import annotations

import dataclasses
import datetime
import json
import pickle
import textwrap
from pathlib import Path

import pytest

import cleaner
from cleaner import Article, Cleaner, Pack, Rule, clean, clean_file, replay
from cleaner.article import joined
from cleaner.document import Block, Document, Labelling, Step
from cleaner.explain.terminal import explain, printable
from tests.corpus import PAGES, SEED_PAGES, StoredPage
from tests.words import ENGLISH

PARAGRAPHS = [" ".join(ENGLISH.sentence(11 + 97 * (i * 3 + k)) for k in range(3)) for i in range(4)]
BODY = "\n\n".join(PARAGRAPHS)
SOURCE = f"""\
Skip to content

Home
News
Sport

{ENGLISH.headlines[0]}

By Orla Pennick

13 July 2025

{BODY}

Related Articles

Ten soups for a cold kitchen

© 2025 The Harbour Gazette. All rights reserved.
"""


@pytest.fixture(scope="module")
def article() -> Article:
    return clean(SOURCE)


def test_the_article_of_a_page(article: Article) -> None:
    assert article.headline == ENGLISH.headlines[0]
    assert article.authors == ("Orla Pennick",)
    assert article.date == datetime.date(2025, 7, 13)
    assert article.standfirst is None
    assert article.dateline is None
    assert article.language == "en"
    assert article.text == BODY
    assert article.notes == ()


def test_what_was_removed_says_why(article: Article) -> None:
    removed = [(b.kind, b.text) for b in article.removed]
    assert ("navigation", "Skip to content") in removed
    assert ("related", "Related Articles") in removed
    assert ("related", "Ten soups for a cold kitchen") in removed
    assert ("legal", "© 2025 The Harbour Gazette. All rights reserved.") in removed
    assert len(removed) == 7
    assert all(b.step.rule and b.step.evidence for b in article.removed)


def test_every_field_says_where_it_was_found(article: Article) -> None:
    places = {f.name: f for f in article.fields}
    assert set(places) == {"headline", "author", "date"}
    for field in places.values():
        assert field.start is not None
        assert field.rule
    text = article.document.text
    assert text[places["headline"].start : places["headline"].end].strip() == ENGLISH.headlines[0]
    assert text[places["author"].start : places["author"].end].strip() == "By Orla Pennick"
    assert text[places["date"].start : places["date"].end].strip() == "13 July 2025"


def test_json_holds_everything(article: Article) -> None:
    data = json.loads(article.to_json())
    assert data == article.to_dict()
    assert json.loads(article.to_json(indent=2)) == data
    assert data["headline"] == article.headline
    assert data["authors"] == ["Orla Pennick"]
    assert data["date"] == "2025-07-13"
    assert data["text"] == BODY
    assert len(data["blocks"]) == len(article.blocks)
    assert "".join(SOURCE[b["start"] : b["end"]] for b in data["blocks"]) == SOURCE
    assert [b["kind"] for b in data["blocks"] if b["label"] == "boilerplate"] == [b.kind for b in article.removed]
    assert {f["name"] for f in data["fields"]} == {"headline", "author", "date"}


def test_json_holds_the_notes() -> None:
    assert clean("A bridge \0 stands.").to_dict()["notes"] == ["the text holds 1 NUL character"]


def test_json_keeps_letters_as_they_are() -> None:
    assert "Brücke" in clean("Die Brücke steht.").to_json()
    assert "\\u" not in clean("Die Brücke steht.").to_json()


def test_json_survives_a_lone_surrogate() -> None:
    article = clean("A bridge \ud800 stands.")
    text = article.to_json()
    assert text.isascii()
    assert json.loads(text)["text"] == "A bridge \ud800 stands."


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_json_of_a_stored_page_comes_back(page: StoredPage) -> None:
    article = clean(page.source)
    assert json.loads(article.to_json()) == article.to_dict()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_pickled_article_comes_back(page: StoredPage) -> None:
    article = clean(page.source)
    copy: Article = pickle.loads(pickle.dumps(article))
    assert copy == article
    assert copy.text == article.text
    assert copy.to_json() == article.to_json()


@pytest.mark.parametrize("name", ["headline", "blocks", "text", "new"])
def test_an_article_is_frozen(article: Article, name: str) -> None:
    with pytest.raises((dataclasses.FrozenInstanceError, AttributeError, TypeError)):
        setattr(article, name, "other")
    assert article.headline == ENGLISH.headlines[0]


def test_a_block_and_a_step_are_frozen(article: Article) -> None:
    block = article.blocks[0]
    with pytest.raises((dataclasses.FrozenInstanceError, AttributeError, TypeError)):
        block.text = "other"  # type: ignore[misc]
    with pytest.raises((dataclasses.FrozenInstanceError, AttributeError, TypeError)):
        block.step.rule = "other"  # type: ignore[misc]
    assert hash(article) == hash(clean(SOURCE))


def test_the_markdown_view() -> None:
    source = (
        f"{ENGLISH.headlines[0]}\n\n{PARAGRAPHS[0]}\n\n{ENGLISH.headings[0]}\n\n{PARAGRAPHS[1][:-1]}:\n\n"
        f"• {ENGLISH.items[0]}\n• {ENGLISH.items[1]}\n\n{PARAGRAPHS[2]}\n"
    )
    article = clean(source)
    assert article.markdown.split("\n\n") == [
        f"# {ENGLISH.headlines[0]}",
        PARAGRAPHS[0],
        f"## {ENGLISH.headings[0]}",
        PARAGRAPHS[1][:-1] + ":",
        f"- {ENGLISH.items[0]}",
        f"- {ENGLISH.items[1]}",
        PARAGRAPHS[2],
    ]
    assert [p for p in article.text.split("\n\n") if p[0] == "•"] == [f"• {item}" for item in ENGLISH.items[:2]]


def test_the_markdown_view_shows_the_standfirst() -> None:
    article = clean(SEED_PAGES[-1].source)
    assert article.standfirst
    assert article.markdown.split("\n\n")[:2] == [f"# {article.headline}", f"*{article.standfirst}*"]
    assert article.standfirst not in article.text


@pytest.mark.parametrize(
    ("pieces", "line"),
    [
        ([], ""),
        (["one", "two"], "one two"),
        (["one", ", two"], "one, two"),
        (["one (", "two", ") three"], "one (two) three"),
        (["“", "one", "”"], "“one”"),
        (["", "one", "", "two"], "one two"),
    ],
)
def test_pieces_of_a_paragraph_are_joined(pieces: list[str], line: str) -> None:
    assert joined(pieces) == line


def test_a_wrapped_paragraph_is_one_paragraph() -> None:
    wrapped = textwrap.fill(PARAGRAPHS[0], 72)
    article = clean(f"{ENGLISH.headlines[0]}\n\n{wrapped}\n\n{PARAGRAPHS[1]}\n")
    assert article.text == f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}"
    assert next(b.continues for b in article.blocks if b.label == "paragraph") is False
    assert sum(b.continues for b in article.blocks) == wrapped.count("\n")


def test_the_last_step_wins_and_a_step_may_split_a_block() -> None:
    document = Document("abcdef\nghi\n", (Block(0, 7), Block(7, 11)))
    steps = [
        Step("one", "paragraph", 0, 11),
        Step("two", "date", 0, 3),
        Step("three", "boilerplate", 7, 11, "site"),
        Step("outside", "paragraph", 20, 30),
        Step("empty", "heading", 2, 2),
    ]
    labelled = [(b.start, b.end, s.rule if s else None) for b, s in replay(document, steps)]
    assert labelled == [(0, 3, "two"), (3, 7, "one"), (7, 11, "three")]
    assert replay(document, []) == ((Block(0, 7), None), (Block(7, 11), None))


def test_a_labelling_takes_steps_bit_by_bit() -> None:
    labelling = Labelling([Block(0, 7), Block(7, 11)])
    labelling.apply([Step("one", "paragraph", 0, 11)])
    assert [(b.start, b.end) for b in labelling.blocks] == [(0, 7), (7, 11)]
    labelling.apply([Step("two", "date", 0, 3)])
    labelling.apply([Step("three", "date", 0, 3)])
    assert [(b.start, b.end) for b in labelling.blocks] == [(0, 3), (3, 7), (7, 11)]
    assert [step.rule if step else None for step in labelling.decided] == ["three", "one", "one"]
    nothing = Labelling([])
    nothing.apply([Step("one", "paragraph", 0, 1)])
    assert nothing.blocks == []


def test_a_file_is_cleaned(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_bytes(SOURCE.encode())
    assert clean_file(file) == clean(SOURCE)
    assert clean_file(str(file)) == clean(SOURCE)
    with pytest.raises(FileNotFoundError):
        clean_file(tmp_path / "none.txt")


def test_the_settings_of_a_cleaner() -> None:
    assert Cleaner(language="de").clean(SOURCE).language == "de"
    pack = Pack("mine", (Rule("mine.site.tag", "site", "A test.", phrases=(PARAGRAPHS[1][:100],)),))
    line = PARAGRAPHS[1][:100]
    page = SOURCE.replace(PARAGRAPHS[1], line)
    with_pack = Cleaner(rules=pack).clean(page)
    assert line not in with_pack.text
    assert line in clean(page).text
    assert Cleaner(rules=[pack]).clean(page) == with_pack
    assert clean(page, rules=pack) == with_pack
    copy: Cleaner = pickle.loads(pickle.dumps(Cleaner(rules=pack, language="en", kind="text")))
    assert copy.clean(page).text == with_pack.text


def test_the_public_names_are_those_listed() -> None:
    assert sorted(cleaner.__all__) == cleaner.__all__
    assert [name for name in cleaner.__all__ if not hasattr(cleaner, name)] == []


def test_the_explanation_shows_every_block(article: Article) -> None:
    plain = list(explain(article, colour=False))
    assert len(plain) == len(article.blocks)
    for line, block in zip(plain, article.blocks, strict=True):
        assert line.startswith("-" if block.label == "boilerplate" else " ")
        assert block.text in line
        assert block.step.rule in line
        assert (block.kind or block.label) in line
        assert "\x1b" not in line


def test_colour_strikes_out_what_is_removed(article: Article) -> None:
    for line, block in zip(explain(article, colour=True), article.blocks, strict=True):
        assert ("\x1b[2;9m" in line) == (block.label == "boilerplate")
        assert ("\x1b[1m" in line) == (block.label in ("headline", "heading"))
        assert line.count("\x1b[0m") >= 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\u202eb", "a\\u202eb"),
        ("a\ud800b", "a\\ud800b"),
        ("a\tb", "a\tb"),
    ],
)
def test_a_terminal_is_not_steered_by_a_page(text: str, shown: str) -> None:
    assert printable(text) == shown
    assert all(c.isprintable() or c in "\t\n" for c in printable(text))


PARAGRAPHS = [" ".join(ENGLISH.sentence(11 + 97 * (i * 3 + k)) for k in range(3)) for i in range(4)]


def test_a_pull_quote_may_be_broken_over_lines() -> None:
    said = f"{PARAGRAPHS[1]} Nobody at the harbour has asked us to leave. It was late."
    quote = "Nobody at the harbour\nhas asked us to leave."
    article = clean("\n\n".join((PARAGRAPHS[0], said, quote, *PARAGRAPHS[2:])))
    assert [b.text for b in article.removed] == quote.split("\n")


def test_a_button_is_not_the_text_of_the_box_above_it() -> None:
    article = clean("\n\n".join((PARAGRAPHS[0], "Did you know?", "Share on Facebook", *PARAGRAPHS[1:])))
    assert [b.text for b in article.blocks if b.label == "callout"] == ["Did you know?", PARAGRAPHS[1]]


@pytest.mark.parametrize("notice", ["Share on Facebook", "© 2025 The Harbour Gazette.", "Leave a comment", "(12)"])
def test_a_known_line_alone_does_not_end_the_article(notice: str) -> None:
    chrome = ["Home", "News", "Sport", "Weather"]
    last = "It was late and nobody at the harbour minded."
    article = clean("\n\n".join((*chrome, *PARAGRAPHS, notice, last, "All rights reserved.")))
    assert article.text.split("\n\n") == [*PARAGRAPHS, last]


def test_a_wide_notice_does_not_hide_how_a_text_is_wrapped() -> None:
    wrapped = [textwrap.fill(p, 72) for p in PARAGRAPHS]
    notice = "You've read your last free article this month. Subscribe to keep reading the Gazette without limits."
    assert clean("\n\n".join((*wrapped[:2], notice, *wrapped[2:]))).text.split("\n\n") == PARAGRAPHS
