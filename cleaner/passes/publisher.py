"""The publisher's own blurb: its name, and the prose about it, above the copyright line that names it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.document import Step
from cleaner.passes.page import Page
from cleaner.patterns import Pattern

_RIGHTS = Pattern(
    r"(?:©|\(c\)|copyright)[\s\d,–-]{4,14}(?P<name>[^\W\d_][\w .&’'-]{1,40}?)(?:[.,|]|\s(?:all|inc|ltd)\b|$)",
    re.I,
)

_FORM = Pattern(r" (?:llc|ltd|limited|inc|plc|gmbh|ag|s\.?a|s\.?r\.?l)$")
"""The legal form behind a company's name."""

_ABOVE = 12
"""Lines above the copyright line in which the publisher speaks of itself."""

_BLURB = 2
"""Paragraphs of prose at most in a blurb."""


def names(page: Page) -> frozenset[str]:
    """The names in the page's copyright lines, case-folded, without "The"."""
    if "legal" not in page.kinds:
        return frozenset()
    found = (_RIGHTS.search(line.text[:200]) for line in page.lines if line.kind == "legal")
    return frozenset(_FORM.sub("", x["name"].strip().casefold()).removeprefix("the ") for x in found if x)


def recognise(page: Page) -> Iterator[Step]:
    """Label lines that are the publisher's name, and prose that opens with it, close above its copyright line."""
    if "legal" not in page.kinds:
        return
    for i, line in enumerate(page.lines):
        if line.kind != "legal" or not (found := _RIGHTS.search(line.text[:200])):
            continue
        name = found["name"].strip().casefold()
        blurbs = 0
        for above in reversed(page.lines[max(0, i - _ABOVE) : i]):
            text = above.text.casefold()
            prose = above.n >= 8 and text.startswith(name + " ")
            blurbs += prose
            if blurbs > _BLURB:
                break
            named = text.partition(":")[2].strip()
            source = len(named) > 3 and (named == name or name.startswith(named + " ")) and not above.body
            if (prose or source or text.strip(" .|") == name) and (above.step is None or above.removed or source):
                yield above.says("publisher.blurb", "boilerplate", "site", f"{found['name']} speaks of itself")
