"""The settings of the site that Sphinx makes of these documents: `sphinx-build -W -n docs SITE`.

The documents are plain Markdown, which reads as well where they lie. So their order stands here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

CHAPTERS = {
    "Using it": ("quick-start", "library", "command-line", "metadata", "explain", "batch", "pipelines", "limits"),
    "Rules": ("rules", "site-packs", "catalogue/README"),
    "Inside": ("how-it-works", "scorer", "benchmark", "testing", "security", "contributing", "sources"),
}
"""The documents in the order in which they are read, by part."""

project = "cleaner"
html_title = "cleaner"
root_doc = "index"
extensions = ["myst_parser"]
myst_heading_anchors = 3  # as far down as links lead; named as other readers of Markdown name them
html_theme = "furo"
html_copy_source = False
html_show_search_summary = False  # needs a server; the search itself works from files too
html_show_copyright = False
html_show_sphinx = False


def setup(app: Any) -> None:
    """Called by Sphinx, with its application."""
    app.connect("source-read", _with_chapters)


def _with_chapters(app: Any, document: str, source: list[str]) -> None:
    """Put the tables of contents behind the documents that need them; `source` holds the text of one."""
    if document == root_doc:
        source[0] += "".join(_contents(part, documents) for part, documents in CHAPTERS.items())
    elif document == "security":  # which points to the file, for those who read it elsewhere
        source[0] = (Path(__file__).parent.parent / "SECURITY.md").read_text(encoding="utf-8")
    elif document == "catalogue/README":
        source[0] += "\n```{toctree}\n:hidden:\n:glob:\n\n[!R]*\n```\n"


def _contents(part: str, documents: tuple[str, ...]) -> str:
    return "\n".join(("", "```{toctree}", ":hidden:", f":caption: {part}", "", *documents, "```", ""))
