"""Changes to inputs that bytes alone would not come by: lines that go, come, double and swap, and known phrases."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import lru_cache

from cleaner.rules import built_in
from tests.words import COMMENTS, MENU, TITLES, TONGUES

Change = Callable[[random.Random, list[bytes]], list[bytes]]

_MARKS = (
    *(
        "# ",
        "## ",
        "> ",
        "* ",
        "- ",
        "1. ",
        "| a | b |\n|---|---|\n",
        "```\n",
        "---\n",
        "[a](b)",
        "![c](d)",
        "**",
        "__",
    ),
    *("\r\n", "\r", "\n\n", "\n", "\t", "\x85", "\u2028", "\u00a0", "\ufeff", "\u200b", "\u202e", "\0", "\x0c"),
    *("“", "”", "’", "…", "—", "·", "©", "|", "»", "。", "？", "e\u0301", "ﬁ", "①", "Ⅷ", "ß", "İ", "ǅ"),
    *(
        "By ",
        "13 July 2025",
        "3 min read",
        "(Reuters) – ",
        "LONDON — ",
        "Photo: ",
        "Did you know?",
        "https://a.example/b",
    ),
)
_TAGS = (
    *("<p>", "</p>", "<div>", "</div>", "<article>", "</article>", "<h1>", "</h1>", "<br>", "<a href=x>", "</a>"),
    *(
        "<nav>",
        "<aside>",
        "<footer>",
        "<header>",
        "<ul><li>",
        "</ul>",
        "<table><tr><td>",
        "</table>",
        "<pre>",
        "</pre>",
    ),
    *("<figure><figcaption>", "<blockquote>", "<time datetime=2024-05-04>", "<template>", "<noscript>", "<svg>"),
    *(
        "<div class='share comments'>",
        "<p hidden>",
        "<span style='display:none'>",
        "<!-- ",
        " -->",
        "<![CDATA[",
        "&amp;",
    ),
    *("<script type=application/ld+json>", '{"@type":"NewsArticle","headline":"x","datePublished":"2024-05-04T10:00"}'),
    *(
        "</script>",
        "<meta property=og:title content='x'>",
        "<base href=//x>",
        "<title>x</title>",
        "<html lang=de>",
        "&#0;",
    ),
)
_BYTES = (
    *(
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xff\xfe\0\0",
        b"\0",
        b"\x1b$B",
        b"\xe9",
        b"\xc3",
        b"\x93",
        b"%PDF-",
    ),
    *(
        b'<meta charset="utf-16">',
        b"<?xml version='1.0' encoding='cp1252'?>",
        b"charset=shift_jis",
        b"{",
        b"}",
        b"[[rules]]\n",
    ),
    *(
        b'id = "a.b"\n',
        b'kind = "share"\n',
        b'why = "c"\n',
        b'phrases = ["d"]\n',
        b'line = "(e|f)+"\n',
        b'prefix = "g"\n',
    ),
    *(
        b'pair = ["h", "i"]\n',
        b'opens = "section"\n',
        b"opens = 3\n",
        b'silence = ["en.poll.votes"]\n',
        b'keep = ["j"]\n',
    ),
)


def mutated(data: bytes, seed: int, most: int) -> bytes:
    """The input with one to four changes. seed: tells which. most: bytes that it may have at most."""
    rng = random.Random(seed)
    for _ in range(rng.randint(1, 4)):
        lines = data.splitlines(keepends=True) or [b""]
        data = b"".join(rng.choice(_CHANGES)(rng, lines))
    return data[:most]


@lru_cache(maxsize=1)
def tokens() -> tuple[bytes, ...]:
    """What the readers, the rules and the passes look for, to be put in anywhere."""
    phrases = [rule.phrases[0] for pack in built_in() for rule in pack.rules if rule.phrases]
    return (*(t.encode() for t in (*_MARKS, *_TAGS, *phrases)), *_BYTES)


@lru_cache(maxsize=1)
def _known_lines() -> tuple[bytes, ...]:
    """Lines that rules know, and lines of prose, of menus and of comments."""
    examples = [e for pack in built_in() for rule in pack.rules for e in (*rule.removes, *rule.keeps)]
    prose = [tongue.sentence(97 * k) for tongue in TONGUES for k in range(8)]
    words = [w for tongue in TONGUES for w in (*tongue.headlines, *tongue.headings, *tongue.items, *tongue.names)]
    return tuple(line.encode() for line in (*examples, *prose * 4, *words, *MENU, *TITLES, *COMMENTS))


def _delete(rng: random.Random, lines: list[bytes]) -> list[bytes]:
    at = rng.randrange(len(lines))
    return lines[:at] + lines[at + rng.randint(1, 6) :]


def _double(rng: random.Random, lines: list[bytes]) -> list[bytes]:
    at = rng.randrange(len(lines) + 1)
    return [*lines[:at], rng.choice(lines), *lines[at:]]


def _swap(rng: random.Random, lines: list[bytes]) -> list[bytes]:
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return lines


def _cut(rng: random.Random, lines: list[bytes]) -> list[bytes]:
    at = rng.randrange(len(lines))
    line = lines[at]
    first, last = sorted((rng.randint(0, len(line)), rng.randint(0, len(line))))
    lines[at] = line[:first] + line[last:]
    return lines


def _known_line(rng: random.Random, lines: list[bytes]) -> list[bytes]:
    at = rng.randrange(len(lines) + 1)
    end = rng.choice((b"\n", b"\n\n", b"\r\n"))
    return [*lines[:at], rng.choice(_known_lines()) + end, *lines[at:]]


def _token(rng: random.Random, lines: list[bytes]) -> list[bytes]:
    at = rng.randrange(len(lines))
    where = rng.choice((0, rng.randint(0, len(lines[at]))))
    lines[at] = lines[at][:where] + rng.choice(tokens()) + lines[at][where:]
    return lines


def _join(rng: random.Random, lines: list[bytes]) -> list[bytes]:
    at = rng.randrange(len(lines))
    lines[at] = lines[at].rstrip() + rng.choice((b"", b" "))
    return lines


def _break(rng: random.Random, lines: list[bytes]) -> list[bytes]:
    at = rng.randrange(len(lines))
    blank = lines[at].find(b" ", rng.randint(0, len(lines[at])))
    if blank >= 0:
        lines[at] = lines[at][:blank] + rng.choice((b"\n", b"\n\n", b".\n\n")) + lines[at][blank + 1 :]
    return lines


def _spoil(rng: random.Random, lines: list[bytes]) -> list[bytes]:
    at = rng.randrange(len(lines))
    where = rng.randint(0, len(lines[at]))
    lines[at] = lines[at][:where] + rng.randbytes(rng.randint(1, 3)) + lines[at][where + rng.randint(0, 2) :]
    return lines


_CHANGES: tuple[Change, ...] = (_delete, _double, _swap, _cut, _known_line, _known_line, _token, _join, _break, _spoil)
