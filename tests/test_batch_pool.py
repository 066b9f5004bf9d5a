"""Many documents through worker processes: order, time limits, deaths, bounded memory, and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from cleaner import Article, Cleaner, Failure, Pack, Rule, clean, clean_many
from cleaner.batch.pool import in_order
from tests.corpus import GOOD, HTML, ROOT
from tests.misbehaving import Doing

SLOW = Pack("slow", (Rule("slow.site.hang", "site", "Takes for ever on a line of 60 a.", line=r"(?:a|a)+b"),))
"""A pack that is not under a time limit, as one that is read from a file is."""
HANGS = "a" * 60

Result = tuple[object, int] | Failure


def outcomes(documents: Iterable[str | bytes], *, workers: int = 1, timeout: float = 20) -> list[Result]:
    return [result for _, result in in_order(documents, Doing(), workers=workers, timeout=timeout)]


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_articles_come_in_order_and_as_clean_gives_them() -> None:
    sources = [page.source for page in (*GOOD[:6], *HTML[:6])]
    assert list(clean_many(iter(sources), workers=2)) == [clean(source) for source in sources]


def test_all_kinds_of_sources_are_taken_and_others_fail() -> None:
    page = HTML[0].source
    sources: list[object] = [page.encode(), bytearray(page.encode()), BeautifulSoup(page, "lxml"), 5, None]
    results = list(clean_many(sources, workers=1))  # type: ignore[arg-type]
    assert results[:2] == [clean(page.encode())] * 2
    assert results[2] == clean(BeautifulSoup(page, "lxml"))
    assert all(isinstance(r, Failure) and r.reason == "error" and "TypeError" in r.detail for r in results[3:])


def test_a_document_over_which_a_pattern_hangs_fails_and_the_rest_goes_on() -> None:
    good = GOOD[0].source
    cleaner = Cleaner(rules=SLOW)
    results = list(clean_many([good, HANGS, good, good], workers=1, timeout=1, rules=SLOW))
    assert results == [
        cleaner.clean(good),
        Failure("timeout", "took longer than 1 s"),
        cleaner.clean(good),
        cleaner.clean(good),
    ]


def test_what_is_too_large_fails_unseen() -> None:
    results = list(clean_many(["x" * 11, b"y" * 10], workers=1, max_size=10))
    assert results[0] == Failure("too large", "11 bytes, of 10 at most")
    assert isinstance(results[1], Article)


@pytest.mark.parametrize("setting", [{"workers": 0}, {"timeout": 0}, {"max_size": 0}, {"kind": "pdf"}])
def test_settings_that_are_not_sound_are_refused_at_once(setting: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="must be"):
        clean_many([], **setting)  # type: ignore[arg-type]


def test_a_worker_that_dies_costs_one_document() -> None:
    results = outcomes(["a", "segfault", "b", "exit", "c", "raise", "d"])
    assert [r[0] if not isinstance(r, Failure) else r for r in results] == [
        "a",
        Failure("died", "the worker process died: signal SIGSEGV"),
        "b",
        Failure("died", "the worker process died: exit code 3"),
        "c",
        Failure("error", "LookupError: nothing there"),
        "d",
    ]


def test_a_hang_costs_one_document_whether_or_not_it_holds_the_lock_of_the_interpreter() -> None:
    results = outcomes(["a", "hang", "hang in c", "b", "c"], workers=2, timeout=0.5)
    assert [isinstance(r, Failure) and r.reason == "timeout" for r in results] == [False, True, True, False, False]


def test_what_a_document_prints_does_not_disturb(capfd: pytest.CaptureFixture[str]) -> None:
    assert [r[0] for r in outcomes(["print", "a"]) if not isinstance(r, Failure)] == ["print", "a"]
    assert capfd.readouterr() == ("", "to standard output\n")


def test_one_slow_document_does_not_hold_up_the_others() -> None:
    results = outcomes(["slow", *"abcdefgh"] * 2, workers=2)
    assert [r[0] for r in results if not isinstance(r, Failure)] == ["slow", *"abcdefgh"] * 2
    assert len({r[1] for r in results if not isinstance(r, Failure)}) == 2


def test_documents_are_read_only_as_they_are_needed() -> None:
    read = 0

    def documents() -> Iterator[str]:
        nonlocal read
        for n in range(1_000_000):
            read += 1
            yield str(n)

    results = in_order(documents(), Doing(), workers=1, timeout=20)
    assert [next(results)[0] for _ in range(10)] == list("0123456789")
    assert read < 1000
    results.close()


def test_large_documents_and_answers_do_not_block_each_other() -> None:
    assert [r[0] for r in outcomes([b"x" * 3_000_000] * 30) if not isinstance(r, Failure)] == [3_000_000] * 30


def test_few_large_documents_and_results_are_held_at_a_time() -> None:
    read = 0

    def documents() -> Iterator[str | bytes]:
        nonlocal read
        yield "slow"
        for _ in range(100):
            read += 1
            yield b"back" + b"x" * 8_000_000

    results = in_order(documents(), Doing(), workers=8, timeout=20)
    next(results)
    assert read <= 6
    results.close()


def test_a_result_is_given_as_soon_as_it_is_there() -> None:
    def documents() -> Iterator[str]:
        yield "a"
        while not got:
            time.sleep(0.01)
            yield "b"

    got: list[object] = []
    for document, _ in in_order(documents(), Doing(), workers=2, timeout=20):
        got.append(document)
    assert got[0] == "a"


def test_an_error_of_the_iterable_is_the_callers_and_no_worker_stays() -> None:
    def documents() -> Iterator[str]:
        yield "a"
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        outcomes(documents())


def test_workers_end_with_the_iterator() -> None:
    results = in_order(["a", *["slow"] * 100], Doing(), workers=2, timeout=20)
    _, (_, worker) = next(results)
    assert is_alive(worker)
    results.close()
    assert not is_alive(worker)


def test_workers_that_cannot_start_are_an_error_and_not_a_loop() -> None:
    with pytest.raises(RuntimeError, match="could not start \\(exit code 7\\)"):
        list(in_order(["a"], Doing("cannot start"), workers=2, timeout=20))


def test_it_runs_in_any_thread_and_leaves_the_signals_alone() -> None:
    handlers = [signal.getsignal(s) for s in signal.valid_signals()]
    results: list[Result] = []
    thread = threading.Thread(target=lambda: results.extend(outcomes(["a", "b"])))
    thread.start()
    thread.join()
    assert [r[0] for r in results if not isinstance(r, Failure)] == ["a", "b"]
    assert [signal.getsignal(s) for s in signal.valid_signals()] == handlers


def test_a_script_needs_no_guard_and_its_workers_end_when_it_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from cleaner.batch.pool import in_order\n"
        "from tests.misbehaving import Doing\n"
        "for _, result in in_order(['a', 'b', 'slow'] * 1000, Doing(), workers=2, timeout=20):\n"
        "    print(result[1], flush=True)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout
        workers = {int(process.stdout.readline()) for _ in range(6)}
        process.kill()
    deadline = time.monotonic() + 10
    while any(map(is_alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(workers) == 2
    assert not any(map(is_alive, workers))


def test_a_caller_that_takes_its_time_costs_no_document_its_own() -> None:
    results = in_order([b"back" + b"x" * 5_000_000] * 12, Doing(), workers=1, timeout=0.5)
    found = []
    for _, result in results:
        found.append(result)
        time.sleep(0.6 if len(found) < 3 else 0)
    assert not any(isinstance(result, Failure) for result in found)
