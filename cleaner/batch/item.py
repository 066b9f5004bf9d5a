"""One document as it lies in an input, before anything is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from cleaner.batch.failure import Failure
from cleaner.batch.inputs import InputFile


class Line(NamedTuple):
    """A line of JSON, not yet read: that is left to the workers."""

    data: bytes


class Row(NamedTuple):
    """A row of a table, by the names of its columns."""

    values: Mapping[str, Any]


class PageFile(NamedTuple):
    """A page. charset: the encoding that its server named, None for none; id: a name of its own, None for none."""

    data: bytes
    url: str | None = None
    charset: str | None = None
    id: str | None = None


class Item(NamedTuple):
    """A document on its way.

    file: where it is. number: its place there, from 1; the numbers of a file grow, and some may be missing. place: the
    same for people ("line 7", "row 7", a member of a zip), empty where the file is the document. name: its id, where it
    has none of its own. content: what is there, or why it cannot be read. read: bytes of the file done with it.
    """

    file: InputFile
    number: int
    place: str
    name: str
    content: Line | Row | PageFile | Failure
    read: int
