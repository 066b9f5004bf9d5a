"""The line on a terminal that tells how far a run is. Nothing is shown where nobody looks."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable
from typing import TextIO

from cleaner.batch.inputs import InputFile
from cleaner.batch.item import Item
from cleaner.batch.tally import Tally

_EVERY = 0.25
"""Seconds between two states of the line."""

_BAR = 20
"""Characters of the bar."""


class Progress:
    """A line on a terminal, written over and over: share of the inputs' bytes, rate, counts, time left."""

    def __init__(self, stream: TextIO, files: Iterable[InputFile], before: Tally, doing: str = "") -> None:
        """stream: standard error; only if it is a terminal are the files looked at. before: of the earlier runs. doing:
        what is done, where it is not the cleaning itself."""
        self._stream = stream if stream.isatty() else None
        self._whole = sum(file.size for file in files) if self._stream else 0
        self._before = before.documents
        self._doing = [doing] if doing else []
        self._begun = time.monotonic()
        self._next = self._begun + _EVERY
        self._file: InputFile | None = None
        self._passed = 0
        self._first: int | None = None

    def show(self, item: Item, tally: Tally) -> None:
        """A document is done; tally: with it."""
        if not self._stream:
            return
        if item.file != self._file:
            self._passed += self._file.size if self._file else 0
            self._file = item.file
        done = self._passed + item.read
        if self._first is None:
            self._first = done
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _EVERY
            width = shutil.get_terminal_size().columns
            self._stream.write("\r\x1b[K" + self._line(done, tally, now - self._begun)[: width - 1])
            self._stream.flush()

    def close(self) -> None:
        """Leave the line empty."""
        if self._stream:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def _line(self, done: int, tally: Tally, seconds: float) -> str:
        rate = (tally.documents - self._before) / seconds
        parts = [
            *self._doing,
            f"{tally.documents:,} documents",
            f"{rate:.0f} a second",
            f"{tally.cleaned / tally.documents:.0%} cleaned",
            f"{tally.failed:,} failed",
        ]
        if not self._whole:
            return " · ".join(parts)
        share = min(1.0, done / self._whole)
        full = round(share * _BAR)
        read = done - (self._first or 0)
        if read > 0:
            left = round(seconds * max(0, self._whole - done) / read)
            parts.append(f"{left // 3600}:{left // 60 % 60:02}:{left % 60:02} left")
        return f"[{'█' * full}{'·' * (_BAR - full)}] {share:.0%} · " + " · ".join(parts)
