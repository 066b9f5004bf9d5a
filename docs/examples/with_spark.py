"""Spark: Parquet in, Parquet out, on one machine or on a cluster.

python with_spark.py PAGES_FOLDER OUT_FOLDER
"""

import os
import sys

from pyspark.sql import SparkSession

from cleaner.integrations.spark import clean_frame

if __name__ == "__main__":
    pages, out = sys.argv[1:]
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # the Python that has the cleaner, on the workers too
    spark = (
        SparkSession.builder.master("local[2]")  # leave these out on a cluster
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    clean_frame(spark.read.parquet(pages), id_field="id").write.parquet(out)
    spark.stop()
