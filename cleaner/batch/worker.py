"""A worker process: takes documents from its standard input, one after the other, and answers each with a result.

It is started as a new interpreter, never forked: so it may be started from any thread, holds none of the caller's locks
or memory, and the caller's main module is not run again.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import sys
from typing import Any, Protocol

from cleaner.batch.failure import Failure
from cleaner.batch.frames import frames, packed

_GRACE = 10.0
"""Seconds after the time limit of a document at which a worker ends itself. The main process kills it long before,
unless it has been killed itself."""

READY = "ready"
"""The first answer of a worker: it has loaded what it needs, and time counts from here on."""


class Task(Protocol):
    """What is done with each document: picklable, for it is sent to the worker."""

    def warm_up(self) -> None:
        """Load what the first document would have to wait for."""

    def __call__(self, document: Any, /) -> object:
        """What becomes of a document."""


def serve() -> None:
    """Work until standard input ends: first comes (task, time limit in seconds), then documents."""
    with os.fdopen(os.dup(0), "rb") as source, os.fdopen(os.dup(1), "wb", buffering=0) as sink:
        _keep_to_itself()
        incoming = frames(source)
        task, limit = next(incoming)
        task.warm_up()
        gc.freeze()  # what is loaded by now stays, and need not be looked through again
        _write(sink.fileno(), packed(READY))
        with open(os.devnull, "wb") as nowhere:
            for document in incoming:
                faulthandler.dump_traceback_later(limit + _GRACE, file=nowhere, exit=True)
                answer = packed(_result(task, document))
                faulthandler.cancel_dump_traceback_later()
                _write(sink.fileno(), answer)


def _keep_to_itself() -> None:
    """The pipes are for frames alone: what else reads gets nothing, what else prints goes to standard error."""
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)


def _result(task: Task, document: object) -> object:
    try:
        return task(document)
    except MemoryError:
        return Failure("error", "MemoryError")
    except Exception as error:  # whatever it is, it is the document's, and the run goes on
        return Failure("error", f"{type(error).__name__}: {error}")


def _write(pipe: int, answer: bytes) -> None:
    rest = memoryview(answer)
    try:
        while rest:
            rest = rest[os.write(pipe, rest) :]
    except BrokenPipeError:
        sys.exit()  # nobody is there to read it
