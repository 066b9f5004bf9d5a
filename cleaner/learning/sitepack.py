"""The pack that is made of a site's lines: rules with their examples, and the counts behind them as TOML."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cleaner.document import KINDS
from cleaner.learning.deciding import LearnedLine
from cleaner.passes.page import words
from cleaner.rules.check import keeping_failures, removing_failures
from cleaner.rules.rule import MAX_LINE, MAX_PHRASE, REST, Pack, Rule

_EXAMPLES, _TRIED = 3, 12
"""Examples that a rule is given, and lines of it that are tried as one."""

_START_WORDS = 15
"""Words at the start of a long line among which the one is chosen that its rule needs."""

_NO_ID = re.compile(r"[^a-z0-9]+")


class SitePack(NamedTuple):
    """What was learned of a site.

    pack: the rules, ready to use. lines: the lines that they know, with their counts. pages: from how many pages of
    different stories. copies: pages that told a story again, beside them.
    """

    pack: Pack
    lines: tuple[LearnedLine, ...]
    pages: int
    copies: int

    def toml(self) -> str:
        """The pack as a TOML file, to read and to edit; the counts stand behind the lines."""
        return "\n".join(_toml(self)) + "\n"


def site_pack(name: str, lines: Iterable[LearnedLine], pages: int, copies: int) -> SitePack:
    """The pack of a site. Lines that another pass takes back in the test article of every rule are left out.

    name: of the site; the rules' ids begin with what is plain in it.
    """
    prefix = _NO_ID.sub("-", name.casefold()).strip("-") or "site"
    learned = tuple(lines)
    groups = [
        g
        for ends in (True, False)
        for kind in KINDS
        for g in _groups([x for x in learned if x.kind == kind and x.ends == ends])
    ]
    draft = Pack(prefix, tuple(_rule(prefix, group, pages) for group in groups), timed=True)
    rules: list[Rule] = []
    sound: list[LearnedLine] = []
    for rule, group in zip(draft.rules, groups, strict=True):
        removes = tuple(_holding(draft, rule, group))
        if removes:
            rules.append(rule._replace(removes=removes, keeps=_near_miss(draft, rule, removes)))
            sound += group
    return SitePack(draft._replace(rules=tuple(rules)), tuple(sound), pages, copies)


def _groups(lines: Sequence[LearnedLine]) -> Iterator[list[LearnedLine]]:
    """The lines of one kind by rule: all that are phrases together, each longer one alone."""
    phrases = [line for line in lines if len(line.text) <= MAX_PHRASE]
    if phrases:
        yield phrases
    yield from ([line] for line in lines if len(line.text) > MAX_PHRASE)


def _rule(prefix: str, lines: Sequence[LearnedLine], pages: int) -> Rule:
    first, kind = lines[0], lines[0].kind
    least, most = min(x.pages for x in lines), max(x.pages for x in lines)
    often = f"{least} to {most}" if least < most else str(most)
    why = f"Stands on {often} of {pages} pages of the site with different stories."
    if len(first.text) <= MAX_PHRASE:
        phrases = tuple(x.text for x in lines)
        if first.ends:
            why = f"{why} Articles end above it."
            return Rule(f"{prefix}.{kind}.learned-end", kind, why, phrases=phrases, opens=REST)
        return Rule(f"{prefix}.{kind}.learned", kind, why, phrases=phrases)
    mark = hashlib.sha256(first.text.encode(errors="replace")).hexdigest()[:8]
    rule = Rule(f"{prefix}.{kind}.learned-{mark}", kind, why)
    if len(first.text) > MAX_LINE:
        need = max(words(first.text)[:_START_WORDS], key=len)
        return rule._replace(prefix=_pattern(first.text[:MAX_LINE]), needs=(need,))
    return rule._replace(line=_pattern(first.text), needs=(max(words(first.text), key=len),))


def _pattern(text: str) -> str:
    return re.escape(text).replace("\\ ", " ")


def _holding(draft: Pack, rule: Rule, lines: Sequence[LearnedLine]) -> Iterator[str]:
    """Lines of the rule that are removed from the test article, and by it."""
    found = 0
    for line in lines[:_TRIED]:
        if found < _EXAMPLES and not any(removing_failures(draft, rule, line.text)):
            found += 1
            yield line.text


def _near_miss(draft: Pack, rule: Rule, lines: Iterable[str]) -> tuple[str, ...]:
    """A sentence with a line of the rule in it, which must stay."""
    for line in lines:
        sentence = f"The harbour master read the words “{line}” aloud to the board, and nobody knew what to say."
        if not any(keeping_failures(draft, rule, sentence)):
            return (sentence,)
    return ()


def _toml(learned: SitePack) -> Iterator[str]:
    copies = f" {learned.copies} more told one of their stories again and were not counted." if learned.copies else ""
    yield f"# Learned from {learned.pages} pages with different stories.{copies}"
    yield "# Behind a line: the pages it stands on, and those of them on which it had been left in the article."
    yield f"name = {_quoted(learned.pack.name)}"
    counts = {(x.kind, x.text): x for x in learned.lines}
    for rule in learned.pack.rules:
        yield ""
        yield "[[rules]]"
        for field in ("id", "kind", "why"):
            yield f"{field} = {_quoted(getattr(rule, field))}"
        if not rule.phrases:
            own = next(x for x in learned.lines if x.kind == rule.kind and x.text in rule.removes)
            yield f"{rule.match} = {_quoted(rule.line or rule.prefix)}  {_count(own, learned.pages)}"
            yield f"needs = [{', '.join(map(_quoted, rule.needs))}]"
        else:
            yield "phrases = ["
            for phrase in rule.phrases:
                yield f"    {_quoted(phrase)},  {_count(counts[rule.kind, phrase], learned.pages)}"
            yield "]"
        if rule.opens == REST:
            yield 'opens = "rest"'
        for field in ("removes", "keeps"):
            yield f"{field} = ["
            yield from (f"    {_quoted(example)}," for example in getattr(rule, field))
            yield "]"


def _count(line: LearnedLine, pages: int) -> str:
    return f"# {line.pages} of {pages}" + (f", kept on {line.kept}" if line.kept else "")


def _quoted(text: str) -> str:
    """A basic string of TOML: that of JSON, with the one control character escaped that JSON leaves."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
