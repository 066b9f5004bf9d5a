"""Pages of HTML with more than one article, and with none."""

from __future__ import annotations

import html

import pytest

from cleaner import Article, clean
from cleaner.passes.absent import says_error
from tests.test_html import PARAGRAPHS

BODY = "".join(f"<p>{html.escape(p)}</p>" for p in PARAGRAPHS)
OTHER = "<p>A bus shelter in the square has won a prize after judges stood in it for a whole day and stayed dry.</p>"
MENU = "<nav><a href=/>Home</a><a href=/n>News</a></nav>"


def page(body: str, title: str = "The old bridge", head: str = "") -> Article:
    source = f"<!DOCTYPE html><html lang=en><head><title>{title}</title>{head}</head><body>{MENU}{body}</body></html>"
    return clean(source)


def test_a_second_article_below_the_first_is_another() -> None:
    first = f"<article><h1>The old bridge</h1>{BODY}</article>"
    found = page(f"{first}<article><h2>A dry shelter</h2><p class=byline>By Ann Ono</p>{OTHER}</article>")
    assert found.text == "\n\n".join(PARAGRAPHS)
    assert found.authors == ()
    shelter = next(b for b in found.removed if b.text.startswith("A bus shelter"))
    assert (shelter.step.rule, shelter.kind) == ("others.article", "related")


def test_a_part_of_the_article_in_an_article_of_its_own_stays() -> None:
    parts = [f"<p>{html.escape(p)}</p>" for p in PARAGRAPHS]
    first = f"<article><h1>The old bridge</h1>{''.join(parts[:3])}</article>"
    found = page(f"{first}<article><h2>How it was built</h2>{''.join(parts[3:])}</article>")
    assert found.text == "\n\n".join([*PARAGRAPHS[:3], "How it was built", *PARAGRAPHS[3:]])


def test_a_teaser_inside_the_article_is_another() -> None:
    teaser = f"<article><h3><a href=/t>What we pack for the winter</a></h3>{OTHER}</article>"
    assert page(f"<article><h1>The old bridge</h1>{BODY}{teaser}</article>").text == "\n\n".join(PARAGRAPHS)
    entry = f"<article><h3>What we pack for the winter</h3>{OTHER}</article>"
    assert "A bus shelter" in page(f"<article><h1>The old bridge</h1>{BODY}{entry}</article>").text


@pytest.mark.parametrize("title", ["Page not found", "404", "Error 404 – Not Found", "Oops! That page can’t be found."])
def test_a_page_that_says_it_is_none_has_no_article(title: str) -> None:
    found = page(f"<main><h1>{title}</h1><p>Sorry, it may have been moved, or the address is wrong.</p></main>", title)
    assert (found.text, found.headline) == ("", None)
    assert found.notes == (f"no article was found: the page says “{title}”",)


@pytest.mark.parametrize("title", ["Found: a page of the lost diary", "404 trees felled", "Access to the pier denied"])
def test_titles_that_speak_of_something_else(title: str) -> None:
    assert not says_error(title)


def test_an_article_about_errors_stays() -> None:
    assert page(f"<main><h1>Not found</h1>{BODY}</main>", "Not found").text == "\n\n".join(PARAGRAPHS)


TEASERS = "".join(
    f"<article><h2><a href=/{k}>News of the town {k}</a></h2><p>{text}</p></article>"
    for k, text in enumerate(
        ("The mayor has walked to the well.", "The council has said that it is sorry to all the gulls.")
    )
)


def test_a_list_of_teasers_is_no_article() -> None:
    first = (
        "<article><h2><a href=/9>Tug</a></h2><p>A pilot who has pulled many ships went back for her own.</p></article>"
    )
    second = (
        "<article><h2><a href=/8>Bread</a></h2><p>The baker of the lower town has run out of flour again.</p></article>"
    )
    found = page(f"<main><h1>Results for town</h1>{first}{second}{TEASERS}</main>", "Results for town | Mail")
    assert (found.text, found.headline, found.date) == ("", None, None)
    assert found.notes[0].startswith("no article was found: all of its text is in teasers")
    stated = "<meta property=og:type content=article>"
    kept = page(f"<main><h1>Results for town</h1>{first}{second}{TEASERS}</main>", "Results for town | Mail", stated)
    assert kept.headline == "Results for town"


def test_a_standfirst_in_an_element_for_it() -> None:
    dek = "<p class=dek>What to wear to argue</p>"
    by = "<p class=byline>By Ruth Adeyemi, 13 July 2025</p>"
    for above in (f"{dek}{by}", f"{by}{dek}", dek):
        found = page(f"<main><article><h1>The old bridge</h1>{above}{BODY}</article></main>")
        assert found.standfirst == "What to wear to argue"
        assert found.text == "\n\n".join(PARAGRAPHS)
