"""Many documents through killable worker processes, and the results in order.

One loop does it all, without threads or signals: it hands out documents, takes in results, kills and replaces a worker
whose document outlives its time limit, and replaces one that has died. What is in flight is bounded in number and in
bytes, so memory is flat whatever the input.
"""

from __future__ import annotations

import pickle
import selectors
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from typing import Any, Generic, TypeVar

from cleaner.batch.failure import Failure
from cleaner.batch.frames import packed
from cleaner.batch.process import Process
from cleaner.batch.worker import Task

T = TypeVar("T")

_DEPTH = 8
"""Documents that a worker has at a time: the one in work, and those that keep it from waiting for the next."""

_AHEAD = 512
"""Documents for each worker that may be in flight or done while an earlier one is waited for."""

_MOST_BYTES = 32 << 20
"""Bytes of documents in work and of results held back, from which no more are taken in."""


class Slot(Generic[T]):
    """A document on its way: the document, the bytes that it or its result takes, and the pickled result or failure."""

    __slots__ = ("document", "result", "size")

    def __init__(self, document: T) -> None:
        self.document = document
        self.size = 0
        self.result: bytes | Failure | None = None


def in_order(documents: Iterable[T], task: Task, *, workers: int, timeout: float) -> Generator[tuple[T, Any]]:
    """Each document with what `task` made of it, or with a `Failure`, in their order.

    documents: picklable; read as they are needed. task: see `Task`; an exception in it is a Failure. workers: how many
    processes at most; they start when there is work for them. timeout: seconds for each document.

    Raises RuntimeError when workers cannot start, and whatever `documents` raises.
    """
    pool: Pool[T] = Pool(task, workers, timeout)
    try:
        yield from pool.run(iter(documents))
    finally:
        pool.close()


class Pool(Generic[T]):
    """The workers, and the documents on their way in order."""

    def __init__(self, task: Task, workers: int, timeout: float) -> None:
        self._first, self._most, self._timeout = packed((task, timeout)), workers, timeout
        self._selector = selectors.DefaultSelector()
        self._workers: list[Process[Slot[T]]] = []
        self._window: deque[Slot[T]] = deque()
        self._bytes = 0
        self._seen = time.monotonic()

    def run(self, documents: Iterator[T]) -> Iterator[tuple[T, Any]]:
        """See `in_order`."""
        more = True
        while more or self._window:
            while self._window and (result := self._window[0].result) is not None:
                slot = self._window.popleft()
                self._hold(slot, 0)
                yield slot.document, pickle.loads(result) if isinstance(result, bytes) else result
            worker = self._free() if more else None
            if worker is None:
                if self._window:
                    self._pump(self._patience())
                continue
            try:
                slot = Slot(next(documents))
            except StopIteration:
                more = False
                continue
            self._window.append(slot)
            self._hold(slot, worker.send(slot, slot.document))
            self._pump(0)

    def close(self) -> None:
        """Kill the workers; none of them holds anything that is still wanted."""
        for worker in self._workers:
            worker.kill()
        self._workers.clear()
        self._selector.close()

    def _hold(self, slot: Slot[T], size: int) -> None:
        self._bytes += size - slot.size
        slot.size = size

    def _free(self) -> Process[Slot[T]] | None:
        """The worker that the next document goes to; None while there is no room for another."""
        if self._window and (self._bytes > _MOST_BYTES or len(self._window) >= _AHEAD * self._most):
            return None
        least = min(self._workers, key=lambda w: len(w.queue), default=None)
        if least is None or (least.queue and len(self._workers) < self._most):
            return self._start()
        return least if len(least.queue) < _DEPTH else None

    def _start(self) -> Process[Slot[T]]:
        worker: Process[Slot[T]] = Process(self._first, self._selector)
        self._workers.append(worker)
        return worker

    def _patience(self) -> float:
        """Seconds until a document outlives its time limit, at the soonest."""
        return max(0.0, self._timeout - max((w.spent() for w in self._workers), default=0.0))

    def _pump(self, wait: float) -> None:
        """Move what can be moved, waiting up to so many seconds for it; then see whose time is over.

        The time between two calls is the caller's, who may be long over a result: a document that waits meanwhile to be
        sent or taken in is not to blame.
        """
        for waiting in self._workers:
            waiting.excuse(self._seen)
        for key, events in self._selector.select(wait):
            worker: Process[Slot[T]] = key.data
            if events & selectors.EVENT_WRITE:
                worker.write()
            if events & selectors.EVENT_READ:
                self._read(worker)
        for late in [w for w in self._workers if w.spent() > self._timeout]:
            self._read(late)  # it may have made it in the last moment
            if not late.ended and late.spent() > self._timeout:
                self._replace(late, self._late())
        self._seen = time.monotonic()

    def _read(self, worker: Process[Slot[T]]) -> None:
        for slot, answer in worker.read():
            slot.result = answer
            self._hold(slot, len(answer))
        if worker.ended:
            self._replace(worker, None)

    def _late(self) -> Failure:
        return Failure("timeout", f"took longer than {self._timeout:g} s")

    def _replace(self, worker: Process[Slot[T]], why: Failure | None) -> None:
        """Put a new worker in the place of one that is dead, or to be killed. The document that it was at fails."""
        self._workers.remove(worker)
        ending = worker.kill()
        if not worker.ready and why is None:
            raise RuntimeError(f"a worker process could not start ({ending}); what it printed tells more")
        left = worker.queue
        if left:
            failed = left.popleft()
            if why is None and worker.spent(excused=False) > self._timeout:
                why = self._late()  # its watchdog was faster than the main process
            failed.result = why or Failure("died", f"the worker process died: {ending}")
            self._hold(failed, 0)
        if left:
            new = self._start()
            for slot in left:
                self._hold(slot, new.send(slot, slot.document))
