"""What learning sees of a page: its distinct lines, and what the cleaner made of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from cleaner.article import Article
from cleaner.document import BODY_LABELS, Block, Kind
from cleaner.passes.page import Line, count, plain
from cleaner.rules import BUILT_IN
from cleaner.rules.rule import MAX_LINE, key_of_plain

_LETTERS = re.compile(r"[^\W\d_]")

_FEWEST_LETTERS = 2
"""Letters of a line that can be learned: a lone sign or initial stands in any story."""


_BEHIND, _CLOSE, _LEAST = 0.05, 20, 50
"""Share of the words of the body that may stand below a line that ends it; how many lines below the rest of the body it
may stand; and words of a body whose end tells anything."""


_LONGEST = MAX_LINE + 20
"""Characters of a line that are taken down: rules look no further, and one that is longer can be told."""


class SeenLine(NamedTuple):
    """A distinct line of a page.

    key: the line as phrases are compared. text: its words, `plain`; both end where it is very long. kind: of
    boilerplate, as the cleaner sees it; None where it stays. kept: whether the cleaner left it in the body, at any of
    its places. known: whether a rule speaks of it already. named: whether it is headline, byline, date, standfirst or
    caption. prose: how many words it counts for where it reads as prose, else 0. learnable: whether a rule can be made
    of it: lines without letters are too common. above, below: the keys of the lines beside it where it stands first,
    empty at the ends of the page. ends: whether it stands close behind the body, with hardly any of it below, and no
    rule of the user speaks of it.
    """

    key: str
    text: str
    kind: Kind | None
    kept: bool
    known: bool
    named: bool
    prose: float
    learnable: bool
    above: str
    below: str
    ends: bool


SeenPage = tuple[SeenLine, ...]
"""The distinct lines of a page, in its order. Small and picklable: workers may send it on."""


def observe(article: Article, rules: frozenset[str] = frozenset()) -> SeenPage:
    """The lines of a cleaned page; rules: ids of the user's rules that it was cleaned with."""
    seen: dict[str, SeenLine] = {}
    lines = [
        (block, key, text)
        for block in article.blocks
        if (text := plain(block.text)) and (key := key_of_plain(text[:_LONGEST]))
    ]
    keys = ["", *[key for _, key, _ in lines], ""]
    over = _over([count(text) if block.label in BODY_LABELS else 0.0 for block, _, text in lines])
    for i, (block, key, text) in enumerate(lines):
        kept = block.label in BODY_LABELS
        known = block.step.rule in rules or block.step.rule.partition(".")[0] in BUILT_IN
        named = not kept and block.label != "boilerplate"
        before = seen.get(key)
        if before is None:
            learnable = len(_LETTERS.findall(key)) >= _FEWEST_LETTERS
            prose = _prose(text)
            text = text[:_LONGEST]
            beside = keys[i], keys[i + 2]
            ends = over <= i < over + _CLOSE and not kept and block.step.rule not in rules
            seen[key] = SeenLine(key, text, block.kind, kept, known, named, prose, learnable, *beside, ends)
        elif kept > before.kept or named > before.named or known < before.known:
            seen[key] = before._replace(
                kept=kept or before.kept, named=named or before.named, known=known and before.known
            )
    return tuple(seen.values())


def _over(words: Sequence[float]) -> int:
    """The position from which hardly any words of the body are left, given those of each line; that behind the last
    line where the page has next to no body."""
    total = sum(words)
    if total < _LEAST:
        return len(words)
    return next(i for i, above in enumerate(accumulate(words), 1) if above >= (1 - _BEHIND) * total)


def _prose(text: str) -> float:
    line = Line(Block(0, len(text)), text, "", 0)
    return line.n if line.prose else 0.0
