"""Reading names off by-lines: the forms of many outlets, and what is no name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import clean
from cleaner.passes.names import is_name
from cleaner.passes.vocabulary import vocabulary
from tests.holding import plain
from tests.words import ENGLISH, TONGUES, Tongue

BODY = "\n\n".join(" ".join(ENGLISH.sentence(11 + 97 * (i * 3 + k)) for k in range(3)) for i in range(4))


def names(text: str, language: str = "en") -> tuple[str, ...]:
    """The names in a by-line, its opening word passed over."""
    known = vocabulary(language).reader
    return known.names(text[known.opened(text) :].strip(" ,"))


BYLINES: list[tuple[str, str, tuple[str, ...]]] = [
    ("en", "By Marcus Bell", ("Marcus Bell",)),
    ("en", "by Marcus Bell", ("Marcus Bell",)),
    ("en", "BY MARCUS BELL", ("MARCUS BELL",)),
    ("en", "By: Marcus Bell", ("Marcus Bell",)),
    ("en", "Marcus Bell", ("Marcus Bell",)),
    ("en", "By Marcus Bell, Ruth Adeyemi and Tom Ford", ("Marcus Bell", "Ruth Adeyemi", "Tom Ford")),
    ("en", "By Marcus Bell and Ruth Adeyemi", ("Marcus Bell", "Ruth Adeyemi")),
    ("en", "By Marcus Bell & Ruth Adeyemi", ("Marcus Bell", "Ruth Adeyemi")),
    ("en", "By Marcus Bell, Staff Writer", ("Marcus Bell",)),
    ("en", "Marcus Bell, Staff Writer", ("Marcus Bell",)),
    ("en", "By Marcus Bell, The Harbour Gazette", ("Marcus Bell",)),
    ("en", "By Marcus Bell in Tarnbridge", ("Marcus Bell",)),
    ("en", "Words: Marcus Bell", ("Marcus Bell",)),
    ("en", "Words by Marcus Bell", ("Marcus Bell",)),
    ("en", "Written by Marcus Bell", ("Marcus Bell",)),
    ("en", "Posted by Marcus Bell", ("Marcus Bell",)),
    ("en", "Story by Marcus Bell", ("Marcus Bell",)),
    ("en", "Reported by Marcus Bell in Tarnbridge; editing by Ruth Adeyemi", ("Marcus Bell",)),
    ("en", "By J.R. Marlow", ("J.R. Marlow",)),
    ("en", "By J. R. R. Marlow", ("J. R. R. Marlow",)),
    ("en", "By Ruth Adeyemi-Clark", ("Ruth Adeyemi-Clark",)),
    ("en", "By Siobhán O’Brien", ("Siobhán O’Brien",)),
    ("en", "By Jean-Luc d'Arcy", ("Jean-Luc d'Arcy",)),
    ("en", "By Pieter van der Velde", ("Pieter van der Velde",)),
    ("en", "By Ludwig von Rahden", ("Ludwig von Rahden",)),
    ("en", "By Marcus Bell, PhD", ("Marcus Bell",)),
    ("en", "By Marcus Bell, M.D., and Ruth Adeyemi", ("Marcus Bell", "Ruth Adeyemi")),
    ("en", "By Marcus Bell Jr.", ("Marcus Bell Jr",)),
    ("en", "By Marcus Bell | The Harbour Gazette", ("Marcus Bell",)),
    ("en", "By Marcus Bell for The Harbour Gazette", ("Marcus Bell",)),
    ("en", "By Marcus Bell, Marcus Bell", ("Marcus Bell",)),
    ("en", "By Marcus McAllister", ("Marcus McAllister",)),
    ("de", "Von Jost Ahlers", ("Jost Ahlers",)),
    ("de", "von Jost Ahlers und Wiebke von Rahden", ("Jost Ahlers", "Wiebke von Rahden")),
    ("de", "Von Jörg Müßig, Karnau", ("Jörg Müßig",)),
    ("fr", "Par Aline Rocheteau", ("Aline Rocheteau",)),
    ("fr", "Par Aline Rocheteau et Yves du Marais", ("Aline Rocheteau", "Yves du Marais")),
    ("es", "Por Nuria Valdelomar", ("Nuria Valdelomar",)),
    ("es", "Por Nuria Valdelomar y Íñigo de la Fuente", ("Nuria Valdelomar", "Íñigo de la Fuente")),
    ("pt", "Por Inês Cordovil", ("Inês Cordovil",)),
    ("pt", "Por Inês Cordovil e Tomé dos Reis", ("Inês Cordovil", "Tomé dos Reis")),
    ("it", "di Ilaria Montebruno", ("Ilaria Montebruno",)),
    ("it", "di Ilaria Montebruno e Ettore della Rovere", ("Ilaria Montebruno", "Ettore della Rovere")),
    ("ru", "Автор: Лука Берёзин", ("Лука Берёзин",)),
    ("ru", "Лука Берёзин и Анна Тихомирова", ("Лука Берёзин", "Анна Тихомирова")),
    ("el", "Γράφει η Μελπομένη Καραβά", ("Μελπομένη Καραβά",)),
    ("pl", "Autor: Oskar Wilk", ("Oskar Wilk",)),
    ("zh", "记者 孟德胜", ("孟德胜",)),
    ("zh", "作者：苏见青", ("苏见青",)),
]


@pytest.mark.parametrize(("language", "line", "value"), BYLINES, ids=[f"{b[0]}: {b[1]}" for b in BYLINES])
def test_the_names_of_a_byline(language: str, line: str, value: tuple[str, ...]) -> None:
    assert names(line, language) == value


@pytest.mark.parametrize(
    "line",
    [
        "",
        "By",
        "By the time the bridge was open, the river had frozen.",
        "By 2030 the harbour will be closed",
        "By and large it stood",
        "by bus",
        "By staff reporters",
        "the harbour board",
        "12 July",
    ],
)
def test_what_has_no_names(line: str) -> None:
    assert names(line) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Marcus Bell", True),
        ("Ruth Adeyemi-Clark", True),
        ("Pieter van der Velde", True),
        ("Лука Берёзин", True),
        ("Marcus", False),
        ("marcus bell", False),
        ("Marcus Bell said", False),
        ("Marcus Bell 2", False),
        ("A Very Long Name Of Seven Words", False),
        ("", False),
    ],
)
def test_a_name_alone(text: str, expected: bool) -> None:
    assert is_name(text) is expected


@pytest.mark.parametrize("tongue", TONGUES, ids=lambda t: t.language)
def test_the_bylines_of_every_language(tongue: Tongue) -> None:
    assert [names(tongue.by + name, tongue.language) for name in tongue.names] == [(n,) for n in tongue.names]


@given(st.text(max_size=80).map(plain))
def test_names_are_pieces_of_the_line(line: str) -> None:
    found = names(line)
    assert len(set(found)) == len(found)
    assert [n for n in found if n not in line] == []


PAGE_BYLINES: list[tuple[str, tuple[str, ...]]] = [
    ("By Marcus Bell", ("Marcus Bell",)),
    ("AvatarMB\n\nBy Marcus Bell\n\n3 min read", ("Marcus Bell",)),
    ("By\nMarcus Bell", ("Marcus Bell",)),
    ("By\nMarcus Bell\nand\nRuth Adeyemi", ("Marcus Bell", "Ruth Adeyemi")),
    ("Marcus Bell, Staff Writer", ("Marcus Bell",)),
    ("Marcus Bell\n13 July 2025", ("Marcus Bell",)),
    ("By Marcus Bell July 13, 2025", ("Marcus Bell",)),
    ("By Marcus Bell | July 13, 2025", ("Marcus Bell",)),
    ("By Marcus Bell, Ruth Adeyemi and Tom Ford", ("Marcus Bell", "Ruth Adeyemi", "Tom Ford")),
]


@pytest.mark.parametrize(("lines", "value"), PAGE_BYLINES)
def test_the_authors_of_a_page(lines: str, value: tuple[str, ...]) -> None:
    article = clean(f"{ENGLISH.headlines[0]}\n\n{lines}\n\n{BODY}\n")
    assert article.authors == value
    assert article.text == BODY
    assert article.headline == ENGLISH.headlines[0]


def test_authors_are_found_where_they_stand() -> None:
    article = clean(f"{ENGLISH.headlines[0]}\n\nBy Marcus Bell and Ruth Adeyemi\n\n{BODY}\n")
    places = [f for f in article.fields if f.name == "author"]
    assert [f.value for f in places] == ["Marcus Bell", "Ruth Adeyemi"]
    for field in places:
        assert field.start is not None
        assert field.value in article.document.text[field.start : field.end]


def test_a_sentence_that_opens_with_by_is_no_byline() -> None:
    first = "By the time that Marcus Bell came down to the harbour, the ferry had left for the three islands."
    article = clean(f"{ENGLISH.headlines[0]}\n\n{first}\n\n{BODY}\n")
    assert article.authors == ()
    assert article.text == f"{first}\n\n{BODY}"
