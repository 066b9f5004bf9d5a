"""The benchmark beside peers, on invented pages: what it reads, how it counts, and what it writes."""

from __future__ import annotations

import gzip
import json
import lzma
import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

import pytest

from benchmarks import compare
from benchmarks.annotated import Page, sample, sets
from benchmarks.limited import LATE, Limited
from benchmarks.peers import PEERS, Peer, Run, c4, load, span
from benchmarks.plot import Point, svg
from benchmarks.quality import precision_recall
from benchmarks.scores import Score, bodies, fields, row, summary
from benchmarks.throughput import rendered
from tests import corpus
from tests.pages import HTML

BODY = (
    "The ferry to Ellery Island will sail twice a day from the first of May, the harbour board decided on Monday.\n\n"
    "It had stood at the quay for nine years, and a family of shipwrights mended it over three winters without pay."
)
GOLD = {"body": BODY, "headline": "Ferry to Ellery sails again", "date": "2024-05-04", "authors": ["Tamsin Orrin"]}


def line(name: str, **gold: object) -> str:
    return json.dumps({"id": name, "url": "", "html": HTML, "gold": {**GOLD, **gold}}) + "\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Three data sets of JSON lines."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "plain.jsonl").write_text(line("a") + line("b", body=" "), encoding="utf-8")
    (folder / "packed.jsonl.gz").write_bytes(gzip.compress((line("c") + line("d")).encode()))
    (folder / "small.jsonl.xz").write_bytes(lzma.compress("".join(map(line, "efghij")).encode()))
    (folder / "notes.txt").write_text("no data", encoding="utf-8")
    return folder


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder laid out as the public benchmark of article extraction is."""
    folder = tmp_path / "public"
    (folder / "html").mkdir(parents=True)
    (folder / "html" / "k1.html.gz").write_bytes(gzip.compress(HTML.replace("<html>", "<html lang='en-GB'>").encode()))
    truth = {"k1": {"articleBody": BODY, "url": "https://ellery.example/ferry"}}
    (folder / "ground-truth.json").write_text(json.dumps(truth), encoding="utf-8")
    return folder


def answer(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr("sys.argv", ["compare", *map(str, arguments)])
    return compare.main()


def test_sets_are_read_in_each_form(data: Path, checkout: Path) -> None:
    found = sets(data)
    assert sorted(found) == ["packed", "plain", "small"]
    assert [page.id for page in found["plain"]()] == ["a"], "a page without a marked body is left out"
    (first, _) = found["packed"]()
    assert first == Page("c", HTML, BODY, "Ferry to Ellery sails again", "2024-05-04", ("Tamsin Orrin",))
    (page,) = sets(checkout)["public"]()
    assert (page.id, page.body, page.headline) == ("k1", BODY, "")
    assert list(sets(data / "small.jsonl.xz")) == ["small"]
    assert sets(data / "missing") == {}


def test_a_sample_is_drawn_by_its_seed(data: Path) -> None:
    pages = list(sets(data)["small"]())
    assert sample(pages, None, 1) == pages
    assert sample(pages, 9, 1) == pages
    drawn = {tuple(page.id for page in sample(pages, 3, seed)) for seed in range(200)}
    assert all(list(ids) == sorted(ids) for ids in drawn)
    assert len(drawn) == 20, "every three of six come up"
    assert sample(pages, 3, 5) == sample(pages, 3, 5)


def _misbehaving() -> Callable[[str], str]:
    def run(what: str) -> str:
        if what == "late":
            time.sleep(60)
        if what == "dies":
            os._exit(3)
        if what == "spins":
            while time.process_time() < 0.3:
                pass
        return {"good": "yes"}[what]

    return run


def _missing(name: str) -> Run:
    raise ImportError(f"No module named {name!r}")


def test_a_peer_that_misbehaves_costs_its_page_and_no_more() -> None:
    limited = Limited(_misbehaving, [("good",)], 3)
    try:
        outcomes = [limited(what) for what in ("good", "bad", "late", "good", "dies", "good")]
    finally:
        limited.close()
    assert [outcome.failure for outcome in outcomes] == ["", "KeyError: 'bad'", LATE, "", "died", ""]
    assert [outcome.value for outcome in outcomes] == ["yes", None, None, "yes", None, "yes"]
    assert outcomes[2].seconds == 3
    with pytest.raises(ImportError, match="No module named 'newsreel'"):
        Limited(partial(_missing, "newsreel"), [], 3)


def test_scores_add_up() -> None:
    scores = [
        Score(1.0, 0.5, 0.1, headline=True, date=False, authors=(1, 0, 1)),
        Score(0.5, 1.0, 0.3, headline=False, authors=(1, 1, 0)),
        Score(0.0, 0.0, 0.6, failure="ValueError"),
        Score(0.5, 0.5, 1.0, failure=LATE),
    ]
    all_of_them = summary(scores)
    assert (all_of_them.pages, all_of_them.precision, all_of_them.recall, all_of_them.f1) == (4, 0.5, 0.5, 0.5)
    assert all_of_them.speed == pytest.approx(2.0)
    assert (all_of_them.headline, all_of_them.date) == (0.5, 0.0)
    assert all_of_them.authors == pytest.approx(2 * 2 / (2 * 2 + 1 + 1))
    assert all_of_them.failures == {"ValueError": 1, LATE: 1}
    two = row("reel", "1.2", {"one": scores[:2], "other": scores[2:]})
    assert two.all.f1 == pytest.approx((0.75 + 0.25) / 2), "each set counts the same"
    table = list(bodies("HTML", [two]))
    assert table[0] == "| HTML | one | other | Mean F1 | Precision | Recall | Pages/s | Failed |"
    assert table[2] == "| reel 1.2 | 0.750 | 0.250 | **0.500** | 0.500 | 0.500 | 2.0 | 1, 1 late |"
    assert list(fields("HTML", [two]))[2] == "| reel 1.2 | 0.500 | 0.000 | 0.667 |"
    assert list(fields("HTML", [row("reel", "", {"one": scores[2:]})])) == []


PAGE = "\n".join(
    [
        "Home",
        "News",
        "Sign in to read on",
        *BODY.split("\n\n"),
        "Share",
        "Cookie policy applies to all of our pages.",
        "©",
    ]
)


def test_the_peers_for_text_do_as_they_are_called() -> None:
    assert c4(PAGE) == "\n".join(BODY.split("\n\n"))
    assert c4("渡轮将于五月一日复航。\n首页") == "渡轮将于五月一日复航。"
    assert span(PAGE) == "\n".join(BODY.split("\n\n"))
    assert span("Home\nNews") == span("") == c4("") == ""


STORIES = {"html": "html-comments-outweigh-story", "text": "html-div-direct-text"}
"""By form, a fixture of paragraphs that are long enough for all of the peers."""


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: f"{peer.form}-{peer.name}")
def test_each_peer_finds_the_body(peer: Peer) -> None:
    try:
        run = load(peer.form, peer.name)
    except ImportError as error:
        pytest.skip(f"{error}: pip install 'cleaner[peers]'")
    page = next(p for p in corpus.HTML if p.name == STORIES[peer.form])
    found = run(page.source if peer.form == "html" else rendered(page.source), "en")
    _, recall = precision_recall("\n".join(page.expected["text"]), found.text)
    assert recall > 0.8
    assert not peer.fields or found.headline == page.expected["headline"]


def test_a_plot_holds_each_point_and_its_name() -> None:
    points = [Point(f"peer {i} & co", 10.0 * 1.1**i, 0.8 + i / 100, i == 0) for i in range(8)]
    drawn = svg([("HTML", points), ("Text", points[:1])])
    tree = ElementTree.fromstring(drawn)
    inside = {"svg": "http://www.w3.org/2000/svg"}
    assert len(tree.findall("svg:circle", inside)) == 9
    names = [text for text in tree.findall("svg:text", inside) if "name" in text.attrib["class"].split()]
    assert sorted(text.text or "" for text in names) == sorted([p.name for p in points] + [points[0].name])
    places = {(text.attrib["x"], text.attrib["y"]) for text in names}
    assert len(places) == 9, "no name lies on another"
    assert "http" not in drawn.replace(inside["svg"], ""), "nothing is loaded"
    assert "prefers-color-scheme: dark" in drawn


def test_the_whole_program(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    marked = "# Figures\n\n<!-- benchmarks.compare -->\nold\n<!-- end of benchmarks.compare -->\n\nThe end.\n"
    for document in (docs / "benchmark.md", tmp_path / "README.md"):
        document.write_text(marked, encoding="utf-8")
    monkeypatch.setattr(compare, "DOCS", docs)
    peers = "cleaner,span of prose,everything"
    wanted = ("--set", "packed,small", "--limit", 2, "--peers", peers, "--machine", "an abacus", "--docs")
    assert answer(monkeypatch, data, *wanted) == 0
    out, err = capsys.readouterr()
    assert "on an abacus, CPython" in out
    assert "Pages, drawn at random: 2 of packed, 2 of small." in out
    assert "| HTML | packed | small | Mean F1 |" in out
    assert "| Text, a line a node | packed | small | Mean F1 |" in out
    assert err.count("cleaner: F1 ") == 2
    for document in (docs / "benchmark.md", tmp_path / "README.md"):
        text = document.read_text(encoding="utf-8")
        assert text.startswith("# Figures\n\n<!-- benchmarks.compare -->\nMeasured ")
        assert text.endswith("|\n<!-- end of benchmarks.compare -->\n\nThe end.\n")
        assert "old" not in text
    figures = json.loads((docs / "benchmark.json").read_text(encoding="utf-8"))
    assert list(figures["forms"]) == ["html", "nodes"]
    assert figures["forms"]["html"]["cleaner"]["sets"]["small"]["pages"] == 2
    assert figures["forms"]["html"]["cleaner"]["all"]["authors"] == 1.0
    drawn = (docs / "benchmark.svg").read_text(encoding="utf-8")
    assert drawn.count("<circle") == 3, "keeping everything is no point of the plot"


def test_a_peer_that_is_not_installed_is_named_and_passed_over(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = Peer("newsreel", "html", partial(_missing, "newsreel"))
    kept = next(peer for peer in PEERS if peer.name == "turbohtml")
    monkeypatch.setattr(compare, "PEERS", (missing, kept))
    monkeypatch.setattr(compare, "load", _load)
    assert answer(monkeypatch, checkout, "--forms", "html") == 0
    out, err = capsys.readouterr()
    assert "newsreel: not run: No module named 'newsreel': pip install 'cleaner[peers]'" in err
    assert "newsreel" not in out
    assert "| turbohtml" in out


def _load(form: Literal["html", "text"], name: str) -> Run:
    """As `load`, in whose table of the other process the one that is missing does not stand."""
    return _missing(name) if name == "newsreel" else load(form, name)


@pytest.mark.parametrize("arguments", [("--set", "none"), ("--forms", "runes"), ("--peers", "nobody")])
def test_a_wrong_call_is_told(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, str]
) -> None:
    assert answer(monkeypatch, data, *arguments) == 2
    assert capsys.readouterr().err.startswith("compare: ")


def test_a_document_without_a_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("nothing here", encoding="utf-8")
    with pytest.raises(ValueError, match="no place for the tables"):
        compare.put_into(tmp_path / "x.md", "text")
