"""HTML into blocks with their facts, and from there to the article: mark-up of all sorts, and hostile mark-up."""

from __future__ import annotations

import html
import time
from collections.abc import Callable

import bs4
import pytest
import turbohtml
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Cleaner, clean
from cleaner.document import Document
from cleaner.reading.html import read_html
from tests import holding
from tests.corpus import HTML, StoredPage
from tests.strategies import Story, stories
from tests.words import ENGLISH

CLEANER = Cleaner(kind="html")


def pieces(document: Document) -> list[str]:
    return [" ".join(document.text[b.start : b.end].split()) for b in document.blocks]


BLOCKS: dict[str, tuple[str, list[str] | None]] = {
    "paragraphs": ("<p>One<p>Two", ["One", "Two"]),
    "text directly in a div": ("<div>One<p>Two</p>Three</div>", ["One", "Two", "Three"]),
    "one line break": ("<p>One<br>Two</p>", ["One Two"]),
    "two line breaks": ("<div>One<br><br>Two<br> <br />Three</div>", ["One", "Two", "Three"]),
    "a rule": ("One<hr>Two", ["One", "Two"]),
    "inline elements": ("<p>O<b>n</b>e <i>two</i><span> three</span></p>", ["One two three"]),
    "a nested list": ("<ul><li>One<ul><li>Two</li></ul></li><li>Three</li></ul>", ["One", "Two", "Three"]),
    "a definition list": ("<dl><dt>One<dd>Two</dl>", ["One", "Two"]),
    "a table row": ("<table><tr><td>One</td><td>Two</td></tr><tr><td>Three</td></tr></table>", ["One Two", "Three"]),
    "a table for layout": (f"<table><tr><td>Menu</td><td>{'word ' * 50}</td></tr></table>", None),
    "paragraphs in cells": ("<table><tr><td><p>One</p></td><td><p>Two</p></td></tr></table>", ["One", "Two"]),
    "preformatted": ("<pre>One\n  two</pre>", ["One two"]),
    "a quote": ("<blockquote>One<p>Two</p></blockquote>", ["One", "Two"]),
    "a figure": ("<figure><img src=a alt=b><figcaption>One</figcaption></figure>", ["One"]),
    "ruby": ("<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字</p>", ["漢(かん)字"]),
    "math": ("<p>If <math><mi>x</mi><mo>=</mo><mn>1</mn></math> then</p>", ["If x=1 then"]),
    "right to left": ("<p dir=rtl>שלום <b>עולם</b></p>", ["שלום עולם"]),
    "no script": ("<noscript><p>One</p></noscript><p>Two</p>", ["One", "Two"]),
    "a template": ("<p>One</p><template><p>Two</p></template>", ["One", "Two"]),
    "a shadow tree": ("<div><template shadowrootmode=open><p>One</p></template></div><p>Two</p>", ["One", "Two"]),
    "an own element": ("<my-card>One</my-card><my-card>Two</my-card>", ["One", "Two"]),
    "an own element in a paragraph": ("<p>One <my-term>two</my-term> three</p>", ["One two three"]),
    "references": ("<p>Fish &amp; chips &lt;b&gt; &eacute;</p>", ["Fish & chips <b> é"]),
    "what nobody sees": ("<script>a</script><style>b</style><svg><text>c</text></svg><p>One</p>", ["One"]),
    "an article in an article": ("<article>One<article>Two</article>Three</article>", ["One", "Two", "Three"]),
    "mis-nested": ("<p><b>One<p>Two</b>Three", ["One", "TwoThree"]),
    "buttons": ("<p>One</p><button>Two</button><select><option>a<option>b</select>", ["One", "Two", "a b"]),
    "a blank around a link": ("<p>One<a href=x> two </a>three</p>", ["One two three"]),
    "a link beside a link": ("<div><a href=a>Help</a><a href=b>Status</a></div>", ["Help Status"]),
    "a label and a title": (
        "<p><span class=a>Read next</span><span class=b>The town</span></p>",
        ["Read next The town"],
    ),
    "a number and a label": ("<p><a href=a>417</a><span>Share</span></p>", ["417 Share"]),
    "a large first letter": (
        "<p><span class=drop>T</span><span class=rest>HE old bridge</span></p>",
        ["THE old bridge"],
    ),
    "a word in two spans": ("<p><span class=a>for</span><span class=b>ever</span></p>", ["forever"]),
    "spans alike": ("<p><span>Mc</span><span>Leod</span></p>", ["McLeod"]),
    "code in spans": ("<pre><span class=k>x</span><span class=n>Y1</span></pre>", ["xY1"]),
    "links without blanks": ("<p><a href=a>北京</a><a href=b>上海</a></p>", ["北京上海"]),
    "nothing": ("", []),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_blocks(name: str) -> None:
    source, expected = BLOCKS[name]
    found = pieces(read_html(source))
    assert found == (["Menu", ("word " * 50).strip()] if expected is None else expected)


def facts(source: str) -> tuple[Document, dict[str, int]]:
    document = read_html(source)
    return document, {piece: k for k, piece in enumerate(pieces(document))}


def test_the_facts_of_a_block() -> None:
    document, at = facts(
        "<main><h2>Head</h2><ul><li>Item<p>More</p></ul><blockquote>Quote</blockquote><pre>Code</pre>"
        "<table><tr><td>a<td>b<tr><td>c<td>d</table><p>half <a href=x>link</a></p></main>"
    )
    by = {piece: document.blocks[k].facts for piece, k in at.items()}
    assert by["Head"].heading == 2
    assert (by["Item"].item, by["More"].item) == (True, False)
    assert by["Quote"].quote
    assert by["Code"].code
    assert (by["a b"].table, by["a b"].gap, by["c d"].table, by["c d"].gap) == (True, True, True, False)
    assert by["half link"].link_share == pytest.approx(4 / 9)
    document = read_html("<table><tr><td>a</table><table><tr><td>b<td></table><table><tr><td>c<td><p>d</table>")
    assert [b.facts.table for b in document.blocks] == [False] * 4


def test_all_blocks_of_main_stand_in_it() -> None:
    document, at = facts("<main><h2>Head</h2><ul><li>Item</ul></main>")
    by = {piece: document.blocks[k].facts for piece, k in at.items()}
    assert all("main" in document.elements[f.element].within for f in by.values())


@pytest.mark.parametrize(
    ("mark_up", "context"),
    [
        ("<nav>One</nav>", "nav"),
        ("<div role=navigation>One</div>", "nav"),
        ("<aside><p>One</p></aside>", "aside"),
        ("<div role=contentinfo>One</div>", "footer"),
        ("<figure><figcaption>One</figcaption></figure>", "figcaption"),
        ("<form><div>One</div></form>", "form"),
        ("<div role=dialog>One</div>", "dialog"),
        ("<p hidden>One</p>", "hidden"),
        ("<div style='color: red; display : none'><p>One</p></div>", "hidden"),
        ("<p style=visibility:hidden>One</p>", "hidden"),
        ("<dialog>One</dialog>", "hidden"),
        ("<div><template>One</template></div>", "hidden"),
    ],
)
def test_where_a_block_stands(mark_up: str, context: str) -> None:
    document = read_html(mark_up)
    assert context in document.elements[document.blocks[0].facts.element].within


def test_the_words_of_classes_and_ids() -> None:
    document = read_html('<div id="site-footer"><div class="commentList--wide x">One</div></div>')
    element = document.elements[document.blocks[0].facts.element]
    assert element.words == {"comments"}
    assert element.around == {"comments", "footer"}
    document = read_html('<body class="single-post"><div class="commentary">One</div>')
    assert document.elements[document.blocks[0].facts.element].around == frozenset()


def test_marks_tell_links_emphasis_and_images() -> None:
    document = read_html('<p>One <a href="/x">two <b>three</b></a> <img src=i.png alt=Pic> <code>four</code></p>')
    said = [(m.kind, document.text[m.start : m.end].strip(), m.target) for m in document.marks]
    assert said == [
        ("strong", "three", ""),
        ("link", "two three", "/x"),
        ("image", "", "i.png"),
        ("code", "four", ""),
    ]


PARAGRAPHS = [" ".join(ENGLISH.sentence(i * 7 + k) for k in range(3)) for i in range(5)]
ARTICLE = "<h1>The old bridge</h1>" + "".join(f"<p>{html.escape(p)}</p>" for p in PARAGRAPHS)


def page(body: str, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><title>The old bridge | The Harbour Mail</title>{head}</head><body>{body}</body>"
    )


CHROME = {
    "a menu": "<nav><ul><li><a href=/>Home</a><li><a href=/n>News of the town</a></ul></nav>",
    "a footer": "<footer><p>The Harbour Mail has told the news of the harbour since 1921, every day.</p></footer>",
    "comments": "<div id=comments><div class=comment><p>I never liked that old bridge, to be sure.</p></div></div>",
    "related": "<aside class=related-posts><a href=/a>The new bridge</a><a href=/b>A boat that sank in May</a></aside>",
    "a sign-up": "<form class=newsletter><p>Get our best stories by mail every morning.</p><button>Go</button></form>",
    "a consent dialog": "<div role=dialog class=cookie-consent><p>We use cookies to make it better for you.</p></div>",
    "what is hidden": "<div hidden><p>This text is shown to nobody who reads the page in a browser.</p></div>",
}


@pytest.mark.parametrize("name", CHROME)
@pytest.mark.parametrize("above", [True, False])
def test_what_stands_outside_the_article_goes(name: str, above: bool) -> None:
    article = f"<main><article>{ARTICLE}</article></main>"
    found = clean(page(CHROME[name] + article if above else article + CHROME[name]))
    assert found.text == "\n\n".join(PARAGRAPHS)
    assert found.headline == "The old bridge"


LINKS = "<ul class=more><li><a href=/a>A boat that sank in May</a><li><a href=/b>The new bridge is late</a></ul>"

SHORT = {
    "a short sentence": ("<p>It rained.</p>", ["It rained."]),
    "a list of two": ("<ul><li>Tall boots<li>A rake</ul>", ["Tall boots", "A rake"]),
    "a question and its answer": ("<p><b>And now?</b></p><p>Now I sleep.</p>", ["And now?", "Now I sleep."]),
    "the end of a teaser": ("<p>The board, which met on</p>", ["The board, which met on"]),
}


@pytest.mark.parametrize("name", SHORT)
def test_an_article_may_end_on_short_lines(name: str) -> None:
    mark_up, lines = SHORT[name]
    found = clean(page(f"<main><article>{ARTICLE}{mark_up}</article>{CHROME['related']}{LINKS}</main>"))
    assert found.text == "\n\n".join((*PARAGRAPHS, *lines))


def test_text_in_divs_may_end_on_a_short_line() -> None:
    divs = "".join(f"<div>{html.escape(p)}</div>" for p in (*PARAGRAPHS, "It rained."))
    found = clean(page(f"<div><h1>The old bridge</h1><div>{divs}</div>{CHROME['related']}{LINKS}</div>"))
    assert found.text == "\n\n".join((*PARAGRAPHS, "It rained."))


def test_a_box_like_that_of_the_prose_may_end_it() -> None:
    divs = "".join(f"<div class=b><div class=t>{html.escape(p)}</div></div>" for p in (*PARAGRAPHS, "It rained a bit."))
    found = clean(page(f"<div><h1>The old bridge</h1><div>{divs}</div>{CHROME['related']}{LINKS}</div>"))
    assert found.text == "\n\n".join((*PARAGRAPHS, "It rained a bit."))


def test_short_lines_behind_a_known_one_are_not_the_end() -> None:
    end = "<p>Share this article</p><p>Photo desk: Una Marsh</p>"
    found = clean(page(f"<main><article>{ARTICLE}{end}</article>{LINKS}</main>"))
    assert found.text == "\n\n".join(PARAGRAPHS)


def test_what_stands_among_the_paragraphs_stays() -> None:
    inside = "<h4>For</h4><p class='meta byline date'>Fee: 4 pounds</p>"
    first = "<h1>The old bridge</h1>" + "".join(f"<p>{html.escape(p)}</p>" for p in PARAGRAPHS[:3])
    last = "".join(f"<p>{html.escape(p)}</p>" for p in PARAGRAPHS[3:])
    found = clean(page(f"<nav>{LINKS}</nav><main><article>{first}{inside}{last}</article></main>{LINKS}"))
    assert found.text == "\n\n".join((*PARAGRAPHS[:3], "For", "Fee: 4 pounds", *PARAGRAPHS[3:]))


def test_text_behind_a_paywall_is_read() -> None:
    first, *others = [f"<p>{html.escape(p)}</p>" for p in PARAGRAPHS]
    hidden = f"<div style='display:none'>{''.join(others)}</div>"
    found = clean(page(f"<main><article><h1>The old bridge</h1>{first}{hidden}</article></main>"))
    assert found.text == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("mark_up", "shown", "gone"),
    [
        ("The board met.<span hidden>Not for print.</span>", "The board met.", "Not for print."),
        ("The board <b style='display:none'>of old men</b> met on Monday.", "The board met on Monday.", "of old men"),
        ("The board met.<sup><a href=#n1>[1]</a></sup> It sat.", "The board met. It sat.", "[1]"),
        ("The board met.<sup>[<i><a href=/n>who?</a></i>]</sup>", "The board met.", "[who?]"),
        ("The board met.<sup><a href=#n1>12</a></sup>", "The board met.", "12"),
    ],
)
def test_pieces_of_a_paragraph_go_and_the_rest_is_one(mark_up: str, shown: str, gone: str) -> None:
    found = clean(page(f"<nav>{LINKS}</nav><main><article>{ARTICLE}<p>{mark_up}</p></article></main>"))
    assert found.text == "\n\n".join((*PARAGRAPHS, shown))
    assert ("interface", gone) in [(b.kind, b.text) for b in found.removed]


@pytest.mark.parametrize("mark_up", ["the 2<sup>nd</sup> of 10<sup>6</sup> lamps.", "the list [<a href=/x>here</a>]."])
def test_what_only_looks_like_a_marker_stays(mark_up: str) -> None:
    found = clean(page(f"<nav>{LINKS}</nav><main><article>{ARTICLE}<p>We saw {mark_up}</p></article></main>"))
    assert found.text.endswith(f"We saw {bs4.BeautifulSoup(mark_up, 'lxml').get_text()}")


@pytest.mark.parametrize("sign", ["<a href=#x>¶</a>", "<span>[<a href=/edit>edit</a>]</span>"])
def test_headings_do_not_hold_the_links_to_themselves(sign: str) -> None:
    found = clean(page(f"<nav>{LINKS}</nav><main><article>{ARTICLE}<h2>Oak{sign}</h2><p>It grew.</p></article></main>"))
    assert found.text == "\n\n".join((*PARAGRAPHS, "Oak", "It grew."))


@pytest.mark.parametrize("closed", ["template", "dialog"])
def test_what_a_script_may_open_is_never_the_article(closed: str) -> None:
    assert clean(f"<nav>{LINKS}</nav><{closed}><p>{PARAGRAPHS[0]}</p></{closed}><div></div>", kind="html").text == ""


@pytest.mark.parametrize(
    ("mark_up", "captions"),
    [
        ("<img src=a><div class=caption>The bridge in May</div>", ["The bridge in May"]),
        ("<div class=caption>The bridge in May</div><img src=a>", ["The bridge in May"]),
        ("<div class=gallery><p class=caption>The bridge in May</p></div>", ["The bridge in May"]),
        ("<div><img src=a><div>© The Mail / Ann Lee</div></div>", ["© The Mail / Ann Lee"]),
        ("<table><caption>Beams</caption><tr><td>1921<td>40</table>", ["Beams"]),
        ("<div class=caption>The bridge in May</div>", []),
        ("<div><img src=a><div>© 2024 The Mail</div></div>", []),
    ],
)
def test_captions_stand_beside_what_they_are_of(mark_up: str, captions: list[str]) -> None:
    found = clean(page(f"<nav>{LINKS}</nav><main><article>{ARTICLE}{mark_up}<p>It rained.</p></article></main>"))
    assert [b.text for b in found.blocks if b.label == "caption"] == captions


def test_a_box_of_links_ends_where_its_element_does() -> None:
    box = (
        "<aside><p>You may like</p><ul><li><a href=/a>Rain in May</a></ul></aside><h2>The last beam</h2><p>It fell.</p>"
    )
    found = clean(page(f"<main><article>{ARTICLE}{box}<p>{PARAGRAPHS[0]} Again.</p></article></main>"))
    assert found.text == "\n\n".join((*PARAGRAPHS, "The last beam", "It fell.", PARAGRAPHS[0] + " Again."))


@pytest.mark.parametrize(
    "place",
    [
        "<div class=comments><div class=comment><p>{}</p></div></div>",
        "<form><div>{}</div></form>",
        "<div hidden>{}</div>",
        "<div class=newsletter><p>{}</p></div>",
        "<blockquote class=twitter-tweet-embed>{}</blockquote>",
    ],
)
def test_no_date_nor_byline_stands_in_a_place_apart(place: str) -> None:
    boxes = place.format("3 May 2019") + place.format("By Ann Lee")
    found = clean(page(f"<nav>{LINKS}</nav><main><article>{ARTICLE}</article></main>{boxes}"))
    assert [b.text for b in found.blocks if b.label in ("byline", "date")] == []
    plainly = place.format("").join(("<p>3 May 2019</p>", "<p>By Ann Lee</p>"))
    found = clean(page(f"<nav>{LINKS}</nav><main><article>{ARTICLE}{plainly}</article></main>"))
    assert [b.text for b in found.blocks if b.label in ("byline", "date")] == ["3 May 2019", "By Ann Lee"]


@pytest.mark.parametrize(
    ("quote", "stays"),
    [
        ("<aside><blockquote>“They pushed. I was not having it.”</blockquote></aside>", False),
        ("<p>“I was not having it”</p>", False),
        ("<blockquote><p>I was not having it</p></blockquote>", False),
        ("<h2>“I was not having it”</h2>", True),
        ("<blockquote><p>I was not having any of it</p></blockquote>", True),
        ("<p>They pushed and pushed</p>", True),
    ],
)
def test_a_quote_set_apart_is_not_told_twice(quote: str, stays: bool) -> None:
    told = "“They pushed,” said Ann Lee, who had stood by the wall since noon. “I was not having it.”"
    found = clean(page(f"<nav>{LINKS}</nav><main><article>{ARTICLE}{quote}<p>{told}</p></article></main>"))
    text = bs4.BeautifulSoup(quote, "lxml").get_text()
    assert found.text == "\n\n".join((*PARAGRAPHS, *([text] if stays else []), told))


def test_markdown_keeps_what_the_mark_up_says() -> None:
    body = (
        "<p>The <a href='/oak'>oak <em>beams</em></a> were <strong>laid</strong> in May, the mayor of says.</p>"
        "<h2>What comes next</h2><p>The crew has a long list of things that it needs to do before the winter:</p>"
        "<ul><li>The first beam is to be lifted.<ul><li>With a crane from the harbour.</li></ul></li></ul>"
        "<figure><img src='/b.jpg' alt='The bridge'><figcaption>The bridge in May</figcaption></figure>"
        "<table><tr><th>Year<th>Beams</tr><tr><td>1921<td>40|2</tr></table>"
        "<pre>beam = 1\n  oak = 2</pre><ol><li>One thing that is to be counted first.</li></ol>"
        "<blockquote><p>“We are glad that the work can begin at last,” the mayor said.</p></blockquote>"
    )
    found = clean(page(f"<main><article>{ARTICLE}{body}</article></main>"))
    for piece in (
        "# The old bridge\n\n",
        "The [oak *beams*](/oak) were **laid** in May",
        "\n\n## What comes next\n\n",
        "\n\n- The first beam is to be lifted.\n\n  - With a crane from the harbour.\n\n",
        "\n\n![The bridge](/b.jpg)\n\n*The bridge in May*\n\n",
        "\n\n| Year | Beams |\n| --- | --- |\n| 1921 | 40\\|2 |\n\n",
        "\n\n```\nbeam = 1\n  oak = 2\n```\n\n",
        "\n\n1. One thing",
        "\n\n> “We are glad",
    ):
        assert piece in found.markdown
    assert "[" not in found.text
    assert "*" not in found.text
    assert "The bridge in May" not in found.text


def test_a_tree_of_beautiful_soup_gives_the_same() -> None:
    source = page(f"<main><article>{ARTICLE}</article></main>{CHROME['a footer']}")
    soup = bs4.BeautifulSoup(source, "lxml")
    assert clean(soup).text == clean(source).text
    main = soup.main
    assert main is not None
    assert clean(main).text == clean(source).text


FRENCH = "Les vieux chênes ont été coupés l’été dernier, près de la forêt où naît la rivière. " * 9


@pytest.mark.parametrize(
    ("data", "note"),
    [
        ("<meta charset=windows-1252><p>caf\u00e9 \u201cau lait\u201d</p>".encode("cp1252"), "windows-1252"),
        ("<p>caf\u00e9 \u201cau lait\u201d</p>".encode("utf-16"), "utf-16"),
        ("<meta charset=iso-8859-1><p>caf\u00e9 \u201cau lait\u201d</p>".encode(), ""),
        (f"<meta charset=utf-8><p>{FRENCH}caf\u00e9 \u201cau lait\u201d</p>".encode("cp1252"), "guessed as"),
    ],
)
def test_encodings(data: bytes, note: str) -> None:
    article = CLEANER.clean(data)
    assert "caf\u00e9 \u201cau lait\u201d" in article.document.text
    assert note in " ".join(article.notes)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ('{"headline": "The old bridge"}', "JSON"),
        ("[1, 2, 3]", "JSON"),
        ('<?xml version="1.0"?>\n<rss version="2.0"><channel><title>News</title></channel></rss>', "XML (rss)"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title></feed>', "XML (feed)"),
        ('<?xml version="1.0"?><note><to>Ann</to></note>', "XML"),
        (b"%PDF-1.7\n\x00", "a PDF file"),
    ],
)
def test_what_is_no_page_is_said_to_be_none(data: str | bytes, what: str) -> None:
    article = clean(data)
    assert article.text == ""
    assert article.notes == (f"no text: {what}",)


# Laws, over generated pages and over mark-up that no author wrote.

_TAGS = st.sampled_from(
    "p div span b a h1 h2 ul li table tr td blockquote pre article main nav aside footer form figure figcaption br img "
    "button select option template noscript dialog section x-y svg script ruby rt".split()
)
_CLASSES = st.sampled_from(["", " class=comments", " hidden", " id=footer", " class='post-content'", " href=/x"])
_TEXTS = st.sampled_from(
    ["word", "A sentence of words that ends here. ", " ", "\n", "&amp;", "漢字", "x < y", "\u200b"]
)


@st.composite
def mark_up(draw: st.DrawFn) -> str:
    """Tags and text in any order, closed or not."""
    out: list[str] = []
    for _ in range(draw(st.integers(0, 30))):
        tag = draw(_TAGS)
        out.append(draw(st.sampled_from([f"<{tag}{draw(_CLASSES)}>", f"</{tag}>", draw(_TEXTS), draw(_TEXTS)])))
    return "".join(out)


@st.composite
def html_pages(draw: st.DrawFn) -> tuple[Story, str]:
    """A story in mark-up, with what stands around stories."""
    story = draw(stories())
    tags = {"headline": "h1", "heading": "h2", "quote": "blockquote", "list_item": "li"}
    inside = "".join(
        f"<{tags.get(what, 'p')}>{html.escape(text)}</{tags.get(what, 'p')}>" for what, text in story.lines()
    )
    around = draw(
        st.sampled_from(
            ["<main><article>{}</article></main>", "<article>{}</article>", "<div class=post><div>{}</div></div>"]
        )
    )
    chrome = draw(st.lists(st.sampled_from(sorted(CHROME.values())), max_size=3))
    k = draw(st.integers(0, len(chrome)))
    body = "".join(chrome[:k]) + around.format(inside) + "".join(chrome[k:])
    return (
        story,
        f"<!DOCTYPE html><html><head><title>{html.escape(story.headline)}</title></head><body>{body}</body></html>",
    )


@given(mark_up())
def test_the_laws_hold_of_any_mark_up(source: str) -> None:
    article = CLEANER.clean(source)
    assert holding.broken_html(article) == []
    assert article.to_json()
    assert isinstance(article.markdown, str)


@given(html_pages(), st.data())
def test_the_laws_hold_of_pages_and_pieces_of_them(made: tuple[Story, str], data: st.DataObject) -> None:
    _, source = made
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(source)), st.integers(0, len(source)))))
    assert holding.broken_html(CLEANER.clean(source)) == []
    assert holding.broken_html(CLEANER.clean(source[start:end])) == []


_UNSEEN = ("script", "style", "svg", "head")


@given(mark_up())
def test_each_run_of_text_is_in_a_block(source: str) -> None:
    tree = turbohtml.parse(source)
    for tag in _UNSEEN:
        tree.remove(tag)
    assert holding.bare(read_html(source).text) == holding.bare(_texts(tree))


def _texts(node: turbohtml.Node) -> str:
    if isinstance(node, turbohtml.Text):
        return node.data
    return "".join(_texts(child) for child in node.children)


@pytest.mark.parametrize(
    ("source", "body"),
    [
        ("<p>Hello world</p>", "Hello world"),
        ("<p>One<p>two<p>three<div>four", "One\n\ntwo\n\nthree\n\nfour"),
        ("<h2>What we know</h2><ul><li>Nothing<li>yet</ul>", "What we know\n\nNothing\n\nyet"),
        ("<html><body>First.<br/><br/>Second.</body></html>", "First.\n\nSecond."),
        ("<table><tr><td>Ferry<td>07:40</table>", "Ferry 07:40"),
    ],
)
def test_mark_up_without_a_page_around_it_comes_back_whole(source: str, body: str) -> None:
    assert clean(source, kind="html").text == body


@given(html_pages())
def test_a_story_in_mark_up_comes_back(made: tuple[Story, str]) -> None:
    story, source = made
    article = CLEANER.clean(source)
    assert article.headline == story.headline
    found = holding.plain(article.text)
    assert [p.text for p in story.body if p.label == "paragraph" and holding.plain(p.text) not in found] == []


@pytest.mark.parametrize("page", HTML, ids=lambda page: page.name)
def test_the_laws_hold_of_stored_pages(page: StoredPage) -> None:
    assert holding.broken_html(clean(page.source)) == []


# Hostile mark-up: linear, and nothing lost.

HOSTILE: dict[str, tuple[Callable[[int], str], int]] = {
    "nested divs": (lambda n: "<div>" * n + "word", 25_000),
    "nested divs with roles": (lambda n: "<div class='post comments'>" * n + "word", 12_000),
    "nested landmarks": (lambda n: "<nav><aside>" * n + "word", 10_000),
    "attributes": (lambda n: "<p " + " ".join(f"a{i}=1" for i in range(n)) + ">word", 12_000),
    "a long class": (lambda n: f"<p class='{'comment ' * n}'>word", 50_000),
    "less-than signs": (lambda n: "<" * n + " word", 500_000),
    "open tags": (lambda n: "<a " * n, 20_000),
    "a long script": (lambda n: "<script>" + "var a = '<p>';" * n + "</script><p>word", 100_000),
    "a long comment": (lambda n: "<!--" + "- " * n + "--><p>word", 500_000),
    "cells": (lambda n: "<table>" + "<tr><td>word</td><td>b</td></tr>" * n, 4_000),
    "nested tables": (lambda n: "<table><tr><td>" * n + "word", 2_000),
    "mis-nested formatting": (lambda n: "<b><i>" * n + "word" + "</b></i>" * n, 5_000),
    "links": (lambda n: "<a href=/x>a word</a> " * n, 4_000),
    "blocks": (lambda n: "<p>A word of prose. " * n, 2_000),
    "lists in lists": (lambda n: "<ul><li>word " * n, 4_000),
    "JSON-LD in JSON-LD": (
        lambda n: '<script type="application/ld+json">' + '{"@graph":[' * n + "</script>word",
        20_000,
    ),
    "meta tags": (lambda n: '<meta name="author" content="Ruth Adeyemi">' * n + "word", 5_000),
    "first headings": (lambda n: "<title>A word or two</title>" + "<h1>A word or two</h1>" * n, 1_000),
}

RATIO, FACTOR = 9.0, 4


@pytest.mark.parametrize("name", HOSTILE)
def test_time_is_linear_in_the_size_of_mark_up(name: str) -> None:
    make, n = HOSTILE[name]
    small, large = make(n), make(FACTOR * n)
    CLEANER.clean(small)
    ratio = min(seconds(large) / max(seconds(small), 0.005) for _ in range(2))
    assert ratio <= RATIO, f"{FACTOR} times the mark-up takes {ratio:.1f} times the time"
    if not name.startswith("open"):
        assert "word" in read_html(large).text


def seconds(source: str) -> float:
    times: list[float] = []
    for _ in range(2):
        start = time.process_time()
        CLEANER.clean(source)
        times.append(time.process_time() - start)
    return min(times)
