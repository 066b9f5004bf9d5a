"""What the markup states beside headline, authors and date: the site, the address, the section, tags, the picture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from cleaner.article import Field
from cleaner.document import Stated
from cleaner.fields import line_field
from cleaner.passes.page import Line, Page, plain, words
from cleaner.rules.rule import key
from cleaner.trust import confidence

_ADDRESSES = ("link canonical", "meta og:url")
"""Where a page names its own address, the most trusted first; then come all others."""

_STAND_INS = re.compile(r"logo|placeholder|default|favicon|avatar|sprite|blank\.|data:", re.I)
"""Addresses of pictures that stand for the site, not for the article."""

_TAG_BREAKS = re.compile(r"[,;|，、؛،]")
_LONGEST_TAG, _MOST_TAGS = 60, 30
"""Characters of a tag; tags that are kept."""

_LONGEST_SECTION = 60
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_]\w+(?:-\w+)*)?$", re.I)

_FEWEST_WORDS = 5
"""Words of a description that says something."""

_ABOUT = 0.4
"""The share of a description's words that the article uses as well; one that shares fewer speaks of the site."""

_CUT = 25
"""Characters from which one text begins as another does by more than chance."""

_RUN, _START = 4, 500
"""Words that two texts have in a row if the one copies the other, and words of the body of which a description is a
copy; half of all runs tell."""


def said(name: str, value: str, source: str, others: Iterable[tuple[str, bool]]) -> Field:
    """A field that the markup states. others: as in `confidence`."""
    short = "json-ld" if source.startswith("json-ld") else source
    return Field(name, value, None, None, f"stated.{source}", short, confidence(source, others))


def alike(one: str, other: str, *, part: bool = False) -> bool:
    """Whether two texts say the same in the same words, one perhaps cut short; part: or the one is in the other."""
    a, b = _flat(one), _flat(other)
    if not a or not b:
        return False
    return a == b or _cut(other, b, a) or _cut(one, a, b) or (part and f" {a} " in f" {b} ")


@lru_cache(maxsize=64)
def _flat(text: str) -> str:
    return " ".join(words(plain(text)))


def _cut(text: str, flat: str, whole: str) -> bool:
    """Whether a text ends in an ellipsis and the other begins as it does."""
    return text.rstrip(" ]").endswith(("…", "...")) and len(flat) >= _CUT and whole.startswith(flat)


def language(page: Page) -> Field | None:
    """The language: that of the words where enough of them tell, else that which the markup states."""
    stated = [(s.source, m[1].lower()) for s in _of(page, "language") if (m := _LANGUAGE.match(s.value))]
    if page.language is not None:
        others = [(source, code == page.language) for source, code in stated]
        return Field("language", page.language, None, None, "language.words", "text", confidence("text", others))
    if not stated:
        return None
    source, code = stated[0]
    return said("language", code, source, [(s, c == code) for s, c in stated])


def address(page: Page, url: str | None) -> Field | None:
    """The address that the page states as its own, whole; one that leads deeper than to the front page first.

    url: where the page came from, which makes a relative address whole.
    """
    every = sorted(_of(page, "url"), key=lambda s: _ADDRESSES.index(s.source) if s.source in _ADDRESSES else 9)
    whole = [(s, w) for s in every if (w := whole_address(s.value, url))]
    best = next((x for x in whole if urlsplit(x[1]).path.strip("/")), whole[0] if whole else None)
    if best is None:
        return None
    s, value = best
    return said("url", value, s.source, [(o.source, _same_address(w, value)) for o, w in whole])


def whole_address(value: str, base: str | None) -> str | None:
    """An address of the web in full; None for what is none. base: the address that a relative one starts from."""
    try:
        joined = urljoin(base or "", value.strip())
        parts = urlsplit(joined)
    except ValueError:
        return None
    usable = parts.scheme in ("http", "https") and parts.hostname and not any(map(str.isspace, joined))
    return joined if usable else None


def _same_address(one: str, other: str) -> bool:
    a, b = urlsplit(one), urlsplit(other)
    return (a.hostname or "").removeprefix("www.") == (b.hostname or "").removeprefix("www.") and (
        a.path.rstrip("/").casefold() == b.path.rstrip("/").casefold()
    )


def site_name(page: Page) -> Field | None:
    """The name of the site: that which most kinds of statements give, the most trusted first."""
    stated = [s for s in _of(page, "site") if len(s.value) <= _LONGEST_SECTION]
    if not stated:
        return None
    times = Counter(name for name, _ in {(key(s.value), s.source) for s in stated})
    best = max(stated, key=lambda s: (times[key(s.value)], s.source == "meta og:site_name"))
    return said("site_name", best.value, best.source, [(s.source, key(s.value) == key(best.value)) for s in stated])


def section(page: Page) -> Field | None:
    """The section of the site that the article stands in."""
    sites = {key(s.value) for s in _of(page, "site")}
    stated = [s for s in _of(page, "section") if _is_name(s.value) and key(s.value) not in sites]
    if not stated:
        return None
    best = stated[0]
    return said("section", best.value, best.source, [(s.source, key(s.value) == key(best.value)) for s in stated])


def _is_name(value: str) -> bool:
    return len(value) <= _LONGEST_SECTION and "/" not in value[:8] and any(map(str.isalpha, value))


def tags(page: Page) -> list[Field]:
    """The tags that the first source with any gives."""
    stated = [(s, tuple(_tags(s.value))) for s in _of(page, "tag")]
    source = next((s.source for s, own in stated if own), None)
    found: dict[str, str] = {}
    for tag in (tag for s, own in stated if s.source == source for tag in own):
        found.setdefault(key(tag), tag)
    others = [(s.source, {key(t) for t in own}) for s, own in stated if own]
    return [
        said("tag", tag, source or "", [(o, k in own) for o, own in others])
        for k, tag in list(found.items())[:_MOST_TAGS]
    ]


def _tags(value: str) -> Iterator[str]:
    for piece in _TAG_BREAKS.split(value):
        tag = piece.strip().strip(" #\"'")
        if tag and len(tag) <= _LONGEST_TAG and not tag.startswith("_"):
            yield tag


def image(page: Page, base: str | None) -> Field | None:
    """The address of the lead picture, if it is not one that stands for the site.

    base: the address of the page, which makes a relative one whole.
    """
    whole = [(s, w) for s in _of(page, "image") if (w := whole_address(s.value, base))]
    best = next((x for x in whole if not _STAND_INS.search(x[1])), None)
    if best is None:
        return None
    s, value = best
    return said("image", value, s.source, [(o.source, _same_address(w, value)) for o, w in whole])


def description(page: Page, headline: str | None) -> Field | None:
    """The standfirst that the markup gives: a description of this article that neither the body nor a caption holds.

    headline: the article's. Where the page shows it among what is not body, that line is its place.
    """
    stated = _of(page, "standfirst")
    body = [x for x in page.lines if x.text and (x.body or x.label == "caption")] if stated else []
    for s in stated:
        text = _flat(s.value)
        if text.count(" ") + 1 < _FEWEST_WORDS or (headline and alike(s.value, headline)):
            continue
        if not _of_this(page, text, headline, body) or _held(text, body):
            continue
        others = [(o.source, alike(s.value, o.value)) for o in stated]
        start = plain(s.value)[:_CUT].casefold()
        near = (x for x in page.lines if x.removed and x.text[:_CUT].casefold() == start)
        line = next((x for x in near if alike(x.text, s.value)), None)
        if line is None:
            return said("standfirst", plain(s.value), s.source, others)
        return line_field("standfirst", line.text, line, others=others)._replace(rule="standfirst.described")
    return None


def _of_this(page: Page, text: str, headline: str | None, body: Sequence[Line]) -> bool:
    """Whether a description shares enough words with the article to speak of it."""
    telling = {w for w in text.split() if w not in page.stop}
    missing = telling.difference(words(headline or ""))
    allowed = len(telling) * (1 - _ABOUT)
    for line in body:
        if len(missing) <= allowed:
            break
        missing.difference_update(line.tokens)
    return len(missing) <= allowed


def _held(text: str, body: Iterable[Line]) -> bool:
    """Whether the start of the body says what the text says, in the same words, cut short or not."""
    runs = _runs(text.split())
    start = [word for line in body for word in line.tokens[:_START]][:_START]
    return 2 * len(runs & _runs(start)) >= len(runs)


def _runs(tokens: Sequence[str]) -> set[tuple[str, ...]]:
    """All runs of so many words."""
    return set(zip(*(tokens[i:] for i in range(_RUN)), strict=False))


def _of(page: Page, name: str) -> list[Stated]:
    return [s for s in page.document.stated if s.name == name]
