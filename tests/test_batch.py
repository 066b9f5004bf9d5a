"""`cleaner batch` over real files with real workers: what is written, what is said, and how it goes on after a stop."""

from __future__ import annotations

import errno
import gzip
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
import zstandard

from cleaner import Cleaner, clean
from cleaner.batch import runner
from cleaner.batch.failure import BatchError, InputError, OutputError
from cleaner.batch.inputs import Inputs
from cleaner.batch.journal import Lock
from cleaner.batch.outputs import AppendedFile
from cleaner.batch.progress import Progress
from cleaner.batch.readers import Wanted, items
from cleaner.batch.record import FIELDS
from cleaner.batch.runner import Plan, run
from cleaner.batch.tally import Tally
from cleaner.cli import main
from tests.corpus import GOOD, HTML, ROOT
from tests.test_batch_pool import HANGS, SLOW
from tests.test_cli import PACK

Captured = pytest.CaptureFixture[str]
PAGES = [page.source for page in (*GOOD[:5], *HTML[:5])]
ALL, SOME_FAILED, USAGE, NEARLY_ALL_FAILED, INTERRUPTED = 0, 1, 2, 126, 130
"""The exit codes that scripts rely on."""


def jsonl(path: Path, values: Sequence[object]) -> Path:
    path.write_text("".join(json.dumps(value) + "\n" for value in values))
    return path


def records(path: Path) -> list[dict[str, Any]]:
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    if path.suffix == ".zst":
        data = zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True).read()
    return [json.loads(line) for line in data.splitlines()]


def failures(output: Path) -> list[dict[str, Any]]:
    return records(output.with_name(output.name + ".errors.jsonl"))


def batch(*arguments: str | Path) -> int:
    return main(["batch", "--workers", "1", *map(str, arguments)])


@pytest.fixture(autouse=True)
def no_power_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing waits for the disk: what is written outlives the process without that."""
    monkeypatch.setattr(os, "fsync", lambda file: None)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return jsonl(tmp_path / "in.jsonl", [{"id": f"d{n}", "html": page, "n": n} for n, page in enumerate(PAGES)])


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "out.jsonl"


def test_records_hold_what_clean_finds(corpus: Path, output: Path, capsys: Captured) -> None:
    assert batch(corpus, "-o", output, "--keep-fields", "n") == ALL
    found = records(output)
    assert [record["id"] for record in found] == [f"d{n}" for n in range(len(PAGES))]
    for n, record in enumerate(found):
        assert tuple(record) == (*FIELDS, "n")
        known = clean(PAGES[n], kind="html").to_dict()
        assert {name: record[name] for name in FIELDS if name != "id"} == {name: known[name] for name in FIELDS[1:]}
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("cleaner: 10 documents: 10 cleaned; ")
    assert said.err.endswith(" a second\n")
    assert not output.with_name("out.jsonl.errors.jsonl").exists()


@pytest.mark.parametrize("ending", [".jsonl.gz", ".ndjson.zst", ".parquet"])
def test_every_output_holds_the_same(corpus: Path, tmp_path: Path, ending: str) -> None:
    assert batch(corpus, "-o", tmp_path / "plain.jsonl", "--keep-fields", "n") == ALL
    assert batch(corpus, "-o", tmp_path / f"out{ending}", "--keep-fields", "n") == ALL
    plain = records(tmp_path / "plain.jsonl")
    if ending == ".parquet":
        rows = pyarrow.parquet.read_table(tmp_path / "out.parquet").to_pylist()
        assert rows == [{**record, "n": str(record["n"])} for record in plain]
        assert not (tmp_path / "out.parquet.parts").exists()
    else:
        assert records(tmp_path / f"out{ending}") == plain


@pytest.mark.parametrize("form", ["txt", "md", "json"])
def test_a_folder_keeps_the_tree(tmp_path: Path, form: str) -> None:
    source = tmp_path / "in"
    names = ("a.txt", "news/b.html", "news/b.md", "news/c.html")
    for name, page in zip(names, PAGES, strict=False):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(page)
    jsonl(source / "d.jsonl", [{"text": PAGES[0]}] * 2)
    assert batch(source, "-o", tmp_path / "out", "--format", form) == ALL
    written = {f.relative_to(tmp_path / "out").as_posix(): f for f in (tmp_path / "out").rglob("*") if f.is_file()}
    expected = ("a", "news/b.html", "news/b.md", "news/c", "d.jsonl/1", "d.jsonl/2")
    assert sorted(written) == sorted(f"{name}.{form}" for name in expected)
    article = clean(PAGES[0])
    said = written[f"a.{form}"].read_text()
    if form == "json":
        assert json.loads(said)["text"] == article.text
    else:
        assert said == (article.text if form == "txt" else article.markdown) + "\n"


def test_bad_documents_are_in_the_errors_with_their_reasons(tmp_path: Path, output: Path, capsys: Captured) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.jsonl.gz").write_bytes(
        gzip.compress(b'{"id": "good", "text": "A word."}\n' + os.urandom(400_000).replace(b"\n", b""))[:-9]
    )
    jsonl(source / "b.jsonl", [{"id": "large", "text": "x" * 200_001}, {"id": "none"}, {"id": "fine", "html": "<p>A"}])
    with open(source / "b.jsonl", "a") as lines:
        lines.write('{"id": "half')
    (source / "c.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)
    assert batch(source, "-o", output, "--max-size", "0.2M") == SOME_FAILED
    assert [record["id"] for record in records(output)] == ["good", "fine"]
    bad = failures(output)
    assert [(f["id"], f["reason"], f["place"]) for f in bad if not f["input"].endswith("gz")] == [
        ("large", "too large", "line 1"),
        ("none", "unreadable", "line 2"),
        ("b.jsonl#4", "unreadable", "line 4"),
        ("c.txt", "unreadable", ""),
    ]
    assert bad[-1]["input"] == str(source / "c.txt")
    assert bad[-1]["detail"].startswith("no text: ")
    assert any("EOFError" in f["detail"] for f in bad)
    assert capsys.readouterr().err.endswith(f"; see {output}.errors.jsonl\n")


def test_a_hang_is_in_the_errors(tmp_path: Path, output: Path) -> None:
    source = jsonl(
        tmp_path / "in.jsonl", [{"id": n, "text": text} for n, text in enumerate([PAGES[0], HANGS, PAGES[1]])]
    )
    outcome = run(Plan((str(source),), str(output), Cleaner(rules=SLOW), workers=1, timeout=1))
    assert outcome.tally == Tally(cleaned=2, timeout=1)
    assert [(f["id"], f["reason"]) for f in failures(output)] == [("1", "timeout")]
    assert [record["id"] for record in records(output)] == ["0", "2"]


def test_when_nearly_all_fail_the_exit_code_says_so(tmp_path: Path, output: Path) -> None:
    source = jsonl(tmp_path / "in.jsonl", [{"body": "x"}] * 9 + [{"text": "x"}])
    assert batch(source, "-o", output) == NEARLY_ALL_FAILED
    assert batch(source, "-o", output, "--text-field", "body", "--restart") == SOME_FAILED


def test_no_documents_are_an_empty_output(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("out.jsonl", "out.jsonl.gz", "out.jsonl.zst"):
        assert batch(tmp_path / "in", "-o", tmp_path / name) == ALL
        assert records(tmp_path / name) == []
    assert batch(tmp_path / "in", "-o", tmp_path / "out.parquet") == ALL
    assert pyarrow.parquet.read_table(tmp_path / "out.parquet").num_rows == 0


def test_a_document_without_an_article_is_there_and_empty(tmp_path: Path, output: Path, capsys: Captured) -> None:
    source = jsonl(
        tmp_path / "in.jsonl", [{"text": ""}, {"text": "\ud800 One lone half of a letter, and then some words."}]
    )
    assert batch(source, "-o", output) == ALL
    assert records(output)[0]["text"] == ""
    assert "\ud800" in records(output)[1]["text"]
    assert "1 without an article" in capsys.readouterr().err
    assert batch(source, "-o", tmp_path / "out.parquet") == ALL


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nothing.txt", "-o", "out.jsonl"], "no such file"),
        (["in.jsonl", "-o", "out.jsonl", "--keep-fields", "n,text"], "text: the output has a field of that name"),
        (["in.jsonl", "-o", "out.jsonl", "--rules", "no.toml"], "no.toml"),
        (["in.jsonl", "-o", "in.parquet"], "in.parquet is there"),
    ],
)
def test_wrong_usage_is_one_line(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured, arguments: list[str], says: str
) -> None:
    monkeypatch.chdir(corpus.parent)
    (corpus.parent / "in.parquet").write_text("mine")
    assert batch(*arguments) == USAGE
    said = capsys.readouterr().err
    assert said.startswith("cleaner: ")
    assert says in said
    assert said.count("\n") == 1
    assert not (corpus.parent / "in.parquet.journal").exists()


@pytest.mark.parametrize("option", [["--workers", "0"], ["--timeout", "0"], ["--timeout", "nan"], ["--max-size", "x"]])
def test_options_are_checked(option: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        batch("in.jsonl", "-o", "out.jsonl", *option)
    assert caught.value.code == USAGE


def test_sizes_have_units(corpus: Path, output: Path) -> None:
    assert batch(corpus, "-o", output, "--max-size", "1k") == NEARLY_ALL_FAILED
    assert "of 1,000 at most" in failures(output)[0]["detail"]


# How it goes on.


def test_a_finished_run_is_not_done_again(corpus: Path, output: Path, capsys: Captured) -> None:
    assert batch(corpus, "-o", output) == ALL
    before = output.read_bytes()
    capsys.readouterr()
    assert batch(corpus, "-o", output) == ALL
    assert capsys.readouterr().err == "cleaner: 10 documents: 10 cleaned; nothing was left to do\n"
    assert output.read_bytes() == before


@pytest.mark.parametrize("change", ["rules", "settings", "version", "inputs", "gone"])
def test_what_has_changed_since_is_noticed(
    corpus: Path, output: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured, change: str
) -> None:
    pack = corpus.with_name("pack.toml")
    pack.write_text(PACK)
    arguments: list[str | Path] = [corpus, "-o", output, "--rules", pack]
    assert batch(*arguments) == ALL
    more: list[str] = []
    if change == "rules":
        pack.write_text(PACK.replace("Harbour cam", "Harbour web cam"))
    if change == "settings":
        more = ["--language", "de"]
    if change == "version":
        monkeypatch.setattr(runner, "cleaners", lambda: "another")
    if change == "inputs":
        jsonl(corpus, [{"text": "A word."}])
    if change == "gone":
        output.unlink()
    capsys.readouterr()
    assert batch(*arguments, *more) == USAGE
    said = capsys.readouterr().err
    assert {"gone": "is gone"}.get(change, change) in said
    assert "--restart begins anew" in said
    if change == "inputs":
        assert batch(*arguments, "--restart") == ALL
        assert len(records(output)) == 1


def test_two_runs_do_not_write_one_output(corpus: Path, output: Path) -> None:
    lock = Lock(str(output))
    with pytest.raises(OutputError, match="another run"):
        run(Plan((str(corpus),), str(output), workers=1))
    lock.close()
    assert not output.with_name("out.jsonl.journal").exists()


def test_an_output_that_has_been_cut_is_noticed(corpus: Path, output: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        interrupted(corpus, output, after=4)
    part = output.with_name("out.jsonl.part")
    part.write_bytes(part.read_bytes()[:50])
    with pytest.raises(OutputError, match="has 50 bytes, of "):
        run(Plan((str(corpus),), str(output), workers=1))


@contextmanager
def interrupted_after(documents: int) -> Iterator[None]:
    """Runs are stopped as by Ctrl-C after so many documents."""
    shown = 0

    def show(*_: object) -> None:
        nonlocal shown
        shown += 1
        if shown == documents:
            raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Progress, "show", show)
        yield


def interrupted(corpus: Path, output: Path, after: int) -> None:
    """A run that commits every document and is stopped as by Ctrl-C after so many of them."""
    with interrupted_after(after):
        run(Plan((str(corpus),), str(output), workers=1, commit=0))


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz", "out.parquet", "out"])
def test_an_interrupted_run_goes_on_where_it_was(corpus: Path, tmp_path: Path, name: str) -> None:
    with open(corpus, "a") as lines:
        lines.write("broken\n")
    whole, output = tmp_path / f"whole.{name}", tmp_path / name
    run(Plan((str(corpus),), str(whole), workers=1))
    with pytest.raises(KeyboardInterrupt):
        interrupted(corpus, output, after=4)
    outcome = run(Plan((str(corpus),), str(output), workers=1))
    assert (outcome.before, outcome.tally) == (4, Tally(cleaned=10, unreadable=1))
    assert contents(output) == contents(whole)
    assert failures(output) == failures(whole)


def contents(output: Path) -> object:
    """What an output holds, whatever it is."""
    if output.is_dir():
        return {f.relative_to(output): f.read_bytes() for f in output.rglob("*") if f.is_file()}
    return records(output) if output.suffix == ".gz" else output.read_bytes()


def test_ctrl_c_is_one_line(corpus: Path, output: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    def show(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Progress, "show", show)
    assert batch(corpus, "-o", output) == INTERRUPTED
    assert capsys.readouterr().err == "cleaner: interrupted; start it again to go on\n"


def test_a_full_disk_is_one_line_and_what_was_done_stays(
    corpus: Path, output: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    append = AppendedFile.append

    def full(self: AppendedFile, data: bytes) -> int:
        if b'"d4"' in data:
            append(self, data[:20])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return append(self, data)

    with monkeypatch.context() as patch:
        patch.setattr(AppendedFile, "append", full)
        with pytest.raises(OSError, match="No space left"):
            run(Plan((str(corpus),), str(output), workers=1, commit=0))
        assert len(records(Path(f"{output}.journal"))) == 5  # a head, and a line for each of four
        assert batch(corpus, "-o", output) == SOME_FAILED
    assert capsys.readouterr().err == f"cleaner: {output}: No space left on device; start it again to go on\n"
    assert batch(corpus, "-o", output) == ALL
    assert [record["id"] for record in records(output)] == [f"d{n}" for n in range(10)]


COMMIT_OFTEN = """
import sys
from cleaner.batch.runner import Plan, run
run(Plan((sys.argv[1],), sys.argv[2], workers=1, commit=0.05, learn_sites=True, report=sys.argv[3], report_pages=3))
"""


@pytest.mark.parametrize("name", ["out.jsonl", "out.parquet"])
def test_a_run_killed_again_and_again_ends_with_each_document_once(tmp_path: Path, name: str) -> None:
    lines = [{"id": f"d{n}", "text": PAGES[n % 5]} if n % 10 else {"id": f"d{n}"} for n in range(50)]
    source = jsonl(tmp_path / "in.jsonl", lines)
    whole, output = tmp_path / "whole" / name, tmp_path / name
    whole.parent.mkdir()
    reports = tmp_path / "whole" / "why", tmp_path / "why"
    run(Plan((str(source),), str(whole), workers=1, learn_sites=True, report=str(reports[0]), report_pages=3))
    pick = random.Random(name)
    command: list[str | Path] = [sys.executable, "-c", COMMIT_OFTEN, source, output, reports[1]]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    journal = output.with_name(f"{name}.journal")
    kills = 0
    for _ in range(3):
        before = journal.stat().st_size if journal.exists() else 0
        with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as process:
            while process.poll() is None and not (journal.exists() and journal.stat().st_size > before):
                time.sleep(0.001)
            time.sleep(pick.uniform(0, 0.15))
            process.kill()
        kills += process.returncode == -signal.SIGKILL
    assert kills > 0
    subprocess.run(command, env=environment, stderr=subprocess.PIPE, check=False)
    assert contents(output) == contents(whole)
    assert failures(output) == failures(whole)
    assert contents(reports[1]) == contents(reports[0])


# What is shown.


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal_only(corpus: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaner.batch.progress._EVERY", 0.0)
    monkeypatch.setenv("COLUMNS", "200")
    terminal, file = Terminal(), io.StringIO()
    run(Plan((str(corpus),), str(output), workers=1), terminal)
    run(Plan((str(corpus),), str(output), workers=1, restart=True), file)
    shown = terminal.getvalue().split("\r\x1b[K")
    assert "100% · 10 documents · " in shown[-2]
    assert shown[-2].endswith(" a second · 100% cleaned · 0 failed · 0:00:00 left")
    assert shown[-1] == ""
    assert file.getvalue() == ""


def test_progress_counts_what_earlier_runs_have_done_but_not_in_its_rate(corpus: Path) -> None:
    terminal = Terminal()
    inputs = Inputs([str(corpus)])
    *_, last = items(inputs, Wanted(1_000_000))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "200")
        patch.setattr("cleaner.batch.progress._EVERY", 0.0)
        patch.setattr("cleaner.batch.progress.time.monotonic", iter([0.0, 2.0]).__next__)
        progress = Progress(terminal, inputs, Tally(cleaned=90))
        progress.show(last, Tally(cleaned=90, timeout=10))
    assert "100 documents · 5 a second · 90% cleaned · 10 failed" in terminal.getvalue()


def test_errors_of_a_run_are_one_family() -> None:
    assert issubclass(InputError, BatchError)
    assert issubclass(OutputError, BatchError)
