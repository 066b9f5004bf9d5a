"""The first pass of a run that learns: pages of each site through the workers, and a pack for each into a folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from typing import NamedTuple, TextIO

from cleaner.batch.failure import Failure
from cleaner.batch.inputs import Inputs
from cleaner.batch.item import Item
from cleaner.batch.many import WARM_UP
from cleaner.batch.pool import in_order
from cleaner.batch.progress import Progress
from cleaner.batch.readers import Wanted, items
from cleaner.batch.record import Source, article_of, source_of
from cleaner.batch.sites import SitePacks
from cleaner.batch.tally import Tally
from cleaner.cleaning import Cleaner
from cleaner.learning import SeenPage, SiteLearner

PAGES = 256
"""Pages of a site that are looked at, the first ones; more change little. It is four blocks of the counting."""

MOST_SITES = 1_000_000
"""Sites that are counted, the first ones; some 200 MB. A crawl of more has hardly two pages of each."""


class Seen(NamedTuple):
    """What a worker saw of a page, and its site."""

    site: str
    page: SeenPage
    found: bool


class Looking(NamedTuple):
    """What a worker does with a document of the first pass."""

    cleaner: Cleaner
    wanted: Wanted

    def warm_up(self) -> None:
        """Load all that cleaning needs."""
        self.cleaner.clean(WARM_UP)

    def __call__(self, item: Item) -> Seen | Failure:
        """Its lines, or why there are none."""
        source = source_of(item, self.wanted)
        if isinstance(source, Failure):
            return source
        article = article_of(self.cleaner, source)
        if isinstance(article, Failure):
            return article
        return Seen(source.site, SiteLearner(self.cleaner).observe(article), bool(article.text))


def learn_sites(
    inputs: Inputs,
    cleaner: Cleaner,
    wanted: Wanted,
    packs: SitePacks,
    *,
    workers: int,
    timeout: float,
    stream: TextIO,
) -> None:
    """Learn a pack of each site of which there are pages enough, and write them.

    Documents that cannot be read or cleaned are passed over: the run itself will tell of them. Raises BatchError,
    OSError, and RuntimeError when workers cannot start.
    """
    learner, tally = SiteLearner(cleaner), Tally()
    task = Looking(cleaner, wanted)
    sample = _sample(items(inputs, wanted), wanted)
    with (
        closing(Progress(stream, inputs, tally, "learning sites")) as progress,
        closing(in_order(sample, task, workers=workers, timeout=timeout)) as results,
    ):
        for item, seen in results:
            failure = seen if isinstance(seen, Failure) else None
            if isinstance(seen, Seen):
                learner.add(seen.site, seen.page)
            tally = tally.plus(failure, found=failure is None and seen.found)
            progress.show(item, tally)
    packs.write(learner.packs())


def _sample(found: Iterator[Item], wanted: Wanted) -> Iterator[Item]:
    """The first pages of each site."""
    pages: Counter[str] = Counter()
    for item in found:
        source = source_of(item, wanted)
        if not isinstance(source, Source):
            continue
        if source.site in pages or len(pages) < MOST_SITES:
            pages[source.site] += 1
            if pages[source.site] <= PAGES:
                yield item
