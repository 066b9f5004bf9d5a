"""Why a rule speaks, in a sentence: of the rules of packs their own reason, of the passes the table below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cleaner.rules import BUILT_IN, load
from cleaner.rules.rule import Pack

OF_PASSES: dict[str, str] = {
    "absent.article": "The page holds no article: what it says, or how its text is spread, speaks against one.",
    "byline.avatar": "The initials that stand in for a picture of the author.",
    "byline.bare": "A name alone, where a byline stands.",
    "byline.broken": "A byline that the page breaks over several lines.",
    "byline.desk": "A byline that names a desk or a role instead of a person.",
    "byline.linked": "A name with a link to the author, in an element for the byline.",
    "byline.marked": "The markup names this element as the author.",
    "byline.opened": "It opens with a word for “by” and goes on with a name.",
    "byline.reports": "Names, and that they report, at the end of the article.",
    "byline.role": "A name and the role of its bearer.",
    "byline.role-below": "What the author does, below the name.",
    "callout.box": "A box that belongs to the article, such as “Did you know?”.",
    "callout.note": "A note from the editors, which belongs to the article.",
    "caption.credit": "A caption: it names who took the picture.",
    "caption.figure": "It stands in a figure, as its caption.",
    "caption.table": "The caption of a table.",
    "consent.small-print": "Prose about cookies, close to the buttons of a consent dialog.",
    "date.htmldate": "A date in the page's markup that no usual place states.",
    "date.line": "A line that says when the article was published or changed.",
    "date.stuck": "A date that the page runs into the first paragraph.",
    "date.unlabelled": "A date in a line that holds other things as well.",
    "date.url": "A date in the page's address.",
    "dateline.opens-body": "The place that the report was filed from, at the start of its first paragraph.",
    "density.outside": "It lies outside the stretch of the page where prose is densest.",
    "density.place": "Its place in the markup alone makes it very unlikely to be part of the article.",
    "density.stray": "A short line inside the article that does not read as part of it.",
    "density.unlikely": "Its place in the markup and its words together make it unlikely to be part of the article.",
    "edges.above-prose": "What is left between the headline and the first paragraph.",
    "headline.above-body": "The line above the body that the page repeats, sets apart and speaks of most.",
    "headline.copy": "The headline again.",
    "headline.kicker": "A label in front of the headline.",
    "headline.site-name": "The name of the site beside the headline.",
    "headline.slogan": "What the site says of itself, below its name.",
    "headline.title": "The heading that is most like the title which the page states.",
    "keep.asked-for": "A pack of yours protects this line.",
    "known.invisible": "Nothing in it can be seen.",
    "opinion.trafilatura": "The passes were unsure of the page, and trafilatura takes this for its article.",
    "others.article": "It belongs to another article on the same page.",
    "place.hidden": "The page hides it from its readers.",
    "place.marker": "The mark of a note, or what links a heading to itself.",
    "publisher.blurb": "The publisher speaks of itself, close above its copyright line.",
    "repeats.paragraph": "The same paragraph stands on the page already.",
    "repeats.pull-quote": "A quotation set large; the paragraph that it is taken from stays.",
    "scorer.body": "Judged by the whole page, it is likely to belong to the body.",
    "scorer.boilerplate": "Judged by the whole page, it is unlikely to belong to the article.",
    "scorer.caption": "Judged by the whole page, it is likely to be a caption.",
    "sections.under": "It stands in a section that is no part of the article, such as “Related” or “Comments”.",
    "standfirst.above-byline": "A sentence or two between the headline and the byline or date.",
    "standfirst.described": "The page's own description, word for word, above the body.",
    "standfirst.marked": "It stands in an element for the standfirst.",
    "structure.callout": "Nothing speaks against it, and it stands in a box of the article.",
    "structure.caption": "Nothing speaks against it, and it reads as a caption.",
    "structure.code": "Nothing speaks against it, and it is marked as code.",
    "structure.heading": "Nothing speaks against it, and it stands as a heading.",
    "structure.list-item": "Nothing speaks against it, and it is an item of a list.",
    "structure.paragraph": "Nothing speaks against it, and it stands in the body.",
    "structure.quote": "Nothing speaks against it, and it is marked as a quotation.",
    "structure.table": "Nothing speaks against it, and it is a row of a table.",
    "topic.spoken-of": "It reads as interface, but the story itself speaks of it.",
    "verse.line": "A line of verse.",
}
"""Ids of the passes' own rules, and why each speaks."""


def reasons(ids: Iterable[str], packs: Sequence[Pack] = ()) -> dict[str, str]:
    """The reason of each rule, by its id; empty for one that nothing is known of.

    packs: those of the user, which may have rules among the ids.
    """
    own = {rule.id: rule.why for pack in packs for rule in pack.rules}
    return {i: OF_PASSES.get(i) or own.get(i) or _built_in(i) for i in ids}


def _built_in(rule: str) -> str:
    """The reason of a built-in rule; only the pack that its id names is loaded."""
    name = rule.partition(".")[0]
    if name not in BUILT_IN:
        return ""
    return next((r.why for r in load(name).rules if r.id == rule), "")
