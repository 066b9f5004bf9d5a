"""Bytes into text: which encoding they are in, by libraries, and what was odd about them."""

from __future__ import annotations

import codecs
from collections import Counter

_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or office file"),
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x7fELF", "a program"),
    (b"\xfd7zXZ", "xz data"),
    (b"BZh", "bzip2 data"),
)

_NO_CHARSETS = frozenset(
    "undefined unicode-escape raw-unicode-escape idna punycode utf-8 base64 bz2 hex quopri rot13 uu zlib".split()
)
"""Codecs that are no character sets, and UTF-8, which was tried before."""

_SAMPLE = 200_000
"""Bytes from which an encoding is guessed; more adds time and no certainty."""

_CONTROL_SHARE = 0.1
"""Share of control bytes in the first 8 KB above which bytes are no text: text of any encoding has
next to none, compressed data about one in nine."""

_WIDE_SAMPLE = 2000
"""Bytes from which a two-byte encoding shows."""

_HIGH_BYTE = 0x10
"""The high bytes of alphabetic scripts are below this: Latin 0 and 1, Greek 3, Cyrillic 4, Hebrew 5 …"""

_SOUND = 0.95
"""Share of printable characters from which a decoded text is believed."""

_SOUND_TO_BAD, _SOUND_IF_DECLARED = 9, 1
"""Sound characters of UTF-8 for each bad one from which bytes are UTF-8 with errors, and the same where they say that
they are UTF-8."""

_CONTROL = bytes(i for i in range(32) if i not in b"\t\n\r\x0b\x0c\x1b")


_NO_CONTROL = bytes(i for i in range(256) if i not in _CONTROL)


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Text of the bytes, and notes on what was odd.

    Order: byte-order mark, UTF-8, the encoding that the bytes declare, UTF-8 with stray Windows-1252
    (all three by bs4), the guess of charset-normalizer, Windows-1252. Never raises: a byte that has no
    meaning becomes U+FFFD and a note says how many did.
    """
    if data.startswith(codecs.BOM_UTF8) or not data.startswith((*_UTF32, *_UTF16)):
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
        else:
            if not _wide(data):
                return text, ()
    return _detect(data)


def binary(data: bytes) -> str | None:
    """What the bytes are, when they are no text at all; None when they may be text."""
    for mark, name in _SIGNATURES:
        if data.startswith(mark):
            return name
    if data.startswith((*_UTF32, *_UTF16)) or _wide(data):
        return None
    head = data[:8192]
    controls = len(head) - len(head.translate(None, _CONTROL))
    return "binary data" if controls > _CONTROL_SHARE * len(head) else None


def _wide(data: bytes) -> str | None:
    """The name of a two-byte encoding without a byte-order mark, for scripts whose letters share their high
    byte: one byte of each pair is mostly the same small number, the other is not."""
    head = data[: _WIDE_SAMPLE - _WIDE_SAMPLE % 2]
    if len(head) < 4 or not head.translate(None, _NO_CONTROL):
        return None
    for name, high, low in (("utf-16-le", head[1::2], head[::2]), ("utf-16-be", head[::2], head[1::2])):
        (byte, times), *_ = Counter(high).most_common(1)
        if byte < _HIGH_BYTE and times > len(high) / 2 and max(Counter(low).values()) < len(low) / 2:
            text = head.decode(name, "replace")
            if sum(c.isprintable() or c.isspace() for c in text) > _SOUND * len(text):
                return name
    return None


def _detect(data: bytes) -> tuple[str, tuple[str, ...]]:
    from bs4.dammit import EncodingDetector, UnicodeDammit

    stripped, marked = EncodingDetector.strip_byte_order_mark(data)
    marked = marked or _wide(data)
    if marked:
        return _lenient(stripped, marked, f"read as {marked}")
    declared = EncodingDetector.find_declared_encoding(data, is_html=True)
    if declared and _is_charset(declared):
        try:
            return data.decode(declared), (f"read as {declared}, as declared",)
        except (LookupError, UnicodeDecodeError):
            pass
    if _mostly_utf8(data, _SOUND_IF_DECLARED if declared in ("utf-8", "utf8") else _SOUND_TO_BAD):
        mixed = _mixed(UnicodeDammit.detwingle(data))
        if mixed is not None:
            return mixed, ("read as UTF-8 with stray Windows-1252 characters",)
        return _lenient(data, "utf-8", "read as UTF-8")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    guess = best.encoding if best is not None else "cp1252"
    return _lenient(data, guess, f"encoding guessed as {guess}")


def _is_charset(name: str) -> bool:
    """Whether the name is that of a character set that a page can be in (Python's codecs know other things)."""
    try:
        return codecs.lookup(name).name not in _NO_CHARSETS
    except (LookupError, ValueError):
        return False


def _mixed(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _mostly_utf8(data: bytes, sound_to_bad: int) -> bool:
    """Whether the sample has more than so many sound non-ASCII characters of UTF-8 for each bad one."""
    text = data[:_SAMPLE].decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return bad * sound_to_bad < sum(c > "\x7f" for c in text) - bad


def _lenient(data: bytes, encoding: str, note: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd") - data.count("\ufffd".encode())
    return text, (note, f"{lost} bytes could not be read") if lost > 0 else (note,)
