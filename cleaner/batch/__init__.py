"""Many documents: `clean_many` over an iterable, and `cleaner batch` over files; see `docs/batch.md`."""

from cleaner.batch.failure import Failure
from cleaner.batch.many import clean_many

__all__ = ["Failure", "clean_many"]
