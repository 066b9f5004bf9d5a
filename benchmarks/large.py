"""Large and hostile inputs: time must grow with size and no faster, whatever the text."""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import islice

from cleaner import Cleaner

MEGA = 1_000_000
QUICK = 10
"""How much smaller the inputs of the quick mode are."""

ROUNDS, LONG_ENOUGH = 3, 10.0
"""Runs at most of an input, and seconds in all from which no further run is needed: the first one compiles
patterns, which would hide how time grows."""

_WORDS = "harbour council lighthouse keeper morning the a of and in was were said would bridge vote winter"
_CHROME = ("Share", "Advertisement", "Read more", "Sign in to comment", "Related Articles", "12 Comments")


def prose(size: int) -> str:
    """Paragraphs of seeded random sentences, with a line of interface behind every fourth."""
    pick, words = random.Random(1), _WORDS.split()
    sentences = [" ".join(pick.choices(words, k=pick.randint(6, 25))).capitalize() + "." for _ in range(5000)]
    lines: list[str] = []
    length = 0
    while length < size:
        line = " ".join(pick.choices(sentences, k=pick.randint(1, 5)))
        lines += (line, "", *((pick.choice(_CHROME), "") if pick.random() < 0.25 else ()))
        length += len(line) + 2
    return "\n".join(lines)[:size]


def one_line(size: int) -> str:
    """The same without a single line end."""
    return prose(size).replace("\n", " ")


def one_character_lines(size: int) -> str:
    """Lines of one letter."""
    return "".join(islice((f"{c}\n" for _ in range(size) for c in "abcdefghij"), size // 2))


def repeated(piece: str) -> Callable[[int], str]:
    """The piece again and again up to the size."""
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def nested(size: int) -> str:
    """Links inside links: as many brackets open as close, all of the closing ones at the end."""
    n = size // 8
    return "# A\n\n# B\n\n" + "[a " * n + "](u) " * n


INPUTS: dict[str, tuple[int, Callable[[int], str]]] = {
    "50 MB of text": (50 * MEGA, prose),
    "one line of 10 MB": (10 * MEGA, one_line),
    "1,000,000 one-character lines": (2 * MEGA, one_character_lines),
    "nested brackets": (2 * MEGA, nested),
    "open brackets only": (2 * MEGA, repeated("[![(")),
    "openers of sections": (
        2 * MEGA,
        repeated("Related Articles\nRead more:\nA harbour story\n\nComments\n\n"),
    ),
    "dates in lines": (2 * MEGA, repeated("Published: Sunday, July 13, 2025, 14:30 IST\n")),
    "dates in one line": (2 * MEGA, repeated("13 July 2025 2025-07-13 03/04/2025 ")),
    "questions and tallies": (
        2 * MEGA,
        repeated("Do you think that the bridge will hold?\n\nTotal votes: 600\n\n"),
    ),
    "bylines": (2 * MEGA, repeated("By Marcus Bell, Ada Quill and Jo Marsh\n")),
}


def measure(name: str, size: int) -> tuple[float, float]:
    """Processor seconds to clean the input, the best of a few runs where they are short, and the peak memory
    of the process in MB, the input included."""
    source = INPUTS[name][1](size)
    cleaner = Cleaner(kind="text")
    times: list[float] = []
    while len(times) < ROUNDS and sum(times) < LONG_ENOUGH:
        start = time.process_time()
        cleaner.clean(source)
        times.append(time.process_time() - start)
    unit = 1 if sys.platform == "darwin" else 1024
    return min(times), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MEGA


def main() -> int:
    """Clean each input at half and at full size, each in a process of its own, and print what it took."""
    parser = argparse.ArgumentParser(description="Time and memory of large and hostile inputs, and of their halves.")
    parser.add_argument("--quick", action="store_true", help=f"inputs {QUICK} times smaller")
    parser.add_argument("--only", metavar="TEXT", default="", help="only inputs whose name holds this")
    parser.add_argument("--check", type=float, metavar="RATIO", help="exit 1 when twice the input takes longer")
    options = parser.parse_args()
    spawn = multiprocessing.get_context("spawn")
    worst = 0.0
    print(f"{'input':<30} {'MB':>6} {'half s':>8} {'full s':>8} {'ratio':>6} {'peak MB':>8}")
    with ProcessPoolExecutor(1, mp_context=spawn, max_tasks_per_child=1) as pool:
        for name, (full, _) in INPUTS.items():
            if options.only not in name:
                continue
            size = full // QUICK if options.quick else full
            half, _ = pool.submit(measure, name, size // 2).result()
            whole, peak = pool.submit(measure, name, size).result()
            ratio = whole / half
            worst = max(worst, ratio)
            print(f"{name:<30} {size / MEGA:6.1f} {half:8.2f} {whole:8.2f} {ratio:6.2f} {peak:8.0f}", flush=True)
    if options.check is not None and worst > options.check:
        print(f"large: twice the input took {worst:.2f} times as long", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
