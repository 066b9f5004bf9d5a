"""The report of a run: a summary page over all documents, and pages of their own for the least confident ones.

What the summary needs of each document is kept in a file beside the output, a short line each, which is cut to the last
commit as the output is; so a run that goes on counts what earlier ones have done. A page is made by the worker that
cleaned the document, if it may be among the least confident: only they hold the page, and it is not read twice.
"""

from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cleaner.batch.extras import extra
from cleaner.batch.failure import Failure
from cleaner.batch.outputs import AppendedFile
from cleaner.batch.telling import Least, Told, line_of

if TYPE_CHECKING:
    from cleaner.explain.summary import Record

PAGES = 50
"""Documents that get a page of their own."""

_PAGE = re.compile(r"document-\d+\.html")


class Where(NamedTuple):
    """Where a report goes. summary: its first page. pages: the folder of the pages of documents."""

    summary: Path
    pages: Path


def where(path: str) -> Where:
    """The places of a report: a file `why.html` has its pages in `why.pages/`, a folder `why` in `why/pages/`.

    Raises MissingExtraError.
    """
    extra("jinja2", "report", "--report")
    given = Path(path)
    if given.suffix.lower() in (".html", ".htm"):
        return Where(given, given.with_suffix(".pages"))
    return Where(given / "index.html", given / "pages")


def records_path(output: str) -> str:
    """Where the lines of the documents are, beside the output."""
    return output.rstrip("/") + ".report.jsonl.gz"


class Report:
    """The report of a run, in the main process. See the module."""

    def __init__(self, path: str, output: str, mark: int, most: int) -> None:
        """path: what the user named. mark: the bytes of the records that were committed. most: pages of documents.

        Raises OutputError, OSError.
        """
        self._where, self._name, self._most = where(path), os.path.basename(output.rstrip("/")), most
        self._where.pages.mkdir(parents=True, exist_ok=True)
        self._records = records_path(output)
        self._file = AppendedFile(self._records, mark)
        self._mark = mark
        self._least = Least(most)
        self._waiting: list[bytes] = []
        self._number = 0
        for line in self._lines():
            self._least.takes(json.loads(line).get("confidence"), self._number)
            self._number += 1

    def add(self, told: Told) -> None:
        """Take in what is told of a document."""
        if self._least.takes(told.confidence, self._number) and told.page:
            _write(self._page(self._number), told.page)
        self._append(told.line)

    def fail(self, id: str, failure: Failure) -> None:
        """Take in a document that failed."""
        self._append(line_of({"id": id, "failure": failure.reason, "detail": failure.detail}))

    def _append(self, line: bytes) -> None:
        self._waiting.append(line)
        self._number += 1

    def commit(self) -> int:
        """Put all on disk. The mark of what is there. Pages that are no longer among the least go."""
        if self._waiting:
            self._mark = self._file.append(gzip.compress(b"".join(self._waiting), 6, mtime=0))
        self._waiting.clear()
        wanted = {self._page(number) for number in self._least.numbers()}
        for file in self._where.pages.iterdir():
            if _PAGE.fullmatch(file.name) and file not in wanted:
                file.unlink()
        return self._mark

    def finish(self) -> None:
        """Write the summary. Everything is committed."""
        from cleaner.explain.summary import summary

        page = summary(self._told(), title=self._name, worst=self._most)
        _write(self._where.summary, page.encode())

    def close(self) -> None:
        """Let go of the files."""
        self._file.close()

    def _told(self) -> Iterator[Record]:
        from cleaner.explain.summary import Record

        least = self._least.numbers()
        for number, line in enumerate(self._lines()):
            values = json.loads(line)
            values["removed"] = {(kind, rule): lines for kind, rule, lines in values.get("removed", ())}
            page = self._page(number)
            beside = f"{page.parent.name}/{page.name}" if number in least and page.exists() else ""
            yield Record(**values, page=beside)

    def _lines(self) -> Iterator[bytes]:
        """The lines that are on disk."""
        if self._mark:
            with gzip.open(self._records, "rb") as lines:
                yield from lines

    def _page(self, number: int) -> Path:
        return self._where.pages / f"document-{number + 1:08}.html"


def _write(path: Path, page: bytes) -> None:
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(page)
    part.replace(path)
