"""What to say when the package of an extra is missing."""

from __future__ import annotations

from cleaner.extras import install


def missing(extra: str, error: ImportError) -> ImportError:
    """The error to raise where the import that an extra brings failed: one line that says what to install."""
    return ImportError(f"{error.name or error} is not installed: {install(extra)}", name=error.name)
