"""Arrow: batches of pages into batches of articles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cleaner import Cleaner, Pack, Rule
from tests.pages import HTML, IDS, PAGES, TEXT, expected

pa: Any = pytest.importorskip("pyarrow", reason="needs pyarrow: pip install 'cleaner[arrow]'")

from cleaner.integrations.arrow import SCHEMA, clean_batch, clean_batches  # noqa: E402


def _table(**columns: Any) -> Any:
    return pa.table(columns)


@pytest.mark.parametrize("type", [pa.string(), pa.large_string(), pa.string_view()])
def test_rows_are_those_of_a_plain_loop(type: Any) -> None:
    out = clean_batch(_table(id=IDS, text=pa.array(PAGES, type)))
    assert out.schema == SCHEMA
    assert out.to_pylist() == expected()


def test_bytes_are_read_in_their_encoding() -> None:
    pages = [
        TEXT.encode(),
        TEXT.replace("ferry", "fährë").encode("cp1252"),
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9,
    ]
    out = clean_batch(_table(text=pa.array(pages, pa.binary()))).to_pylist()
    assert out[0]["text"] == expected()[0]["text"]
    assert "fährë" in out[1]["text"]
    assert [bool(row["error"]) for row in out] == [False, False, True]


def test_the_kind_that_goes_in_comes_out() -> None:
    table = _table(text=PAGES)
    batch = table.to_batches()[0]
    assert isinstance(clean_batch(table), pa.Table)
    assert isinstance(clean_batch(batch), pa.RecordBatch)
    assert clean_batch(batch).to_pylist() == clean_batch(table).to_pylist() == expected(ids=None)
    assert list(clean_batches([batch, batch], {})) == [clean_batch(batch)] * 2


def test_a_table_of_chunks_and_one_of_no_rows() -> None:
    chunks = pa.concat_tables([_table(text=PAGES[:2]), _table(text=PAGES[2:])])
    assert clean_batch(chunks).to_pylist() == expected(ids=None)
    assert clean_batch(chunks.slice(0, 0)).schema == SCHEMA
    assert clean_batch(pa.table({"text": pa.chunked_array([], pa.string())})).num_rows == 0


def test_columns_by_name_and_columns_to_keep() -> None:
    table = _table(key=[3, None], body=[HTML, TEXT], shard=["a", "b"])
    out = clean_batch(table, html_field="body", id_field="key", keep=["shard"])
    assert out.column_names == [*SCHEMA.names, "shard"]
    assert out["id"].to_pylist() == ["3", None]
    assert out["shard"].to_pylist() == ["a", "b"]


def test_html_is_taken_where_a_row_has_both() -> None:
    out = clean_batch(_table(html=[HTML, None, ""], text=["The words of it.", TEXT, TEXT]))
    assert out["date"].to_pylist() == ["2024-05-04", None, None]
    assert all(out["headline"].to_pylist())


def test_the_address_gives_a_date_where_nothing_else_does() -> None:
    page = HTML.replace("<time datetime='2024-05-04'>4 May 2024</time>", "")
    out = clean_batch(_table(html=[page], url=["https://gazette.example/2023/02/17/ferry"]))
    assert out["date"].to_pylist() == ["2023-02-17"]


def test_the_settings_of_a_cleaner_hold() -> None:
    rule = Rule("gazette.site.ferry", "site", "A line.", phrases=("Ferry news of the isles",))
    page = TEXT.replace("Share on Facebook", "Ferry news of the isles")
    out = clean_batch(_table(text=[page]), cleaner=Cleaner(rules=Pack("gazette", (rule,))))
    assert rule.id in [removed["rule"] for removed in out["removed"].to_pylist()[0]]


def test_one_row_that_is_no_utf_8_fails_alone() -> None:
    broken = pa.array([TEXT.encode(), b"\xff\xfe\xfa", TEXT.encode()], pa.binary()).view(pa.string())
    out = clean_batch(_table(id=["a", "b", "c"], text=broken))
    assert [bool(e) for e in out["error"].to_pylist()] == [False, True, False]


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"html_field": "none"}, "no column 'none'; there are page, error"),
        ({}, "no column 'html' or 'text'"),
        ({"text_field": "page", "keep": ["error"]}, "keep: 'error' is the name of a column that comes out"),
        ({"text_field": "page", "keep": ["none"]}, "no column 'none'"),
    ],
)
def test_what_the_caller_gets_wrong_is_said(settings: Any, reason: str) -> None:
    for table in (_table(page=[TEXT], error=["x"]), pa.table({"page": [TEXT], "error": ["x"]}).slice(0, 0)):
        with pytest.raises(ValueError, match=reason):
            clean_batch(table, **settings)


def test_the_example_of_the_documentation_holds() -> None:
    page = (Path(__file__).parent.parent / "docs" / "pipelines.md").read_text(encoding="utf-8")
    exec(page.split("```python\n")[1].split("```")[0], {})


def test_what_is_no_batch_is_refused() -> None:
    with pytest.raises(TypeError, match="not list"):
        clean_batch([TEXT])
