"""Mutation testing: of small changes to the rules' engine and the passes, how many make a test fail.

mutmut makes the changes and runs the tests; what is changed, and which tests watch it, stands in `pyproject.toml`.
This draws a sample that is the same in every run, as all changes take a day, and says how sure its figure is.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable

FIRST = "cleaner.passes.keep.x_recognise__mutmut_1"
"""A mutant to start with: mutmut makes all of them, and learns which tests watch what, before it tries one."""

KILLED = ("killed", "timeout", "segfault")
"""What counts: a change that makes the tests hang is seen as well."""

UNTRIED = "not checked"

SURENESS = 1.96
"""Standard deviations of an interval that holds in 95 of 100 samples."""


def mutmut(*arguments: str, quiet: bool = False) -> str:
    """Run mutmut; what it says. Raises SystemExit when it fails."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE if quiet else None, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"mutants: mutmut {arguments[0]} failed")
    return done.stdout or ""


def results() -> dict[str, str]:
    """What became of each mutant, by name."""
    lines = (line.strip().rpartition(": ") for line in mutmut("results", "--all", "true", quiet=True).splitlines())
    return {name: status for name, _, status in lines if "__mutmut_" in name}


def sample(names: Iterable[str], count: int, seed: int) -> list[str]:
    """So many mutants, the same in every run and whatever the machine; a larger sample holds the smaller one."""
    ordered = sorted(names)
    random.Random(seed).shuffle(ordered)
    return sorted(ordered[:count])


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
    """Print how many were killed, by module, and the names of the others; the share that was killed."""
    tried = {name: status for name, status in found.items() if status != UNTRIED}
    totals = Counter(module_of(name) for name in tried)
    killed = Counter(module_of(name) for name, status in tried.items() if status in KILLED)
    for module in sorted(totals):
        print(f"{module:<24} {killed[module]:>4} of {totals[module]:>4}  {killed[module] / totals[module]:6.1%}")
    total, dead = sum(totals.values()), sum(killed.values())
    low, high = interval(dead, total)
    print(f"{'all':<24} {dead:>4} of {total:>4}  {dead / total:6.1%}, {low:.1%} to {high:.1%} of all {of:,} mutants")
    for name, status in sorted(tried.items()):
        if status not in KILLED:
            print(f"  {status}: {name}")
    return dead / total


def main() -> int:
    """Try a sample, or what is left of it, and print what became of it; exit with 1 where too few were killed."""
    parser = argparse.ArgumentParser(description="How many small changes of the code make a test fail.")
    parser.add_argument("--sample", type=int, default=300, metavar="N", help="mutants to try (default: 300)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-once", type=int, metavar="N", help="try so many of them now, and the rest in later runs")
    parser.add_argument("--again", action="store_true", help="try those again that survived, after tests were added")
    parser.add_argument("--check", type=float, metavar="SHARE", help="exit 1 when fewer were killed")
    options = parser.parse_args()
    if importlib.util.find_spec("mutmut") is None:
        print("mutants: mutmut is missing: pip install 'cleaner[mutants]'", file=sys.stderr)
        return 2
    mutmut("run", "--max-children", "1", FIRST)
    every = results()
    names = sample(every, options.sample, options.seed)
    wanted = [n for n in names if every[n] == UNTRIED or (options.again and every[n] not in KILLED)]
    wanted = sample(wanted, options.at_once or len(wanted), options.seed)
    if wanted:
        mutmut("run", "--max-children", "1", *wanted)
        every = results()
    share = report({name: every[name] for name in names}, len(every))
    return 1 if options.check is not None and share < options.check else 0


if __name__ == "__main__":
    raise SystemExit(main())
