"""The elements of HTML, by what they do to the text in them."""

from __future__ import annotations

from cleaner.document import MarkKind

BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav noscript ol optgroup p "
    "pre search section select summary table tbody td template textarea tfoot th thead tr ul xmp listing".split()
)
"""Elements that start a line of their own, as browsers show them."""

WITHOUT_TEXT = frozenset(
    "script style head svg iframe noembed noframes object embed video audio canvas map datalist annotation "
    "annotation-xml param source track meta link base title".split()
)
"""Elements whose text no reader sees in a browser that runs."""

CONTEXTS = {
    **{tag: tag for tag in "nav aside footer header article main figure figcaption form dialog noscript".split()},
    **{tag: tag for tag in "button details summary address caption select textarea".split()},
    **dict.fromkeys("ul ol dl menu dir".split(), "list"),
    "table": "table",
    "blockquote": "quote",
    "pre": "code",
    "xmp": "code",
    "listing": "code",
    "search": "form",
}
"""What an element adds to where its text stands."""

ROLES = {
    "navigation": "nav",
    "menu": "nav",
    "menubar": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "aside",
    "main": "main",
    "article": "article",
    "dialog": "dialog",
    "alertdialog": "dialog",
    "search": "form",
    "form": "form",
    "figure": "figure",
    "list": "list",
    "button": "button",
}
"""The same for values of the attribute `role`."""

EMPHASIS: dict[str, MarkKind] = {
    "b": "strong",
    "strong": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "cite": "emphasis",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
}
"""What marks the text in it, and how."""

HEADINGS = {f"h{n}": n for n in range(1, 7)}
"""The level of each heading."""
