"""Verse and short lists: their lines stay, each for itself, and no paragraph is taken for verse."""

from __future__ import annotations

import pytest

from cleaner import clean
from cleaner.passes.page import Page
from cleaner.reading import read

MENU = "Home\nFiction\nPoetry\nSubscribe\nLog in\n"
HEAD = "The Ferryman Counts\nBy Ruth Adeyemi\n13 July 2025\n"
FOOTER = "Tweet\nShare\nPrint\nSubscribe to our newsletter\n© 2025 The Harbour Gazette\nPrivacy policy\n"
PROSE = (
    "The ferryman has rowed people to the islands for forty years, and he has counted every one of them, he says, "
    "because nobody else would have done it.\n"
)
POEM = """\
The river takes the evening in
and gives the willows back,
a lamp, a landing and a line
of footprints in the black.
He counts the ones who came with him,
he counts the ones who stay,
and when the numbers are the same
he lets them drift away.
"""
BROKEN = """\
The harbour office said in a letter to
the council
that it would not pay for
the new pier
, and that the ferry would go on to
Carrow Point
as it had done since the spring, with
two boats
and a crew of nine in every weather.
"""
TAGS = "old ferry boats\nharbour and pier\nthe islands in summer\nrowing for beginners\nferry timetable\n" * 2
FEATURES = (
    """\
a place to sit for the crew
room for six of the bikes
a deck that is out of the wind
two of the best seats in town
and a bar for the passengers
a view of the old town and
"""
    * 2
)
CODE = """\
string harbour = "Carrow",
string pier = "north",
int boats = 2,
int crew = 9,
string ferry = "spring run",
int seats = 40,
string captain = "Adeyemi",
bool open = true,
"""
COLUMN = """\
The harbour office said that it will
not pay for the new pier this year,
and that the ferry would go on to the
point as it had done since the spring
with the two boats that it has and a
crew of nine, in every weather there
is on the river, and that the council
had been told so in a letter in May.
"""


def verse_lines(text: str) -> list[str]:
    return [line.text for line in Page(read(text, "text")).lines if line.verse]


def test_a_poem_on_a_page_with_chrome_comes_out_line_by_line() -> None:
    article = clean(MENU + HEAD + POEM + PROSE + FOOTER)
    assert article.text.split("\n\n") == [*POEM.splitlines(), PROSE.strip()]


def test_a_poem_stays_whole_when_it_is_cleaned_again() -> None:
    text = clean(MENU + HEAD + POEM + PROSE + FOOTER).text
    assert clean(text).text == text


def test_a_poem_alone_stays() -> None:
    assert clean(POEM).text.split("\n\n") == POEM.splitlines()


@pytest.mark.parametrize(
    "text",
    [BROKEN, TAGS, FEATURES, CODE, COLUMN, PROSE, POEM.title()],
    ids=["broken", "tags", "features", "code", "column", "prose", "titles"],
)
def test_what_is_no_verse(text: str) -> None:
    assert verse_lines(MENU + HEAD + PROSE + text + PROSE) == []


def test_a_few_short_lines_are_no_verse() -> None:
    assert verse_lines(PROSE + "\n".join(POEM.splitlines()[:7]) + "\n" + PROSE) == []


def test_lines_of_unlike_length_are_no_verse() -> None:
    uneven = POEM.replace("and gives the willows back,", "and gives,")
    assert verse_lines(uneven + PROSE) == []


def test_a_paragraph_that_is_broken_at_its_links_stays_one() -> None:
    assert clean(MENU + HEAD + PROSE + BROKEN + FOOTER).text.endswith("and a crew of nine in every weather.")
    assert len(clean(MENU + HEAD + PROSE + BROKEN + FOOTER).text.split("\n\n")) == 2


def test_the_last_item_of_a_list_stays_although_buttons_follow() -> None:
    items = ("1. Potatoes", "2. Mussels", "3. Toast", "4. Anything else")
    article = clean(MENU + HEAD + PROSE + PROSE.replace("forty", "fifty") + "\n".join(items) + "\n" + FOOTER)
    assert [b.text for b in article.blocks if b.label == "list_item"] == list(items)
