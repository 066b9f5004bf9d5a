"""Metamorphic changes: how often the body of a page changes where it should not, by kind of change.

Known chrome is put into pages, taken out and moved, and their form is changed; what comes out is compared with what
came out before. What is left over can be printed, to be looked at.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.metamorphic import CHANGES, INSERTIONS, Subject, body, generated, stored

_GENERATED = 600
"""Invented pages beside the stored ones."""

_OFTENER = 2
"""Times that an insertion is drawn for each other change: those are what must not change the body at all."""


class Row(NamedTuple):
    """A row of the table: a kind of change, and on which pages."""

    kind: str
    form: str
    source: str


class Tally:
    """Changes by row, and those that changed the body. file: holds those of earlier runs, which are counted in."""

    def __init__(self, file: Path | None = None) -> None:
        self.tried: Counter[Row] = Counter()
        self.differing: defaultdict[Row, list[str]] = defaultdict(list)
        if file and file.exists():
            for row, tried, differing in json.loads(file.read_text(encoding="utf-8")):
                self.tried[Row(*row)] = tried
                self.differing[Row(*row)] = differing

    def write(self, file: Path) -> None:
        """Keep all for a later run."""
        rows = [(row, tried, self.differing[row]) for row, tried in self.tried.items()]
        file.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")

    def table(self) -> Iterator[str]:
        """The rows as a table of Markdown: insertions first."""
        yield "| Change | Form | Pages | Changes | Body changed | Share |"
        yield "|---|---|---|---|---|---|"
        for row in sorted(self.tried, key=lambda r: (r.kind, r.form, r.source)):
            tried, differing = self.tried[row], len(self.differing[row])
            yield f"| {row.kind} | {row.form} | {row.source} | {tried:,} | {differing:,} | {differing / tried:.2%} |"
        tried, differing = self.tried.total(), sum(map(len, self.differing.values()))
        yield f"| all | | | {tried:,} | {differing:,} | {differing / tried:.2%} |"


def run(subjects: Sequence[Subject], changes: int, tally: Tally) -> None:
    """Count so many more changes of pages drawn at random; those that a page does not allow are not counted."""
    before = tally.tried.total()
    rng = random.Random(before)
    choices = (*CHANGES, *INSERTIONS * (_OFTENER - 1))
    while tally.tried.total() - before < changes:
        page = rng.choice(subjects)
        changed = rng.choice(choices)(page, rng)
        if changed is None:
            continue
        row = Row(changed.kind, "HTML" if page.form == "html" else "text", "generated" if page.lines else "stored")
        tally.tried[row] += 1
        if body(page.cleaned(changed.source)) != page.body:
            tally.differing[row].append(f"{page.name}: {changed.what}")


def main() -> int:
    """Change pages, and print what changed their bodies."""
    parser = argparse.ArgumentParser(description="How often the body changes when known chrome or the form does.")
    parser.add_argument("--changes", type=int, default=100_000, metavar="N")
    parser.add_argument("--file", type=Path, help="goes on with what is counted there, and keeps it")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the N commonest changes of each row")
    options = parser.parse_args()
    subjects = [*stored(), *map(generated, range(_GENERATED))]
    tally = Tally(options.file)
    run(subjects, options.changes, tally)
    if options.file:
        tally.write(options.file)
    print("\n".join(tally.table()))
    for row, said in tally.differing.items() if options.show else ():
        print(f"\n{row.kind}, {row.form}, {row.source}")
        for what, times in Counter(said).most_common(options.show):
            print(f"  {times} {what}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
