"""The command line: every option and exit code, in the process and out of it."""

from __future__ import annotations

import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from cleaner import clean
from cleaner.cli import main
from cleaner.rules import built_in
from tests.corpus import ROOT, SEED_PAGES
from tests.words import ENGLISH, GERMAN

PARAGRAPHS = [" ".join(ENGLISH.sentence(11 + 97 * (i * 3 + k)) for k in range(3)) for i in range(4)]
BODY = "\n\n".join(PARAGRAPHS)
PAGE = f"""\
Home
News
Sport

{ENGLISH.headlines[0]}

By Orla Pennick

13 July 2025

{BODY}

Please sign in to leave a comment

© 2025 The Harbour Gazette. All rights reserved.
"""

PACK = """
[[rules]]
id = "mine.promo.app"
kind = "subscribe"
why = "The box that asks to install the app."
phrases = ["Harbour cam"]
removes = ["Harbour cam"]
keeps = ["The harbour cam was switched off on the day that the ferry left for the three islands."]
"""

FOUND, UNREADABLE, USAGE, NO_ARTICLE = 0, 1, 2, 3
"""The exit codes that scripts rely on."""

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return str(path)


def pipe_in(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))


def test_the_article_is_printed(file: str, capsys: Captured) -> None:
    assert main([file]) == FOUND
    out, err = capsys.readouterr()
    assert out == f"{ENGLISH.headlines[0]}\n\nOrla Pennick · 2025-07-13\n\n{BODY}\n"
    assert err == ""


def test_json_is_printed(file: str, capsys: Captured) -> None:
    assert main([file, "--json"]) == FOUND
    out, err = capsys.readouterr()
    assert json.loads(out) == clean(PAGE).to_dict()
    assert err == ""


def test_markdown_is_printed(file: str, capsys: Captured) -> None:
    assert main(["--markdown", file]) == FOUND
    assert capsys.readouterr().out == f"# {ENGLISH.headlines[0]}\n\n{BODY}\n"


def test_the_explanation_is_printed(file: str, capsys: Captured) -> None:
    assert main([file, "--explain"]) == FOUND
    out = capsys.readouterr().out
    lines = out.splitlines()
    article = clean(PAGE)
    assert len(lines) == len(article.blocks)
    assert [line[0] == "-" for line in lines] == [b.label == "boilerplate" for b in article.blocks]
    assert all(b.step.rule in line and b.text in line for line, b in zip(lines, article.blocks, strict=True))
    assert "\x1b" not in out


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    pipe_in(monkeypatch, PAGE.encode())
    assert main(["-"]) == FOUND
    assert BODY in capsys.readouterr().out


def test_standard_input_is_named_in_errors(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    pipe_in(monkeypatch, b"")
    assert main(["-"]) == UNREADABLE
    assert capsys.readouterr().err == "cleaner: standard input: is empty\n"


def test_a_language_can_be_given(file: str, capsys: Captured) -> None:
    assert main([file, "--json", "--language", "de"]) == FOUND
    assert json.loads(capsys.readouterr().out)["language"] == "de"


def test_rules_can_be_given(file: str, tmp_path: Path, capsys: Captured) -> None:
    pack = tmp_path / "mine.toml"
    pack.write_text(PACK, encoding="utf-8")
    page = tmp_path / "other.txt"
    page.write_text(PAGE.replace(PARAGRAPHS[1], f"{PARAGRAPHS[1]}\n\nHarbour cam"), encoding="utf-8")
    assert main([str(page)]) == FOUND
    assert "Harbour cam" in capsys.readouterr().out
    assert main([str(page), "--rules", str(pack)]) == FOUND
    assert "Harbour cam" not in capsys.readouterr().out
    silence = tmp_path / "silence.toml"
    silence.write_text('keep = ["Please sign in to leave a comment"]', encoding="utf-8")
    assert main([str(page), "--rules", str(pack), "--rules", str(silence)]) == FOUND
    out = capsys.readouterr().out
    assert "Harbour cam" not in out
    assert "Please sign in" in out


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--no-such-option", "x"],
        ["a", "b"],
        ["--json", "--markdown", "x"],
        ["--json", "--explain", "x"],
        ["--diff", "--explain", "x"],
        ["x", "--report"],
        ["x", "--kind", "pdf"],
        ["x", "--rules"],
        ["rules", "--no-such-option"],
    ],
)
def test_wrong_usage(arguments: list[str], capsys: Captured) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == USAGE
    out, err = capsys.readouterr()
    assert out == ""
    assert "usage: cleaner" in err


@pytest.mark.parametrize("arguments", [["--help"], ["rules", "--help"]])
def test_help_is_given(arguments: list[str], capsys: Captured) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 0
    out = capsys.readouterr().out
    assert "usage: cleaner" in out
    if arguments == ["--help"]:
        for option in (
            "--json",
            "--markdown",
            "--explain",
            "--diff",
            "--report",
            "--rules",
            "--kind",
            "--language",
            "rules test FILE",
        ):
            assert option in out


def one_line_error(captured: Captured) -> str:
    """What went to stderr: one line that says who speaks; nothing went to stdout."""
    out, err = captured.readouterr()
    assert out == ""
    assert err.startswith("cleaner: ")
    assert err.count("\n") == 1
    assert err.endswith("\n")
    return err


def test_a_missing_file(tmp_path: Path, capsys: Captured) -> None:
    assert main([str(tmp_path / "none.txt")]) == UNREADABLE
    assert "none.txt: No such file or directory" in one_line_error(capsys)


def test_a_folder(tmp_path: Path, capsys: Captured) -> None:
    assert main([str(tmp_path)]) == UNREADABLE
    assert str(tmp_path) in one_line_error(capsys)


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\n"])
def test_empty_input(data: bytes, tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(data)
    assert main([str(path)]) == UNREADABLE
    assert "page.txt: is empty" in one_line_error(capsys)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n\x00", "a PDF file"),
        (b"\x89PNG\r\n", "a PNG image"),
        (b"\x00\x01\x02" * 99, "binary data"),
    ],
)
@pytest.mark.parametrize("option", [None, "--json", "--markdown", "--explain"])
def test_binary_input(data: bytes, what: str, option: str | None, tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(data)
    assert main([str(path), *([option] if option else [])]) == UNREADABLE
    assert what in one_line_error(capsys)


HTML_PAGE = (
    "<!DOCTYPE html><html><head><title>The old bridge | The Harbour Mail</title></head><body>"
    "<nav><a href='/'>Home</a> <a href='/n'>News</a></nav><article><h1>The old bridge</h1>"
    + "".join(f"<p>{p} <b>So</b> it is.</p>" for p in PARAGRAPHS)
    + "</article><footer>© 2025 The Harbour Mail</footer></body></html>"
)


def test_html_is_cleaned(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "page.html"
    path.write_text(HTML_PAGE, encoding="utf-8")
    assert main([str(path)]) == FOUND
    out = capsys.readouterr().out
    assert out.startswith("The old bridge\n\n")
    assert PARAGRAPHS[0] in out
    assert "News" not in out
    assert main([str(path), "--markdown"]) == FOUND
    assert "**So** it is." in capsys.readouterr().out
    assert main([str(path), "--json"]) == FOUND
    assert json.loads(capsys.readouterr().out)["headline"] == "The old bridge"
    assert main([str(path), "--explain"]) == FOUND
    assert "- navigation" in capsys.readouterr().out


def test_text_declared_html_is_read_as_html(file: str, capsys: Captured) -> None:
    assert main([file, "--kind", "html"]) in (FOUND, NO_ARTICLE)


@pytest.mark.parametrize("data", ['{"a": [1, 2]}', '<?xml version="1.0"?><rss><channel></channel></rss>'])
def test_data_is_no_page(data: str, tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "feed"
    path.write_text(data, encoding="utf-8")
    assert main([str(path)]) == UNREADABLE
    assert "no text: " in one_line_error(capsys)


CHROME = "Home\nNews\nSport\nShare\nFacebook\n\nSign in to leave a comment\n\n© 2025 X. All rights reserved.\n"


def test_a_page_without_an_article(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "page.txt"
    path.write_text(CHROME, encoding="utf-8")
    assert main([str(path)]) == NO_ARTICLE
    assert "no article in it" in one_line_error(capsys)


def test_a_page_without_an_article_can_be_explained(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "page.txt"
    path.write_text(CHROME, encoding="utf-8")
    assert main([str(path), "--explain"]) == NO_ARTICLE
    out, err = capsys.readouterr()
    assert all(line.startswith("-") for line in out.splitlines())
    assert len(out.splitlines()) == 7
    assert "no article in it" in err
    assert main([str(path), "--json"]) == NO_ARTICLE
    assert json.loads(capsys.readouterr().out)["text"] == ""


def test_notes_go_to_stderr(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(PAGE.encode().replace(b"old bridge", b"old \x00 bridge", 1))
    assert main([str(path)]) == FOUND
    out, err = capsys.readouterr()
    assert "\ufffd" not in out
    assert err == f"cleaner: note: {path}: the text holds 1 NUL character\n"


def test_a_guessed_encoding_is_noted(tmp_path: Path, capsys: Captured) -> None:
    text = "\n\n".join(" ".join(GERMAN.sentence(11 + 37 * (i * 3 + k)) for k in range(3)) for i in range(4))
    path = tmp_path / "page.txt"
    path.write_bytes(text.encode("cp1252"))
    assert main([str(path)]) == FOUND
    out, err = capsys.readouterr()
    assert text in out
    assert "guessed" in err


def test_a_surrogate_is_printed_as_an_escape(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(PAGE.encode().replace(b"old bridge", b"old \xed\xa0\x80 bridge", 1))
    done = run(str(path))
    assert done.returncode == FOUND
    assert b"nine hundred" in done.stdout


@pytest.mark.parametrize("text", ["[[rules]", 'silence = "x"', '[[rules]]\nid = "a.b.c"'])
def test_a_faulty_pack_is_wrong_usage(file: str, text: str, tmp_path: Path, capsys: Captured) -> None:
    pack = tmp_path / "mine.toml"
    pack.write_text(text, encoding="utf-8")
    assert main([file, "--rules", str(pack)]) == USAGE
    assert "mine.toml" in one_line_error(capsys)
    assert main(["rules", "test", str(pack)]) == USAGE
    assert "mine.toml" in one_line_error(capsys)


def test_a_missing_pack_is_wrong_usage(file: str, tmp_path: Path, capsys: Captured) -> None:
    assert main([file, "--rules", str(tmp_path / "none.toml")]) == USAGE
    assert "none.toml: No such file" in one_line_error(capsys)


def test_rules_are_listed(capsys: Captured) -> None:
    assert main(["rules"]) == FOUND
    lines = capsys.readouterr().out.splitlines()
    rules = [rule for pack in built_in() for rule in pack.rules]
    assert len(lines) == len(rules)
    for line, rule in zip(lines, rules, strict=True):
        assert line.split()[:2] == [rule.id, rule.kind]
        assert line.endswith(rule.why)


@pytest.mark.parametrize("match", ["phrases", "line", "prefix", "pair"])
def test_a_rule_is_shown(match: str, capsys: Captured) -> None:
    rule = next((r for pack in built_in() for r in pack.rules if r.match == match), None)
    if rule is None:
        pytest.skip(f"no built-in rule is a {match}")
    assert main(["rules", rule.id]) == FOUND
    out = capsys.readouterr().out
    assert out.startswith(f"{rule.id}  ({rule.kind}, {match})\n  {rule.why}\n")
    for part in (*rule.phrases, *rule.removes, *rule.keeps):
        assert repr(part) in out
    for pattern in (rule.line, rule.prefix, *(rule.pair or ())):
        assert pattern in out


def test_an_unknown_rule_is_wrong_usage(capsys: Captured) -> None:
    assert main(["rules", "en.no.such-rule"]) == USAGE
    assert "en.no.such-rule" in one_line_error(capsys)


def test_a_rule_named_in_part_brings_a_hint(capsys: Captured) -> None:
    rule = built_in()[1].rules[0]
    assert main(["rules", rule.id[:-1]]) == USAGE
    assert rule.id in one_line_error(capsys)


@pytest.mark.parametrize("arguments", [["test"], ["test", "a", "b"], ["en.a.b", "en.c.d"]])
def test_rules_used_wrongly(arguments: list[str], capsys: Captured) -> None:
    assert main(["rules", *arguments]) == USAGE
    assert "give one" in one_line_error(capsys)


def test_the_examples_of_a_pack_are_tested(tmp_path: Path, capsys: Captured) -> None:
    pack = tmp_path / "mine.toml"
    pack.write_text(PACK, encoding="utf-8")
    assert main(["rules", "test", str(pack)]) == FOUND
    assert capsys.readouterr().out == "1 rules, 2 examples, 0 failed\n"
    pack.write_text(PACK.replace('removes = ["Harbour cam"]', 'removes = ["Harbour camera"]'), encoding="utf-8")
    assert main(["rules", "test", str(pack)]) == UNREADABLE
    out = capsys.readouterr().out
    assert "rule mine.promo.app: removes: 'Harbour camera'" in out
    assert out.endswith("1 rules, 2 examples, 1 failed\n")


def coloured(file: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured, *, tty: bool) -> bool:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: tty)
    assert main([file, "--explain"]) == FOUND
    return "\x1b[" in capsys.readouterr().out


def test_colour_only_on_a_terminal(file: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert coloured(file, monkeypatch, capsys, tty=True)
    assert not coloured(file, monkeypatch, capsys, tty=False)


def test_no_colour_where_none_is_wanted(file: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not coloured(file, monkeypatch, capsys, tty=True)
    monkeypatch.setenv("NO_COLOR", "")
    assert coloured(file, monkeypatch, capsys, tty=True)
    monkeypatch.setenv("TERM", "dumb")
    assert not coloured(file, monkeypatch, capsys, tty=True)


@pytest.mark.parametrize("option", [None, "--markdown", "--explain", "--diff"])
@pytest.mark.parametrize("no_colour", ["", "1"])
def test_a_page_does_not_steer_the_terminal(
    option: str | None, no_colour: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    path = tmp_path / "page.txt"
    path.write_text(PAGE.replace("the", "th\x1b[2Je\u202e") + "\x1b]0;x\x07", encoding="utf-8")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", no_colour)
    assert main([str(path), *([option] if option else [])]) == FOUND
    out = capsys.readouterr().out
    assert "\\x1b[2J" in out
    for steering in ("\x1b[2J", "\u202e", "\x1b]0", "\x07"):
        assert steering not in out


def test_the_article_in_a_pipe_is_as_it_is(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "page.txt"
    path.write_text(PAGE.replace(". ", ". \u2067", 1), encoding="utf-8")
    assert main([str(path)]) == FOUND
    assert "\u2067" in capsys.readouterr().out


def test_the_explanation_is_wrapped_on_a_terminal(file: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "72")
    assert main([file, "--explain"]) == FOUND
    lines = capsys.readouterr().out.splitlines()
    assert 60 < max(map(len, lines)) <= 72


def test_a_diff_is_printed(file: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    assert main([file, "--diff"]) == FOUND
    lines = capsys.readouterr().out.splitlines()
    assert lines[:5] == [f"--- {file}", f"+++ {file} (article)", "@@ -1,7 +1,3 @@", "-Home", "-News"]
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert main([file, "--diff"]) == FOUND
    assert "\x1b[31m-Home" in capsys.readouterr().out


def test_an_interrupt_ends_quietly(file: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    def interrupt(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr("cleaner.cli._read", interrupt)
    assert main([file]) == 130
    assert one_line_error(capsys) == "cleaner: interrupted\n"


def run(
    *arguments: str, data: bytes | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """`python -m cleaner` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "cleaner", *arguments],
        input=data,
        stdin=None if data is not None else subprocess.DEVNULL,
        capture_output=True,
        env={**environment(), **(env or {})},
        timeout=60,
        check=False,
    )


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join([os.environ.get("PYTHONPATH", ""), str(ROOT)])}


def test_the_module_is_the_command(file: str) -> None:
    done = run(file)
    assert done.returncode == FOUND
    assert done.stdout.decode() == f"{ENGLISH.headlines[0]}\n\nOrla Pennick · 2025-07-13\n\n{BODY}\n"
    assert done.stderr == b""


def test_the_module_reads_a_pipe() -> None:
    done = run("-", data=PAGE.encode())
    assert done.returncode == FOUND
    assert BODY in done.stdout.decode()


@pytest.mark.parametrize("page", SEED_PAGES, ids=lambda page: page.name)
def test_the_module_cleans_the_seeds(page: object) -> None:
    path = next(p.path for p in SEED_PAGES if p is page)
    done = run(str(path), "--json")
    assert done.returncode == FOUND
    assert json.loads(done.stdout)["language"] == "en"


@pytest.mark.parametrize(
    ("arguments", "data", "code"),
    [
        (["-"], b"", UNREADABLE),
        (["-"], b"%PDF-1.7", UNREADABLE),
        (["-"], CHROME.encode(), NO_ARTICLE),
        (["--bad"], b"", USAGE),
        (["/no/such/file"], b"", UNREADABLE),
        (["rules", "nothing"], b"", USAGE),
    ],
)
def test_the_exit_codes_of_the_module(arguments: list[str], data: bytes, code: int) -> None:
    done = run(*arguments, data=data)
    assert done.returncode == code
    assert b"Traceback" not in done.stderr
    assert done.stderr


def test_output_in_an_encoding_that_lacks_a_letter() -> None:
    done = run("-", data=PAGE.replace("old bridge", "old “bridge” 桥", 1).encode(), env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == FOUND
    assert b"\\u6865" in done.stdout


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(PAGE + "\n\n".join(ENGLISH.sentence(i) for i in range(3000)), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "cleaner", str(path), "--explain"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline()
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == FOUND
    assert err == b""


def test_a_terminal_gets_colour(file: str) -> None:
    primary, secondary = pty.openpty()
    env = {**environment(), "TERM": "xterm"}
    env.pop("NO_COLOR", None)
    with subprocess.Popen([sys.executable, "-m", "cleaner", file, "--explain"], stdout=secondary, env=env) as process:
        os.close(secondary)
        out = b""
        while True:
            try:
                piece = os.read(primary, 65536)
            except OSError:
                break
            if not piece:
                break
            out += piece
        os.close(primary)
    assert process.returncode == FOUND
    assert b"\x1b[2;9m" in out


def test_a_text_needs_no_parser_of_html() -> None:
    code = (
        "import sys\n"
        "from cleaner.cli import main\n"
        f"main([{str(SEED_PAGES[1].path)!r}])\n"
        "heavy = {'turbohtml', 'bs4', 'charset_normalizer', 'lxml', 'numpy', 'trafilatura', 'rich'}\n"
        "heavy &= set(sys.modules)\n"
        "sys.exit(f'imported: {heavy}' if heavy else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment(), timeout=60, check=False)
    assert done.stderr == b""
    assert done.returncode == 0
