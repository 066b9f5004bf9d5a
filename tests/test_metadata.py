"""What a page of HTML states of its article: headline, authors, dates and the rest, each with its source."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
import turbohtml
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Article, clean
from cleaner.passes.title import likeness, without_site
from cleaner.passes.vocabulary import vocabulary
from cleaner.reading.linked import from_json_ld
from cleaner.reading.metadata import stated
from cleaner.stated.dates import local, moment
from tests.test_html import PARAGRAPHS

_KEYS = st.sampled_from("@type @graph @id author name headline image publisher keywords datePublished".split())

DAY = datetime.date(2025, 7, 13)
TODAY = datetime.date(2025, 8, 1)
HELSINKI = datetime.timezone(datetime.timedelta(hours=3))


def said(head: str, name: str) -> list[tuple[str, str]]:
    return [(s.value, s.source) for s in stated(turbohtml.parse(f"<html><head>{head}</head>")) if s.name == name]


def script(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


PERSON = {"@type": "Person", "name": "Ruth Adeyemi"}

SHAPES: dict[str, object] = {
    "a name": {"@type": "NewsArticle", "author": "Ruth Adeyemi"},
    "a person": {"@type": "NewsArticle", "author": PERSON},
    "a list": {"@type": "Article", "author": [PERSON]},
    "a list of types": {"@type": ["Article", "BlogPosting"], "author": [PERSON]},
    "a type with its address": {"@type": "http://schema.org/NewsArticle", "author": PERSON},
    "a list of things": [{"@type": "BreadcrumbList"}, {"@type": "BlogPosting", "author": PERSON}],
    "a graph": {"@graph": [{"@type": "Article", "author": PERSON}]},
    "a graph with references": {
        "@graph": [{"@type": "Article", "author": {"@id": "#ruth"}}, {"@id": "#ruth", **PERSON}],
    },
    "in a page": {"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "author": PERSON}},
    "a creator": {"@type": "ReportageNewsArticle", "creator": PERSON},
}


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_of_json_ld(name: str) -> None:
    assert [value for value, _ in said(script(SHAPES[name]), "author")] == ["Ruth Adeyemi"]


def test_all_that_json_ld_says() -> None:
    data: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": "The old bridge &amp; its beams",
        "datePublished": "2025-07-13T08:00:00+03:00",
        "dateModified": "2025-07-14",
        "description": "It stands.",
        "author": [PERSON, {"@type": "Organization", "name": "The Harbour Mail"}],
        "publisher": {"name": "The Harbour Mail"},
        "image": [{"url": "https://harbour.example/a.jpg"}, "https://harbour.example/b.jpg"],
        "keywords": ["bridge", "oak"],
        "articleSection": "Town",
        "inLanguage": "en",
        "url": "https://harbour.example/bridge",
    }
    found = [(s.name, s.value) for s in from_json_ld([json.dumps(data)])]
    assert found == [
        ("headline", "The old bridge & its beams"),
        ("published", "2025-07-13T08:00:00+03:00"),
        ("modified", "2025-07-14"),
        ("standfirst", "It stands."),
        ("section", "Town"),
        ("tag", "bridge"),
        ("tag", "oak"),
        ("language", "en"),
        ("url", "https://harbour.example/bridge"),
        ("author", "Ruth Adeyemi"),
        ("organisation", "The Harbour Mail"),
        ("site", "The Harbour Mail"),
        ("image", "https://harbour.example/a.jpg"),
        ("image", "https://harbour.example/b.jpg"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        '<!-- {"@type": "Article", "headline": "One"} -->',
        '//<![CDATA[\n{"@type": "Article", "headline": "One"}\n//]]>',
        '{"@type": "Article", "headline": "One",}',
        '{"@type": "Article", "headline": "One"};',
        '{"@type": "Article",\t"headline": "One", "description": "a\nb"}',
    ],
)
def test_broken_json_is_mended(text: str) -> None:
    assert ("headline", "One") in [(s.name, s.value) for s in from_json_ld([text])]


@given(st.recursive(st.none() | st.text() | st.integers(), lambda x: st.lists(x) | st.dictionaries(_KEYS, x)))
def test_any_json_is_read(data: object) -> None:
    assert all(isinstance(s.value, str) and s.value for s in from_json_ld([json.dumps(data)]))


def test_the_order_of_meta_tags() -> None:
    head = (
        "<title>Four</title><meta name=twitter:title content=Two><meta property=og:title content=One>"
        "<meta name=DC.title content=Three><meta property=og:title content=One>"
    )
    assert said(head, "headline") == [
        ("One", "meta og:title"),
        ("Two", "meta twitter:title"),
        ("Three", "meta dc.title"),
        ("Four", "title"),
    ]


def test_other_sources() -> None:
    source = (
        "<html lang=de><link rel=canonical href=https://harbour.example/a>"
        '<div itemscope><span itemprop=author><b itemprop="name">Ruth Adeyemi</b></span>'
        '<time itemprop=datePublished datetime=2025-07-13>13 July</time></div><a rel="author" href=/r>Ann Ono</a>'
    )
    found = {(s.name, s.value, s.source) for s in stated(turbohtml.parse(source))}
    assert {
        ("language", "de", "html lang"),
        ("url", "https://harbour.example/a", "link canonical"),
        ("author", "Ruth Adeyemi", "microdata author"),
        ("author", "Ann Ono", "rel=author"),
        ("published", "2025-07-13", "time"),
    } <= found


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-07-13", DAY),
        ("20250713", DAY),
        ("2025-07-13T08:00:00Z", datetime.datetime(2025, 7, 13, 8, tzinfo=datetime.UTC)),
        ("2025-07-13T08:00:00.123+0300", datetime.datetime(2025, 7, 13, 8, tzinfo=HELSINKI)),
        ("2025-07-13 08:00:00", datetime.datetime(2025, 7, 13, 8)),
        ("Sun, 13 July 2025", DAY),
        ("1752397200", datetime.datetime(2025, 7, 13, 9, tzinfo=datetime.UTC)),
        ("1752397200000", datetime.datetime(2025, 7, 13, 9, tzinfo=datetime.UTC)),
        ("123456", None),
        ("2025-13-40", None),
        ("1970-01-01", None),
        ("2031-01-01", None),
        ("1h ago", None),
        ("", None),
    ],
)
def test_moments(value: str, expected: datetime.date | None) -> None:
    assert moment(value, vocabulary("en"), TODAY) == expected


def test_a_page_is_dated_by_the_clock_of_its_place() -> None:
    late = datetime.datetime(2025, 7, 12, 23, 30, tzinfo=datetime.UTC)
    assert local(late, [late.astimezone(HELSINKI)]).isoformat() == "2025-07-13T02:30:00+03:00"
    assert local(late, [datetime.datetime(2025, 7, 13, 2, 30)]).isoformat() == "2025-07-13T02:30:00+03:00"
    assert local(late, [datetime.datetime(2025, 7, 13, 2, 37)]) == late
    assert local(DAY, [late]) == DAY


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The old bridge | The Harbour Mail", "The old bridge"),
        ("The Harbour Mail: The old bridge", "The old bridge"),
        ("The Harbour Mail – The old bridge", "The old bridge"),
        ("The old bridge - Town - The Harbour Mail", "The old bridge - Town"),
        ("Ten boats - and a bridge", "Ten boats - and a bridge"),
    ],
)
def test_the_name_of_the_site_is_no_part_of_the_headline(title: str, expected: str) -> None:
    assert without_site(title, frozenset({"the harbour mail"})) == expected


def test_what_one_title_adds_to_another_is_the_name_of_the_site() -> None:
    head = "<meta property=og:title content='The old bridge'><meta name=title content='Mail of Vik: The old bridge'>"
    assert page(head, "<h1>Mail of Vik</h1><h3>The old bridge</h3>").headline == "The old bridge"


def test_likeness() -> None:
    assert likeness("The old bridge", "The old bridge") == 1.0
    assert likeness("The old bridge", "The old bridge | The Harbour Mail") == 0.9
    assert likeness("The old bridge", "Ten soups for winter") == 0.0
    assert likeness("", "a") == 0.0


def page(head: str, above: str = "<h1>The old bridge</h1>") -> Article:
    body = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    return clean(
        f"<!DOCTYPE html><html><head><title>The old bridge | The Harbour Mail</title>{head}</head>"
        f"<body><h1 class=logo>The Harbour Mail</h1><main><article>{above}{body}</article></main></body></html>"
    )


SITE = "<meta property=og:site_name content='The Harbour Mail'>"


def test_the_heading_most_like_the_title_is_the_headline() -> None:
    article = page(SITE)
    assert article.headline == "The old bridge"
    assert [f.rule for f in article.fields if f.name == "headline"] == ["headline.title"]


def headline_of(title: str, top: str, above: str) -> str | None:
    body = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    source = f"<title>{title}</title><body>{top}<main>{above}{body}</main><footer><a href=/c>Contact</a></footer>"
    return clean(f"<!DOCTYPE html><html>{source}</html>").headline


def test_the_name_of_the_site_in_a_heading_is_no_headline() -> None:
    named = "The old bridge | The Harbour Mail"
    assert headline_of(named, "<header><h1>The Harbour Mail</h1></header>", "<h1>The old bridge</h1>") == (
        "The old bridge"
    )
    assert headline_of(named, "<h1>The Harbour Mail</h1>", "<h2>The old bridge</h2>") == "The old bridge"
    logo = "<h1><a href=/>The Harbour Mail</a></h1>"
    assert headline_of("The Harbour Mail", logo, "<h2>The old bridge is closed for repairs</h2>") == (
        "The old bridge is closed for repairs"
    )


def test_a_line_that_says_what_the_title_says_is_the_headline() -> None:
    menu = "<div><a href=/a>Town</a> - <a href=/b>Harbour and market prices</a></div>"
    line = "<div><font size=5>Who closed the old bridge</font><br><small>13 July 2025</small></div>"
    assert headline_of("Who closed the old bridge", menu, line) == "Who closed the old bridge"
    assert headline_of("Village Pages - Who closed the old bridge", f"<p>Village Pages</p>{menu}", line) == (
        "Who closed the old bridge"
    )


def test_a_kicker_is_no_part_of_the_headline() -> None:
    assert page(SITE, "<h1><span>Town news</span> The long story of the old bridge</h1>").headline is not None
    head = "<meta property=og:title content='The long story of the old bridge'>"
    assert page(head, "<h1><span>Town</span> The long story of the old bridge</h1>").headline == (
        "The long story of the old bridge"
    )


def test_a_title_that_no_line_shows_is_the_headline() -> None:
    assert page(SITE, "").headline == "The old bridge"


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ("By Ruth Adeyemi and Ann Ono", ("Ruth Adeyemi", "Ann Ono")),
        ("Ruth Adeyemi | Staff", ("Ruth Adeyemi",)),
        ("https://harbour.example/ruth", ()),
        ("ruth@harbour.example", ()),
        ("admin", ()),
        ("Harbour Press Agency", ("Harbour Press Agency",)),
        ("ruth-adeyemi", ()),
        ("RUTH ADEYEMI", ("RUTH ADEYEMI",)),
        ("By Ruth Adeyemi Photographs by Ann Ono", ("Ruth Adeyemi",)),
        ("Words and photographs by Ruth Adeyemi", ("Ruth Adeyemi",)),
        ("Ruth Adeyemi, Ann Ono; edited by Kit Vane", ("Ruth Adeyemi", "Ann Ono")),
    ],
)
def test_authors_are_people_before_bodies(authors: str, expected: tuple[str, ...]) -> None:
    assert page(f"<meta name=author content='{authors}'>").authors == expected


def test_the_site_is_no_author_beside_a_person() -> None:
    data = {"@type": "NewsArticle", "author": [PERSON, {"@type": "Person", "name": "The Harbour Mail"}]}
    assert page(SITE + script(data)).authors == ("Ruth Adeyemi",)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("DC.creator", "Adeyemi, Ruth", ("Ruth Adeyemi",)),
        ("citation_author", "Ono, Ann B.", ("Ann B. Ono",)),
        ("citation_author", "Ruth Adeyemi, Ann Ono", ("Ruth Adeyemi", "Ann Ono")),
        ("author", "Adeyemi, Ruth", ("Adeyemi", "Ruth")),
    ],
)
def test_catalogues_write_the_surname_first(name: str, value: str, expected: tuple[str, ...]) -> None:
    assert page(f"<meta name={name} content='{value}'>").authors == expected


BYLINES = {
    "a link in an element for it": "<div class=byline><a href=/x>Ruth Adeyemi</a> Harbour Town Herald</div>",
    "a verb behind the name": "<p>13 July 2025. Ruth Adeyemi reports.</p>",
    "a link to the author": "<div><a href=/authors/ruth>Ruth Adeyemi</a></div>",
    "beside the date": "<div>Ruth Adeyemi</div><div>13 July 2025</div>",
    "in a caption's clothes": "<p class='byline__caption author'>Ruth Adeyemi</p>",
    "words and photographs": "<p>Words and photographs by Ruth Adeyemi</p>",
}


@pytest.mark.parametrize("name", BYLINES)
def test_bylines(name: str) -> None:
    assert page(SITE, f"<h1>The old bridge</h1>{BYLINES[name]}").authors == ("Ruth Adeyemi",)


NO_BYLINES = {
    "a button": "<button>Copy Link</button>",
    "a link elsewhere": "<div><a href=/tours>Hawaiian Adventure</a></div>",
    "a subheading": "<h2>Cautionary Tale</h2>",
    "choices": "<form><select><option>Cheese<option>Old Keys</select></form>",
    "buttons to share": "<div class=share-bar>Copy Whatsapp</div>",
    "function words": "<div>In This Article</div>",
    "an author's life": f"<p>{PARAGRAPHS[0]}</p><div class=author-profile><a href=/authors/ann>Ann Ono</a></div>",
}


@pytest.mark.parametrize("name", NO_BYLINES)
def test_what_merely_looks_like_a_name_is_no_byline(name: str) -> None:
    assert page(SITE, f"<h1>The old bridge</h1>{NO_BYLINES[name]}").authors == ()


def test_a_byline_that_links_more_people_names_them_all() -> None:
    head = script({"@type": "Article", "author": PERSON})
    by = "<p class=byline><a href=/r>Ruth Adeyemi</a>, <a href=/a>Ann Ono</a></p>"
    assert page(head, f"<h1>The old bridge</h1>{by}").authors == ("Ruth Adeyemi", "Ann Ono")
    other = "<p class=byline><a href=/k>Kit Vane</a>, <a href=/a>Ann Ono</a></p>"
    assert page(head, f"<h1>The old bridge</h1>{other}").authors == ("Ruth Adeyemi",)


def test_a_person_in_the_byline_comes_before_the_site() -> None:
    head = SITE + script({"@type": "NewsArticle", "author": {"@type": "Person", "name": "The Harbour Mail"}})
    by = "<p class=byline><a href=/r>Ruth Adeyemi</a></p>"
    assert page(head, f"<h1>The old bridge</h1>{by}").authors == ("Ruth Adeyemi",)
    assert page(head).authors == ("The Harbour Mail",)


LISTED = {
    "@type": "ItemList",
    "itemListElement": [
        {"@type": "ListItem", "item": {"@type": "NewsArticle", "headline": "Ten soups", "author": "Kit Vane"}}
    ],
}


def test_articles_of_a_list_are_others() -> None:
    own = {"@type": "NewsArticle", "headline": "The old bridge", "author": PERSON}
    assert page(script(LISTED) + script(own)).authors == ("Ruth Adeyemi",)
    assert page(script(LISTED)).authors == ()
    listed = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": own}]}
    assert page(script(listed)).authors == ("Ruth Adeyemi",)


def test_the_article_with_the_address_of_the_page_is_the_one() -> None:
    address = "https://harbour.example/bridge"
    other = {"@type": "NewsArticle", "headline": "Ten soups", "author": "Kit Vane", "datePublished": "2025-07-12"}
    own = {"@type": "NewsArticle", "mainEntityOfPage": {"@id": address}, "author": PERSON}
    head = f"<link rel=canonical href={address}>"
    assert page(head + script([other, own])).authors == ("Ruth Adeyemi",)


def test_json_ld_may_date_by_a_number() -> None:
    article = page(script({"@type": "NewsArticle", "datePublished": 1752397200}))
    assert article.date == datetime.datetime(2025, 7, 13, 9, tzinfo=datetime.UTC)


def test_dates_and_where_they_were_found() -> None:
    article = page(script({"@type": "NewsArticle", "datePublished": "2025-07-13T08:00:00+03:00"}))
    assert article.date == datetime.datetime(2025, 7, 13, 8, tzinfo=HELSINKI)
    assert [f.rule for f in article.fields if f.name == "date"] == ["stated.json-ld NewsArticle"]
    assert page("<link rel=canonical href=https://harbour.example/2025/07/13/bridge>").date == DAY
    assert page("", "<h1>The old bridge</h1><time datetime=2025-07-13>Sunday</time>").date == DAY
