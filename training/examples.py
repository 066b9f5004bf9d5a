"""What the scorer learns from: pages as tables of features, each line with the class that the marked body gives it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from multiprocessing import Pool
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.aligning import held
from cleaner.document import Document
from cleaner.passes import passes_for
from cleaner.passes.page import Line, Page, words
from cleaner.passes.scored import is_marked, is_open
from cleaner.reading import read
from cleaner.reading.text import read_text
from cleaner.scorer.features import features_of, seen
from cleaner.scorer.model import CLASSES
from training.pages import Rendering, annotated, fold_of, pages, rendered, told

Form = Literal["html", "bare"] | Rendering
"""How a page is read: as HTML, as one of its renderings, or as its marked body alone."""

_UNKNOWN = -1
"""The class of a line that cannot be told; it teaches nothing."""

_HEADING_WORDS, _FIELD_WORDS = 14, 14
"""Words at most of a heading, and of a line that names the author."""

_SHORTEST, _LONGEST, _MOST_LINES = 200, 400_000, 4_000
"""Characters of a page, and lines, between which anything is learned from it."""

_LAST = ("keep", "structure", "kinds", "absent", "remnant", "scored")
"""The passes that speak after the scorer, and the scorer."""


class Example(NamedTuple):
    """A page: its set, its id, its fold, its language, how it was read; by line the features,
    the class (`_UNKNOWN` where it cannot be told), the words, whether the scorer has a say, whether the source
    marks it as a part of a text, whether it is body without the scorer, its boxes (HTML), its text; and the marked
    body.
    """

    pages: str
    id: str
    fold: int
    language: str
    form: Form
    features: NDArray[np.float16]
    classes: NDArray[np.int8]
    words: NDArray[np.float32]
    open: NDArray[np.bool_]
    marked: NDArray[np.bool_]
    body: NDArray[np.bool_]
    boxes: tuple[NDArray[np.int_], ...]
    texts: tuple[str, ...]
    gold: str


def example(name: str, page: Mapping[str, Any], form: Form, text: str | None) -> Example | None:
    """The example that a page makes; text: its rendering, for a form of plain text.

    None for a page that is too small or too large to learn from.
    """
    document = read(page["html"], "html") if text is None else read_text(text)
    gold = page["gold"].get("body") or ""
    if not _SHORTEST <= len(document.text) <= _LONGEST or len(document.blocks) > _MOST_LINES:
        return None
    read_page = before_scorer(document)
    units = seen(read_page)
    lines = [line for unit in units for line in unit.lines]
    boxes: tuple[NDArray[np.int_], ...] = ()
    if read_page.standing is not None:
        from cleaner.scorer.places import boxes as boxes_of

        boxes = boxes_of(read_page, read_page.standing)
    classes = list(_classes(read_page, page["gold"], gold))
    return Example(
        name,
        str(page["id"]),
        fold_of(page),
        str(page.get("lang") or read_page.language or ""),
        form,
        features_of(read_page, units).astype(np.float16),
        np.array([classes[line.first] for line in lines], np.int8),
        np.array([line.n for line in lines], np.float32),
        np.array([is_open(line) for line in lines]),
        np.array([is_marked(line) for line in lines]),
        np.array([line.body for line in lines]),
        boxes,
        tuple(document.text[line.start : line.end].strip() for line in lines),
        gold,
    )


def before_scorer(document: Document) -> Page:
    """A page as the scorer finds it."""
    page = Page(document)
    for recognise in passes_for(document.form):
        if not recognise.__module__.endswith(_LAST):
            page.apply(list(recognise(page)))
    return page


def _classes(page: Page, gold: Mapping[str, Any], body: str) -> Iterator[int]:
    """The class of each line: by the marked body, headline and authors where they tell, else by what the passes
    say of it."""
    lines = page.lines
    said = held([line.tokens for line in lines], words(body)) if body else [False] * len(lines)
    headline = words(gold.get("headline") or "")
    authors = [" ".join(words(a)) for a in gold.get("authors") or [] if a.strip()]
    for line, is_body in zip(lines, said, strict=True):
        if is_body:
            yield CLASSES.index("heading" if _is_heading(page, line) else "paragraph")
        elif is_body is None:
            yield _UNKNOWN if line.n else 0
        else:
            yield CLASSES.index(_field(line, headline, authors))


def _is_heading(page: Page, line: Line) -> bool:
    facts = line.facts
    ends = line.terminal or line.text.endswith((",", ":", ";"))
    return facts.heading > 0 or (line.n <= _HEADING_WORDS and not ends and not facts.item and page.alone(line.first))


def _field(line: Line, headline: list[str], authors: list[str]) -> str:
    """What a line is that is not body."""
    if headline and line.tokens == headline:
        return "headline"
    label = line.label if line.label in CLASSES else "boilerplate"
    if label == "headline" and headline:
        return "boilerplate"
    if authors and label in ("byline", "boilerplate") and line.n <= _FIELD_WORDS:
        joined = " ".join(line.tokens)
        return "byline" if any(author in joined for author in authors) else "boilerplate"
    return str(label)


class Wanted(NamedTuple):
    """Which examples are wanted: of which form, and the bodies that stand in for marked ones, by set and id."""

    form: Form
    bodies: Mapping[tuple[str, str], str] | None = None


def examples(folder: Path, wanted: Wanted, cache: Path | None, workers: int) -> list[Example]:
    """The examples of a folder. cache: a folder that keeps the renderings, which take longest."""
    source = annotated(folder) if wanted.bodies is None else _with_bodies(pages(folder), wanted.bodies)
    form = wanted.form
    texts = renderings(folder, form, cache, workers) if form != "html" and form != "bare" else {}
    jobs = ((name, page, form, _source(page, form, texts.get((name, str(page["id"])), ""))) for name, page in source)
    with Pool(workers) as pool:
        out = [x for x in pool.imap(_example, jobs, chunksize=16) if x is not None]
    told(f"{len(out)} pages as {form}")
    return out


def _source(page: Mapping[str, Any], form: Form, rendering: str) -> str | None:
    """The text that a page is read from; None for its markup."""
    return None if form == "html" else page["gold"]["body"] if form == "bare" else rendering


def _example(job: tuple[str, Mapping[str, Any], Form, str | None]) -> Example | None:
    return example(*job)


def _with_bodies(
    source: Iterable[tuple[str, dict[str, Any]]], bodies: Mapping[tuple[str, str], str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, page in source:
        body = bodies.get((name, str(page["id"])))
        if body is not None:
            page["gold"]["body"] = body
            yield name, page


def renderings(folder: Path, form: Rendering, cache: Path | None, workers: int) -> dict[tuple[str, str], str]:
    """The texts of the pages of a folder by set and id, from the cache where it has them."""
    kept = cache / f"{form}.jsonl" if cache else None
    if kept is not None and kept.exists():
        with kept.open(encoding="utf-8") as lines:
            return {(x["set"], x["id"]): x["text"] for x in map(json.loads, lines)}
    jobs = ((name, str(page["id"]), page["html"], form) for name, page in pages(folder))
    with Pool(workers) as pool:
        texts = dict(pool.imap(_rendering, jobs, chunksize=16))
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with kept.open("w", encoding="utf-8") as file:
            for (name, at), text in texts.items():
                file.write(json.dumps({"set": name, "id": at, "text": text}) + "\n")
    return texts


def _rendering(job: tuple[str, str, str, Rendering]) -> tuple[tuple[str, str], str]:
    name, at, html, form = job
    try:
        return (name, at), rendered(html, form)
    except RecursionError:
        return (name, at), ""
