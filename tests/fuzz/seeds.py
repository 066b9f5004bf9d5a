"""What fuzzing starts from: the stored pages, whole or in pieces, and packs as users write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from tests.corpus import GOOD, HTML, ROOT, SEED_PAGES
from tests.fuzz.drawing import quoted
from tests.pages import HTML as SHORT_HTML
from tests.pages import TEXT as SHORT_TEXT

MOST = 1024
"""Bytes of an input at most."""

_WINDOWS = (40, 120, 480)
"""Bytes of the pieces that pages are cut into. What goes wrong does so on a few lines too, and in the time of a long
piece many short ones are tried."""

_ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "cp1252", "cp1251", "iso8859-7", "gb18030", "shift_jis")


@lru_cache(maxsize=8)
def seeds(target: str) -> tuple[bytes, ...]:
    """The inputs that a target starts from, each of at most `MOST` bytes."""
    return tuple(dict.fromkeys(data[:MOST] for data in _MAKERS[target]()))


def _text() -> Iterator[bytes]:
    yield SHORT_TEXT.encode()
    for page in (*GOOD, *SEED_PAGES):
        yield from _windows(page.path.read_bytes())


def _html() -> Iterator[bytes]:
    yield SHORT_HTML.encode()
    for page in HTML:
        source = page.path.read_bytes()
        yield from _windows(source)
        yield re.sub(rb"(?s)<(script|style)\b(?![^>]*ld\+json).*?</\1>", b"", source)[: _WINDOWS[-1]]


def _bytes() -> Iterator[bytes]:
    for page in (*GOOD[::2], *HTML[::3]):
        text = page.source[: _WINDOWS[1]]
        for encoding in _ENCODINGS:
            yield text.encode(encoding, "replace")
    yield from (b"\xef\xbb\xbfa", b"%PDF-1.7", b'{"a": [1, 2]}', b"<?xml version='1.0'?><rss><item>a</item></rss>")


def _toml() -> Iterator[bytes]:
    """The packs of the documents, and one for each sort of rule."""
    for document in ("README.md", "docs/rules.md"):
        text = (ROOT / document).read_text(encoding="utf-8")
        yield from (block.encode() for block in re.findall(r"```toml\n(.*?)```", text, re.DOTALL))
    head = '[[rules]]\nid = "a.b.c"\nkind = "share"\nwhy = "d"\n'
    for match in (
        'phrases = ["The ferry"]',
        'line = "the .{3,200}"',
        'prefix = "it had"',
        'pair = ["it had", "tickets"]',
    ):
        for more in ("", 'opens = "section"\n', 'needs = ["ferry"]\n', f"removes = [{quoted('The ferry')}]\n"):
            yield f"{head}{match}\n{more}".encode()
    yield b'name = "a"\nsilence = ["density.outside"]\nkeep = ["The ferry"]\n'


def _packs() -> Iterator[bytes]:
    """Choices that come to different sorts of rules, see `Drawn.pack`."""
    for sort in range(5):
        for text in (b"The ferry", b"(a|b)+", b".{3,200}", "Fähre nach Ellery".encode()):
            yield bytes((0, 0, sort, 3, sort, 1, 0)) + text + b"\0\0" + text + b"\0" + bytes(range(12)) + text


def _options() -> Iterator[bytes]:
    for i, data in enumerate((*_text(), *_html())):
        yield bytes((i % 3, i % 14, i % 4, i % 5, 1, 0)) + b"https://a.example/2024/05/04/b\0" + bytes((i % 2,)) + data


_MAKERS = {"text": _text, "html": _html, "bytes": _bytes, "toml": _toml, "packs": _packs, "options": _options}


def _windows(source: bytes) -> Iterator[bytes]:
    """Pieces of the source, of each size, that begin where a line does; those of a size hold all of it."""
    for size in _WINDOWS:
        at = 0
        while at < len(source):
            yield source[at : at + size]
            end = source.find(b"\n", at + size * 3 // 4)
            at = end + 1 if 0 <= end < at + size else at + size
