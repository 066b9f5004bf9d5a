"""Hugging Face datasets: Parquet in, Parquet out, on some cores of one machine.

python with_datasets.py PAGES_FOLDER OUT_FILE
"""

import sys

from datasets import load_dataset

from cleaner.integrations.datasets import clean_dataset

if __name__ == "__main__":
    pages, out = sys.argv[1:]
    dataset = load_dataset("parquet", data_files=f"{pages}/*.parquet", split="train")
    clean_dataset(dataset, processes=2, id_field="id").to_parquet(out)
