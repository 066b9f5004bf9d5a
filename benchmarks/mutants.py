"""Mutation testing: of small changes to the rules' engine and the passes, how many make a test fail.

mutmut makes the changes, all of them into one copy of the package; an environment variable says which one is in force.
This draws a sample that is the same in every run, as all changes take a day, runs the tests on each, those first that
notice most, and says how sure its figure is.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COPY = ROOT / "mutants"
OUTCOMES = COPY / "outcomes.json"

FIRST = "cleaner.passes.keep.x_recognise__mutmut_1"
"""Any mutant: mutmut makes all of them before it tries one."""

STAGES = (
    ("explanations", "fixtures"),
    ("article", "dates", "html", "markdown", "metadata", "names", "other_articles", "reading", "seeds", "verse"),
    ("passes", "engine", "opinion", "scorer", "stated", "terminal", "toml"),
)
"""The tests that watch, by the names of their files: all that is quick, as a mutant that survives costs all of it."""

LEFT_OUT = "not linear and not does_not_wait and not laws_hold"
"""Tests of these that take long, and would notice little."""

LONGEST = 240
"""Seconds of a stage, after which a mutant hangs."""

KILLED, HANGS, SURVIVED = "killed", "hangs", "survived"

SURENESS = 1.96
"""Standard deviations of an interval that holds in 95 of 100 samples."""


def names() -> list[str]:
    """The names of all mutants, which mutmut makes unless they are there. Raises SystemExit where it fails."""
    if not COPY.exists():
        command = [sys.executable, "-m", "mutmut", "run", "--max-children", "1", FIRST]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            raise SystemExit("mutants: mutmut run failed")
    for folder in ("fixtures", "tests"):
        shutil.copytree(ROOT / folder, COPY / folder, dirs_exist_ok=True)
    found = [json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"] for file in COPY.rglob("*.py.meta")]
    return sorted(name.replace("__init__.", "") for some in found for name in some)


def outcome(name: str) -> str:
    """What the tests say of a mutant; the empty name is the code as it stands."""
    environment = {**os.environ, "MUTANT_UNDER_TEST": name, "PYTHONPATH": str(COPY)}
    for stage in STAGES:
        files = [file for x in stage if (COPY / (file := f"tests/test_{x}.py")).exists()]
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-k", LEFT_OUT, *files]
        try:
            done = subprocess.run(command, cwd=COPY, env=environment, capture_output=True, timeout=LONGEST, check=False)
        except subprocess.TimeoutExpired:
            return HANGS
        if done.returncode:
            return KILLED
    return SURVIVED


def sample(names: Iterable[str], count: int, seed: int) -> list[str]:
    """So many mutants, the same in every run and whatever the machine; a larger sample begins with the smaller one."""
    ordered = sorted(names)
    random.Random(seed).shuffle(ordered)
    return ordered[:count]


def interval(killed: int, of: int) -> tuple[float, float]:
    """Between which shares the true one lies, 19 times in 20 (Wilson, 1927)."""
    share, z = killed / of, SURENESS
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    width = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return middle - width, middle + width


def module_of(name: str) -> str:
    """The module that a mutant stands in."""
    return name.removeprefix("cleaner.").partition(".x")[0]


def report(found: dict[str, str], of: int) -> float:
    """Print how many were killed, by module, and the names of the others; the share that was killed. What hangs counts
    as killed, since that is seen as well."""
    totals = Counter(module_of(name) for name in found)
    killed = Counter(module_of(name) for name, how in found.items() if how != SURVIVED)
    for module in sorted(totals):
        print(f"{module:<24} {killed[module]:>4} of {totals[module]:>4}  {killed[module] / totals[module]:6.1%}")
    total, dead = sum(totals.values()), sum(killed.values())
    low, high = interval(dead, total)
    print(f"{'all':<24} {dead:>4} of {total:>4}  {dead / total:6.1%}, {low:.1%} to {high:.1%} of all {of:,} mutants")
    for name, how in sorted(found.items()):
        if how == SURVIVED:
            print(f"  {name}")
    return dead / total


def main() -> int:
    """Try a sample, or what is left of it, and print what became of it; exit with 1 where too few were killed."""
    parser = argparse.ArgumentParser(description="How many small changes of the code make a test fail.")
    parser.add_argument("--sample", type=int, default=300, metavar="N", help="mutants to try (default: 300)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=math.inf, metavar="S", help="stop then; a later run goes on")
    parser.add_argument("--again", action="store_true", help="try those again that survived, after tests were added")
    parser.add_argument("--check", type=float, metavar="SHARE", help="exit 1 when fewer were killed")
    options = parser.parse_args()
    if importlib.util.find_spec("mutmut") is None:
        print("mutants: mutmut is missing: pip install 'cleaner[mutants]'", file=sys.stderr)
        return 2
    begun = time.monotonic()
    every = names()
    found: dict[str, str] = json.loads(OUTCOMES.read_text(encoding="utf-8")) if OUTCOMES.exists() else {}
    if not found and outcome("") != SURVIVED:
        print("mutants: the tests fail on the code as it stands", file=sys.stderr)
        return 2
    wanted = sample(every, options.sample, options.seed)
    for name in wanted:
        if time.monotonic() - begun > options.seconds:
            break
        if name not in found or (options.again and found[name] == SURVIVED):
            found[name] = outcome(name)
            OUTCOMES.write_text(json.dumps(found, indent=1), encoding="utf-8")
    share = report({name: found[name] for name in wanted if name in found}, len(every))
    return 1 if options.check is not None and share < options.check else 0


if __name__ == "__main__":
    raise SystemExit(main())
