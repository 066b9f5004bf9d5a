"""The body as the densest stretch of the page: what no phrase knows, judged by how prose is spread over it."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.document import Step
from cleaner.passes.page import Page


def worth(page: Page, first: int, last: int) -> float:
    lines = page.lines[first:last]
    n = sum(x.n for x in lines)
    end = lines[-1]
    if all(x.removed for x in lines):
        return -6.0
    stop = sum(t in page.stop for x in lines for t in x.tokens) if page.stop else 0.25 * n
    share = stop / max(n, 1)
    if end.terminal and n >= 6 or n >= 25 and share > 0.15:
        return min(n, 60) * 0.15 * (1 if share > 0.12 else 0.3)
    if end.text.endswith(":") and n > 5: return 0
    return -3.0 if n < 4 else -2.5


def recognise(page: Page) -> Iterator[Step]:
    units = page.units()
    best = cur = 0.0
    lo = a = b = 0
    ws = []
    for k, (i, j) in enumerate(units):
        w = worth(page, i, j)
        ws.append(w)
        if cur <= 0:
            cur, lo = 0.0, k
        cur += w
        if cur > best:
            best, a, b = cur, lo, k + 1
    if not b:
        return
    for k, (i, j) in enumerate(units):
        if not a <= k < b:
            for line in page.lines[i:j]:
                if line.open:
                    yield line.says("density.outside", "boilerplate", "interface", "")
