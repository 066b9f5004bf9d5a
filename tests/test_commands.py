"""The commands and the Python of all documents work as they stand."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks.compare import PLACE
from cleaner import Pack, Rule, clean
from cleaner.rules.check import failures
from tests.corpus import FIXTURES, ROOT, SEEDS
from tests.documents import DOCUMENTS, Code, code
from tests.pages import HTML, TEXT

SHELL = [document for document in DOCUMENTS if any(c.language == "sh" for c in code(document))]
PYTHON = [document for document in DOCUMENTS if any(c.language == "python" for c in code(document))]
SEED = SEEDS / "003_f5af9b3132d8aeab.txt"

ELSEWHERE = ("pytest", "ruff", "mypy", "sphinx-build", ".ci/run")
"""What `.ci/run` runs, or is."""

UNKNOWN = "en.subscribe.tap-the-bell"
"""The rule that a reader is shown how to write; the cleaner does not have it."""

_WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://ellery.example/ferry\r\n"
    b"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\n"
    b"Content-Length: %d\r\n\r\n%s\r\n\r\n"
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like that of a reader: a clone with an environment, and some pages."""
    (tmp_path / "seeds").symlink_to(SEEDS)
    (tmp_path / "fixtures").symlink_to(FIXTURES)
    programs = tmp_path / ".venv" / "bin"
    programs.mkdir(parents=True)
    script = f'#!/bin/sh\nPYTHONPATH={shlex.quote(str(ROOT))} exec {shlex.quote(sys.executable)} -m cleaner "$@"\n'
    (programs / "cleaner").write_text(script, encoding="utf-8")
    (programs / "cleaner").chmod(0o755)
    (tmp_path / "page.txt").write_bytes(SEED.read_bytes())
    (tmp_path / "page.html").write_text(HTML, encoding="utf-8")
    (tmp_path / "pages").mkdir()
    for i, place in enumerate(("Ellery", "Brannock", "Skarholm")):
        (tmp_path / "pages" / f"{i}.txt").write_text(TEXT.replace("Ellery", place), encoding="utf-8")
        (tmp_path / "pages" / f"{i}.html").write_text(HTML.replace("Ellery", place), encoding="utf-8")
    rows = "".join(
        json.dumps({"id": str(i), "key": f"k{i}", "body": HTML, "raw": TEXT, "text": TEXT, "label": "a", "source": "b"})
        + "\n"
        for i in range(3)
    ).encode()
    (tmp_path / "dump.jsonl.gz").write_bytes(gzip.compress(rows))
    (tmp_path / "dump.gz").write_bytes(gzip.compress(rows))
    if find_spec("zstandard"):
        import zstandard

        (tmp_path / "dump.jsonl.zst").write_bytes(zstandard.compress(rows))
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + HTML.encode()
    (tmp_path / "crawl.warc.gz").write_bytes(gzip.compress(_WARC % (len(answer), answer)))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


def packs(document: Path, desk: Path) -> None:
    """Save the packs that a document shows, as it says."""
    for found in code(document):
        if found.language == "toml" and "[[rules]]" in found.text:
            (desk / "harbour.toml").write_text(found.text, encoding="utf-8")


def shell(command: str) -> str:
    """What a command prints. Fails where it fails."""
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stderr}"
    return done.stdout + done.stderr


def commands(found: Code) -> list[str]:
    """The commands of a piece of code, one by one, without comments."""
    lines = (re.sub(r"\s+#.*$", "", line) for line in found.text.splitlines())
    return [part for line in lines if line for part in line.split(" && ")]


def known_extras() -> set[str]:
    return set(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"])


def checked(command: str) -> str:
    """What a command prints; one that takes a machine of its own is looked at, not run."""
    words = shlex.split(command)
    program = words[0] if words[0] == ".ci/run" else Path(words[0]).name
    if program == "pip":
        named = re.findall(r"\[([\w,]+)\]", command)
        assert {extra for extras in named for extra in extras.split(",")} <= known_extras(), command
        return ""
    if program in ELSEWHERE:
        assert all((ROOT / word).exists() for word in words[1:] if word.startswith(("tests/", "docs"))), command
        return ""
    if program.startswith("python"):
        return _module(words)
    return "" if UNKNOWN in words else shell(command)


def _module(words: list[str]) -> str:
    """Whether a module of ours has the options that it is called with."""
    module, *arguments = words[words.index("-m") + 1 :]
    if module == "venv":
        return ""
    sub = [word for word in arguments[:1] if word.islower() and module == "benchmarks.batch"]
    done = subprocess.run(
        [sys.executable, "-m", module, *sub, "--help"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    if module.startswith("training.") and "No module named" in done.stderr:
        assert find_spec(done.stderr.rpartition("'")[0].rpartition("'")[2]) is None
        return ""
    assert done.returncode == 0, done.stderr
    missing = [word for word in arguments if word.startswith("--") and word not in done.stdout]
    assert missing == [], f"{module}: {missing}"
    return ""


@pytest.mark.parametrize("document", SHELL, ids=lambda document: document.name)
def test_the_commands_of_a_document_work(document: Path, desk: Path) -> None:
    pytest.importorskip("pyarrow", reason="needs pyarrow: pip install 'cleaner[test]'")
    pytest.importorskip("fastwarc", reason="needs fastwarc: pip install 'cleaner[test]'")
    for told in (ROOT / "README.md", document):
        packs(told, desk)
    if document.name == "contributing.md":
        page = next(found.text for found in code(document) if found.language == "text")
        (desk / "page.txt").write_text(page, encoding="utf-8")
    for found in code(document):
        if found.language == "sh":
            printed = "".join(map(checked, commands(found)))
            assert found.misses(printed) == []


@pytest.mark.parametrize("document", PYTHON, ids=lambda document: document.name)
def test_the_python_of_a_document_runs(document: Path, desk: Path) -> None:
    engines = re.compile(r"from cleaner\.integrations\.(\w+)")
    names: dict[str, object] = {"Rule": Rule}
    for found in code(document):
        if found.language != "python":
            continue
        text = "\n".join(line for line in found.text.splitlines() if not _lacks(engines.findall(line)))
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(text, document.name, "exec"), names)
        assert found.misses(out.getvalue()) == []


def _lacks(engines: list[str]) -> bool:
    """Whether an engine is not installed, and need not be."""
    if os.environ.get("CLEANER_ALL_ENGINES"):
        return False
    modules = {"arrow": "pyarrow", "langchain": "langchain_core", "spark": "pyspark"}
    return any(find_spec(modules.get(engine, engine)) is None for engine in engines)


def test_the_readme_shows_what_comes_of_the_page() -> None:
    (shown,) = (found.text for found in code(ROOT / "README.md") if found.language == "diff")
    article = clean(SEED.read_bytes())
    blocks = [(("-" if block in article.removed else " "), block.text) for block in article.blocks if block.text]
    left = iter(blocks)
    for line in shown.splitlines():
        sign, text = line[0], line[1:].removesuffix(" …")
        assert any(sign == s and (t == text or (line.endswith("…") and t.startswith(text))) for s, t in left), line


def test_the_rule_that_a_reader_is_shown_how_to_write_is_sound() -> None:
    document = ROOT / "docs" / "contributing.md"
    (text,) = (found.text for found in code(document) if found.language == "python")
    rule: Rule = eval(text.strip().removesuffix(","), {"Rule": Rule})
    assert rule.id == UNKNOWN
    assert list(failures(Pack("en", (rule,)))) == []
    page = next(found.text for found in code(document) if found.language == "text")
    assert rule.removes[0] in clean(page).text
    assert rule.removes[0] not in clean(page, rules=Pack("en", (rule,))).text


@pytest.mark.parametrize("name", ["README.md", "docs/benchmark.md"])
def test_the_tables_of_the_benchmark_have_their_place(name: str) -> None:
    found = PLACE.findall((ROOT / name).read_text(encoding="utf-8"))
    assert len(found) == 1
    assert found[0].startswith("Measured 20")
    assert "| HTML | " in found[0]
