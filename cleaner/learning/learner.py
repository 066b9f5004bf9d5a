"""Learning sites from their pages, as they come: page by page, site by site, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from cleaner.article import Article
from cleaner.cleaning import Cleaner
from cleaner.learning.copies import without_copies
from cleaner.learning.counting import BLOCK, LineCounts
from cleaner.learning.deciding import furniture
from cleaner.learning.seen import SeenPage, observe
from cleaner.learning.sitepack import SitePack, site_pack

if TYPE_CHECKING:
    from cleaner.reading import Source

    Learnable = Source | Article | SeenPage

MAX_LINES = 2_000_000
"""Lines of all sites together that a learner holds; about 1 GB."""


class SiteLearner:
    """Learns one pack a site. Pages may come in any order; those of one site together need the least memory.

    cleaner: with what sources are cleaned. max_lines: the most lines that are held; beyond it the sites with the
    fewest pages are forgotten until half of that is left. held: how many
    lines are held now. forgotten: how many pages went with the sites that were forgotten.
    """

    def __init__(self, cleaner: Cleaner | None = None, *, max_lines: int = MAX_LINES) -> None:
        self.cleaner = cleaner or Cleaner()
        self.max_lines = max_lines
        self.forgotten = 0
        self._rules = frozenset(rule.id for pack in self.cleaner.packs for rule in pack.rules)
        self._sites: dict[str, _Site] = {}
        self.held = 0

    def add(self, site: str, page: Learnable) -> None:
        """Take a page of a site: its source, the article that was made of it, or what `observe` saw in that.

        Of an article the ids of a user's rules are those of the learner's own cleaner. Raises TypeError for a source
        that is no text, bytes or tree.
        """
        self._take(site, self.observe(page))

    def observe(self, page: Learnable) -> SeenPage:
        """What `add` needs of a page: small and picklable, so that another process can send it."""
        if isinstance(page, Article):
            return observe(page, self._rules)
        if isinstance(page, tuple):
            return cast(SeenPage, page)
        return observe(self.cleaner.clean(page), self._rules)

    def packs(self) -> dict[str, SitePack]:
        """What is known of each site so far, of which anything is."""
        found = {name: site.pack(name) for name, site in self._sites.items()}
        return {name: learned for name, learned in found.items() if learned.pack.rules}

    def _take(self, name: str, page: SeenPage) -> None:
        site = self._sites.get(name)
        if site is None:
            site = self._sites[name] = _Site()
        self.held -= len(site)
        site.add(page)
        self.held += len(site)
        if self.held > self.max_lines:
            self._forget()

    def _forget(self) -> None:
        for name in sorted(self._sites, key=lambda n: self._sites[n].seen):
            if self.held <= self.max_lines // 2 or len(self._sites) == 1:
                return
            site = self._sites.pop(name)
            self.held -= len(site)
            self.forgotten += site.seen


class _Site:
    """What is held of one site: its counts, and the pages that wait to be counted. seen: all of its pages."""

    def __init__(self) -> None:
        self.seen = 0
        self._lines = LineCounts()
        self._waiting: list[SeenPage] = []
        self._held = 0

    def __len__(self) -> int:
        return self._held

    def add(self, page: SeenPage) -> None:
        self.seen += 1
        self._waiting.append(page)
        self._held += len(page)
        if len(self._waiting) == BLOCK:
            self._count(full=True)

    def pack(self, name: str) -> SitePack:
        self._count(full=False)
        lines = self._lines
        return site_pack(name, furniture(lines), lines.pages, self.seen - lines.pages)

    def _count(self, *, full: bool) -> None:
        self._lines.add_block(without_copies(self._waiting), full=full)
        self._waiting.clear()
        self._held = len(self._lines)


def learn(pages: Iterable[Learnable], *, name: str = "site", cleaner: Cleaner | None = None) -> SitePack:
    """The pack of one site, from some of its pages: see `SiteLearner.add` for what a page is.

    name: of the site, for the ids of the rules. A pack without rules when no line recurs.
    """
    learner = SiteLearner(cleaner)
    site = _Site()
    for page in pages:
        site.add(learner.observe(page))
    return site.pack(name)


def site_of(url: str) -> str:
    """The site that an address belongs to: its host, without "www."; empty where it has none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
