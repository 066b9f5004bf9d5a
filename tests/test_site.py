"""The site of the documents: it builds without a warning, its links lead somewhere, it loads nothing from elsewhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import turbohtml

from docs import conf
from tests.corpus import ROOT

_NEEDED = bool(os.environ.get("CLEANER_SITE"))
_LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "embed": "src"}
_STYLES = frozenset(("stylesheet", "preload", "prefetch", "icon", "preconnect", "dns-prefetch", "modulepreload"))

Links = dict[Path, list[tuple[str, str, str]]]
"""By page: the tag of each element that leads somewhere, its relation, and the address."""


def build(source: Path, to: Path) -> str:
    """What Sphinx says of a folder of documents; nothing when all is well."""
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-n", "-q", str(source), str(to)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    return done.stderr if done.returncode else ""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as it is built."""
    if not _NEEDED and any(find_spec(name) is None for name in ("sphinx", "myst_parser", "furo")):
        pytest.skip("needs Sphinx: pip install 'cleaner[docs]'")
    folder = tmp_path_factory.mktemp("site")
    assert build(ROOT / "docs", folder) == ""
    return folder


@pytest.fixture(scope="module")
def links(site: Path) -> Links:
    return {page: list(_links(page)) for page in sorted(site.rglob("*.html"))}


def _links(page: Path) -> Iterator[tuple[str, str, str]]:
    tree = turbohtml.parse(page.read_text(encoding="utf-8"))
    for element in tree.iter_elements(("a", "link", *_LOADED)):
        address = element.attrs.get(_LOADED.get(element.tag, "href"))
        if isinstance(address, str):
            yield element.tag, str(element.attrs.get("rel") or ""), address


def _names(page: Path) -> frozenset[str]:
    return frozenset(re.findall(r'\sid="([^"]+)"', page.read_text(encoding="utf-8")))


def test_every_document_is_in_the_site(site: Path) -> None:
    named = [document for part in conf.CHAPTERS.values() for document in part]
    assert len(named) == len(set(named))
    assert {document.stem for document in (ROOT / "docs").glob("*.md")} == {
        name for name in named if "/" not in name
    } | {"index"}
    index = (site / "index.html").read_text(encoding="utf-8")
    assert [name for name in named if f'href="{name}.html"' not in index] == []
    assert "What is promised" in (site / "security.html").read_text(encoding="utf-8")


def test_links_lead_somewhere(site: Path, links: Links) -> None:
    names = {page: _names(page) for page in links}
    for page, found in links.items():
        for _, _, address in found:
            parts = urlsplit(address)
            if parts.scheme or address in ("#", ""):
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            assert target.is_file(), f"{page.name}: {address}"
            assert not parts.fragment or target not in names or unquote(parts.fragment) in names[target], address


def test_links_to_elsewhere_have_their_form(links: Links) -> None:
    for page, found in links.items():
        for tag, _, address in found:
            parts = urlsplit(address)
            if parts.scheme and parts.scheme != "data":
                assert (tag, parts.scheme) == ("a", "https"), f"{page.name}: {address}"
                assert re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}", parts.netloc), address


def test_pages_ask_the_network_for_nothing(site: Path, links: Links) -> None:
    for page, found in links.items():
        for tag, relation, address in found:
            if tag in _LOADED or (tag == "link" and _STYLES & set(relation.split())):
                assert urlsplit(address).scheme in ("", "data"), f"{page.name}: {address}"
                assert not address.startswith("//"), f"{page.name}: {address}"
    for style in site.rglob("*.css"):
        loaded = re.findall(r"(?:url\(|@import)\s*[\"']?([^\"')\s]+)", style.read_text(encoding="utf-8"))
        assert [address for address in loaded if re.match(r"(?:https?:)?//", address)] == [], style.name


@pytest.mark.parametrize(
    "wrong", ["[x](no-such.md)", "[x](limits.md#no-such-heading)", "[x](#no-such)", "![x](no-such.png)"]
)
def test_what_leads_nowhere_fails_the_build(site: Path, tmp_path: Path, wrong: str) -> None:
    source = tmp_path / "docs"
    (source / "catalogue").mkdir(parents=True)
    (source / "conf.py").write_text("from docs.conf import *\ndef setup(app):\n    pass\n", encoding="utf-8")
    shutil.copy(ROOT / "docs" / "limits.md", source)
    (source / "index.md").write_text(f"# Index\n\n{wrong}\n\n```{{toctree}}\nlimits\n```\n", encoding="utf-8")
    said = build(source, tmp_path / "site")
    assert "index.md:3: WARNING" in said
