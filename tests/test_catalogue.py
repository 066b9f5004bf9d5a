"""The catalogue of rules says what the rules say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cleaner.rules import built_in
from docs import catalogue


def test_the_catalogue_is_current() -> None:
    assert catalogue.stale() == []


def test_every_rule_is_in_it() -> None:
    text = "\n".join(catalogue.pages().values())
    rules = [rule for pack in built_in() for rule in pack.rules]
    assert re.findall(r"^### `(.+)`$", text, re.MULTILINE) == [
        rule.id
        for pack in built_in()
        for kind in dict.fromkeys(r.kind for r in pack.rules)
        for rule in pack.rules
        if rule.kind == kind
    ]
    assert [rule.id for rule in rules if rule.why not in text] == []


def test_every_link_leads_somewhere() -> None:
    pages = catalogue.pages()
    for page in pages.values():
        text = re.sub(r"^- .*$", "", page, flags=re.MULTILINE)
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            assert target in pages or (catalogue.FOLDER / target).resolve().exists()
        headings = {h.replace(" ", "-") for h in re.findall(r"^## (.+)$", text, re.MULTILINE)}
        assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= headings


def test_a_stale_catalogue_is_noticed_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path / "catalogue")
    monkeypatch.setattr("sys.argv", ["catalogue", "--check"])
    assert catalogue.main() == 1
    assert "en.md is out of date" in capsys.readouterr().err
    monkeypatch.setattr("sys.argv", ["catalogue"])
    assert catalogue.main() == 0
    (tmp_path / "catalogue" / "old.md").write_text("x", encoding="utf-8")
    assert catalogue.stale() == ["old.md"]
    assert catalogue.main() == 0
    assert catalogue.stale() == []


@pytest.mark.parametrize(
    ("text", "code"),
    [("a", "`a`"), ("a`b", "``a`b``"), ("`a", "`` `a ``"), ("a\nb", "`a ⏎ b`"), (" a", "`  a `")],
)
def test_code_holds_any_text(text: str, code: str) -> None:
    assert catalogue._code(text) == code
