"""Mutation testing: of small changes to the rules' engine and the passes, how many make a test fail.

mutmut makes the changes, all of them into one copy of the package, and a switch says which one is in force. This draws
a sample that is the same in every run, as all changes take a day, and tries each in a process that is forked off when
all is imported: first on the fixtures, which notice most, then with the tests. It says how sure its figure is.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import math
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from cleaner.extras import install

ROOT = Path(__file__).resolve().parent.parent
COPY = ROOT / "mutants"
OUTCOMES = COPY / "outcomes.json"

FIRST = "cleaner.passes.keep.x_recognise__mutmut_1"
"""Any mutant: mutmut makes all of them before it tries one."""

TESTS = tuple(
    f"tests/test_{name}.py"
    for name in "passes names verse toml reading markdown metadata other_articles stated dates seeds article opinion "
    "scorer html".split()
)
"""The tests that watch beside the fixtures, the quickest first: a mutant that survives costs all of them."""

LEFT_OUT = " and ".join(f"not {x}" for x in "linear wait laws_hold comes_back any_json network products hang".split())
"""Tests of these that take long, and would notice little."""

LONGEST = 120
"""Seconds of processor time after which a mutant hangs."""

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
    child = os.fork()
    if not child:
        seen = True
        with open(os.devnull, "w") as nothing:
            os.dup2(nothing.fileno(), 1)
            os.dup2(nothing.fileno(), 2)
        resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
        try:
            seen = _seen(name)
        finally:
            os._exit(seen)
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status):
        return HANGS
    return KILLED if os.WEXITSTATUS(status) else SURVIVED


def _seen(name: str) -> bool:
    """Whether a mutant changes what comes out of a fixture, or makes a test fail."""
    import pytest

    trampoline = importlib.import_module("mutmut.mutation.trampoline")
    vars(trampoline)["get_mutant_under_test"] = lambda: name
    fixtures, explanations = (importlib.import_module(f"tests.test_{x}") for x in ("fixtures", "explanations"))
    for page in (*explanations.GOOD, *explanations.HTML):
        said = explanations.explained(explanations.CLEANER.clean(page.source))
        if said != page.path.with_name("explained.txt").read_text(encoding="utf-8") or fixtures.differences(page):
            return True
    tests = [test for test in TESTS if Path(test).exists()]
    return pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-k", LEFT_OUT, *tests]) != 0


def prepare() -> None:
    """Enter the copy, and import all that the tests need, from there."""
    os.chdir(COPY)
    sys.path.insert(0, str(COPY))
    for name in [name for name in sys.modules if name.partition(".")[0] in ("benchmarks", "cleaner", "tests")]:
        del sys.modules[name]
    os.environ["MUTANT_UNDER_TEST"] = ""
    importlib.import_module("tests.conftest")  # how thoroughly to look is set before the tests are read
    for test in ("tests.test_fixtures", "tests.test_explanations", *(t[:-3].replace("/", ".") for t in TESTS)):
        if (COPY / f"{test.replace('.', '/')}.py").exists():
            importlib.import_module(test)
    importlib.import_module("cleaner.rules").built_in()


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
        print(f"mutants: mutmut is missing: {install('mutants')}", file=sys.stderr)
        return 2
    begun = time.monotonic()
    every = names()
    prepare()
    found: dict[str, str] = json.loads(OUTCOMES.read_text(encoding="utf-8")) if OUTCOMES.exists() else {}
    if outcome("") != SURVIVED:
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
