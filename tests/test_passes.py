"""What single passes decide where two readings of a page are close: each test stands at an edge of one decision."""

from __future__ import annotations

import pytest

from cleaner import Article, Cleaner, Pack, Rule
from tests.words import ENGLISH

CLEANER = Cleaner(kind="text", scorer=False)

PARAGRAPHS = tuple(" ".join(ENGLISH.sentence(11 + 97 * (i * 3 + k)) for k in range(3)) for i in range(6))
HEADLINE = ENGLISH.headlines[0]


def cleaned(*lines: str) -> Article:
    return CLEANER.clean("\n\n".join(lines))


def test_words_of_no_language_have_none() -> None:
    nonsense = "Zorp blik fnard kelpo mordun. Trakl vosk plin garrum. " * 6
    assert cleaned(nonsense, nonsense).language is None
    assert cleaned(f"{nonsense} the", nonsense).language is None
    assert cleaned(*PARAGRAPHS).language == "en"


@pytest.mark.parametrize("below", ["By Ruth Adeyemi", "13 July 2025"])
def test_a_headline_below_prose_needs_a_byline_or_a_date_below_it(below: str) -> None:
    boast = "The Mail has told the people of this town what they need to know since the bridge was built."
    assert cleaned("Home", "News", boast, HEADLINE, below, *PARAGRAPHS, "Share").headline == HEADLINE


def test_a_pack_that_is_code_takes_the_start_of_a_line() -> None:
    rule = Rule("mine.label.exclusive", "interface", "A label.", prefix="exclusive: ", needs=("exclusive",))
    told = Cleaner(kind="text", scorer=False, rules=Pack("mine", (rule,)))
    article = told.clean("\n\n".join((HEADLINE, f"EXCLUSIVE: {PARAGRAPHS[0]}", *PARAGRAPHS[1:])))
    assert [b.text for b in article.removed] == ["EXCLUSIVE:"]
    assert article.text.startswith(PARAGRAPHS[0])
