"""What the scorer sees of a line: the columns of its table, each with its group and its reason.

No column knows a word of any language: words count by how the page itself uses them, so that a page in a language
never seen is judged like any other.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from cleaner.document import KINDS
from cleaner.reading.roles import ROLE_NAMES


class Column(NamedTuple):
    """A column: its name as explanations show it, its group, and why it is there."""

    name: str
    group: str
    why: str


SHAPE: Final = (
    Column("words", "shape", "prose is long"),
    Column("characters", "shape", "the same, for scripts without blanks"),
    Column("paragraph words", "shape", "a line may be a piece of a longer paragraph"),
    Column("opens a paragraph", "shape", "the first of its pieces"),
    Column("closes a paragraph", "shape", "the last of its pieces"),
    Column("ends a sentence", "shape", "prose does, menus do not"),
    Column("is prose", "shape", "long, and ends as a sentence"),
    Column("ends in a colon", "shape", "introduces a list, or is the label of a value"),
    Column("ends in a comma", "shape", "verse and lists"),
    Column("ends in dots", "shape", "teasers are cut short"),
    Column("asks", "shape", "subheadings and polls"),
    Column("holds a bar", "shape", "menus, and titles with the name of a site"),
    Column("holds a clock time", "shape", "stamps of comments and teasers"),
    Column("holds a year", "shape", "dates and rights"),
    Column("digits", "shape", "share of its characters: tables, counts, dates"),
    Column("capitals", "shape", "share of its characters: shouting labels"),
    Column("capitalised words", "shape", "share of its words: names, titles, teasers"),
    Column("commas a word", "shape", "prose, and lists of tags"),
    Column("marks a word", "shape", "quotations, brackets and other signs that are no letters"),
    Column("letters a word", "shape", "running text keeps to a mean"),
    Column("wide letters", "shape", "share of its characters: scripts without blanks have longer words"),
    Column("opens in lower case", "shape", "the rest of a sentence"),
    Column("opens with a quotation", "shape", "speech and pull quotes"),
)
MARKS: Final = (
    Column("list item", "marks", "carries a list mark"),
    Column("gap above", "marks", "a blank line stands above"),
    Column("heading", "marks", "marked as a heading"),
    Column("table or code", "marks", "is a row of a table or a line of code"),
    Column("quote", "marks", "marked as a quotation"),
    Column("link share", "marks", "share of its characters that are a link"),
    Column("Markdown", "marks", "the page is written in Markdown"),
)
WORDS: Final = (
    Column("function words", "words", "share of its words that are among the commonest of the page's prose"),
    Column("shared words", "words", "share of its longer words that other prose of the page uses"),
    Column("words of the body", "words", "the same for the prose of the densest stretch alone"),
    Column("words of the headline", "words", "share of its longer words that the headline uses"),
    Column("copies", "words", "how often the line stands on the page"),
)
RULES: Final = (
    Column("named", "rules", "a rule or a pattern names it as boilerplate"),
    Column("opens a section", "rules", "a rule takes along what stands below"),
    *(Column(f"named {kind}", "rules", "what a rule or a pattern names it") for kind in KINDS),
    Column("outside the stretch", "rules", "lies outside the densest stretch"),
    Column("stray", "rules", "a short line among named ones"),
    Column("set aside for its place", "rules", "by its place in the markup"),
    Column("under a section", "rules", "stands below a line that opens a section"),
    Column("above the prose", "rules", "stands between the headline and the first paragraph"),
    Column("headline", "rules", "labelled so"),
    Column("standfirst", "rules", "labelled so"),
    Column("byline", "rules", "labelled so"),
    Column("date", "rules", "labelled so"),
    Column("caption", "rules", "labelled so"),
    Column("callout", "rules", "labelled so"),
    Column("spoken of", "rules", "the story speaks of it"),
    Column("worth", "rules", "what its paragraph is worth to a stretch"),
)
PLACE: Final = (
    Column("from the top", "place", "share of the page's lines above it"),
    Column("lines above", "place", "how many, up to a limit"),
    Column("lines below", "place", "how many, up to a limit"),
    Column("lines on the page", "place", "pages with little text are judged otherwise"),
    Column("prose on the page", "place", "how many words of prose"),
    Column("prose above", "place", "share of the words of prose"),
    Column("prose lines above", "place", "how many"),
    Column("prose lines below", "place", "how many"),
    Column("to prose above", "place", "distance in lines"),
    Column("to prose below", "place", "distance in lines"),
    Column("to a named line above", "place", "distance in lines"),
    Column("to a named line below", "place", "distance in lines"),
    Column("in the densest stretch", "place", "the best-scoring run of paragraphs holds most of a body"),
    Column("into the stretch", "place", "distance in lines from its start"),
    Column("to the stretch's end", "place", "distance in lines"),
    Column("below the headline", "place", "the body stands there"),
    Column("from the headline", "place", "distance in lines"),
    Column("bylines above", "place", "how many; a second one opens another article"),
    Column("from the byline", "place", "distance in lines"),
    Column("ends above", "place", "how many lines of kinds that stand behind an article, since the first prose"),
    Column("sections above", "place", "how many lines that open a section, since the first prose"),
    Column("named since prose", "place", "how many named lines since the last prose"),
)
TEXT: Final[tuple[Column, ...]] = (*SHAPE, *MARKS, *WORDS, *RULES, *PLACE)
"""The columns of every document."""

TAGS: Final = tuple(
    "p li div h1 h2 h3 h4 h5 h6 td th tr blockquote figcaption pre section article dd dt a span".split()
)
CONTEXTS: Final = tuple(
    "nav aside header footer main article figure figcaption form dialog button select details list table quote "
    "code hidden closed".split()
)

ELEMENT: Final = (
    *(Column(f"<{tag}>", "tag", "what holds it") for tag in TAGS),
    *(Column(f"in {context}", "landmark", "where it stands") for context in CONTEXTS),
    *(Column(f"class {role}", "class", "what the classes around it say of their role") for role in ROLE_NAMES),
)
BOXES: Final = (
    Column("odds by place", "boxes", "what its place makes likely"),
    Column("near the main prose", "boxes", "within two levels of the element that holds most prose"),
    Column("among the main prose", "boxes", "in that element"),
    Column("in a box apart", "boxes", "a small box whose class gives it a role outside the article"),
    Column("amid the main prose", "boxes", "between its first line and its last"),
    Column("behind the main prose", "boxes", "below its last line"),
    Column("above the title", "boxes", "above the main heading"),
    Column("words of the description", "boxes", "share of its longer words that the stated description uses"),
    Column("words of the title", "boxes", "share of its longer words that the stated headline uses"),
    *(
        Column(f"{box}'s {what}", "boxes", why)
        for box in ("box", "outer box")
        for what, why in (
            ("words", "how much it holds"),
            ("blocks", "in how many pieces"),
            ("links", "share of its words"),
            ("share of prose", "share of the page's"),
        )
    ),
)
LOOKS: Final = (
    Column("words of its look", "looks", "how much is shown alike: same tag and class, on it and on what is around it"),
    Column("lines of its look", "looks", "in how many pieces"),
    Column("length of its look", "looks", "words a line: paragraphs, or labels"),
    Column("prose of its look", "looks", "share of the page's prose: what most paragraphs look like"),
    Column("stretch of its look", "looks", "share of its words that lie in the densest stretch"),
    Column("links of its look", "looks", "share of its words that are links"),
    Column("named of its look", "looks", "share of its words that rules name"),
    Column("prose lines of its look", "looks", "share of its lines"),
)
DOM: Final[tuple[Column, ...]] = (*ELEMENT, *BOXES, *LOOKS)
"""The columns that documents of HTML have besides."""
