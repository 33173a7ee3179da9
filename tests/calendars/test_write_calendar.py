"""A calendar as RFC 5545 text, read back by others' software."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from hypothesis import assume, given
from hypothesis import strategies as st
from icalendar import Calendar

from calendars.errors import UnknownZone
from calendars.ical import CalendarHeader, Entry, Status, calendar_text, event_text
from calendars.recurrence import Recurrence, Series
from calendars.vtimezone import vtimezone
from calendars.zone import to_utc, zone
from tests.calendars.rules import whole_series

CHANGED = datetime(2026, 11, 1, 12, tzinfo=UTC)
COPENHAGEN = "Europe/Copenhagen"
ZONES = [COPENHAGEN, "America/New_York"]
LAST = datetime(2033, 6, 1, tzinfo=UTC)
HEADER = CalendarHeader(
    product="-//Sambrug//Booking//DA",
    name="Baltorpskolen, hal A",
    zone=COPENHAGEN,
    last_modified=CHANGED,
    description="Hvem der er i hallen",
    source="https://example.org/calendars/spaces/baltorpskolen/hal-a.ics",
    url="https://example.org/venues/baltorpskolen/hal-a",
    color="teal",
)
NIGHTS_OUT = (time(0, 30), time(4), time(18), time(23, 30))


def entry_of(series: Series, zone_name: str) -> Entry:
    return Entry(
        uid="1@sambrug",
        sequence=0,
        stamp=CHANGED,
        start=series.start,
        end=series.end,
        zone=zone_name,
        recurrence=series.recurrence.text(zone(zone_name), series.start) if series.recurrence else None,
        exdates=series.exdates(),
        summary="Træning",
    )


def times(text: str) -> list[tuple[datetime, datetime]]:
    events = recurring_ical_events.of(Calendar.from_ical(text)).between(datetime(2026, 1, 1, tzinfo=UTC), LAST)
    return sorted((event.start.astimezone(UTC), event.end.astimezone(UTC)) for event in events)


def written(*entries: Entry, zones: tuple[str, ...] = ()) -> str:
    return calendar_text(HEADER, [event_text(entry) for entry in entries], zones)


def test_write_calendar__no_event__header_and_zone() -> None:
    head, _, rest = written().partition("BEGIN:VTIMEZONE")
    assert head.replace("\r\n ", "").split("\r\n")[:-1] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Sambrug//Booking//DA",
        "CALSCALE:GREGORIAN",
        r"NAME:Baltorpskolen\, hal A",
        r"X-WR-CALNAME:Baltorpskolen\, hal A",
        "DESCRIPTION:Hvem der er i hallen",
        "X-WR-CALDESC:Hvem der er i hallen",
        "X-WR-TIMEZONE:Europe/Copenhagen",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "SOURCE;VALUE=URI:https://example.org/calendars/spaces/baltorpskolen/hal-a.ics",
        "URL:https://example.org/venues/baltorpskolen/hal-a",
        "COLOR:teal",
        "LAST-MODIFIED:20261101T120000Z",
    ]
    assert f"BEGIN:VTIMEZONE{rest}" == f"{vtimezone(COPENHAGEN)}END:VCALENDAR\r\n"


def test_write_calendar__bare_header__nothing_empty_and_neither_uid_nor_method() -> None:
    text = calendar_text(replace(HEADER, description="", source="", url="", color="", refresh_minutes=90), [])
    assert [line for line in text.split("\r\n") if line.endswith(":")] == []
    assert "PT90M" in text
    assert not {"UID", "METHOD", "DESCRIPTION", "URL", "COLOR"} & {
        line.partition(":")[0] for line in text.split("\r\n")
    }


def test_write_calendar__several_zones__one_block_each_in_one_order() -> None:
    text = written(zones=("Europe/Copenhagen", "America/New_York", "America/New_York"))
    assert text == written(zones=("America/New_York",))
    assert [line for line in text.split("\r\n") if line.startswith("TZID:")] == [
        "TZID:America/New_York",
        "TZID:Europe/Copenhagen",
    ]


def test_write_calendar__unknown_zone__is_refused() -> None:
    with pytest.raises(UnknownZone):
        written(zones=("Europe/Ballerup",))


def test_write_calendar__the_same_entries__the_same_octets() -> None:
    series = Series(datetime(2027, 1, 12, 17), datetime(2027, 1, 12, 18), Recurrence.parse("FREQ=WEEKLY;COUNT=40"))
    once = written(entry_of(series, COPENHAGEN))
    vtimezone.cache_clear()
    assert written(entry_of(series, COPENHAGEN)) == once


@given(whole_series(times=NIGHTS_OUT), st.sets(st.integers(0, 40), max_size=3), st.sampled_from(ZONES))
def test_write_calendar__any_series__expands_to_exactly_its_occurrences(
    whole: Series, skipped: set[int], zone_name: str
) -> None:
    """Behaviour 8: weekly at 18:00 stays at 18:00 across October and March."""
    starts = list(islice(whole.originals(), 41))
    series = replace(whole, skip=frozenset(start.date() for number, start in enumerate(starts) if number in skipped))
    assume(len(series.skip) < len(starts))
    assert times(written(entry_of(series, zone_name), zones=(zone_name,))) == [
        moments
        for each in series.occurrences(limit=5000)
        if (moments := _moments(each.start, each.end, zone(zone_name)))[0] < LAST
    ]


def test_write_calendar__moved_cancelled_and_skipped_dates__expand_so() -> None:
    """Behaviour 12: over midnight it is one event; the one that crosses the change of the clocks is written in UTC."""
    start, night = datetime(2027, 3, 6, 20), timedelta(hours=6)
    rule = Recurrence.parse("FREQ=WEEKLY;COUNT=6")
    series = entry_of(Series(start, start + night, rule, frozenset({datetime(2027, 3, 13).date()})), COPENHAGEN)
    single = replace(series, recurrence=None, exdates=())
    moved = replace(
        single,
        recurrence_id=datetime(2027, 3, 20, 20),
        start=datetime(2027, 3, 21, 10),
        end=datetime(2027, 3, 21, 12),
    )
    crossing = replace(
        single,
        recurrence_id=datetime(2027, 3, 27, 20),
        start=datetime(2027, 3, 27, 19, tzinfo=UTC),
        end=datetime(2027, 3, 28, 1, tzinfo=UTC),
    )
    cancelled = replace(
        single,
        recurrence_id=datetime(2027, 4, 3, 20),
        start=datetime(2027, 4, 3, 20),
        end=datetime(2027, 4, 4, 2),
        status=Status.CANCELLED,
        summary="AFLYST: Træning",
    )
    text = written(series, moved, crossing, cancelled)
    assert times(text) == [
        (datetime(2027, 3, 6, 19, tzinfo=UTC), datetime(2027, 3, 7, 1, tzinfo=UTC)),
        (datetime(2027, 3, 21, 9, tzinfo=UTC), datetime(2027, 3, 21, 11, tzinfo=UTC)),
        (datetime(2027, 3, 27, 19, tzinfo=UTC), datetime(2027, 3, 28, 1, tzinfo=UTC)),
        (datetime(2027, 4, 3, 18, tzinfo=UTC), datetime(2027, 4, 4, 0, tzinfo=UTC)),
        (datetime(2027, 4, 10, 18, tzinfo=UTC), datetime(2027, 4, 11, 0, tzinfo=UTC)),
    ]
    assert [str(event["STATUS"]) for event in Calendar.from_ical(text).events] == [*["CONFIRMED"] * 3, "CANCELLED"]


def _moments(start: datetime, end: datetime, where: ZoneInfo) -> tuple[datetime, datetime]:
    return to_utc(start, where), to_utc(end, where)
