"""polars: articles as a column beside the pages.

python with_polars.py PAGES_FOLDER OUT_FILE
"""

import sys

import polars as pl

from cleaner.integrations.polars import article

if __name__ == "__main__":
    pages, out = sys.argv[1:]
    rows = pl.scan_parquet(f"{pages}/*.parquet").select("id", article("text").struct.field("headline", "text"))
    rows.sink_parquet(out)
