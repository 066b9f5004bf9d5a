"""Parquet as output. Each commit is a part, a file of its own; at the end they become one file."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cleaner.batch.extras import extra
from cleaner.batch.failure import OutputError
from cleaner.batch.item import Item
from cleaner.batch.outputs import part_path, parts_path
from cleaner.batch.record import FIELDS, as_bytes
from cleaner.record import arrow_fields

_ROWS = 1024
"""Rows of a row group of the whole file."""


class TableWriter:
    """See `cleaner.batch.outputs.Writer`. The mark is the number of parts."""

    def __init__(self, output: str, mark: int, kept: tuple[str, ...]) -> None:
        """kept: names of columns of strings behind those of `FIELDS`. Raises OutputError when parts are missing."""
        self._arrow = extra("pyarrow", "parquet", output)
        self._parquet = extra("pyarrow.parquet", "parquet", output)
        self._schema = self._arrow.schema([*arrow_fields(FIELDS), *((name, self._arrow.string()) for name in kept)])
        self._output, self._part, self._parts = output, part_path(output), Path(parts_path(output))
        self._parts.mkdir(parents=True, exist_ok=True)
        self._mark = mark
        self._rows: list[dict[str, Any]] = []
        self._waiting = 0
        committed = [self._path(n) for n in range(mark)]
        missing = next((path for path in committed if not path.exists()), None)
        if missing:
            raise OutputError(f"{missing} is missing, which an earlier run has written")
        for path in set(self._parts.iterdir()).difference(committed):
            path.unlink()

    def add(self, item: Item, content: Mapping[str, Any]) -> int:
        """See `Writer`."""
        self._rows.append({name: _cell(name, content.get(name)) for name in self._schema.names})
        self._waiting += len(content["text"])
        return self._waiting

    def commit(self) -> int:
        """See `Writer`."""
        if self._rows:
            table = self._arrow.Table.from_pylist(self._rows, schema=self._schema)
            with open(self._path(self._mark), "wb") as part:
                self._parquet.write_table(table, part)
                part.flush()
                os.fsync(part.fileno())
            self._mark += 1
        self._rows.clear()
        self._waiting = 0
        return self._mark

    def finish(self) -> None:
        """See `Writer`. The parts stay, so that it can be done again."""
        with open(self._part, "wb") as whole:
            with self._parquet.ParquetWriter(whole, self._schema) as writer:
                for table in self._groups():
                    writer.write_table(table, row_group_size=_ROWS)
            whole.flush()
            os.fsync(whole.fileno())
        os.replace(self._part, self._output)

    def close(self) -> None:
        """See `Writer`."""

    def _groups(self) -> Iterator[Any]:
        """All rows as tables of `_ROWS` each, but for the last."""
        waiting = self._schema.empty_table()
        for n in range(self._mark):
            waiting = self._arrow.concat_tables([waiting, self._parquet.read_table(self._path(n))])
            while waiting.num_rows >= _ROWS:
                yield waiting.slice(0, _ROWS)
                waiting = waiting.slice(_ROWS)
        if waiting.num_rows:
            yield waiting

    def _path(self, n: int) -> Path:
        return self._parts / f"{n:08}.parquet"


def _cell(name: str, value: object) -> object:
    """A value as its column takes it: text without lone surrogates, kept values that are no text as JSON."""
    if value is None or name == "confidence":
        return value
    if name in FIELDS and isinstance(value, list):
        return [as_bytes(x).decode() for x in value]
    return as_bytes(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)).decode()
