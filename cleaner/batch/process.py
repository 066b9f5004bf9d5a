"""One worker process as the main process holds it: what it was sent, what it answers, and how it ended."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections import deque
from typing import Generic, TypeVar

from cleaner.batch.frames import packed, taken

T = TypeVar("T")

_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from cleaner.batch.worker import serve; serve()"
"""What a worker runs. It finds its modules where the caller finds them."""

_THREADS = ("MKL_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
"""What tells numerical libraries how many threads to start: one, for the other cores have workers of their own."""

_PIPE = 1 << 20
"""Bytes of a pipe where the system lets one choose: room for the next few pages, so that a worker need not wait."""

_PIECE = 1 << 18
"""Bytes read at once."""

_LAST_WORDS = 5.0
"""Seconds that a worker which has closed its end may take to exit, so that its own exit code is known."""


class Process(Generic[T]):
    """A worker process, and the documents that it has been sent and not answered, in order.

    ready: whether it has started. ended: whether it has closed its end, or was killed.
    """

    def __init__(self, first: bytes, selector: selectors.BaseSelector) -> None:
        self.queue: deque[T] = deque()
        self._begun: float | None = None
        self._excused = 0.0
        self.ready = False
        self.ended = False
        self._selector = selector
        self._out: deque[memoryview] = deque()
        self._in = bytearray()
        # A process group of its own keeps Ctrl-C in a terminal from it: the main process ends it in its own time.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START, json.dumps([p or os.getcwd() for p in sys.path])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            process_group=0,
            env={**os.environ, **dict.fromkeys(_THREADS, "1")},
        )
        self._to, self._from = (pipe.fileno() for pipe in (self._process.stdin, self._process.stdout) if pipe)
        for pipe in (self._to, self._from):
            os.set_blocking(pipe, False)
            _widen(pipe)
        selector.register(self._from, selectors.EVENT_READ, self)
        self._queue_up(first)

    def send(self, item: T, document: object) -> int:
        """Send it a document, which `read` gives back as `item` with its answer. The bytes that it takes."""
        frame = packed(document)
        self.queue.append(item)
        if self._begun is None:
            self._begin()
        self._queue_up(frame)
        return len(frame)

    def write(self) -> None:
        """Write what the pipe takes now."""
        if self.ended:
            return
        with contextlib.suppress(BlockingIOError, BrokenPipeError):  # if it is dead, `read` will tell
            while self._out:
                written = os.write(self._to, self._out[0])
                self._out[0] = self._out[0][written:]
                if not self._out[0]:
                    self._out.popleft()
            self._selector.unregister(self._to)

    def read(self) -> list[tuple[T, bytes]]:
        """The pickled answers that have come, each with what it answers."""
        while not self.ended:
            try:
                piece = os.read(self._from, _PIECE)
            except BlockingIOError:
                break
            self.ended = not piece
            self._in += piece
        answers = list(taken(self._in))
        if answers and not self.ready:
            self.ready = True
            del answers[0]
            self._begin()
        answered = [(self.queue.popleft(), answer) for answer in answers]
        if answered:
            self._begin()
        return answered

    def excuse(self, since: float) -> None:
        """Do not count the time since then, by `time.monotonic`, against the document in work."""
        if self._begun is not None:
            self._excused += time.monotonic() - max(since, self._begun)

    def spent(self, *, excused: bool = True) -> float:
        """Seconds that the document in work has had, 0 when none is. excused: without those that do not count."""
        if self._begun is None:
            return 0.0
        return time.monotonic() - self._begun - (self._excused if excused else 0.0)

    def kill(self) -> str:
        """End it, if it has not ended. How it ended, in words."""
        if self.ended:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_LAST_WORDS)
        self.ended = True
        for pipe in (self._to, self._from):
            with contextlib.suppress(KeyError):
                self._selector.unregister(pipe)
        self._process.kill()
        code = self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()
        return _ending(code)

    def _begin(self) -> None:
        """The next document goes into work, if there is one."""
        self._begun = time.monotonic() if self.queue and self.ready else None
        self._excused = 0.0

    def _queue_up(self, frame: bytes) -> None:
        if not self._out:
            self._selector.register(self._to, selectors.EVENT_WRITE, self)
        self._out.append(memoryview(frame))


def _widen(pipe: int) -> None:
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


def _ending(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return f"signal {signal.Signals(-code).name}"
    except ValueError:
        return f"signal {-code}"
