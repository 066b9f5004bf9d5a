"""The report: one HTML file that holds the whole page, what was kept as reading matter, and why each line went.

The file needs nothing but itself. Its policy lets no other style or script run than the two that are written into
it, named by their hashes, and lets nothing be loaded from anywhere.
"""

from __future__ import annotations

import base64
import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.article import Article
from cleaner.explain.escaping import harmless_inline
from cleaner.explain.view import FAMILIES, spoken, view
from cleaner.extras import install
from cleaner.rules.rule import Pack

if TYPE_CHECKING:
    import jinja2

_MISSING = f"the report page needs jinja2: {install('report')}"

_LONGEST_VALUE = 160
"""Characters of a field's value that the panel shows; the page itself has them all."""

_SURE = ((0.9, "very likely right"), (0.75, "likely right"), (0.5, "worth a look"), (0.0, "do not trust it"))
"""What a page's confidence means, from which value on."""


class Found(NamedTuple):
    """A field of the article as the panel shows it. line: the number of the block that holds it, if one does.
    percent: its confidence."""

    name: str
    value: str
    source: str
    rule: str
    line: int | None
    percent: int


def report(article: Article, *, source: str = "", packs: Sequence[Pack] = ()) -> str:
    """The report on an article, as the text of an HTML file; it can always be encoded as UTF-8.

    source: what the page is called, such as its file name. packs: the user's own, for the reasons of their rules.

    Raises ModuleNotFoundError, with what to install, where jinja2 is missing.
    """
    seen = view(article, packs)
    return rendered(
        "report.html",
        title=harmless_inline(article.headline or source or "A page without a headline"),
        source=harmless_inline(source),
        language=harmless_inline(article.language or ""),
        article=bool(article.text),
        view=seen,
        lines=len(seen.rows),
        removed=sum(t.lines for t in seen.removed),
        found=list(_found(article)),
        notes=[harmless_inline(note) for note in article.notes],
        percent=None if article.confidence is None else round(100 * article.confidence),
        sure=next((words for least, words in _SURE if (article.confidence or 0) >= least), ""),
    )


def rendered(template: str, **values: Any) -> str:
    """A template with the values, and with the style and script that its policy allows.

    Raises ModuleNotFoundError, with what to install, where jinja2 is missing.
    """
    return _environment().get_template(template).render(values)


def _found(article: Article) -> Iterator[Found]:
    starts = [b.start for b in article.labels.blocks]
    for field in article.fields:
        value = harmless_inline(field.value)
        yield Found(
            spoken(field.name),
            value if len(value) <= _LONGEST_VALUE else value[: _LONGEST_VALUE - 1] + "…",
            harmless_inline(field.source),
            harmless_inline(field.rule),
            None if field.start is None else bisect_right(starts, field.start) - 1,
            round(100 * field.confidence),
        )


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    """The templates, with everything that is put into them escaped."""
    try:
        import jinja2
        from markupsafe import Markup
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(_MISSING, name=error.name) from None
    environment = jinja2.Environment(
        autoescape=True,
        loader=jinja2.FunctionLoader(_file),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["spoken"] = spoken
    style, script = _file("report.css"), _file("report.js")
    environment.globals.update(
        policy="; ".join(
            (
                "default-src 'none'",
                f"style-src '{_hash(style)}'",
                f"script-src '{_hash(script)}'",
                "img-src data:",
                "base-uri 'none'",
                "form-action 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types 'none'",
            )
        ),
        style=Markup(style),
        script=Markup(script),
        families=FAMILIES,
    )
    return environment


def _file(name: str) -> str:
    return files("cleaner.explain").joinpath("pages", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """How a policy names an inline style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
