"""Scrapy: the article beside each page that a spider scrapes.

python with_scrapy.py URL OUT_FILE
"""

import sys
from collections.abc import Iterator

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response


class Pages(scrapy.Spider):
    """Scrapes the page that it is given."""

    name = "pages"

    def parse(self, response: Response) -> Iterator[dict[str, str]]:
        """An item for the page."""
        yield {"url": response.url, "html": response.text}


if __name__ == "__main__":
    url, out = sys.argv[1:]
    process = CrawlerProcess(
        {
            "ITEM_PIPELINES": {"cleaner.integrations.scrapy.CleanerPipeline": 300},
            "FEEDS": {out: {"format": "jsonlines", "fields": ["url", "article"]}},
            "TELNETCONSOLE_ENABLED": False,
        }
    )
    process.crawl(Pages, start_urls=[url])
    process.start()
