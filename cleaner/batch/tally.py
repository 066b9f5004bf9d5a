"""How many documents came out how, and what that means for the exit code."""

from __future__ import annotations

from typing import NamedTuple

from cleaner.batch.failure import REASONS, Failure

ALL, SOME_FAILED, USAGE, NEARLY_ALL_FAILED, INTERRUPTED = 0, 1, 2, 126, 130
"""Exit codes."""

_NEARLY_ALL = 0.9
"""Share of failures from which it is likelier that the call is wrong than that the documents are."""


class Tally(NamedTuple):
    """Counts of documents: with an article, without one, and failed, by `Failure.reason`."""

    cleaned: int = 0
    without: int = 0
    timeout: int = 0
    died: int = 0
    too_large: int = 0
    unreadable: int = 0
    error: int = 0

    @property
    def failed(self) -> int:
        """All failures."""
        return sum(self[2:])

    @property
    def documents(self) -> int:
        """All documents."""
        return sum(self)

    @property
    def exit_code(self) -> int:
        """See `ALL` and the others."""
        if not self.failed:
            return ALL
        return NEARLY_ALL_FAILED if self.failed >= _NEARLY_ALL * self.documents else SOME_FAILED

    def plus(self, failure: Failure | None, found: bool) -> Tally:
        """With one more document: its failure, or else whether an article was found in it."""
        name = failure.reason.replace(" ", "_") if failure else "cleaned" if found else "without"
        return self._replace(**{name: getattr(self, name) + 1})

    def __str__(self) -> str:
        """As in "1,204 documents: 1,180 cleaned, 4 without an article, 20 failed (20 timeout)"."""
        parts = [f"{self.cleaned:,} cleaned"]
        if self.without:
            parts.append(f"{self.without:,} without an article")
        if self.failed:
            counts = [(reason, getattr(self, reason.replace(" ", "_"))) for reason in REASONS]
            parts.append(f"{self.failed:,} failed ({', '.join(f'{n:,} {reason}' for reason, n in counts if n)})")
        documents = f"{self.documents:,} document" + ("s" if self.documents != 1 else "")
        return f"{documents}: {', '.join(parts)}"
