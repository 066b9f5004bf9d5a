"""The article as a change to its page: a unified diff that takes the removed text out of the source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaner.article import Article

_CONTEXT = 3
"""Unchanged lines around a change."""

_NO_END = "\\ No newline at end of file"


class _Line(NamedTuple):
    """A line of the source and what is left of it. after: None when nothing is."""

    before: str
    after: str | None

    @property
    def same(self) -> bool:
        return self.before == self.after


def diff(article: Article, name: str) -> Iterator[str]:
    """The lines of the diff, without line ends; none when nothing was removed.

    name: what the source is called. The labels of the article say which characters go, so nothing has to be compared
    and the diff is exact. Of HTML the source is its text.
    """
    lines = tuple(_lines(article))
    changed = [i for i, line in enumerate(lines) if not line.same]
    if not changed:
        return
    yield f"--- {name}"
    yield f"+++ {name} (article)"
    ended = article.document.text.endswith("\n")
    at, shift = 0, 0
    while at < len(changed):
        end = at + 1
        while end < len(changed) and changed[end] - changed[end - 1] <= 2 * _CONTEXT:
            end += 1
        first, last = max(0, changed[at] - _CONTEXT), min(len(lines), changed[end - 1] + 1 + _CONTEXT)
        hunk = lines[first:last]
        left = sum(line.after is not None for line in hunk)
        yield f"@@ -{_span(first, len(hunk))} +{_span(first - shift, left)} @@"
        yield from _hunk(hunk, unended=last == len(lines) and not ended)
        shift += len(hunk) - left
        at = end


def _hunk(hunk: Sequence[_Line], *, unended: bool) -> Iterator[str]:
    """The lines of one hunk. unended: whether the last of them has no line end in the source.

    Lines that go stand before what is left of them, a run of changes together.
    """
    put: list[str] = []
    for i, line in enumerate(hunk):
        tail = [_NO_END] if unended and i == len(hunk) - 1 else []
        if line.same:
            yield from put
            put = []
            yield f" {line.before}"
            yield from tail
            continue
        yield f"-{line.before}"
        yield from tail
        if line.after is not None:
            put += [f"+{line.after}", *tail]
    yield from put


def _span(first: int, count: int) -> str:
    """A range of lines as a hunk's head names it: an empty one by the line before it."""
    return f"{first + 1 if count else first},{count}"


def _lines(article: Article) -> Iterator[_Line]:
    text = article.document.text
    kept = [(x.block.start, x.block.end) for x in article.labels.rows() if x.step.label != "boilerplate"]
    at = 0
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        line = text[start:end].removesuffix("\n")
        while at < len(kept) and kept[at][1] <= start:
            at += 1
        pieces: list[str] = []
        i = at
        while i < len(kept) and kept[i][0] < end:
            pieces.append(text[max(start, kept[i][0]) : min(end, kept[i][1])])
            i += 1
        after = "".join(pieces)
        whole = after == text[start:end]
        # What is left of a line is a line of its own, even where the end of the line went with the rest.
        yield _Line(line, line if whole else after.strip() or None)
        start = end
