"""The examples of the documentation, each run as it stands, with the real engine."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.pages import HTML, IDS, PAGES, expected

_EXAMPLES = Path(__file__).parent.parent / "docs" / "examples"
_ALL = bool(os.environ.get("CLEANER_ALL_ENGINES"))
_MODULES = {"langchain": "langchain_core"}

TITLE = expected()[0]["headline"]


def _run(name: str, *arguments: object) -> str:
    """The output of an example."""
    if find_spec(_MODULES.get(name, name)) is None and not _ALL:
        pytest.skip(f"needs {name}: pip install 'cleaner[{name}]'")
    if name == "spark" and shutil.which("java") is None and not _ALL:
        pytest.skip("needs Java 17 or newer for Spark")
    done = subprocess.run(
        [sys.executable, str(_EXAMPLES / f"with_{name}.py"), *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={**os.environ, "RAY_USAGE_STATS_ENABLED": "0", "SPARK_LOCAL_IP": "127.0.0.1"},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.fixture
def parquet(tmp_path: Path) -> Path:
    pa: Any = pytest.importorskip("pyarrow", reason="needs pyarrow: pip install 'cleaner[arrow]'")
    from pyarrow import parquet

    folder = tmp_path / "pages"
    folder.mkdir()
    parquet.write_table(pa.table({"id": IDS, "text": PAGES}), folder / "0.parquet")
    return folder


def _titles(out: Path) -> Iterator[str | None]:
    """The headlines in the files of Parquet at a path, in the order of the ids."""
    from pyarrow import parquet

    files = sorted(out.rglob("*.parquet")) if out.is_dir() else [out]
    rows = [row for file in files for row in parquet.read_table(file).to_pylist()]
    return (row["headline"] for row in sorted(rows, key=lambda row: str(row["id"])))


@pytest.mark.parametrize("name", ["ray", "spark", "datasets", "polars", "duckdb"])
def test_parquet_in_and_out(name: str, parquet: Path, tmp_path: Path) -> None:
    out = tmp_path / ("articles" if name in ("ray", "spark") else "articles.parquet")
    _run(name, parquet, out)
    assert list(_titles(out)) == [row["headline"] for row in expected()]


def test_datatrove(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "0.jsonl").write_text(json.dumps({"id": "0", "text": PAGES[0]}) + "\n", encoding="utf-8")
    _run("datatrove", pages, tmp_path / "out", 1)
    (row,) = gzip.decompress((tmp_path / "out" / "00000.jsonl.gz").read_bytes()).splitlines()
    assert json.loads(row)["metadata"]["article"]["headline"] == TITLE


def test_scrapy(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(HTML, encoding="utf-8")
    _run("scrapy", (tmp_path / "page.html").as_uri(), tmp_path / "out.jsonl")
    (row,) = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(row)["article"]["headline"] == TITLE


def test_langchain(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(HTML, encoding="utf-8")
    assert f"# {TITLE}" in _run("langchain", tmp_path / "page.html")
