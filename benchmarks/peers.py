"""What people would take instead of the cleaner, each behind one call: a page in, its article out.

Libraries are imported when a peer is made, so that a missing one costs its row and no more. None is given the page's
address, and none fetches anything.
"""

from __future__ import annotations

import html
import importlib
import re
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any, Literal, NamedTuple

from cleaner import Cleaner


class Found(NamedTuple):
    """What a peer makes of a page: its body, and the fields that it tells of."""

    text: str
    headline: str | None = None
    date: str | None = None
    authors: tuple[str, ...] = ()


Run = Callable[[str, str], Found]
"""From a page and the ISO 639-1 code of its language, empty where nobody knows it. Only peers that cannot do without
look at the language."""


class Peer(NamedTuple):
    """A way to the article. form: of the pages that it takes. make: loads it; raises ImportError. package: what brings
    it, empty for what is written here. fields: whether it tells headlines, dates and authors."""

    name: str
    form: Literal["html", "text"]
    make: Callable[[], Run]
    package: str = ""
    fields: bool = False


def _cleaner(kind: Literal["html", "text"], *, learned: bool) -> Callable[[], Run]:
    def make() -> Run:
        cleaner = Cleaner(kind=kind, scorer=learned, second_opinion=learned)

        def run(source: str, language: str) -> Found:
            article = cleaner.clean(source)
            return Found(article.text, article.headline, _day(article.date), article.authors)

        return run

    return make


def _trafilatura() -> Run:
    extraction: Any = importlib.import_module("trafilatura").bare_extraction

    def run(source: str, language: str) -> Found:
        found = extraction(source, include_comments=False, with_metadata=True)
        if found is None:
            return Found("")
        names = (name.strip() for name in (found.author or "").split(";"))
        return Found(found.text or "", found.title, _day(found.date), tuple(filter(None, names)))

    return run


def _resiliparse() -> Run:
    extract: Any = importlib.import_module("resiliparse.extract.html2text").extract_plain_text

    def run(source: str, language: str) -> Found:
        return Found(extract(source, main_content=True, alt_texts=False, comments=False))

    return run


def _readability() -> Run:
    document: Any = importlib.import_module("readability").Document
    parse: Any = importlib.import_module("turbohtml").parse

    def run(source: str, language: str) -> Found:
        page = document(source)
        return Found(parse(page.summary(html_partial=True)).to_text(), page.short_title())

    return run


def _newspaper() -> Run:
    newspaper: Any = importlib.import_module("newspaper")
    known = frozenset(importlib.import_module("newspaper.utils").get_available_languages())

    def run(source: str, language: str) -> Found:
        told = {"language": language} if language in known else {}
        page = newspaper.Article("http://localhost/", fetch_images=False, **told)
        page.download(input_html=source)
        page.parse()
        return Found(page.text, page.title, _day(page.publish_date), tuple(page.authors))

    return run


def _turbohtml() -> Run:
    parse: Any = importlib.import_module("turbohtml").parse

    def run(source: str, language: str) -> Found:
        page = parse(source).article()
        return Found(page.text, page.title, _day(page.date), (page.byline,) if page.byline else ())

    return run


_STOP_LISTS = {
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "sv": "Swedish",
    "tr": "Turkish",
}


def _justext() -> Run:
    justext: Any = importlib.import_module("justext")

    def run(source: str, language: str) -> Found:
        if language in _STOP_LISTS:
            paragraphs = justext.justext(source, justext.get_stoplist(_STOP_LISTS[language]))
        else:  # as its manual says for a language without a list
            paragraphs = justext.justext(source, frozenset(), stopwords_low=0, stopwords_high=0)
        return Found("\n".join(p.text for p in paragraphs if not p.is_boilerplate))

    return run


def _on_lines(make: Callable[[], Run]) -> Callable[[], Run]:
    """A peer for HTML that is given plain text, each line as a paragraph of a page."""

    def make_on_lines() -> Run:
        run = make()

        def run_on_lines(source: str, language: str) -> Found:
            lines = "".join(f"<p>{html.escape(line)}</p>" for line in source.splitlines() if line.strip())
            return run(f"<html><body><article>{lines}</article></body></html>", language)

        return run_on_lines

    return make_on_lines


_FEWEST_WORDS = 5
"""Of a line that the C4 rules keep."""

_UNWANTED = re.compile(
    r"javascript|terms of use|privacy policy|cookie policy|uses cookies|use of cookies|use cookies|\{", re.IGNORECASE
)


def c4(text: str) -> str:
    """The line rules of C4: five words or more, and an end as a sentence has it. Those that drop whole pages are left
    out; Chinese, which has no blanks, counts by characters."""
    return "\n".join(
        line
        for line in map(str.strip, text.splitlines())
        if line.endswith((".", "!", "?", '"', "”", "»", "。", "！", "？"))
        and not line.endswith("...")
        and _words(line) >= _FEWEST_WORDS
        and not _UNWANTED.search(line)
    )


_PROSE, _STRAY = 10, -6
"""Words from which a line speaks for a stretch, and what a shorter one costs it."""


def span(text: str) -> str:
    """The stretch of lines with the largest sum, where a line of prose counts its words and any other costs some."""
    lines = [line for line in map(str.strip, text.splitlines()) if line]
    first, end = _densest([words if (words := _words(line)) >= _PROSE else _STRAY for line in lines])
    return "\n".join(lines[first:end])


def _densest(worth: Sequence[int]) -> tuple[int, int]:
    """First and end of the stretch with the largest sum; empty where nothing is worth anything."""
    sums = [0, *accumulate(worth)]
    best, place, low = 0, (0, 0), 0
    for end in range(1, len(sums)):
        if sums[end] - sums[low] > best:
            best, place = sums[end] - sums[low], (low, end)
        if sums[end] < sums[low]:
            low = end
    return place


_WORD = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]|\w+")


def _words(line: str) -> int:
    return len(_WORD.findall(line))


def _alone(extract: Callable[[str], str]) -> Callable[[], Run]:
    return lambda: lambda source, language: Found(extract(source))


def _day(date: object) -> str | None:
    return str(date)[:10] if date else None


EVERYTHING = "everything"
"""The peer that keeps the whole page: what all others have to beat."""

PEERS: tuple[Peer, ...] = (
    Peer("cleaner", "html", _cleaner("html", learned=True), "cleaner", fields=True),
    Peer("cleaner, rules alone", "html", _cleaner("html", learned=False), "cleaner", fields=True),
    Peer("trafilatura", "html", _trafilatura, "trafilatura", fields=True),
    Peer("newspaper4k", "html", _newspaper, "newspaper4k", fields=True),
    Peer("readability-lxml", "html", _readability, "readability-lxml"),
    Peer("resiliparse", "html", _resiliparse, "Resiliparse"),
    Peer("turbohtml", "html", _turbohtml, "turbohtml", fields=True),
    Peer("jusText", "html", _justext, "jusText"),
    Peer("cleaner", "text", _cleaner("text", learned=True), "cleaner", fields=True),
    Peer("cleaner, rules alone", "text", _cleaner("text", learned=False), "cleaner", fields=True),
    Peer("span of prose", "text", _alone(span)),
    Peer("C4 line rules", "text", _alone(c4)),
    Peer("jusText on lines", "text", _on_lines(_justext), "jusText"),
    Peer("trafilatura on lines", "text", _on_lines(_trafilatura), "trafilatura"),
    Peer("readability on lines", "text", _on_lines(_readability), "readability-lxml"),
    Peer(EVERYTHING, "text", _alone(str)),
)
"""In the order of the table. "cleaner, rules alone" is without what was learned for lines: `scorer` and
`second_opinion` off."""


def load(form: str, name: str) -> Run:
    """The function of a peer. Raises ImportError where it is not installed."""
    (peer,) = (peer for peer in PEERS if (peer.form, peer.name) == (form, name))
    return peer.make()
