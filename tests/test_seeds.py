"""The two seeds: dumps of real pages, with what must come out of them written by hand."""

from __future__ import annotations

import datetime

import pytest

from cleaner import Article, clean_file
from tests.corpus import SEED_PAGES

SOURCES = {page.name[:3]: page for page in SEED_PAGES}

MONEY_HEADLINE = (
    "Russia Issues Dire Warning: US, Japan, and South Korea Face ‘Consequences’ Over North Korea Security Pact"
)
MONEY_REMOVED = [
    ("loading", "Getting Data"),
    ("loading", "Loading..."),
    ("duplicate", MONEY_HEADLINE),
    ("reading_time", "3 min read"),
    ("duplicate", MONEY_HEADLINE),
    ("related", "ALSO READ | Trump’s Bid to End Birthright Citizenship Takes Aim at Rosie O’Donnell"),
    (
        "poll",
        "Do you think a new security pact between the US, Japan, and South Korea will increase the risk of "
        "military conflict in East Asia?",
    ),
    ("poll", "Total votes: 600"),
    ("comments", "(0)"),
    ("comments", "Please sign in to leave a comment"),
    ("related", "Related Articles"),
    ("site", "MoneyOval"),
    (
        "site",
        "MoneyOval is a global media company delivering insights at the intersection of finance, business, "
        "technology, and innovation. From boardroom decisions to blockchain trends, MoneyOval provides "
        "clarity and context to the forces driving today’s economic landscape.",
    ),
    ("legal", "© 2025 MoneyOval."),
    ("legal", "All rights reserved."),
]
MONEY_HEADINGS = [
    "What are the risks if the US, Japan, and South Korea form a security pact?",
    "Could Russia’s alliance with North Korea reshape the balance of power?",
    "Russia and North Korea’s military partnership intensifies",
    "Regional security fears escalate as alliances harden",
]
MONEY_OPENINGS = [
    "Russian Foreign Minister Sergey Lavrov has delivered a stern warning",
    "Lavrov made his statement during a high-profile visit",
    MONEY_HEADINGS[0],
    "Lavrov accused the US, South Korea, and Japan of dangerous military buildups",
    "The US, South Korea, and Japan have recently expanded",
    "Did you know?",
    "North Korea has reportedly supplied thousands of troops",
    MONEY_HEADINGS[1],
    "Relations between Russia and North Korea have grown dramatically recently.",
    "Western officials are increasingly concerned",
    MONEY_HEADINGS[2],
    "During their talks, North Korea reaffirmed its unconditional support",
    "Lavrov also expressed Russia’s understanding",
    MONEY_HEADINGS[3],
    "The US, South Korea, and Japan have stepped up",
    "North Korea continues to justify its nuclear weapons development",
    "As military alliances harden and rhetoric intensifies",
]
MONEY_STANDFIRST = (
    "Russia’s foreign minister warns the US, South Korea, and Japan against forming a security alliance "
    "targeting North Korea, as Moscow and Pyongyang deepen military ties. Regional tensions soar amid fears "
    "of advanced weapons transfers and nuclear escalation."
)

MOSCOW_HEADINGS = [
    "Russia, North Korea Strategic Partnership",
    "Monument In Russia To Honour Korean Soldiers Killed In Ukraine Conflict",
]


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def money() -> Article:
    return clean_file(SOURCES["003"].path)


@pytest.fixture(scope="module")
def moscow() -> Article:
    return clean_file(SOURCES["000"].path)


def test_003_has_its_fields(money: Article) -> None:
    assert money.headline == MONEY_HEADLINE
    assert money.standfirst == MONEY_STANDFIRST
    assert money.authors == ("Marcus Bell",)
    assert money.date is None
    assert money.dateline is None
    assert money.language == "en"


def test_003_loses_its_chrome_and_nothing_else(money: Article) -> None:
    removed = [(b.kind, squeezed(b.text)) for b in money.removed if b.text]
    avatar = [(kind, line) for kind, line in removed if line == "AvatarMB"]
    assert [r for r in removed if r not in avatar] == MONEY_REMOVED
    # "AvatarMB" may go as interface or stand in the by-line, but never in the body.
    assert "Avatar" not in money.text + money.markdown


def test_003_keeps_its_body_whole(money: Article) -> None:
    paragraphs = money.text.split("\n\n")
    assert len(paragraphs) == len(MONEY_OPENINGS)
    assert [p[: len(o)] for p, o in zip(paragraphs, MONEY_OPENINGS, strict=True)] == MONEY_OPENINGS
    source = [squeezed(line) for line in SOURCES["003"].source.splitlines() if line.strip()]
    assert [p for p in paragraphs if squeezed(p) not in source] == []


def test_003_tells_headings_and_the_callout_apart(money: Article) -> None:
    assert [b.text for b in money.blocks if b.label == "heading"] == MONEY_HEADINGS
    callout = [b.text for b in money.blocks if b.label == "callout"]
    assert callout[0] == "Did you know?"
    assert callout[1].startswith("North Korea has reportedly supplied")
    assert len(callout) == 2


def test_000_has_its_fields(moscow: Article) -> None:
    assert moscow.date == datetime.date(2025, 7, 13)
    assert moscow.dateline == "Moscow"
    assert moscow.headline is None
    assert moscow.authors == ()
    assert moscow.language == "en"


def test_000_keeps_its_whole_text(moscow: Article) -> None:
    source = squeezed(SOURCES["000"].source)
    assert squeezed(moscow.text) == source.removeprefix("date 2025-07-13 ")
    assert moscow.text.startswith("Moscow: In a stern warning")
    assert [b.text for b in moscow.removed if b.text] == []


def test_000_tells_its_headings(moscow: Article) -> None:
    assert [b.text for b in moscow.blocks if b.label == "heading"] == MOSCOW_HEADINGS
    assert len(moscow.text.split("\n\n")) == 13
