"""The fuzz campaign: each target by each driver in worker processes, what they found, and a table of it all.

A run goes on where the last one ended, in a folder that holds the inputs that reach something new, how many were tried,
and the finds. A worker that crashes or hangs is a find as well, and the next one goes on.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.fuzz.finds import Find, shrunk, tried
from tests.fuzz.worker import DRIVERS, State

SHARES = {"text": 0.24, "html": 0.24, "bytes": 0.15, "toml": 0.3, "packs": 0.01, "options": 0.06}
"""Of all executions: more for what strangers write, few for what takes long, as a rule book that is made anew."""

_BY_DRIVER = {"atheris": 3, "hypothesis": 1}
"""Parts of the executions of a target: what is guided by coverage finds more, and in less time."""

_SLICE = {"atheris": 20_000, "hypothesis": 5_000}
"""Executions of one worker: starting one takes some seconds, and what Hypothesis remembers of its examples grows."""

_HANGS = 30.0
"""Seconds after which an input counts as one that hangs; on a busy machine a few are nothing."""

_LOOK = 0.5
"""Seconds between two looks at a worker."""


class Campaign:
    """A folder with what was done so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._totals = folder / "totals.json"
        self.done: dict[str, int] = json.loads(self._totals.read_text()) if self._totals.exists() else {}

    def behind(self, executions: int, drivers: list[str], targets: list[str]) -> tuple[str, str, int] | None:
        """The target and driver that lack the largest part of their share, and how many they lack; None when all is
        done."""
        parts = sum(_BY_DRIVER[driver] for driver in drivers)
        share = {(t, d): executions * SHARES[t] * _BY_DRIVER[d] / parts for t in targets for d in drivers}
        lacks = {(t, d): 1 - self.done.get(f"{t} {d}", 0) / due for (t, d), due in share.items()}
        which, part = max(lacks.items(), key=lambda item: item[1])
        return (*which, max(1, round(part * share[which]))) if part > 0 else None

    def count(self, target: str, driver: str, executions: int) -> None:
        """Add executions."""
        key = f"{target} {driver}"
        self.done[key] = self.done.get(key, 0) + executions
        self._totals.write_text(json.dumps(self.done, indent=1))

    def finds(self) -> Iterator[Find]:
        """The finds, one of each name of a target: the smallest."""
        best: dict[tuple[str, str], Find] = {}
        for file in sorted(self.folder.glob("*/finds.jsonl")):
            for line in file.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                find = Find(file.parent.name, row["name"], row["said"], bytes.fromhex(row["data"]))
                known = best.get((find.target, find.name))
                if known is None or len(find.data) < len(known.data):
                    best[find.target, find.name] = find
        yield from best.values()

    def add(self, find: Find) -> None:
        """Keep a find that a worker could not write down."""
        with (self.folder / find.target / "finds.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps({"name": find.name, "said": find.said, "data": find.data.hex()}) + "\n")


class Ended(NamedTuple):
    """What a worker did: its executions, and the find that ended it."""

    executions: int
    find: Find | None


def work(campaign: Campaign, target: str, driver: str, runs: int, until: float) -> Ended:
    """Run a worker and watch it. until: when to stop it, in seconds of `time.monotonic`."""
    folder = campaign.folder / target
    folder.mkdir(parents=True, exist_ok=True)
    state = State(folder / "state")
    state.put(0, b"")
    seed = sum(campaign.done.values()) + 1
    command = [sys.executable, "-m", "tests.fuzz.worker", target, driver, str(folder)]
    log = folder / f"{driver}.log"
    with log.open("wb") as output:
        worker = subprocess.Popen(
            [*command, "--runs", str(runs), "--seed", str(seed)], stdout=output, stderr=subprocess.STDOUT
        )
        hung = False
        while worker.poll() is None and time.monotonic() < until and not hung:
            time.sleep(_LOOK)
            at = state.get()
            hung = bool(at.data) and time.monotonic() - at.since > _HANGS
        stopped = worker.poll() is None
        worker.kill()
        code = worker.wait()
    at = state.get()
    if hung:
        return Ended(at.done, Find(target, "hang", f"ran for over {_HANGS:.0f} s", at.data))
    if not stopped and at.done < runs:
        if not at.data:
            raise RuntimeError(f"{driver} did not start, see {log}")
        return Ended(at.done, Find(target, f"crash-{code}", f"the process ended with {code}", at.data))
    return Ended(at.done, None)


def table(campaign: Campaign, open_finds: list[Find]) -> Iterator[str]:
    """The executions and finds as a table of Markdown."""
    yield "| Target | " + " | ".join(f"Executions by {driver}" for driver in DRIVERS) + " | Finds | Open |"
    yield "|---" * (len(DRIVERS) + 3) + "|"
    finds = list(campaign.finds())
    for target in SHARES:
        counts = [campaign.done.get(f"{target} {driver}", 0) for driver in DRIVERS]
        found, still = (sum(f.target == target for f in some) for some in (finds, open_finds))
        yield f"| {target} | " + " | ".join(f"{n:,}" for n in counts) + f" | {found} | {still} |"
    yield f"\n{sum(campaign.done.values()):,} executions in all"


def still_open(campaign: Campaign, limit: float = 60.0) -> list[Find]:
    """The finds that are not fixed, as small as can be made. A crash or a hang counts as open, and is not run again.

    limit: seconds to spend on making them smaller.
    """
    until = time.monotonic() + limit
    found: list[Find] = []
    for find in campaign.finds():
        if find.name == "hang" or find.name.startswith("crash"):
            found.append(find)
        elif again := tried(find.target, find.data):
            found.append(shrunk(again) if time.monotonic() < until else again)
    return found


def main() -> int:
    """Run the campaign for a while, then print what there is."""
    parser = argparse.ArgumentParser(description="Run the fuzz campaign, or go on with it.")
    parser.add_argument("folder", type=Path, help="what was done so far; made if it is not there")
    parser.add_argument("--executions", type=int, default=1_000_000, metavar="N", help="in all, over all targets")
    parser.add_argument(
        "--seconds", type=float, default=float("inf"), metavar="S", help="stop after so long; the next run goes on"
    )
    parser.add_argument("--targets", nargs="+", choices=[*SHARES], default=[*SHARES])
    options = parser.parse_args()
    drivers = [d for d in DRIVERS if importlib.util.find_spec(d)]
    if not drivers:
        print("fuzzing: pip install 'cleaner[fuzz]'", file=sys.stderr)
        return 2
    options.folder.mkdir(parents=True, exist_ok=True)
    campaign = Campaign(options.folder)
    until = time.monotonic() + options.seconds
    while time.monotonic() < until and (next_one := campaign.behind(options.executions, drivers, options.targets)):
        target, driver, lacking = next_one
        ended = work(campaign, target, driver, min(lacking, _SLICE[driver]), until)
        campaign.count(target, driver, ended.executions)
        if ended.find:
            campaign.add(ended.find)
    found = still_open(campaign)
    print("\n".join(table(campaign, found)))
    for find in found:
        print(f"\n{find.target}: {find.name}: {find.said}\n  {find.data!r}")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
