"""The explanation of each page under fixtures/: every step of every pass is the one that its explained.txt holds.

By rules and heuristics alone, as what the scorer says changes with its weights. Rewritten with `--update-fixtures`;
then the difference is to be read.
"""

from __future__ import annotations

import pytest

from cleaner import Article, Cleaner
from tests.corpus import GOOD, HTML, StoredPage

CLEANER = Cleaner(scorer=False, second_opinion=False)

_SHOWN = 60
"""Characters of a line that are written."""


def explained(article: Article) -> str:
    """All steps of an article in their order, a line for each: the rule, what it says, why, and of which text."""
    lines = []
    for step in article.steps:
        text = " ".join(article.document.text[step.start : step.end].split())
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…{len(text)}"
        lines.append(f"{step.rule} · {step.kind or step.label} · {step.evidence} · {shown}\n")
    return "".join(lines)


@pytest.mark.parametrize("page", [*GOOD, *HTML], ids=lambda page: page.name)
def test_the_explanation_of_a_fixture_is_the_stored_one(page: StoredPage, update_fixtures: bool) -> None:
    file = page.path.with_name("explained.txt")
    got = explained(CLEANER.clean(page.source))
    if update_fixtures:
        file.write_text(got, encoding="utf-8")
    assert got.splitlines() == file.read_text(encoding="utf-8").splitlines()
