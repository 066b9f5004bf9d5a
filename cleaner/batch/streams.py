"""Files as streams of bytes, decompressed by the ending of their name."""

from __future__ import annotations

import gzip
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, NamedTuple, cast

from cleaner.batch.extras import extra
from cleaner.batch.inputs import STDIN

_PIECE = 1 << 18
"""Bytes read at once."""


class Stream(NamedTuple):
    """An open file. content: its bytes, decompressed. tell: bytes of the file itself that have been read."""

    content: BinaryIO
    tell: Callable[[], int]


@contextmanager
def opened(path: str) -> Iterator[Stream]:
    """A file, or standard input. Raises OSError; reading raises EOFError and others where it is cut off or broken."""
    if path == STDIN:
        yield Stream(sys.stdin.buffer, lambda: 0)
        return
    with open(path, "rb", buffering=_PIECE) as raw:
        ending = os.path.splitext(path.lower())[1]
        if ending == ".gz":
            yield Stream(cast(BinaryIO, gzip.GzipFile(fileobj=raw)), raw.tell)
        elif ending == ".zst":
            yield Stream(cast(BinaryIO, io.BufferedReader(_Zstd(raw, path), _PIECE)), raw.tell)
        else:
            yield Stream(raw, raw.tell)


class Lasting:
    """A stream for readers that read ahead: where it breaks it ends, and keeps the error, so that nothing is lost that
    came before."""

    def __init__(self, content: BinaryIO) -> None:
        self._content = content
        self.error: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        """What can be had at once; nothing where the stream ends or breaks."""
        try:
            return cast(io.BufferedReader, self._content).read1(size)
        except Exception as error:  # of whatever kind; it is raised when its time has come
            self.error = error
            return b""

    def tell(self) -> int:
        """Bytes of the content that have been read."""
        return self._content.tell()

    def close(self) -> None:
        """Nothing: whoever has opened the stream closes it."""


class _Zstd(io.RawIOBase):
    """The content of all frames of a Zstandard file; the library's own reader ends silently where one is cut off."""

    def __init__(self, raw: BinaryIO, path: str) -> None:
        self._raw = raw
        self._decompressor = extra("zstandard", "zstd", path).ZstdDecompressor()
        self._frame: Any = None
        self._rest = b""
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            piece = self._rest or self._raw.read(_PIECE)
            self._rest = b""
            if not piece:
                if self._frame is not None:
                    raise EOFError("the file ends in the middle of a Zstandard frame")
                return 0
            if self._frame is None:
                self._frame = self._decompressor.decompressobj()
            self._ready = memoryview(self._frame.decompress(piece))
            if self._frame.eof:
                self._rest = self._frame.unused_data
                self._frame = None
        n = min(len(buffer), len(self._ready))
        buffer[:n] = self._ready[:n]
        self._ready = self._ready[n:]
        return n
