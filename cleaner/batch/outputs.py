"""Outputs that survive being killed: what is written since the last commit is thrown away when a run is resumed.

A writer gathers what it is given; `commit` puts it on disk and returns a mark; a writer that is opened with that mark
later has exactly what was committed. `finish` brings the output under its own name, whole.
"""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from cleaner.batch.extras import extra
from cleaner.batch.failure import OutputError
from cleaner.batch.inputs import PAGES
from cleaner.batch.item import Item
from cleaner.batch.record import Shape


class Writer(Protocol):
    """See the module."""

    def add(self, item: Item, content: Any) -> int:
        """Take in what a worker made of an item. The bytes that wait for the next commit, roughly."""

    def commit(self) -> int:
        """Put all on disk. The mark of what is there."""

    def finish(self) -> None:
        """Bring the output under its own name. Everything is committed."""

    def close(self) -> None:
        """Let go of the files, whatever has happened."""


def shape_of(output: str, form: str) -> Shape:
    """What is written of each document. form: of the files in a folder, "txt", "md" or "json"."""
    if output.endswith(".parquet"):
        return "row"
    if _compression(output) is not None:
        return "line"
    return "md" if form == "md" else "json" if form == "json" else "txt"


def writer_for(output: str, shape: Shape, mark: int, kept: tuple[str, ...]) -> Writer:
    """The writer of an output, which has what was committed at `mark` and no more. kept: names of kept fields.

    Raises OutputError, OSError, MissingExtraError.
    """
    if shape == "line":
        compress = _compression(output)
        assert compress is not None
        return LinesWriter(output, mark, compress(output))
    if shape == "row":
        from cleaner.batch.tables import TableWriter

        return TableWriter(output, mark, kept)
    return FolderWriter(output, shape)


def tidy(output: str) -> None:
    """Remove what was only needed until the run was known to be over."""
    shutil.rmtree(parts_path(output), ignore_errors=True)


def part_path(output: str) -> str:
    """Where an output grows until it is whole."""
    return output.rstrip("/") + ".part"


def parts_path(output: str) -> str:
    """The folder of the parts of a table."""
    return part_path(output) + "s"


class AppendedFile:
    """A file that grows by whole groups of bytes, and is cut to a mark when it is opened."""

    def __init__(self, path: str, mark: int) -> None:
        """Raises OutputError when less is there than was committed."""
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        self._size = mark
        there = os.fstat(self._file).st_size
        if there < mark:
            self.close()
            raise OutputError(f"{path} has {there:,} bytes, of {mark:,} that an earlier run has written")
        os.ftruncate(self._file, mark)
        os.lseek(self._file, mark, os.SEEK_SET)

    def append(self, data: bytes) -> int:
        """Write it, and see it on disk. The size of the file."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._file, rest) :]
        if data:
            os.fsync(self._file)
        self._size += len(data)
        return self._size

    def close(self) -> None:
        """Let go of it."""
        os.close(self._file)


class LinesWriter:
    """JSON lines; compressed, each commit is a member (gzip) or frame (Zstandard) of its own."""

    def __init__(self, output: str, mark: int, compress: Callable[[bytes], bytes]) -> None:
        self._output, self._part = output, part_path(output)
        if mark and os.path.exists(output) and not os.path.exists(self._part):
            os.replace(output, self._part)  # it was killed between its last two steps
        self._file = AppendedFile(self._part, mark)
        self._compress = compress
        self._lines: list[bytes] = []
        self._waiting, self._mark = 0, mark

    def add(self, item: Item, content: bytes) -> int:
        """See `Writer`."""
        self._lines.append(content)
        self._waiting += len(content)
        return self._waiting

    def commit(self) -> int:
        """See `Writer`."""
        if self._lines:
            self._mark = self._file.append(self._compress(b"".join(self._lines)))
        self._lines.clear()
        self._waiting = 0
        return self._mark

    def finish(self) -> None:
        """See `Writer`."""
        if not self._mark:
            self._file.append(self._compress(b""))  # an empty file is no file of its kind
        os.replace(self._part, self._output)

    def close(self) -> None:
        """See `Writer`."""
        self._file.close()


class FolderWriter:
    """A file for each document, in the tree that the inputs have."""

    def __init__(self, output: str, shape: Shape) -> None:
        self._root = Path(output)
        self._ending = f".{shape}"
        self._root.mkdir(parents=True, exist_ok=True)
        self._waiting: list[Path] = []

    def add(self, item: Item, content: bytes) -> int:
        """See `Writer`. The file is whole at once; one that is written again is the same again."""
        path = self._root / (below(item) + self._ending)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        part.write_bytes(content)
        part.replace(path)
        self._waiting.append(path)
        return 0

    def commit(self) -> int:
        """See `Writer`."""
        for path in self._waiting:
            with open(path, "rb") as file:
                os.fsync(file.fileno())
        self._waiting.clear()
        return 0

    def finish(self) -> None:
        """See `Writer`."""

    def close(self) -> None:
        """See `Writer`."""


def below(item: Item) -> str:
    """The name of a document's file in the output folder, without its ending.

    `news/tide.html` becomes `news/tide`, unless a `news/tide.txt` or the like stands beside it; a line or record of
    `crawl.jsonl` becomes `crawl.jsonl/7`.
    """
    if item.file.kind != "page":
        return item.name.replace(f"{item.file.name}#", f"{item.file.name}/")
    stem, ending = os.path.splitext(item.file.name)
    near = os.path.splitext(item.file.path)[0]
    alone = ending in PAGES and not any(os.path.exists(near + other) for other in PAGES if other != ending)
    return stem if alone else item.file.name


def _compression(output: str) -> Callable[[str], Callable[[bytes], bytes]] | None:
    """How a file of JSON lines is compressed, by its name; None for what is no such file."""
    for ending, compression in _COMPRESSIONS.items():
        if output.endswith((f".jsonl{ending}", f".ndjson{ending}")):
            return compression
    return None


def _zstd(output: str) -> Callable[[bytes], bytes]:
    compressor = extra("zstandard", "zstd", output).ZstdCompressor()
    return lambda data: bytes(compressor.compress(data))


_COMPRESSIONS: dict[str, Callable[[str], Callable[[bytes], bytes]]] = {
    "": lambda output: bytes,
    ".gz": lambda output: lambda data: gzip.compress(data, 6, mtime=0),
    ".zst": _zstd,
}
