"""`clean_many`: an iterable of sources in, their articles out, in order, by several processes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, cast

from cleaner.article import Article
from cleaner.batch.failure import Failure
from cleaner.batch.pool import in_order
from cleaner.cleaning import Cleaner, RuleSource, SourceKind

if TYPE_CHECKING:
    from cleaner.reading import Source

TIMEOUT = 30.0
"""Seconds that a document may take. A page takes some ten milliseconds, a text of 20 MB some seconds."""

MAX_SIZE = 20_000_000
"""Bytes (of a `str`: characters) that a document may have. The largest book has a third of that."""

WARM_UP = "<html><body><h1>A title of a page</h1><p>A sentence of some words, and then one more.</p></body></html>"
"""A page that a worker cleans before it counts as started, so that loading counts for no document."""


def clean_many(
    sources: Iterable[Source],
    *,
    workers: int | None = None,
    timeout: float = TIMEOUT,
    max_size: int = MAX_SIZE,
    kind: SourceKind = "auto",
    language: str | None = None,
    rules: RuleSource | Iterable[RuleSource] | None = None,
    scorer: bool = True,
    second_opinion: bool = True,
) -> Iterator[Article | Failure]:
    """The article of each source in order, or a `Failure` in its place; the run goes on behind it.

    sources: see `Cleaner.clean`; they are read as they are needed, and few are held at a time. workers: processes,
    None for one on each core that this process may use. timeout: seconds for each source, after which its worker is
    killed and replaced. max_size: bytes, or characters of a `str`; what is larger fails. The rest: see `Cleaner`.

    Workers are new interpreters, not forks: no `__main__` guard is needed, it may be called in any thread, and no
    signals are used in this process. They end with the iterator, or with this process.

    Raises ValueError for settings that are not sound, RuntimeError when no worker can be started.
    """
    if timeout <= 0 or max_size <= 0 or (workers is not None and workers < 1):
        raise ValueError("workers, timeout and max_size must be more than 0")
    cleaner = Cleaner(kind=kind, language=language, rules=rules, scorer=scorer, second_opinion=second_opinion)
    sent = (_sendable(source, max_size) for source in sources)
    done = in_order(sent, Cleaning(cleaner), workers=workers or cores(), timeout=timeout)
    return (cast("Article | Failure", result) for _, result in done)


class Sent(NamedTuple):
    """A source as a worker gets it. tree: whether it was a tree of BeautifulSoup, and so is HTML."""

    source: str | bytes
    tree: bool = False


class Cleaning(NamedTuple):
    """What a worker of `clean_many` does with a source; one that cannot be sent comes as its failure."""

    cleaner: Cleaner

    def warm_up(self) -> None:
        """Load all that cleaning needs."""
        self.cleaner.clean(WARM_UP)

    def __call__(self, sent: Sent | Failure) -> Article | Failure:
        """The article, or why there is none."""
        if isinstance(sent, Failure):
            return sent
        return (self.cleaner.of_kind("html") if sent.tree else self.cleaner).clean(sent.source)


def cores() -> int:
    """How many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # not everywhere
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def too_large(size: int, most: int) -> Failure:
    """What stands for a document of more than `most` bytes."""
    return Failure("too large", f"{size:,} bytes, of {most:,} at most")


def _sendable(source: object, max_size: int) -> Sent | Failure:
    tree = type(source).__module__.partition(".")[0] == "bs4"
    if tree:
        source = source.decode()  # type: ignore[attr-defined]
    if isinstance(source, (bytearray, memoryview)):
        source = bytes(source)
    if not isinstance(source, (str, bytes)):
        return Failure("error", f"TypeError: source must be str, bytes or a tree of BeautifulSoup, not {type(source)}")
    return too_large(len(source), max_size) if len(source) > max_size else Sent(source, tree)
