"""Cold start: what one file costs on the command line, because that is how a newcomer meets the cleaner."""

from __future__ import annotations

import argparse
import html
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from statistics import median

SEED = Path(__file__).resolve().parent.parent / "seeds" / "003_f5af9b3132d8aeab.txt"


def as_html(text: str) -> bytes:
    """The same page for a tool that reads HTML: a paragraph a line."""
    lines = [html.escape(line.strip()) for line in text.splitlines() if line.strip()]
    body = "".join(f"<p>{line}</p>\n" for line in lines)
    page = f"<!doctype html><html><head><title>{lines[0]}</title></head><body><article>{body}</article></body>"
    return page.encode()


def seconds(command: list[str], source: bytes) -> float:
    """Wall time of the command, from start to exit; it must have printed something.

    It runs in an empty folder, so that `python -m` finds the installed package, compiled, and no sources beside it.
    """
    with tempfile.TemporaryDirectory() as empty:
        start = time.perf_counter()
        done = subprocess.run(command, input=source, capture_output=True, check=True, cwd=empty)
        spent = time.perf_counter() - start
    if not done.stdout.strip():
        raise SystemExit(f"cold_start: {command[0]} printed nothing: {done.stderr.decode()[-300:]}")
    return spent


def importing() -> float:
    """Milliseconds of processor time that importing the package takes in a fresh interpreter."""
    program = "import time; begun = time.process_time(); import cleaner; print(time.process_time() - begun)"
    with tempfile.TemporaryDirectory() as empty:
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, cwd=empty)
    return float(done.stdout) * 1000


def main() -> int:
    """Time the import, and both commands in turn, and print medians and their ratio."""
    parser = argparse.ArgumentParser(description="Wall time of `python -m cleaner FILE` against trafilatura's.")
    parser.add_argument("--runs", type=int, default=15, help="runs of each command (default: 15)")
    parser.add_argument("--check", type=float, metavar="RATIO", help="exit 1 when the ratio is above this")
    options = parser.parse_args()
    peer = Path(sysconfig.get_path("scripts")) / "trafilatura"
    if not peer.exists():
        print("cold_start: trafilatura is missing: pip install 'cleaner[bench]'", file=sys.stderr)
        return 2
    page = as_html(SEED.read_text(encoding="utf-8"))
    ours, theirs = [sys.executable, "-m", "cleaner", str(SEED)], [str(peer)]
    pairs = [(seconds(ours, b""), seconds(theirs, page)) for _ in range(options.runs + 1)][1:]
    own, other = (median(times) for times in zip(*pairs, strict=True))
    ratio = own / other
    print(f"import       {median(importing() for _ in range(options.runs)):7.0f} ms of processor time")
    print(f"cleaner      {1000 * own:7.0f} ms")
    print(f"trafilatura  {1000 * other:7.0f} ms")
    print(f"ratio        {ratio:7.3f}    (medians of {options.runs} runs each, one after the other in turn)")
    if options.check is not None and ratio > options.check:
        print(f"cold_start: the ratio is above {options.check}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
