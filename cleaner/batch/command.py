"""`cleaner batch`: its options, its messages and its exit codes."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from cleaner.batch.failure import BatchError
from cleaner.batch.inputs import errors_path
from cleaner.batch.many import MAX_SIZE, TIMEOUT
from cleaner.batch.readers import Wanted
from cleaner.batch.record import FIELDS
from cleaner.batch.reporting import PAGES, where
from cleaner.batch.runner import Outcome, Plan, run
from cleaner.batch.tally import INTERRUPTED, SOME_FAILED, USAGE
from cleaner.cleaning import Cleaner
from cleaner.rules.rule import PackError

_EPILOG = """\
inputs: folders (searched for all of these), .txt, .html, .htm, .xhtml, .md, .jsonl(.gz, .zst), .ndjson(.gz, .zst),
.parquet, .warc(.gz), .wet(.gz), .zip of pages, patterns such as 'pages/**/*.html', - for JSON lines from a pipe

output: .jsonl(.gz, .zst), .ndjson(.gz, .zst), .parquet, or else a folder with a file for each document; what failed is
in OUTPUT.errors.jsonl. A run that was stopped goes on where it was when it is started again.

exit codes: 0 all cleaned, 1 some failed or the run could not go on, 2 wrong usage, 126 nearly all failed"""

_SIZES = {"k": 1_000, "M": 1_000_000, "G": 1_000_000_000}


def main(arguments: Sequence[str]) -> int:
    """Run `cleaner batch` and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        plan = _plan(options)
    except ValueError as error:
        return _fail(str(error), USAGE)
    try:
        outcome = run(plan)
    except (BatchError, PackError) as error:
        return _fail(str(error), USAGE)
    except OSError as error:
        name = error.filename or plan.output
        return _fail(f"{name}: {error.strerror or error}; start it again to go on", SOME_FAILED)
    except RuntimeError as error:
        return _fail(str(error), SOME_FAILED)
    except KeyboardInterrupt:
        return _fail("interrupted; start it again to go on", INTERRUPTED)
    print(f"cleaner: {_summary(plan, outcome)}", file=sys.stderr)
    return outcome.tally.exit_code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cleaner batch",
        description="Clean many documents.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="files, folders, patterns, or -")
    parser.add_argument("-o", "--output", required=True, metavar="OUTPUT", help="the file or folder to write")
    parser.add_argument("--format", choices=("txt", "md", "json"), default="txt", help="of the files in a folder")
    parser.add_argument("--html-field", metavar="NAME", help="field or column of HTML (default: html)")
    parser.add_argument(
        "--text-field", metavar="NAME", help="field or column of text, where html is not (default: text)"
    )
    parser.add_argument("--id-field", metavar="NAME", default="id", help="field or column of the id (default: id)")
    parser.add_argument("--keep-fields", metavar="NAMES", default="", help="fields to copy, with commas between them")
    parser.add_argument("--workers", metavar="N", type=_positive, help="processes (default: one on each core)")
    parser.add_argument("--timeout", metavar="SECONDS", type=_seconds, default=TIMEOUT, help="for each document")
    parser.add_argument(
        "--max-size",
        metavar="BYTES",
        type=_size,
        default=MAX_SIZE,
        help="of a document, as in 500k or 20M (default: 20M)",
    )
    parser.add_argument("--rules", metavar="FILE", action="append", default=[], help="a TOML rule pack to use as well")
    sites = parser.add_mutually_exclusive_group()
    sites.add_argument(
        "--learn-sites",
        action="store_true",
        help="first learn a rule pack from the pages of each site, into OUTPUT.sites/; each is used for its site alone",
    )
    sites.add_argument("--site-packs", metavar="FOLDER", default="", help="use packs that were learned before")
    parser.add_argument(
        "--report",
        metavar="PATH",
        default="",
        help="a summary of what was removed and why: a folder, or an .html file",
    )
    parser.add_argument(
        "--report-pages",
        metavar="N",
        type=_count,
        default=PAGES,
        help=f"documents of least confidence that get a page of their own in the report (default: {PAGES})",
    )
    parser.add_argument("--kind", choices=("auto", "text", "html"), default="auto", help="what the documents are")
    parser.add_argument("--language", metavar="CODE", help="the language of all documents (default: detected)")
    parser.add_argument("--no-scorer", action="store_true", help="rules and heuristics alone")
    parser.add_argument("--no-second-opinion", action="store_true", help="do not ask trafilatura about unsure pages")
    parser.add_argument("--restart", action="store_true", help="begin anew, whatever an earlier run has left")
    return parser


def _plan(options: argparse.Namespace) -> Plan:
    """Raises ValueError for options that are not sound."""
    kept = tuple(dict.fromkeys(filter(None, (name.strip() for name in options.keep_fields.split(",")))))
    taken = [name for name in kept if name in FIELDS]
    if taken:
        raise ValueError(f"--keep-fields: {', '.join(taken)}: the output has a field of that name already")
    if options.site_packs and not os.path.isdir(options.site_packs):
        raise ValueError(f"--site-packs: {options.site_packs}: no such folder")
    named = (options.html_field, options.text_field)
    html, text = named if any(named) else ("html", "text")
    cleaner = Cleaner(
        kind=options.kind,
        language=options.language,
        rules=options.rules,
        scorer=not options.no_scorer,
        second_opinion=not options.no_second_opinion,
    )
    return Plan(
        inputs=tuple(options.inputs),
        output=options.output,
        cleaner=cleaner,
        wanted=Wanted(options.max_size, html, text, options.id_field, kept),
        form=options.format,
        workers=options.workers,
        timeout=options.timeout,
        site_packs=options.site_packs,
        learn_sites=options.learn_sites,
        report=options.report,
        report_pages=options.report_pages,
        restart=options.restart,
    )


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("must be 0 or more")
    return number


def _seconds(text: str) -> float:
    number = float(text)
    if not 0 < number < 1e6:
        raise argparse.ArgumentTypeError("must be more than 0")
    return number


def _size(text: str) -> int:
    factor = _SIZES.get(text[-1:], 1)
    return _positive(str(int(float(text[:-1] if factor > 1 else text) * factor)))


def _summary(plan: Plan, outcome: Outcome) -> str:
    tally, done = outcome.tally, outcome.tally.documents - outcome.before
    report = f"; the report is {where(plan.report).summary}" if plan.report else ""
    if outcome.before and not done:
        return f"{tally}; nothing was left to do{report}"
    rate = f"{outcome.seconds:.0f} s, {done / max(outcome.seconds, 0.001):.0f} a second"
    here = f" for the {done:,} of this run" if outcome.before else ""
    errors = f"; see {errors_path(plan.output)}" if tally.failed else ""
    sites = f"; {outcome.sites:,} site{'s' * (outcome.sites != 1)} with rules of their own" if plan.learn_sites else ""
    return f"{tally}; {rate}{here}{sites}{errors}{report}"


def _fail(message: str, code: int) -> int:
    print(f"cleaner: {message}", file=sys.stderr)
    return code
