"""What the markup states beside headline, authors and date, how sure each field is, and the date of last resort."""

from __future__ import annotations

import datetime
import json
import pickle
import socket
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Article, Field, clean
from cleaner.stated.authors import bodies, named, people
from cleaner.stated.dates import same
from cleaner.stated.lastresort import last_resort
from cleaner.stated.particulars import alike, whole_address
from cleaner.trust import confidence, kind_of
from tests.test_html import PARAGRAPHS
from tests.test_metadata import DAY, HELSINKI, PERSON, SITE, page, script

SOURCES = ("json-ld", "meta og:title", "microdata author", "rel=author", "title", "time", "h1", "text", "url", "link x")
SINCE = datetime.date(1990, 1, 1)


def story(**said: Any) -> str:
    return script({"@type": "NewsArticle", **said})


def field(article: Article, name: str) -> Field:
    return next(f for f in article.fields if f.name == name)


def test_all_that_is_stated_of_an_article() -> None:
    head = SITE + story(
        dateModified="2025-07-14T09:30:00+03:00",
        articleSection=["Town", "News"],
        keywords="bridge, oak beams,  _internal, bridge",
        image={"url": "https://harbour.example/bridge.jpg"},
        author=[PERSON, {"@type": "Organization", "name": "Harbour Press Agency"}],
        publisher={"name": "The Harbour Mail"},
    )
    article = page(head + "<link rel=canonical href='https://harbour.example/town/bridge'>")
    assert article.modified == datetime.datetime(2025, 7, 14, 9, 30, tzinfo=HELSINKI)
    assert article.site_name == "The Harbour Mail"
    assert article.url == "https://harbour.example/town/bridge"
    assert article.section == "Town"
    assert article.tags == ("bridge", "oak beams")
    assert article.image == "https://harbour.example/bridge.jpg"
    assert article.authors == ("Ruth Adeyemi",)
    assert article.organisations == ("Harbour Press Agency",)
    named_fields = {"modified", "site_name", "url", "section", "tag", "image", "author", "organisation", "language"}
    assert named_fields <= {f.name for f in article.fields}
    assert pickle.loads(pickle.dumps(article)) == article
    data = json.loads(article.to_json())
    assert data["modified"] == "2025-07-14T09:30:00+03:00"
    assert (data["url"], data["tags"], data["organisations"]) == (
        "https://harbour.example/town/bridge",
        ["bridge", "oak beams"],
        ["Harbour Press Agency"],
    )
    assert {"source", "confidence"} <= set(data["fields"][0])


def test_a_text_states_nothing() -> None:
    article = clean("The old bridge\n\nBy Ruth Adeyemi\n\n" + "\n\n".join(PARAGRAPHS), url="https://harbour.example/a")
    assert (article.modified, article.site_name, article.section, article.image) == (None, None, None, None)
    assert (article.url, article.tags, article.organisations) == (None, (), ())
    assert article.language == "en"
    assert {f.source for f in article.fields} == {"text"}


def test_a_text_does_not_wait_for_what_reads_markup() -> None:
    code = (
        "import sys; from cleaner import clean; clean('A page. ' * 50);"
        "print([m for m in sys.modules if m.startswith(('cleaner.stated', 'htmldate', 'lxml', 'turbohtml'))])"
    )
    import subprocess

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<link rel=canonical href='/town/bridge'>", "https://harbour.example/town/bridge"),
        ("<link rel=canonical href='The old bridge'>", None),
        ("<link rel=canonical href='javascript:void(0)'>", None),
        ("<link rel=canonical href='https://[bad'>", None),
        (
            "<link rel=canonical href='https://harbour.example/'>"
            "<meta property=og:url content='https://harbour.example/b'>",
            "https://harbour.example/b",
        ),
        (
            "<meta property=og:url content='https://harbour.example/b'><link rel=canonical href='https://harbour.example/c'>",
            "https://harbour.example/c",
        ),
    ],
)
def test_the_address_of_a_page_is_whole(head: str, expected: str | None) -> None:
    source = f"<!DOCTYPE html><html><head>{head}</head><body><p>{PARAGRAPHS[0]}</p></body></html>"
    assert clean(source, url="https://harbour.example/from/here").url == expected


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_address_is_whole_or_none(value: str, base: str) -> None:
    whole = whole_address(value, base)
    assert whole is None or whole.startswith(("http://", "https://", "HTTP", "hTTP")) or "://" in whole


def test_a_picture_that_stands_for_the_site_is_not_the_lead_picture() -> None:
    logo = "<meta property=og:image content='https://harbour.example/logo.png'>"
    assert page(logo).image is None
    assert page(logo + story(image="https://harbour.example/b.jpg")).image == "https://harbour.example/b.jpg"


def test_the_name_of_the_site_that_most_statements_give() -> None:
    head = "<meta name=application-name content='Mail'><meta property=og:site_name content='The Harbour Mail'>"
    assert page(head + story(publisher={"name": "the harbour mail"})).site_name == "The Harbour Mail"
    assert page("<meta property=og:site_name content='" + "Mail " * 40 + "'>").site_name is None


def test_a_section_is_no_site_and_no_address() -> None:
    head = SITE + "<meta property=article:section content='{}'>"
    assert page(head.format("The Harbour Mail")).section is None
    assert page(head.format("/news/town")).section is None
    assert page(head.format("Town")).section == "Town"


@pytest.mark.parametrize(
    ("markup", "words", "expected"),
    [
        ("<html lang=en-GB>", " ".join(PARAGRAPHS), "en"),
        ("<html lang=de>", " ".join(PARAGRAPHS), "en"),
        ("<html lang=de-AT>", "Wien", "de"),
        ("<html lang=xyz>", "Wien", None),
        ("<html>", "Wien", None),
    ],
)
def test_the_language_of_the_words_before_the_stated_one(markup: str, words: str, expected: str | None) -> None:
    assert clean(f"<!DOCTYPE html>{markup}<body><p>{words}</p></body></html>").language == expected


DESCRIBED = "<meta name=description content='{}'>"


def test_the_description_is_the_standfirst_where_the_page_shows_none() -> None:
    said = "How the town of the old bridge and its river kept the beams that held it."
    article = page(DESCRIBED.format(said))
    assert article.standfirst == said
    assert said not in article.text
    assert field(article, "standfirst").source == "meta description"


@pytest.mark.parametrize(
    "said",
    [
        PARAGRAPHS[0],
        PARAGRAPHS[0][:60] + "…",
        PARAGRAPHS[0][:60].rsplit(" ", 1)[0] + " ...",
        "The old bridge",
        "Buy cheap insurance, holidays, phones, laptops, shoes and electronics online today",
        "Old news",
    ],
)
def test_a_description_that_says_nothing_of_its_own_is_no_standfirst(said: str) -> None:
    assert page(DESCRIBED.format(said.replace("'", "’"))).standfirst is None


def test_a_standfirst_that_is_shown_comes_before_the_description() -> None:
    shown = "After ten years of work the council reopens the crossing that the flood took away."
    above = f"<header><h1>The old bridge</h1><h2>{shown}</h2></header><p class=byline>By Ruth Adeyemi</p>"
    article = page(DESCRIBED.format("Another thing is said of the old bridge and of the town."), above)
    assert article.standfirst == shown
    assert shown not in article.text
    assert field(article, "standfirst").source == "text"


def test_a_description_that_the_page_shows_aside_has_its_place_there() -> None:
    shown = "After ten years of work the town has its old bridge and its beams again."
    article = page(DESCRIBED.format(shown), f"<h1>The old bridge</h1><aside class=related>{shown}</aside>")
    found = field(article, "standfirst")
    assert (article.standfirst, found.rule) == (shown, "standfirst.described")
    assert article.document.text[found.start : found.end].strip() == shown


AUTHORS: dict[str, tuple[object, tuple[str, ...], tuple[str, ...]]] = {
    "a body beside a person": ([{"@type": "Organization", "name": "Reuters"}, PERSON], ("Ruth Adeyemi",), ("Reuters",)),
    "a body alone": ({"@type": "Organization", "name": "harbour.example"}, ("harbour.example",), ("harbour.example",)),
    "the site, without a name before it": (", The Harbour Mail", ("The Harbour Mail",), ("The Harbour Mail",)),
    "a body with an and in its name": (
        {"@type": "Organization", "name": "Centre for Tides and Harbours"},
        ("Centre for Tides and Harbours",),
        ("Centre for Tides and Harbours",),
    ),
    "initials keep their stop": ("Ruth A.J.", ("Ruth A.J.",), ()),
    "a role behind the name": ("Ruth Adeyemi Senior Reporter", ("Ruth Adeyemi",), ()),
    "a photographer": (["Ruth Adeyemi", "Ann Ono", "Photography by Ann Ono"], ("Ruth Adeyemi",), ()),
    "a template": ("page.head.author", (), ()),
}


@pytest.mark.parametrize("name", AUTHORS)
def test_authors_and_bodies(name: str) -> None:
    author, authors, organisations = AUTHORS[name]
    article = page(SITE + story(author=author))
    assert (article.authors, article.organisations) == (authors, organisations)


def test_a_name_of_a_catalogue_is_turned() -> None:
    head = "<meta name=citation_author content='Adeyemi, Ruth'><meta name=citation_author content='Ono, Ann'>"
    assert page(head).authors == ("Ruth Adeyemi", "Ann Ono")


def test_a_source_that_names_more_authors_is_heard() -> None:
    head = story(author="Ruth Adeyemi") + "<meta name=author content='Ruth Adeyemi, Ann Ono'>"
    assert page(head).authors == ("Ruth Adeyemi", "Ann Ono")
    assert page(story(author="Ruth Adeyemi") + "<meta name=author content='Ann Ono'>").authors == ("Ruth Adeyemi",)


def test_names_that_stand_where_bylines_do() -> None:
    above = "<h1>The old bridge</h1><div class=byline><a href=/ruth>Ruth Adeyemi</a> Harbour Mail</div>"
    article = page("", above)
    assert article.authors == ("Ruth Adeyemi",)
    assert field(article, "author").start is not None


def test_a_lone_name_without_a_date_beside_it_is_no_author() -> None:
    assert page("", "<h1>The old bridge</h1><div><a href=/x>Support Harbour</a></div><p>x</p><p>y</p>").authors == ()


def test_first_source_with_any_names_of_a_sort() -> None:
    assert people([]) == bodies([]) == []
    assert named([], page("").document and _reader()) == []


def _reader() -> Any:
    from cleaner.passes.vocabulary import vocabulary

    return vocabulary("en").reader


def test_the_source_of_each_field() -> None:
    head = story(headline="The old bridge", datePublished="2025-07-13", author="Ruth Adeyemi")
    article = page(head)
    assert field(article, "headline").source == "h1"
    assert field(article, "date").source == "json-ld"
    assert field(article, "author").source == "json-ld"
    assert field(article, "language").source == "text"
    assert all(0 < f.confidence <= 1 for f in article.fields)


@pytest.mark.parametrize(
    ("name", "agreeing", "other"),
    [
        (
            "headline",
            "<meta property=og:title content='The old bridge'>",
            "<meta property=og:title content='The bridge, oh old one of ours'>",
        ),
        (
            "date",
            "<meta property=article:published_time content=2025-07-13>",
            "<meta property=article:published_time content=2025-07-20>",
        ),
        ("author", "<meta name=author content='Ruth Adeyemi'>", "<meta name=author content='Ann Ono'>"),
    ],
)
def test_agreement_raises_confidence_and_disagreement_lowers_it(name: str, agreeing: str, other: str) -> None:
    own = story(headline="The old bridge", datePublished="2025-07-13", author="Ruth Adeyemi")
    lone, more, less = (field(page(own + head), name).confidence for head in ("", agreeing, other))
    assert less < lone < more


_STATEMENTS = st.lists(st.tuples(st.sampled_from(SOURCES), st.booleans()), max_size=8)


@given(st.sampled_from(SOURCES), _STATEMENTS, st.sampled_from(SOURCES))
def test_one_more_that_agrees_never_lowers_confidence(own: str, others: list[tuple[str, bool]], more: str) -> None:
    before = confidence(own, others)
    assert 0 <= before <= 1
    assert confidence(own, [*others, (more, True)]) >= before


@given(st.sampled_from(SOURCES), _STATEMENTS, st.sampled_from(SOURCES))
def test_one_more_that_disagrees_never_raises_confidence(own: str, others: list[tuple[str, bool]], more: str) -> None:
    assert confidence(own, [*others, (more, False)]) <= confidence(own, others)


def test_places_that_are_filled_in_together_count_once() -> None:
    assert kind_of("h1") == kind_of("h3") == "heading"
    once = confidence("h1", [("meta og:title", True)])
    assert confidence("h1", [("meta og:title", True), ("meta twitter:title", True)]) == once
    assert confidence("meta og:title", [("meta twitter:title", False)]) == confidence("meta og:title")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("The old bridge", "the OLD bridge!", True),
        ("The old bridge and the long story of its beams", "The old bridge and the long story…", True),
        ("The old bridge", "The old…", False),
        ("The old bridge", "The new bridge", False),
        ("", "", False),
    ],
)
def test_texts_that_say_the_same(one: str, other: str, expected: bool) -> None:
    assert alike(one, other) is alike(other, one) is expected


def test_a_title_may_hold_the_headline() -> None:
    assert alike("The old bridge", "The old bridge - Harbour", part=True)
    assert not alike("The old bridge", "The old bridges - Harbour", part=True)


def test_moments_that_are_the_same() -> None:
    noon = datetime.datetime(2025, 7, 13, 22, 30, tzinfo=datetime.UTC)
    assert same(noon, noon.astimezone(HELSINKI))
    assert same(noon, DAY)
    assert not same(noon, DAY + datetime.timedelta(1))


def test_a_date_is_told_on_the_clock_of_a_change() -> None:
    head = "<meta property=article:published_time content=2025-07-12T22:30:00Z>"
    assert page(head + "<meta property=article:modified_time content=2025-07-13T01:30:00+03:00>").date == (
        datetime.datetime(2025, 7, 13, 1, 30, tzinfo=HELSINKI)
    )


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<meta name=published-date content=2025-07-13>", DAY),
        ('<script type=application/json>{"datePublished": "2025-07-13"}</script>', DAY),
        ("<meta property=article:modified_time content=2025-07-13>", None),
        ("<p>Nothing of the sort.</p>", None),
        ("http://localhost/13", None),
        ("", None),
    ],
)
def test_the_date_of_last_resort(markup: str, expected: datetime.date | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("the network is used"))
    assert last_resort(markup, SINCE) == expected


@given(st.text(max_size=300))
def test_the_date_of_last_resort_of_whatever_is_handed_in(markup: str) -> None:
    for page_of_it in (markup, f"<time>{markup}</time>", f"<script type=application/json>{markup}</script>"):
        found = last_resort(page_of_it, SINCE)
        assert found is None or found >= SINCE


def test_a_page_without_a_year_does_not_wait_for_htmldate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "htmldate", None)
    assert last_resort("<time>Sunday</time><meta name=date content='3 days ago'>", SINCE) is None


def test_the_last_resort_comes_last() -> None:
    article = page("<meta name=published-date content=2025-07-13>")
    assert article.date == DAY
    assert field(article, "date")[4:6] == ("date.htmldate", "htmldate")
    other = page(
        "<meta name=published-date content=2025-07-13><link rel=canonical href=https://harbour.example/2025/07/12/a>"
    )
    assert field(other, "date").source == "url"


def test_bytes_are_decoded_for_the_last_resort() -> None:
    body = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    source = (
        f"<!DOCTYPE html><html><head><meta name=published-date content=2025-07-13></head><body>{body}</body></html>"
    )
    assert clean(source.encode("utf-16")).date == DAY
