"""Scrapy: an item pipeline that puts the article beside the page that a spider scraped.

    ITEM_PIPELINES = {"cleaner.integrations.scrapy.CleanerPipeline": 300}

Settings: `CLEANER_PAGE_FIELD` ("html"), the item's field that holds the page; `CLEANER_ARTICLE_FIELD` ("article"), that
which takes the article; `CLEANER_URL_FIELD` ("url"), that of the address; `CLEANER_RULES`, paths of rule packs.
"""

from __future__ import annotations

from typing import Any

from cleaner.cleaning import Cleaner
from cleaner.integrations.extras import missing
from cleaner.integrations.record import cleaned

try:
    from itemadapter import ItemAdapter
except ImportError as error:
    raise missing("scrapy", error) from error


class CleanerPipeline:
    """Cleans the page of each item; an item without one passes untouched."""

    def __init__(self, cleaner: Cleaner, page: str = "html", article: str = "article", url: str = "url") -> None:
        self.cleaner, self.page, self.article, self.url = cleaner, page, article, url

    @classmethod
    def from_crawler(cls, crawler: Any) -> CleanerPipeline:
        """The pipeline with the settings of a crawler."""
        settings = crawler.settings
        return cls(
            Cleaner(rules=settings.getlist("CLEANER_RULES")),
            settings.get("CLEANER_PAGE_FIELD", "html"),
            settings.get("CLEANER_ARTICLE_FIELD", "article"),
            settings.get("CLEANER_URL_FIELD", "url"),
        )

    def process_item(self, item: Any) -> Any:
        """The item, with its article as plain values; one that cannot be cleaned has an `error` there."""
        fields = ItemAdapter(item)
        page = fields.get(self.page)
        if page is not None:
            found = cleaned(self.cleaner, page, url=fields.get(self.url))
            fields[self.article] = {name: value for name, value in found.items() if name != "id"}
        return item
