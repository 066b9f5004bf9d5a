"""Texts that are the worst for a pattern, made out of what it says itself: what it repeats, again and again, behind
what leads there, with an end that it cannot take. And how the time grows that it spends on them.

A pattern backs up badly where two ways through it read the same text. Such a text is always of this form (Weideman and
others, "Analyzing matching time behavior of backtracking regular expression matchers", 2016): a start, a piece that is
pumped, and an end that fails.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from itertools import islice, product
from types import FrameType
from typing import Any, NamedTuple

_MANY = 8
"""A repetition up to fewer times than this costs no more on a long text than on a short one."""

_PALETTE = " a1.,é图-\n_A"
"""Characters that stand for a class, those of them that it holds."""

_MOST_SPELLINGS = 6
"""Ways in which a part of a pattern is written out."""

_OF_CLASS = 3
"""Characters that stand for one class."""

END = "\x01\n\n"
"""What hardly any pattern takes."""

SIZES = (4000, 16000)
"""Characters of a pumped text, of the short one and the long one."""

FLOOR = 0.02
"""Seconds, five ticks of a slow clock. A pattern that reads the longest text in less does not back up: one that looks
at each pair of its characters takes thirty times as long. Only above it is growth looked at."""

MOST_GROWTH = 2.0
"""Times as long as a character of the shortest text may one of the longest take: 1 is linear, 4 quadratic."""

_PAIRED = 40
"""Pieces of a pattern that are paired, spread over all of them; a list of words has hundreds."""

LONGEST = 0.5
"""Seconds of processor time after which a match is stopped."""

Item = tuple[Any, Any]
Items = Sequence[Item]
Match = Callable[[str], object]


class Shape(NamedTuple):
    """What a pattern is made of.

    repeats: for each repetition what leads to it, and the texts that it repeats. letters: a few characters for each
    literal and class.
    """

    repeats: tuple[tuple[str, tuple[str, ...]], ...]
    letters: tuple[str, ...]


def shape(pattern: str, flags: int = 0) -> Shape:
    """The shape of a pattern of the standard library."""
    parse: Callable[[str, int], Items] = import_module("re._parser").parse
    items = parse(pattern, flags)
    repeats: dict[str, dict[str, None]] = {}
    for opening, pieces in _repeats(items, ""):
        repeats.setdefault(opening, {}).update(dict.fromkeys(pieces))
    letters = dict.fromkeys(c for c in _letters(items))
    return Shape(tuple((opening, tuple(pieces)) for opening, pieces in repeats.items()), tuple(letters))


class Pump(NamedTuple):
    """A text of any size: what it opens with, and the piece that comes again and again up to its end."""

    opening: str
    piece: str

    def text(self, size: int) -> str:
        """It, with so many characters of the piece."""
        return self.opening + self.piece * (size // len(self.piece)) + END


def pumps(of: Shape, *, everything: bool = False) -> list[Pump]:
    """Texts for a pattern: each repetition pumped behind what leads there; each opening and each letter pumped from the
    start. Everything: also pairs of letters and pieces, behind each opening."""
    openings = dict.fromkeys(("", *(opening for opening, _ in of.repeats)))
    pieces = dict.fromkeys((*of.letters, *(p for _, some in of.repeats for p in some), *openings))
    found = [(opening, piece) for opening, some in of.repeats for piece in some]
    found += [("", piece) for piece in pieces]
    if everything:
        paired = list(pieces)[:: 1 + len(pieces) // _PAIRED]
        pairs = (one + other for one, other in product(paired, paired))
        found += product(openings, (*pieces, *pairs))
    return [Pump(opening, piece) for opening, piece in dict.fromkeys(found) if piece]


def growth(match: Match, pump: Pump) -> str | None:
    """How the time grows that a match spends on a pumped text; None where it is linear."""
    most = SIZES[-1]
    last = seconds(match, pump.text(most))
    if last < FLOOR:
        return None
    for rounds in (1, 3):  # what else the machine does makes a match slower, never faster
        if last >= LONGEST:
            return f"{1000 * last:.0f} ms and more for {most} characters"
        first, last = (
            min(_of_all(match, pump.text(size), most // size) for _ in range(rounds)) for size in (SIZES[0], most)
        )
        if last < max(FLOOR, MOST_GROWTH * first):
            return None
    return f"{1000 * last:.0f} ms for {most} characters, {1000 * first:.0f} ms for them in texts of {SIZES[0]}"


def _of_all(match: Match, text: str, times: int) -> float:
    """Processor time of so many matches of the text."""
    return sum(seconds(match, text) for _ in range(times))


def slow_texts(pattern: str, matches: Sequence[Match], flags: int = 0, *, everything: bool = False) -> list[str]:
    """What is wrong with a pattern: the first text on which a match is not linear, and how its time grows."""
    found = (
        f"{pump.text(60)!r}: {said}"
        for pump in pumps(shape(pattern, flags), everything=everything)
        for match in matches
        if (said := growth(match, pump))
    )
    return list(islice(found, 1))


def seconds(match: Match, text: str) -> float:
    """Processor time that a match of the text takes, `LONGEST` at most."""
    begun = time.process_time()
    try:
        with _limited():
            match(text)
    except TimeoutError:
        return max(LONGEST, time.process_time() - begun)
    return time.process_time() - begun


@contextmanager
def _limited() -> Iterator[None]:
    """Stop what runs inside: both engines look for signals now and then."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _parts(item: Item) -> list[Items]:
    """The patterns inside an item of one."""
    name, value = str(item[0]), item[1]
    if name == "BRANCH":
        return list(value[1])
    if name == "SUBPATTERN":
        return [value[3]]
    if name.endswith("_REPEAT"):
        return [value[2]]
    if name == "ATOMIC_GROUP":
        return [value]
    if name in ("ASSERT", "ASSERT_NOT"):
        return [value[1]]
    if name == "GROUPREF_EXISTS":
        return [part for part in value[1:] if part]
    return []


def _repeats(items: Items, before: str) -> Iterator[tuple[str, list[str]]]:
    """For each repetition of a pattern, in it or inside its parts: an opening, and what it repeats."""
    for item in items:
        if str(item[0]).endswith("_REPEAT") and item[1][1] >= _MANY:
            yield before, [*_spellings(item[1][2]), *(c for c in _letters(item[1][2]))]
        for part in _parts(item):
            yield from _repeats(part, before)
        before += _spellings([item])[0]


def _spellings(items: Items) -> list[str]:
    """A few texts that the pattern matches, as far as looking ahead and behind do not forbid them; never none."""
    found = [""]
    for item in items:
        found = [a + b for a, b in islice(product(found, _spelled(item)), _MOST_SPELLINGS)]
    return found


def _spelled(item: Item) -> list[str]:
    name, value = str(item[0]), item[1]
    if name in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
        return _letters([item])
    if name in ("ASSERT", "ASSERT_NOT", "AT", "GROUPREF"):
        return [""]
    within = [text for part in _parts(item) for text in _spellings(part)] or [""]
    if name.endswith("_REPEAT"):
        return [text * max(1, value[0]) for text in within]
    return within


def _letters(items: Items) -> list[str]:
    """A few characters for each literal and each class in a pattern."""
    found: list[str] = []
    for item in items:
        name, value = str(item[0]), item[1]
        if name == "LITERAL":
            found.append(chr(value))
        elif name == "ANY":
            found += _PALETTE[:_OF_CLASS]
        elif name == "NOT_LITERAL":
            found += [c for c in _PALETTE if ord(c) != value][:_OF_CLASS]
        elif name == "IN":
            spelled = [chr(v if isinstance(v, int) else v[0]) for n, v in value if str(n) in ("LITERAL", "RANGE")]
            held = [c for c in _PALETTE if _holds(value, c)]
            found += dict.fromkeys([*held[:_OF_CLASS], *(c for c in spelled[:_OF_CLASS] if _holds(value, c))]) or [""]
        for part in _parts(item):
            found += _letters(part)
    return found


def _holds(members: Items, c: str) -> bool:
    """Whether a class holds a character."""
    tests: dict[str, Callable[[str], bool]] = {
        "DIGIT": str.isdigit,
        "SPACE": str.isspace,
        "WORD": lambda c: c.isalnum() or c == "_",
    }
    negated = held = False
    for operation, value in members:
        name = str(operation)
        if name == "NEGATE":
            negated = True
        elif name == "LITERAL":
            held |= ord(c) == value
        elif name == "RANGE":
            held |= value[0] <= ord(c) <= value[1]
        else:
            what = str(value).removeprefix("CATEGORY_")
            held |= tests[what.removeprefix("NOT_")](c) != what.startswith("NOT_")
    return held != negated
