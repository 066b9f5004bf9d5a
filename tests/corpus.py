"""The pages on disk: fixtures with what is expected, known failures with their reasons, and the seeds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "fixtures"
KNOWN_FAILURES = FIXTURES / "known-failures"
SEEDS = ROOT / "seeds"


@dataclass(frozen=True)
class StoredPage:
    """A page on disk."""

    name: str
    path: Path

    @property
    def source(self) -> str:
        """Its text, with the line ends that it has on disk."""
        return self.path.read_bytes().decode()

    @property
    def expected_path(self) -> Path:
        return self.path.with_name("expected.json")

    @property
    def expected(self) -> dict[str, Any]:
        """What should come out of it."""
        expected: dict[str, Any] = json.loads(self.expected_path.read_text(encoding="utf-8"))
        return expected

    @property
    def reason(self) -> str:
        """Why it is known to fail; empty for a fixture that does not."""
        file = self.path.with_name("reason.txt")
        return file.read_text(encoding="utf-8").strip() if file.exists() else ""


def _pages(folder: Path, name: str) -> tuple[StoredPage, ...]:
    return tuple(StoredPage(f.parent.name, f) for f in sorted(folder.glob(f"*/{name}")))


GOOD = _pages(FIXTURES, "source.txt")
FAILING = _pages(KNOWN_FAILURES, "source.txt")
HTML = _pages(FIXTURES, "source.html")
HTML_FAILING = _pages(KNOWN_FAILURES, "source.html")
SEED_PAGES = tuple(StoredPage(f.stem, f) for f in sorted(SEEDS.glob("*.txt")))
PAGES = (*GOOD, *FAILING, *SEED_PAGES)
