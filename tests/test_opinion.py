"""The confidence in a page, and the second opinion on pages with little of it: when it is asked, and what is taken."""

from __future__ import annotations

import html
import json
import pickle
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import pytest
import trafilatura

import cleaner as package
from cleaner import Article, Cleaner, Pack
from cleaner.aligning import held
from cleaner.cli import main
from cleaner.opinion import RULE
from tests import holding
from tests.words import ENGLISH

SENTENCES = [ENGLISH.sentence(3 + 131 * i) for i in range(24)]
FIRST, REST = SENTENCES[:2], [" ".join(SENTENCES[i : i + 2]) for i in range(2, 22, 2)]
CARDS = "".join(f'<div class="related card"><ul><li>{html.escape(text)}</li></ul></div>' for text in REST)


def clean(source: Any, **settings: Any) -> Article:
    """The article by the passes and the second opinion: the scorer would leave it little to take back."""
    return package.clean(source, scorer=False, **settings)


def page(body: str) -> str:
    return f"<!DOCTYPE html><html><head><title>The old bridge</title></head><body>{body}</body></html>"


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{html.escape(text)}</p>" for text in texts)


UNSURE = page(f"<article><div class=content><h1>The old bridge</h1>{paragraphs(FIRST)}</div>{CARDS}</article>")
"""A short article above boxes that look like teasers, and hold its text."""

LEFT_OUT = [text for text in REST if text not in clean(UNSURE, second_opinion=False).text]
"""Of that, what the passes leave out."""

SURE = page(f"<main><article><h1>The old bridge</h1>{paragraphs(REST)}</article></main>")


class Answer:
    """What `trafilatura.bare_extraction` gives, with a text of the test's own."""

    def __init__(self, text: object) -> None:
        self.text = text


def answers(monkeypatch: pytest.MonkeyPatch, answer: object) -> list[str]:
    """Let trafilatura give an answer, or raise it; the mark-up that it is asked about."""
    asked: list[str] = []

    def bare_extraction(markup: str, **_: Any) -> object:
        asked.append(markup)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(trafilatura, "bare_extraction", bare_extraction)
    return asked


def spoken(article: Article) -> list[str]:
    """The texts that the second opinion has decided."""
    return [b.text for b in article.blocks if b.step.rule == RULE]


def no_network(*_: object, **__: object) -> NoReturn:
    raise AssertionError("the network was asked")


def test_what_it_holds_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", no_network)
    article = clean(UNSURE)
    assert len(LEFT_OUT) > 1
    assert spoken(article) == LEFT_OUT
    assert [text for text in (*FIRST, *REST) if text not in article.text] == []
    assert {b.label for b in article.blocks if b.step.rule == RULE} == {"list_item"}
    evidence = next(b.step.evidence for b in article.blocks if b.step.rule == RULE)
    assert "words are among its" in evidence
    assert "asked at confidence 0." in evidence
    assert "close calls" in evidence
    assert holding.broken_html(article) == []
    assert pickle.loads(pickle.dumps(article)) == article


@pytest.mark.parametrize("source", [UNSURE, UNSURE.encode(), UNSURE.encode("utf-16")], ids=["str", "bytes", "utf-16"])
def test_it_is_asked_once_with_the_mark_up(source: str | bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answers(monkeypatch, Answer("\n".join([*FIRST, *REST])))
    assert spoken(clean(source)) == LEFT_OUT
    assert asked == [UNSURE]


def test_it_is_asked_about_a_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    import bs4

    asked = answers(monkeypatch, Answer("\n".join([*FIRST, *REST])))
    assert spoken(clean(bs4.BeautifulSoup(UNSURE, "lxml"))) == LEFT_OUT
    assert len(asked) == 1


@pytest.mark.parametrize("source", [SURE, "\n\n".join(REST), page("<p>Home</p>"), page("")])
def test_it_is_not_asked_where_nothing_can_come_of_it(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answers(monkeypatch, Answer("\n".join(REST)))
    assert spoken(clean(source)) == []
    assert asked == []


@pytest.mark.parametrize(
    "source",
    [
        UNSURE.replace("<h1>", "<i></i>" * 5_000 + "<h1>"),
        UNSURE.replace("<h1>", "<h1 " + " ".join(f"a{i}" for i in range(300)) + ">"),
        UNSURE.replace("<h1>", f"<script>{'x' * 3_000_000}</script><h1>", 1),
    ],
    ids=["elements", "attributes", "characters"],
)
def test_it_is_not_asked_about_what_would_take_it_long(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answers(monkeypatch, Answer("\n".join(REST)))
    assert spoken(clean(source)) == []
    assert asked == []


@pytest.mark.parametrize(
    "cleaner",
    [
        Cleaner(scorer=False, second_opinion=False),
        Cleaner(scorer=False, rules=Pack("mine", (), silence=frozenset((RULE,)))),
    ],
    ids=["off", "silenced"],
)
def test_it_can_be_turned_off(cleaner: Cleaner, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answers(monkeypatch, Answer("\n".join(REST)))
    assert spoken(cleaner.clean(UNSURE)) == []
    assert asked == []


@pytest.mark.parametrize("answer", [None, Answer(None), Answer(""), Answer("Something else entirely, from elsewhere.")])
def test_an_answer_that_says_nothing_changes_nothing(answer: object, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answers(monkeypatch, answer)
    assert clean(UNSURE) == clean(UNSURE, second_opinion=False)
    assert len(asked) == 1


@pytest.mark.parametrize("error", [ValueError("no"), RecursionError(), ImportError("lxml_html_clean")])
def test_a_failure_is_noted_and_changes_nothing(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, error)
    article = clean(UNSURE)
    without = clean(UNSURE, second_opinion=False)
    assert article == without._replace(notes=(f"no second opinion: {type(error).__name__}",))


def test_what_a_rule_removed_is_not_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    notice = "Please sign in to leave a comment"
    source = UNSURE.replace("</body>", f"<p>{notice}</p></body>")
    answers(monkeypatch, Answer("\n".join([*FIRST, *REST, notice])))
    article = clean(source)
    assert spoken(article) == LEFT_OUT
    assert notice not in article.text


def test_what_stands_twice_is_taken_back_once(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, Answer("\n".join([*FIRST, *REST, *REST])))
    article = clean(UNSURE.replace(CARDS, CARDS + CARDS))
    assert [text for text in REST if article.text.count(text) != 1] == []


def test_a_few_lines_more_are_not_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answers(monkeypatch, Answer("\n".join([*FIRST, LEFT_OUT[0]])))
    assert spoken(clean(UNSURE)) == []
    assert len(asked) == 1


def test_what_it_leaves_out_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, Answer("\n".join(REST)))
    article = clean(UNSURE)
    assert [text for text in FIRST if text not in article.text] == []


def test_what_was_taken_back_makes_a_page_surer() -> None:
    before, after = clean(UNSURE, second_opinion=False).confidence, clean(UNSURE).confidence
    assert before is not None
    assert after is not None
    assert before < after


def test_it_is_not_imported_where_it_is_not_asked() -> None:
    program = f"import sys, cleaner; cleaner.clean({SURE!r}); print('trafilatura' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_it_can_be_turned_off_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "page.html"
    file.write_text(UNSURE, encoding="utf-8")
    rules: list[set[str]] = []
    for option in ([], ["--no-second-opinion"]):
        assert main([str(file), "--json", "--no-scorer", *option]) == 0
        rules.append({b["rule"] for b in json.loads(capsys.readouterr().out)["blocks"]})
    assert [RULE in some for some in rules] == [True, False]


NO_ARTICLE = {
    "a page that is missing": page("<h1>Page not found</h1><p>The page is not here.</p><a href=/>Home</a>"),
    "a login": page("<h1>Log in</h1><form><p>Log in to read on.</p><input><button>Log in</button></form>"),
    "an index": page(
        "".join(
            f'<div class=card><a href="/{i}"><h3>{h}</h3></a><p>{s}</p></div>'
            for i, (h, s) in enumerate(zip(ENGLISH.headlines * 4, SENTENCES, strict=False))
        )
    ),
    "nothing": page(""),
}


@pytest.mark.parametrize("name", NO_ARTICLE)
def test_confidence_is_low_without_an_article(name: str) -> None:
    confidence, of_article = (package.clean(x, kind="html").confidence for x in (NO_ARTICLE[name], SURE))
    assert confidence is not None
    assert of_article is not None
    assert 0 <= confidence < 0.7 < 0.9 < of_article < 1


def test_confidence_is_of_what_can_be_read() -> None:
    plain = package.clean("\n\n".join(REST)).confidence
    assert plain is not None
    assert plain > 0.8
    assert package.clean("").confidence == 0
    assert package.clean(b"%PDF-1.7 and nothing behind it").confidence is None
    assert package.clean(SURE).to_dict()["confidence"] == pytest.approx(package.clean(SURE).confidence, abs=0.001)


@pytest.mark.parametrize(
    ("pieces", "other", "expected"),
    [
        ("a b c d e|f g h i j", "a b c d e", [True, False]),
        ("a b c d e|x|f g h i j", "a b c d e x f g h i j", [True, True, True]),
        ("a b c d e|x|f g h i j", "a b c d e f g h i j y y y y x", [True, False, True]),
        ("a b c d e f g h|x", "a b c d e y y y", [None, False]),
        ("x|y", "x y", [False, False]),
        ("|a b c d e", "a b c d e", [None, True]),
        ("a b c d e", "", [False]),
        ("", "a", [None]),
    ],
)
def test_held(pieces: str, other: str, expected: list[bool | None]) -> None:
    assert held([piece.split() for piece in pieces.split("|")], other.split()) == expected
