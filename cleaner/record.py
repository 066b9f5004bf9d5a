"""An article as a flat record: the one list of names and meanings that files, tables and engines share.

Its types are read off `Record`, so that a field which is added there is everywhere.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypedDict, get_args, get_origin, get_type_hints, is_typeddict

if TYPE_CHECKING:
    from cleaner.article import Article


class Removed(TypedDict):
    """A removed block: its text, its kind of boilerplate, and the rule that decided."""

    text: str
    kind: str | None
    rule: str


class Record(TypedDict):
    """An article as a row.

    id: what the document is called where it comes from. url: the address that the page states of itself, else the one
    that came with it. date, modified: ISO 8601, with the time where the page gives one. text, markdown: empty where the
    page has no article. confidence: rounded to three digits. error: why the document could not be cleaned, in words;
    then all else but `id` is empty. The rest is as in `Article`.
    """

    id: str | None
    url: str | None
    headline: str | None
    standfirst: str | None
    authors: list[str]
    organisations: list[str]
    date: str | None
    modified: str | None
    dateline: str | None
    language: str | None
    site_name: str | None
    section: str | None
    tags: list[str]
    image: str | None
    text: str
    markdown: str
    removed: list[Removed]
    confidence: float | None
    notes: list[str]
    error: str | None


NAMES = tuple(Record.__annotations__)
"""The names of all fields, in order."""

_TYPES: dict[str, Any] = get_type_hints(Record)


def value(article: Article, name: str) -> Any:
    """A field of `Record` other than `id` and `error`, as a plain value."""
    if name == "removed":
        return [Removed(text=b.text, kind=b.kind, rule=b.step.rule) for b in article.removed]
    found = getattr(article, name)
    if isinstance(found, datetime.date):
        return found.isoformat()
    if isinstance(found, float):
        return round(found, 3)
    return list(found) if isinstance(found, tuple) else found


def empty(name: str) -> Any:
    """What a field holds where there is nothing: an empty list, an empty text, or None."""
    kind = _TYPES[name]
    return kind() if kind is str or get_origin(kind) is list else None


def arrow_fields(names: Iterable[str] = NAMES) -> list[Any]:
    """The fields of these names for a schema of Arrow. Raises ImportError where pyarrow is missing."""
    import pyarrow as pa

    return [pa.field(name, _arrow(_TYPES[name])) for name in names]


def _arrow(kind: Any) -> Any:
    import pyarrow as pa

    if is_typeddict(kind):
        return pa.struct([(name, _arrow(part)) for name, part in get_type_hints(kind).items()])
    if get_origin(kind) is list:
        return pa.list_(_arrow(get_args(kind)[0]))
    return pa.float64() if float in get_args(kind) else pa.string()
