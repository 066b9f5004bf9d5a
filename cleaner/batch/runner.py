"""A run: inputs through the workers into the output and the errors, with a commit every few seconds."""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import closing, nullcontext
from typing import NamedTuple, TextIO

from cleaner.batch.failure import Failure, InputError, OutputError
from cleaner.batch.firstpass import learn_sites
from cleaner.batch.inputs import STDIN, Inputs, errors_path
from cleaner.batch.item import Item
from cleaner.batch.journal import Commit, Journal, Lock, cleaners, digest_of
from cleaner.batch.many import MAX_SIZE, TIMEOUT, cores
from cleaner.batch.outputs import AppendedFile, Writer, shape_of, tidy, writer_for
from cleaner.batch.pool import in_order
from cleaner.batch.progress import Progress
from cleaner.batch.readers import Start, Wanted, items
from cleaner.batch.record import Cleaned, Recording, stated_id
from cleaner.batch.reporting import PAGES, Report, records_path, where
from cleaner.batch.sites import SitePacks, sites_path
from cleaner.batch.tally import Tally
from cleaner.batch.telling import Telling
from cleaner.cleaning import Cleaner

_COMMIT_BYTES = 8 << 20
"""Bytes of output that wait at most for a commit."""


class Plan(NamedTuple):
    """What is to be done.

    inputs: as the user named them. output: a file of JSON lines or Parquet, or a folder, by its name. form: of the
    files in a folder, "txt", "md" or "json". workers: None for one on each core. timeout: seconds for each document.
    site_packs: a folder of packs, each for the pages of its site alone. learn_sites: have a first pass learn them, into
    a folder beside the output; where that is there already, it is used. report: a file or folder for the report, empty
    for none; report_pages: how many documents get a page of their own in it. restart: begin anew, whatever an earlier
    run has left. commit: seconds of work that may be lost when it is killed.
    """

    inputs: tuple[str, ...]
    output: str
    cleaner: Cleaner = Cleaner()
    wanted: Wanted = Wanted(MAX_SIZE)
    form: str = "txt"
    workers: int | None = None
    timeout: float = TIMEOUT
    site_packs: str = ""
    learn_sites: bool = False
    report: str = ""
    report_pages: int = PAGES
    restart: bool = False
    commit: float = 5.0


class Outcome(NamedTuple):
    """How a run ended. tally: with earlier runs. seconds: of this one. before: documents that earlier runs had done.
    sites: how many have packs."""

    tally: Tally
    seconds: float
    before: int
    sites: int = 0


def run(plan: Plan, stream: TextIO = sys.stderr) -> Outcome:
    """Do what is left to do of a plan; `stream` shows how far it is, if it is a terminal.

    Killed at any moment and called again, it ends with each document once, in the output or in the errors. Raises
    BatchError, OSError, and RuntimeError when workers cannot start.
    """
    begun = time.monotonic()
    reported = where(plan.report) if plan.report else ()
    inputs = Inputs(plan.inputs, plan.output, [*map(str, reported), records_path(plan.output)])
    with closing(Lock(plan.output)) as lock:
        sites = _sites(plan, inputs, lock, stream)
        with closing(Journal(plan.output, _made_with(plan, inputs, sites), restart=plan.restart)) as journal:
            before = journal.last
            if not before.finished:
                _go_on(plan, inputs, sites, journal, stream)
            elif not os.path.exists(plan.output):
                raise OutputError(f"{plan.output} is gone, which an earlier run had finished; --restart begins anew")
            elif before.finished != inputs.digest():
                raise InputError(f"the inputs have changed since {plan.output} was finished; --restart begins anew")
            tidy(plan.output)
            if plan.report:
                with closing(_report(plan, before=journal.last)) as report:
                    report.finish()
        seconds = time.monotonic() - begun
        return Outcome(journal.last.tally, seconds, before.tally.documents, sites.number() if sites else 0)


def _sites(plan: Plan, inputs: Inputs, lock: Lock, stream: TextIO) -> SitePacks | None:
    """The packs of sites, if the plan has them; learned now, if that has not been done."""
    if not plan.learn_sites:
        return SitePacks(plan.site_packs) if plan.site_packs else None
    sites = SitePacks(sites_path(plan.output))
    if plan.restart:
        sites.forget()
    elif os.path.isdir(sites.folder):
        return sites
    elif lock.begun:
        raise OutputError(f"{sites.folder} is missing, which {plan.output} was begun with; --restart begins anew")
    if STDIN in inputs.paths:
        raise InputError("standard input cannot be read twice: learn from files, and give --site-packs")
    learn_sites(
        inputs,
        plan.cleaner,
        plan.wanted,
        sites,
        workers=plan.workers or cores(),
        timeout=plan.timeout,
        stream=stream,
    )
    return sites


def _report(plan: Plan, before: Commit) -> Report:
    return Report(plan.report, plan.output, before.report, plan.report_pages)


def _made_with(plan: Plan, inputs: Inputs, sites: SitePacks | None) -> dict[str, object]:
    """All that the output depends on, by what it is called when it has changed."""
    cleaner = plan.cleaner
    return {
        "inputs": [os.path.abspath(path) for path in inputs.paths],
        "versions of the cleaner or its libraries": cleaners(),
        "rules": digest_of(cleaner.packs),
        "packs of sites": sites.digest() if sites else "",
        "reports": bool(plan.report),
        "settings": [plan.form, *plan.wanted, cleaner.kind, cleaner.language, cleaner.scorer, cleaner.second_opinion],
    }


def _go_on(plan: Plan, inputs: Inputs, sites: SitePacks | None, journal: Journal, stream: TextIO) -> None:
    shape = shape_of(plan.output, plan.form)
    done = journal.last
    with (
        closing(writer_for(plan.output, shape, done.output, plan.wanted.keep_fields)) as writer,
        closing(AppendedFile(errors_path(plan.output), done.errors)) as errors,
        closing(_report(plan, done)) if plan.report else nullcontext() as report,
        closing(Progress(stream, inputs, done.tally)) as progress,
    ):
        found = items(inputs, plan.wanted, done.start)
        telling = Telling(plan.report_pages) if plan.report else None
        task = Recording(plan.cleaner, plan.wanted, shape, sites, telling)
        books = _Books(journal, writer, errors, report, plan)
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
    """Where results go: the output or the errors, and the report; and from time to time a commit of all, and then the
    journal."""

    def __init__(
        self, journal: Journal, writer: Writer, errors: AppendedFile, report: Report | None, plan: Plan
    ) -> None:
        self._journal, self._writer, self._errors, self._wanted = journal, writer, errors, plan.wanted
        self._report = report
        self._start, self.tally = journal.last.start, journal.last.tally
        self._failed: list[bytes] = []
        self._every, self._due = plan.commit, time.monotonic() + plan.commit

    def enter(self, item: Item, result: Cleaned | Failure) -> None:
        """Take in what became of a document."""
        waiting = 0
        if isinstance(result, Failure):
            error = _error(item, result, self._wanted)
            self._failed.append(json.dumps(error).encode() + b"\n")
            self.tally = self.tally.plus(result, found=False)
            if self._report:
                self._report.fail(str(error["id"]), result)
        else:
            waiting = self._writer.add(item, result.content)
            self.tally = self.tally.plus(None, result.found)
            if self._report and result.told:
                self._report.add(result.told)
        self._start = Start(item.file.order, item.number, item.file.digest)
        if waiting > _COMMIT_BYTES or time.monotonic() > self._due:
            self.commit()

    def commit(self) -> None:
        """Put all on disk; the journal last, for what it does not know of is cut off."""
        errors = self._errors.append(b"".join(self._failed))
        self._failed.clear()
        report = self._report.commit() if self._report else 0
        self._journal.commit(Commit(self._start, self._writer.commit(), errors, report, self.tally))
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
