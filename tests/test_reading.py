"""Telling HTML from plain text, and plain text into blocks with their facts."""

from __future__ import annotations

import pytest

from cleaner import clean
from cleaner.document import Document
from cleaner.reading import looks_like_html, read
from cleaner.reading.text import read_text

HTML = {
    "doctype": "<!DOCTYPE html>\n<title>A page</title>",
    "doctype in lower case, no closing tag": "<!doctype html><p>One<p>Two",
    "html": "<html><body><p>One</p></body></html>",
    "html with attributes": '<html lang="en"><head><title>x</title>',
    "byte-order mark": "\ufeff<!DOCTYPE html><html></html>",
    "blank lines above": "\n\n  <!DOCTYPE html>\n<html></html>",
    "XML declaration": '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD">',
    "comment above": "<!-- saved from url=(0014)about:internet -->\n<html><body></body></html>",
    "two comments above": "<!-- a -->\n<!-- b - c -->\n<html></html>",
    "fragment": "<p>One paragraph.</p><p>Another.</p>",
    "article fragment": "<article><h1>Bridge</h1><p>Beams.</p></article>",
    "div": '<div class="story"><p>One.</p></div>',
    "fragment behind words": "Tram <p>One.</p>\n<p>Two.</p>\n<p>Three.</p>\n<p>Four.</p>",
    "upper case": "<HTML><BODY><P>One</P></BODY></HTML>",
    "link list": '<a href="/a">A</a> <a href="/b">B</a> <a href="/c">C</a> <a href="/d">D</a>',
}

TEXT = {
    "empty": "",
    "words": "The old bridge.\n\nIt stands.",
    "one tag named": "Use the <p> tag for paragraphs, and close it with </p> where you like.",
    "a lesson": "The <html> element is the root. " * 3
    + "Close it with </html>, and </body> before. "
    + "Words. " * 400,
    "opens with a tag in prose": "<p> is the tag that opens a paragraph.",
    "comparison": "if a < b and b > c then a <c>",
    "e-mail address": "Write to Ann <ann@harbour.example> or Bob <bob@harbour.example>.",
    "angle quotes": "<<Der alte Turm>> steht noch.",
    "Markdown autolinks": "<https://harbour.example>\n<https://harbour.example/b>\n",
    "a heart": "I <3 bridges",
    "code in prose": "```\n<div></div>\n```\n" + "The bridge will be repaired with oak beams. " * 60,
    "generic types": "List<a> and Map<p, a> are types.",
}


@pytest.mark.parametrize("name", HTML)
def test_html_is_told(name: str) -> None:
    assert looks_like_html(HTML[name])
    assert clean(HTML[name]).document.form == "html"
    assert clean(HTML[name].encode()).document.form == "html"


@pytest.mark.parametrize("name", TEXT)
def test_plain_text_is_told(name: str) -> None:
    assert not looks_like_html(TEXT[name])
    assert clean(TEXT[name]).document.text == TEXT[name]


@pytest.mark.parametrize("name", HTML)
def test_html_may_be_read_as_text(name: str) -> None:
    assert clean(HTML[name], kind="text").document.text == HTML[name]


@pytest.mark.parametrize("name", TEXT)
def test_text_may_be_declared_html(name: str) -> None:
    assert clean(TEXT[name], kind="html").document.form == "html"


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="auto, text, html"):
        clean("x", kind="pdf")  # type: ignore[arg-type]


def pieces(document: Document) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks]


def test_a_line_is_a_block_and_blank_lines_end_it() -> None:
    assert pieces(read_text("one\ntwo\n\n \nthree\n")) == ["one\n", "two\n\n \n", "three\n"]


def test_blank_lines_above_go_with_the_first_block() -> None:
    assert pieces(read_text("\n\n one\n")) == ["\n\n one\n"]


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n", "\u200b\n"])
def test_a_text_of_nothing_is_at_most_one_block(text: str) -> None:
    assert pieces(read_text(text)) == ([text] if text else [])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_line_end_ends_a_line(end: str) -> None:
    assert pieces(read_text(f"one{end}two{end}")) == [f"one{end}", f"two{end}"]


def test_a_gap_is_a_blank_line_above() -> None:
    gaps = [b.facts.gap for b in read_text("one\ntwo\n\nthree\n \nfour").blocks]
    assert gaps == [False, False, True, True]


@pytest.mark.parametrize("mark", ["- ", "* ", "• ", "· ", "– ", "1. ", "12) ", "a) ", "(b) ", "+ ", "►\u00a0"])
def test_a_list_mark_is_seen(mark: str) -> None:
    assert [b.facts.item for b in read_text(f"{mark}oak beams\n{mark}copper").blocks] == [True, True]


@pytest.mark.parametrize("text", ["-oak", "1.5 metres", "2025. ", "- ", "*", "1986) x", "A bridge", "…"])
def test_what_only_looks_like_a_list_mark_is_none(text: str) -> None:
    assert [b.facts.item for b in read_text(text).blocks] == [False]


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        ("\0", "NUL"),
        ("\x07", "control"),
        ("\ud800", "lone surrogate"),
        ("\u202e", "bidirectional control"),
        ("\ufffd", "replacement"),
    ],
)
def test_odd_characters_are_counted(odd: str, said: str) -> None:
    assert read_text(f"a{odd}b\n").notes == (f"the text holds 1 {said} character",)
    assert read_text(f"a{odd}b{odd}\n").notes == (f"the text holds 2 {said} characters",)


def test_plain_text_has_no_notes() -> None:
    assert read_text("One line.\n\tAnother, “quoted”.\r\n日本語\n").notes == ()


def test_read_tells_the_form() -> None:
    assert read("plain words").form == "text"
    assert read("# One\n\n## Two\n").form == "markdown"
    assert read(b"\x89PNG").form == "binary"
