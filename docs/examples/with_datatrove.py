"""datatrove: WARC, Parquet or JSONL in, cleaned JSONL out, resumable, a task a file.

python with_datatrove.py PAGES_FOLDER OUT_FOLDER TASKS
"""

import sys

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader  # or WarcReader, ParquetReader
from datatrove.pipeline.writers import JsonlWriter

from cleaner.integrations.datatrove import CleanerStep

if __name__ == "__main__":
    pages, out, tasks = sys.argv[1:]
    LocalPipelineExecutor(  # SlurmPipelineExecutor takes the same pipeline
        pipeline=[JsonlReader(pages), CleanerStep(), JsonlWriter(out)],
        tasks=int(tasks),
        workers=2,
        logging_dir=f"{out}/logs",  # finished tasks are remembered here: start it again to go on
    ).run()
