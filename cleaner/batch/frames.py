"""How the main process and its workers talk: pickled values, each behind its length, over a pipe."""

from __future__ import annotations

import pickle
import struct
from collections.abc import Iterator
from typing import Any, BinaryIO

_LENGTH = struct.Struct("<Q")


def packed(value: object) -> bytes:
    """A value as one frame."""
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(data)) + data


def frames(pipe: BinaryIO) -> Iterator[Any]:
    """The values that come out of a blocking pipe, until it ends."""
    while len(head := pipe.read(_LENGTH.size)) == _LENGTH.size:
        data = pipe.read(_LENGTH.unpack(head)[0])
        yield pickle.loads(data)


def taken(buffer: bytearray) -> Iterator[bytes]:
    """The pickles of the whole frames at the start of a buffer, which are taken off it."""
    start = 0
    while len(buffer) - start >= _LENGTH.size:
        end = start + _LENGTH.size + _LENGTH.unpack_from(buffer, start)[0]
        if len(buffer) < end:
            break
        yield bytes(buffer[start + _LENGTH.size : end])
        start = end
    del buffer[:start]
