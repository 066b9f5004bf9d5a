"""The report page in a real browser: what is clicked does what it says, and nothing else happens."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cleaner import clean
from tests.browsing import DESKTOP, PHONE, TABLET, opened
from tests.corpus import FIXTURES, SEEDS
from tests.words import ENGLISH

pytest.importorskip("jinja2", reason="jinja2 is not installed")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NEWS = SEEDS / "003_f5af9b3132d8aeab.txt"
HTML = FIXTURES / "html-wordpress-news" / "source.html"
PAGES = {
    "news": NEWS,
    "html": HTML,
    "arabic": FIXTURES / "html-rtl-arabic" / "source.html",
    "chinese": FIXTURES / "html-portal-chinese" / "source.html",
    "no-article": FIXTURES / "html-error-page" / "source.html",
}


def written(folder: Path, source: bytes | str, name: str = "page.txt") -> Path:
    """The report on a source, as a file."""
    file = folder / "report.html"
    file.write_text(clean(source, second_opinion=False).report(source=name), encoding="utf-8")
    return file


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return written(tmp_path, NEWS.read_bytes(), NEWS.name)


def in_sight(page: Page, selector: str) -> int:
    """How many elements can be seen."""
    return int(page.locator(f"{selector}:visible").count())


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, TABLET, PHONE], ids=["desktop", "tablet", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_quiet_and_fits(
    browser: Browser, tmp_path: Path, name: str, size: tuple[int, int], dark: bool
) -> None:
    file = written(tmp_path, PAGES[name].read_bytes())
    with opened(browser, file, size=size, dark=dark) as watched:
        page = watched.page
        for choice in ("all", "article", "fold"):
            page.click(f"label[for=v-{choice}]")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), choice
        page.screenshot(path=tmp_path / "page.png")
        assert watched.quiet, watched


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, name: str, size: tuple[int, int], dark: bool) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    file = written(tmp_path, PAGES[name].read_bytes())
    with opened(browser, file, size=size, dark=dark) as watched:
        page = watched.page
        if size == PHONE:
            page.click(".panel > details > summary")
        for choice in ("fold", "all"):
            page.click(f"label[for=v-{choice}]")
            found = axe.run(page).response["violations"]
            assert [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found] == []


def test_every_line_is_there_in_order(browser: Browser, news: Path) -> None:
    article = clean(NEWS.read_bytes())
    with opened(browser, news) as watched:
        shown = watched.page.evaluate(
            "[...document.querySelectorAll('.x > del, .k > :not(.n), .k li > span')].map(e => e.textContent)"
        )
    assert " ".join(" ".join(shown).split()) == " ".join(" ".join(b.text for b in article.blocks).split())


def test_the_view_can_be_chosen(browser: Browser, news: Path) -> None:
    article = clean(NEWS.read_bytes())
    with opened(browser, news) as watched:
        page = watched.page
        folded = in_sight(page, ".x")
        assert 0 < folded < len(article.removed)
        page.click("label[for=v-article]")
        assert in_sight(page, ".x") == 0
        assert in_sight(page, ".run") == 0
        assert in_sight(page, ".k") > 0
        page.click("label[for=v-all]")
        assert in_sight(page, ".x") == len(article.removed)
        assert in_sight(page, ".run > summary") == 0
        page.click("label[for=v-fold]")
        assert in_sight(page, ".x") == folded
        page.locator(".run > summary").first.click()
        assert in_sight(page, ".x") > folded
        assert watched.quiet


def test_a_line_says_why_under_the_pointer(browser: Browser, news: Path) -> None:
    with opened(browser, news) as watched:
        row = watched.page.locator(".x:visible").first
        note = row.locator(".n")
        assert not note.locator("small").is_visible()
        row.locator("del").hover()
        assert note.locator("small").is_visible()
        assert note.inner_text().split("\n") == [
            "loading en.loading.placeholder",
            "What stands on a page until a script has filled it in.",
            "Is “getting data”",
        ]


def test_a_line_says_why_under_the_keyboard(browser: Browser, news: Path) -> None:
    with opened(browser, news) as watched:
        page = watched.page
        page.locator(".k > .n").first.focus()
        assert page.locator(".n:focus").is_visible()
        page.keyboard.press("ArrowDown")
        focused = page.locator(".n:focus")
        assert "en.loading.placeholder" in focused.inner_text()
        assert "until a script has filled it in" in focused.inner_text()
        page.keyboard.press("Tab")
        assert page.locator(".x > .n:focus").count() == 0
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("ArrowUp")
        assert "headline" in page.locator(".n:focus").inner_text()


def test_all_can_be_reached_by_the_keyboard(browser: Browser, news: Path) -> None:
    with opened(browser, news) as watched:
        page = watched.page
        page.keyboard.press("Tab")
        assert page.locator(":focus").inner_text() == "Skip to the text"
        reached = set()
        for _ in range(60):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("document.activeElement.tagName + document.activeElement.id"))
        assert {"INPUTv-fold", "INPUTq", "INPUTt-auto", "SUMMARY", "A"} <= reached


def test_a_filter_shows_the_lines_of_a_rule(browser: Browser, news: Path) -> None:
    with opened(browser, news) as watched:
        page = watched.page
        page.click("label[for=v-article]")
        page.locator(".kind.f-readers > summary", has_text="poll").click()
        button = page.locator(".kind.f-readers[open] .f").first
        button.click()
        assert button.get_attribute("aria-pressed") == "true"
        assert in_sight(page, ".x") == 2
        assert page.locator("#v-fold").is_checked()
        assert "2 lines" in page.locator("#filtering").inner_text()
        page.locator("#filtering button").click()
        assert in_sight(page, ".x") > 2
        assert button.get_attribute("aria-pressed") == "false"
        button.focus()
        page.keyboard.press("Space")
        assert in_sight(page, ".x") == 2
        page.keyboard.press("Enter")
        assert in_sight(page, ".x") > 2
        assert watched.quiet


def test_a_filter_of_kept_lines_dims_the_others(browser: Browser, news: Path) -> None:
    with opened(browser, news) as watched:
        page = watched.page
        page.locator(".kind.f-kept > summary", has_text="heading").last.click()
        page.locator(".kind.f-kept[open] .f").first.click()
        assert in_sight(page, ".dim") > 0
        assert page.locator(".dim .heading").count() == 0


def test_search_finds_and_unfolds(browser: Browser, news: Path) -> None:
    with opened(browser, news) as watched:
        page = watched.page
        page.fill("#q", "MONEYOVAL")
        page.locator("#hits:not(:empty)").wait_for()
        count = page.locator("#hits").inner_text()
        assert count.startswith("1 of ")
        page.press("#q", "Enter")
        assert page.locator("#hits").inner_text() == count
        page.press("#q", "Enter")
        assert page.locator("#hits").inner_text().startswith("2 of ")
        assert page.locator(".x:visible", has_text="MoneyOval").count() > 0
        assert page.evaluate("CSS.highlights.get('match').size") == int(count.split()[-1])
        page.fill("#q", "no such words anywhere")
        page.locator("#hits", has_text="none").wait_for()
        page.press("#q", "Enter")
        assert watched.quiet


def test_search_passes_over_what_a_filter_hides(browser: Browser, news: Path) -> None:
    with opened(browser, news) as watched:
        page = watched.page
        page.fill("#q", "moneyoval")
        page.press("#q", "Enter")
        whole = page.locator("#hits").inner_text()
        page.locator(".kind > summary", has_text="loading").click()
        page.locator(".kind[open] .f").first.click()
        assert page.locator("#hits").inner_text() == "none"
        page.locator("#filtering button").click()
        assert page.locator("#hits").inner_text() == whole


def test_search_reaches_over_emphasis(browser: Browser, tmp_path: Path) -> None:
    words = "<p>The crooked <b>bri</b>dge at <i>İzmir</i> was named by the town’s oldest <code>ferry</code>man.</p>"
    story = "".join(f"<p>{' '.join(ENGLISH.sentence(31 * i + k) for k in range(4))}</p>" for i in range(4))
    file = written(tmp_path, f"<html><body><article><h1>The bridge</h1>{words}{story}</article></body></html>")
    with opened(browser, file) as watched:
        page = watched.page
        assert page.locator(".paragraph b, .paragraph i").count() == 0
        assert page.locator(".paragraph strong").first.inner_text() == "bri"
        assert page.locator(".paragraph em").first.inner_text() == "İzmir"
        for wanted, found in (
            ("crooked BRIDGE at", "crooked bridge at"),
            ("İzmir was", "İzmir was"),
            ("ferryman", "ferryman"),
        ):
            page.fill("#q", wanted)
            page.press("#q", "Enter")
            assert page.locator("#hits").inner_text() == "1 of 1"
            assert page.evaluate("[...CSS.highlights.get('here')].map(String)") == [found]


def test_the_colours_can_be_switched(browser: Browser, news: Path) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    with opened(browser, news) as watched:
        page = watched.page
        light = page.evaluate(paper)
        page.click("label[for=t-dark]")
        dark = page.evaluate(paper)
        assert light != dark
        page.click("label[for=t-light]")
        assert page.evaluate(paper) == light
    with opened(browser, news, dark=True) as watched:
        assert watched.page.evaluate(paper) == dark


def test_fields_lead_to_their_lines(browser: Browser, news: Path) -> None:
    with opened(browser, news) as watched:
        page = watched.page
        page.locator(".fields a", has_text="Marcus Bell").click()
        assert page.locator(":target").inner_text().startswith("By Marcus Bell")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_all_can_be_read_without_script(browser: Browser, news: Path, size: tuple[int, int]) -> None:
    article = clean(NEWS.read_bytes())
    with opened(browser, news, size=size, script=False) as watched:
        page = watched.page
        assert in_sight(page, ".search") == 0
        if size == PHONE:
            assert in_sight(page, ".title") == 0
            page.click(".panel > details > summary")
        assert in_sight(page, ".title") == 1
        page.click("label[for=v-all]")
        assert in_sight(page, ".x") == len(article.removed)
        note = page.locator(".x > .n").first
        note.click()
        assert page.locator("li:target").is_visible()
        assert "until a script has filled it in" in page.locator("li:target").inner_text()
        page.click("label[for=v-article]")
        assert in_sight(page, ".x") == 0
        assert not watched.asked


STORY = " ".join(ENGLISH.sentence(7 + i) for i in range(5))
HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "<svg onload=alert(3)>",
    "</style><style>*{display:none}</style>",
    "</title><meta http-equiv=refresh content='0;url=https://hostile.example/'>",
    "{{ 7 * 7 }}{% raw %}",
    "<!--",
    "]]><![CDATA[",
    "'\"><a href='javascript:alert(4)'>x</a>",
    "&lt;script&gt;alert(5)&lt;/script&gt;",
    "By \u202eMarcus Bell\u2067 <iframe src=https://hostile.example/>",
    "\u2069\u202c</bdi></del></div></main>",
    "a\x00b\ud800c\x1b[31md\ufffee",
)
LINES = [
    line
    for i, bad in enumerate(HOSTILE)
    for line in (f"{STORY} {bad} {STORY}", bad, f"Read more: {bad}", f"{i}. {bad}")
]


@pytest.mark.parametrize("form", ["text", "html"])
def test_a_hostile_page_does_nothing(browser: Browser, tmp_path: Path, form: str) -> None:
    source = "\n\n".join((HOSTILE[0], *LINES, "Copyright 2025 </script><script>alert(6)</script>"))
    if form == "html":
        stated = {"@type": "NewsArticle", "headline": HOSTILE[1], "author": HOSTILE[0], "url": "javascript:alert(7)"}
        escaped = "".join(f"<p>{line.replace('&', '&amp;').replace('<', '&lt;')}</p>" for line in source.split("\n\n"))
        stated_text = json.dumps(stated).replace("</", "<\\/")
        head = f"<head><script type='application/ld+json'>{stated_text}</script></head>"
        body = f"<body><article><h1>{HOSTILE[1].replace('<', '&lt;')}</h1>{escaped}</article></body>"
        source = f"<html lang='en\"><script>alert(8)</script>'>{head}{body}</html>"
    article = clean(source, kind="html" if form == "html" else "text", second_opinion=False)
    file = tmp_path / "report.html"
    file.write_text(article.report(source="</script><script>alert(9)</script>.txt"), encoding="utf-8")
    with opened(browser, file) as watched:
        page = watched.page
        page.click("label[for=v-all]")
        for summary in page.locator(".kind > summary").all():
            summary.click()
        page.locator(".x, .k").first.hover()
        page.fill("#q", "<script>")
        page.press("#q", "Enter")
        assert page.evaluate("document.querySelectorAll('script, style, iframe, img, [onerror], [onload]').length") == 2
        assert page.evaluate("document.querySelectorAll('a:not([href^=\"#\"])').length") == 0
        assert page.locator(".x:visible, .k:visible").count() > len(HOSTILE)
        boxes = page.evaluate(
            "[...document.querySelectorAll('.x, .k')].map(e => e.parentElement.closest('#text') !== null)"
        )
        assert all(boxes)
        assert page.url == file.as_uri()
        assert watched.quiet, watched


def test_the_policy_stops_what_slips_through(browser: Browser, tmp_path: Path, news: Path) -> None:
    """A second wall: with a hole cut into the escaping, the policy still stands."""
    text = news.read_text(encoding="utf-8")
    hole = "<script>document.title = 1</script><img src='https://hostile.example/x' onerror='document.title = 2'>"
    file = tmp_path / "hole.html"
    file.write_text(text.replace("<main ", f"{hole}<main ", 1), encoding="utf-8")
    with opened(browser, file) as watched:
        assert "Russia Issues Dire Warning" in watched.page.title()
        assert any("Loading the image" in line and "Content Security Policy" in line for line in watched.said)
        assert any("inline script" in line and "Content Security Policy" in line for line in watched.said)


def test_a_page_of_many_lines_stays_usable(browser: Browser, tmp_path: Path) -> None:
    chrome = ("Share this article", "Please sign in to leave a comment")
    lines = [chrome[i % 3 - 1] if i % 3 else f"{STORY} It was the {i}th time." for i in range(20_000)]
    file = written(tmp_path, "\n\n".join(lines))
    with opened(browser, file) as watched:
        page = watched.page
        page.set_default_timeout(30_000)
        spent = page.evaluate(
            """() => {
                const timed = (work) => {
                    const from = performance.now();
                    work();
                    document.body.offsetHeight;
                    return performance.now() - from;
                };
                return {
                    all: timed(() => document.getElementById('v-all').click()),
                    fold: timed(() => document.getElementById('v-fold').click()),
                    filter: timed(() => document.querySelector('.f').click()),
                };
            }"""
        )
        assert max(spent.values()) < 5_000, spent
        assert page.locator(".x").count() > 10_000
        page.locator("#filtering button").click()
        page.fill("#q", "the 19998th time")
        page.press("#q", "Enter")
        page.locator("#hits", has_text="1 of 1").wait_for()
        assert watched.quiet
