"""`cleaner batch --learn-sites`: which site a document is of, what is learned, and where it is used."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from cleaner.batch import firstpass
from cleaner.batch.failure import Failure, InputError, OutputError
from cleaner.batch.inputs import FileKind, InputFile
from cleaner.batch.item import Item
from cleaner.batch.runner import Plan, run
from cleaner.batch.sites import SitePacks, site_of_document
from cleaner.cleaning import Cleaner
from cleaner.cli import main
from cleaner.learning import learn
from cleaner.rules.rule import PackError
from tests.test_batch import Terminal, interrupted_after, jsonl, records

Captured = pytest.CaptureFixture[str]

STORIES = (
    ("herring", "boats", "market", "winter"),
    ("library", "readers", "roof", "council"),
    ("orchard", "pickers", "cider", "frost"),
    ("tramway", "drivers", "depot", "snow"),
    ("theatre", "actors", "stage", "flood"),
)
FURNITURE = {"gazette.example": "Gazette readers sail for less", "courier.example": "Courier puzzles for the ferry"}
"""A line on each page of a site, which no rule knows, and which the cleaner alone takes for a part of the story."""
BESIDE = {"gazette.example": "A harbour tale from the quay", "courier.example": "A tidal chart for the bay"}
"""What stands below it: furniture stands beside furniture."""


def story(site: str, number: int) -> str:
    """A page of a site, with its line in the middle."""
    what, who, where, when = STORIES[number]
    return "\n\n".join(
        (
            f"The {what} and the {when}",
            f"The {who} of the {what} met at the {where} on Monday, and before the {when} was over they had a plan.",
            f"Nobody at the {where} had thought that the {who} would agree, for the {when} had been long and hard.",
            FURNITURE[site],
            BESIDE[site],
            f"In the end the {what} was what they cared for most, and so the {who} went home from the {where}.",
            f"What the {when} will bring to the {what} is for the {who} to see, and for the {where} to write about.",
        )
    )


PAGES = [(site, n, story(site, n)) for n in range(len(STORIES)) for site in FURNITURE]


def cleaned(*arguments: str | Path) -> int:
    return main(["batch", "--workers", "1", "--no-scorer", *map(str, arguments)])


def left(output: Path) -> list[str]:
    """The sites of which a line is left, record by record."""
    return [site for record in records(output) for site, line in FURNITURE.items() if line in record["text"]]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Pages of both sites in turn; the last one of each quotes the other's line."""
    values = [{"id": f"{site} {n}", "url": f"https://www.{site}/{n}.html", "text": page} for site, n, page in PAGES]
    for value in values[-2:]:
        other = next(line for site, line in FURNITURE.items() if site not in value["id"])
        value["text"] += (
            f"\n\nThey sang of the {STORIES[-1][0]} until it was dark in the harbour of the town.\n\n{other}"
            "\n\nThat was what stood on the wall, and nobody who walked by on that day could say why it did.\n"
        )
    return jsonl(tmp_path / "in.jsonl", values)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "out.jsonl"


def item(kind: FileKind, path: str, name: str, place: str = "") -> Item:
    return Item(InputFile(0, path, name, kind, 0, ""), 1, place, name, Failure("error", ""), 0)


@pytest.mark.parametrize(
    ("document", "id", "url", "site"),
    [
        (item("jsonl", "dump.jsonl", "dump.jsonl#1"), "7", "https://www.Gazette.example:8080/a", "gazette.example"),
        (item("jsonl", "dump.jsonl", "dump.jsonl#1"), "https://gazette.example/a", None, "gazette.example"),
        (item("jsonl", "in/dump.jsonl.gz", "dump.jsonl.gz"), "7", None, "dump"),
        (item("parquet", "gazette.example/1.parquet", "1.parquet"), "7", "no address", "gazette.example"),
        (item("page", "in/gazette.example/2024/a.html", "gazette.example/2024/a.html"), "", None, "gazette.example"),
        (item("page", "www.gazette.example/index.php/a.html", "a.html"), "", None, "gazette.example"),
        (item("page", "in/gazette/2024/a.html", "gazette/2024/a.html"), "", None, "gazette"),
        (item("page", "/data/gazette/a.html", "a.html"), "", None, "gazette"),
        (item("zip", "in/crawl.zip", "crawl.zip", "gazette/2024/a.html"), "", None, "gazette"),
        (item("zip", "in/crawl.zip", "crawl.zip", "x/gazette.example/a.html"), "", None, "gazette.example"),
        (item("zip", "in/crawl.zip", "crawl.zip", "a.html"), "", None, "crawl"),
    ],
)
def test_the_site_of_a_document(document: Item, id: str, url: str | None, site: str) -> None:
    assert site_of_document(document, id, url) == site


def test_each_page_gets_the_pack_of_its_own_site(corpus: Path, output: Path, capsys: Captured) -> None:
    assert cleaned(corpus, "-o", output.with_name("plain.jsonl")) == 0
    assert left(output.with_name("plain.jsonl")) == [site for site, *_ in PAGES[:-2]] + list(FURNITURE) * 2
    capsys.readouterr()
    assert cleaned(corpus, "-o", output, "--learn-sites") == 0
    assert left(output) == list(reversed(FURNITURE))  # where the line of one stands in a story of the other
    assert "; 2 sites with rules of their own" in capsys.readouterr().err
    folder = output.with_name("out.jsonl.sites")
    assert sorted(file.name for file in folder.iterdir()) == sorted(f"{site}.toml" for site in FURNITURE)
    sources = [json.loads(line)["text"] for line in corpus.read_text().splitlines()[::2]]
    alone = learn(sources, name="gazette.example", cleaner=Cleaner(scorer=False))
    assert (folder / "gazette.example.toml").read_text() == alone.toml()


def test_packs_that_were_learned_serve_another_run(corpus: Path, output: Path, capsys: Captured) -> None:
    assert cleaned(corpus, "-o", output, "--learn-sites") == 0
    other = output.with_name("other.jsonl")
    packs = f"{output}.sites"
    assert cleaned(corpus, "-o", other, "--site-packs", packs) == 0
    assert other.read_bytes() == output.read_bytes()
    assert cleaned(corpus, "-o", other, "--site-packs", output.with_name("none"), "--restart") == 2
    assert "none: no such folder" in capsys.readouterr().err


def test_what_was_learned_is_not_learned_again(corpus: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = Plan((str(corpus),), str(output), Cleaner(scorer=False), workers=1, learn_sites=True)
    whole = output.with_name("whole.jsonl")
    run(plan._replace(output=str(whole)))
    with pytest.raises(KeyboardInterrupt), interrupted_after(3):
        run(plan._replace(commit=0), Terminal())
    assert output.with_name("out.jsonl.sites.part").exists() is False
    with pytest.raises(KeyboardInterrupt), interrupted_after(len(PAGES) + 3):
        run(plan._replace(commit=0), Terminal())
    assert output.with_name("out.jsonl.sites").is_dir()
    monkeypatch.delattr(firstpass, "SiteLearner")
    outcome = run(plan)
    assert (outcome.before, outcome.sites) == (3, 2)
    assert output.read_bytes() == whole.read_bytes()
    assert run(plan).tally.cleaned == len(PAGES)


def test_packs_that_have_changed_since_are_noticed(corpus: Path, output: Path) -> None:
    plan = Plan((str(corpus),), str(output), Cleaner(scorer=False), workers=1, learn_sites=True)
    run(plan)
    folder = output.with_name("out.jsonl.sites")
    pack = folder / "courier.example.toml"
    good = pack.read_text()
    pack.write_text(good.replace("Courier puzzles", "Courier riddles"))
    with pytest.raises(OutputError, match="other packs of sites"):
        run(plan)
    pack.write_text("[[rules]]\n")
    with pytest.raises(PackError, match="courier"):
        run(plan)
    pack.write_text(good)
    assert run(plan).sites == 2
    SitePacks(str(folder)).forget()
    with pytest.raises(OutputError, match="is missing"):
        run(plan)
    assert run(plan._replace(restart=True)).sites == 2


def test_standard_input_cannot_teach(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    with pytest.raises(InputError, match="cannot be read twice"):
        run(Plan(("-",), str(output), workers=1, learn_sites=True))
    assert not output.with_name("out.jsonl.journal").exists()


def test_the_first_pages_of_a_site_teach(corpus: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(firstpass, "PAGES", 3)
    monkeypatch.setattr(firstpass, "MOST_SITES", 1)
    terminal = Terminal()
    monkeypatch.setattr("cleaner.batch.progress._EVERY", 0.0)
    outcome = run(Plan((str(corpus),), str(output), Cleaner(scorer=False), workers=1, learn_sites=True), terminal)
    assert outcome.sites == 1
    assert "from 3 pages" in (output.with_name("out.jsonl.sites") / "gazette.example.toml").read_text()
    assert "learning sites · 3 documents" in terminal.getvalue()


def test_pages_that_fail_do_not_keep_the_rest_from_teaching(corpus: Path, output: Path) -> None:
    lines: Sequence[bytes] = (b"broken\n", b'{"text": "\\u0000\\u0001\\u0002\\u0003' + b"\\u0004" * 900 + b'"}\n')
    corpus.write_bytes(b"".join(lines) + corpus.read_bytes())
    assert cleaned(corpus, "-o", output, "--learn-sites") == 1
    assert left(output) == list(reversed(FURNITURE))


def test_any_name_of_a_site_is_a_name_of_a_file(tmp_path: Path) -> None:
    packs = SitePacks(str(tmp_path / "packs"))
    names = ("gazette.example", "..", ".hidden", "a/b", "a:b", "x" * 300, "页", "a b", "a_b", "")
    learned = learn([page for site, _, page in PAGES if site in "gazette.example"], cleaner=Cleaner(scorer=False))
    packs.write(dict.fromkeys(names, learned))
    assert packs.number() == len(names)
    assert all(packs.cleaner(Cleaner(), name).packs for name in names)
    assert not packs.cleaner(Cleaner(), "another.example").packs
