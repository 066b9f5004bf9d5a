"""Short runs of the benchmark of many documents in one process."""

from __future__ import annotations

from itertools import islice

from benchmarks import endurance


def test_the_documents_are_many_and_the_same_in_every_run() -> None:
    some = list(islice(endurance.documents(), 500))
    assert len(set(some)) > 490
    assert some == list(islice(endurance.documents(), 500))
    assert sum(source.startswith("<html>") for source in some) == 500 // endurance.HTML_EVERY


def test_threads_that_share_a_cleaner_give_what_one_gives() -> None:
    assert endurance.differing(60, 16) == 0


def test_memory_stays_where_it_is() -> None:
    held, more = endurance.growth(1500)
    assert len(held) == 11
    assert more < endurance.MOST_GROWTH
