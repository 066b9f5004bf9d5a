"""An article as a row."""

from __future__ import annotations

import importlib
import json
import re
import sys

import pytest

from cleaner import Cleaner
from cleaner.batch.record import FIELDS
from cleaner.integrations.extras import missing
from cleaner.integrations.record import cleaned
from cleaner.record import NAMES, Record
from tests.corpus import ROOT
from tests.pages import HTML, PAGES, TEXT, expected


def test_a_row_holds_the_article() -> None:
    row = cleaned(Cleaner(), HTML, id="7")
    article = Cleaner().clean(HTML)
    assert (row["id"], row["headline"], row["authors"]) == ("7", "Ferry to Ellery sails again", ["Tamsin Orrin"])
    assert (row["date"], row["language"], row["error"]) == ("2024-05-04", "en", None)
    assert (row["text"], row["markdown"]) == (article.text, article.markdown)
    assert row["confidence"] == article.to_dict()["confidence"]
    assert [(r["text"], r["kind"], r["rule"]) for r in row["removed"]] == [
        (b.text, b.kind, b.step.rule) for b in article.removed
    ]


def test_rows_are_plain_values() -> None:
    assert json.loads(json.dumps(expected())) == expected()
    assert all(row.keys() == Record.__annotations__.keys() for row in expected())


def test_the_documents_name_all_fields() -> None:
    tables = (ROOT / "docs" / "pipelines.md").read_text(encoding="utf-8").partition("| Column | Type |")[2]
    first = [row.split("|")[1] for row in tables.partition("\n\n")[0].splitlines()[1:]]
    assert sorted(name for cell in first for name in re.findall(r"`(\w+)`", cell)) == sorted(NAMES)
    batch = (ROOT / "docs" / "batch.md").read_text(encoding="utf-8")
    listed = batch[batch.index("A record has") : batch.index(", and then the kept fields")]
    assert tuple(re.findall(r"`(\w+)`", listed)) == FIELDS


@pytest.mark.parametrize(
    ("source", "reason"),
    [(None, "there is no source"), ("  \n", "the source is empty"), (b"", "the source is empty")],
)
def test_what_is_not_there_has_an_error(source: str | bytes | None, reason: str) -> None:
    assert cleaned(Cleaner(), source)["error"] == reason


def test_what_is_no_text_has_an_error() -> None:
    row = cleaned(Cleaner(), b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, id="3")
    assert row["error"]
    assert (row["id"], row["text"], row["removed"]) == ("3", "", [])


def test_a_page_without_an_article_has_no_error() -> None:
    row = cleaned(Cleaner(), "<html><body><nav><a href='/'>Home</a></nav></body></html>")
    assert (row["error"], row["text"]) == (None, "")


def test_a_failure_of_the_cleaner_is_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(Cleaner, "clean", fail)
    assert cleaned(Cleaner(), TEXT)["error"] == "RecursionError: too deep"


def test_every_row_can_be_written_as_utf_8() -> None:
    json.dumps(cleaned(Cleaner(), TEXT.replace("ferry", "fe\ud800ry")), ensure_ascii=False).encode()


def test_only_bad_documents_have_errors() -> None:
    assert [row["error"] is not None for row in expected()] == [not page for page in PAGES]


def test_a_missing_extra_says_what_to_install() -> None:
    error = missing("ray", ImportError("no", name="pyarrow"))
    assert str(error) == "pyarrow is not installed: pip install 'cleaner[ray]'"


@pytest.mark.parametrize(
    ("adapter", "package"),
    [
        ("arrow", "pyarrow"),
        ("datatrove", "datatrove"),
        ("langchain", "langchain_core"),
        ("scrapy", "itemadapter"),
    ],
)
def test_an_adapter_without_its_package_says_so(adapter: str, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, f"cleaner.integrations.{adapter}", raising=False)
    for module in [name for name in sys.modules if name.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ImportError, match=rf"{package}.* is not installed: pip install 'cleaner\[{adapter}\]'"):
        importlib.import_module(f"cleaner.integrations.{adapter}")
