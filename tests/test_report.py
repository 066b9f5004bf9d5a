"""The report as a file: whole, escaped, self-contained, and readable in its colours."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given

from cleaner import Pack, Rule, clean
from cleaner.cli import main
from cleaner.document import KINDS
from cleaner.explain.reasons import OF_PASSES, reasons
from cleaner.explain.view import FAMILIES, view
from cleaner.rules import built_in
from tests.corpus import FIXTURES, HTML, PAGES, ROOT, SEEDS, StoredPage
from tests.strategies import any_pages

pytest.importorskip("jinja2", reason="jinja2 is not installed")

NEWS = SEEDS / "003_f5af9b3132d8aeab.txt"
SHEET = files("cleaner.explain").joinpath("pages", "report.css").read_text(encoding="utf-8")
SCRIPT = files("cleaner.explain").joinpath("pages", "report.js").read_text(encoding="utf-8")

TEXT_ON = {
    "ink": ("paper", "panel", "card", "wash", "mark"),
    "soft": ("paper", "panel", "card", "wash"),
    "gone": ("paper", "wash"),
    "accent": ("paper", "card", "wash"),
}
"""Which colours text has on which grounds."""

SIGNS = ("kept", "interface", "promotion", "readers", "publisher", "repetition", "edge", "accent")
"""Colours that mean something without being text."""


class Reader(HTMLParser):
    """What a report holds: its elements, their attributes, and the texts of its lines."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str | None]] = []
        self.ids: Counter[str] = Counter()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += attrs
        self.ids.update(value for name, value in attrs if name == "id" and value)


def check(report: str) -> None:
    """What holds of every report."""
    report.encode()
    seen = Reader(report)
    assert seen.tags["script"] == seen.tags["style"] == seen.tags["main"] == 1
    assert not [name for name, _ in seen.attributes if name.startswith("on") or name in ("src", "style", "srcdoc")]
    targets = [value or "" for name, value in seen.attributes if name == "href"]
    assert not [target for target in targets if not target.startswith("#") and target != "data:,"]
    assert {target[1:] for target in targets if target.startswith("#")} <= set(seen.ids)
    assert [i for i, times in seen.ids.items() if times > 1] == []


@pytest.mark.parametrize("page", [*PAGES, *HTML], ids=lambda page: f"{page.path.parent.name}-{page.name}")
def test_a_report_holds_every_line(page: StoredPage) -> None:
    article = clean(page.source, second_opinion=False)
    report = article.report(source=page.name)
    check(report)
    assert set(re.findall(r'id="b(\d+)"', report)) == {str(i) for i in range(len(article.blocks))}


@given(any_pages())
def test_any_page_has_a_report(source: str) -> None:
    check(clean(source).report())


def test_whatever_stands_in_a_page_is_text() -> None:
    bad = "</main></script><script>alert(1)</script><img src=x onerror=alert(2)>"
    article = clean(f"{bad}\n\nHome\n\n© 2025 {bad}\n\n{'A sentence of the story, nothing else. ' * 9}{bad}")
    report = article.report(source=bad)
    check(report)
    assert "&lt;img src=x onerror=alert(2)&gt;" in report
    assert "<img" not in report


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "a\u202eb", "a\x1bb", "a\ufffeb", "a\x85b"])
def test_what_cannot_be_seen_is_an_escape(text: str) -> None:
    report = clean(f"{text}\n\n{'A sentence of the story, nothing else. ' * 9}").report(source=text)
    assert text not in report
    assert text[1].encode("unicode_escape").decode() in report or text[1].isspace()


def test_marks_that_join_letters_stay() -> None:
    assert "می\u200cخواهم" in clean("می\u200cخواهم " * 30).report()


def test_a_field_cannot_reach_beyond_its_line() -> None:
    article = clean(NEWS.read_bytes())
    fields = tuple(f._replace(value="\u202bx\u2067y\nz") for f in article.fields)
    assert "\\u202bx\\u2067y z" in article._replace(fields=fields).report()


def test_the_panel_counts_what_was_decided() -> None:
    article = clean(NEWS.read_bytes())
    seen = view(article)
    assert {t.what: t.lines for t in seen.removed} == Counter(b.kind for b in article.removed)
    kept = [b for b in article.blocks if b.kind is None]
    assert {t.what: t.lines for t in seen.kept} == Counter(b.label for b in kept)
    rules = Counter((e.what, e.rule) for t in (*seen.removed, *seen.kept) for e in t.entries for _ in range(e.lines))
    assert rules == Counter((b.kind or b.label, b.step.rule) for b in article.blocks)
    assert sum(s.width for s in seen.shares) == pytest.approx(100, abs=0.1)


def test_what_was_said_before_is_told() -> None:
    page = FIXTURES / "trap-cookie-banner-story" / "source.txt"
    rows = view(clean(page.read_bytes())).rows
    taken_back = [row for row in rows if row.entry.rule == "topic.spoken-of"]
    assert taken_back
    assert all(" by " in row.earlier for row in taken_back)


def test_every_kind_has_a_family_and_a_colour() -> None:
    assert set(FAMILIES) == set(KINDS)
    assert [f for f in set(FAMILIES.values()) if f".f-{f} {{" not in SHEET] == []


def test_every_rule_of_a_pass_has_a_reason() -> None:
    """The table holds the ids that the sources name, and no other."""
    literal = re.compile(r'"([a-z]+\.[a-z]+(?:-[a-z]+)*)"')
    sources = [p for p in (ROOT / "cleaner").rglob("*.py") if "rules" not in p.parts and p.name != "reasons.py"]
    text = "\n".join(p.read_text(encoding="utf-8") for p in sources)
    prefixes = {i.partition(".")[0] for i in OF_PASSES}
    named = {i for i in literal.findall(text) if i.partition(".")[0] in prefixes}
    made = {i for i in OF_PASSES if i.startswith("structure.")}
    assert named | made == set(OF_PASSES)
    assert [why for why in OF_PASSES.values() if not why.endswith(".")] == []


@pytest.mark.parametrize("page", [*PAGES, *HTML], ids=lambda page: f"{page.path.parent.name}-{page.name}")
def test_every_line_has_a_reason(page: StoredPage) -> None:
    found = view(clean(page.source, second_opinion=False))
    assert [e.rule for t in (*found.removed, *found.kept) for e in t.entries if not e.why] == []


def test_rules_of_packs_give_their_own_reason() -> None:
    rule = next(r for p in built_in() if p.name == "de" for r in p.rules)
    own = Rule("harbour.site.tag", "site", "Because of the tides.", phrases=("tide tag",))
    packs = (Pack("harbour", (own,)),)
    assert reasons([rule.id, own.id, "no.such.rule"], packs) == {
        rule.id: rule.why,
        own.id: own.why,
        "no.such.rule": "",
    }
    source = NEWS.read_text(encoding="utf-8") + "\n\nTide tag\n"
    assert "Because of the tides." in clean(source, rules=packs).report(packs=packs)


def luminance(colour: str) -> float:
    """The relative luminance of a colour, as WCAG defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_the_colours_have_the_contrast_of_wcag_aa(theme: int) -> None:
    pairs = re.findall(r"--([a-z]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", SHEET)
    palette = {name: colours[theme] for name, *colours in pairs}
    assert len(palette) == SHEET.count("light-dark(")
    assert set(palette) == {*TEXT_ON, *SIGNS, *(g for grounds in TEXT_ON.values() for g in grounds), "rule", "here"}
    weak = {
        (text, ground): contrast(palette[text], palette[ground])
        for text, grounds in TEXT_ON.items()
        for ground in grounds
        if contrast(palette[text], palette[ground]) < 4.5
    }
    weak |= {(s, "paper"): c for s in SIGNS if (c := contrast(palette[s], palette["paper"])) < 3}
    assert weak == {}
    assert contrast("#000000", palette["here"]) >= 4.5


def test_the_page_asks_for_nothing() -> None:
    for text in (SHEET, SCRIPT):
        assert re.findall(r"https?:|url\(|@import|fetch\(|innerHTML|</", text) == []


def test_the_report_of_a_large_text_stays_in_proportion() -> None:
    story = "\n\n".join(f"Share\n\n{'A sentence of the story, nothing else. ' * 9}{i}" for i in range(5_000))
    report = clean(story).report()
    assert len(report) < 2.5 * len(story)


def test_a_report_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.html"
    assert main([str(NEWS), "--report", str(page)]) == 0
    assert capsys.readouterr().out == ""
    assert page.read_text(encoding="utf-8") == clean(NEWS.read_bytes()).report(source=str(NEWS))
    assert main([str(NEWS), "--report", str(page), "--markdown"]) == 0
    assert capsys.readouterr().out.startswith("# Russia")


def test_a_report_of_a_page_without_an_article(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "page.txt"
    source.write_text("Home\nNews\n\n© 2025 X. All rights reserved.\n", encoding="utf-8")
    page = tmp_path / "page.html"
    assert main([str(source), "--report", str(page)]) == 3
    assert "No article was found" in page.read_text(encoding="utf-8")
    assert "no article in it" in capsys.readouterr().err


def test_a_report_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(NEWS), "--report", str(tmp_path / "none" / "page.html")]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("cleaner: ")
    assert captured.err.count("\n") == 1
    assert "page.html: No such file" in captured.err


def test_without_jinja_one_line_says_what_to_install(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "sys.modules['jinja2'] = None\n"
        "from cleaner.cli import main\n"
        f"sys.exit(main([{str(NEWS)!r}, '--report', {str(tmp_path / 'page.html')!r}]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=False, timeout=60)
    assert done.returncode == 2
    assert done.stderr == b"cleaner: the report page needs jinja2: pip install 'cleaner[report]'\n"
    assert not (tmp_path / "page.html").exists()
