"""Ray Data: Parquet in, Parquet out, on one machine or on a cluster.

python with_ray.py PAGES_FOLDER OUT_FOLDER
"""

import sys

import ray

from cleaner.integrations.ray import clean_dataset

if __name__ == "__main__":
    pages, out = sys.argv[1:]
    ray.init(address="local", num_cpus=2, include_dashboard=False, _node_ip_address="127.0.0.1")  # "auto" on a cluster
    clean_dataset(ray.data.read_parquet(pages), id_field="id").write_parquet(out)
