"""The command line: clean one source, show why, clean many, list and test rules."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cleaner.article import Article
from cleaner.cleaning import Cleaner, SourceKind

if TYPE_CHECKING:
    from cleaner.rules.rule import Rule

FOUND, UNREADABLE, USAGE, NO_ARTICLE = 0, 1, 2, 3
"""Exit codes."""

_EPILOG = """\
other commands:
  cleaner batch --help      clean many documents
  cleaner rules             list the rules
  cleaner rules ID          show one rule with its reason and examples
  cleaner rules test FILE   check the examples of a rule pack
  cleaner learn PAGE…       learn a rule pack from pages of a site

exit codes: 0 article found, 1 input could not be read, 2 wrong usage, 3 no article in the input"""


def run() -> int:
    """`main` as a process of its own: one document leaves no rubbish that is worth collecting before the end."""
    gc.disable()
    return main()


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")
    try:
        command = _COMMANDS.get(arguments[0]) if arguments else None
        code = command(arguments[1:]) if command else _clean(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone; point stdout at nothing so that the interpreter's own flush stays quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND
    except KeyboardInterrupt:
        return _fail("interrupted", 130)
    return code


class _Options(NamedTuple):
    """What the command line asks for."""

    file: str
    json: bool = False
    markdown: bool = False
    explain: bool = False
    diff: bool = False
    report: str | None = None
    rules: tuple[str, ...] = ()
    kind: SourceKind = "auto"
    language: str | None = None
    scorer: bool = True
    second_opinion: bool = True


def _options(arguments: Sequence[str]) -> _Options:
    """The options; a file alone, the commonest call, does not wait for argparse to load."""
    if len(arguments) == 1 and not arguments[0].startswith("-"):
        return _Options(arguments[0])
    import argparse

    parser = argparse.ArgumentParser(
        prog="cleaner",
        description="Take the article out of a scraped page: headline, standfirst, byline, date and body.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", help="the page as HTML, Markdown or plain text; - for standard input")
    output = parser.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help="print everything that is known, as JSON")
    output.add_argument("--markdown", action="store_true", help="print the article as Markdown")
    output.add_argument("--explain", action="store_true", help="print every line, and why it went or stayed")
    output.add_argument("--diff", action="store_true", help="print what was removed, as a unified diff of the page")
    parser.add_argument(
        "--report",
        metavar="PAGE",
        help="write the explanation to an HTML file; prints nothing unless another option asks for it",
    )
    parser.add_argument("--rules", metavar="FILE", action="append", default=[], help="a TOML rule pack to use as well")
    parser.add_argument(
        "--kind", choices=("auto", "text", "html"), default="auto", help="what the input is (default: auto)"
    )
    parser.add_argument(
        "--language", metavar="CODE", help="the language of the page, as in en or de (default: detected)"
    )
    parser.add_argument(
        "--no-scorer", action="store_true", help="leave out the learned pass: rules and heuristics alone"
    )
    parser.add_argument(
        "--no-second-opinion",
        action="store_true",
        help="do not ask trafilatura about HTML that the passes are unsure of",
    )
    found = parser.parse_args(arguments)
    return _Options(
        found.file,
        found.json,
        found.markdown,
        found.explain,
        found.diff,
        found.report,
        tuple(found.rules),
        found.kind,
        found.language,
        not found.no_scorer,
        not found.no_second_opinion,
    )


def _clean(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    try:
        cleaner = Cleaner(
            kind=options.kind,
            language=options.language,
            rules=options.rules,
            scorer=options.scorer,
            second_opinion=options.second_opinion,
        )
    except ValueError as error:
        return _fail(str(error), USAGE)
    name = "standard input" if options.file == "-" else options.file
    try:
        source = _read(options.file)
    except OSError as error:
        return _fail(f"{name}: {error.strerror or error}", UNREADABLE)
    if not source.strip():
        return _fail(f"{name}: is empty", UNREADABLE)
    article = cleaner.clean(source)
    if article.document.form == "binary":
        return _fail(f"{name}: {article.notes[0]}", UNREADABLE)
    if options.report is not None:
        try:
            _write(options.report, article.report(source=name, packs=cleaner.packs))
        except ModuleNotFoundError as error:
            return _fail(str(error), USAGE)
        except OSError as error:
            return _fail(f"{options.report}: {error.strerror or error}", UNREADABLE)
    _show(article, options, name)
    for note in article.notes:
        print(f"cleaner: note: {name}: {note}", file=sys.stderr)
    if not article.text:
        return _fail(f"{name}: no article in it", NO_ARTICLE)
    return FOUND


def _read(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    with open(file, "rb") as opened:
        return opened.read()


def _write(file: str, text: str) -> None:
    with open(file, "w", encoding="utf-8", newline="") as opened:
        opened.write(text)


def _show(article: Article, options: _Options, name: str) -> None:
    if options.json:
        print(article.to_json(indent=2))
    elif options.markdown:
        _print(article.markdown)
    elif options.explain:
        from cleaner.explain.terminal import explain

        for line in explain(article, colour=_colour(), width=_width()):
            print(line)
    elif options.diff:
        from cleaner.explain.diff import diff
        from cleaner.explain.terminal import shown_diff

        lines = diff(article, name)
        for line in shown_diff(lines, colour=_colour()) if sys.stdout.isatty() else lines:
            print(line)
    elif article.text and options.report is None:
        byline = " · ".join((*article.authors, *([article.date.isoformat()] if article.date else ())))
        head = (article.headline, article.standfirst, byline)
        _print("\n\n".join([*filter(None, head), article.text]))


def _print(text: str) -> None:
    """Print text of a page; on a terminal without the characters that would steer it."""
    if sys.stdout.isatty():
        from cleaner.explain.terminal import printable

        text = printable(text)
    print(text)


def _colour() -> bool:
    """Colour goes to terminals only, and not where the user asks for none (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _width() -> int | None:
    """The columns of the terminal; None where the output goes elsewhere."""
    if not sys.stdout.isatty():
        return None
    import shutil

    return shutil.get_terminal_size().columns


def _rules(arguments: Sequence[str]) -> int:
    import argparse

    from cleaner.rules import built_in

    parser = argparse.ArgumentParser(prog="cleaner rules", description="List, show and test rules.")
    parser.add_argument("what", nargs="*", metavar="ID | test FILE", help="a rule to show, or a pack to test")
    what = parser.parse_args(arguments).what
    if what[:1] == ["test"]:
        return _test(what[1]) if len(what) == 2 else _fail("rules test: give one FILE", USAGE)
    if len(what) > 1:
        return _fail("rules: give one ID", USAGE)
    rules = [r for p in built_in() for r in p.rules]
    if not what:
        for rule in rules:
            print(f"{rule.id:<40} {rule.kind:<13} {rule.why}")
        return FOUND
    rule_ = next((r for r in rules if r.id == what[0]), None)
    if rule_ is None:
        near = [r.id for r in rules if what[0] in r.id][:3]
        hint = f"; near to it: {', '.join(near)}" if near else ""
        return _fail(f"rules: no rule has the id {what[0]!r}{hint}", USAGE)
    for line in _described(rule_):
        print(line)
    return FOUND


def _described(rule: Rule) -> Iterable[str]:
    yield f"{rule.id}  ({rule.kind}, {rule.match})"
    yield f"  {rule.why}"
    pattern = rule.line or rule.prefix or " … ".join(rule.pair or ())
    if pattern:
        yield f"  pattern  {pattern}"
    for name, values in (("phrase", rule.phrases), ("removes", rule.removes), ("keeps", rule.keeps)):
        for value in values:
            yield f"  {name:<8} {value!r}"


def _test(file: str) -> int:
    from cleaner.rules.check import failures
    from cleaner.rules.rule import PackError
    from cleaner.rules.toml import load_pack

    try:
        pack = load_pack(file)
    except PackError as error:
        return _fail(str(error), USAGE)
    wrong = list(failures(pack))
    for line in wrong:
        print(f"{file}: {line}")
    examples = sum(len(r.removes) + len(r.keeps) for r in pack.rules)
    print(f"{len(pack.rules)} rules, {examples} examples, {len(wrong)} failed")
    return UNREADABLE if wrong else FOUND


def _batch(arguments: Sequence[str]) -> int:
    from cleaner.batch.command import main as batch

    gc.enable()  # many documents do leave what is worth collecting
    return batch(arguments)


def _learn(arguments: Sequence[str]) -> int:
    from cleaner.learning.command import main as learn

    gc.enable()
    return learn(arguments)


_COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {"batch": _batch, "learn": _learn, "rules": _rules}
"""What the first word may be, if it is no file."""


def _fail(message: str, code: int) -> int:
    print(f"cleaner: {message}", file=sys.stderr)
    return code
