"""DuckDB: articles in SQL.

python with_duckdb.py PAGES_FOLDER OUT_FILE
"""

import sys

import duckdb

from cleaner.integrations.duckdb import register

if __name__ == "__main__":
    pages, out = sys.argv[1:]
    with duckdb.connect() as connection:
        register(connection)
        connection.execute(f"CREATE TABLE articles AS SELECT id, clean_article(text) AS a FROM '{pages}/*.parquet'")
        connection.execute(f"COPY (SELECT id, a.headline, a.text FROM articles) TO '{out}' (FORMAT parquet)")
