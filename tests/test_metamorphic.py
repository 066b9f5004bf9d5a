"""Changes that should leave the body alone do: a short run of the campaign, the same each time."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest

from benchmarks.metamorphic import Row, Tally, run
from tests.metamorphic import CHANGES, Change, Subject, behind, between, body, generated, in_front, stored

_PAGES, _TIMES = 60, 3
"""Invented pages, and times that each is changed."""

_STORED_SHARE = 0.02
"""Of the bodies of stored pages, those that may change when a line is put in: some stand so close to what they are not
that the scorer, or a question above a tally, tips over."""

_MAY_DIFFER = frozenset(("opener_deleted", "among_short_lines"))
"""Changes that may change the body of an invented page: without its opener, a list is one of short lines."""


@cache
def invented() -> tuple[Subject, ...]:
    return tuple(map(generated, range(_PAGES)))


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_change_leaves_the_body_of_invented_pages_alone(change: Change) -> None:
    rng = random.Random(7)
    made = [(page, changed) for page in invented() * _TIMES if (changed := change(page, rng))]
    assert made or change.__name__ in _MAY_DIFFER
    differing = [(page.name, x.what) for page, x in made if body(page.cleaned(x.source)) != page.body]
    assert change.__name__ in _MAY_DIFFER or differing == []


def test_a_known_line_leaves_the_body_of_stored_pages_alone() -> None:
    rng = random.Random(7)
    made = [
        (page, changed)
        for page in stored()
        for change in (between, in_front, behind)
        if (changed := change(page, rng)) is not None
    ]
    differing = [(page.name, x.kind, x.what) for page, x in made if body(page.cleaned(x.source)) != page.body]
    assert len(differing) <= _STORED_SHARE * len(made), differing


def test_a_change_is_counted_in_its_row_and_a_later_run_goes_on(tmp_path: Path) -> None:
    subject = Subject("one", "text", "The ferry sails.\n")
    first = Tally()
    run([subject], 20, first)
    assert Row("known line after the article", "text", "stored") in first.tried
    first.write(tmp_path / "tally")
    second = Tally(tmp_path / "tally")
    assert (second.tried, second.differing) == (first.tried, first.differing)
    run([subject], 10, second)
    assert [*second.table()][-1].startswith("| all | | | 30 |")
