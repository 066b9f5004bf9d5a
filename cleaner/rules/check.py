"""Checking rules against their own examples: what each removes and keeps, in a run of all passes."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.rules.rule import REST, Pack, Rule, key

_PARAGRAPHS = (
    "The old lighthouse at Brannock Head will be painted again this spring, the harbour board decided on Monday.",
    "Its lamp went dark eleven years ago, when the last keeper retired and no one could agree on who should pay.",
    "A fund of local families has since put aside enough money for scaffolding, two coats of white and a new door.",
    "Work begins in April and should take six weeks, provided that the weather is kinder than it was last year.",
    "Visitors will be let up the tower in small groups, with a guide, from the first weekend of the summer.",
    "The harbour master, who is eighty-one, has asked to be the first to climb the stairs when it is finished.",
)


def failures(pack: Pack) -> Iterator[str]:
    """What is wrong with the examples of a pack, one line each; nothing when all hold.

    Each example is put between two paragraphs of an article (one that all else goes with, behind the last), and the
    page is cleaned with the built-in packs and this one. What a rule `removes` must be removed, and by that rule; what
    it `keeps` must stay.
    """
    for rule in pack.rules:
        for example in rule.removes:
            yield from removing_failures(pack, rule, example)
        for example in rule.keeps:
            yield from keeping_failures(pack, rule, example)


def removing_failures(pack: Pack, rule: Rule, example: str) -> Iterator[str]:
    """What is wrong where the rule of the pack is to remove the example."""
    from cleaner.cleaning import Cleaner

    lines = {key(line) for line in example.splitlines() if line.strip()}
    article = Cleaner(kind="text", rules=_extra(pack), language=_language(pack)).clean(_page(example, rule))
    said = [b for b in article.blocks if b.step.rule == rule.id]
    if not said:
        by = sorted({b.step.rule for b in article.blocks if key(b.text) in lines}) or ["no rule"]
        yield f"rule {rule.id}: removes: {example!r} is not claimed by it, but by {', '.join(by)}"
    elif not rule.prefix:
        for left in [b for b in article.blocks if key(b.text) in lines and b.label != "boilerplate"]:
            yield f"rule {rule.id}: removes: {left.text!r} is left, as {left.label}"
    for paragraph in _PARAGRAPHS:
        if paragraph not in article.text:
            yield f"rule {rule.id}: removes: {example!r} takes a paragraph of the article along"
            break


def keeping_failures(pack: Pack, rule: Rule, example: str) -> Iterator[str]:
    """What is wrong where the example is to stay, whatever the rules of the pack are."""
    from cleaner.cleaning import Cleaner

    article = Cleaner(kind="text", rules=_extra(pack), language=_language(pack)).clean(_page(example))
    gone = [b for b in article.removed if b.text and b.text in " ".join(example.split())]
    if gone:
        yield f"rule {rule.id}: keeps: {gone[0].text!r} is removed by {gone[0].step.rule}"


def _extra(pack: Pack) -> Pack | None:
    """The pack to ask before the built-in ones; that of a language is in front already on pages of its own."""
    return None if pack.words else pack


def _page(example: str, rule: Rule | None = None) -> str:
    half = len(_PARAGRAPHS) if rule and rule.opens == REST else len(_PARAGRAPHS) // 2
    return "\n\n".join((*_PARAGRAPHS[:half], example, *_PARAGRAPHS[half:]))


def _language(pack: Pack) -> str:
    return pack.words.language if pack.words else "en"
