"""Which language the page is written in: by script, then by the function words of its long lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleaner.passes.page import Line
    from cleaner.rules.rule import Words

_SAMPLE_WORDS, _SAMPLE_LINES = 600, 2000
"""Words looked at, and lines at the top of the page that they are taken from; a language shows in a few hundred
words."""

_LONG = 10
"""Words from which a line is looked at first: short lines are names and menus."""

_STOP_SHARE = 0.08
"""Share of function words below which no known language is named: running text has 0.25 to 0.5."""

_SCRIPTS = (
    ("ja", re.compile("[\u3041-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)
"""Scripts that name their commonest language, for those that no pack has words of."""

_SCRIPT_SHARE = 0.2
"""Share of characters in such a script from which it names the language (Japanese text is about half kana)."""


def detect(lines: Sequence[Line], vocabularies: Sequence[Words]) -> str | None:
    """The ISO 639-1 code of the page's language; None when too few words say so."""
    sample: list[str] = []
    head = lines[:_SAMPLE_LINES]
    for line in (*(x for x in head if x.n >= _LONG), *(x for x in head if x.n < _LONG)):
        sample += line.tokens[: _SAMPLE_WORDS - len(sample)]
        if len(sample) >= _SAMPLE_WORDS:
            break
    if not sample:
        return None
    text = "".join(sample)
    for code, script in _SCRIPTS:
        if len(script.findall(text)) > _SCRIPT_SHARE * len(text):
            return code
    speakers = _speakers(tuple(vocabularies))
    scores: Counter[str] = Counter()
    for word, times in Counter(sample).items():
        for code in speakers.get(word, ()):
            scores[code] += times
    best, times = scores.most_common(1)[0] if scores else (None, 0)
    return best if times > _STOP_SHARE * len(sample) else None


@lru_cache(maxsize=2)
def _speakers(vocabularies: tuple[Words, ...]) -> dict[str, tuple[str, ...]]:
    """The languages of each function word."""
    words = {s for w in vocabularies for s in w.stop}
    return {s: tuple(w.language for w in vocabularies if s in w.stop) for s in words}
