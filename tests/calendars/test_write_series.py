"""A series as RFC 5545 lines, read back by others' software."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from hypothesis import assume, given
from hypothesis import strategies as st
from icalendar import Calendar

from calendars.recurrence import Recurrence, Series
from calendars.zone import to_utc, zone
from tests.calendars.rules import whole_series

COPENHAGEN = zone("Europe/Copenhagen")
ZONES = [COPENHAGEN, zone("America/New_York")]
LAST = datetime(2033, 6, 1)
TUESDAY = datetime(2027, 1, 12, 18)


def read_back(series: Series, where: ZoneInfo) -> list[datetime]:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test", "BEGIN:VEVENT", "UID:1", *series.lines(where)]
    text = "\r\n".join([*lines, "END:VEVENT", "END:VCALENDAR", ""])
    events = recurring_ical_events.of(Calendar.from_ical(text)).between(datetime(2026, 1, 1), LAST)
    return sorted(event["DTSTART"].dt.astimezone(UTC) for event in events)


@given(
    whole_series(times=(time(0, 30), time(4), time(8, 15), time(18), time(23, 30))),
    st.sets(st.integers(0, 40), max_size=3),
    st.sampled_from(ZONES),
)
def test_write__any_series__the_same_times_in_recurring_ical_events(
    whole: Series, skipped: set[int], where: ZoneInfo
) -> None:
    """Behaviours 8 and 14: across both changes of the clocks, week 53 and leap days."""
    starts = list(islice(whole.originals(), 41))
    skip = frozenset(start.date() for number, start in enumerate(starts) if number in skipped)
    assume(len(skip) < len(starts))
    changed = replace(whole, skip=skip)
    expected = [to_utc(each.start, where) for each in changed.occurrences(limit=5000)]
    assert read_back(changed, where) == [moment for moment in expected if moment < to_utc(LAST, where)]


def test_write__weekly_with_a_skip__until_in_utc_and_exdate_like_the_start() -> None:
    rule = Recurrence.parse("FREQ=WEEKLY;UNTIL=20270601")
    series = Series(TUESDAY, datetime(2027, 1, 12, 23), rule, frozenset({date(2027, 2, 16)}))
    assert series.lines(COPENHAGEN) == (
        "DTSTART;TZID=Europe/Copenhagen:20270112T180000",
        "DTEND;TZID=Europe/Copenhagen:20270112T230000",
        "RRULE:FREQ=WEEKLY;UNTIL=20270601T160000Z",
        "EXDATE;TZID=Europe/Copenhagen:20270216T180000",
    )


def test_write__no_rule__start_and_end() -> None:
    assert Series(TUESDAY, datetime(2027, 1, 13)).lines(COPENHAGEN) == (
        "DTSTART;TZID=Europe/Copenhagen:20270112T180000",
        "DTEND;TZID=Europe/Copenhagen:20270113T000000",
    )


@pytest.mark.parametrize(
    ("until", "written"),
    [
        ("20270328", "20270328T010000Z"),
        ("20271031", "20271031T003000Z"),
        ("20271201", "20271201T013000Z"),
        ("20271201T013000Z", "20271201T013000Z"),
        ("20271201T012959Z", "20271130T013000Z"),
    ],
)
def test_write__until_on_a_change_night__still_a_moment(until: str, written: str) -> None:
    rule = Recurrence.parse(f"FREQ=DAILY;UNTIL={until}", COPENHAGEN)
    assert rule.text(COPENHAGEN, datetime(2027, 1, 12, 2, 30)) == f"FREQ=DAILY;UNTIL={written}"


def test_write__count__as_it_is() -> None:
    assert Recurrence.parse("FREQ=DAILY;COUNT=3").text(COPENHAGEN, TUESDAY) == "FREQ=DAILY;COUNT=3"
