"""The summary of a batch: its sums, what it names, and what it does not let through."""

from __future__ import annotations

import tracemalloc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cleaner import clean
from tests.browsing import DESKTOP, PHONE, opened
from tests.corpus import HTML, SEED_PAGES

pytest.importorskip("jinja2", reason="jinja2 is not installed")

from cleaner.explain.summary import FAILED, RULES, WORST, Record, record, summary

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def batch() -> Iterator[Record]:
    """Records of stored pages, and of some that failed."""
    for page in (*SEED_PAGES, *HTML[:20]):
        name = f"{page.path.parent.name}-{page.name}"
        yield record(clean(page.source, second_opinion=False), name, f"pages/{name}.html")
    yield Record("harbour-0042", failure="binary data: nothing to read")
    yield Record("harbour-0043", failure="binary data: nothing to read")


def test_a_record_counts_lines_by_kind_and_rule() -> None:
    article = clean(SEED_PAGES[1].source)
    made = record(article, "003", "pages/003.html")
    assert made.removed == Counter((b.kind, b.step.rule) for b in article.removed)
    assert made.kept + sum(made.removed.values()) == len(article.blocks)
    assert (made.id, made.page, made.failure, made.found) == ("003", "pages/003.html", "", True)
    assert made.confidence == article.confidence
    assert not record(clean("Home\nNews\n"), "none").found


def test_the_sums_are_right() -> None:
    records = list(batch())
    page = summary(records, title="Tuesday")
    removed = sum(sum(r.removed.values()) for r in records)
    for name, number in (
        ("documents", len(records)),
        ("failed", 2),
        ("without an article", sum(not r.found for r in records)),
        ("lines kept", sum(r.kept for r in records)),
        ("lines removed", removed),
    ):
        assert f"<dt>{name}</dt><dd>{number:,}</dd>" in page
    kinds: Counter[str] = Counter()
    for one in records:
        for (kind, _), lines in one.removed.items():
            kinds[kind] += lines
    for name, lines in kinds.items():
        assert f">{name.replace('_', ' ')}</th>" in page
        assert f"<b>{lines:,}</b>" in page
    assert page.count("binary data: nothing to read") == 3
    assert 'href="./pages/' in page


def test_the_least_sure_come_first() -> None:
    records = [Record(f"page-{i}", confidence=(i * 37 % 100) / 100) for i in range(100)]
    page = summary(iter(records))
    order = sorted(records, key=lambda r: r.confidence or 0)[:WORST]
    places = [page.index(f"<bdi>{r.id}</bdi>") for r in order]
    assert places == sorted(places)
    assert page.count("<bdi>page-") == WORST


def test_no_confidence_no_plot_of_it() -> None:
    page = summary([Record("a", kept=3)])
    assert "by confidence" not in page
    assert "Where to look first" not in page
    assert "documents</dt><dd>1<" in page
    assert "documents</dt><dd>0<" in summary([])


def test_the_rest_is_told_in_numbers() -> None:
    removed = {("share", f"mine.share.n{i}"): i + 1 for i in range(RULES + 3)}
    failures = [Record(f"bad-{i}", failure="no text") for i in range(FAILED + 1)]
    page = summary([Record("a", removed=removed), *failures])  # type: ignore[arg-type]
    assert "3 more rules removed fewer lines." in page
    assert "The first of them." in page
    assert "mine.share.n2<" not in page


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("pages/a b.html", "./pages/a%20b.html"),
        ("../x.html", "../x.html"),
        ("javascript:alert(1)", "./javascript%3Aalert%281%29"),
        ("//hostile.example/x", "./hostile.example/x"),
        ("https://hostile.example/", "./https%3A//hostile.example/"),
        ('x" onclick="alert(1)', "./x%22%20onclick%3D%22alert%281%29"),
        ("页.html", "./%E9%A1%B5.html"),
        ("a\ud800.html", "./a%3F.html"),
        ("a#b?c", "./a%23b%3Fc"),
    ],
)
def test_a_page_is_always_a_file_beside(path: str, address: str) -> None:
    assert f'href="{address}"' in summary([Record("a", confidence=0.1, page=path)])


def test_names_are_text() -> None:
    bad = "</main><script>alert(1)</script>\u202e\ud800\x00"
    page = summary([Record(bad, confidence=0.5), Record("b", failure=bad)], title=bad)
    page.encode()
    assert page.count("<script>") == 1
    assert "\u202e" not in page


def test_memory_does_not_grow_with_the_batch() -> None:
    removed = Record("a").removed
    many = (Record(f"document-{i}", confidence=i % 97 / 100, removed=removed, kept=i % 9) for i in range(50_000))
    tracemalloc.start()
    page = summary(many)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "50,000" in page
    assert peak < 5_000_000


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_summary_in_a_browser(browser: Browser, tmp_path: Path, size: tuple[int, int], dark: bool) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    bad = "</script><script>alert(1)</script>"
    file = tmp_path / "summary.html"
    records = [*batch(), Record(bad, confidence=0.01, page="javascript:alert(2)"), Record("x", failure=bad)]
    file.write_text(summary(records, title=f"Tuesday {bad}"), encoding="utf-8")
    with opened(browser, file, size=size, dark=dark) as watched:
        page = watched.page
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert [v["id"] for v in axe.run(page).response["violations"]] == []
        colour = "getComputedStyle(document.body).backgroundColor"
        before = page.evaluate(colour)
        page.click(f"label[for=t-{'light' if dark else 'dark'}]")
        assert page.evaluate(colour) != before
        assert watched.quiet, watched
