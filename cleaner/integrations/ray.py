"""Ray Data: a dataset of pages into a dataset of articles."""

from __future__ import annotations

from typing import Any, Unpack

from cleaner.integrations.arrow import Settings, clean_batch

BATCH = 256
"""Rows of a batch: a few seconds of work."""


def clean_dataset(dataset: Any, *, batch_size: int = BATCH, **settings: Unpack[Settings]) -> Any:
    """The articles of a `ray.data.Dataset`, as one; settings: see `cleaner.integrations.arrow.Settings`."""
    return dataset.map_batches(clean_batch, batch_format="pyarrow", batch_size=batch_size, fn_kwargs=dict(settings))
