"""A series as events: the rule, what is left out, what differs; read back by two independent programs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from dateutil.rrule import rruleset, rrulestr
from hypothesis import given
from hypothesis import strategies as st

from calendars.ical import CalendarHeader, Entry, Status, calendar_text, event_text
from calendars.recurrence import Recurrence, Series
from calendars.series_events import Instance, series_events
from calendars.zone import to_utc

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
FIRST = datetime(2027, 1, 12, 17)
HOUR = timedelta(hours=1)
RULES = ("FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR", "FREQ=DAILY;INTERVAL=3", "FREQ=MONTHLY;BYDAY=2TU")


def entry(start: datetime, **other: object) -> Entry:
    given: dict[str, object] = {"uid": f"alone-{start:%m%d}", "sequence": 1, "stamp": NOW, "start": start}
    given |= {"end": start + HOUR, "summary": "Håndbold", "zone": COPENHAGEN.key, **other}
    return Entry(**given)


def weekly(*weeks: int) -> list[Instance]:
    starts = [FIRST + timedelta(weeks=week) for week in weeks]
    return [Instance(start, entry(start)) for start in starts]


def events(instances: list[Instance], rule: str = "FREQ=WEEKLY;COUNT=10") -> tuple[Entry, ...]:
    return series_events("series", Recurrence.parse(rule, COPENHAGEN), COPENHAGEN, instances)


def shown(entries: tuple[Entry, ...]) -> list[tuple[datetime, datetime]]:
    """What recurring-ical-events makes of them, less what is cancelled."""
    header = CalendarHeader(product="-//T//T//DA", name="T", zone=COPENHAGEN.key, last_modified=NOW)
    calendar = icalendar.Calendar.from_ical(calendar_text(header, map(event_text, entries)))
    found = recurring_ical_events.of(calendar).between(datetime(2026, 1, 1), datetime(2030, 1, 1))
    times = ((it["DTSTART"].dt, it["DTEND"].dt) for it in found if it["STATUS"] != "CANCELLED")
    return sorted((start.astimezone(UTC), end.astimezone(UTC)) for start, end in times)


def true(instances: list[Instance]) -> list[tuple[datetime, datetime]]:
    live = (it.entry for it in instances if it.entry.status is not Status.CANCELLED)
    return sorted((_utc(it.start), _utc(it.end)) for it in live)


def _utc(moment: object) -> datetime:
    assert isinstance(moment, datetime)
    return moment if moment.tzinfo else to_utc(moment, COPENHAGEN)


def test_series_events__all_as_the_rule_says__is_one_event_until_the_last() -> None:
    (event,) = events(weekly(0, 1, 2))
    assert (event.uid, event.start, event.end) == ("series", FIRST, FIRST + HOUR)
    assert event.recurrence == "FREQ=WEEKLY;UNTIL=20270126T160000Z"
    assert event.exdates == ()


def test_series_events__some_not_shown__are_left_out_between_and_not_at_the_ends() -> None:
    (event,) = events(weekly(2, 3, 6))
    assert event.start == FIRST + timedelta(weeks=2)
    assert event.exdates == (FIRST + timedelta(weeks=4), FIRST + timedelta(weeks=5))
    assert event.recurrence == "FREQ=WEEKLY;UNTIL=20270223T160000Z"


def test_series_events__one_is_left__repeats_nothing_and_keeps_the_series_uid() -> None:
    (event,) = events(weekly(4))
    assert (event.uid, event.recurrence, event.recurrence_id) == ("series", None, None)


def test_series_events__one_is_moved__replaces_the_time_it_was_at() -> None:
    first, second, third = weekly(0, 1, 2)
    moved = Instance(second.original, entry(FIRST + timedelta(days=9)))
    main, other = events([first, moved, third])
    assert (main.exdates, other.uid, other.recurrence_id) == ((), "series", second.original)
    assert other.start == FIRST + timedelta(days=9)


@pytest.mark.parametrize("differs", [{"location": "Hal B"}, {"status": Status.TENTATIVE}, {"end": FIRST + 2 * HOUR}])
def test_series_events__the_first_differs__is_an_override_of_what_most_say(differs: dict[str, object]) -> None:
    first, *others = weekly(0, 1, 2)
    main, other = events([Instance(FIRST, replace(first.entry, **differs)), *others])
    assert (main.start, main.location, main.status, main.end) == (FIRST, "", Status.CONFIRMED, FIRST + HOUR)
    assert other.recurrence_id == FIRST


def test_series_events__cancelled_ones__are_overrides_even_where_they_are_most() -> None:
    instances = [Instance(it.original, replace(it.entry, status=Status.CANCELLED)) for it in weekly(0, 1, 2)]
    main, *others = events([*instances, *weekly(3)])
    assert main.status is Status.CONFIRMED
    assert {it.status for it in others} == {Status.CANCELLED}
    (main,) = events(instances)
    assert main.status is Status.CANCELLED


def test_series_events__cancelled_before_the_others_moved__stands_alone() -> None:
    gone = Instance(FIRST - HOUR, entry(FIRST - HOUR, status=Status.CANCELLED))
    main, alone = events([gone, *weekly(1, 2)])
    assert (main.uid, alone) == ("series", gone.entry)


def test_series_events__times_off_the_rule__each_stand_alone() -> None:
    instances = [*weekly(0, 1), Instance(FIRST + timedelta(days=3), entry(FIRST + timedelta(days=3)))]
    assert events(instances) == tuple(it.entry for it in instances)


def test_series_events__the_rule_falls_into_a_skipped_hour__each_stands_alone() -> None:
    starts = [datetime(2027, 3, 21, 2, 30), datetime(2027, 4, 4, 2, 30)]
    instances = [Instance(start, entry(start)) for start in starts]
    assert events(instances) == tuple(it.entry for it in instances)


def test_series_events__one_crosses_a_change_of_the_clock__is_an_override_in_utc() -> None:
    starts = [datetime(2027, 3, day, 22) for day in (20, 27)] + [datetime(2027, 4, 3, 22)]
    instances = [Instance(start, entry(start, end=start + 8 * HOUR)) for start in starts]
    night = (datetime(2027, 3, 27, 21, tzinfo=UTC), datetime(2027, 3, 28, 4, tzinfo=UTC))
    instances[1] = Instance(starts[1], entry(night[0], end=night[1]))
    main, other = events(instances)
    assert (other.start, other.recurrence_id, main.exdates) == (night[0], starts[1], ())
    assert shown((main, other)) == true(instances)


@given(st.sampled_from(RULES), st.data())
def test_series_events__any_history__two_readers_see_exactly_what_is_shown(rule: str, data: st.DataObject) -> None:
    start = FIRST if "BYDAY" in rule else FIRST + timedelta(days=data.draw(st.integers(0, 30)))
    planned = list(Series(start, start + HOUR, Recurrence.parse(f"{rule};COUNT=20")).originals())
    instances = []
    for original in planned:
        fate = data.draw(st.sampled_from(["shown", "shown", "absent", "moved", "cancelled", "tentative", "longer"]))
        at = original + timedelta(days=1, hours=2) if fate == "moved" else original
        status = {"cancelled": Status.CANCELLED, "tentative": Status.TENTATIVE}.get(fate, Status.CONFIRMED)
        it = entry(at, end=at + HOUR * (2 if fate == "longer" else 1), status=status)
        instances += [] if fate == "absent" else [Instance(original, it)]
    if instances:
        entries = events(instances, f"{rule};COUNT=20")
        assert shown(entries) == true(instances) == _by_dateutil(entries)


def _by_dateutil(entries: tuple[Entry, ...]) -> list[tuple[datetime, datetime]]:
    """The rule in dateutil's eyes, each time then as what replaces it says."""
    instead = {it.recurrence_id: it for it in entries if it.recurrence_id is not None}
    times = []
    for main in (it for it in entries if it.recurrence_id is None):
        assert isinstance(main.start, datetime)
        assert isinstance(main.end, datetime)
        starts = rruleset()
        rule = f"DTSTART;TZID={COPENHAGEN.key}:{main.start:%Y%m%dT%H%M%S}\nRRULE:{main.recurrence}"
        starts.rrule(rrulestr(rule)) if main.recurrence else starts.rdate(main.start.replace(tzinfo=COPENHAGEN))
        for start in (it.replace(tzinfo=None) for it in starts):
            if start not in main.exdates:
                alone = replace(main, start=start, end=start + (main.end - main.start))
                times.append(Instance(start, instead.get(start, alone)))
    return true(times)
