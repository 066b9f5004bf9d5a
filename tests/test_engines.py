"""The adapters, each in the real engine: what comes out is what a plain loop gives."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.pages import IDS, PAGES, expected

_ALL = bool(os.environ.get("CLEANER_ALL_ENGINES"))
"""Whether a missing engine is a failure, as it is where all are meant to be there."""


def _needs(module: str, extra: str) -> Any:
    if _ALL:
        return importlib.import_module(module)
    return pytest.importorskip(module, reason=f"needs {module}: pip install 'cleaner[{extra}]'")


def _sorted(rows: list[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: str(row["id"]))


def test_datatrove(tmp_path: Path) -> None:
    _needs("datatrove", "datatrove")
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    from cleaner.integrations.datatrove import CleanerStep

    rows = [
        row for row in expected() if row["id"] not in ("page 2", "page 3")
    ]  # its reader drops what is empty, its writer leaves it out
    (tmp_path / "in").mkdir()
    with (tmp_path / "in" / "pages.jsonl").open("w", encoding="utf-8") as file:
        for id, page in zip(IDS, PAGES, strict=True):
            file.write(json.dumps({"id": id, "text": page}) + "\n")
    for markdown in (False, True):
        out = tmp_path / f"out {markdown}"
        LocalPipelineExecutor(
            pipeline=[
                JsonlReader(str(tmp_path / "in")),
                CleanerStep(markdown=markdown),
                JsonlWriter(str(out), output_filename="${rank}.jsonl", compression=None),
            ],
            logging_dir=str(tmp_path / f"logs {markdown}"),
        ).run()
        written = [json.loads(line) for line in (out / "00000.jsonl").read_text(encoding="utf-8").splitlines()]
        assert [w.get("text", "") for w in written] == [row["markdown" if markdown else "text"] for row in rows]
        assert [w["metadata"]["article"]["headline"] for w in written] == [row["headline"] for row in rows]
        assert [w["metadata"]["article"]["error"] for w in written] == [row["error"] for row in rows]
    stats = json.loads((tmp_path / "logs False" / "stats.json").read_text(encoding="utf-8"))
    counts = next(step["stats"] for step in stats if "cleaner" in step["name"])
    assert {name: counts[name] for name in ("cleaned", "empty")} == {"cleaned": 4, "empty": 1}


@pytest.fixture
def ray() -> Iterator[Any]:
    ray = _needs("ray", "ray")
    _needs("ray.data", "ray")
    ray.init(address="local", num_cpus=2, include_dashboard=False, _node_ip_address="127.0.0.1", log_to_driver=False)
    yield ray
    ray.shutdown()


def test_ray(ray: Any) -> None:
    import pyarrow as pa

    from cleaner.integrations.ray import clean_dataset

    pages = ray.data.from_arrow(pa.table({"id": IDS, "text": PAGES}))
    assert _sorted(clean_dataset(pages, batch_size=3).take_all()) == expected()


@pytest.fixture
def spark(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    _needs("pyspark", "spark")
    if shutil.which("java") is None and not _ALL:
        pytest.skip("needs Java 17 or newer for Spark")
    from pyspark.sql import SparkSession

    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    yield session
    session.stop()


def test_spark(spark: Any) -> None:
    from cleaner.integrations.spark import clean_frame

    rows = [(id, page, i) for i, (id, page) in enumerate(zip(IDS, PAGES, strict=True))]
    pages = spark.createDataFrame(rows, "id string, text string, place int").repartition(2)
    articles = clean_frame(pages, keep=["place"])
    got = _sorted([row.asDict(recursive=True) for row in articles.collect()])
    assert [row.pop("place") for row in got] == list(range(len(PAGES)))
    assert got == expected()
    with pytest.raises(ValueError, match="no column 'none'"):
        clean_frame(pages, keep=["none"])


def test_hugging_face_datasets(tmp_path: Path) -> None:
    datasets = _needs("datasets", "datasets")
    from cleaner.integrations.datasets import clean_dataset

    pages = datasets.Dataset.from_dict({"id": IDS, "text": PAGES, "more": IDS})
    assert list(clean_dataset(pages)) == expected()
    assert list(clean_dataset(pages, processes=2)) == expected()
    assert clean_dataset(pages, keep=["more"])["more"][:] == IDS
    assert list(clean_dataset(pages.to_iterable_dataset())) == expected()


def test_polars() -> None:
    pl = _needs("polars", "polars")
    from cleaner.integrations.polars import article

    pages = pl.DataFrame({"id": IDS, "page": PAGES})
    rows = expected(ids=None)
    assert pages.select(article("page"))["page"].to_list() == rows
    lazy = pages.lazy().select(article(pl.col("page")).struct.field("headline", "text")).collect()
    assert lazy.to_dicts() == [{"headline": row["headline"], "text": row["text"]} for row in rows]
    assert pages.select(article("page", html_field="page").struct.field("confidence"))["confidence"][0] is not None


def test_duckdb() -> None:
    duckdb = _needs("duckdb", "duckdb")
    import pyarrow as pa

    from cleaner.integrations.duckdb import register

    with duckdb.connect() as connection:
        register(connection)
        connection.register("pages", pa.table({"id": IDS, "page": PAGES}))
        got = connection.sql("SELECT clean_article(page) FROM pages ORDER BY id").fetchall()
        rows = [row if page is not None else None for row, page in zip(expected(ids=None), PAGES, strict=True)]
        assert [row for (row,) in got] == rows
        register(connection, "clean_html", html_field="page")
        (sure,) = connection.sql("SELECT clean_html(page).confidence FROM pages ORDER BY id").fetchall()[0]
        assert sure is not None


def test_scrapy(tmp_path: Path) -> None:
    _needs("scrapy", "scrapy")
    import scrapy
    from scrapy.crawler import CrawlerProcess

    page = tmp_path / "page.html"
    page.write_text(PAGES[1] or "", encoding="utf-8")
    items: list[Any] = []

    class Spider(scrapy.Spider):
        name = "ferry"
        start_urls = (page.as_uri(),)

        def parse(self, response: Any) -> Iterator[Any]:
            yield {"html": response.text, "url": response.url}
            yield {"words": "An item without a page."}

    class Keep:
        def process_item(self, item: Any) -> Any:
            items.append(item)
            return item

    process = CrawlerProcess(
        {
            "ITEM_PIPELINES": {"cleaner.integrations.scrapy.CleanerPipeline": 300, Keep: 400},
            "LOG_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
        },
        install_root_handler=False,
    )
    process.crawl(Spider)
    process.start(install_signal_handlers=False)
    want = {name: value for name, value in expected()[1].items() if name != "id"} | {"url": page.as_uri()}
    assert [item.get("article") for item in items] == [want, None]


def test_langchain() -> None:
    documents = _needs("langchain_core.documents", "langchain")
    from cleaner.integrations.langchain import CleanerTransformer

    pages = [documents.Document(page_content=page or "", metadata={"source": "a.html"}) for page in PAGES]
    rows = expected([page or "" for page in PAGES])
    got = CleanerTransformer().transform_documents(pages)
    assert [d.page_content for d in got] == [row["text"] for row in rows]
    assert [d.metadata.get("headline") for d in got] == [row["headline"] for row in rows]
    assert [d.metadata.get("error") for d in got] == [row["error"] for row in rows]
    assert [d.metadata.get("authors", "") for d in got] == [", ".join(row["authors"]) for row in rows]
    assert any(row["authors"] for row in rows)
    told = {"source", "headline", "standfirst", "authors", "date", "language", "confidence", "error"}
    assert all(d.metadata.keys() <= told and {type(v) for v in d.metadata.values()} <= {str, float} for d in got)
    assert {d.metadata["source"] for d in got} == {"a.html"}
    marked = CleanerTransformer(markdown=True).transform_documents(pages)
    assert [d.page_content for d in marked] == [row["markdown"] for row in rows]


@pytest.mark.parametrize(
    ("adapter", "package", "call"),
    [("spark", "pyspark", "clean_frame"), ("polars", "polars", "article"), ("duckdb", "duckdb", "register")],
)
def test_an_adapter_without_its_engine_says_so(
    adapter: str, package: str, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _needs("pyarrow", "arrow")
    module = importlib.import_module(f"cleaner.integrations.{adapter}")
    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ImportError, match=rf"{package}.* is not installed: pip install 'cleaner\[{adapter}\]'"):
        getattr(module, call)(None)
