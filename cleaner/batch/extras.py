"""Libraries that only some inputs and outputs need."""

from __future__ import annotations

import importlib
from types import ModuleType

from cleaner.batch.failure import MissingExtraError
from cleaner.extras import install


def extra(module: str, name: str, what: str) -> ModuleType:
    """A module of an optional library. name: the extra of cleaner that brings it; what: that which needs it.

    Raises MissingExtraError.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        library = module.partition(".")[0]
        raise MissingExtraError(f"{what} needs {library}: {install(name)}") from error
