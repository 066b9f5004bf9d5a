"""A short run of each fuzz target: its seeds, and some inputs that Hypothesis draws."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fuzzing import SHARES, Campaign, still_open, table, work
from cleaner import PackError
from tests.fuzz import targets, worker
from tests.fuzz.examples import examples
from tests.fuzz.finds import shrunk, tried
from tests.fuzz.mutation import mutated, tokens
from tests.fuzz.seeds import MOST, seeds
from tests.fuzz.targets import TARGETS, LawBrokenError

each_target = pytest.mark.parametrize("target", TARGETS)

_SEEDS = 25
"""Seeds of a target that are run; the campaign runs all."""


@each_target
def test_the_seeds_of_a_target_hold(target: str) -> None:
    chosen = seeds(target)[:: len(seeds(target)) // _SEEDS + 1]
    assert [find for data in chosen if (find := tried(target, data))] == []


@each_target
@given(st.data())
def test_what_is_drawn_for_a_target_holds(target: str, data: st.DataObject) -> None:
    find = tried(target, data.draw(examples(target)))
    assert find is None, find


def test_each_target_has_a_share_of_the_campaign() -> None:
    assert list(SHARES) == list(TARGETS)
    assert sum(SHARES.values()) == pytest.approx(1)


@settings(max_examples=20)
@given(st.binary(max_size=300), st.integers(0, 2**32))
def test_changes_are_the_same_for_the_same_number(data: bytes, seed: int) -> None:
    assert mutated(data, seed, MOST) == mutated(data, seed, MOST)
    assert len(mutated(data, seed, 50)) <= 50


def test_the_dictionary_reads_as_that_of_libfuzzer() -> None:
    for token in tokens():
        escaped = worker.escaped(token)
        assert escaped.isascii()
        assert json.loads('"' + escaped.replace("\\x", "\\u00") + '"').encode("latin-1") == token


def test_a_broken_law_is_found_named_and_made_small(monkeypatch: pytest.MonkeyPatch) -> None:
    def target(data: bytes) -> None:
        if b"x" in data:
            raise LawBrokenError("stable", "a rule", "it is not")

    monkeypatch.setitem(targets.TARGETS, "text", target)
    assert tried("text", b"abc") is None
    find = tried("text", b"one x, and more of it")
    assert find is not None
    assert find.name == "stable-a-rule"
    assert shrunk(find).data == b"x"


def test_an_exception_is_named_by_where_the_package_raised_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def target(data: bytes) -> None:
        raise PackError("no")

    monkeypatch.setitem(targets.TARGETS, "toml", target)
    find = tried("toml", b"")
    assert find is not None
    assert find.name == "PackError-test_fuzz-target"


def test_a_campaign_goes_on_where_it_ended(tmp_path: Path) -> None:
    campaign = Campaign(tmp_path)
    assert campaign.behind(1000, ["hypothesis"], ["toml"]) == ("toml", "hypothesis", 300)
    ended = work(campaign, "toml", "hypothesis", 20, float("inf"))
    assert ended == (20, None)
    campaign.count("toml", "hypothesis", 20)
    again = Campaign(tmp_path)
    assert again.behind(1000, ["hypothesis"], ["toml"]) == ("toml", "hypothesis", 280)
    assert again.behind(1, ["hypothesis"], ["toml"]) is None
    assert still_open(again) == []
    assert "| toml | 0 | 20 | 0 | 0 |" in list(table(again, []))
