"""What stands in the place of a document that could not be cleaned."""

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
