"""Inputs of every kind into documents: what is found, in which order, with which ids, and what broken ones say."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
import zstandard

from cleaner.batch.failure import Failure, InputError, MissingExtraError
from cleaner.batch.inputs import Inputs, kind_of
from cleaner.batch.item import Item
from cleaner.batch.readers import Start, Wanted, items
from cleaner.batch.record import Source, source_of, stated_id

WANTED = Wanted(max_size=1000)
LINE = b'{"id": "good", "html": "<p>good</p>"}\n'
LINES = b"".join(json.dumps({"id": f"d{n}", "html": f"<p>{n}</p>"}).encode() + b"\n" for n in range(100))


def read(*named: str | Path, wanted: Wanted = WANTED, start: Start | None = None) -> list[Item]:
    inputs = Inputs([str(name) for name in named])
    return list(items(inputs, wanted, start) if start else items(inputs, wanted))


def sources(*named: str | Path, wanted: Wanted = WANTED) -> list[Source | Failure]:
    return [source_of(item, wanted) for item in read(*named, wanted=wanted)]


def only(*named: str | Path, wanted: Wanted = WANTED) -> Source | Failure:
    (source,) = sources(*named, wanted=wanted)
    return source


def reason(found: Source | Failure) -> str:
    assert isinstance(found, Failure)
    return f"{found.reason}: {found.detail}"


def ids(found: list[Source | Failure]) -> list[str]:
    return [source.id for source in found if isinstance(source, Source)]


def write(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def member(
    n: int, *, status: str = "200 OK", mime: str = "text/html; charset=iso-8859-1", kind: str = "response"
) -> bytes:
    body = f"<p>caf\xe9 {n}</p>".encode("latin-1")
    http = f"HTTP/1.1 {status}\r\nContent-Type: {mime}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{n}>\r\nWARC-Target-URI: http://harbour.example/{n}"
        f"\r\nWARC-Date: 2025-01-01T00:00:00Z\r\nContent-Type: application/http; msgtype={kind}\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *((f"a{e}", "page") for e in (".txt", ".html", ".HTM", ".xhtml", ".md")),
        *((f"a{e}", "jsonl") for e in (".jsonl", ".jsonl.gz", ".ndjson.zst", ".JSONL.GZ")),
        *((f"a{e}", "warc") for e in (".warc", ".warc.gz", ".wet.gz")),
        ("a.parquet", "parquet"),
        ("a.zip", "zip"),
        *((f"a{e}", None) for e in ("", ".gz", ".html.gz", ".warc.zst", ".pdf", ".parquet.gz")),
    ],
)
def test_kinds_are_told_by_name(name: str, kind: str | None) -> None:
    assert kind_of(f"crawl.d/{name}") == kind


def test_a_folder_is_read_in_order_of_names_without_what_is_hidden_or_unknown(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "z/c.md", "c/d.txt", ".git/x.txt", "c/.x.txt", "c/picture.png"):
        write(tmp_path / name, name)
    os.mkfifo(tmp_path / "pipe.txt")
    assert ids(sources(tmp_path)) == ["a.html", "b.txt", "c/d.txt", "z/c.md"]


def test_patterns_and_several_inputs_share_a_root(tmp_path: Path) -> None:
    for name in ("one/a.txt", "one/b.txt", "two/a.txt", "two/a.png"):
        write(tmp_path / name, name)
    assert ids(sources(tmp_path / "one", tmp_path / "two/a.*")) == ["one/a.txt", "one/b.txt", "two/a.txt"]
    assert ids(sources(tmp_path / "**" / "a.txt")) == ["one/a.txt", "two/a.txt"]


def test_the_output_and_what_is_beside_it_is_no_input(tmp_path: Path) -> None:
    names = ("a.txt", "out/b.txt", "out.errors.jsonl", "out.part", "out.parts/0.parquet", "outer.txt")
    for name in names:
        write(tmp_path / name, name)
    found = Inputs([str(tmp_path)], str(tmp_path / "out"))
    assert [file.name for file in found] == ["a.txt", "outer.txt"]


@pytest.mark.parametrize("name", ["nothing.txt", "nothing/*.txt", "table.csv", "*.csv"])
def test_an_input_that_is_not_there_or_unknown_is_refused(tmp_path: Path, name: str) -> None:
    write(tmp_path / "table.csv", "a,b")
    with pytest.raises(InputError, match=re.escape(name)):
        Inputs([str(tmp_path / name)])


def test_html_files_are_html_and_text_is_told(tmp_path: Path) -> None:
    write(tmp_path / "a.html", "x")
    write(tmp_path / "b.txt", "x")
    assert [s.html for s in sources(tmp_path) if isinstance(s, Source)] == [True, False]


@pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz", ".jsonl.zst"])
def test_json_lines(tmp_path: Path, ending: str) -> None:
    compressions: dict[str, Callable[[bytes], bytes]] = {
        ".jsonl": bytes,
        ".jsonl.gz": gzip.compress,
        ".jsonl.zst": zstandard.ZstdCompressor().compress,
    }
    compress = compressions[ending]
    data = compress(LINES[:200]) + compress(LINES[200:])  # members and frames one after the other
    found = sources(write(tmp_path / f"a{ending}", data))
    assert ids(found) == [f"d{n}" for n in range(100)]
    assert found[7] == Source("d7", "<p>7</p>", None, True, {}, "a")


@pytest.mark.parametrize("ending", [".jsonl.gz", ".jsonl.zst"])
@pytest.mark.parametrize("breaking", ["cut", "spoilt"])
def test_compressed_lines_that_break_off_say_so_behind_what_is_whole(
    tmp_path: Path, ending: str, breaking: str
) -> None:
    noise = b"".join(json.dumps({"html": os.urandom(300).hex()}).encode() + b"\n" for _ in range(3000))
    compress = gzip.compress if ending.endswith("gz") else zstandard.ZstdCompressor(write_checksum=True).compress
    data = compress(noise)
    half = len(data) // 2
    data = data[:half] if breaking == "cut" else data[:half] + bytes(100) + data[half + 100 :]
    found = sources(write(tmp_path / f"a{ending}", data))
    assert len(found) > 500
    assert all(isinstance(s, Source) for s in found[:500])
    assert reason(found[-1]).startswith("unreadable: cannot be read further: ")


def test_lines_state_their_fields(tmp_path: Path) -> None:
    line = {"key": 17, "page": "<p>a</p>", "dump": "a", "url": "http://harbour.example", "more": [1], "else": 2}
    file = write(tmp_path / "a.jsonl", json.dumps(line))
    both = Wanted(1000, "page", "dump", "key", ("more", "absent"))
    assert only(file, wanted=both) == Source(
        "17", "<p>a</p>", "http://harbour.example", True, {"more": [1]}, "harbour.example"
    )
    assert only(file, wanted=Wanted(1000, None, "dump")) == Source(
        "a.jsonl#1", "a", "http://harbour.example", False, {}, "harbour.example"
    )


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b'{"id": "d", "html": "a', "unreadable: broken JSON"),
        (b"\x00\x01\xff", "unreadable: broken JSON"),
        (b"[" * 100_000, "unreadable: broken JSON"),
        (b'["a"]', "unreadable: the line is JSON, but no object"),
        (b'{"id": "d", "body": "a"}', "unreadable: no text in a field 'html' or 'text'"),
        (b'{"id": "d", "html": null}', "unreadable: no text in a field 'html' or 'text'"),
        (b'{"id": "d", "html": "' + b"x" * 1001 + b'"}', "too large: 1,001 bytes"),
    ],
)
def test_a_broken_line_is_a_failure_and_the_next_is_read(tmp_path: Path, line: bytes, why: str) -> None:
    wanted = WANTED
    broken, good = read(write(tmp_path / "a.jsonl", line + b"\n\n" + LINE))
    assert reason(source_of(broken, wanted)).startswith(why)
    assert stated_id(broken, wanted) == (
        "d" if line.startswith(b'{"id": "d", ') and line.endswith(b"}") else "a.jsonl#1"
    )
    assert (good.number, good.place) == (3, "line 3")
    assert isinstance(source_of(good, wanted), Source)


def test_a_huge_line_is_passed_over(tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", b'{"html": "' + b"x" * 9_000_000 + b'"}\n' + LINE)
    huge, good = read(file)
    assert reason(source_of(huge, WANTED)) == "too large: 9,000,013 bytes, of 1,000 at most"
    assert isinstance(source_of(good, WANTED), Source)


def test_lines_from_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "a"}\n{"text": "b"}')))
    assert ids(sources("-")) == ["stdin#1", "stdin#2"]


def test_parquet(tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    rows = [{"id": n, "html": f"<p>{n}</p>" if n else None, "score": n / 2, "rest": "-"} for n in range(100)]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), file)
    found = sources(file, wanted=Wanted(1000, keep_fields=("score",)))
    assert reason(found[0]) == "unreadable: no text in a field 'html' or 'text'"
    assert found[7] == Source("7", "<p>7</p>", None, True, {"score": 3.5}, "a")
    assert "broken.parquet" in write(tmp_path / "broken.parquet", file.read_bytes()[:300]).name
    assert reason(only(tmp_path / "broken.parquet")).startswith("unreadable: cannot be read: ")


def test_parquet_without_the_columns_says_so_of_each_row(tmp_path: Path) -> None:
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist([{"other": 1}] * 3), tmp_path / "a.parquet")
    assert [reason(s) for s in sources(tmp_path)] == ["unreadable: no text in a field 'html' or 'text'"] * 3


@pytest.mark.parametrize("compress", [bytes, gzip.compress])
def test_web_archives_give_their_pages(tmp_path: Path, compress: type[bytes]) -> None:
    records = (
        member(1),
        member(2, status="404 Not Found"),
        member(3, mime="image/png"),
        member(4, kind="request"),
        member(5, mime="text/html"),
        member(6, mime="text/html; charset=nonsense"),
    )
    file = write(tmp_path / ("a.warc.gz" if compress is not bytes else "a.warc"), b"".join(map(compress, records)))
    found = sources(file)
    assert ids(found) == ["<urn:uuid:1>", "<urn:uuid:5>", "<urn:uuid:6>"]
    assert found[0] == Source(
        "<urn:uuid:1>", "<p>caf\xe9 1</p>", "http://harbour.example/1", False, {}, "harbour.example"
    )
    assert found[1] == Source(
        "<urn:uuid:5>", b"<p>caf\xe9 5</p>", "http://harbour.example/5", False, {}, "harbour.example"
    )


def test_text_of_a_web_archive(tmp_path: Path) -> None:
    text = "Flut über dem Kai".encode()
    head = f"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Length: {len(text)}\r\n"
    data = (
        head.encode() + b"Content-Type: text/plain\r\nWARC-Target-URI: http://a.example/\r\n\r\n" + text + b"\r\n\r\n"
    )
    found = only(write(tmp_path / "a.wet.gz", gzip.compress(data)))
    assert found == Source("<urn:uuid:1>", "Flut über dem Kai", "http://a.example/", False, {}, "a.example")


def test_a_web_archive_that_breaks_off_says_so(tmp_path: Path) -> None:
    data = gzip.compress(member(1)) + gzip.compress(member(2))[:-30]
    found = sources(write(tmp_path / "a.warc.gz", data))
    assert ids(found)[:1] == ["<urn:uuid:1>"]
    assert reason(found[-1]).startswith("unreadable: cannot be read further: EOFError")


def test_pages_in_a_zip(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in (
            "news/a.html",
            "news/a.txt",
            "news/photo.png",
            "../out.txt",
            "large.txt",
            "broken.txt",
            "last.txt",
        ):
            archive.writestr(name, b"b" * 5000 if name == "large.txt" else name.encode() * 9)
    data = (tmp_path / "a.zip").read_bytes()
    at = data.index(b"broken.txt") + len("broken.txt")
    found = sources(write(tmp_path / "a.zip", data[:at] + b"\xff\xff\xff" + data[at + 3 :]))
    assert ids(found) == ["a.zip/news/a.html", "a.zip/news/a.txt", "a.zip#3", "a.zip/last.txt"]
    assert reason(found[3]) == "too large: 5,000 bytes, of 1,000 at most"
    assert reason(found[4]).startswith("unreadable: cannot be read: ")


def test_a_page_that_cannot_be_opened_or_is_too_large_fails(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    write(tmp_path / "pages/large.txt", "x" * 1001)
    write(tmp_path / "pages/empty.txt", "")
    empty, large = sources(tmp_path / "pages")
    assert empty == Source("empty.txt", b"", None, False, {}, "pages")
    assert reason(large) == "too large: 1,001 bytes, of 1,000 at most"
    inputs = Inputs([str(tmp_path / "pages/empty.txt")])
    (tmp_path / "pages/empty.txt").unlink()
    (gone,) = items(inputs, WANTED)
    assert reason(source_of(gone, WANTED)) == "unreadable: cannot be read: No such file or directory"


@pytest.mark.parametrize(
    ("name", "module", "says"),
    [
        ("a.parquet", "pyarrow.parquet", "needs pyarrow: pip install 'cleaner[parquet]'"),
        ("a.warc", "fastwarc.warc", "needs fastwarc: pip install 'cleaner[warc]'"),
        ("a.jsonl.zst", "zstandard", "needs zstandard: pip install 'cleaner[zstd]'"),
    ],
)
def test_a_missing_extra_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, says: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError) as caught:
        read(write(tmp_path / name, b""))
    assert str(caught.value) == f"{tmp_path / name} {says}"


def test_reading_goes_on_behind_what_is_done(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "a")
    write(tmp_path / "b.jsonl", LINES)
    write(tmp_path / "c.txt", "c")
    every = read(tmp_path)
    for at in (0, 1, 50, 101):
        item = every[at]
        start = Start(item.file.order, item.number, item.file.digest)
        assert read(tmp_path, start=start) == every[at + 1 :]


def test_inputs_that_have_changed_are_noticed(tmp_path: Path) -> None:
    for name in ("b.txt", "c.txt", "d.txt"):
        write(tmp_path / name, name)
    second = read(tmp_path)[1]
    start = Start(second.file.order, second.number, second.file.digest)
    write(tmp_path / "e.txt", "behind")
    assert len(read(tmp_path, start=start)) == 2
    write(tmp_path / "a.txt", "before")
    with pytest.raises(InputError, match="has changed since"):
        read(tmp_path, start=start)
    (tmp_path / "a.txt").unlink()
    write(tmp_path / "b.txt", "other words")
    with pytest.raises(InputError, match="has changed since"):
        read(tmp_path, start=start)
