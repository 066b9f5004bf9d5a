"""What is known of a run on disk, so that it can go on after it was killed: the journal beside the output.

Its first line tells what the run is made with; each further line is a commit: how far inputs, output and errors are.
Lines are only ever added. The last whole line counts, and what the output holds beyond it is cut off. The journal is
locked while a run is at it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from cleaner.batch.failure import OutputError
from cleaner.batch.outputs import AppendedFile
from cleaner.batch.readers import Start
from cleaner.batch.tally import Tally
from cleaner.rules.rule import Pack

_LIBRARIES = ("beautifulsoup4", "charset-normalizer", "numpy", "regex", "trafilatura", "turbohtml")
"""Libraries whose versions may change what comes out."""


class Commit(NamedTuple):
    """A line of the journal. start: where the inputs go on. output, errors, report: the marks of these files. tally: so
    far. finished: the digest of all inputs when nothing was left to do of them; empty before."""

    start: Start = Start()
    output: int = 0
    errors: int = 0
    report: int = 0
    tally: Tally = Tally()
    finished: str = ""


class Lock:
    """The lock on a run's journal, which is there while it is held. begun: whether the run was begun before."""

    def __init__(self, output: str) -> None:
        """Raises OutputError when another run holds it, OSError."""
        self._path = journal_path(output)
        self._file = _locked(self._path)
        self.begun = self._size() > 0

    def close(self) -> None:
        """Let go of it; a journal in which nothing stands goes too."""
        if not self._size():
            os.unlink(self._path)
        os.close(self._file)

    def _size(self) -> int:
        return os.fstat(self._file).st_size


class Journal:
    """The journal of an output, for whoever holds its lock. last: its last commit."""

    def __init__(self, output: str, made_with: Mapping[str, Any], *, restart: bool) -> None:
        """Begin a run, or go on with one.

        made_with: all that the output depends on but the inputs' content, by a name for people. restart: begin anew,
        whatever is there.

        Raises OutputError when it was begun with something else, or when the output was not made by a run at all;
        OSError.
        """
        path = journal_path(output)
        head, last, size = (b"", b"", 0) if restart else _lines(path)
        if not head and not restart and _is_there(output):
            raise OutputError(f"{output} is there, and no run that can go on has made it; --restart overwrites it")
        if head:
            _compare(output, json.loads(head), made_with)
        self.last = _read(last)
        self._file = AppendedFile(path, size)
        if not head:
            self._append(made_with)

    def commit(self, commit: Commit) -> None:
        """Add a line, and see it on disk."""
        self.last = commit
        self._append({**commit._asdict(), "start": commit.start._asdict(), "tally": commit.tally._asdict()})

    def close(self) -> None:
        """Let go of it."""
        self._file.close()

    def _append(self, values: Mapping[str, Any]) -> None:
        self._file.append(json.dumps(values).encode() + b"\n")


def journal_path(output: str) -> str:
    """Where the journal of an output is."""
    return output.rstrip("/") + ".journal"


def cleaners() -> str:
    """What the cleaning depends on: a digest of this package, rules and weights included, and versions of libraries."""
    digest = hashlib.blake2b(digest_size=16)
    package = Path(__file__).parent.parent
    for file in sorted(file for file in package.rglob("*.*") if file.is_file() and file.suffix != ".pyc"):
        digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return " ".join([digest.hexdigest(), *(f"{name} {metadata.version(name)}" for name in _LIBRARIES)])


def digest_of(packs: Iterable[Pack]) -> str:
    """A digest of rule packs."""
    digest = hashlib.blake2b(digest_size=16)
    for pack in packs:
        digest.update(repr(pack._replace(silence=frozenset())).encode() + repr(sorted(pack.silence)).encode() + b"\0")
    return digest.hexdigest()


def _locked(path: str) -> int:
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:  # a system without it
        pass
    except BlockingIOError as error:
        os.close(file)
        raise OutputError(f"{path}: another run is writing this output") from error
    return file


def _lines(path: str) -> tuple[bytes, bytes, int]:
    """The first line, the last of the others, and the bytes of all; a last one that is not whole does not count."""
    head, last, size = b"", b"", 0
    with open(path, "rb") as file:
        for line in file:
            if line.endswith(b"\n"):
                head, last = (head, line) if head else (line, b"")
                size += len(line)
    return head, last, size


def _read(commit: bytes) -> Commit:
    if not commit:
        return Commit()
    values = json.loads(commit)
    return Commit(**{**values, "start": Start(**values["start"]), "tally": Tally(**values["tally"])})


def _compare(output: str, begun: Mapping[str, Any], made_with: Mapping[str, Any]) -> None:
    other = [name for name in made_with if begun.get(name) != json.loads(json.dumps(made_with[name]))]
    if other:
        raise OutputError(f"{output} was begun with other {' and '.join(other)}; --restart begins anew")


def _is_there(output: str) -> bool:
    return any(os.scandir(output)) if os.path.isdir(output) else os.path.exists(output)
