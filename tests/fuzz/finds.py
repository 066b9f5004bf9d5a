"""What is wrong with an input: a name that tells finds apart, and the smallest input that has it."""

from __future__ import annotations

import re
import time
import traceback
from pathlib import Path
from typing import NamedTuple

import cleaner
from tests.fuzz.targets import TARGETS, LawBrokenError

SLOW = 2.0
"""Seconds of the processor that an input of a few KB may take: a thousand times what most do."""

_PACKAGE = str(Path(cleaner.__file__).parent)
_TRIES = 400
"""Inputs tried to make one smaller."""


class Find(NamedTuple):
    """An input that something is wrong with. name: what, the same for all inputs that show it. said: in words."""

    target: str
    name: str
    said: str
    data: bytes


def tried(target: str, data: bytes) -> Find | None:
    """Runs a target on an input; what is wrong, None where nothing is."""
    start = time.process_time()
    try:
        TARGETS[target](data)
    except Exception as error:  # each is a find
        return Find(target, _name(error), f"{type(error).__name__}: {error}"[:400], data)
    spent = time.process_time() - start
    return Find(target, "slow", f"took {spent:.1f} s", data) if spent > SLOW else None


def shrunk(find: Find) -> Find:
    """The find with an input that is as small as leaving out pieces makes it, with not too many tries."""
    best, left = find, _TRIES
    size = max(1, len(find.data) // 2)
    while size and left:
        at = 0
        while at < len(best.data) and left:
            left -= 1
            smaller = tried(find.target, best.data[:at] + best.data[at + size :])
            if smaller and smaller.name == find.name:
                best = smaller
            else:
                at += size
        size //= 2
    return best


def _name(error: Exception) -> str:
    if isinstance(error, LawBrokenError):
        return _plain(f"{error.law} {error.where}")
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if f.filename.startswith(_PACKAGE)] or list(frames)
    return _plain(f"{type(error).__name__} {Path(own[-1].filename).stem} {own[-1].name}")


def _plain(name: str) -> str:
    return re.sub(r"[^\w.]+", "-", name)
