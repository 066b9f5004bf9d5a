"""Sites in a run: which one a document is of, and the folder of packs of which each document gets its own site's."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from cleaner.batch.inputs import InputFile
from cleaner.batch.item import Item
from cleaner.cleaning import Cleaner
from cleaner.learning import SitePack, site_of
from cleaner.rules.rule import Pack

_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE)
"""A folder that is named so was made by a crawler for a site."""

_UNSAFE = re.compile(r"[^\w.-]|^\.")
"""Characters that a file's name is better without; a dot in front hides it."""

_LONGEST = 100
"""Characters of a site's name that its file keeps."""

_HELD = 256
"""Packs that a worker keeps at hand."""


def sites_path(output: str) -> str:
    """The folder of the packs that are learned for an output."""
    return output.rstrip("/") + ".sites"


def site_of_document(item: Item, id: str, url: str | None) -> str:
    """The site that a document counts to.

    It is the host of its address, or of its id where that is one. Else it is told by where the document lies: the
    first folder that is named like a host; the first folder below that which all inputs share; the folder it is in.
    A file of many documents takes the place of a folder, without its endings.
    """
    host = site_of(url or "") or site_of(id)
    return host or _site_of_place(item.file, item.place if item.file.kind == "zip" else "")


def _site_of_place(file: InputFile, member: str) -> str:
    folders = [part for part in (*Path(file.path).parts[:-1], *member.split("/")[:-1]) if part != os.sep]
    named = next((folder for folder in folders if _HOST.fullmatch(folder)), "")
    if named:
        return site_of(f"//{named}")
    inside, here = member.split("/"), file.name.split("/")
    if len(inside) > 1:
        return inside[0]
    if file.kind != "page":
        return here[-1].lstrip(".").partition(".")[0]
    return here[0] if len(here) > 1 else os.path.basename(os.path.dirname(os.path.abspath(file.path)))


class SitePacks(NamedTuple):
    """A folder of packs, one TOML file a site. Picklable, for the workers read it."""

    folder: str

    def cleaner(self, cleaner: Cleaner, site: str) -> Cleaner:
        """The cleaner for a site's pages: with its pack, if there is one. Raises PackError."""
        pack = _pack(os.path.join(self.folder, _file_name(site)))
        return cleaner.with_packs([pack]) if pack else cleaner

    def digest(self) -> str:
        """A digest of all packs. Raises PackError for one that is not sound, OSError."""
        from cleaner.rules.toml import load_pack

        digest = hashlib.blake2b(digest_size=16)
        for file in sorted(Path(self.folder).glob("*.toml")):
            load_pack(file)
            digest.update(f"{file.name}\0".encode(errors="surrogateescape") + file.read_bytes() + b"\0")
        return digest.hexdigest()

    def write(self, packs: Mapping[str, SitePack]) -> None:
        """Write packs by their sites; the folder is there when all are, and is theirs alone."""
        part = Path(f"{self.folder}.part")
        _clear(part)
        part.mkdir(parents=True)
        for site, learned in packs.items():
            (part / _file_name(site)).write_text(learned.toml(), encoding="utf-8", errors="replace")
        part.replace(self.folder)

    def forget(self) -> None:
        """Remove what was learned before."""
        _clear(Path(self.folder))

    def number(self) -> int:
        """How many sites have a pack."""
        return sum(1 for _ in Path(self.folder).glob("*.toml"))


def _clear(folder: Path) -> None:
    """Remove a folder of packs. Raises OSError where anything else lies in it."""
    if not folder.exists():
        return
    for file in folder.glob("*.toml"):
        file.unlink()
    folder.rmdir()


def _file_name(site: str) -> str:
    """The name of a site's file: as the site is called, as far as that is a good name for a file."""
    plain = _UNSAFE.sub("_", site)[:_LONGEST]
    mark = "" if plain == site else "-" + hashlib.blake2b(site.encode(errors="replace"), digest_size=4).hexdigest()
    return f"{plain}{mark}.toml"


@lru_cache(maxsize=_HELD)
def _pack(path: str) -> Pack | None:
    from cleaner.rules.toml import load_pack

    return load_pack(path) if os.path.exists(path) else None
