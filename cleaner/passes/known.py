"""Lines that a rule knows: interface, notices and promos that read the same on every page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from cleaner.document import Kind, Step
from cleaner.passes.page import Line, Page, words
from cleaner.rules.book import PAIR_REACH, Claim, Pair
from cleaner.rules.rule import MAX_LINE, REST, SECTION, Rule, key_of_plain

_NONE = Claim(None, 0, False)
"""What the book says of a line that is too long for it."""

_FRAGMENT_WORDS = 12
"""Words in a paragraph from which a line inside it is a piece of prose, whatever it says: "Twitter" as a
link in the middle of a sentence."""

_NOTICE_WORDS = 60
"""Words at most of a notice that is broken over several lines."""

_START_WORDS = 20
"""Words at the start of a long line among which a prefix finds what it needs."""

_LINK_TEXT_WORDS = 25
"""Words at most of a link text that goes with a teaser or list above it: headlines are shorter."""

_CLOSERS = "\"'”’»)」』"
"""What may stand behind the stop of a sentence."""

_TAG_WORDS = 5
"""Words at most of a tag."""


def is_known(page: Page, line: Line) -> bool:
    """Whether the rule book names a line by itself, whatever was said of it before."""
    return line.short and page.book.claim(line.text, line.key, line.read_tokens, page.late).rule is not None


def recognise(page: Page) -> Iterator[Step]:
    """Claim the lines that the rule book knows, and the few lines that go with them."""
    prose = _prose(page)
    book, late = page.book, page.late
    tallies: list[int] = []
    followers = 0
    opener: Rule | None = None
    for i, line in enumerate(page.lines):
        if not line.text:
            picture = page.document.text.startswith("![", line.start)
            kind: Kind = "media" if picture else "interface"
            yield line.says("known.invisible", "boilerplate", kind, "nothing in it can be seen")
            continue
        if i in prose or line.step is not None:
            followers = 0
            continue
        claim = book.claim(line.text, line.key, line.read_tokens, late) if line.short else _NONE
        if claim.tally:
            tallies.append(i)
        rule = claim.rule
        if rule and claim.row:
            yield line.says(rule.id, "boilerplate", rule.kind, f"a row of {claim.row} known phrases")
        elif rule:
            yield line.says(rule.id, "boilerplate", rule.kind, _evidence(rule, line))
            if rule.opens in (SECTION, REST):
                followers = 0
            elif rule.opens >= followers - 1:
                opener, followers = rule, rule.opens
            else:
                followers = max(0, followers - 1)
        elif followers and opener and (_link_text(line) if opener.kind != "navigation" else _tag(line)):
            yield line.says(opener.id, "boilerplate", opener.kind, "goes with the line above")
            followers -= 1
        else:
            followers = 0
            if book.has_prefixes:
                yield from _start(page, line)
    for j in tallies:
        yield from _pair(page, j)
    yield from _broken(page)


def _broken(page: Page) -> Iterator[Step]:
    """Claim notices that the source breaks over several lines, at their links."""
    for unit in page.units:
        if len(unit.lines) == 1 or unit.n > _NOTICE_WORDS or len(unit.text) > MAX_LINE:
            continue
        text = unit.text
        rule = page.book.claim(text, key_of_plain(text), partial(words, text), page.late).rule
        if rule:
            for line in unit.lines:
                yield line.says(rule.id, "boilerplate", rule.kind, "its lines together match the pattern")


def _start(page: Page, line: Line) -> Iterator[Step]:
    """Claim the start of a line, and what has come to stand there then; a long line whole, where the pattern matches
    all of it that rules may look at."""
    start = line.text[:MAX_LINE]
    cut = not line.short
    at, offset = 0, line.start
    tokens = line.tokens
    while hit := page.book.prefix(start[at:], page.book.needs(start[at:], tokens[:_START_WORDS]), page.late, cut=cut):
        if hit.end == len(start):
            why = f"its first {MAX_LINE} characters match the pattern"
            yield line.says(hit.rule.id, "boilerplate", hit.rule.kind, why)
            return
        begin = offset
        offset = page.offset(line, at + hit.end)
        if offset <= begin:
            return
        yield Step(hit.rule.id, "boilerplate", begin, offset, hit.rule.kind, "start of the line")
        at += len(start[at:]) - len(start[at + hit.end :].lstrip())
        tokens = words(start[at:])


def _evidence(rule: Rule, line: Line) -> str:
    return f"is “{line.key}”" if rule.phrases else "matches its pattern"


def _prose(page: Page) -> set[int]:
    """Positions of lines that are pieces of a longer paragraph."""
    pieces: set[int] = set()
    for unit in page.units:
        if len(unit.lines) > 1 and unit.n >= _FRAGMENT_WORDS and unit.tail.terminal:
            pieces.update(range(unit.first, unit.last))
    return pieces


def _link_text(line: Line) -> bool:
    if line.facts.heading or not 0 < line.n <= _LINK_TEXT_WORDS:
        return False
    return not line.text.rstrip(_CLOSERS).endswith((".", "。"))


def _tag(line: Line) -> bool:
    """Whether the line can be a tag, or several parted by commas: a longer one is the title of another story."""
    return _link_text(line) and (line.n <= _TAG_WORDS or line.n <= _TAG_WORDS * (line.text.count(",") + 1))


def _pair(page: Page, j: int) -> Iterator[Step]:
    """A question above the tally at `j`: both and the options between."""
    line = page.lines[j]
    for pair in page.book.pairs_for(page.book.needs(line.text, line.tokens)):
        if not pair.lower.whole(line.text, page.late):
            continue
        i = _upper(page, pair, j)
        if i is not None:
            rule = pair.rule
            for between in page.lines[i : j + 1]:
                yield between.says(rule.id, "boilerplate", rule.kind, f"{j - i} lines from question to tally")
            return


def _upper(page: Page, pair: Pair, j: int) -> int | None:
    """The position of the upper line that goes with the lower line at `j`."""
    for i in range(j - 1, max(-1, j - 1 - PAIR_REACH), -1):
        above = page.lines[i]
        if above.short and pair.upper.whole(above.text, page.late):
            return i
        if above.n > _LINK_TEXT_WORDS or above.prose:
            return None
    return None
