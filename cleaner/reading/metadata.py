"""What a page of HTML states of its article: in meta tags, microdata, links and times; JSON-LD is in `linked`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cleaner.document import Stated
from cleaner.reading.linked import from_json_ld

if TYPE_CHECKING:
    import turbohtml
    from turbohtml import Element

LIMIT = 100
"""Statements of one name that are kept; a page that states more is a list of others."""

_META = {
    "headline": "og:title twitter:title dc.title dcterms.title parsely-title sailthru.title headline title "
    "citation_title",
    "author": "author article:author og:author og:article:author byl dc.creator dcterms.creator parsely-author "
    "sailthru.author authors citation_author dc.creator.personalname article.author twitter:creator:name "
    "cxenseparse:author shareaholic:article_author_name article_author cse_author",
    "published": "article:published_time og:article:published_time og:published_time datepublished publishdate "
    "publish-date publish_date published pubdate publication_date publicationdate article.published date.published "
    "dc.date.issued dcterms.issued dc.date.created dcterms.created dc.date dcterms.date parsely-pub-date "
    "sailthru.date cxenseparse:recs:publishtime article_date_original date date.issued originalpublicationdate "
    "ptime pdate article:published citation_publication_date citation_date shareaholic:article_published_time "
    "dc.created created rnews:datepublished release_date displaydate pub_date iso-8601-publish-date "
    "news_publication_date article.created bt:pubdate gentime live_date weibo:article:create_at",
    "modified": "article:modified_time og:updated_time og:article:modified_time datemodified lastmod last-modified "
    "dcterms.modified dc.date.modified article.updated revision_date shareaholic:article_modified_time utime "
    "iso-8601-modified-date article:updated_time",
    "standfirst": "og:description description twitter:description dc.description dcterms.description "
    "dcterms.abstract sailthru.description abstract",
    "site": "og:site_name application-name apple-mobile-web-app-title dc.publisher dcterms.publisher "
    "twitter:site:name shareaholic:site_name",
    "language": "og:locale content-language dc.language dcterms.language language inlanguage",
    "url": "og:url twitter:url parsely-link",
    "section": "article:section parsely-section og:article:section section cxenseparse:taxonomy",
    "tag": "article:tag keywords news_keywords parsely-tags sailthru.tags og:article:tag dc.subject",
    "image": "og:image og:image:url og:image:secure_url twitter:image twitter:image:src parsely-image-url "
    "sailthru.image.full thumbnail",
    "kind": "og:type",
}
"""The names of meta tags that state something, the most trusted first."""

_META_RANK = {name: (field, i) for field, names in _META.items() for i, name in enumerate(names.split())}

_ITEMS = {
    "headline": "headline",
    "author": "author",
    "creator": "author",
    "datepublished": "published",
    "datecreated": "published",
    "datemodified": "modified",
    "alternativeheadline": "standfirst",
    "description": "standfirst",
    "articlesection": "section",
    "inlanguage": "language",
    "keywords": "tag",
}
"""The properties of microdata that state something."""

_LONGEST = 5_000
"""Characters of a value; a longer one states nothing but itself."""


def stated(tree: turbohtml.Document) -> tuple[Stated, ...]:
    """All that the markup says of the article: JSON-LD first, then meta tags, microdata, links, times, the title."""
    scripts: list[str] = []
    metas: list[tuple[int, Stated]] = []
    links: list[Stated] = []
    times: list[Stated] = []
    titles: list[Stated] = []
    for element in tree.iter_elements(("meta", "script", "link", "time", "title", "html")):
        tag = element.tag
        if tag == "meta":
            metas += _meta(element)
        elif tag == "script":
            if "ld+json" in (element.attr("type") or "").lower():
                scripts.append(element.text)
        elif tag == "link":
            links += _link(element)
        elif tag == "time":
            times += _time(element)
        elif tag == "title" and not titles:
            titles.append(Stated("headline", _flat(element.text), "title"))
        elif tag == "html" and element.attr("lang"):
            links.append(Stated("language", _flat(element.attr("lang") or ""), "html lang"))
    metas.sort(key=lambda m: m[0])
    said = [*(s for _, s in metas), *_items(tree), *links, *times, *titles]
    names = [s.value.casefold() for s in said if s.name == "headline"]
    addresses = [s.value.rstrip("/") for s in said if s.name == "url"]
    every = [*from_json_ld(scripts, names, addresses), *said]
    return tuple(_limited(s for s in every if s.value and len(s.value) <= _LONGEST))


def _limited(every: Iterable[Stated]) -> Iterator[Stated]:
    seen: set[Stated] = set()
    times: dict[str, int] = {}
    for s in every:
        times[s.name] = times.get(s.name, 0) + 1
        if s not in seen and times[s.name] <= LIMIT:
            seen.add(s)
            yield s


def _flat(text: str) -> str:
    return " ".join(text[: 2 * _LONGEST].split())


def _meta(element: Element) -> Iterator[tuple[int, Stated]]:
    content = element.attr("content")
    if not content:
        return
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        name = (element.attr(attribute) or "").lower()
        if name in _META_RANK:
            field, rank = _META_RANK[name]
            yield rank, Stated(field, _flat(content), f"meta {name}")
            return
        if attribute == "itemprop" and name in _ITEMS:
            yield len(_META_RANK), Stated(_ITEMS[name], _flat(content), f"microdata {name}")


def _link(element: Element) -> Iterator[Stated]:
    if (element.attr("rel") or "") == "canonical" and element.attr("href"):
        yield Stated("url", _flat(element.attr("href") or ""), "link canonical")


def _time(element: Element) -> Iterator[Stated]:
    value = element.attr("datetime") or element.text
    marked = element.attr("itemprop") or ("datePublished" if element.attr("pubdate") is not None else "")
    name = "modified" if "modified" in marked.lower() or "updated" in (element.attr("class") or "").lower() else "time"
    yield Stated("published" if "published" in marked.lower() else name, _flat(value), "time")


def _items(tree: turbohtml.Document) -> Iterator[Stated]:
    """Microdata and links to the author, in document order."""
    for element in tree.select("[itemprop], [rel~=author]"):
        if element.tag == "meta":
            continue
        for prop in (element.attr("itemprop") or "").lower().split():
            if prop in _ITEMS:
                yield Stated(_ITEMS[prop], _flat(_item_value(element, prop)), f"microdata {prop}")
        if element.tag == "a" and "author" in (element.attr("rel") or ""):
            yield Stated("author", _flat(element.text), "rel=author")


def _item_value(element: Element, prop: str) -> str:
    if prop in ("author", "creator"):
        name = element.select_one("[itemprop~=name]")
        if name is not None:
            return name.attr("content") or name.text
    return element.attr("content") or element.attr("datetime") or element.text
