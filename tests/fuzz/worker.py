"""A process that runs one target on many inputs. It tells whoever watches what it is at, and goes on after a find."""

from __future__ import annotations

import argparse
import json
import mmap
import struct
import time
from pathlib import Path
from typing import NamedTuple

from tests.fuzz.mutation import mutated, tokens
from tests.fuzz.seeds import MOST, seeds

DRIVERS = ("atheris", "hypothesis")

_HEAD = struct.Struct("<QdI")
_ROOM = 4 * MOST
"""Bytes kept for the input; some come out longer than they should, of which the rest is left out."""


class At(NamedTuple):
    """Which input a worker is at: how many were before it, when it began (seconds of `time.monotonic`), and itself."""

    done: int
    since: float
    data: bytes


class State:
    """A file that outlives the worker, with what it is at."""

    def __init__(self, file: Path) -> None:
        if not file.exists() or file.stat().st_size != _HEAD.size + _ROOM:
            file.write_bytes(bytes(_HEAD.size + _ROOM))
        with file.open("r+b") as opened:
            self._map = mmap.mmap(opened.fileno(), 0)

    def put(self, done: int, data: bytes) -> None:
        """The input that begins now."""
        data = data[:_ROOM]
        self._map[_HEAD.size : _HEAD.size + len(data)] = data
        self._map[: _HEAD.size] = _HEAD.pack(done, time.monotonic(), len(data))

    def get(self) -> At:
        """The input that is under way, or the last one."""
        done, since, size = _HEAD.unpack(self._map[: _HEAD.size])
        return At(done, since, self._map[_HEAD.size : _HEAD.size + size])


class Watched:
    """Runs a target on each input it is called with; writes finds that are new, or smaller than before, to a file."""

    def __init__(self, target: str, folder: Path) -> None:
        self._target = target
        self._state = State(folder / "state")
        self._finds = folder / "finds.jsonl"
        self._sizes: dict[str, int] = {}
        self.done = 0

    def __call__(self, data: bytes) -> None:
        from tests.fuzz.finds import tried

        self._state.put(self.done, data)
        find = tried(self._target, data)
        self.done += 1
        if find and len(data) < self._sizes.get(find.name, _ROOM):
            self._sizes[find.name] = len(data)
            with self._finds.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"name": find.name, "said": find.said, "data": data.hex()}) + "\n")

    def end(self) -> None:
        """Tell that all is done."""
        self._state.put(self.done, b"")


def by_atheris(target: str, folder: Path, runs: int, seed: int) -> None:
    """Inputs that libFuzzer varies by what they reach in the package. Ends the process."""
    import atheris

    with atheris.instrument_imports(include=["cleaner"]):
        from tests.fuzz.finds import tried

        for data in seeds(target)[:3]:
            tried(target, data)  # so that what is imported late is instrumented too
    corpus = folder / "corpus"
    if not corpus.exists():
        corpus.mkdir()
        for i, data in enumerate(seeds(target)):
            (corpus / f"seed-{i:04}").write_bytes(data)
    words = folder / "words.dict"
    words.write_text("".join(f'"{escaped(token)}"\n' for token in tokens() if len(token) < 60), encoding="ascii")
    watched = Watched(target, folder)

    def one_input(data: bytes) -> None:
        watched(data)
        if watched.done == runs:
            watched.end()

    def changed(data: bytes, most: int, number: int) -> bytes:
        return bytes(atheris.Mutate(data, most)) if number % 2 else mutated(data, number, most)

    arguments = [
        f"-runs={runs}",
        f"-seed={seed}",
        f"-max_len={MOST}",
        f"-dict={words}",
        "-verbosity=0",
        "-timeout=3600",
        f"-artifact_prefix={folder}/",
    ]
    atheris.Setup(["fuzz", *arguments, str(corpus)], one_input, custom_mutator=changed)
    atheris.Fuzz()


def by_hypothesis(target: str, folder: Path, runs: int, seed: int) -> None:
    """Inputs that Hypothesis draws."""
    import hypothesis

    from tests.fuzz.examples import examples

    watched = Watched(target, folder)

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=runs,
        database=None,
        deadline=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(examples(target))
    def run(data: bytes) -> None:
        watched(data)

    run()
    watched.end()


def escaped(token: bytes) -> str:
    """The token as libFuzzer's dictionaries write it."""
    return "".join(chr(c) if 32 <= c < 127 and c not in b'"\\' else f"\\x{c:02X}" for c in token)


def main() -> None:
    """Run one target by one driver."""
    parser = argparse.ArgumentParser(description="Run one fuzz target on many inputs.")
    parser.add_argument("target")
    parser.add_argument("driver", choices=DRIVERS)
    parser.add_argument("folder", type=Path, help="holds the corpus, and gets the finds")
    parser.add_argument("--runs", type=int, default=10_000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    drive = by_atheris if options.driver == "atheris" else by_hypothesis
    drive(options.target, options.folder, options.runs, options.seed)


if __name__ == "__main__":
    main()
