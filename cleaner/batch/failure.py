"""What stands in the place of a document that could not be cleaned, and what a whole run can fail with."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

Reason = Literal["timeout", "died", "too large", "unreadable", "error"]

REASONS: tuple[Reason, ...] = get_args(Reason)


class Failure(NamedTuple):
    """Why there is no result for a document.

    reason: "timeout" when it outlived its time limit, "died" when the worker process ended over it, "too large",
    "unreadable" when there is no text to be had from its source, "error" for an exception. detail: the same in words.
    """

    reason: Reason
    detail: str


class BatchError(Exception):
    """A run cannot be done as it was asked for; its text says why, in one line."""


class InputError(BatchError):
    """An input that is not there, of no known kind, or not what it was when the run was begun."""


class OutputError(BatchError):
    """An output that cannot be written, or is not what an earlier run has left."""


class MissingExtraError(BatchError, ImportError):
    """A library is not installed; its text says what to install."""
