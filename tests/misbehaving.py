"""What workers are given in tests: a task that does what its document says, good or bad."""

from __future__ import annotations

import ctypes
import os
import re
import time
from typing import NamedTuple

HANG_IN_C = "hang in c"
"""A document over which the `re` module hangs, and holds the interpreter's lock while it does."""


class Doing(NamedTuple):
    """Does what each document says, and says who did it."""

    mark: str = ""

    def warm_up(self) -> None:
        """Nothing has to be loaded, but a mark of "cannot start" ends the worker."""
        if self.mark == "cannot start":
            os._exit(7)

    def __call__(self, document: str | bytes) -> tuple[object, int]:
        """The document (its size, if it is bytes that are not wanted back) and the process that had it."""
        match document:
            case "hang":
                time.sleep(600)
            case "hang in c":
                re.match(r"(?:a|a)+b", "a" * 60)
            case "segfault":
                ctypes.string_at(0)
            case "exit":
                os._exit(3)
            case "raise":
                raise LookupError("nothing there")
            case "print":
                print("to standard output")
            case "slow":
                time.sleep(0.2)
            case bytes() if not document.startswith(b"back"):
                return len(document), os.getpid()
        return document, os.getpid()
