"""Packs of users and sites: what they may hold, what is said of a faulty one, and what they do."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from cleaner import Article, Cleaner, PackError, clean, load_pack
from cleaner.rules.check import failures
from cleaner.rules.rule import SECTION
from tests import holding
from tests.words import ENGLISH

PARAGRAPHS = [" ".join(ENGLISH.sentence(11 + 97 * (i * 3 + k)) for k in range(3)) for i in range(6)]

SOUND = """
name = "gazette"
silence = ["en.poll.vote-count"]
keep = ["Total votes: 1,204,331"]

[[rules]]
id = "gazette.promo.app"
kind = "subscribe"
why = "The box that asks to install the app."
phrases = ["Get the Gazette in your pocket"]
removes = ["Get the Gazette in your pocket", "GET THE GAZETTE IN YOUR POCKET →"]
keeps = ["She wanted to get the Gazette in your pocket edition before the shop closed at noon."]

[[rules]]
id = "gazette.promo.walks"
kind = "related"
why = "The weekly walk."
line = "walk \\\\d+: .{3,60}"
needs = ["Walk"]
opens = 1
removes = ["Walk 12: Over the dam\\nTwelve miles with a pie"]

[[rules]]
id = "gazette.promo.list"
kind = "related"
why = "The list of walks."
phrases = ["All our walks"]
opens = "section"

[[rules]]
id = "gazette.label.exclusive"
kind = "interface"
why = "The label in front of a story."
prefix = "only in the gazette: "
needs = ["gazette"]
removes = ["Only in the Gazette: the bridge at Carrow will be repaired with nine hundred beams of oak."]

[[rules]]
id = "gazette.quiz.answer"
kind = "poll"
why = "The question of the day."
pair = ["gazette quiz: .{3,90}", "\\\\d+ readers answered"]
needs = ["readers"]
"""

RULE = {
    "id": '"mine.promo.app"',
    "kind": '"subscribe"',
    "why": '"The box that asks to install the app."',
    "phrases": '["Get the app today"]',
}


def written(tmp_path: Path, text: str, name: str = "mine.toml") -> Path:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return file


def pack_of(**changes: str | None) -> str:
    """A pack of one rule, with fields changed, added, or (None) left out."""
    fields = {name: value for name, value in {**RULE, **changes}.items() if value is not None}
    return "[[rules]]\n" + "\n".join(f"{name} = {value}" for name, value in fields.items())


def page(*lines: str) -> str:
    """An article with lines between its paragraphs."""
    return "\n\n".join((*PARAGRAPHS[:3], *lines, *PARAGRAPHS[3:])) + "\n"


def cleaned(tmp_path: Path, pack: str, *lines: str) -> Article:
    return Cleaner(rules=written(tmp_path, pack)).clean(page(*lines))


def test_a_sound_pack(tmp_path: Path) -> None:
    pack = load_pack(written(tmp_path, SOUND))
    assert pack.name == "gazette"
    assert pack.silence == {"en.poll.vote-count"}
    assert pack.keep == ("Total votes: 1,204,331",)
    assert pack.timed
    assert [r.match for r in pack.rules] == ["phrases", "line", "phrases", "prefix", "pair"]
    assert [r.opens for r in pack.rules] == [0, 1, SECTION, 0, 0]
    assert pack.rules[1].needs == ("walk",)
    assert pack.rules[4].pair == ("gazette quiz: .{3,90}", "\\d+ readers answered")
    assert list(failures(pack)) == []


def test_a_pack_without_a_name_is_named_after_its_file(tmp_path: Path) -> None:
    assert load_pack(written(tmp_path, pack_of(), "harbour.toml")).name == "harbour"


def test_an_empty_pack_is_sound(tmp_path: Path) -> None:
    pack = load_pack(written(tmp_path, ""))
    assert pack.rules == ()
    assert clean(page(), rules=pack) == clean(page())


FAULTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "unknown field of the pack": ("rulez = 1", ("rulez",)),
    "name is no string": ("name = 7", ("name",)),
    "name is empty": ('name = ""', ("name",)),
    "rules is no list": ("rules = 7", ("rules",)),
    "rule is no table": ("rules = [7]", ("rule 1",)),
    "silence is no list": ('silence = "en.poll.vote-count"', ("silence",)),
    "silence holds a number": ("silence = [7]", ("silence",)),
    "keep holds nothing": ('keep = [" "]', ("keep",)),
    "id missing": (pack_of(id=None), ("rule 1", "id")),
    "id is a number": (pack_of(id="7"), ("rule 1", "id")),
    "id has one word": (pack_of(id='"mine"'), ("rule mine", "id")),
    "id has capitals": (pack_of(id='"Mine.Promo.App"'), ("rule Mine.Promo.App", "id")),
    "id has blanks": (pack_of(id='"mine.promo app"'), ("rule mine.promo app", "id")),
    "id stands twice": (pack_of() + "\n" + pack_of(), ("rule mine.promo.app", "id", "twice")),
    "kind missing": (pack_of(kind=None), ("rule mine.promo.app", "kind")),
    "kind unknown": (pack_of(kind='"ads"'), ("rule mine.promo.app", "kind", "ads")),
    "kind is a list": (pack_of(kind='["advert"]'), ("rule mine.promo.app", "kind")),
    "why missing": (pack_of(why=None), ("rule mine.promo.app", "why")),
    "why is a number": (pack_of(why="7"), ("rule mine.promo.app", "why")),
    "unknown field": (pack_of(regex='"x"'), ("rule mine.promo.app", "regex")),
    "no match": (pack_of(phrases=None), ("rule mine.promo.app", "phrases")),
    "empty phrases": (pack_of(phrases="[]"), ("rule mine.promo.app", "phrases")),
    "two matches": (pack_of(line='"x"'), ("rule mine.promo.app", "phrases", "line")),
    "phrases is a string": (pack_of(phrases='"x"'), ("rule mine.promo.app", "phrases")),
    "phrases holds a blank": (pack_of(phrases='[" "]'), ("rule mine.promo.app", "phrases")),
    "phrase too long": (pack_of(phrases=f'["{"x" * 301}"]'), ("rule mine.promo.app", "phrases")),
    "line is a list": (pack_of(phrases=None, line='["x"]'), ("rule mine.promo.app", "line")),
    "line is no pattern": (pack_of(phrases=None, line='"(x"'), ("rule mine.promo.app", "line")),
    "prefix is no pattern": (
        pack_of(phrases=None, prefix='"x{2"' + "\n" + 'why2="["'),
        ("rule mine.promo.app",),
    ),
    "prefix does not compile": (pack_of(phrases=None, prefix='"[x"'), ("rule mine.promo.app", "prefix")),
    "pair has one": (pack_of(phrases=None, pair='["x"]'), ("rule mine.promo.app", "pair")),
    "pair has a number": (pack_of(phrases=None, pair='["x", 7]'), ("rule mine.promo.app", "pair")),
    "pair does not compile": (pack_of(phrases=None, pair='["x", "(y"]'), ("rule mine.promo.app", "pair")),
    "needs is a string": (pack_of(needs='"app"'), ("rule mine.promo.app", "needs")),
    "removes is a string": (pack_of(removes='"x"'), ("rule mine.promo.app", "removes")),
    "keeps holds a number": (pack_of(keeps="[7]"), ("rule mine.promo.app", "keeps")),
    "opens is negative": (pack_of(opens="-1"), ("rule mine.promo.app", "opens")),
    "opens is true": (pack_of(opens="true"), ("rule mine.promo.app", "opens")),
    "opens is a word": (pack_of(opens='"all"'), ("rule mine.promo.app", "opens")),
    "opens is too large": (pack_of(opens="1000000"), ("rule mine.promo.app", "opens")),
    "opens is a float": (pack_of(opens="1.5"), ("rule mine.promo.app", "opens")),
    "no TOML": ("[[rules]\n", ("line 1",)),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_pack_is_refused_with_file_rule_and_field(tmp_path: Path, name: str) -> None:
    text, said = FAULTS[name]
    file = written(tmp_path, text)
    with pytest.raises(PackError) as error:
        load_pack(file)
    message = str(error.value)
    assert message.startswith(f"{file}: ")
    assert "\n" not in message
    assert [word for word in said if word not in message.removeprefix(f"{file}: ")] == []
    with pytest.raises(ValueError, match=r"mine\.toml"):
        Cleaner(rules=file)


def test_a_second_rule_is_named_by_its_place(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="rule 2: id: is missing"):
        load_pack(written(tmp_path, pack_of() + "\n" + pack_of(id=None)))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"none\.toml: No such file"):
        load_pack(tmp_path / "none.toml")


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(b'name = "caf\xe9"')
    with pytest.raises(PackError, match=r"mine\.toml: not UTF-8"):
        load_pack(file)


def test_a_folder_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(PackError):
        load_pack(tmp_path)


def test_a_rule_removes_a_phrase(tmp_path: Path) -> None:
    line = "Get the Gazette in your pocket"
    assert line in clean(page(line)).text
    article = cleaned(tmp_path, SOUND, f"→ {line.upper()} ←")
    assert [(b.step.rule, b.kind) for b in article.removed] == [("gazette.promo.app", "subscribe")]
    assert article.text == clean(page()).text


def test_a_rule_takes_the_next_line_along(tmp_path: Path) -> None:
    lines = ("Walk 12: Over the dam", "Twelve miles with a pie")
    article = cleaned(tmp_path, SOUND, *lines)
    assert [b.text for b in article.removed] == list(lines)
    assert {b.step.rule for b in article.removed} == {"gazette.promo.walks"}
    assert article.text == clean(page()).text


def test_a_rule_strips_the_start_of_a_line(tmp_path: Path) -> None:
    article = cleaned(tmp_path, SOUND, f"Only in the Gazette: {PARAGRAPHS[0][:-1]}, again.")
    assert [b.text for b in article.removed] == ["Only in the Gazette:"]
    assert f"\n\n{PARAGRAPHS[0][:-1]}, again.\n\n" in article.text


def test_the_start_of_a_line_ends_where_it_does_in_the_source(tmp_path: Path) -> None:
    """The source may spell it shorter, with ligatures, or longer, with blanks."""
    for opening in ("Only in the Oﬃce Gazette:", "Only in  the   Ofﬁce\u00a0Gazette:", "Ｏnly in the Office Gazette :"):
        text = pack_of(phrases=None, prefix="'only in the office gazette ?:'", needs='["gazette"]')
        article = cleaned(tmp_path, text, f"{opening} {PARAGRAPHS[0][:-1]}, again.")
        assert [b.text.replace("\u00a0", " ") for b in article.removed] == [" ".join(opening.split())], opening
        assert f"\n\n{PARAGRAPHS[0][:-1]}, again.\n\n" in article.text


def test_a_rule_takes_a_pair_with_all_between(tmp_path: Path) -> None:
    lines = ("Gazette quiz: Who built the bridge?", "The baker", "The mayor", "87 readers answered")
    article = cleaned(tmp_path, SOUND, *lines)
    assert [b.text for b in article.removed] == list(lines)
    assert {b.step.rule for b in article.removed} == {"gazette.quiz.answer"}
    assert article.text == clean(page()).text


def test_the_lower_line_of_a_pair_alone_is_left(tmp_path: Path) -> None:
    assert "87 readers answered" in cleaned(tmp_path, SOUND, "87 readers answered").text


BUILT_IN_LINE = "Please sign in to leave a comment"


def test_a_built_in_rule_can_be_silenced(tmp_path: Path) -> None:
    article = clean(page(BUILT_IN_LINE))
    assert [b.text for b in article.removed] == [BUILT_IN_LINE]
    silenced: list[str] = []
    while article.removed and len(silenced) < 5:
        # More than one rule may know the line; each speaks when those before it are silent.
        silenced.append(article.removed[0].step.rule)
        article = cleaned(tmp_path, f"silence = {silenced}", BUILT_IN_LINE)
        assert not {step.rule for step in article.steps} & set(silenced)
    assert BUILT_IN_LINE in article.text


def test_a_pass_can_be_silenced(tmp_path: Path) -> None:
    source = f"{ENGLISH.headlines[0]}\n\nBy Orla Pennick\n\n{page()}"
    rule = next(f.rule for f in clean(source).fields if f.name == "author")
    article = Cleaner(rules=written(tmp_path, f'silence = ["{rule}"]')).clean(source)
    assert rule not in {step.rule for step in article.steps}


def test_a_line_can_be_protected(tmp_path: Path) -> None:
    assert BUILT_IN_LINE not in clean(page(BUILT_IN_LINE)).text
    article = cleaned(tmp_path, f'keep = ["{BUILT_IN_LINE.upper()}"]', BUILT_IN_LINE)
    assert BUILT_IN_LINE in article.text
    assert article.removed == ()


def test_a_protected_line_survives_every_pass(tmp_path: Path) -> None:
    """Heuristics too: a menu, a copy of the headline, a line below the end."""
    menu = "Home\nNews\nSport\nWeather\nTravel\nPuzzles\nHarbour cam\nJobs\nObituaries\n\n"
    source = f"{menu}{ENGLISH.headlines[0]}\n\n{page()}\nRelated Articles\n\nHarbour cam\n\nTen soups\n"
    assert "Harbour cam" not in clean(source).text
    article = Cleaner(rules=written(tmp_path, 'keep = ["Harbour cam"]')).clean(source)
    assert [b.text for b in article.removed if b.text == "Harbour cam"] == []


def test_the_pack_of_a_user_speaks_before_the_built_in_ones(tmp_path: Path) -> None:
    own = pack_of(phrases=f'["{BUILT_IN_LINE}"]')
    assert cleaned(tmp_path, own, BUILT_IN_LINE).removed[0].step.rule == "mine.promo.app"


def test_several_packs_work_together(tmp_path: Path) -> None:
    one = written(tmp_path, pack_of(phrases='["Harbour cam"]'), "one.toml")
    two = written(tmp_path, pack_of(id='"two.promo.tide"', phrases='["Tide of the day"]'), "two.toml")
    article = Cleaner(rules=[one, load_pack(two)]).clean(page("Harbour cam", "Tide of the day"))
    assert {b.step.rule for b in article.removed} == {"mine.promo.app", "two.promo.tide"}


CATASTROPHE = r"(a|aa)+$"
"""Backs up for ages on a run of a's that something else ends."""

SLOW_LINE = "a" * 33 + "!"
"""Long enough for a second without a limit, and short enough for a test to fail rather than hang."""

CATASTROPHES = (
    r"(a+)+$",
    CATASTROPHE,
    r"(a|a)*b",
    r"(?:a?){60}a{60}b",
    r"(.*a){25}x",
    r"([a-z]+)*\d",
    r"(a*)*b",
)
"""Textbook cases; the `regex` package sees through some of them, and the others must run out of time."""


@pytest.mark.parametrize("pattern", CATASTROPHES)
@pytest.mark.parametrize("kind", ["line", "prefix", "pair"])
def test_no_pattern_hangs(tmp_path: Path, kind: str, pattern: str) -> None:
    value = f"['{pattern}', '{pattern}']" if kind == "pair" else f"'{pattern}'"
    line = SLOW_LINE
    start = time.process_time()
    article = cleaned(tmp_path, pack_of(phrases=None, **{kind: value}), line)
    assert time.process_time() - start < 5
    assert "Her grandmother’s piano" in article.text
    assert holding.nothing_lost(article) is None


@pytest.mark.parametrize(
    "field",
    [f"line = '{CATASTROPHE}'", f"prefix = '{CATASTROPHE}'", f"pair = ['{CATASTROPHE}', '{CATASTROPHE}']"],
)
def test_a_catastrophic_pattern_runs_out_of_time_and_is_noted(tmp_path: Path, field: str) -> None:
    name, _, value = field.partition(" = ")
    pack = written(tmp_path, pack_of(phrases=None, **{name: value}))
    line = SLOW_LINE
    start = time.process_time()
    article = Cleaner(rules=pack).clean(page(line))
    assert time.process_time() - start < 5
    assert line in article.text
    assert [note for note in article.notes if "mine.promo.app" in note and "time" in note]
    assert len(article.notes) == 1


def test_a_slow_pattern_costs_no_more_on_many_lines(tmp_path: Path) -> None:
    pack = written(tmp_path, pack_of(phrases=None, line=f"'{CATASTROPHE}'"))
    start = time.process_time()
    Cleaner(rules=pack).clean(page(*[SLOW_LINE + "!" * i for i in range(1, 60)]))
    assert time.process_time() - start < 2


def test_failures_name_the_rule_and_the_example(tmp_path: Path) -> None:
    text = pack_of(removes='["Get the other app"]', keeps='["Get the app today"]')
    said = list(failures(load_pack(written(tmp_path, text))))
    assert len(said) == 2
    assert "rule mine.promo.app: removes: 'Get the other app'" in said[0]
    assert "rule mine.promo.app: keeps: 'Get the app today'" in said[1]


def test_failures_say_when_a_paragraph_goes_along(tmp_path: Path) -> None:
    # The harbour of the check's own article: a pattern this loose takes its first paragraph.
    text = pack_of(phrases=None, line='".*lighthouse.*|promo"', removes='["promo"]')
    said = list(failures(load_pack(written(tmp_path, text))))
    assert said == ["rule mine.promo.app: removes: 'promo' takes a paragraph of the article along"]


def test_prefixes_are_claimed_one_behind_the_other(tmp_path: Path) -> None:
    pack = pack_of(phrases=None, prefix='"(?:exclusive|watch): "', needs='["exclusive", "watch"]')
    cleaner = Cleaner(kind="text", rules=written(tmp_path, pack), language="en")
    article = cleaner.clean(page(f"Exclusive: Watch: {ENGLISH.sentence(5)}"))
    assert [b.text for b in article.removed if b.text] == ["Exclusive:", "Watch:"]
    assert cleaner.clean(article.text).text == article.text
