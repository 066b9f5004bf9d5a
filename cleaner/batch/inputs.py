"""The files to read, in an order that is the same in every run, each with its kind and its place in the tree."""

from __future__ import annotations

import glob
import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, NoReturn

from cleaner.batch.failure import InputError

FileKind = Literal["page", "jsonl", "parquet", "warc", "zip"]

PAGES = (".txt", ".html", ".htm", ".xhtml", ".md")
"""Endings of files that are a page each."""

_KINDS: dict[str, FileKind] = {
    **dict.fromkeys(PAGES, "page"),
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    **dict.fromkeys((".warc", ".wet"), "warc"),
    ".parquet": "parquet",
    ".zip": "zip",
}
_COMPRESSED: dict[FileKind, tuple[str, ...]] = {"jsonl": (".gz", ".zst"), "warc": (".gz",)}

STDIN = "-"
"""The input that stands for JSON lines on standard input."""


class InputFile(NamedTuple):
    """A file to read.

    order: its place among all, from 0. path: where it is, `STDIN` for standard input. name: its path below
    the folder that all inputs share, with "/". kind: how it is read. size: bytes. digest: of this file and all before
    it: their names, sizes and times of change.
    """

    order: int
    path: str
    name: str
    kind: FileKind
    size: int
    digest: str


def kind_of(path: str) -> FileKind | None:
    """How a file is read, by the ending of its name; None for one of no known kind."""
    stem, ending = os.path.splitext(path.lower())
    compressed = ending if ending in (".gz", ".zst") else ""
    kind = _KINDS.get(os.path.splitext(stem)[1] if compressed else ending)
    return kind if kind and (not compressed or compressed in _COMPRESSED.get(kind, ())) else None


class Inputs:
    """What the user named: files, folders, patterns, `STDIN`. Its iteration gives the files.

    They are listed anew each time, so that a tree of any size takes no memory. Raises InputError for what is not there
    or of no known kind; the iteration raises OSError for a folder that cannot be listed.
    """

    def __init__(self, named: Sequence[str], output: str = "", others: Sequence[str] = ()) -> None:
        """named: as the user wrote it. output: what is written; it and the files beside it are never read, nor are
        others."""
        self.paths = tuple(path for name in named for path in _expanded(name))
        files = [os.path.abspath(p) for p in self.paths if p != STDIN]
        above = [path if os.path.isdir(path) else os.path.dirname(path) for path in files]
        self._root = os.path.commonpath(above or [os.getcwd()])
        self._output = os.path.abspath(output) if output else None
        self._others = tuple(map(os.path.abspath, others))

    def __iter__(self) -> Iterator[InputFile]:
        digest = hashlib.blake2b(digest_size=16)
        order = 0
        for path in self.paths:
            for found in _files(path):
                kind = "jsonl" if found == STDIN else kind_of(found)
                if kind is None or self._is_output(found):
                    continue
                size, changed = _state(found)
                name = "stdin" if found == STDIN else Path(os.path.relpath(found, self._root)).as_posix()
                digest.update(f"{name}\0{size}\0{changed}\0".encode(errors="surrogateescape"))
                yield InputFile(order, found, name, kind, size, digest.hexdigest())
                order += 1

    def digest(self) -> str:
        """The digest of all files."""
        last = ""
        for file in self:
            last = file.digest
        return last or "no files"

    def _is_output(self, path: str) -> bool:
        path = os.path.abspath(path)
        output = self._output
        if any(path == other or path.startswith(other + os.sep) for other in self._others):
            return True
        return output is not None and (
            path == output or path.startswith((output + os.sep, output + ".part")) or path == errors_path(output)
        )


def errors_path(output: str) -> str:
    """Where the documents that failed are written, beside the output."""
    return output.rstrip("/") + ".errors.jsonl"


def _expanded(name: str) -> list[str]:
    if name == STDIN or os.path.isdir(name):
        return [name]
    if not os.path.exists(name):
        found = [f for f in sorted(glob.glob(name, recursive=True)) if os.path.isdir(f) or kind_of(f)]
        if not found:
            raise InputError(f"{name}: no such file or folder, and it matches none that can be read")
        return found
    if kind_of(name) is None:
        known = ", ".join((*_KINDS, ".jsonl.gz", ".jsonl.zst", ".warc.gz", ".wet.gz"))
        raise InputError(f"{name}: of no known kind; known are folders and {known}")
    return [name]


def _files(path: str) -> Iterator[str]:
    if path == STDIN or not os.path.isdir(path):
        yield path
        return
    for folder, folders, files in os.walk(path, onerror=_raise):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for file in sorted(files):
            whole = os.path.join(folder, file)
            if not file.startswith(".") and os.path.isfile(whole):
                yield whole


def _raise(error: OSError) -> NoReturn:
    raise error


def _state(path: str) -> tuple[int, int]:
    """Size in bytes and time of change in ns; zeros for what is no file, or no longer there."""
    try:
        state = os.stat(path)
    except OSError:
        return 0, 0
    return (state.st_size, state.st_mtime_ns) if stat.S_ISREG(state.st_mode) else (0, 0)
