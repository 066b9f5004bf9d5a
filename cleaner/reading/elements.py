"""What is known of an element of HTML: where it stands, what its class and id say of it, whether it is hidden."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.document import Element
from cleaner.reading.roles import role_words
from cleaner.reading.tags import CONTEXTS, ROLES

if TYPE_CHECKING:
    import turbohtml

_PAGE = frozenset(("html", "body"))
"""Elements whose class speaks of the whole page, not of what stands in it."""

_ABSENT = "absent"
"""Stands for an attribute that an element does not have."""

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)

_NONE: frozenset[str] = frozenset()

NOWHERE = Element(-1, "", _NONE, _NONE, _NONE)
"""What is around the outermost element."""

_Traits = tuple[str, str | None, str | None, str | None, bool, bool]
"""Tag, class, id and role of an element, whether it shows nothing until a script opens it, and whether it is hidden."""

_Words = frozenset[str]


class Describer:
    """Describes the elements of one page; those that look alike and stand alike are worked out once."""

    def __init__(self) -> None:
        self._known: dict[tuple[_Words, _Words, _Traits], tuple[str, _Words, _Words, _Words]] = {}

    def element(self, node: turbohtml.Element, tag: str, parent: int, above: Element) -> Element:
        """What is known of an element in `above`, which is at the position `parent`."""
        traits = _traits(node, tag)
        key = (above.within, above.around, traits)
        place = self._known.get(key)
        if place is None:
            place = self._known[key] = _place(above, traits)
        return Element(parent, *place)


def hidden(node: turbohtml.Element) -> bool:
    """Whether an attribute hides an element."""
    style = node.attr("style")
    return (style is not None and _HIDDEN_STYLE.search(style) is not None) or node.attr(
        "hidden", _ABSENT
    ) is not _ABSENT


def _traits(node: turbohtml.Element, tag: str) -> _Traits:
    closed = tag == "template" or (tag == "dialog" and node.attr("open", _ABSENT) is _ABSENT)
    if not node.attrs:
        return tag, None, None, None, closed, False
    return tag, node.attr("class"), node.attr("id"), node.attr("role"), closed, hidden(node)


def _place(above: Element, traits: _Traits) -> tuple[str, _Words, _Words, _Words]:
    """Tag, `within`, `words` and `around` of an element with such traits."""
    tag, classes, name, role, closed, is_hidden = traits
    words = _NONE
    if "-" in tag:
        words = role_words(f"{tag} {classes or ''}", name or "")
    elif (classes or name) and tag not in _PAGE:
        words = role_words(classes or "", name or "")
    around = above.around if words <= above.around else above.around | words
    added = {CONTEXTS.get(tag), ROLES.get(role or "")} - {None}
    if closed:
        added |= {"closed", "hidden"}
    elif is_hidden:
        added.add("hidden")
    within = above.within if added <= above.within else above.within.union(x for x in added if x)
    return tag, within, words, around
