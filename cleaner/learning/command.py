"""`cleaner learn`: pages of a site in, a rule pack out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from cleaner.article import Article
from cleaner.batch.failure import BatchError, Failure
from cleaner.batch.inputs import Inputs, kind_of
from cleaner.batch.many import MAX_SIZE
from cleaner.batch.readers import Wanted, items
from cleaner.batch.record import Source, article_of, source_of
from cleaner.cleaning import Cleaner
from cleaner.learning.learner import learn
from cleaner.learning.sitepack import SitePack

LEARNED, UNREADABLE, USAGE, NOTHING = 0, 1, 2, 3
"""Exit codes."""

_EPILOG = """\
exit codes: 0 a pack was written, 1 a file could not be read or written, 2 wrong usage, 3 no line recurs"""


def main(argv: Sequence[str]) -> int:
    """Run `cleaner learn` and return its exit code."""
    parser = argparse.ArgumentParser(
        prog="cleaner learn",
        description="Learn the lines that recur on the pages of one site, as a rule pack to read, edit and use. What "
        "'cleaner batch' reads as a file of many documents is one here too, with the same fields.",
        epilog=_EPILOG,
    )
    parser.add_argument("pages", nargs="+", metavar="PAGE", help="pages, or files of many, or folders")
    parser.add_argument("-o", "--output", metavar="FILE", help="the pack to write (default: standard output)")
    parser.add_argument("--name", metavar="NAME", help="the site's name, for the ids of the rules (default: of FILE)")
    parser.add_argument("--kind", choices=("auto", "text", "html"), default="auto", help="what the pages are")
    parser.add_argument("--language", metavar="CODE", help="the language of the pages (default: detected)")
    parser.add_argument(
        "--rules", metavar="FILE", action="append", default=[], help="a pack in use: what it knows is not learned"
    )
    options = parser.parse_args(argv)
    try:
        cleaner = Cleaner(kind=options.kind, language=options.language, rules=options.rules)
    except ValueError as error:
        return _fail(str(error), USAGE)
    name = options.name or (Path(options.output).stem if options.output else "site")
    try:
        learned = learn(_sources(options.pages, cleaner), name=name, cleaner=cleaner)
    except BatchError as error:
        return _fail(str(error), UNREADABLE)
    except OSError as error:
        return _fail(f"{error.filename}: {error.strerror or error}", UNREADABLE)
    if not learned.pack.rules:
        return _fail(f"no line recurs on {learned.pages} pages with different stories", NOTHING)
    return _written(learned, options.output)


def _written(learned: SitePack, output: str | None) -> int:
    if output is None:
        print(learned.toml(), end="")
        return LEARNED
    try:
        Path(output).write_text(learned.toml(), encoding="utf-8")
    except OSError as error:
        return _fail(f"{output}: {error.strerror or error}", UNREADABLE)
    lines, rules = len(learned.lines), len(learned.pack.rules)
    copies = f", and {learned.copies} that told one of their stories again" if learned.copies else ""
    print(f"{output}: {lines} lines in {rules} rules, from {learned.pages} pages{copies}", file=sys.stderr)
    return LEARNED


def _sources(paths: Sequence[str], cleaner: Cleaner) -> Iterator[bytes | Article]:
    """The pages in files and, in folders, in all files that are not hidden."""
    for path in map(Path, paths):
        files = sorted(f for f in path.rglob("*") if f.is_file()) if path.is_dir() else [path]
        for file in files:
            if file == path or not any(part.startswith(".") for part in file.relative_to(path).parts):
                if kind_of(str(file)) in (None, "page"):
                    yield file.read_bytes()
                else:
                    yield from _documents(str(file), cleaner)


def _documents(file: str, cleaner: Cleaner) -> Iterator[Article]:
    """The articles in a file of many documents; what cannot be read or cleaned is passed over."""
    wanted = Wanted(MAX_SIZE)
    for item in items(Inputs([file]), wanted):
        source = source_of(item, wanted)
        found = article_of(cleaner, source) if isinstance(source, Source) else source
        if not isinstance(found, Failure):
            yield found


def _fail(message: str, code: int) -> int:
    print(f"cleaner: learn: {message}", file=sys.stderr)
    return code
