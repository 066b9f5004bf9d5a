"""Making sure that the cleaned text is clean: a second look at the body alone, and what it still finds.

Some rules speak only where the lines around them allow it. When those are gone, a line may look different: a
subheading that has become the first line reads as a headline. So the passes look at the body once more, as if
it were a page of its own, and what they would take then is taken now, until nothing changes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import partial
from itertools import count

from cleaner.article import joined, shown
from cleaner.document import Block, Step
from cleaner.passes.dates import find
from cleaner.passes.language import detect
from cleaner.passes.page import Line, Page, Paragraph, Recogniser, plain, words
from cleaner.reading.markdown import is_markdown
from cleaner.reading.text import read_text
from cleaner.rules import Pack
from cleaner.rules.rule import MAX_LINE, key_of_plain

_TAIL, _TOP, _META, _DATE = 4, 12, 160, 40
"""Where a second look may find something: this many short pieces behind the last prose read as a list of links;
among so many first pieces, lines of at most so many characters may hold a date; and a date may be
stuck to the first so many characters."""

_LOOKS, _PIECES = 4, 2000
"""Looks at most, or pieces of the body looked at in all, where these allow more looks. One look finds nearly all; but
each takes something away, and a short page can be looked at until nothing changes. A long one that needs more looks
than this is left as it is then."""


def settle(page: Page, passes: Sequence[Recogniser], packs: tuple[Pack, ...]) -> None:
    """Apply to the page what further looks at its body find."""
    left = _PIECES
    for look in count():
        groups = _groups(page)
        left -= len(groups)
        if look >= _LOOKS and left < 0:
            return
        language = page.given_language or detect([line for group in groups for line in group])
        if language == page.language and not _may_change(page, groups):
            return
        texts = [_text(page, group) for group in groups]
        again = Page(read_text("\n\n".join(texts)), packs, language)
        for recognise in passes:
            again.apply(list(recognise(again)))
        steps = _carried_over(page, groups, texts, again)
        if not steps:
            return
        page.apply(steps)


def opens_as_markdown(page: Page) -> bool:
    """Whether the body of a plain text would be read as Markdown by itself: what hid its title is gone."""
    first = next(iter(_groups(page)), None)
    return first is not None and is_markdown(_text(page, first))


def _may_change(page: Page, groups: Sequence[Sequence[Line]]) -> bool:
    """Whether a second look can find anything: all that a pass needs to speak is looked for, and no more."""
    if not groups:
        return False
    prose = [k for k, group in enumerate(groups) if _is_prose(group)]
    if not prose or prose[0] > 0 or len(groups) - 1 - prose[-1] >= _TAIL:
        return True
    lines_of = Counter(line.unit for line in page.lines)
    if any(lines_of[group[0].unit] != len(group) for group in groups):
        return True  # what is left of a paragraph has not stood alone before
    texts = [group[0].text if len(group) == 1 else Paragraph(group).text for group in groups]
    if _dated(page, texts[0][:_DATE]):
        return True
    if any(len(text) <= _META and _dated(page, text) for text in texts[:_TOP]):
        return True
    for group, text in zip(groups, texts, strict=True):
        step = group[0].step
        if step is not None and not step.rule.startswith("structure."):
            return True
        if len(text) <= MAX_LINE and page.book.claim(text, key_of_plain(text), partial(words, text), page.late).rule:
            return True
    return False


def _dated(page: Page, text: str) -> bool:
    return next(find(text, page.vocabulary.months), None) is not None


def _is_prose(group: Sequence[Line]) -> bool:
    return Paragraph(group).prose


def _groups(page: Page) -> list[list[Line]]:
    """The body lines of the page, those together that make one piece of its text."""
    groups: list[list[Line]] = []
    for i, line in enumerate(page.lines):
        if line.body:
            if groups and line.unit != i and groups[-1][0].unit == line.unit:
                groups[-1].append(line)
            else:
                groups.append([line])
    return groups


def _text(page: Page, group: Sequence[Line]) -> str:
    return joined(shown(page.document, Block(line.start, line.end, line.facts)) for line in group)


def _carried_over(page: Page, groups: Sequence[Sequence[Line]], texts: Sequence[str], again: Page) -> list[Step]:
    """The steps for the page's own lines that say what the second look said of their copies."""
    has_headline = any(line.label == "headline" for line in page.lines)
    starts: list[int] = []
    at = 0
    for text in texts:
        starts.append(at)
        at += len(text) + len("\n\n")
    steps: list[Step] = []
    for copy in again.lines:
        if copy.body or copy.step is None:
            continue
        k = bisect_right(starts, copy.start) - 1
        step = copy.step
        if has_headline and step.label == "headline":
            step = step._replace(label="boilerplate", kind="interface")
        whole = copy.end >= starts[k] + len(texts[k]) and copy.start <= starts[k]
        for line in groups[k] if whole else groups[k][:1]:
            end = line.end
            if not whole:
                end = page.offset(line, len(plain(again.document.text[starts[k] : copy.end])))
            steps.append(step._replace(start=line.start, end=end, evidence=f"second look: {step.evidence}"))
    return steps
