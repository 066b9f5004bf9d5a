"""The scorer: its table, its network, and what it may say and may not."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cleaner.scorer
from cleaner import Article, Cleaner, Pack, clean
from cleaner.passes import passes_for
from cleaner.passes.page import Page, Recogniser
from cleaner.passes.scored import BODY, BOILERPLATE, CAPTION, judged
from cleaner.reading import read
from cleaner.scorer.columns import DOM, TEXT
from cleaner.scorer.features import features_of, seen
from cleaner.scorer.model import (
    BODY as BODY_CLASSES,
)
from cleaner.scorer.model import (
    BOXES_AFTER,
    CLASSES,
    DILATIONS,
    MOST,
    PAGE_AFTER,
    Floats,
    Layer,
    Network,
    Scores,
    network,
    product,
)
from cleaner.scorer.places import looks
from tests.strategies import any_pages, any_text
from tests.words import ENGLISH

FORMS = ("text", "html")
STORY = [" ".join(ENGLISH.sentence(11 + 97 * (3 * i + k)) for k in range(3)) for i in range(6)]
TEASERS = [ENGLISH.headlines[i % len(ENGLISH.headlines)] + f" {i}" for i in range(8)]
ENTRIES = ["Harbour", "Ferries", "Orchards", "Ovens", "Tides", "Bells", "Nets", "Beams"]
DUMP = "\n".join([*ENTRIES, ENGLISH.headlines[0], *STORY, *TEASERS, "© 2025 The Harbour Mail. All rights reserved."])
"""A dump whose menu and teasers nothing names, so that the passes judge by place."""

MARKUP = (
    "<body><nav><a href=/a>News</a> <a href=/b>Sport</a></nav><main><h1>The bridge</h1>"
    + "".join(f"<p>{text}</p>" for text in STORY)
    + "</main><div class='related cards'>"
    + "".join(f"<div><a href=/{i}>{text}</a></div>" for i, text in enumerate(TEASERS))
    + "</div></body>"
)


def before_scorer(source: str) -> Page:
    """A page as the scorer finds it."""
    page = Page(read(source))
    for recognise in _until_scorer(page):
        page.apply(list(recognise(page)))
    return page


def _until_scorer(page: Page) -> Iterator[Recogniser]:
    for recognise in passes_for(page.document.form):
        if recognise.__module__.endswith(".scored"):
            return
        yield recognise


def rules(article: Article) -> set[str]:
    return {step.rule for step in article.steps}


# The table


@given(any_pages() | any_text())
def test_the_table_has_a_finite_row_for_each_line_it_looks_at(source: str) -> None:
    page = before_scorer(source)
    if page.document.form == "binary":
        return
    units = seen(page)
    table = features_of(page, units)
    columns = len(TEXT) + (len(DOM) if page.standing else 0)
    assert table.shape == (sum(len(unit.lines) for unit in units), columns)
    assert np.isfinite(table).all()
    assert np.abs(table).max(initial=0) < 50


def test_columns_have_names_of_their_own_and_reasons() -> None:
    columns = (*TEXT, *DOM)
    assert len({column.name for column in columns}) == len(columns)
    assert all(column.why and column.group for column in columns)


@pytest.mark.parametrize("source", [DUMP, MARKUP], ids=FORMS)
def test_the_table_says_what_a_line_is(source: str) -> None:
    page = before_scorer(source)
    units = seen(page)
    table = features_of(page, units)
    names = [column.name for column in (*TEXT, *DOM)]
    lines = [line for unit in units for line in unit.lines]
    row = next(k for k, line in enumerate(lines) if line.text == STORY[2])
    assert table[row, names.index("words")] == pytest.approx(np.log1p(lines[row].n))
    assert table[row, names.index("is prose")] == table[row, names.index("ends a sentence")] == 1
    assert table[row, names.index("named")] == 0
    assert table[row, names.index("prose lines above")] == pytest.approx(np.log1p(2))
    if source is MARKUP:
        assert table[row, names.index("<p>")] == table[row, names.index("in main")] == 1
        teaser = next(k for k, line in enumerate(lines) if line.text == TEASERS[0])
        assert table[teaser, names.index("class related")] == 0.5
        assert table[teaser, names.index("link share")] == 1


@settings(max_examples=40)
@given(st.integers(1, 5), st.sampled_from(["Advertisement", "Share this article", "Loading..."]))
def test_a_named_line_between_paragraphs_changes_no_row(at: int, line: str) -> None:
    lines = DUMP.split("\n")
    place = lines.index(STORY[0]) + at
    more = "\n".join([*lines[:place], line, *lines[place:]])
    one, other = (before_scorer(source) for source in (DUMP, more))
    assert len(other.lines) == len(one.lines) + 1
    assert np.array_equal(features_of(one, seen(one)), features_of(other, seen(other)))


def test_lines_of_one_tag_and_class_tell_of_each_other() -> None:
    apart = "".join(f"<div class='wrap'><p class='text t-{k}'>{text}</p></div>" for k, text in enumerate(STORY))
    ways = "".join(f"<div class='wrap'><p class='way'>{entry}</p></div>" for entry in ENTRIES)
    page = before_scorer(f"<body><h1>The bridge</h1>{apart}{ways}</body>")
    numbers = looks(page)
    assert len(set(numbers)) == 3
    assert len(set(numbers[1 : 1 + len(STORY)])) == 1  # numbers in a class do not count
    column = [c.name for c in (*TEXT, *DOM)].index
    rows = features_of(page, seen(page))
    assert rows[1 : 1 + len(STORY), column("prose of its look")] == pytest.approx(1)
    assert rows[1 + len(STORY) :, column("prose of its look")] == pytest.approx(0)
    assert rows[-1, column("lines of its look")] > rows[0, column("lines of its look")]


# The network


def slowly(net: Network, features: Floats, boxes: tuple[list[int], ...]) -> list[list[float]]:
    """The network's outputs, line by line and number by number."""
    rows = [[max(-MOST, min(MOST, float(x))) for x in row] for row in (features - net.mean) * net.scale]

    def through(row: list[float], layer: Layer) -> list[float]:
        return [float(np.dot(np.array(row), layer.weight[:, j]) + layer.bias[j]) for j in range(layer.weight.shape[1])]

    def plus(one: list[float], other: list[float]) -> list[float]:
        return [a + max(0.0, b) for a, b in zip(one, other, strict=True)]

    state = [[max(0.0, x) for x in through(row, net.inputs)] for row in rows]
    none = [0.0] * len(state[0])
    for k, (layer, step) in enumerate(zip(net.layers, DILATIONS, strict=True)):
        old = state
        state = [
            plus(
                own,
                through(
                    [*(old[i - step] if i >= step else none), *own, *(old[i + step] if i + step < len(old) else none)],
                    layer,
                ),
            )
            for i, own in enumerate(old)
        ]
        if k == BOXES_AFTER and net.boxes is not None:
            means = [
                [np.mean([s for s, other in zip(state, box, strict=True) if other == mine], axis=0) for mine in box]
                for box in boxes
            ]
            state = [
                plus(own, through([float(x) for mean in means for x in mean[i]], net.boxes))
                for i, own in enumerate(state)
            ]
        if k == PAGE_AFTER:
            whole = [*map(float, np.mean(state, axis=0)), *map(float, np.max(state, axis=0))]
            state = [plus(own, through(whole, net.page)) for own in state]
    return [through(own, net.outputs) for own in state]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lines", [1, 2, 40])
def test_the_network_is_the_sum_that_it_says_it_is(form: str, lines: int) -> None:
    net = network("html" if form == "html" else "text")
    random = np.random.default_rng(lines)
    features = (net.mean + random.normal(size=(lines, len(net.mean))) / net.scale).astype(np.float32)
    boxes = tuple([int(x) for x in random.integers(0, 4, lines)] for _ in range(3)) if net.boxes else ()
    scores = net.score(features, tuple(np.array(box) for box in boxes))
    out = np.array(slowly(net, features, boxes))
    shares = np.exp(out) / np.exp(out).sum(1, keepdims=True)
    assert scores.classes == pytest.approx(shares, abs=1e-3)
    body = shares[:, BODY_CLASSES].sum(1)
    log_odds = np.clip(net.slope * np.log(body / (1 - body)) + net.shift, -12, 12)
    assert scores.log_odds == pytest.approx(log_odds, abs=0.02)
    assert [scores.likeliest(k) for k in range(lines)] == [CLASSES[k] for k in shares.argmax(1)]


@pytest.mark.parametrize("rows", [1, 31, 32, 33, 200])
def test_products_in_blocks_are_products(rows: int) -> None:
    random = np.random.default_rng(rows)
    left, weight = (random.normal(size=shape).astype(np.float32) for shape in ((rows, 144), (144, 48)))
    bias = random.normal(size=48).astype(np.float32)
    assert product(left, Layer(weight, bias)) == pytest.approx(left @ weight + bias, abs=1e-3)


@pytest.mark.parametrize("form", FORMS)
def test_weights_are_small_and_say_where_they_come_from(form: str) -> None:
    folder = files("cleaner.scorer") / "weights"
    card = json.loads((folder / f"{form}.json").read_text(encoding="utf-8"))
    assert {"fitted", "pages", "sha256 of pages", "folds", "F1 by folds", "slope", "shift"} <= set(card)
    sizes = [len((folder / f"{x}.npy").read_bytes()) for x in FORMS]
    assert sum(sizes) < 500_000
    columns = len(TEXT) + (len(DOM) if form == "html" else 0)
    assert card["shapes"]["mean"] == [columns]


def test_weights_are_read_once_and_shared_by_threads() -> None:
    assert network("text") is network("text")
    alone = [clean(DUMP), clean(MARKUP)] * 8
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(clean, [DUMP, MARKUP] * 8)) == alone


# What it says


def told(page: Page, odds: dict[str, float], classes: dict[str, str] | None = None) -> Scores:
    """Scores that give the lines of a page log odds and classes by their texts, 0 and boilerplate where none."""
    n = len(page.lines)
    shares = np.zeros((n, len(CLASSES)), np.float32)
    for k, line in enumerate(page.lines):
        shares[k, CLASSES.index((classes or {}).get(line.text, "boilerplate"))] = 1
    log_odds = np.array([odds.get(line.text, 0.0) for line in page.lines], np.float32)
    return Scores(log_odds, shares, np.zeros((n, len(TEXT)), np.float32), {k: k for k in range(n)})


@pytest.fixture
def scored(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """Log odds by text that the scorer gives from now on; 9 to the story, -9 to all else."""
    odds = dict.fromkeys(STORY, 9.0)

    def score(page: Page) -> Scores:
        return told(page, {line.text: odds.get(line.text, -9.0) for line in page.lines})

    monkeypatch.setattr(cleaner.scorer, "score", score)
    return odds


def test_likely_lines_are_taken_back_and_unlikely_ones_set_aside(scored: dict[str, float]) -> None:
    scored[ENTRIES[2]] = 9.0
    scored[STORY[3]] = -9.0
    article = clean(DUMP)
    assert ENTRIES[2] in article.text
    assert STORY[3] not in article.text
    by_rule = {block.text: block.step.rule for block in article.blocks}
    assert by_rule[ENTRIES[2]] == BODY
    assert by_rule[STORY[3]] == BOILERPLATE


def test_between_the_two_bounds_the_passes_decide(scored: dict[str, float]) -> None:
    scored[ENTRIES[2]] = scored[STORY[3]] = -0.4
    article = clean(DUMP)
    assert ENTRIES[2] not in article.text
    assert STORY[3] in article.text


@pytest.mark.parametrize(("entries", "mark", "stays"), [(1, "", True), (4, "", False), (4, "* ", True)])
def test_it_sets_less_aside_where_there_is_little_chrome_and_where_a_line_is_marked(
    scored: dict[str, float], entries: int, mark: str, stays: bool
) -> None:
    scored[STORY[3]] = scored[mark + STORY[3]] = -1.5
    menu = [f"{entry} {k}" for k in range(entries) for entry in ENTRIES]
    page = "\n".join([*menu, ENGLISH.headlines[0], *STORY[:3], mark + STORY[3], *STORY[4:]])
    assert (STORY[3] in clean(page).text) == stays


def test_a_rule_that_names_a_line_overrules_the_scorer(scored: dict[str, float]) -> None:
    scored["© 2025 The Harbour Mail. All rights reserved."] = 9.0
    assert "All rights reserved" not in clean(DUMP).text


def test_a_line_set_aside_for_its_place_is_not_taken_back_where_a_rule_names_it(scored: dict[str, float]) -> None:
    count = f"2 thoughts on “{ENGLISH.headlines[0]}”"
    scored[count] = scored[TEASERS[0]] = 9.0
    comments = f"<div id=comments class=comments-area><h2 class=comments-title>{count}</h2></div>"
    teasers = "".join(f"<div class=more><a href=/{i}>{text}</a></div>" for i, text in enumerate(TEASERS))
    menu = "".join(f"<nav><a href=/{i}>{i} {text}</a></nav>" for i, text in enumerate(ENTRIES * 3))
    story = "".join(f"<p>{text}</p>" for text in STORY)
    article = clean(f"<body>{menu}<main><h1>{ENGLISH.headlines[0]}</h1>{story}</main>{comments}{teasers}</body>")
    assert {b.text: b.step.rule for b in article.blocks}[TEASERS[0]] == BODY
    assert count not in article.text


def test_what_the_user_protects_overrules_the_scorer(scored: dict[str, float]) -> None:
    scored[STORY[3]] = -9.0
    assert STORY[3] in clean(DUMP, rules=Pack("mine", keep=(STORY[3],))).text


def test_fields_are_not_the_scorers(scored: dict[str, float]) -> None:
    scored[ENGLISH.headlines[0]] = 9.0
    article = clean(DUMP)
    assert article.headline == ENGLISH.headlines[0]
    assert ENGLISH.headlines[0] not in article.text


def test_the_scorer_can_be_silenced_and_left_out(scored: dict[str, float]) -> None:
    scored[STORY[3]] = -9.0
    assert STORY[3] in clean(DUMP, rules=Pack("mine", silence=frozenset((BOILERPLATE,)))).text
    alone = Cleaner(scorer=False).clean(DUMP)
    assert STORY[3] in alone.text
    assert not rules(alone) & {BODY, BOILERPLATE, CAPTION}


def test_what_is_most_likely_a_caption_is_called_one() -> None:
    page = before_scorer(DUMP)
    steps = list(judged(page, told(page, {STORY[3]: -9.0}, {STORY[3]: "caption"}), placed=8))
    assert [(s.rule, s.label) for s in steps if s.start == page.lines[_at(page, STORY[3])].start] == [
        (CAPTION, "caption")
    ]


def _at(page: Page, text: str) -> int:
    return next(k for k, line in enumerate(page.lines) if line.text == text)


@pytest.mark.parametrize("source", [DUMP, MARKUP], ids=FORMS)
def test_evidence_names_features_and_a_probability(source: str) -> None:
    page = before_scorer(source)
    scores = cleaner.scorer.score(page)
    names = {column.name for column in (*TEXT, *DOM)}
    for k in scores.rows:
        said, reasons = scores.why(k).split("; ")
        assert said == f"body with probability {scores.probability(k):.2f}"
        side, _, listed = reasons.partition(" it: ")
        assert side == ("for" if scores.probability(k) >= 0.5 else "against")
        assert set(filter(None, listed.split(", "))) <= names


def test_an_article_and_known_lines_are_not_the_scorers() -> None:
    source = "\n\n".join([ENGLISH.headlines[0], *STORY, "Share this article", "Related Articles", "(0)", "Log in"])
    code = f"""
import sys
from cleaner import clean
article = clean({source!r})
assert len(article.removed) > 2
print("numpy" in sys.modules)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_huge_pages_are_not_the_scorers(monkeypatch: pytest.MonkeyPatch) -> None:
    most = len(DUMP.split("\n")) - 1
    asked: list[int] = []

    def score(page: Page) -> Scores:
        asked.append(len(page.lines))
        return told(page, dict.fromkeys(STORY, 9.0))

    monkeypatch.setattr(cleaner.scorer, "score", score)
    monkeypatch.setattr("cleaner.passes.scored.MOST_LINES", most)
    assert STORY[0] in clean(DUMP).text
    assert all(lines <= most for lines in asked)
    assert STORY[0] in clean(DUMP.replace("\n" + TEASERS[0], "")).text
    assert most in asked


# The confidence


def test_confidence_of_text_follows_the_odds(scored: dict[str, float]) -> None:
    sure = clean(DUMP).confidence
    scored.update(dict.fromkeys(STORY[:4], -0.7))
    unsure = clean(DUMP).confidence
    assert sure is not None
    assert unsure is not None
    assert 0 < unsure < sure < 1


def test_a_page_of_text_without_an_article_says_so(scored: dict[str, float]) -> None:
    scored.clear()
    article = clean(DUMP)
    assert article.text == ""
    assert article.notes == ("no article was found: nothing on the page reads as one",)
    assert article.confidence == 0


def test_confidence_is_calibrated_in_order() -> None:
    """More words that may be wrong never make a page surer."""
    page = before_scorer(DUMP)
    from cleaner.confidence import confidence

    told_ = []
    for lower in range(0, len(STORY) + 1, 2):
        page.take_scores(told(page, {**dict.fromkeys(STORY, 6.0), **dict.fromkeys(STORY[:lower], 0.0)}))
        told_.append(confidence(page))
    assert all(one > other for one, other in pairwise(told_))
