"""The line at which the articles of a site end: all behind it goes along, where it stands below a story."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner import Cleaner, Pack, Rule, load_pack
from cleaner.rules.check import failures
from cleaner.rules.rule import REST

_STORY = (
    "The ferry to Brannock was late again on Tuesday, and nobody on the quay was surprised when it came at noon.",
    "Its engine had failed twice since the spring, the harbour board said, and the spare parts were still at sea.",
    "Until they come the mail goes by the old cutter, which takes four hours and is not loved by those who use it.",
)
_REMARKS = (
    "I have waited for that boat every week of this year, and I have never seen a timetable that was kept to.",
    "My neighbour has a cutter of his own and would take us all across if only somebody asked him to do it.",
)
_END = "Have you seen a mistake?"
_PACK = Pack("pier", (Rule("pier.interface.end", "interface", "It stands below each story.", (_END,), opens=REST),))


def _text(*lines: str, pack: Pack = _PACK) -> str:
    return Cleaner(kind="text", language="en", rules=pack, scorer=False).clean("\n\n".join(lines)).text


def test_what_stands_behind_the_line_goes() -> None:
    assert _text(*_STORY, _END, *_REMARKS) == "\n\n".join(_STORY)


def test_the_reason_is_told() -> None:
    article = Cleaner(kind="text", rules=_PACK).clean("\n\n".join((*_STORY, _END, *_REMARKS)))
    behind = [b.step for b in article.removed if b.text.strip() in _REMARKS]
    assert [(s.rule, s.evidence) for s in behind] == [("pier.interface.end", f"behind “{_END}”")] * 2


def test_above_the_story_it_ends_nothing() -> None:
    assert _text(_END, *_STORY) == "\n\n".join(_STORY)
    assert _text(_REMARKS[0], _END, *_STORY) == "\n\n".join((_REMARKS[0], *_STORY))


def test_what_the_user_protects_stays() -> None:
    assert _REMARKS[1] in _text(*_STORY, _END, *_REMARKS, pack=_PACK._replace(keep=(_REMARKS[1],)))


def test_html() -> None:
    story = "".join(f"<p>{line}</p>" for line in _STORY)
    remarks = "".join(f"<p>{line}</p>" for line in _REMARKS)
    page = f"<html><body><h1>The late ferry</h1><div>{story}</div><div>{_END}</div><div>{remarks}</div></body></html>"
    with_pack = Cleaner(kind="html", rules=_PACK).clean(page).text
    assert _REMARKS[0] not in with_pack
    assert _STORY[2] in with_pack


@pytest.mark.parametrize(("opens", "left"), [('"rest"', 0), ("0", 2)])
def test_a_pack_of_toml_can_say_so(opens: str, left: int, tmp_path: Path) -> None:
    file = tmp_path / "pier.toml"
    file.write_text(
        f'''[[rules]]
id = "pier.interface.end"
kind = "interface"
why = "It stands below each story."
phrases = ["{_END}"]
opens = {opens}
removes = ["{_END}"]
keeps = ["The board asked whether anybody had seen a mistake, and nobody had."]
''',
        encoding="utf-8",
    )
    pack = load_pack(file)
    assert not list(failures(pack))
    assert sum(remark in _text(*_STORY, _END, *_REMARKS, pack=pack) for remark in _REMARKS) == left
