"""Which language the page is written in: by script, then by the function words of its long lines."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleaner.passes.page import Line

_SAMPLE_WORDS, _SAMPLE_LINES = 600, 2000
"""Words looked at, and lines at the top of the page that they are taken from; a language shows in a few hundred
words."""

_LONG = 10
"""Words from which a line is looked at first: short lines are names and menus."""

_STOP_SHARE = 0.08
"""Share of function words below which no known language is named: running text has 0.25 to 0.5."""

_SCRIPT_SHARE = 0.2
"""Share of characters in a script from which it names the language (Japanese text is about half kana)."""

_SCRIPTS = (
    ("ja", "\u3041-\u30ff"),
    ("ko", "\uac00-\ud7af"),
    ("zh", "\u3400-\u9fff"),
    ("ar", "\u0600-\u06ff"),
    ("he", "\u0590-\u05ff"),
    ("hi", "\u0900-\u097f"),
    ("th", "\u0e00-\u0e7f"),
    ("el", "\u0370-\u03ff\u1f00-\u1fff"),
)
"""Scripts that name their commonest language."""

_COMMON = {
    "en": "the of and to a in is that it for was on are with as his they be at this have from or had by not but what "
    "were we when your said there an which she do how their if will",
    "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er "
    "hat dass sie nach wird bei einer um am sind noch wie einem über",
    "fr": "le la les de des du et à en un une que est pour qui dans a par plus pas au sur ne se ce il sont avec son "
    "cette ont été aux mais nous ou elle leur",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más pero sus le ha este sí "
    "porque esta entre cuando muy sin sobre",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu "
    "sua ou ser quando muito há nos já está também",
    "it": "di e il la che in un a per è una sono del si non i con le da nel alla dei ha della come anche più lo gli "
    "al ma dal questo delle nella o se suo",
    "pl": "w i na z się do nie to że jest o jak po co za od ale przez był tym dla ich może już tylko oraz czy było "
    "który jego przed są które być",
    "ru": "и в не на что с по как это из у за к от он так для но же вы было о его бы мы все или был при только до она "
    "их также еще если",
    "uk": "і в не на що з як це та до за від його він для але у про є при був які також під але",
    "nl": "de van het een en in is dat op te zijn met voor niet die aan er om ook als bij maar naar uit door over "
    "wordt heeft worden nog",
    "sv": "och i att det som en på är av för med den till inte om har de ett från men var sig så vi kan",
    "da": "og i at det er en til på som af for med den ikke har de et der var fra men om han så",
    "no": "og i at det er en til på som av for med den ikke har de et fra men om han så vi være ble",
    "fi": "ja on ei että se oli hän mutta kun niin myös ovat jos tai joka kuin sen ole mukaan",
    "cs": "a v se na je že o s z do i to k ve pro za by ale si po jako od které jsou který bylo podle také",
    "tr": "ve bir bu da de için ile çok olarak daha olan gibi kadar sonra en ne ama var olduğu",
    "ro": "de și în a la cu pe din că o un pentru nu este mai care au fost sunt prin ca fi sau",
    "hu": "a az és hogy nem is egy meg ez de volt csak már mint még el ha vagy van",
    "id": "yang dan di dengan untuk dari pada ini itu tidak dalam akan juga ke oleh karena tersebut ada bisa",
}
"""The commonest function words of languages, beyond those that have a pack so that these are not mistaken."""


def detect(lines: Sequence[Line]) -> str | None:
    """The ISO 639-1 code of the page's language; None when too few words say so."""
    head = lines[:_SAMPLE_LINES]
    sample: list[str] = []
    for line in (*(x for x in head if x.n >= _LONG), *(x for x in head if x.n < _LONG)):
        sample += line.tokens[: _SAMPLE_WORDS - len(sample)]
        if len(sample) >= _SAMPLE_WORDS:
            break
    if not sample:
        return None
    text = "".join(sample)
    if not text.isascii():
        for code, script in _SCRIPTS:
            if len(re.findall(f"[{script}]", text)) > _SCRIPT_SHARE * len(text):
                return code
    speakers = _speakers()
    scores: defaultdict[str, int] = defaultdict(int)
    for word, times in Counter(sample).items():
        if word in speakers:
            for code in speakers[word]:
                scores[code] += times
    best = max(_COMMON, key=lambda code: scores[code])  # of two alike the first, in whatever order their words come
    times = scores[best]
    return best if times > _STOP_SHARE * len(sample) else None


@lru_cache(maxsize=1)
def _speakers() -> dict[str, tuple[str, ...]]:
    """The languages of each function word."""
    speakers: dict[str, tuple[str, ...]] = {}
    for code, words in _COMMON.items():
        for word in words.split():
            speakers[word] = (*speakers.get(word, ()), code)
    return speakers
