"""What the documents name is there: rules, passes, files, options, headings that links lead to."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from cleaner import clean
from cleaner.passes import PASSES
from docs import catalogue
from tests.corpus import ROOT, SEEDS
from tests.documents import DOCUMENTS

RULES = frozenset(re.findall(r"`([a-z_]+(?:\.[a-z0-9-]+)+)`", "\n".join(catalogue.pages().values())))
NAMESPACES = frozenset(rule.partition(".")[0] for rule in RULES)


def read(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def anchors(document: Path) -> set[str]:
    """The headings of a document, as links name them."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", read(document), flags=re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_what_a_document_names_is_there(document: Path) -> None:
    text = read(document)
    rules = [name for name in re.findall(r"`([a-z_]+(?:\.[a-z0-9-]+)+)`", text) if name.partition(".")[0] in NAMESPACES]
    assert [name for name in rules if name not in RULES] == []
    files = re.findall(r"`((?:cleaner|benchmarks|training|tests|docs|\.ci)/[\w/.-]+)`", text)
    assert [name for name in files if not (ROOT / name).exists()] == []
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", text):
        linked = (document.parent / target).resolve() if target else document
        assert linked.exists(), target
        assert not anchor or anchor in anchors(linked), f"{target}#{anchor}"


def test_the_passes_stand_in_their_order() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", read(ROOT / "docs" / "how-it-works.md"), re.MULTILINE)
    order = [recognise.__module__.rpartition(".")[2] for recognise in PASSES]
    assert [row for row in rows if row in order] == order


def test_every_document_is_in_the_index() -> None:
    linked = re.findall(r"\]\((docs/[\w-]+\.md)\)", read(ROOT / "README.md"))
    assert sorted({f"docs/{d.name}" for d in DOCUMENTS if d.parent.name == "docs"} - set(linked)) == []


def test_the_picture_shows_what_comes_of_the_page() -> None:
    """Each row of docs/page-to-blocks.svg: a line, what it is, the rule, and the line again where it stays."""
    page = ElementTree.parse(ROOT / "docs" / "page-to-blocks.svg")
    rows: dict[str, list[str]] = {}
    for text in page.iter("{http://www.w3.org/2000/svg}text"):
        rows.setdefault(text.attrib["y"], []).append(text.text or "")
    shown = [row for row in rows.values() if len(row) > 2 and row[2] in RULES]
    assert len(shown) == 15
    blocks = iter(clean((SEEDS / "003_f5af9b3132d8aeab.txt").read_bytes()).blocks)
    for line, label, rule, *kept in shown:
        block = next((b for b in blocks if b.text.startswith(line.removesuffix(" …")) and b.step.rule == rule), None)
        assert block is not None, line
        assert label.removeprefix("− ") == (block.kind or block.label).replace("_", " ")
        assert label.startswith("−") == (block.label == "boilerplate")
        assert bool(kept and line.endswith(kept[0])) == (block.label != "boilerplate")
