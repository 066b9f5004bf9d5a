"""polars: an expression that turns a column of pages into a column of articles, in eager and in lazy frames."""

from __future__ import annotations

from typing import Any, Unpack

from cleaner.integrations.arrow import SCHEMA, Settings, clean_batch
from cleaner.integrations.extras import missing


def article(pages: Any, **settings: Unpack[Settings]) -> Any:
    """The articles of a column of sources, as a column of structs with the fields of `SCHEMA`.

    pages: a column's name or an expression. settings: `html_field="html"` where all pages are HTML, and `cleaner`.
    """
    try:
        import polars as pl
        import pyarrow as pa
    except ImportError as error:
        raise missing("polars", error) from error
    field = "html" if settings.pop("html_field", None) else "text"

    def cleaned(column: Any) -> Any:
        table = pa.table({field: column.to_arrow()})
        return pl.from_arrow(clean_batch(table, **settings)).to_struct(column.name)

    expression = pl.col(pages) if isinstance(pages, str) else pages
    kind = pl.from_arrow(SCHEMA.empty_table()).to_struct().dtype
    return expression.map_batches(cleaned, return_dtype=kind, is_elementwise=True)
