"""Engines: the same documents through each of them, its output compared row for row with that of a plain loop."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib
import json
import logging
import os
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.throughput import dumps
from cleaner import Cleaner
from cleaner.integrations.record import cleaned
from cleaner.record import NAMES

_FILES = 8
"""Files that the documents are spread over, so that each engine has something to share out."""

_ROWS = 256
"""Rows of a row group, and of a batch."""

_LOOK = 0.5
"""Seconds between two looks at the processes of an engine."""

_LACKS = {"batch": ("markdown", "removed", "error"), "datatrove": ("markdown",)}
"""Fields that an engine's output has no place for; all others are compared."""

Engine = Callable[[Path, Path, int], Iterator[dict[str, Any]]]
"""Reads the folder of *.parquet, writes into the other one with so many workers, and gives the rows that it wrote."""


def documents(folder: Path, number: int, characters: int) -> Iterator[tuple[str, str]]:
    """So many documents, with ids: the pages of the folder that are not longer than so many characters, again and
    again, each time with another line in it."""
    pages = [page for page in islice(dumps(folder), number) if page.strip() and len(page) <= characters]
    for i, page in enumerate(islice(cycle(pages), number)):
        lines = page.splitlines()
        lines.insert(
            len(lines) // 2, f"The harbour board met for the {i}th time that year, and again nothing was decided."
        )
        yield f"{i:07d}", "\n".join(lines)


def loop(source: Path, out: Path, workers: int) -> Iterator[dict[str, Any]]:
    """No engine: one page after the other."""
    from pyarrow import parquet

    cleaner = Cleaner()
    for file in sorted(source.iterdir()):
        for row in parquet.read_table(file).to_pylist():
            yield dict(cleaned(cleaner, row["text"], id=row["id"]))


def arrow(source: Path, out: Path, workers: int) -> Iterator[dict[str, Any]]:
    """The Arrow batch function, one batch after the other."""
    from pyarrow import parquet

    from cleaner.integrations.arrow import clean_batch

    for file in sorted(source.iterdir()):
        for batch in parquet.ParquetFile(file).iter_batches(_ROWS):
            yield from clean_batch(batch).to_pylist()


def batch(source: Path, out: Path, workers: int) -> Iterator[dict[str, Any]]:
    """`cleaner batch`, into JSON lines."""
    from cleaner.batch.runner import Plan, run

    output = out.with_suffix(".jsonl")
    run(Plan((str(source),), str(output), workers=workers))
    with output.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def datatrove(source: Path, out: Path, workers: int) -> Iterator[dict[str, Any]]:
    """datatrove's local executor, a task a file."""
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import ParquetReader
    from datatrove.pipeline.writers import JsonlWriter

    from cleaner.integrations.datatrove import CleanerStep

    LocalPipelineExecutor(
        pipeline=[
            ParquetReader(str(source)),
            CleanerStep(),
            JsonlWriter(str(out), output_filename="${rank}.jsonl", compression=None),
        ],
        tasks=_FILES,
        workers=workers,
        logging_dir=str(out.with_suffix(".logs")),
    ).run()
    for file in sorted(out.iterdir()):
        with file.open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                yield {"id": row["id"], "text": row.get("text", ""), **row["metadata"]["article"]}


def ray(source: Path, out: Path, workers: int) -> Iterator[dict[str, Any]]:
    """Ray Data on a cluster of this machine alone."""
    ray = importlib.import_module("ray")
    data = importlib.import_module("ray.data")
    from cleaner.integrations.ray import clean_dataset

    ray.init(
        address="local",
        num_cpus=workers,
        include_dashboard=False,
        log_to_driver=False,
        object_store_memory=10**9,
        _node_ip_address="127.0.0.1",
    )
    try:
        clean_dataset(data.read_parquet(str(source)), batch_size=_ROWS).write_parquet(str(out))
    finally:
        ray.shutdown()
    yield from _rows(out)


def spark(source: Path, out: Path, workers: int) -> Iterator[dict[str, Any]]:
    """Spark in local mode."""
    from pyspark.sql import SparkSession

    from cleaner.integrations.spark import clean_frame

    os.environ.update(SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable)
    session = (
        SparkSession.builder.master(f"local[{workers}]")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.log.level", "ERROR")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", str(_ROWS))
        .getOrCreate()
    )
    try:
        clean_frame(session.read.parquet(str(source))).write.parquet(str(out))
    finally:
        session.stop()
    yield from _rows(out)


def datasets(source: Path, out: Path, workers: int) -> Iterator[dict[str, Any]]:
    """Hugging Face datasets with worker processes."""
    library = importlib.import_module("datasets")
    from cleaner.integrations.datasets import clean_dataset

    library.disable_progress_bars()
    files = sorted(map(str, source.iterdir()))
    pages = library.load_dataset("parquet", data_files=files, split="train", cache_dir=str(out.with_suffix(".cache")))
    out.mkdir()
    clean_dataset(pages, processes=workers).to_parquet(str(out / "articles.parquet"))
    yield from _rows(out)


def polars(source: Path, out: Path, workers: int) -> Iterator[dict[str, Any]]:
    """A lazy frame of polars; Python runs on one core."""
    from cleaner.integrations.polars import article

    pl = importlib.import_module("polars")
    out.mkdir()
    pages = pl.scan_parquet(str(source / "*.parquet"))
    rows = pages.select("id", article("text").alias("article"))
    rows.sink_parquet(str(out / "articles.parquet"))
    yield from ({**row["article"], "id": row["id"]} for row in _rows(out))


def duckdb(source: Path, out: Path, workers: int) -> Iterator[dict[str, Any]]:
    """A query of DuckDB; Python runs on one core."""
    from cleaner.integrations.duckdb import register

    library = importlib.import_module("duckdb")
    out.mkdir()
    with library.connect() as connection:
        register(connection)
        connection.execute(
            f"COPY (SELECT id, clean_article(text) AS article FROM '{source}/*.parquet') TO '{out}/articles.parquet'"
        )
    yield from ({**row["article"], "id": row["id"]} for row in _rows(out))


ENGINES: tuple[Engine, ...] = (loop, arrow, batch, datatrove, ray, spark, datasets, polars, duckdb)


def _rows(folder: Path) -> Iterator[dict[str, Any]]:
    from pyarrow import parquet

    for file in sorted(folder.rglob("*.parquet")):
        for batch in parquet.ParquetFile(file).iter_batches(_ROWS):
            yield from batch.to_pylist()


def _apart(engine: Engine, work: Path, workers: int) -> dict[str, dict[str, str]]:
    """Marks of the fields of each row by its id, from the engine in a process of its own.

    Raises ImportError where it is missing.
    """
    file = work / f"{engine.__name__}.json"
    process = get_context("spawn").Process(target=_run, args=(engine, work, workers, file))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(f"engines: {engine.__name__} failed")
    found = json.loads(file.read_text(encoding="utf-8"))
    if "missing" in found:
        raise ImportError(found["missing"])
    marks: dict[str, dict[str, str]] = found["marks"]
    return marks


def _run(engine: Engine, work: Path, workers: int, file: Path) -> None:
    logging.disable(logging.WARNING)
    found: dict[str, Any]
    try:
        rows = engine(work / "pages", work / engine.__name__, workers)
        names = [name for name in NAMES if name not in _LACKS.get(engine.__name__, ())]
        found = {"marks": {row["id"]: {name: _mark(row[name]) for name in names} for row in rows}}
    except ImportError as error:
        found = {"missing": str(error)}
    file.write_text(json.dumps(found), encoding="utf-8")


def _mark(value: object) -> str:
    return hashlib.blake2b(json.dumps(value, sort_keys=True).encode(), digest_size=8).hexdigest()


def _differ(row: dict[str, str] | None, other: dict[str, str] | None) -> bool:
    """Whether a row is missing on one side, or a field differs that both have."""
    return row is None or other is None or any(row[name] != other[name] for name in row.keys() & other.keys())


class Processor:
    """Counts the processor seconds of the processes that are started while it runs, and of all that descend from them,
    whoever their parents are by then: engines start servers that outlive their callers. They are known by a mark in
    their environment and looked at once in a while, on Linux only."""

    def __init__(self) -> None:
        self._mark = f"CLEANER_BENCHMARK={uuid.uuid4()}"
        self._others: dict[str, float] = {}
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.seconds = 0.0

    def __enter__(self) -> Processor:
        name, _, value = self._mark.partition("=")
        os.environ[name] = value
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()
        self._look()
        self.seconds = sum(self._others.values())

    def _watch(self) -> None:
        while not self._done.wait(_LOOK):
            self._look()

    def _look(self) -> None:
        ticks = os.sysconf("SC_CLK_TCK")
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):  # it has ended
                if self._mark.encode() in (process / "environ").read_bytes():
                    numbers = (process / "stat").read_text().rpartition(")")[2].split()
                    self._others[process.name] = (int(numbers[11]) + int(numbers[12])) / ticks


def _stored(folder: Path, rows: Iterator[tuple[str, str]], number: int) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    folder.mkdir()
    size = -(-number // _FILES)
    for i in range(_FILES):
        part = list(islice(rows, size))
        table = pa.table({"id": [id for id, _ in part], "text": [text for _, text in part]})
        parquet.write_table(table, folder / f"{i}.parquet", row_group_size=_ROWS)


def main() -> int:
    """Run each engine that is installed, and say how fast it was and in how many rows it differs from the loop."""
    parser = argparse.ArgumentParser(description="The same documents through each engine, and a plain loop.")
    parser.add_argument("folder", metavar="DATA_FOLDER", type=Path, help="holds *.jsonl.xz (field html) or *.txt")
    parser.add_argument("--documents", type=int, default=10_000, metavar="N", help="documents (default: 10000)")
    parser.add_argument("--characters", type=int, default=10**9, metavar="N", help="leave out longer pages")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="workers (default: 2)")
    parser.add_argument("--engines", metavar="NAMES", help="some of them, with commas between (default: all)")
    options = parser.parse_args()
    wanted = set(options.engines.split(",")) | {"loop"} if options.engines else {e.__name__ for e in ENGINES}
    wrong = 0
    with TemporaryDirectory() as temporary:
        work = Path(temporary)
        _stored(work / "pages", documents(options.folder, options.documents, options.characters), options.documents)
        true: dict[str, dict[str, str]] = {}
        print(f"{options.documents} documents, {options.workers} workers; a core second is one of the processor")
        print(f"{'':<10} {'seconds':>8} {'core s':>9} {'pages/core s':>12} {'rows differ':>11}")
        for engine in ENGINES:
            if engine.__name__ not in wanted:
                continue
            start = time.perf_counter()
            try:
                with Processor() as processor:
                    found = _apart(engine, work, options.workers)
            except ImportError as error:
                print(f"{engine.__name__:<10} not run: {error}")
                continue
            spent = time.perf_counter() - start
            true = true or found
            differ = sum(_differ(true.get(id), found.get(id)) for id in true.keys() | found.keys())
            wrong += differ
            row = (engine.__name__, spent, processor.seconds, len(found) / processor.seconds, differ)
            print("{:<10} {:8.1f} {:9.1f} {:12.1f} {:11d}".format(*row), flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
