"""Learning a site: what recurs on its pages becomes a pack, and what only stands in several stories does not."""

from __future__ import annotations

import json
import pickle
import random
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import pytest

from cleaner import Cleaner, load_pack
from cleaner.cli import main
from cleaner.learning import SiteLearner, SitePack, learn, site_of
from cleaner.learning.counting import BLOCK, LineCounts
from cleaner.learning.seen import SeenLine, SeenPage
from cleaner.rules.check import failures

_MENU = ("Gull Gazette Tonight", "Tides and Berths", "Quayside Diary", "The Wheelhouse")
_BOX = (
    "Every Thursday our reporters answer what readers of the Gull Gazette wrote in about their harbours and piers.",
    "The Gull Gazette is made by a society of four hundred islanders, and each of them has one vote on its course.",
)
_FOOT = ("Gull Gazette Society, Pier Road 4", "Write to the night desk")
_NAMES = "Brannock Ellery Tamsin Orrin Maud Pellow Quill Ives Harrow Senna Dray Fenwick Lowen Marrack Trew".split()
_THINGS = "lantern ferry sluice market orchard chapel quarry signal granary bridge weir foundry ropewalk kiln".split()
_DEEDS = "repaired measured painted bought sold surveyed flooded emptied renamed opened closed lent moved".split()


_cleaner = partial(Cleaner, scorer=False)
"""What the rules and heuristics make of a page can be foretold; what the learned pass makes of it cannot."""


def _learn(pages: Iterable[str], name: str = "site", cleaner: Cleaner | None = None) -> SitePack:
    return learn(pages, name=name, cleaner=cleaner or _cleaner())


def _story(seed: int, paragraphs: int = 6) -> list[str]:
    """Paragraphs that no other seed gives."""
    pick = random.Random(seed)
    return [
        f"In the year {1700 + seed} the {pick.choice(_THINGS)} of {pick.choice(_NAMES)} number {seed}-{i} was "
        f"{pick.choice(_DEEDS)} by the people of {pick.choice(_NAMES)}, who had {pick.choice(_DEEDS)} the old "
        f"{pick.choice(_THINGS)} before and wanted no {pick.choice(_THINGS)} in its place."
        for i in range(paragraphs)
    ]


def _title(seed: int) -> str:
    pick = random.Random(-seed - 1)
    return f"{pick.choice(_NAMES)} and the {pick.choice(_THINGS)} of {1700 + seed}"


def _page(seed: int, story: list[str] | None = None) -> str:
    lines = [*_MENU, _title(seed), *(story or _story(seed)), *_BOX, *_FOOT]
    return "\n\n".join(lines)


def _html(seed: int) -> str:
    menu = "".join(f"<li><a href='/{i}'>{x}</a></li>" for i, x in enumerate(_MENU))
    story = "".join(f"<p>{p}</p>" for p in _story(seed))
    box = "".join(f"<p>{p}</p>" for p in _BOX)
    foot = "".join(f"<div>{x}</div>" for x in _FOOT)
    return (
        f"<html><head><title>{_title(seed)}</title></head><body><ul>{menu}</ul><div><h1>{_title(seed)}</h1>{story}"
        f"</div><div>{box}</div>{foot}</body></html>"
    )


def _texts(learned: SitePack) -> set[str]:
    return {line.text for line in learned.lines}


@pytest.fixture(scope="module")
def gazette() -> SitePack:
    return _learn(map(_page, range(8)), name="Gull Gazette")


def test_what_recurs_is_learned(gazette: SitePack) -> None:
    assert set(_BOX) <= _texts(gazette)
    assert gazette.pages == 8
    assert all(line.pages == 8 for line in gazette.lines)
    assert not any("year" in text for text in _texts(gazette))


def test_the_pack_takes_the_box_off_a_page_that_it_has_not_seen(gazette: SitePack) -> None:
    source = _page(99)
    assert _BOX[0] in _cleaner(kind="text").clean(source).text
    article = _cleaner(kind="text", rules=gazette.pack).clean(source)
    assert article.text.split("\n\n") == _story(99)
    assert any(block.step.rule.startswith("gull-gazette.") for block in article.removed)


def test_html_and_text_give_packs_that_serve_both() -> None:
    learned = _learn(map(_html, range(8)), name="gull")
    assert set(_BOX) <= _texts(learned)
    assert _BOX[0] not in _cleaner(kind="text", rules=learned.pack).clean(_page(99)).text
    assert _BOX[0] not in _cleaner(kind="html", rules=learned.pack).clean(_html(99)).text


def test_the_pack_is_toml_that_reads_back_and_whose_examples_hold(gazette: SitePack, tmp_path: Path) -> None:
    file = tmp_path / "gull.toml"
    file.write_text(gazette.toml(), encoding="utf-8")
    assert load_pack(file) == gazette.pack
    assert list(failures(gazette.pack)) == []
    assert all(rule.why and rule.removes and rule.keeps for rule in gazette.pack.rules)


def test_the_counts_stand_behind_the_lines(gazette: SitePack) -> None:
    row = next(line for line in gazette.toml().splitlines() if line.startswith(f'    "{_BOX[0]}"'))
    assert row.endswith("# 8 of 8, kept on 8")


@pytest.mark.parametrize(
    "text", ['A "quoted" \\ line of the house', "Tab\tand \x7f delete of the house", "Ünïcode – 灯塔 house"]
)
def test_any_line_can_be_written(text: str, tmp_path: Path) -> None:
    learned = _learn(("\n\n".join((text, *_story(i), text)) for i in range(5)), name="灯塔")
    file = tmp_path / "any.toml"
    file.write_text(learned.toml(), encoding="utf-8")
    assert load_pack(file) == learned.pack


def test_long_lines_become_patterns(gazette: SitePack) -> None:
    long = _BOX[0] + " " + _BOX[1]
    learned = _learn(("\n\n".join((*_MENU, *_story(i), long, _FOOT[0])) for i in range(6)), name="gull")
    rule = next(rule for rule in learned.pack.rules if rule.line)
    assert rule.removes == (long,)
    assert long not in _cleaner(kind="text", rules=learned.pack).clean(_page(99, [*_story(99), long])).text


def test_very_long_lines_are_known_by_their_start() -> None:
    long = " ".join((*_BOX, *_BOX[::-1], "And all of it is paid for by the penny that each reader gives."))
    learned = _learn(("\n\n".join((*_MENU, *_story(i), long, _FOOT[0])) for i in range(6)), name="gull")
    rule = next(rule for rule in learned.pack.rules if rule.prefix)
    assert long.startswith(rule.removes)
    assert not list(failures(learned.pack))
    own = " ".join((*_story(3, 2), *_story(4, 2)))
    text = _cleaner(kind="text", rules=learned.pack).clean(_page(99, [*_story(99), long, own])).text
    assert "paid for by the penny" not in text
    assert own in text


def test_what_the_rules_know_is_not_learned_again() -> None:
    pages = ["\n\n".join(("Share on Facebook", *_MENU, *_story(i), "Advertisement", *_BOX)) for i in range(6)]
    assert not {"Share on Facebook", "Advertisement"} & _texts(_learn(pages))


def test_what_a_pack_in_use_knows_is_not_learned_again(gazette: SitePack) -> None:
    assert not _learn(map(_page, range(8)), cleaner=_cleaner(rules=gazette.pack)).pack.rules


def test_a_story_on_several_pages_is_counted_once() -> None:
    story = _story(500)
    pages = [_page(i) for i in range(4)] + [_page(600 + i, story) for i in range(6)]
    learned = _learn(pages)
    assert learned.pages == 5
    assert learned.copies == 5
    assert not _texts(learned) & set(story)
    assert set(_BOX) <= _texts(learned)


def test_a_paragraph_of_wire_copy_in_many_stories_stays() -> None:
    wire = _story(700, 1)
    pages = [_page(i, [*_story(i, 3), *wire, *_story(i + 50, 3)]) for i in range(8)]
    learned = _learn(pages)
    assert not _texts(learned) & set(wire)
    assert wire[0] in _cleaner(rules=learned.pack).clean(pages[0]).text


def test_subheadings_and_refrains_of_all_stories_stay() -> None:
    def page(i: int) -> str:
        return _page(i, [*_story(i, 3), "What you need", *_story(i + 50, 3), "How it is done", *_story(i + 70, 3)])

    learned = _learn(map(page, range(8)))
    assert not _texts(learned) & {"What you need", "How it is done"}
    text = _cleaner(rules=learned.pack).clean(page(99)).text
    assert "What you need" in text
    assert "How it is done" in text


_END = "Share this article"


def _discussed(seed: int, *, remarks: int) -> str:
    """A story with a line below it that ends it, and then what readers said of it."""
    return "\n\n".join((*_MENU, _title(seed), *_story(seed, 12), _END, *_story(seed + 900, remarks), *_FOOT))


def test_the_line_at_which_articles_end_is_learned() -> None:
    learned = _learn(_discussed(i, remarks=2 * (i > 5)) for i in range(8))
    assert [x.text for x in learned.lines if x.ends] == [_END]
    assert 'opens = "rest"' in learned.toml()
    assert not list(failures(learned.pack))
    without, with_pack = (c.clean(_discussed(99, remarks=2)).text for c in (_cleaner(), _cleaner(rules=learned.pack)))
    assert _story(999, 1)[0] in without
    assert with_pack == "\n\n".join(_story(99, 12))


def test_a_box_amid_the_stories_ends_none() -> None:
    def page(i: int) -> str:
        return "\n\n".join((*_MENU, _title(i), *_story(i, 4), _END, *_story(i + 50, 4), *_BOX, *_FOOT))

    learned = _learn(map(page, range(8)))
    assert _END not in {x.text for x in learned.lines if x.ends}
    assert set(_story(149, 4)) <= set(_cleaner(rules=learned.pack).clean(page(99)).text.split("\n\n"))


def test_two_pages_do_not_tell_that_prose_is_no_story() -> None:
    learned = _learn(map(_page, range(2)))
    assert not _texts(learned) & set(_BOX)


def test_authors_and_dates_are_not_learned() -> None:
    pages = ["\n\n".join((*_MENU, _title(i), "By Tamsin Orrin", "4 May 2024", *_story(i), *_BOX)) for i in range(8)]
    learned = _learn(pages)
    assert not {"By Tamsin Orrin", "4 May 2024"} & _texts(learned)
    assert _cleaner(rules=learned.pack).clean(pages[0]).authors == ("Tamsin Orrin",)


def test_one_page_and_none_teach_nothing() -> None:
    assert _learn([_page(1)]).pack.rules == ()
    assert _learn([]).pack.rules == ()


def test_a_learner_keeps_sites_apart() -> None:
    learner = SiteLearner(_cleaner())
    for i in range(5):
        learner.add("gull.example", _page(i))
        learner.add("lone.example", "\n\n".join(_story(100 + i)))
    packs = learner.packs()
    assert list(packs) == ["gull.example"]
    assert packs["gull.example"] == _learn(map(_page, range(5)), name="gull.example")


def test_articles_and_what_was_seen_of_them_serve_as_pages() -> None:
    cleaner = _cleaner()
    learner, other = SiteLearner(cleaner), SiteLearner(cleaner)
    for i in range(5):
        learner.add("gull", cleaner.clean(_page(i)))
        other.add("gull", pickle.loads(pickle.dumps(other.observe(_page(i)))))
    assert learner.packs() == other.packs()


def test_more_pages_after_the_packs_were_asked_for() -> None:
    learner = SiteLearner(_cleaner())
    for i in range(6):
        learner.add("gull", _page(i))
        if i == 3:
            assert learner.packs()["gull"].pages == 4
    assert learner.packs()["gull"].pages == 6


def _line(key: str) -> SeenLine:
    return SeenLine(key, key, "navigation", False, False, False, 0.0, True, "", "", False)


def test_counts_are_never_too_high_and_too_low_by_one_in_a_block() -> None:
    pick = random.Random(3)
    counts, true = LineCounts(), dict[str, int]()
    blocks = 30
    for _ in range(blocks):
        pages: list[SeenPage] = []
        for _ in range(BLOCK):
            keys = {f"often {j}" for j in range(20) if pick.random() < j / 20} | {
                f"rare {pick.random()}" for _ in range(30)
            }
            pages.append(tuple(map(_line, keys)))
            for key in keys:
                true[key] = true.get(key, 0) + 1
        counts.add_block(pages)
    assert counts.pages == blocks * BLOCK
    for key, n in true.items():
        counted = counts.counts[key].pages if key in counts.counts else 0
        assert n - blocks <= counted <= n
    assert len(counts) < 100


def test_memory_is_bounded_and_the_smallest_sites_go_first() -> None:
    learner = SiteLearner(_cleaner(), max_lines=2_000)
    page = tuple(_line(f"line {j}") for j in range(50))
    for i in range(10):
        learner.add("large", page)
        for j in range(20):
            learner.add(f"small {i} {j}", page)
        assert learner.held <= 2_000
    assert "large" in learner.packs()
    assert learner.forgotten > 0


@pytest.mark.parametrize(
    ("url", "site"),
    [("https://www.Gull.example:8443/a/b?c", "gull.example"), ("gull.example/a", ""), ("http://[gull", ""), ("", "")],
)
def test_the_site_of_an_address(url: str, site: str) -> None:
    assert site_of(url) == site


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    (pages / "more").mkdir(parents=True)
    (pages / ".hidden").write_text("What is hidden is not read.", encoding="utf-8")
    for i in range(8):
        (pages / ("more" if i % 2 else ".") / f"{i}.txt").write_text(_page(i), encoding="utf-8")
    return pages


def test_the_command_writes_a_pack(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = folder.parent / "gull.toml"
    assert main(["learn", str(folder), "-o", str(file)]) == 0
    assert capsys.readouterr().err.startswith(f"{file}: ")
    assert main(["rules", "test", str(file)]) == 0
    assert main(["learn", str(folder), "-o", str(file), "--rules", str(file)]) == 3
    assert "no line recurs on 8 pages" in capsys.readouterr().err


def test_the_command_learns_from_a_file_of_many_documents(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [json.dumps({"text": _page(i)}) for i in range(8)]
    (folder / "dump.jsonl").write_text("\n".join([*lines[:4], "{", *lines[4:]]), encoding="utf-8")
    assert main(["learn", str(folder / "dump.jsonl"), "--name", "gull", "--kind", "text"]) == 0
    assert "# Learned from 8 pages with different stories." in capsys.readouterr().out
    assert main(["learn", str(folder / "none.jsonl")]) == 1
    assert "none.jsonl" in capsys.readouterr().err


def test_the_command_prints_the_pack(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["learn", str(folder), "--name", "gull", "--kind", "text", "--language", "en"]) == 0
    assert 'name = "gull"' in capsys.readouterr().out


def test_the_command_says_what_is_wrong(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["learn", str(folder / "none.txt")]) == 1
    assert "none.txt: No such file" in capsys.readouterr().err
    assert main(["learn", str(folder), "-o", str(folder / "none" / "a.toml")]) == 1
    assert main(["learn", str(folder), "--rules", str(folder / "0.txt")]) == 2
    with pytest.raises(SystemExit) as usage:
        main(["learn"])
    assert usage.value.code == 2
