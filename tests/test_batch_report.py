"""`cleaner batch --report`: its sums, its pages, and that a run which goes on counts what was done before."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("jinja2", reason="jinja2 is not installed")

from cleaner import clean
from cleaner.batch.reporting import where
from cleaner.batch.runner import Plan, run
from cleaner.batch.telling import Least
from cleaner.cli import main
from tests.browsing import DESKTOP, opened
from tests.test_batch import PAGES, interrupted_after, jsonl

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Captured = pytest.CaptureFixture[str]
MOST = 3
"""Pages of documents in these reports."""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Pages, and two documents in which there is nothing to clean."""
    values: list[object] = [{"id": f"d{n}", "html": page} for n, page in enumerate(PAGES)]
    return jsonl(tmp_path / "in.jsonl", [*values[:4], {"id": "none"}, *values[4:], {"id": "last"}])


@pytest.fixture
def plan(corpus: Path, tmp_path: Path) -> Plan:
    output, report = str(tmp_path / "out.jsonl"), str(tmp_path / "why")
    return Plan((str(corpus),), output, workers=1, report=report, report_pages=MOST)


def site(plan: Plan) -> dict[str, bytes]:
    """All files of a report."""
    folder = Path(plan.report)
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_the_summary_counts_all_documents_and_names_the_least_confident(plan: Plan) -> None:
    run(plan)
    files = site(plan)
    index = files.pop("index.html").decode()
    articles = [clean(page, kind="html") for page in PAGES]
    removed = Counter(block.kind for article in articles for block in article.removed)
    for name, number in (("documents", len(PAGES) + 2), ("failed", 2), ("lines removed", removed.total())):
        assert f"<dt>{name}</dt><dd>{number:,}</dd>" in index
    for kind, lines in removed.items():
        assert f">{str(kind).replace('_', ' ')}</th>" in index
        assert f"<b>{lines:,}</b>" in index
    assert index.count("unreadable: no text in a field") == 2
    least = sorted(range(len(PAGES)), key=lambda n: round(articles[n].confidence or 0, 4))[:MOST]
    linked = re.findall(r'<a href="\./(pages/[^"]+)">(d\d+)</a>', index)
    assert [id for _, id in linked] == [f"d{n}" for n in least]
    assert sorted(page for page, _ in linked) == sorted(files)
    for page, id in linked:
        article = articles[int(id[1:])]
        assert files[page].decode() == article.report(source=id)


def test_a_run_that_goes_on_gives_the_same_report(plan: Plan, tmp_path: Path) -> None:
    whole = plan._replace(output=str(tmp_path / "whole" / "out.jsonl"), report=str(tmp_path / "whole" / "why"))
    (tmp_path / "whole").mkdir()
    run(whole)
    for stop in (5, 3):
        with pytest.raises(KeyboardInterrupt), interrupted_after(stop):
            run(plan._replace(commit=0))
    assert "index.html" not in site(plan)
    run(plan)
    assert site(plan) == site(whole)


def test_a_finished_run_writes_its_summary_again(plan: Plan) -> None:
    run(plan)
    before = site(plan)
    (Path(plan.report) / "index.html").unlink()
    run(plan)
    assert site(plan) == before
    for page in (Path(plan.report) / "pages").iterdir():
        page.unlink()
    run(plan)
    assert "<a href=" not in site(plan)["index.html"].decode()
    run(plan._replace(restart=True))
    assert site(plan) == before


def test_reports_lie_where_they_are_asked_for_and_are_no_input(tmp_path: Path, capsys: Captured) -> None:
    for n, page in enumerate(PAGES[:3]):
        (tmp_path / f"{n}.html").write_text(page)
    call = ["batch", str(tmp_path), "--workers", "1", "-o", str(tmp_path / "out.jsonl"), "--report"]
    for _ in range(2):
        assert main([*call, str(tmp_path / "why.html"), "--report-pages", "1"]) == 0
        said = capsys.readouterr().err
        assert said.startswith("cleaner: 3 documents: ")
        assert said.endswith(f"; the report is {tmp_path / 'why.html'}\n")
    (only,) = (tmp_path / "why.pages").iterdir()
    assert f'href="./why.pages/{only.name}"' in (tmp_path / "why.html").read_text()
    assert main([*call, str(tmp_path / "none"), "--report-pages", "0", "--restart"]) == 0
    assert not any((tmp_path / "none" / "pages").iterdir())


def test_a_run_that_was_begun_without_a_report_cannot_have_one(plan: Plan, capsys: Captured) -> None:
    run(plan._replace(report=""))
    assert main(["batch", *plan.inputs, "-o", plan.output, "--report", plan.report]) == 2
    assert "was begun with other reports; --restart begins anew" in capsys.readouterr().err


def test_a_missing_library_is_named_before_anything_is_done(
    plan: Plan, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    assert main(["batch", *plan.inputs, "-o", plan.output, "--report", plan.report]) == 2
    assert capsys.readouterr().err == "cleaner: --report needs jinja2: pip install 'cleaner[report]'\n"
    assert not Path(plan.output + ".journal").exists()


def test_the_least_confident_are_those_that_came_first() -> None:
    least = Least(2)
    taken = [least.takes(x, n) for n, x in enumerate((0.5, None, 0.5, 0.5, 0.1, 0.9))]
    assert taken == [True, False, True, False, True, False]
    assert least.numbers() == {0, 4}
    assert not Least(0).takes(0.1, 1)


@pytest.mark.parametrize(
    ("named", "summary", "pages"), [("a/w.HTML", "a/w.HTML", "a/w.pages"), ("a", "a/index.html", "a/pages")]
)
def test_where_a_report_goes(named: str, summary: str, pages: str) -> None:
    assert where(named) == (Path(summary), Path(pages))


def test_the_links_lead_to_the_pages(browser: Browser, plan: Plan) -> None:
    run(plan)
    with opened(browser, Path(plan.report) / "index.html", size=DESKTOP) as watched:
        watched.page.click("#s-worst ~ ol a")
        watched.page.wait_for_load_state()
        assert "/pages/document-" in watched.page.url
        assert watched.page.locator("h1").count() == 1
