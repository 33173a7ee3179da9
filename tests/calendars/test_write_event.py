"""One event as RFC 5545 text: its lines, its letters, its times."""

import re
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Event

from calendars.content_lines import escaped
from calendars.errors import Malformed
from calendars.ical import Entry, Status, event_text

CHANGED = datetime(2026, 11, 1, 12, tzinfo=UTC)
TRAINING = Entry(
    uid="9d2c0f3a@sambrug",
    sequence=2,
    stamp=CHANGED,
    created=datetime(2026, 10, 1, 9, 30, tzinfo=UTC),
    start=datetime(2027, 1, 12, 17),
    end=datetime(2027, 1, 12, 18, 30),
    zone="Europe/Copenhagen",
    recurrence="FREQ=WEEKLY;UNTIL=20270601T150000Z",
    exdates=(datetime(2027, 2, 16, 17), datetime(2027, 3, 30, 17)),
    summary="Skovlunde Håndbold: træning",
    location="Hal A, Baltorpskolen, Baltorpvej 1, 2750 Ballerup",
    description="Børn; 24 deltagere\nÅbnes af pedellen",
    url="https://example.org/b/XYZ123",
    categories=("Håndbold", "Træning, børn"),
    geo=(55.731, 12.3630004),
)
any_text = st.text(st.characters(exclude_categories=())) | st.text(
    "\\;,nN\r\n\t æ€😀\x00\x85\u2028\ud83d\udfff:\"'^BEGIN"
)


def lines(entry: Entry) -> list[str]:
    return event_text(entry).replace("\r\n ", "").split("\r\n")[:-1]


def value(entry: Entry, name: str) -> str:
    return next(line.partition(":")[2] for line in lines(entry) if re.match(rf"{name}[:;]", line))


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], text)


def writable(text: str) -> str:
    """What of a text a calendar can carry: any line end as one newline, and nothing that is only control."""
    text = re.sub("\r\n|[\r\x85\u2028\u2029]", "\n", text)
    return "".join(letter for letter in text if letter in "\t\n" or unicodedata.category(letter) not in ("Cc", "Cs"))


def test_write_event__series__these_lines_in_this_order() -> None:
    assert lines(TRAINING) == [
        "BEGIN:VEVENT",
        "UID:9d2c0f3a@sambrug",
        "SEQUENCE:2",
        "DTSTAMP:20261101T120000Z",
        "LAST-MODIFIED:20261101T120000Z",
        "CREATED:20261001T093000Z",
        "DTSTART;TZID=Europe/Copenhagen:20270112T170000",
        "DTEND;TZID=Europe/Copenhagen:20270112T183000",
        "RRULE:FREQ=WEEKLY;UNTIL=20270601T150000Z",
        "EXDATE;TZID=Europe/Copenhagen:20270216T170000",
        "EXDATE;TZID=Europe/Copenhagen:20270330T170000",
        "SUMMARY:Skovlunde Håndbold: træning",
        r"LOCATION:Hal A\, Baltorpskolen\, Baltorpvej 1\, 2750 Ballerup",
        "GEO:55.731000;12.363000",
        r"DESCRIPTION:Børn\; 24 deltagere\nÅbnes af pedellen",
        "URL:https://example.org/b/XYZ123",
        r"CATEGORIES:Håndbold,Træning\, børn",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "END:VEVENT",
    ]


def test_write_event__only_what_is_needed__nothing_empty_is_written() -> None:
    bare = Entry(uid="1", sequence=0, stamp=CHANGED, start=CHANGED, end=CHANGED + timedelta(hours=1), summary="")
    assert lines(bare)[5:] == [
        "DTSTART:20261101T120000Z",
        "DTEND:20261101T130000Z",
        "SUMMARY:",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "END:VEVENT",
    ]


def test_write_event__the_same_entry__the_same_octets() -> None:
    assert event_text(TRAINING) == event_text(replace(TRAINING))


def test_write_event__moved_occurrence_on_the_night_of_a_change__in_utc_with_the_id_in_the_form_of_the_series() -> None:
    moved = replace(
        TRAINING,
        recurrence=None,
        exdates=(),
        recurrence_id=datetime(2027, 3, 27, 22),
        start=datetime(2027, 3, 27, 21, tzinfo=UTC),
        end=datetime(2027, 3, 28, 6, tzinfo=timezone(timedelta(hours=2))),
    )
    assert value(moved, "DTSTART") == "20270327T210000Z"
    assert value(moved, "DTEND") == "20270328T040000Z"
    assert "RECURRENCE-ID;TZID=Europe/Copenhagen:20270327T220000" in lines(moved)


def test_write_event__closed_days__are_dates_and_the_end_is_excluded() -> None:
    closed = Entry(
        uid="1", sequence=0, stamp=CHANGED, start=date(2027, 12, 24), end=date(2027, 12, 27), summary="Lukket"
    )
    assert "DTSTART;VALUE=DATE:20271224" in lines(closed)
    assert "DTEND;VALUE=DATE:20271227" in lines(closed)


def test_write_event__cancelled__blocks_no_time() -> None:
    cancelled = lines(replace(TRAINING, status=Status.CANCELLED, transparent=False))
    assert "STATUS:CANCELLED" in cancelled
    assert "TRANSP:TRANSPARENT" in cancelled


def test_write_event__transparent__says_so() -> None:
    assert value(replace(TRAINING, transparent=True), "TRANSP") == "TRANSPARENT"


IN_UTC = replace(TRAINING, zone=None, exdates=(), start=CHANGED, end=CHANGED)


@pytest.mark.parametrize(
    "floating",
    [
        replace(IN_UTC, start=datetime(2027, 1, 1)),
        replace(IN_UTC, end=datetime(2027, 1, 1)),
        replace(IN_UTC, exdates=(datetime(2027, 1, 1),)),
        replace(IN_UTC, recurrence_id=datetime(2027, 1, 1)),
    ],
)
def test_write_event__wall_clock_without_a_zone__is_malformed(floating: Entry) -> None:
    with pytest.raises(Malformed):
        event_text(floating)


def test_write_event__naive_stamp__is_malformed() -> None:
    with pytest.raises(Malformed):
        event_text(replace(TRAINING, stamp=datetime(2027, 1, 1)))


def test_write_event__summary_that_ends_the_event__is_only_a_summary() -> None:
    evil = replace(TRAINING, summary="x\r\nEND:VEVENT\nBEGIN:VALARM\rEND:VEVENT", url="https://e.org/\r\nEND:VEVENT")
    assert lines(evil).count("END:VEVENT") == 1
    assert value(evil, "SUMMARY") == r"x\nEND:VEVENT\nBEGIN:VALARM\nEND:VEVENT"
    assert value(evil, "URL") == "https://e.org/END:VEVENT"
    assert str(Event.from_ical(event_text(evil))["SUMMARY"]) == "x\nEND:VEVENT\nBEGIN:VALARM\nEND:VEVENT"


def test_write_event__a_million_letters__survive() -> None:
    long = "Å😀," * 333_334
    assert unescaped(value(replace(TRAINING, description=long), "DESCRIPTION")) == long


@given(any_text, any_text, any_text)
def test_write_event__any_text__comes_back(summary: str, description: str, category: str) -> None:
    entry = replace(TRAINING, summary=summary, description=f"{description}!", categories=(f"{category}!", "Hal, A"))
    assert unescaped(value(entry, "SUMMARY")) == writable(summary)
    assert unescaped(value(entry, "DESCRIPTION")) == writable(f"{description}!")
    categories = re.findall(r"(?:\\.|[^\\,])+", value(entry, "CATEGORIES"))
    assert [unescaped(each) for each in categories] == [writable(f"{category}!"), "Hal, A"]
    assert len(lines(entry)) == len(lines(TRAINING))


@given(any_text)
def test_write_event__any_text__icalendar_reads_the_same(summary: str) -> None:
    assert str(Event.from_ical(event_text(replace(TRAINING, summary=summary)))["SUMMARY"]) == writable(summary)


@given(st.integers(0, 80), any_text, st.text("a€😀æ,", min_size=60))
def test_write_event__long_lines__fold_at_75_octets_and_inside_no_letter(indent: int, some: str, long: str) -> None:
    text = event_text(replace(TRAINING, summary="a" * indent + long + some))
    octets = text.encode()
    assert octets.endswith(b"\r\n")
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", octets)
    for line in octets.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


@pytest.mark.parametrize("octets", [74, 75, 76, 75 + 74, 75 + 75])
def test_write_event__line_of_about_75_octets__folds_only_beyond(octets: int) -> None:
    text = event_text(replace(TRAINING, summary="x" * (octets - len("SUMMARY:"))))
    folds = text.count("\r\n x")
    assert folds == (octets > 75) + (octets > 75 + 74)


def test_escape__each_letter_once() -> None:
    assert escaped('a\\b;c,d\ne:f"g') == r"a\\b\;c\,d\ne:f" + '"g'
