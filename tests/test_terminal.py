"""The explanation and the diff on a terminal: aligned, wrapped by columns, and exact."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given

from cleaner import Article, clean
from cleaner.explain.diff import diff
from cleaner.explain.terminal import explain, printable, shown_diff
from tests.corpus import FIXTURES, PAGES, SEEDS, StoredPage
from tests.strategies import any_pages

NEWS = SEEDS / "003_f5af9b3132d8aeab.txt"
SCRIPTS = [NEWS, *(FIXTURES / name / "source.html" for name in ("html-portal-chinese", "html-rtl-arabic"))]


def columns(text: str) -> int:
    """How many columns of a terminal simple text takes: two for a wide character, none for a combining one."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("width", [60, 80, 99, 100, 132, 250])
def test_no_line_is_wider_than_the_terminal(path: Path, width: int) -> None:
    for line in explain(clean(path.read_bytes(), second_opinion=False), colour=False, width=width):
        assert columns(line) <= width


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("width", [80, 120])
def test_wrapping_loses_nothing(path: Path, width: int) -> None:
    article = clean(path.read_bytes(), second_opinion=False)
    shown = "".join("".join(line[1:].split()) for line in explain(article, colour=False, width=width))
    for block in article.blocks:
        what = block.kind or block.label
        order = (what, block.step.rule, block.text) if width == 120 else (what, block.text, block.step.rule)
        expected = "".join("".join(part.split()) for part in order)
        assert shown.startswith(expected)
        shown = shown.removeprefix(expected)
    assert shown == ""


@pytest.mark.parametrize("width", [80, 120])
def test_wrapped_lines_are_aligned_and_marked(width: int) -> None:
    article = clean(NEWS.read_bytes())
    start = 47 if width == 120 else 15
    lines = list(explain(article, colour=False, width=width))
    marks = {"-": 0, " ": 0}
    for line in lines:
        marks[line[:1] or " "] += 1
        assert line[start - 1 : start] in ("", " ")
        assert line[start : start + 1] != " " or line[2:start].strip() == ""
    assert marks["-"] > len(article.removed)
    assert marks[" "] > len(article.blocks) - len(article.removed)


def test_what_makes_one_character_is_not_cut() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    accented = "e\u0301"
    article = clean(f"{family * 30} {accented * 60} {'字' * 60}.")
    lines = [line[47:] for line in explain(article, colour=False, width=110)]
    assert "".join(lines).count(family) == 30
    assert not any(line.startswith(("\u200d", "\u0301")) for line in lines)


def test_a_rule_too_long_for_the_margin_stands_alone() -> None:
    article = clean(NEWS.read_bytes())
    long = article.labels.steps[0]._replace(rule=f"harbour.{'very-' * 8}long.name")
    steps = (long, *article.labels.steps[1:])
    article = article._replace(labels=article.labels._replace(steps=steps))
    for width in (80, 120):
        lines = list(explain(article, colour=False, width=width))
        assert sum(long.rule in line for line in lines) == 1
        assert all(len(line) <= width for line in lines)


def test_code_keeps_its_lines() -> None:
    article = clean((FIXTURES / "html-docs-code" / "source.html").read_bytes(), second_opinion=False)
    lines = [line.rstrip() for line in explain(article, colour=False, width=120)]
    assert any(line.endswith("    return len(record) > 0") for line in lines)


def applied(source: str, patch: Iterable[str]) -> str:
    """The source with a diff applied, as the tools for diffs do it: every line must be where the diff says."""
    lines = source.split("\n")
    out: list[str] = []
    at = 0
    left = (0, 0)
    for i, line in enumerate(patch):
        if i < 2:
            assert line.startswith(("---", "+++")[i])
        elif line.startswith("@@"):
            assert left == (0, 0)
            found = re.fullmatch(r"@@ -(\d+),(\d+) \+(\d+),(\d+) @@", line)
            assert found is not None
            first, count, new_first, new_count = map(int, found.groups())
            start = first - 1 if count else first
            out += lines[at:start]
            assert len(out) == (new_first - 1 if new_count else new_first)
            at, left = start, (count, new_count)
        elif line[0] in " -":
            assert lines[at] == line[1:]
            out += [line[1:]] if line[0] == " " else []
            left = (left[0] - 1, left[1] - (line[0] == " "))
            at += 1
        elif line[0] == "+":
            out.append(line[1:])
            left = (left[0], left[1] - 1)
        else:
            assert line == "\\ No newline at end of file"
            assert at == len(lines)
    assert left == (0, 0)
    return "\n".join([*out, *lines[at:]])


def kept(article: Article) -> list[str]:
    """The lines of the source that hold kept text, white space aside."""
    text = article.document.text
    out = ""
    for block in article.blocks:
        piece = text[block.start : block.end]
        out += piece if block.label != "boilerplate" else "\n" * piece.count("\n")
    return [" ".join(line.split()) for line in out.split("\n") if line.strip()]


def check(article: Article) -> None:
    patch = list(diff(article, "page.txt"))
    result = applied(article.document.text, patch) if patch else article.document.text
    assert [" ".join(line.split()) for line in result.split("\n") if line.strip()] == kept(article)
    assert bool(patch) == bool(article.removed)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_diff_takes_out_what_was_removed(page: StoredPage) -> None:
    check(clean(page.source))


@given(any_pages())
def test_the_diff_of_any_page(source: str) -> None:
    check(clean(source))


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("end", ["", "\n"])
def test_the_tools_for_diffs_take_it(tmp_path: Path, end: str) -> None:
    source = clean(NEWS.read_bytes()).document.text.rstrip("\n") + end
    article = clean(source)
    (tmp_path / "page.txt").write_text(source, encoding="utf-8", newline="")
    patch = "\n".join(diff(article, "page.txt")).replace("page.txt (article)", "page.txt") + "\n"
    done = subprocess.run(
        ["git", "apply", "-p0", "-"], input=patch.encode(), cwd=tmp_path, capture_output=True, check=False
    )
    assert done.stderr == b""
    assert (tmp_path / "page.txt").read_bytes().decode().rstrip("\n") == applied(source, diff(article, "x")).rstrip(
        "\n"
    )


def test_a_diff_in_colour_says_the_same() -> None:
    lines = list(diff(clean(NEWS.read_bytes()), "page.txt"))
    shown = [re.sub(r"\x1b\[\d+m", "", line) for line in shown_diff(lines, colour=True)]
    assert shown == [printable(line) for line in lines]
    hostile = ["--- a", "+++ b", "-x\x1b[2Jy\r"]
    assert list(shown_diff(hostile, colour=True))[2] == "\x1b[31m-x\\x1b[2Jy\x1b[0m"
    assert list(shown_diff(hostile, colour=False))[2] == "-x\\x1b[2Jy"
