"""Writes the catalogue of rules from the packs, so that it says what the rules say.

python -m docs.catalogue            # write docs/catalogue/
python -m docs.catalogue --check    # exit 1 when it is not what would be written
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cleaner.explain.reasons import OF_PASSES
from cleaner.rules import built_in
from cleaner.rules.rule import SECTION, Pack, Rule

FOLDER = Path(__file__).parent / "catalogue"

LANGUAGES = {
    "common": "Any language",
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "pt": "Portuguese",
    "it": "Italian",
    "ru": "Russian",
    "el": "Greek",
    "pl": "Polish",
    "zh": "Chinese",
}
"""What the packs are called in words."""

_PHRASES = 12
"""Phrases of a rule that are shown; some have hundreds."""


def pages() -> dict[str, str]:
    """The files of the catalogue, by name."""
    packs = built_in()
    return {
        "README.md": _written(_index(packs)),
        "passes.md": _written(_passes()),
        **{f"{pack.name}.md": _written(_pack(pack)) for pack in packs},
    }


def stale() -> list[str]:
    """The names of files that are missing, out of date, or no part of the catalogue."""
    wanted = pages()
    present = {file.name: file.read_text(encoding="utf-8") for file in FOLDER.glob("*.md")}
    return sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))


def main() -> int:
    """Write the catalogue, or check it."""
    parser = argparse.ArgumentParser(description="Write docs/catalogue/ from the rule packs.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when it is out of date")
    names = stale()
    if parser.parse_args().check:
        for name in names:
            print(f"docs/catalogue/{name} is out of date: run python -m docs.catalogue", file=sys.stderr)
        return 1 if names else 0
    FOLDER.mkdir(exist_ok=True)
    wanted = pages()
    for name in names:
        if name in wanted:
            (FOLDER / name).write_text(wanted[name], encoding="utf-8")
        else:
            (FOLDER / name).unlink()
    print(f"{len(names)} of {len(wanted)} files written")
    return 0


def _written(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def _index(packs: Iterable[Pack]) -> Iterator[str]:
    held = list(packs)
    yield "# The catalogue of rules"
    yield ""
    yield "Written from the rules themselves by `python -m docs.catalogue`; do not edit it. How rules match, and how to"
    yield "write one, is in [rules.md](../rules.md)."
    yield ""
    yield "| Pack | Rules | Phrases | Patterns | Examples |"
    yield "|---|---|---|---|---|"
    for pack in held:
        yield _counted(f"[{LANGUAGES[pack.name]}]({pack.name}.md)", pack.rules)
    yield _counted("All", [rule for pack in held for rule in pack.rules])
    yield ""
    yield "Lines that no rule of a pack knows are decided by the [passes](passes.md), which have rules of their own."


def _counted(name: str, rules: Sequence[Rule]) -> str:
    """A row of the index."""
    phrases = sum(len(rule.phrases) for rule in rules)
    patterns = sum(not rule.phrases for rule in rules)
    examples = sum(len(rule.removes) + len(rule.keeps) for rule in rules)
    return f"| {name} | {len(rules)} | {phrases} | {patterns} | {examples} |"


def _passes() -> Iterator[str]:
    yield "# The rules of the passes"
    yield ""
    yield "They have no phrases: each is code that looks at how a page is built. What each pass looks for, and in which"
    yield "order they speak, is in [how-it-works.md](../how-it-works.md). All but `structure` can be silenced."
    yield ""
    yield "| Rule | Why |"
    yield "|---|---|"
    for rule, why in OF_PASSES.items():
        yield f"| `{rule}` | {why} |"


def _pack(pack: Pack) -> Iterator[str]:
    yield f"# {LANGUAGES[pack.name]}: the rules of `{pack.name}`"
    yield ""
    kinds: dict[str, list[Rule]] = {}
    for rule in pack.rules:
        kinds.setdefault(rule.kind, []).append(rule)
    yield " · ".join(f"[{_spoken(kind)}](#{kind.replace('_', '-')})" for kind in kinds)
    for kind, rules in kinds.items():
        yield ""
        yield f"## {_spoken(kind)}"
        for rule in rules:
            yield ""
            yield from _rule(rule)


def _rule(rule: Rule) -> Iterator[str]:
    yield f"### `{rule.id}`"
    yield ""
    yield rule.why
    yield ""
    if rule.phrases:
        shown = ", ".join(map(_code, rule.phrases[:_PHRASES]))
        more = len(rule.phrases) - _PHRASES
        yield f"- Phrases: {shown}{f' and {more} more' if more > 0 else ''}"
    for name, pattern in (("Line", rule.line), ("Prefix", rule.prefix)):
        if pattern:
            yield f"- {name}: {_code(pattern)}"
    if rule.pair:
        yield f"- Pair: {_code(rule.pair[0])} above {_code(rule.pair[1])}"
    if rule.opens:
        yield f"- Takes along: {'a section' if rule.opens >= SECTION else f'up to {rule.opens} lines'}"
    yield f"- Removes: {', '.join(map(_code, rule.removes))}"
    yield f"- Keeps: {', '.join(map(_code, rule.keeps))}"


def _spoken(kind: str) -> str:
    return kind.replace("_", " ")


def _code(text: str) -> str:
    """The text as code in Markdown, whatever it holds; line ends as a sign."""
    line = text.replace("\n", " ⏎ ")
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", line)), default=0))
    pad = " " if line.startswith(("`", " ")) or line.endswith(("`", " ")) else ""
    return f"{fence}{pad}{line}{pad}{fence}"


if __name__ == "__main__":
    raise SystemExit(main())
