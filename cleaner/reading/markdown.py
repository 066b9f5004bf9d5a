"""The marks of Markdown in a dump: telling such a dump from plain text, and reading a line without them."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.patterns import Pattern

_SIGNS = Pattern(
    r"(?:^|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029])[^\S\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]*"
    r"(?:#{1,6}[^\S\n\r]+\S|```|~~~)|!?\[[^\[\]\n]{0,300}\]\([^()\s]{1,2000}\)"
)
_TOKEN = Pattern(r"!?\[|\]\([^()\s]{1,2000}(?: \"[^\"\n]{0,300}\")?\)")
_LINE_MARK = Pattern(r"[\s\ufeff]*(?:#{1,6}[^\S\n\r]+|(?:>[^\S\n\r]?)+)")
_STRONG = Pattern(r"(\*\*|(?<!\w)__)(?=\S)([^*_\n]{1,500}?)(?<=\S)\1(?!\w)")

_TITLE = Pattern(r"[\s\ufeff]*+#[^\S\n\r]+\S")
"""A heading as the first line makes a text Markdown by itself."""

_ENOUGH = 2
"""Signs (headings, links, code fences) that make a text Markdown elsewhere; one alone may be a hash tag or a
citation."""


def is_markdown(text: str) -> bool:
    """Whether the text is written in Markdown."""
    if not any(mark in text for mark in ("](", "# ", "#\xa0", "#\t", "```", "~~~")):
        return False
    if _TITLE.match(text):
        return True
    signs = _SIGNS.finditer(text)
    return sum(1 for _, _ in zip(range(_ENOUGH), signs, strict=False)) == _ENOUGH


def visible(text: str) -> str:
    """The text of a Markdown line as a reader sees it: without heading and quote marks, images, link targets
    and double emphasis. White space aside, every piece of it is a slice of `text`. Linear in its length."""
    mark = _LINE_MARK.match(text)
    if mark:
        text = text[mark.end() :]
    if "](" in text:
        text = "".join(piece for piece, _ in _pieces(text))
    return _STRONG.sub(r"\2", text) if "**" in text or "__" in text else text


def link_share(text: str) -> float:
    """The share of the line's visible characters that are link text, to one decimal place."""
    if "](" not in text:
        return 0.0
    linked = total = 0
    for piece, in_link in _pieces(text):
        n = sum(map(str.isalnum, piece))
        total += n
        linked += n * in_link
    return round(linked / total, 1) if total else 1.0


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The visible pieces, each with whether it is link text. Images leave one blank."""
    opens: list[int] = []
    closes: dict[int, int] = {}
    tokens = [(m.start(), m.end()) for m in _TOKEN.finditer(text)]
    for i, (start, _) in enumerate(tokens):
        if text[start] == "]":
            if opens:
                closes[i] = opens.pop()
        else:
            opens.append(i)
    matched = set(closes) | set(closes.values())
    depth = hidden = at = 0
    for i, (start, end) in enumerate(tokens):
        if i not in matched:
            continue
        if not hidden and start > at:
            yield text[at:start], depth > 0
        at = end
        opener = closes.get(i, i)
        image = text[tokens[opener][0]] == "!"
        step = -1 if i in closes else 1
        if image:
            hidden += step
            if not hidden:
                yield " ", depth > 0
        else:
            depth += step
    if at < len(text):
        yield text[at:], False
