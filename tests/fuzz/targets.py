"""What is fuzzed: one function a target, which reads any bytes as its input and raises where a law is broken."""

from __future__ import annotations

import json
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

from cleaner import Article, Cleaner, PackError, load_pack
from cleaner.document import BODY_LABELS
from cleaner.explain.diff import diff
from cleaner.explain.terminal import explain
from tests import holding
from tests.fuzz.drawing import Drawn
from tests.pages import TEXT

_TEXT, _HTML, _AUTO = Cleaner(kind="text"), Cleaner(kind="html"), Cleaner()

_VIEWED, _USED = 128, 16
"""One in so many inputs, told by its bytes, is cleaned twice and shown in all views, or used when it is a sound pack:
that takes many times as long as the rest."""

LANGUAGES = (None, None, "en", "de", "fr", "es", "pt", "it", "ru", "el", "pl", "zh", "xx", "")


class LawBrokenError(AssertionError):
    """A law that an input breaks. where: the rule or the field that tells this find from others."""

    def __init__(self, law: str, where: str, said: str) -> None:
        super().__init__(f"{law}: {said}")
        self.law, self.where = law, where


def target_text(data: bytes) -> None:
    """Plain text and Markdown, with lone surrogates for bytes that are no UTF-8."""
    source = data.decode("utf-8", "surrogateescape")
    article = _TEXT.clean(source)
    if article.document.text != source:
        raise LawBrokenError("nothing_lost", "document", "the document is not the source")
    _hold(article, _TEXT)
    if _looked_at(data):
        _views(article, Cleaner(kind="text").clean(source))


def target_html(data: bytes) -> None:
    """Mark-up. Its text alone is another page, so only text is to stay as it is when it is cleaned again."""
    source = data.decode("utf-8", "surrogateescape")
    article = _HTML.clean(source)
    _hold(article, None)
    if _looked_at(data):
        _views(article, Cleaner(kind="html").clean(source))


def target_bytes(data: bytes) -> None:
    """Bytes of any encoding, and whether they are a page at all."""
    article = _AUTO.clean(data)
    _hold(article, _TEXT)
    if _looked_at(data):
        _views(article, Cleaner().clean(data))


def target_toml(data: bytes) -> None:
    """Files of rule packs: refused by `PackError`, or sound and then used."""
    with tempfile.NamedTemporaryFile(dir=_memory(), suffix=".toml") as file:
        file.write(data)
        file.flush()
        try:
            pack = load_pack(file.name)
        except PackError as refused:
            if "\n" in str(refused).strip() or file.name not in str(refused):
                raise LawBrokenError("refusal", "message", f"not one line with the file: {refused}") from refused
            return
    if zlib.crc32(data) % _USED:
        return
    cleaner = Cleaner(kind="text", language="en", rules=pack)
    said = [line for rule in pack.rules for line in (*rule.phrases, *rule.removes)]
    _hold(cleaner.clean("\n\n".join((TEXT, *said, TEXT))), cleaner)


def target_packs(data: bytes) -> None:
    """Rules of all kinds with any words and patterns, on a page that is made of their words."""
    drawn = Drawn(data)
    toml, page = drawn.pack()
    with tempfile.NamedTemporaryFile(dir=_memory(), suffix=".toml") as file:
        file.write(toml.encode())
        file.flush()
        try:
            cleaner = Cleaner(language="en", rules=file.name)
        except PackError:
            return
    _hold(cleaner.clean(page), None if page.lstrip().startswith("<") else cleaner)


def target_options(data: bytes) -> None:
    """All settings, with any address."""
    drawn = Drawn(data)
    cleaner = Cleaner(
        kind=drawn.one_of(("auto", "text", "html")),
        language=drawn.one_of(LANGUAGES),
        scorer=not drawn.chance(4),
        second_opinion=not drawn.chance(4),
    )
    url = drawn.string() if drawn.chance(2) else None
    source = drawn.rest()
    article = cleaner.clean(source if drawn.chance(2) else source.decode("utf-8", "surrogateescape"), url=url)
    _hold(article, cleaner.of_kind("text"))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "text": target_text,
    "html": target_html,
    "bytes": target_bytes,
    "toml": target_toml,
    "packs": target_packs,
    "options": target_options,
}


def _hold(article: Article, again: Cleaner | None) -> None:
    """Raise where the article breaks a law. again: what its text, if it is one of text, is to stay the same for."""
    for law in (holding.nothing_lost, holding.nothing_invented, holding.replayed):
        said = law(article)
        if said:
            raise LawBrokenError(law.__name__, article.document.form, said)
    if again is not None and article.document.form in ("text", "markdown"):
        text = article.text
        second = again.clean(text)
        if second.text != text:
            where = next((b.step.rule for b in second.blocks if b.label not in BODY_LABELS), "text")
            raise LawBrokenError("stable", where, holding.first_difference(text, second.text))
    if not (article.confidence is None or 0 <= article.confidence <= 1):
        raise LawBrokenError("confidence", "range", f"{article.confidence} is no confidence")
    if any(not 0 <= f.confidence <= 1 for f in article.fields):
        raise LawBrokenError("confidence", "field", f"{article.fields} hold one that is none")


def _looked_at(data: bytes) -> bool:
    return zlib.crc32(data) % _VIEWED == 0


def _views(article: Article, again: Article) -> None:
    """Raise where another cleaner finds something else, or where a view of the article cannot be had."""
    if again != article:
        raise LawBrokenError("deterministic", article.document.form, "a second run gives another article")
    if json.loads(article.to_json()) != article.to_dict():
        raise LawBrokenError("views", "json", "the JSON does not read as the dictionary")
    article.to_json().encode()
    if not isinstance(article.markdown, str):
        raise LawBrokenError("views", "markdown", "the Markdown is no text")
    if len(list(explain(article, colour=True))) < len(article.blocks):
        raise LawBrokenError("views", "explain", "the explanation leaves blocks out")
    "".join(diff(article, "page"))
    article.report(source="page").encode("utf-8", "surrogatepass")


def _memory() -> str | None:
    """Where files need no disk."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None
