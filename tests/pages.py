"""Pages for the tests of other engines, good and bad, and what a plain loop makes of them."""

from __future__ import annotations

from cleaner import Cleaner
from cleaner.integrations.record import cleaned
from cleaner.record import Record

_STORY = (
    "The ferry to Ellery Island will sail twice a day from the first of May, the harbour board decided on Monday.",
    "It had stood at the quay for nine years, and a family of shipwrights mended it over three winters without pay.",
    "Tickets are to cost as much as they did then, and whoever carries the post across may travel for nothing at all.",
)

TEXT = "\n\n".join(
    ("Home | News | Sport", "Ferry to Ellery sails again", "By Tamsin Orrin", *_STORY, "Share on Facebook")
)
HTML = (
    "<html><head><title>Ferry to Ellery sails again</title></head><body><nav><a href='/'>Home</a></nav><article>"
    "<h1>Ferry to Ellery sails again</h1><p>By Tamsin Orrin</p><time datetime='2024-05-04'>4 May 2024</time>"
    + "".join(f"<p>{p}</p>" for p in _STORY)
    + "</article><footer>© 2024 Ellery Gazette</footer></body></html>"
)

PAGES: list[str | None] = [TEXT, HTML, None, "", "Short.", TEXT.replace("Ellery", "Brannock"), "\0\1\2\3" * 400]
IDS = [f"page {i}" for i in range(len(PAGES))]


def expected(pages: list[str | None] = PAGES, ids: list[str] | None = IDS) -> list[Record]:
    """The rows that a plain loop gives; ids: None where the engine hands none on."""
    cleaner = Cleaner()
    return [cleaned(cleaner, page, id=ids[i] if ids else None) for i, page in enumerate(pages)]
