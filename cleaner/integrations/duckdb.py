"""DuckDB: a function for SQL that turns a page into an article."""

from __future__ import annotations

from typing import Any, Unpack

from cleaner.integrations.arrow import SCHEMA, Settings, clean_batch
from cleaner.integrations.extras import missing


def register(connection: Any, name: str = "clean_article", **settings: Unpack[Settings]) -> None:
    """Make `SELECT clean_article(page).text FROM pages` work on a connection; NULL stays NULL.

    settings: `html_field="html"` where all pages are HTML, and `cleaner`.
    """
    try:
        import duckdb
        import pyarrow as pa
    except ImportError as error:
        raise missing("duckdb", error) from error
    field = "html" if settings.pop("html_field", None) else "text"

    def cleaned(column: Any) -> Any:
        return clean_batch(pa.table({field: column}), **settings).to_struct_array()

    kind = duckdb.sqltype(_sql(pa.struct(list(SCHEMA))))
    connection.create_function(name, cleaned, ["VARCHAR"], kind, type="arrow")


def _sql(kind: Any) -> str:
    """A type of Arrow as SQL has it."""
    from pyarrow import types

    if types.is_struct(kind):
        return f"STRUCT({', '.join(f'{field.name} {_sql(field.type)}' for field in kind)})"
    if types.is_list(kind):
        return f"{_sql(kind.value_type)}[]"
    return "DOUBLE" if types.is_floating(kind) else "VARCHAR"
