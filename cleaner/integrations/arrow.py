"""Arrow: a batch of pages in, a batch of articles out, row for row. Every columnar engine speaks it.

clean_batch(table)                       columns "html" or "text", "id" and "url" where there are such
clean_batch(batch, html_field="body")    a column by its name
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from functools import cache
from typing import Any, NamedTuple, TypedDict, TypeVar, Unpack, cast

from cleaner.cleaning import Cleaner
from cleaner.integrations.extras import missing
from cleaner.integrations.record import cleaned, failed
from cleaner.record import Record, arrow_fields

try:
    import pyarrow as pa
except ImportError as error:
    raise missing("arrow", error) from error

SCHEMA = pa.schema(arrow_fields())
"""The columns that come out: see `cleaner.record.Record`."""

Batch = TypeVar("Batch")


class Settings(TypedDict, total=False):
    """What a batch is cleaned with.

    html_field, text_field: the columns of sources, strings or binary; HTML is taken where a row has both. id_field,
    url_field: the columns of ids (any type) and addresses. Where a field is not given, the column of that name ("html",
    "text", "id", "url") is used if there is one. keep: columns to hand on as they are, behind those of `SCHEMA`.
    cleaner: the settings of the cleaner; its kind holds for the text column, and is "html" for the other one.
    """

    html_field: str | None
    text_field: str | None
    id_field: str | None
    url_field: str | None
    keep: Sequence[str]
    cleaner: Cleaner | None


def clean_batch(batch: Batch, **settings: Unpack[Settings]) -> Batch:
    """The articles of a `pyarrow.Table` or `RecordBatch`, as the same kind, row for row, in columns of `SCHEMA`.

    A bad document gives a row with `error`, never an exception. Raises ValueError when a column is missing or its name
    is that of another, TypeError when the batch is neither kind.
    """
    if isinstance(batch, pa.RecordBatch):
        return cast(Batch, _cleaned(batch, settings))
    if not isinstance(batch, pa.Table):
        raise TypeError(f"expected a pyarrow Table or RecordBatch, not {type(batch).__name__}")
    schema = schema_for(batch.schema, settings.get("keep", ()))
    parts = [_cleaned(part, settings) for part in batch.to_batches()]
    if not parts:
        _columns(batch.schema, settings)
    return cast(Batch, pa.Table.from_batches(parts, schema=schema))


def clean_batches(batches: Iterable[Batch], settings: Settings) -> Iterator[Batch]:
    """`clean_batch` over a stream of batches."""
    for batch in batches:
        yield clean_batch(batch, **settings)


def schema_for(given: Any, keep: Sequence[str] = ()) -> Any:
    """The schema of what comes out for a batch of a given schema: `SCHEMA`, and the columns to keep."""
    for name in keep:
        if name in SCHEMA.names:
            raise ValueError(f"keep: {name!r} is the name of a column that comes out; rename it first")
        _known(given, name)
    return pa.schema([*SCHEMA, *(given.field(name) for name in keep)])


class _Columns(NamedTuple):
    html: str | None
    text: str | None
    id: str | None
    url: str | None


def _columns(schema: Any, settings: Settings) -> _Columns:
    """The names of the columns to read."""
    found = _Columns(*(_column(schema, name, settings) for name in _Columns._fields))
    if found.html is None and found.text is None:
        raise ValueError(f"no column 'html' or 'text'; name one of {', '.join(schema.names)}")
    return found


def _column(schema: Any, name: str, settings: Settings) -> str | None:
    given: Any = settings.get(f"{name}_field")
    if given is not None:
        return str(_known(schema, given))
    return name if name in schema.names else None


def _known(schema: Any, name: str) -> str:
    if name not in schema.names:
        raise ValueError(f"no column {name!r}; there are {', '.join(schema.names)}")
    return name


def _cleaned(batch: Any, settings: Settings) -> Any:
    schema = schema_for(batch.schema, settings.get("keep", ()))
    columns = _columns(batch.schema, settings)
    for_html, for_text = _cleaners(settings.get("cleaner"))
    read = {name: batch.column(column) for name, column in columns._asdict().items() if column is not None}
    records = [_record(read, i, for_html, for_text) for i in range(batch.num_rows)]
    articles = pa.RecordBatch.from_pylist(records, schema=SCHEMA)
    kept = [batch.column(name) for name in settings.get("keep", ())]
    return pa.RecordBatch.from_arrays([*articles.columns, *kept], schema=schema)


def _record(read: dict[str, Any], i: int, for_html: Cleaner, for_text: Cleaner) -> Record:
    """The article in row `i`. A string that is no UTF-8 fails when it is read, and only its own row."""
    id: str | None = None
    try:
        values = {name: column[i].as_py() for name, column in read.items()}
        id = None if values.get("id") is None else str(values["id"])
        html = values.get("html")
        cleaner, source = (for_html, html) if html else (for_text, values.get("text", html))
        return cleaned(cleaner, source, id=id, url=values.get("url"))
    except Exception as error:
        return failed(f"{type(error).__name__}: {error}", id)


@cache
def _default() -> Cleaner:
    return Cleaner()


def _cleaners(cleaner: Cleaner | None) -> tuple[Cleaner, Cleaner]:
    """The cleaners for the column of HTML and for that of text."""
    given = cleaner or _default()
    html = copy(given)
    html.kind = "html"
    return html, given
