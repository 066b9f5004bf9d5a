"""Hugging Face datasets: a dataset of pages into a dataset of articles, streaming ones too."""

from __future__ import annotations

from functools import partial
from typing import Any, Unpack

from cleaner.integrations.arrow import SCHEMA, Settings, clean_batch

BATCH = 256
"""Rows of a batch: a few seconds of work."""


def clean_dataset(dataset: Any, *, processes: int | None = None, **settings: Unpack[Settings]) -> Any:
    """The articles of a `datasets.Dataset` or `IterableDataset`, as one.

    processes: how many clean at once, of a `Dataset`. settings: see `cleaner.integrations.arrow.Settings`.
    """
    more = {} if processes is None else {"num_proc": processes}
    articles = dataset.with_format("arrow").map(
        partial(clean_batch, **settings), batched=True, batch_size=BATCH, **more
    )
    # Columns that are not to be kept go now: asked to remove them, a stream drops the new ones of those names too.
    return articles.select_columns([*SCHEMA.names, *settings.get("keep", ())]).with_format(None)
