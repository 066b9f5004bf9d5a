"""A run: inputs through the workers into the output and the errors, with a commit every few seconds."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import NamedTuple, TextIO

from cleaner.batch.failure import Failure, InputError, OutputError
from cleaner.batch.inputs import Inputs, errors_path
from cleaner.batch.item import Item
from cleaner.batch.journal import Commit, Journal, cleaners, digest_of
from cleaner.batch.many import MAX_SIZE, TIMEOUT, cores
from cleaner.batch.outputs import AppendedFile, Writer, shape_of, tidy, writer_for
from cleaner.batch.pool import in_order
from cleaner.batch.progress import Progress
from cleaner.batch.readers import Start, Wanted, items
from cleaner.batch.record import Cleaned, Recording, Source, source_of, stated_id
from cleaner.batch.tally import Tally
from cleaner.cleaning import Cleaner
from cleaner.rules.rule import Pack

_COMMIT_BYTES = 8 << 20
"""Bytes of output that wait at most for a commit."""

Learner = Callable[[Iterator[Source]], Sequence[Pack]]
"""A first pass over all that will be cleaned, which gives more rule packs. It must give the same for the same."""


class Plan(NamedTuple):
    """What is to be done.

    inputs: as the user named them. output: a file of JSON lines or Parquet, or a folder, by its name. form: of the
    files in a folder, "txt", "md" or "json". workers: None for one on each core. timeout: seconds for each document.
    learn: see `Learner`. restart: begin anew, whatever an earlier run has left. commit: seconds of work that may be
    lost when it is killed.
    """

    inputs: tuple[str, ...]
    output: str
    cleaner: Cleaner = Cleaner()
    wanted: Wanted = Wanted(MAX_SIZE)
    form: str = "txt"
    workers: int | None = None
    timeout: float = TIMEOUT
    learn: Learner | None = None
    restart: bool = False
    commit: float = 5.0


class Outcome(NamedTuple):
    """How a run ended. tally: with earlier runs. seconds: of this one. before: documents that earlier runs had done."""

    tally: Tally
    seconds: float
    before: int


def run(plan: Plan, stream: TextIO = sys.stderr) -> Outcome:
    """Do what is left to do of a plan; `stream` shows how far it is, if it is a terminal.

    Killed at any moment and called again, it ends with each document once, in the output or in the errors. Raises
    BatchError, OSError, and RuntimeError when workers cannot start.
    """
    begun = time.monotonic()
    inputs = Inputs(plan.inputs, plan.output)
    cleaner = _taught(plan, inputs)
    with closing(Journal(plan.output, _made_with(plan, inputs, cleaner), restart=plan.restart)) as journal:
        before = journal.last
        if not before.finished:
            _go_on(plan._replace(cleaner=cleaner), inputs, journal, stream)
        elif not os.path.exists(plan.output):
            raise OutputError(f"{plan.output} is gone, which an earlier run had finished; --restart begins anew")
        elif before.finished != inputs.digest():
            raise InputError(f"the inputs have changed since {plan.output} was finished; --restart begins anew")
        tidy(plan.output)
        return Outcome(journal.last.tally, time.monotonic() - begun, before.tally.documents)


def _taught(plan: Plan, inputs: Inputs) -> Cleaner:
    """The cleaner of the plan, with what a first pass over the inputs teaches."""
    if not plan.learn:
        return plan.cleaner
    read = (source_of(item, plan.wanted) for item in items(inputs, plan.wanted))
    learned = plan.learn(source for source in read if isinstance(source, Source))
    return plan.cleaner.with_packs(learned)


def _made_with(plan: Plan, inputs: Inputs, cleaner: Cleaner) -> dict[str, object]:
    """All that the output depends on, by what it is called when it has changed."""
    return {
        "inputs": [os.path.abspath(path) for path in inputs.paths],
        "versions of the cleaner or its libraries": cleaners(),
        "rules": digest_of(cleaner.packs),
        "settings": [plan.form, *plan.wanted, cleaner.kind, cleaner.language, cleaner.scorer, cleaner.second_opinion],
    }


def _go_on(plan: Plan, inputs: Inputs, journal: Journal, stream: TextIO) -> None:
    shape = shape_of(plan.output, plan.form)
    done = journal.last
    with (
        closing(writer_for(plan.output, shape, done.output, plan.wanted.keep_fields)) as writer,
        closing(AppendedFile(errors_path(plan.output), done.errors)) as errors,
        closing(Progress(stream, inputs, done.tally)) as progress,
    ):
        found = items(inputs, plan.wanted, done.start)
        task = Recording(plan.cleaner, plan.wanted, shape)
        books = _Books(journal, writer, errors, plan)
        with closing(in_order(found, task, workers=plan.workers or cores(), timeout=plan.timeout)) as results:
            for item, result in results:
                books.enter(item, result)
                progress.show(item, books.tally)
        books.commit()
        writer.finish()
    if not journal.last.errors:
        os.unlink(errors_path(plan.output))
    journal.commit(journal.last._replace(finished=inputs.digest()))


class _Books:
    """Where results go: the output or the errors; and from time to time a commit of both, and then the journal."""

    def __init__(self, journal: Journal, writer: Writer, errors: AppendedFile, plan: Plan) -> None:
        self._journal, self._writer, self._errors, self._wanted = journal, writer, errors, plan.wanted
        self._start, self.tally = journal.last.start, journal.last.tally
        self._failed: list[bytes] = []
        self._every, self._due = plan.commit, time.monotonic() + plan.commit

    def enter(self, item: Item, result: Cleaned | Failure) -> None:
        """Take in what became of a document."""
        waiting = 0
        if isinstance(result, Failure):
            self._failed.append(json.dumps(_error(item, result, self._wanted)).encode() + b"\n")
            self.tally = self.tally.plus(result, found=False)
        else:
            waiting = self._writer.add(item, result.content)
            self.tally = self.tally.plus(None, result.found)
        self._start = Start(item.file.order, item.number, item.file.digest)
        if waiting > _COMMIT_BYTES or time.monotonic() > self._due:
            self.commit()

    def commit(self) -> None:
        """Put all on disk; the journal last, for what it does not know of is cut off."""
        errors = self._errors.append(b"".join(self._failed))
        self._failed.clear()
        self._journal.commit(Commit(self._start, self._writer.commit(), errors, self.tally))
        self._due = time.monotonic() + self._every


def _error(item: Item, failure: Failure, wanted: Wanted) -> dict[str, object]:
    """A line of the errors: why, and where to find the document."""
    return {
        "id": stated_id(item, wanted),
        "reason": failure.reason,
        "detail": failure.detail,
        "input": item.file.path,
        "number": item.number,
        "place": item.place,
    }
