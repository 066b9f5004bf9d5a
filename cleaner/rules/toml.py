"""Packs of users and sites: TOML files with the same fields as the built-in rules, checked before use."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any

import regex

from cleaner.document import KINDS
from cleaner.rules.rule import MAX_PHRASE, REST, SECTION, Pack, PackError, Rule, timed

_ID = regex.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+")
_STRINGS = ("phrases", "needs", "removes", "keeps")
_TEXTS = ("id", "kind", "why", "line", "prefix")
_KNOWN = frozenset((*_STRINGS, *_TEXTS, "pair", "opens"))


def load_pack(path: str | PathLike[str]) -> Pack:
    """Read a TOML pack.

    Raises PackError when the file cannot be read, is no TOML, or holds a rule that is not sound.
    """
    file = Path(path)
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise PackError(f"{file}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise PackError(f"{file}: not UTF-8 (byte {error.start})") from error
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{file}: {error}") from error
    return _pack(table, str(file), file.stem)


def _pack(table: Mapping[str, Any], file: str, stem: str) -> Pack:
    unknown = sorted(set(table) - {"name", "rules", "silence", "keep"})
    if unknown:
        raise PackError(f"{file}: unknown field {unknown[0]!r}; a pack has name, rules, silence, keep")
    name = table.get("name", stem)
    if not isinstance(name, str) or not name:
        raise PackError(f"{file}: name: must be a non-empty string")
    entries = table.get("rules", [])
    if not isinstance(entries, list):
        raise PackError(f"{file}: rules: must be an array of tables ([[rules]])")
    rules = tuple(_rule(entry, f"{file}: rule {i}") for i, entry in enumerate(entries, 1))
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise PackError(f"{file}: rule {rule.id}: id: stands twice in the pack")
        seen.add(rule.id)
    silence = frozenset(_strings(table, "silence", file))
    return Pack(name, rules, None, silence, _strings(table, "keep", file), timed=True)


def _rule(entry: object, where: str) -> Rule:
    if not isinstance(entry, dict):
        raise PackError(f"{where}: must be a table")
    if isinstance(entry.get("id"), str):
        where = f"{where.rpartition(':')[0]}: rule {entry['id']}"
    for unknown in sorted(set(entry) - _KNOWN):
        raise PackError(f"{where}: unknown field {unknown!r}")
    for field in ("id", "kind", "why"):
        if field not in entry:
            raise PackError(f"{where}: {field}: is missing")
    for field in _TEXTS:
        if not isinstance(entry.get(field, ""), str):
            raise PackError(f"{where}: {field}: must be a string")
    if not _ID.fullmatch(entry["id"]):
        raise PackError(f"{where}: id: must be words joined by dots, such as mysite.promo.app")
    if entry["kind"] not in KINDS:
        raise PackError(f"{where}: kind: {entry['kind']!r} is none of {', '.join(KINDS)}")
    pair = entry.get("pair")
    if pair is not None and not (
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(p, str) and p for p in pair)
    ):
        raise PackError(f"{where}: pair: must be two patterns")
    given = [f for f in ("phrases", "line", "prefix", "pair") if entry.get(f)]
    if len(given) != 1:
        said = " and ".join(given) or "none"
        raise PackError(f"{where}: exactly one of phrases, line, prefix, pair must be given, not {said}")
    for field, pattern in [(f, entry.get(f)) for f in ("line", "prefix")] + [("pair", p) for p in pair or ()]:
        try:
            timed(pattern or "")
        except regex.error as error:
            raise PackError(f"{where}: {field}: no pattern: {error}") from error
    lists = {f: _strings(entry, f, where) for f in _STRINGS}
    if any(len(p) > MAX_PHRASE for p in lists["phrases"]):
        raise PackError(f"{where}: phrases: longer than {MAX_PHRASE} characters")
    rule = Rule(
        id=entry["id"],
        kind=entry["kind"],
        why=entry["why"],
        line=entry.get("line", ""),
        prefix=entry.get("prefix", ""),
        pair=(pair[0], pair[1]) if pair else None,
        opens=_opens(entry.get("opens", 0), where),
    )
    return rule._replace(
        phrases=lists["phrases"],
        needs=tuple(n.casefold() for n in lists["needs"]),
        removes=lists["removes"],
        keeps=lists["keeps"],
    )


def _opens(value: object, where: str) -> int:
    if value == "section":
        return SECTION
    if value == "rest":
        return REST
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= SECTION:
        return value
    raise PackError(f'{where}: opens: must be a number of lines, "section" or "rest"')


def _strings(table: Mapping[str, Any], field: str, where: str) -> tuple[str, ...]:
    value = table.get(field, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise PackError(f"{where}: {field}: must be an array of non-empty strings")
    return tuple(value)
