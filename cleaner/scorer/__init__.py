"""The learned pass: what no rule can know, told from the whole page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.scorer.features import features_of, seen
from cleaner.scorer.model import Scores, network

if TYPE_CHECKING:
    from cleaner.passes.page import Page

__all__ = ["Scores", "network", "score"]


def score(page: Page) -> Scores:
    """What the network says of the lines of a page with one line at least. Linear in the lines."""
    units = seen(page)
    features = features_of(page, units)
    if page.standing is None:
        return network("text").score(features).spread([line.first for unit in units for line in unit.lines])
    from cleaner.scorer.places import boxes

    return network("html").score(features, boxes(page, page.standing))
