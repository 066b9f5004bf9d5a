"""Spark: a DataFrame of pages into a DataFrame of articles, by `mapInArrow`."""

from __future__ import annotations

from functools import partial
from typing import Any, Unpack

from cleaner.integrations.arrow import SCHEMA, Settings, clean_batches, schema_for
from cleaner.integrations.extras import missing


def clean_frame(frame: Any, **settings: Unpack[Settings]) -> Any:
    """The articles of a `pyspark.sql.DataFrame`, as one; settings: see `cleaner.integrations.arrow.Settings`.

    Columns are checked now, and pages cleaned when Spark needs them.
    """
    try:
        from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema
        from pyspark.sql.types import StructType
    except ImportError as error:
        raise missing("spark", error) from error
    keep = settings.get("keep", ())
    schema_for(to_arrow_schema(frame.schema), keep)
    schema = StructType([*from_arrow_schema(SCHEMA), *(frame.schema[name] for name in keep)])
    return frame.mapInArrow(partial(clean_batches, settings=settings), schema)
