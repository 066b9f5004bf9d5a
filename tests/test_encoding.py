"""Bytes into text: byte-order marks, declared and guessed encodings, mixtures, and what is no text."""

from __future__ import annotations

import codecs

import pytest

from cleaner import clean
from cleaner.reading.encoding import binary, decode
from tests.words import CHINESE, ENGLISH, FRENCH, GREEK, RUSSIAN, Tongue


def prose(tongue: Tongue, sentences: int = 12) -> str:
    """Running text of a language, a paragraph of three sentences a line."""
    said = [tongue.sentence(3 + 37 * i) for i in range(sentences)]
    return "\n\n".join(tongue.blank.join(said[i : i + 3]) for i in range(0, sentences, 3)) + "\n"


MIXED = "The café’s owner said “no” – twice.\n\nÀ la carte, naïve façade, crème brûlée and déjà vu.\n" * 3


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
@pytest.mark.parametrize("tongue", [ENGLISH, RUSSIAN, CHINESE], ids=lambda t: t.language)
def test_a_byte_order_mark_is_believed(mark: bytes, encoding: str, tongue: Tongue) -> None:
    text = prose(tongue)
    decoded, _ = decode(mark + text.encode(encoding))
    assert decoded == text
    article = clean(mark + text.encode(encoding))
    assert article.text == clean(text).text
    assert article.language == tongue.language


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_needs_no_mark(encoding: str) -> None:
    text = prose(ENGLISH)
    decoded, notes = decode(text.encode(encoding))
    assert decoded == text
    assert notes == (f"read as {encoding}",)
    assert clean(text.encode(encoding)).text == clean(text).text


@pytest.mark.parametrize(
    ("tongue", "encoding"),
    [
        (FRENCH, "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (GREEK, "iso8859-7"),
        (CHINESE, "gb18030"),
    ],
    ids=lambda value: value.language if isinstance(value, Tongue) else value,
)
def test_an_encoding_is_guessed_and_the_guess_is_noted(tongue: Tongue, encoding: str) -> None:
    text = prose(tongue).replace("’", "'")
    article = clean(text.encode(encoding))
    assert article.document.text == text
    assert article.language == tongue.language
    assert any("guessed" in note for note in article.notes)


@pytest.mark.parametrize(
    "declaration",
    ['<meta charset="{}">', '<?xml version="1.0" encoding="{}"?>', '<meta content="text/html; charset={}">'],
)
def test_a_declared_encoding_is_believed(declaration: str) -> None:
    text = declaration.format("windows-1251") + "\nСъешь ещё этих мягких булок\n"
    decoded, notes = decode(text.encode("cp1251"))
    assert decoded == text
    assert notes == ("read as windows-1251, as declared",)


@pytest.mark.parametrize("name", ["no-such-encoding", "hex", "rot13", "idna", "utf-7", "undefined", "unicode_escape"])
def test_a_declaration_that_is_nonsense_is_survived(name: str) -> None:
    text = f'<meta charset="{name}">\n' + prose(FRENCH).replace("’", "'")
    decoded, _ = decode(text.encode("cp1252"))
    assert "Le chœur des pêcheurs" in decoded


def test_utf_8_wins_over_a_declaration_that_contradicts_it() -> None:
    text = '<meta charset="windows-1252">\nΗ παλιά γέφυρα, déjà vu\n'
    assert decode(text.encode()) == (text, ())


@pytest.mark.parametrize("at", [0, 3, 9])
def test_utf_8_with_stray_windows_1252_is_read_whole(at: int) -> None:
    stray = "The owner’s “own” words.\n"
    lines = [line.encode() for line in MIXED.splitlines(keepends=True)]
    lines.insert(at, stray.encode("cp1252"))
    decoded, notes = decode(b"".join(lines))
    wanted = MIXED.splitlines(keepends=True)
    wanted.insert(at, stray)
    assert decoded == "".join(wanted)
    assert notes == ("read as UTF-8 with stray Windows-1252 characters",)


def test_a_page_that_says_it_is_utf_8_and_mixes_encodings_is_read_whole() -> None:
    page = b'<html><head><meta charset="utf-8"></head><body><p>Gr\xc3\xbc\xc3\x9fe</p><p>B\xfcrger</p></body>'
    decoded, notes = decode(page)
    assert "<p>Grüße</p><p>Bürger</p>" in decoded
    assert notes == ("read as UTF-8 with stray Windows-1252 characters",)


@pytest.mark.parametrize("tongue", [RUSSIAN, CHINESE, FRENCH], ids=lambda t: t.language)
def test_utf_8_cut_inside_a_character_loses_only_that(tongue: Tongue) -> None:
    text = prose(tongue) + "é"
    article = clean(text.encode()[:-1])
    assert article.document.text.startswith(text[:-1])
    assert len(article.document.text) <= len(text)
    assert article.notes
    assert article.language == tongue.language


def test_bytes_without_a_meaning_are_counted() -> None:
    text = prose(RUSSIAN) * 2
    data = text.encode().replace(" мост".encode(), b" \xff\xfe\x81", 1)
    decoded, notes = decode(data)
    assert "\ufffd" in decoded
    assert any("could not be read" in note for note in notes)
    assert decoded.count("берег") == text.count("берег")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"),
        (b"GIF89a\x01\x00\x01\x00", "GIF"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "gzip"),
        (b"\x7fELF\x02\x01\x01", "program"),
        (bytes(range(256)) * 8, "binary"),
        (b"\x00\x01\x02\x03" * 100, "binary"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_text_is_said_to_be_none(data: bytes, what: str) -> None:
    assert what.casefold() in (binary(data) or "").casefold()
    article = clean(data)
    assert article.document.form == "binary"
    assert what.casefold() in article.notes[0].casefold()
    assert article.text == ""
    assert article.headline is None
    assert {b.step.rule for b in article.blocks} == {"read.binary"}


@pytest.mark.parametrize("tongue", [ENGLISH, RUSSIAN, CHINESE, GREEK], ids=lambda t: t.language)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "utf-32"])
def test_text_is_not_taken_for_binary(tongue: Tongue, encoding: str) -> None:
    assert binary(prose(tongue).encode(encoding)) is None


def test_ansi_colours_are_no_sign_of_binary_data() -> None:
    assert binary(b"\x1b[1mbold\x1b[0m and plain text\n" * 20) is None


@pytest.mark.parametrize("data", [b"", b" ", b"\xef\xbb\xbf", b"a", b"\xe9", b"\xff", b"\xff\xfe", b"\x00"])
def test_a_few_bytes_are_enough(data: bytes) -> None:
    decoded, notes = decode(data)
    assert isinstance(decoded, str)
    assert len(decoded) <= len(data)
    assert clean(data).text in ("", decoded.strip())
    assert decoded or not notes or data


@pytest.mark.parametrize("kind", [bytearray, memoryview])
def test_other_bytes_are_bytes_too(kind: type[bytearray] | type[memoryview]) -> None:
    text = prose(FRENCH)
    assert clean(bytes(kind(text.encode()))).text == clean(text).text
    assert clean(kind(text.encode())).text == clean(text).text


@pytest.mark.parametrize("source", [None, 7, ["a"], 1.5])
def test_what_is_neither_text_nor_bytes_is_refused(source: object) -> None:
    with pytest.raises(TypeError, match="must be str, bytes or a tree"):
        clean(source)  # type: ignore[arg-type]
