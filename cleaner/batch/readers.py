"""Inputs into items: one reader for each kind of file. What cannot be read is an item too, with its failure."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any, BinaryIO, NamedTuple

from cleaner.batch.extras import extra
from cleaner.batch.failure import Failure, InputError, MissingExtraError
from cleaner.batch.inputs import PAGES, FileKind, InputFile, Inputs
from cleaner.batch.item import Item, Line, PageFile, Row
from cleaner.batch.many import too_large
from cleaner.batch.streams import Lasting, opened

_LINE = 3
"""How many times `max_size` a line of JSON may have: escapes take up to three times the bytes."""

_OTHER_FIELDS = 1 << 20
"""Bytes that the other fields of a line may have besides."""

_PIECE = 1 << 20
"""Bytes read at once of what is passed over, or of unknown size."""

_ROWS = 64
"""Rows of a table read at once."""

_MIME = ("text/html", "application/xhtml+xml", "text/plain")
"""Media types of pages in a web archive."""


class Wanted(NamedTuple):
    """What is read of a document, and how large it may be in bytes.

    html_field, text_field, id_field: names of fields of JSON lines and columns of tables. keep_fields: those that go
    into the output unchanged.
    """

    max_size: int
    html_field: str | None = "html"
    text_field: str | None = "text"
    id_field: str = "id"
    keep_fields: tuple[str, ...] = ()

    @property
    def columns(self) -> frozenset[str]:
        """All fields that are read."""
        named = (self.html_field, self.text_field, self.id_field, "url", *self.keep_fields)
        return frozenset(n for n in named if n)


class Start(NamedTuple):
    """Where to begin: the order of a file, and the number of the last item of it that is done already."""

    file: int = 0
    number: int = 0
    digest: str = ""


BEGINNING = Start()
"""Where nothing is done yet."""


def items(inputs: Inputs, wanted: Wanted, start: Start = BEGINNING) -> Iterator[Item]:
    """The documents of all inputs in order, from `start` on.

    Raises InputError where the inputs up to `start` are not what they were, MissingExtraError for an input that
    needs a library which is not installed.
    """
    for file in inputs:
        if file.order == start.file and start.digest not in ("", file.digest):
            raise InputError(
                f"{file.path}, or a file before it, has changed since the run was begun; --restart begins anew"
            )
        if file.order >= start.file:
            done = start.number if file.order == start.file else 0
            yield from (item for item in _guarded(file, wanted) if item.number > done)


def _guarded(file: InputFile, wanted: Wanted) -> Iterator[Item]:
    """The items of a file; where it breaks off, a last one says why."""
    number = 0
    try:
        for item in _READERS[file.kind](file, wanted):
            number = item.number
            yield item
    except MissingExtraError:
        raise
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # libraries have errors of their own for broken files, a panic of Rust among them
        detail = f"cannot be read{' further' if number else ''}: {_said(error)}"
        name = f"{file.name}#{number + 1}" if file.kind != "page" else file.name
        yield Item(file, number + 1, "", name, Failure("unreadable", detail), file.size)


def _said(error: BaseException) -> str:
    text = getattr(error, "strerror", None) or str(error)
    return text if isinstance(error, OSError) else f"{type(error).__name__}: {text}"


def _page(file: InputFile, wanted: Wanted) -> Iterator[Item]:
    with open(file.path, "rb") as opened_file:
        data = opened_file.read(wanted.max_size + 1)
    content = _sized(PageFile(data), wanted, file.size)
    yield Item(file, 1, "", file.name, content, file.size)


def _sized(page: PageFile, wanted: Wanted, size: int = 0) -> PageFile | Failure:
    return too_large(max(size, len(page.data)), wanted.max_size) if len(page.data) > wanted.max_size else page


def _jsonl(file: InputFile, wanted: Wanted) -> Iterator[Item]:
    most = _LINE * wanted.max_size + _OTHER_FIELDS
    with opened(file.path) as stream:
        number = 0
        while line := stream.content.readline(most):
            number += 1
            content: Line | Failure = Line(line)
            if len(line) == most and not line.endswith(b"\n"):
                content = too_large(most + _passed_over(stream.content), wanted.max_size)
            elif line.isspace():
                continue
            yield Item(file, number, f"line {number}", f"{file.name}#{number}", content, stream.tell())


def _passed_over(content: BinaryIO) -> int:
    """Read to the end of the line. The bytes it had."""
    size = 0
    while piece := content.readline(_PIECE):
        size += len(piece)
        if piece.endswith(b"\n"):
            break
    return size


def _parquet(file: InputFile, wanted: Wanted) -> Iterator[Item]:
    parquet = extra("pyarrow.parquet", "parquet", file.path)
    with parquet.ParquetFile(file.path) as table:
        columns = [name for name in table.schema_arrow.names if name in wanted.columns]
        rows, number = max(1, table.metadata.num_rows), 0
        for batch in table.iter_batches(batch_size=_ROWS, columns=columns):
            for values in batch.to_pylist() if columns else [{}] * batch.num_rows:
                number += 1
                read = file.size * number // rows
                yield Item(file, number, f"row {number}", f"{file.name}#{number}", Row(values), read)


def _warc(file: InputFile, wanted: Wanted) -> Iterator[Item]:
    warc = extra("fastwarc.warc", "warc", file.path)
    kinds = warc.WarcRecordType
    with opened(file.path) as stream:
        lasting = Lasting(stream.content)
        types = kinds.response | kinds.resource | kinds.conversion
        for number, record in enumerate(warc.ArchiveIterator(lasting, record_types=types, parse_http=False), 1):
            place, name = f"record {record.record_id}", f"{file.name}#{number}"
            size = record.content_length
            if size > wanted.max_size + _OTHER_FIELDS:
                yield Item(file, number, place, name, too_large(size, wanted.max_size), stream.tell())
                continue
            record.freeze()  # reads it whole
            if record.content_length < size:
                raise lasting.error or EOFError(f"{place} is cut off")
            page = _archived(record, wanted.max_size)
            if page:
                yield Item(file, number, place, name, _sized(page, wanted), stream.tell())
        if lasting.error:
            raise lasting.error


def _archived(record: Any, max_size: int) -> PageFile | None:
    """The page in a record of a web archive, if it is one."""
    record.parse_http(auto_decode="all")
    web = record.http_headers if record.is_http else None
    mime = record.http_content_type if web else record.headers.get("Content-Type", "")
    status = (web.status_code if web else None) or 200
    if (mime and mime.partition(";")[0].strip().lower() not in _MIME) or status // 100 != 2:
        return None
    data = _up_to(record.reader.read, max_size + 1)
    url = record.headers.get("WARC-Target-URI")
    return PageFile(data, url, record.http_charset if web else "utf-8", record.record_id)


def _up_to(read: Callable[[int], bytes], most: int) -> bytes:
    pieces: list[bytes] = []
    while most > 0 and (piece := read(min(most, _PIECE))):
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)


def _zip(file: InputFile, wanted: Wanted) -> Iterator[Item]:
    import zipfile

    with zipfile.ZipFile(file.path) as archive:
        members = [m for m in archive.infolist() if not m.is_dir() and m.filename.lower().endswith(PAGES)]
        times = Counter(m.filename for m in members)
        read = 0
        for number, member in enumerate(members, 1):
            own = times[member.filename] == 1 and _inside(PurePosixPath(member.filename).parts)
            name = f"{file.name}/{member.filename}" if own else f"{file.name}#{number}"
            content: PageFile | Failure
            try:
                with archive.open(member) as page:
                    content = _sized(PageFile(page.read(wanted.max_size + 1)), wanted, member.file_size)
            except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError) as error:
                content = Failure("unreadable", f"cannot be read: {_said(error)}")
            read += member.compress_size
            yield Item(file, number, member.filename, name, content, read)


def _inside(parts: Sequence[str]) -> bool:
    """Whether a path stays in the folder that it is put in."""
    return bool(parts) and not {"/", "//", ".."}.intersection(parts)


_READERS: dict[FileKind, Callable[[InputFile, Wanted], Iterator[Item]]] = {
    "page": _page,
    "jsonl": _jsonl,
    "parquet": _parquet,
    "warc": _warc,
    "zip": _zip,
}
