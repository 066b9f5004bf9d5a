"""What is known of an element of HTML: where it stands, what its class and id say of it, whether it is hidden."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cleaner.document import Element, made
from cleaner.reading.roles import LONGEST, role_words
from cleaner.reading.tags import CONTEXTS, ROLES

if TYPE_CHECKING:
    import turbohtml

_PAGE = frozenset(("html", "body"))
"""Elements whose class speaks of the whole page, not of what stands in it."""

_ABSENT = "absent"
"""Stands for an attribute that an element does not have."""

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)

_NUMBER = re.compile(r"\d+")

_NONE: frozenset[str] = frozenset()

NOWHERE = Element(-1, "", _NONE, _NONE, _NONE, "")
"""What is around the outermost element."""

_REMEMBERED = 10_000
"""Kinds of elements that are remembered: a page has some dozens, and the pages of a site share them."""

_Words = frozenset[str]


def described(node: turbohtml.Element, tag: str, parent: int, above: Element) -> Element:
    """What is known of an element in `above`, which is at the position `parent`."""
    tag = tag[:LONGEST]
    closed = tag == "template" or (tag == "dialog" and node.attr("open", _ABSENT) is _ABSENT)
    if not node.attrs:
        return made(Element, (parent, *_place(above.within, above.around, tag, "", "", "", closed, closed)))
    attribute = node.attr
    classes, name, role = attribute("class") or "", attribute("id") or "", attribute("role") or ""
    traits = (tag, classes[:LONGEST], name[:LONGEST], role[:LONGEST], closed, closed or hidden(node))
    return made(Element, (parent, *_place(above.within, above.around, *traits)))


def hidden(node: turbohtml.Element) -> bool:
    """Whether an attribute hides an element."""
    style = node.attr("style")
    if style and _HIDDEN_STYLE.search(style):
        return True
    return node.attr("hidden", _ABSENT) is not _ABSENT


@lru_cache(maxsize=_REMEMBERED)
def _place(
    within: _Words, around: _Words, tag: str, classes: str, name: str, role: str, closed: bool, is_hidden: bool
) -> tuple[str, _Words, _Words, _Words, str]:
    """Tag, `within`, `words`, `around` and `look` of an element, from those around it and from its attributes."""
    words = _NONE
    if "-" in tag:
        words = role_words(f"{tag} {classes}", name)
    elif (classes or name) and tag not in _PAGE:
        words = role_words(classes, name)
    added = {x for x in (CONTEXTS.get(tag), ROLES.get(role), closed and "closed", is_hidden and "hidden") if x}
    look = _NUMBER.sub("", classes)
    return (
        tag,
        within if added <= within else within | added,
        words,
        around if words <= around else around | words,
        look,
    )
