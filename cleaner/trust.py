"""How sure a field is: by where its value was found, and by what the other places say.

`confidence = (1 - doubt · ½^agreeing) · 0.8^disagreeing`, where `doubt` belongs to the place that the value was taken
from, `agreeing` counts the other kinds of places that say the same, and `disagreeing` those that say something else.
One more place that agrees never lowers it, one more that disagrees never raises it.
"""

from __future__ import annotations

from collections.abc import Iterable

_DOUBT = {
    "link": 0.1,
    "url": 0.1,
    "json-ld": 0.15,
    "meta": 0.2,
    "microdata": 0.2,
    "html": 0.2,
    "heading": 0.2,
    "text": 0.2,
    "time": 0.3,
    "guess": 0.35,
    "htmldate": 0.35,
    "title": 0.4,
}
"""The share of values from each kind of place that are wrong where no other place speaks: rounded from headlines,
authors and dates of news and blogs of many countries. A guess is a line of text whose place alone speaks for it."""

_AGREEING, _DISAGREEING = 0.5, 0.8
"""What one more place that agrees leaves of the doubt, and one more that disagrees of the confidence."""

_DIGITS = 2


def kind_of(source: str) -> str:
    """The kind of place that a source belongs to: those of one kind are filled in together and count once.

    source: as in `Field.source`.
    """
    first = source.partition(" ")[0]
    if first.startswith("rel="):
        return "microdata"
    return "heading" if first in ("h1", "h2", "h3", "h4", "h5", "h6") else first


def confidence(source: str, others: Iterable[tuple[str, bool]] = ()) -> float:
    """How sure a value is, 0 to 1.

    source: where it was taken from. others: for each statement of the same field, where it stands and whether it
    says the same. A kind of place agrees when any of its statements does.
    """
    own = kind_of(source)
    says: dict[str, bool] = {}
    for other, same in others:
        kind = kind_of(other)
        if kind != own:
            says[kind] = says.get(kind, False) or same
    agreeing = sum(says.values())
    doubt = _DOUBT[own] * _AGREEING**agreeing
    return round((1 - doubt) * _DISAGREEING ** (len(says) - agreeing), _DIGITS)
