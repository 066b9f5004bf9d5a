"""Learning a site: the lines that recur on its pages become a rule pack."""

from cleaner.learning.learner import SiteLearner, learn, site_of
from cleaner.learning.seen import SeenPage
from cleaner.learning.sitepack import SitePack

__all__ = ["SeenPage", "SiteLearner", "SitePack", "learn", "site_of"]
