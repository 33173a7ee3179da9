"""Times as the examples of a rulebook write them: by the wall clock, as texts of ISO 8601."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from booking.rules.facts import Time
from booking.rules.values import BadValue, fitting, listed, shown
from calendars.errors import CalendarError
from calendars.holidays import public_holidays
from calendars.intervals import Interval
from calendars.zone import day as whole_day
from calendars.zone import to_utc_lenient

MOST_TIMES = 400
USUAL = time(17), time(18, 30)
"""When a request without times is for, on a Tuesday some months after the rulebook comes into force."""
AHEAD = 91
"""How many days before its first time a request is made, where nothing is said."""

_EARLIEST, _LATEST = date(1990, 1, 1), date(2190, 1, 1)
_DAILY = re.compile(r"(\d\d:\d\d)/(\d\d:\d\d)", re.ASCII)
_FORM = 'a time as "2027-01-12T17:00"'
_SPAN_FORM = 'a time as "2027-01-12T17:00/18:30"'


def moment(key: str, value: Any, *path: str) -> datetime:
    """A wall clock, without zone."""
    try:
        read = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise BadValue(f"{key} = {shown(value)} must be {_FORM}", *path) from None
    if read.tzinfo is not None:
        raise BadValue(f"{key} = {shown(value)} must be {_FORM}, without a zone: local time is meant", *path)
    return read


def span(key: str, value: Any, *path: str) -> tuple[datetime, datetime]:
    """The wall clock of start and end; the end may leave out the date, and a time of day before the start is the
    next day's.
    """
    start_text, slash, end_text = value.partition("/") if isinstance(value, str) else ("", "", "")
    if not slash:
        raise BadValue(f"{key} = {shown(value)} must be {_SPAN_FORM}", *path)
    start = moment(key, start_text, *path)
    if "T" in end_text or len(end_text) > len("18:30:00"):
        return start, moment(key, end_text, *path)
    end = moment(key, f"{start.date()}T{end_text}", *path)
    return start, end if end > start else end + timedelta(days=1)


def interval(key: str, value: Any, zone: ZoneInfo, *path: str) -> Interval:
    """From start to end, or the whole of a date."""
    try:
        if type(value) is date:
            return whole_day(value, zone)
        start, end = span(key, value, *path)
        return Interval(to_utc_lenient(start, zone), to_utc_lenient(end, zone))
    except (CalendarError, OverflowError) as error:
        raise BadValue(f"{key} = {shown(value)} cannot be: {error}", *path) from None


def utc(key: str, local: datetime, zone: ZoneInfo, *path: str) -> datetime:
    """The moment when clocks show that time."""
    try:
        return to_utc_lenient(local, zone)
    except (CalendarError, OverflowError) as error:
        raise BadValue(f"{key} cannot be: {error}", *path) from None


def openings(key: str, value: Any, zone: ZoneInfo, days: Sequence[date], *path: str) -> Iterator[Interval]:
    """Like intervals; one without a date is on each of the days."""
    for each in listed(value):
        if isinstance(each, str) and _DAILY.fullmatch(each):
            yield from (interval(key, f"{day}T{each}", zone, *path) for day in days)
        else:
            yield interval(key, each, zone, *path)


def times(wanted: Mapping[str, Any], zone: ZoneInfo, in_force: date) -> tuple[Time, ...]:
    """The times asked for, repeated for so many `weeks`; a usual one where none are named."""
    weeks = fitting("asked.weeks", wanted.get("weeks", 1), int, "asked", "weeks")
    given = listed(wanted.get("times", []))
    if not 0 < weeks * max(len(given), 1) <= MOST_TIMES:
        raise BadValue(f"asked must be for 1 to {MOST_TIMES} times", "asked", "weeks" if "weeks" in wanted else "times")
    spans = [span("asked.times", each, "asked", "times") for each in given] or [_usual(zone, in_force)]
    later = [timedelta(weeks=number) for number in range(weeks)]
    repeated = [(start + by, end + by) for by in later for start, end in spans]
    return tuple(_time(number, *each, zone) for number, each in enumerate(repeated))


def _time(number: int, start: datetime, end: datetime, zone: ZoneInfo) -> Time:
    try:
        return Time(number, start, end, Interval(to_utc_lenient(start, zone), to_utc_lenient(end, zone)))
    except (CalendarError, OverflowError) as error:
        raise BadValue(f"asked.times cannot be: {error}", "asked", "times") from None


def _usual(zone: ZoneInfo, in_force: date) -> tuple[datetime, datetime]:
    first = min(max(in_force, _EARLIEST), _LATEST) + timedelta(days=AHEAD)
    days = (first + timedelta(days=number) for number in range(60))
    tuesdays = [day for day in days if day.weekday() == 1]
    day = next(day for day in tuesdays if not public_holidays(day, day, zone))
    return datetime.combine(day, USUAL[0]), datetime.combine(day, USUAL[1])
