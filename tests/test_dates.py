"""Reading dates off lines: the forms of many outlets, and what is no date."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import clean
from cleaner.passes import calendars
from cleaner.passes.dates import Found, find, western
from cleaner.passes.vocabulary import vocabulary
from tests.words import ENGLISH, TONGUES, Tongue

IST = datetime.timezone(datetime.timedelta(hours=5, minutes=30))
UTC = datetime.UTC
DAY = datetime.date(2025, 7, 13)


def at(hour: int, minute: int, second: int = 0, zone: datetime.timezone | None = None) -> datetime.datetime:
    return datetime.datetime(2025, 7, 13, hour, minute, second, tzinfo=zone)


def dates(text: str, language: str = "en", *, day_first: bool = True) -> list[Found]:
    return list(find(text, vocabulary(language).months, day_first=day_first))


FORMS: list[tuple[str, str, datetime.date]] = [
    ("en", "2025-07-13", DAY),
    ("en", "2025/07/13", DAY),
    ("en", "2025.07.13", DAY),
    ("en", "2025-7-13", DAY),
    ("en", "13 July 2025", DAY),
    ("en", "13th July 2025", DAY),
    ("en", "13th of July 2025", DAY),
    ("en", "13 July, 2025", DAY),
    ("en", "13-Jul-2025", DAY),
    ("en", "July 13, 2025", DAY),
    ("en", "July 13 2025", DAY),
    ("en", "July 13th, 2025", DAY),
    ("en", "JULY 13, 2025", DAY),
    ("en", "Jul. 13, 2025", DAY),
    ("en", "Jul 13, 2025", DAY),
    ("en", "Sunday, July 13, 2025", DAY),
    ("en", "Sun 13 Jul 2025", DAY),
    ("en", "13/07/2025", DAY),
    ("en", "13.07.2025", DAY),
    ("en", "13-07-2025", DAY),
    ("en", "13.07.25", DAY),
    ("en", "Sept. 3, 2024", datetime.date(2024, 9, 3)),
    ("en", "May 1, 2024", datetime.date(2024, 5, 1)),
    ("en", "29 February 2024", datetime.date(2024, 2, 29)),
    ("en", "Published: July 13, 2025", DAY),
    ("en", "2025-07-13T14:30:05Z", at(14, 30, 5, UTC)),
    ("en", "2025-07-13T14:30:05+05:30", at(14, 30, 5, IST)),
    ("en", "2025-07-13T14:30:05.123Z", at(14, 30, 5, UTC)),
    ("en", "2025-07-13 14:30", at(14, 30)),
    ("en", "July 13, 2025, 2:30 PM", at(14, 30)),
    ("en", "July 13, 2025 at 2:30 p.m.", at(14, 30)),
    ("en", "July 13, 2025 12:05 am", at(0, 5)),
    ("en", "July 13, 2025 12:05 pm", at(12, 5)),
    ("en", "July 13, 2025 | 2:30pm", at(14, 30)),
    ("en", "14:30, 13 July 2025", at(14, 30)),
    ("en", "2:30 PM EDT, July 13, 2025", at(14, 30)),
    ("en", "13 July 2025 • 14:30", at(14, 30)),
    ("en", "Sunday 13 July 2025 14.30", at(14, 30)),
    ("en", "13 July 2025 14:30 GMT", at(14, 30, 0, UTC)),
    ("de", "13. Juli 2025", DAY),
    ("de", "Sonntag, 13. Juli 2025, 14:30 Uhr", at(14, 30)),
    ("de", "13.07.2025, 14.30 Uhr", at(14, 30)),
    ("de", "Stand: 13.07.2025", DAY),
    ("de", "1. März 2025", datetime.date(2025, 3, 1)),
    ("fr", "13 juillet 2025", DAY),
    ("fr", "le 1er août 2025", datetime.date(2025, 8, 1)),
    ("fr", "13 juillet 2025 à 14h30", at(14, 30)),
    ("fr", "13/07/2025 à 14:30", at(14, 30)),
    ("es", "13 de julio de 2025", DAY),
    ("es", "13 julio 2025", DAY),
    ("es", "13 de julio de 2025 a las 14:30", at(14, 30)),
    ("es", "13 de septiembre del 2025", datetime.date(2025, 9, 13)),
    ("pt", "13 de julho de 2025", DAY),
    ("pt", "13/07/2025 às 14h30", at(14, 30)),
    ("pt", "1º de março de 2025", datetime.date(2025, 3, 1)),
    ("it", "13 luglio 2025", DAY),
    ("it", "domenica 13 luglio 2025, 14:30", at(14, 30)),
    ("it", "13 luglio 2025 alle 14:30", at(14, 30)),
    ("ru", "13 июля 2025", DAY),
    ("ru", "13 июля 2025, 14:30", at(14, 30)),
    ("ru", "13 июля 2025 года", DAY),
    ("ru", "14:30, 13 июля 2025", at(14, 30)),
    ("el", "13 Ιουλίου 2025", DAY),
    ("el", "13 Ιουλίου 2025, 14:30", at(14, 30)),
    ("el", "13/07/2025 στις 14:30", at(14, 30)),
    ("pl", "13 lipca 2025", DAY),
    ("pl", "13 lipca 2025, godz. 14:30", at(14, 30)),
    ("en", "May 3,2024", datetime.date(2024, 5, 3)),
    ("en", "13 / 07 / 2025", DAY),
    ("en", "2025. 7. 13", DAY),
    ("en", "2025-07-1314:30", at(14, 30)),
    ("en", "13 July 202514:30", at(14, 30)),
    ("en", "July 13, 20252:30 PM", at(14, 30)),
    ("zh", "2025年7月13日14:30", at(14, 30)),
    ("nl", "13 juli 2025", DAY),
    ("sv", "söndag 13 juli 2025", DAY),
    ("sv", "1 maj 2025", datetime.date(2025, 5, 1)),
    ("da", "10. marts 2025 kl. 14:30", datetime.datetime(2025, 3, 10, 14, 30)),
    ("fi", "13. heinäkuuta 2025", DAY),
    ("cs", "13. července 2025", DAY),
    ("cs", "3. listopadu 2025", datetime.date(2025, 11, 3)),
    ("hr", "3. listopada 2025", datetime.date(2025, 10, 3)),
    ("sr", "13. јул 2025", DAY),
    ("bg", "13 юли 2025", DAY),
    ("uk", "13 липня 2025", DAY),
    ("hu", "2025. július 13.", DAY),
    ("hu", "2025. 07. 13.", DAY),
    ("lt", "2025 m. liepos 13 d.", DAY),
    ("ro", "duminică, 13 iulie 2025", DAY),
    ("sq", "13 korrik 2025", DAY),
    ("tr", "13 Temmuz 2025 Pazar", DAY),
    ("tr", "İSTANBUL 13 Temmuz 2025", DAY),
    ("ca", "13 Juliol 2025", DAY),
    ("es", "13 Juliol 2025", DAY),
    ("id", "Minggu, 13 Juli 2025", DAY),
    ("ms", "3 Ogos 2025", datetime.date(2025, 8, 3)),
    ("vi", "Chủ Nhật, 13 tháng 7, 2025", DAY),
    ("vi", "13 thg 7, 2025", DAY),
    ("ar", "الأحد، 13 يوليو 2025 14:30", at(14, 30)),
    ("ar", "13 تموز / يوليو 2025", DAY),
    ("he", "13 ביולי 2025", DAY),
    ("hi", "१३ जुलाई २०२५", DAY),
    ("bn", "১৩ জুলাই ২০২৫", DAY),
    ("ko", "2025년 7월 13일", DAY),
    ("ko", "2025. 7. 13. 14:30", DAY),
    ("th", "13 กรกฎาคม 2025", DAY),
    ("zh", "2025年7月13日", DAY),
    ("zh", "2025年07月13日 14:30", at(14, 30)),
    ("zh", "2025-07-13 14:30:05", at(14, 30, 5)),
]


@pytest.mark.parametrize(("language", "text", "value"), FORMS, ids=[f"{f[0]}: {f[1]}" for f in FORMS])
def test_a_date_is_read(language: str, text: str, value: datetime.date) -> None:
    found = dates(text, language)
    assert [f.date for f in found] == [value]
    assert type(found[0].date) is type(value)
    if isinstance(value, datetime.datetime):
        assert isinstance(found[0].date, datetime.datetime)
        assert found[0].date.utcoffset() == value.utcoffset()


@pytest.mark.parametrize(("language", "text", "value"), FORMS, ids=[f"{f[0]}: {f[1]}" for f in FORMS])
def test_a_date_is_found_where_it_stands(language: str, text: str, value: datetime.date) -> None:
    alone = dates(text, language)[0]
    inside = dates(f"foo bar, {text} – foo bar", language)
    assert [(f.date, f.start - 9) for f in inside] == [(alone.date, alone.start)]
    said = text[alone.start : alone.end]
    assert said == said.strip()
    assert str(value.day) in western(said) or str(value.year) in western(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Staff WriterJuly 13, 2025", "July 13, 2025"),
        ("ESPNJul 13, 2025, 06:21 AM ET", "Jul 13, 2025, 06:21 AM ET"),
        ("Featured Columnist IVJuly 13, 2025[ Comments ]", "July 13, 2025"),
        ("PublishedSunday 13 July 2025", "13 July 2025"),
        ("13 July 20250", "13 July 2025"),
        ("Published On 13 Jul 202513 Jul 2025", "13 Jul 2025"),
        ("13.07.202513. Juli 2025", "13.07.2025"),
        ("13/07/202514/07/2025", "13/07/2025"),
        ("By Ruth Adeyemi/July 13, 2025", "July 13, 2025"),
    ],
)
def test_a_date_stuck_to_words_is_read(text: str, said: str) -> None:
    found = dates(text)[0]
    day = found.date.date() if isinstance(found.date, datetime.datetime) else found.date
    assert (day, text[found.start : found.end]) == (DAY, said)


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("fa", "22 تیر 1404 - 14:30", DAY),
        ("ar", "۲۲ تير ۱۴۰۴", DAY),
        ("fa", "۱۴۰۴/۰۴/۲۲", DAY),
        ("fa", "30 اسفند 1403", datetime.date(2025, 3, 20)),
        ("fa", "1 فروردین 1404", datetime.date(2025, 3, 21)),
        ("fa", "1 فروردین 1403", datetime.date(2024, 3, 20)),
        ("fa", "1 فروردین 1375", datetime.date(1996, 3, 20)),
        ("fa", "1 مهر 1402", datetime.date(2023, 9, 23)),
        ("fa", "31 مهر 1402", None),
        ("fa", "1402/13/01", None),
        ("th", "13 กรกฎาคม 2568", DAY),
        ("th", "13 ก.ค. 68 14:30 น.", DAY),
        ("th", "13/07/2568", DAY),
        ("th", "31/02/2568", None),
        ("en", "13 กรกฎาคม 2568", None),
        ("en", "1404/04/22", None),
        ("en", "13 Juliol 2025", None),
    ],
)
def test_other_calendars_are_read_where_they_are_used(language: str, text: str, value: datetime.date | None) -> None:
    assert [f.date for f in vocabulary(language).dates(text)] == ([value] if value else [])


def test_every_language_without_a_pack_has_twelve_months() -> None:
    for language in calendars.LANGUAGES:
        assert set(calendars.months_of(language).values()) == set(range(1, 13)), language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025",
        "© 2025 The Harbour Gazette",
        "July 2025",
        "13 July",
        "Updated 2 hours ago",
        "yesterday",
        "to 45%",
        "31 June 2025",
        "30 February 2024",
        "29 February 2025",
        "2025-13-01",
        "2025-07-32",
        "13 Foo 2025",
        "July 45, 2025",
        "13/13/2025",
        "1.2.3",
        "10.0.13.07",
        "192.168.10.12",
        "13-07-20255",
        "12025-07-13",
        "tel. 2025-07-1355",
        "13 July 1066",
        "13 July 2525",
        "score 13-7 2025",
        "1.2.20255",
        "13 July 20255555",
        "Mayor 5, 2025",
        "dismay 5, 2025",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert dates(text) == []


def test_the_order_of_day_and_month_counts_where_both_can_be() -> None:
    assert [(f.date.isoformat(), f.ambiguous) for f in dates("03/04/2025")] == [("2025-04-03", True)]
    assert [(f.date.isoformat(), f.ambiguous) for f in dates("03/04/2025", day_first=False)] == [("2025-03-04", True)]
    assert [(f.date.isoformat(), f.ambiguous) for f in dates("07/13/2025")] == [("2025-07-13", False)]
    assert [(f.date.isoformat(), f.ambiguous) for f in dates("13/07/2025", day_first=False)] == [("2025-07-13", False)]


def test_several_dates_come_in_order_and_apart() -> None:
    found = dates("Published July 13, 2025, 2:30 PM; updated 2025-07-14 10:00")
    assert [f.date for f in found] == [at(14, 30), datetime.datetime(2025, 7, 14, 10, 0)]
    assert found[0].end <= found[1].start


@pytest.mark.parametrize("tongue", TONGUES, ids=lambda t: t.language)
@given(day=st.dates(datetime.date(1990, 1, 1), datetime.date(2099, 12, 31)))
def test_every_day_of_every_language_is_read(tongue: Tongue, day: datetime.date) -> None:
    text = tongue.date.format(day=day.day, month=tongue.months[day.month - 1], year=day.year)
    assert [f.date for f in dates(text, tongue.language)] == [day]


@given(st.datetimes(datetime.datetime(1990, 1, 1), datetime.datetime(2099, 12, 31), timezones=st.none()))
def test_every_iso_time_is_read(moment: datetime.datetime) -> None:
    moment = moment.replace(microsecond=0)
    assert [f.date for f in dates(moment.isoformat())] == [moment]
    assert [f.date for f in dates(moment.isoformat() + "Z")] == [moment.replace(tzinfo=UTC)]


@given(st.text(alphabet="0123456789-/.: ,julyJULYapmzT年月日", max_size=60))
def test_dates_lie_inside_the_text_and_apart(text: str) -> None:
    found = dates(text)
    edges = [edge for f in found for edge in (f.start, f.end)]
    assert edges == sorted(edges)
    assert all(0 <= f.start < f.end <= len(text) for f in found)


BODY = "\n\n".join(" ".join(ENGLISH.sentence(11 + 97 * (i * 3 + k)) for k in range(3)) for i in range(4))


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("13 July 2025", DAY),
        ("Published: Sunday, July 13, 2025, 14:30 IST", at(14, 30)),
        ("Published 13 July 2025 Updated 14 July 2025", DAY),
        ("Last Updated: 14 July 2025\nPublished: 13 July 2025", DAY),
        ("Updated 2 hours ago\n13 July 2025", DAY),
        ("Last updated on July 13, 2025", DAY),
        ("By Ruth Adeyemi | July 13, 2025", DAY),
        ("By Ruth Adeyemi\nJuly 13, 2025", DAY),
        ("Updated 2 hours ago", None),
        ("© 2025 The Harbour Gazette", None),
    ],
)
def test_the_date_of_a_page(line: str, value: datetime.date | None) -> None:
    article = clean(f"{ENGLISH.headlines[0]}\n\n{line}\n\n{BODY}\n")
    found = article.date
    if isinstance(found, datetime.datetime) and isinstance(value, datetime.datetime):
        found = found.replace(tzinfo=None)
    assert found == value
    assert article.text == BODY


@pytest.mark.parametrize("stuck", ["date 2025-07-13 ", "2025-07-13 ", "July 13, 2025 - ", "Published: 13 July 2025 | "])
def test_a_date_stuck_to_the_first_paragraph_is_split_off(stuck: str) -> None:
    article = clean(f"{ENGLISH.headlines[0]}\n\n{stuck}{BODY}\n")
    assert article.date == DAY
    assert article.text == BODY
    place = next(f for f in article.fields if f.name == "date")
    assert place.start is not None
    assert "13" in article.document.text[place.start : place.end]


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://mail.example/2025/07/13/bridge", DAY),
        ("https://mail.example/news/2025-07-13-bridge.html", DAY),
        ("https://mail.example/news/20250713/bridge", DAY),
        ("https://mail.example/news/20251313/bridge", None),
        ("https://mail.example/2025/02/30/bridge", None),
        ("https://mail.example/story/202507135", None),
        ("https://mail.example/", None),
        (None, None),
    ],
)
def test_a_date_in_the_url_is_the_last_resort(url: str | None, value: datetime.date | None) -> None:
    article = clean(BODY, url=url)
    assert article.date == value
    assert [f.rule for f in article.fields if f.name == "date"] == (["date.url"] if value else [])
    dated = clean(f"{ENGLISH.headlines[0]}\n\n1 May 2024\n\n{BODY}", url=url)
    assert dated.date == datetime.date(2024, 5, 1)


MENU = "\n".join(("Home", "News", "Sport", "Opinion", "Subscribe", "Log in"))
TEASERS = "\n".join(f"{ENGLISH.headlines[k]}\n{k} June 2024" for k in (1, 2, 3))
COMMENTS = "\n".join(
    ("Comments", "Anna", "14 July 2025 at 10:12", "I agree.", "Ben", "15 July 2025 at 11:40", "So do I.")
)


@pytest.mark.parametrize(
    ("above", "below_headline", "behind"),
    [
        pytest.param("", "13 July 2025", TEASERS, id="teasers behind the body"),
        pytest.param(TEASERS, "13 July 2025", "", id="teasers above the headline"),
        pytest.param("", "13 July 2025", COMMENTS, id="comments"),
        pytest.param("13 July 2025", "", "", id="above the headline"),
        pytest.param("", "Updated 15 July 2025\nPublished 13 July 2025", "", id="update in front"),
        pytest.param("", "Updated\n15 July 2025\nPublished\n13 July 2025", "", id="cues on lines of their own"),
        pytest.param("", "13 July 2025, 14:30 / Updated 15 July 2025, 10:00", "", id="update behind"),
        pytest.param("", "Photo: Ruth Adeyemi / 13 July 2025", "", id="in a credit"),
        pytest.param("", "3 min read | 13 July 2025 | 12 comments", "", id="beside the reading time"),
        pytest.param("", "", "This article was published on 13 July 2025.", id="below the body"),
        pytest.param(f"1 May 2025\n{MENU}\n{MENU}\n13 July 2025", "", "", id="the nearer of two above the headline"),
        pytest.param(
            "13 July 2025",
            "The flood of 3 May 2024 took nine boats, two piers, one bakery, seven gardens",
            "",
            id="in a title",
        ),
        pytest.param("", "", f"Published: 13 July 2025\n{MENU}\n{MENU}\n1 May 2025", id="the nearer of two behind"),
        pytest.param("", "", f"1 May 2025\nPublished: 13 July 2025\n{MENU}", id="behind the body, with a cue"),
        pytest.param(
            "\n".join(f"{ENGLISH.headlines[1]}\n{k} May 2025, 10:00" for k in range(1, 6)) + f"\n{MENU}\n{MENU}",
            "",
            "13 July 2025",
            id="many dates above",
        ),
        pytest.param("", "13/07/2025", "© 2019 The Harbour Gazette", id="copyright year"),
    ],
)
def test_the_date_of_publication_among_others(above: str, below_headline: str, behind: str) -> None:
    pieces = (MENU, above, ENGLISH.headlines[0], below_headline, BODY, behind)
    found = clean("\n\n".join(piece for piece in pieces if piece)).date
    assert (found.date() if isinstance(found, datetime.datetime) else found) == DAY


@pytest.mark.parametrize("behind", [COMMENTS, TEASERS, "2 hours ago", "© 2025 The Harbour Gazette"])
def test_no_date_is_better_than_that_of_something_else(behind: str) -> None:
    assert clean("\n\n".join((MENU, ENGLISH.headlines[0], BODY, behind))).date is None


def test_a_date_is_found_in_a_line_that_is_labelled_otherwise() -> None:
    article = clean(f"{MENU}\n\n{ENGLISH.headlines[0]}\n\n3 min read | 13 July 2025\n\n{BODY}\n")
    field = next(f for f in article.fields if f.name == "date")
    assert field.rule == "date.unlabelled"
    assert field.start is not None
    assert "13 July 2025" in article.document.text[field.start : field.end]


@pytest.mark.parametrize(
    ("date", "other", "value"),
    [
        ("03/04/2025", "25/03/2025", datetime.date(2025, 4, 3)),
        ("03/04/2025", "03/25/2025", datetime.date(2025, 3, 4)),
        ("03/04/2025", "2025-03-25", datetime.date(2025, 3, 4)),
        ("03/04/2025", "25.03.2025", datetime.date(2025, 3, 4)),
        ("13/07/2025", "07/14/2025", DAY),
    ],
)
def test_other_dates_of_the_page_show_the_order_of_day_and_month(date: str, other: str, value: datetime.date) -> None:
    found = clean(f"{MENU}\n\n{ENGLISH.headlines[0]}\n\n{date}\n\n{BODY}\n\nRelated\n\nA new pier\n{other}\n").date
    assert found == value


def test_only_the_first_paragraph_loses_the_date_in_front_of_it() -> None:
    second = "14 July 2025 The mayor of Tarnbridge has opened the second bridge for the children of both schools."
    article = clean(f"13 July 2025 The ferry runs again after the flood of the spring before last.\n\n{second}\n")
    assert article.date == datetime.date(2025, 7, 13)
    assert article.text.split("\n\n")[1] == second
