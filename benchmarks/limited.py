"""A function in a process of its own: its time is counted there, and it can be ended when a page takes it too long."""

from __future__ import annotations

import logging
import multiprocessing
import time
import warnings
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, NamedTuple

Arguments = tuple[object, ...]
Make = Callable[[], Callable[..., object]]
"""Gives the function. As it goes to another process, it is a function of a module, or a `functools.partial` of one."""

LATE = "timeout"
"""The failure of a call that took too long."""

_START_LIMIT = 120.0
"""Seconds that a function may take to load."""


class Outcome(NamedTuple):
    """What came of one page: the answer, or None with the reason in `failure`. seconds: of processor time."""

    value: Any
    seconds: float
    failure: str = ""


class Limited:
    """Calls what `make` gives, in a process that starts anew after a page that took too long or ended it.

    warm: arguments that it is called with at each start, uncounted. limit: seconds for a call. Raises ImportError where
    `make` does.
    """

    def __init__(self, make: Make, warm: Sequence[Arguments], limit: float) -> None:
        self._make = make
        self._warm = warm
        self._limit = limit
        self._process, self._pipe = self._started()

    def __call__(self, *arguments: object) -> Outcome:
        """What comes of a call, whatever the function does."""
        try:
            self._pipe.send(arguments)
            if self._pipe.poll(self._limit):
                return Outcome(*self._pipe.recv())
            failure = LATE
        except (EOFError, ConnectionError):
            failure = "died"
        self.close()
        self._process, self._pipe = self._started()
        return Outcome(None, self._limit if failure == LATE else 0.0, failure)

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def _started(self) -> tuple[BaseProcess, Connection]:
        context = multiprocessing.get_context("spawn")
        pipe, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self._make, self._warm), daemon=True)
        process.start()
        theirs.close()
        missing = pipe.recv() if pipe.poll(_START_LIMIT) else "it did not start in time"
        if missing:
            process.kill()
            process.join()
            raise ImportError(missing)
        return process, pipe


def _serve(pipe: Connection, make: Make, warm: Sequence[Arguments]) -> None:
    """In the process: say whether the function could be made, then answer until the pipe is closed."""
    warnings.filterwarnings("ignore")
    logging.disable(logging.CRITICAL)
    try:
        function = make()
    except ImportError as error:
        pipe.send(str(error))
        return
    for arguments in warm:
        _timed(function, arguments)
    pipe.send("")
    while True:
        try:
            arguments = pipe.recv()
        except EOFError:
            return
        pipe.send(_timed(function, arguments))


def _timed(function: Callable[..., object], arguments: Arguments) -> tuple[object, float, str]:
    start = time.process_time()
    try:
        value, failure = function(*arguments), ""
    except Exception as error:
        value, failure = None, f"{type(error).__name__}: {error}"
    return value, time.process_time() - start, failure
