"""What learning sees of a page: its distinct lines, and what the cleaner made of each."""

from __future__ import annotations

import re
from typing import NamedTuple

from cleaner.article import Article
from cleaner.document import BODY_LABELS, Block, Kind
from cleaner.passes.page import Line, plain
from cleaner.rules import BUILT_IN
from cleaner.rules.rule import MAX_LINE, key_of_plain

_LETTERS = re.compile(r"[^\W\d_]")

_FEWEST_LETTERS = 2
"""Letters of a line that can be learned: a lone sign or initial stands in any story."""


class SeenLine(NamedTuple):
    """A distinct line of a page.

    key: the line as phrases are compared. text: its words, `plain`. kind: of boilerplate, as the cleaner sees it; None
    where it stays. kept: whether the cleaner left it in the body, at any of its places. known: whether a rule speaks
    of it already. named: whether it is headline, byline, date, standfirst or caption. prose: how many words it counts
    for where it reads as prose, else 0. learnable: whether a rule can be made of it: long lines are out of a pack's
    reach, and lines without letters are too common. above, below: the keys of the lines beside it where it stands
    first, empty at the ends of the page.
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


SeenPage = tuple[SeenLine, ...]
"""The distinct lines of a page, in its order. Small and picklable: workers may send it on."""


def observe(article: Article, rules: frozenset[str] = frozenset()) -> SeenPage:
    """The lines of a cleaned page; rules: ids of the user's rules that it was cleaned with."""
    seen: dict[str, SeenLine] = {}
    lines = [
        (block, key, text) for block in article.blocks if (text := plain(block.text)) and (key := key_of_plain(text))
    ]
    keys = ["", *[key for _, key, _ in lines], ""]
    for i, (block, key, text) in enumerate(lines):
        kept = block.label in BODY_LABELS
        known = block.step.rule in rules or block.step.rule.partition(".")[0] in BUILT_IN
        named = not kept and block.label != "boilerplate"
        before = seen.get(key)
        if before is None:
            learnable = len(text) <= MAX_LINE and len(_LETTERS.findall(key)) >= _FEWEST_LETTERS
            prose = _prose(text)
            seen[key] = SeenLine(key, text, block.kind, kept, known, named, prose, learnable, keys[i], keys[i + 2])
        elif kept > before.kept or named > before.named or known < before.known:
            seen[key] = before._replace(
                kept=kept or before.kept, named=named or before.named, known=known and before.known
            )
    return tuple(seen.values())


def _prose(text: str) -> float:
    line = Line(Block(0, len(text)), text, "", 0)
    return line.n if line.prose else 0.0
