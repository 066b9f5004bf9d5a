"""The small vocabulary that recognisers read a page with: the page's language, and English beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache

from cleaner.passes.dates import Found, find, western
from cleaner.passes.names import Reader
from cleaner.patterns import Pattern, any_of
from cleaner.rules import packs_for
from cleaner.rules.rule import Words, key

_REMEMBERED = 2000
"""Lines whose dates are remembered; a page has some dozens."""


@lru_cache(maxsize=32)
def vocabulary(language: str | None) -> Vocabulary:
    """The vocabulary for pages of a language; of all languages where None or an unknown one is given."""
    words = tuple(p.words for p in packs_for(language) if p.words)
    return Vocabulary(words, next((w for w in words if w.language == language), None), language)


class Vocabulary:
    """Words of one or more languages, in the forms that recognisers ask for; each is made when first asked for.

    own: those of the page's language, None when it has no pack. language: the page's, as it was detected.
    """

    def __init__(self, words: tuple[Words, ...], own: Words | None, language: str | None = None) -> None:
        self.words = words
        self.own = own
        self.language = language
        self.stop: frozenset[str] = own.stop if own else frozenset()
        self.day_first = own.day_first if own else True
        self._dates = lru_cache(maxsize=_REMEMBERED)(self._find)

    @cached_property
    def months(self) -> Mapping[str, int]:
        """The number of the month (1 to 12) for each form, without full stops: the page's own language first, then
        those with a pack, then all others. A page in English is read with English names alone."""
        packs = {
            form.replace(".", ""): number
            for words in reversed(self.words)
            for number, forms in enumerate(words.months, 1)
            for form in forms
        }
        if self.language == "en":
            return packs
        from cleaner.passes.calendars import months_of

        return months_of(None) | packs | (months_of(self.language) if self.own is None and self.language else {})

    def dates(self, text: str) -> tuple[Found, ...]:
        """The dates in a line: see `find`. Remembered, as several recognisers ask for those of a line."""
        return self._dates(text)

    def _find(self, text: str) -> tuple[Found, ...]:
        found = tuple(find(text, self.months, day_first=self.day_first))
        if found or self.language not in ("ar", "fa", "th"):
            return found
        from cleaner.passes.calendars import other

        return tuple(Found(*day) for day in other(western(text), self.language))

    @cached_property
    def reader(self) -> Reader:
        """The reader of bylines."""
        return Reader(self.words)

    @cached_property
    def conjunctions(self) -> frozenset[str]:
        """What joins the last two names of a list."""
        return frozenset(c for w in self.words for c in w.conjunctions)

    @cached_property
    def weekday_at_end(self) -> Pattern:
        """The name of a weekday at the end of what stands before a date."""
        days = any_of([d for w in self.words for d in w.weekdays])
        return Pattern(rf"(?<![^\W\d_])(?:{days})\.?$", re.I)

    @cached_property
    def idle_beside_date(self) -> frozenset[str]:
        """Words that stand beside a date and say nothing else."""
        forms = (f for w in self.words for f in (*w.weekdays, *w.published, *w.updated, *w.stop))
        return frozenset(t for form in forms for t in form.split())

    @cached_property
    def published(self) -> Pattern:
        """What says that a date is that of publication."""
        return Pattern(any_of([*(p for w in self.words for p in w.published), *self._foreign("published")]))

    @cached_property
    def updated(self) -> Pattern:
        """What says that a date is that of an update."""
        return Pattern(any_of([*(u for w in self.words for u in w.updated), *self._foreign("updated")]))

    def _foreign(self, what: str) -> list[str]:
        """The words for "published" or "updated" where the page's language has no pack."""
        if self.own is not None:
            return []
        from cleaner.passes import calendars

        return calendars.published() if what == "published" else calendars.updated()

    @cached_property
    def credit_words(self) -> frozenset[str]:
        """The first words of what opens a caption or its credit."""
        return frozenset(re.findall(r"\w+", c)[0] for w in self.words for c in w.caption if re.search(r"\w", c))

    @cached_property
    def credit(self) -> Pattern:
        """What opens a caption, or the credit inside one."""
        words = any_of([c for w in self.words for c in w.caption])
        return Pattern(
            rf"(?:^|[.…!?)(\[/|©–—-]\s?)(?:{words})\s?[:©]|[.…!?]\s(?:{words})\.?\s\w[\w .'’-]{{2,40}}$"
            rf"|[(\[](?:[^()\[\]]{{0,30}}\W)?(?:{words})\W[^()\[\]]{{2,60}}[)\]]\W?$",
            re.I,
        )

    @cached_property
    def boxes(self) -> frozenset[str]:
        """Keys of the headings of boxes that belong to an article."""
        return frozenset(key(c) for w in self.words for c in w.callout)

    @cached_property
    def notes(self) -> frozenset[str]:
        """Keys of the openings of editor's notes."""
        return frozenset(key(n) for w in self.words for n in w.notes)
