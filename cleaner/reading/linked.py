"""JSON-LD: the article among the things that a page describes, and what is said of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import Any, NamedTuple

from cleaner.document import Stated

_LARGEST = 2_000_000
"""Characters of a script; articles are described in far fewer."""

_DEEPEST = 12
"""Levels of nesting that are looked at."""

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Posting|Report|Review|Story)$")
_PAGES = ("WebPage", "ItemPage", "AboutPage", "Recipe", "VideoObject", "Event", "Product", "CreativeWork")
"""Types that describe the article where nothing else does, the likeliest first."""

_LISTS = ("itemListElement", "hasPart", "blogPost", "blogPosts", "dataFeedElement")
"""What holds the things that a page lists: other articles, unless one has the page's own title."""

_BODIES = frozenset(("Organization", "NewsMediaOrganization", "Corporation", "Brand", "WebSite"))

_COMMENT = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\s*\]\]>|\]\]>|/\*\]\]>\*/)\s*$"
)
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")

_VALUES = (
    ("headline", "headline"),
    ("headline", "name"),
    ("published", "datePublished"),
    ("published", "dateCreated"),
    ("published", "uploadDate"),
    ("modified", "dateModified"),
    ("standfirst", "alternativeHeadline"),
    ("standfirst", "description"),
    ("section", "articleSection"),
    ("tag", "keywords"),
    ("language", "inLanguage"),
    ("url", "url"),
)

Node = dict[str, Any]


class _Listed(NamedTuple):
    """A described thing, and whether it is one of a list."""

    node: Node
    listed: bool


def from_json_ld(scripts: Iterable[str], titles: Sequence[str] = (), addresses: Sequence[str] = ()) -> Iterator[Stated]:
    """What the scripts say of the article. A script that is no JSON even when mended says nothing.

    titles, addresses: what the page says elsewhere of its title and its address; they tell the article from others.
    """
    things = [thing for script in scripts for thing in _nodes(_parsed(script), 0, listed=False)]
    nodes = [thing.node for thing in things]
    named = {node["@id"]: node for node in reversed(nodes) if isinstance(node.get("@id"), str) and len(node) > 1}
    article = _article(things, titles, addresses)
    if article is not None:
        yield from _said(article, named)
    for node in nodes:
        if "WebSite" in _types(node):
            yield from _texts("site", node.get("name"), "json-ld WebSite")


def _parsed(script: str) -> Any:
    text = script[:_LARGEST]
    for mended in (text, _COMMENT.sub("", text.strip()).rstrip("; \n"), _TRAILING_COMMA.sub("", text)):
        try:
            return json.loads(mended, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any, depth: int, *, listed: bool) -> Iterator[_Listed]:
    """The described things in a value, outermost first."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1, listed=listed)
    elif isinstance(value, dict):
        yield _Listed(value, listed)
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "item", "author", *_LISTS):
            if isinstance(value.get(key), (list, dict)):
                yield from _nodes(value[key], depth + 1, listed=listed or key in _LISTS)


def _types(node: Node) -> list[str]:
    types = node.get("@type")
    every = types if isinstance(types, list) else [types]
    return [t.rpartition("/")[2].rpartition(":")[2] for t in every if isinstance(t, str)]


def _article(things: list[_Listed], titles: Sequence[str], addresses: Sequence[str]) -> Node | None:
    """The thing that is the article of the page: of the articles the one with the page's title or address, else the
    fullest that is none of a list; else the likeliest of other things."""
    articles = [x for x in things if any(_ARTICLE.search(t) for t in _types(x.node))]
    own = [x.node for x in articles if _is_of_page(x.node, titles, addresses)]
    articles_apart = own or [x.node for x in articles if not x.listed]
    if articles_apart:
        return max(articles_apart, key=lambda n: sum(bool(n.get(k)) for k in ("headline", "datePublished", "author")))
    for kind in _PAGES:
        for node, listed in things:
            if kind in _types(node) and not listed and (node.get("datePublished") or node.get("headline")):
                return node
    return None


def _is_of_page(node: Node, titles: Sequence[str], addresses: Sequence[str]) -> bool:
    """Whether a thing has the title or the address of the page."""
    page = node.get("mainEntityOfPage")
    pages = [node.get("url"), node.get("@id"), page.get("@id") if isinstance(page, dict) else page]
    if any(isinstance(x, str) and x.rstrip("/") in addresses for x in pages):
        return True
    for key in ("headline", "name"):
        name = node.get(key)
        flat = " ".join(unescape(name).casefold().split()) if isinstance(name, str) else ""
        if flat and any(title.startswith(flat) or title.endswith(flat) for title in titles):
            return True
    return False


def _said(article: Node, named: dict[str, Node]) -> Iterator[Stated]:
    source = f"json-ld {(_types(article) or ['thing'])[0]}"
    for name, key in _VALUES:
        yield from _texts(name, article.get(key), source)
    for key in ("author", "creator"):
        yield from _people(article.get(key), named, source)
    publisher = article.get("publisher")
    if isinstance(publisher, dict):
        publisher = named.get(str(publisher.get("@id")), publisher)
        yield from _texts("site", publisher.get("name"), source)
    yield from _images(article.get("image"), named, source)


def _texts(name: str, value: Any, source: str) -> Iterator[Stated]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            item = item.get("name") or item.get("@value") or item.get("alternateName")
        if type(item) is int:
            item = str(item)
        if isinstance(item, str) and item.strip():
            yield Stated(name, " ".join(unescape(item).split()), source)


def _people(value: Any, named: dict[str, Node], source: str) -> Iterator[Stated]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            item = item if item.get("name") else named.get(str(item.get("@id")), item)
            body = not _BODIES.isdisjoint(_types(item))
            yield from _texts("organisation" if body else "author", item.get("name"), source)
        else:
            yield from _texts("author", item, source)


def _images(value: Any, named: dict[str, Node], source: str) -> Iterator[Stated]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            item = named.get(str(item.get("@id")), item)
            item = item.get("url") or item.get("contentUrl")
        if isinstance(item, str) and item.strip():
            yield Stated("image", item.strip(), source)
