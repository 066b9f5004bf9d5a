"""Many documents: how fast `cleaner batch` is on one worker and two, what it holds, and what it survives."""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import lzma
import os
import pickle
import random
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import cycle, islice, pairwise
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from benchmarks.throughput import rendered
from cleaner import Cleaner, Pack, Rule
from cleaner.batch.journal import journal_path
from cleaner.batch.many import MAX_SIZE
from cleaner.batch.readers import Wanted
from cleaner.batch.runner import Plan, run

MOST_GROWTH = 20.0
"""MB that a process may grow by once it is warm."""

WARM = 3
"""Tenths of a run after which a process is warm: its caches are full, and it has seen large pages."""

LEAST_SCALING, LEAST_OF_LOOP = 1.8, 0.8
"""How much faster two workers must be than one, and a worker next to a loop over `clean`."""

KILLS = 20
"""How often a run is killed: up to a second after it has made none, one or two commits."""

SLOW = Pack("slow", (Rule("slow.site.hang", "site", "Takes for ever on a line of 60 a.", line=r"(?:a|a)+b"),))
"""Its pattern is under no time limit, as one that is read from a file is."""


def pages(folder: Path, form: str) -> list[str]:
    """The pages of all *.jsonl.xz in a folder, as HTML or as one line for each text node."""
    found: list[str] = []
    for file in sorted(folder.rglob("*.jsonl.xz")):
        with lzma.open(file, "rt", encoding="utf-8") as lines:
            found += [page for line in lines if (page := json.loads(line)["html"])]
    random.Random(1).shuffle(found)
    return [rendered(page) for page in found[:500]] if form == "text" else found


def changed(some: list[str], count: int) -> Iterator[dict[str, str]]:
    """So many documents: the pages again and again, each time with other words in some sentences."""
    for n, page in enumerate(islice(cycle(some), count)):
        yield {"id": f"d{n}", "text": page.replace(". ", f" number {n}. ", 5)}


def written(path: Path, documents: Iterable[dict[str, str]]) -> Path:
    """The documents as JSON lines."""
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)
    return path


class Memory(threading.Thread):
    """Looks at the resident memory of a process and its children, again and again."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._process = process
        self._over = threading.Event()
        self._seen: dict[int, list[float]] = {}

    def run(self) -> None:
        while not self._over.wait(0.2):
            try:
                children = Path(f"/proc/{self._process}/task/{self._process}/children").read_text().split()
                for process in (self._process, *map(int, children)):
                    held = int(Path(f"/proc/{process}/statm").read_text().split()[1]) * resource.getpagesize() / 1e6
                    self._seen.setdefault(process, []).append(held)
            except (OSError, IndexError):
                continue  # it has just ended

    def finish(self) -> list[list[float]]:
        """For each process: the median MB in each tenth of the run."""
        self._over.set()
        self.join()
        lasting = [samples[:-1] for samples in self._seen.values() if len(samples) > 20]
        return [[median(tenth) for tenth in _tenths(samples)] for samples in lasting]


def _tenths(samples: list[float]) -> Iterator[list[float]]:
    edges = [len(samples) * k // 10 for k in range(11)]
    return (samples[start:end] for start, end in pairwise(edges))


class Cost(NamedTuple):
    """What a run took, for each document: milliseconds of the clock, of this process and of its workers."""

    clock: float
    main: float
    workers: float


def measured(source: Path, output: Path, workers: int) -> tuple[Cost, list[list[float]]]:
    """A run in a process of its own: what it costs, and what each process holds in each tenth of it."""
    command: list[str | Path] = [sys.executable, "-c", _RUN, source, output, str(workers)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        memory = Memory(process.pid)
        memory.start()
        said, _ = process.communicate()
    return Cost(*json.loads(said)), memory.finish()


_RUN = """
import json, resource, sys, time
from cleaner.batch.runner import Plan, run
begun = time.monotonic()
n = run(Plan((sys.argv[1],), sys.argv[2], workers=int(sys.argv[3]), restart=True)).tally.documents / 1000
children = resource.getrusage(resource.RUSAGE_CHILDREN)
spent = time.monotonic() - begun, time.process_time(), children.ru_utime + children.ru_stime
print(json.dumps([seconds / n for seconds in spent]))
"""


def speed(options: argparse.Namespace, folder: Path) -> int:
    """One worker, two, and a loop over `clean`: rates, and memory of the run with two."""
    some = pages(options.folder, options.form)
    source = written(folder / "in.jsonl", changed(some, options.documents))
    output = folder / "out.jsonl"
    cleaner = Cleaner()
    loop = [document["text"] for document in islice(changed(some, options.documents), 1000)]
    cleaner.clean(loop[0])
    begun, spent = time.monotonic(), time.process_time()
    for page in loop:
        cleaner.clean(page)
    clock, spent = (time.monotonic() - begun) / len(loop) * 1e3, (time.process_time() - spent) / len(loop) * 1e3
    size = source.stat().st_size / options.documents / 1e3
    print(f"{options.documents:,} documents of {size:.0f} kB; load of the machine {os.getloadavg()[0]:.1f}")
    print(f"loop over clean  {clock:6.2f} ms of the clock, {spent:6.2f} ms of CPU a document")
    short = written(folder / "short.jsonl", changed(some, min(options.documents, options.single)))
    one, _ = measured(short, output, 1)
    print(
        f"one worker       {one.clock:6.2f} ms of the clock, CPU: {one.main:.2f} ms main, {one.workers:.2f} ms worker"
    )
    two, held = measured(source, output, 2)
    print(
        f"two workers      {two.clock:6.2f} ms of the clock, CPU: {two.main:.2f} ms main, {two.workers:.2f} ms workers"
    )
    print(f"two workers are {one.clock / two.clock:.2f} times as fast as one")
    print(
        f"on two free cores they would be {one.workers / ((two.workers + two.main) / 2):.2f} times as fast, by CPU time"
    )
    print(
        f"a worker does {spent / two.workers:.2f} of what the loop does, by CPU time; "
        f"each of two cores {clock / two.clock / 2:.2f}, by the clock"
    )
    print("resident memory in each tenth of the run with two workers, in MB, and its growth once warm")
    grown = [tenths[-1] - tenths[WARM] for tenths in held]
    for tenths, growth in zip(held, grown, strict=True):
        print(" ".join(f"{amount:6.0f}" for amount in tenths) + f"  {growth:+.1f}")
    flat = all(growth < MOST_GROWTH for growth in grown)
    return 0 if flat and one.clock / two.clock >= LEAST_SCALING and spent / two.workers >= LEAST_OF_LOOP else 1


def kill(options: argparse.Namespace, folder: Path) -> int:
    """`kill -9` at 20 random moments, resumed each time, next to a run that is left alone. Sites are learned first, and
    there is a report."""
    source = written(folder / "in.jsonl", changed(pages(options.folder, options.form), options.documents))
    whole, killed_run = (_everything(source, folder / name, options.output) for name in ("whole", "killed"))
    begun = time.monotonic()
    run(whole)
    seconds = time.monotonic() - begun
    plan = folder / "plan"
    plan.write_bytes(pickle.dumps(killed_run))
    program = "import pickle, sys; from cleaner.batch.runner import run; run(pickle.load(open(sys.argv[1], 'rb')))"
    journal = Path(journal_path(killed_run.output))
    pick, killed, learning = random.Random(options.seed), 0, 0
    while killed < KILLS:
        commits = _lines(journal) + pick.choice((0, 1, 2))
        with subprocess.Popen([sys.executable, "-c", program, plan]) as process:
            while process.poll() is None and _lines(journal) < commits:
                time.sleep(0.01)
            time.sleep(pick.uniform(0, 1))
            process.kill()
        if process.returncode != -signal.SIGKILL:
            print("the run was over before it was killed often enough: give more --documents", file=sys.stderr)
            return 1
        killed += 1
        learning += not _lines(journal)
    before = run(killed_run)
    same = _digests(folder / "whole") == _digests(folder / "killed")
    print(
        f"{before.tally}; {killed} kills, {learning} of them in the first pass, in {seconds:.0f} s of work; "
        f"{before.before:,} done before the last run"
    )
    print("output and report equal those of the run left alone" if same else "OUTPUT OR REPORT DIFFERS")
    return 0 if same else 1


def _everything(source: Path, folder: Path, ending: str) -> Plan:
    """A run with all that has to go on."""
    folder.mkdir()
    output = str(folder / f"out{ending}")
    return Plan((str(source),), output, workers=2, commit=0.5, learn_sites=True, report=str(folder / "why"))


def _digests(folder: Path) -> dict[str, str]:
    """Of all that a run has written but for the journal, which tells how it went."""
    return {
        file.relative_to(folder).as_posix(): digest(file)
        for file in folder.rglob("*")
        if file.is_file() and not file.name.endswith(".journal")
    }


def _lines(journal: Path) -> int:
    return journal.read_bytes().count(b"\n") if journal.exists() else 0


def digest(path: Path) -> str:
    """Of what a file holds, decompressed."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return hashlib.sha256(data).hexdigest()


def poison(options: argparse.Namespace, folder: Path) -> int:
    """One document in a hundred is bad in one of five ways."""
    source = folder / "in"
    source.mkdir()
    expected: dict[str, str] = {}
    pick = random.Random(options.seed)
    bad = set(pick.sample(range(options.documents), options.documents // 100))
    written_lines = 0
    ways = cycle(["hang", "json", "binary", "gzip", "large"])
    with open(source / "pages.jsonl", "w", encoding="utf-8") as lines:
        for n, document in enumerate(changed(pages(options.folder, options.form), options.documents)):
            way = next(ways) if n in bad else "good"
            if way == "gzip":
                whole = gzip.compress(json.dumps(document).encode())
                (source / f"{n}.jsonl.gz").write_bytes(whole[: len(whole) // 2])
                expected[f"{n}.jsonl.gz#1"] = "unreadable"
            elif way == "binary":
                (source / f"{n}.html").write_bytes(b"\x89PNG\r\n\x1a\n" + pick.randbytes(9000))
                expected[f"{n}.html"] = "unreadable"
            elif way == "large":
                with open(source / f"{n}.txt", "wb") as file:
                    file.writelines([b"A line of a very large text.\n"] * (200_000_000 // 29))
                expected[f"{n}.txt"] = "too large"
            elif way == "json":
                lines.write(json.dumps(document)[:-5] + "\n")
                written_lines += 1
                expected[f"pages.jsonl#{written_lines}"] = "unreadable"
            else:
                written_lines += 1
                lines.write(json.dumps({**document, **({"text": "a" * 60} if way == "hang" else {})}) + "\n")
                expected[document["id"]] = "timeout" if way == "hang" else "good"
    output = folder / "out.jsonl"
    wanted = Wanted(MAX_SIZE)
    outcome = run(Plan((str(source),), str(output), Cleaner(rules=SLOW), wanted, workers=2, timeout=3))
    found = Counter(record["id"] for record in _records(output))
    reasons = {record["id"]: record["reason"] for record in _records(Path(f"{output}.errors.jsonl"))}
    lost = [name for name, how in expected.items() if how == "good" and found[name] != 1]
    kinds = Counter(how for how in expected.values() if how != "good")
    print(f"{outcome.tally}; {outcome.seconds:.0f} s; expected {dict(kinds)}")
    got = Counter(reasons.values())
    right = not lost and got == kinds
    print(
        "every good document is cleaned once, every bad one is in the errors" if right else f"WRONG: {lost[:9]} {got}"
    )
    return 0 if right else 1


def _records(path: Path) -> list[dict[str, Any]]:
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def main() -> int:
    """Run one of the three, and exit with 1 where it does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("speed", "kill", "poison"))
    parser.add_argument("folder", metavar="DATA_FOLDER", type=Path, help="holds *.jsonl.xz (field html)")
    parser.add_argument("--documents", type=int, default=2000, metavar="N")
    parser.add_argument("--single", type=int, default=5000, metavar="N", help="of them for the run with one worker")
    parser.add_argument("--form", choices=("text", "html"), default="text", help="of the pages (default: text)")
    parser.add_argument("--output", default=".jsonl", metavar="ENDING", help="of the output that kill writes")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    what = {"speed": speed, "kill": kill, "poison": poison}[options.what]
    with tempfile.TemporaryDirectory() as folder:
        return what(options, Path(folder))


if __name__ == "__main__":
    raise SystemExit(main())
