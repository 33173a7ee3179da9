"""Wall clock <-> UTC: which moment a local time is, and what to do where the clocks skip or repeat an hour."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from calendars.errors import AmbiguousTime, EmptyInterval, Malformed, NonexistentTime, UnknownZone, WrongOffset
from calendars.intervals import Interval

EARLIEST_WALL = datetime(1970, 1, 1)
LATEST_WALL = datetime(2201, 1, 1)
"""The end of the last day that is known."""

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_ZONE_NAME = re.compile(r"[A-Z][A-Za-z0-9_+-]*(/[A-Z][A-Za-z0-9_+-]*){0,2}", re.ASCII)
_TIME = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)T(?P<hour>\d\d):(?P<minute>\d\d)(?::00(?:\.0{1,6})?)?(?P<offset>Z|[+-]\d\d:\d\d)?",
    re.ASCII,
)


def zone(name: str) -> ZoneInfo:
    """The zone of that name in the tz database, or UnknownZone."""
    if len(name) > 64 or not _ZONE_NAME.fullmatch(name):
        raise UnknownZone(name)
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise UnknownZone(name) from None


def to_utc(wall: datetime, zone: ZoneInfo) -> datetime:
    """The one moment when clocks in the zone show `wall`.

    Raises NonexistentTime or AmbiguousTime where there is none or two, Malformed outside 1970-2200.
    """
    before, after = _offsets(wall, zone)
    if before == after:
        return (wall - before).replace(tzinfo=UTC)
    if before > after:
        raise AmbiguousTime(wall, zone.key)
    raise NonexistentTime(wall, zone.key, *_gap(wall, zone))


def happens_once(wall: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks in the zone neither skip that time nor show it twice."""
    before, after = _offsets(wall, zone)
    return before == after


def to_utc_lenient(wall: datetime, zone: ZoneInfo) -> datetime:
    """The same for opening hours: a skipped time is the end of the gap, a repeated one the first of the two."""
    before, after = _offsets(wall, zone)
    if before < after:
        return (_gap(wall, zone)[1] - after).replace(tzinfo=UTC)
    return (wall - before).replace(tzinfo=UTC)


def to_wall(moment: datetime, zone: ZoneInfo) -> datetime:
    """What clocks in the zone show at the aware moment, without tzinfo."""
    if moment.utcoffset() is None:
        raise Malformed(moment, "a moment without zone")
    if not EARLIEST_WALL.year - 1 <= moment.year <= LATEST_WALL.year:
        raise Malformed(moment, "outside the years 1970 to 2200")
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def day(local_date: date, zone: ZoneInfo) -> Interval:
    """From local midnight to local midnight: 23, 24 or 25 hours."""
    return days(local_date, local_date, zone)


def days(first: date, last: date, zone: ZoneInfo) -> Interval:
    """From the beginning of the first date to the end of the last: both are included."""
    if last < first:
        raise EmptyInterval(first, last)
    return Interval(to_utc_lenient(_midnight(first), zone), to_utc_lenient(_midnight(last) + _DAY, zone))


def interval(start_wall: datetime, end_wall: datetime, zone: ZoneInfo) -> Interval:
    """From one wall time to another, as strict as `to_utc`; raises EmptyInterval too."""
    return Interval(to_utc(start_wall, zone), to_utc(end_wall, zone))


def dates_touched(interval: Interval, zone: ZoneInfo) -> tuple[date, ...]:
    """The local dates on which the interval lies; one that ends at midnight does not touch the next."""
    first = to_wall(interval.start, zone).date()
    last = to_wall(interval.end - datetime.resolution, zone).date()
    return tuple(first + n * _DAY for n in range((last - first).days + 1))


def parse_wall(text: str, zone: ZoneInfo) -> datetime:
    """The wall time in RFC 3339 text, whole minutes: `2027-01-12T17:00`, with or without `:00`; T24:00 is the next day.

    An offset (or Z) never moves the time: it must be the zone's own at that moment, else WrongOffset. It does not say
    which of two repeated hours is meant either: `to_utc` refuses both. Raises Malformed for anything else.
    """
    match = _TIME.fullmatch(text)
    if match is None:
        raise Malformed(text, "not a time such as 2027-01-12T17:00")
    wall = _wall(match["day"], int(match["hour"]), int(match["minute"]), text)
    offsets = _offsets(wall, zone)
    if match["offset"] and (given := _offset(match["offset"], text)) not in offsets:
        raise WrongOffset(given, offsets[0])
    return wall


def _wall(day_text: str, hour: int, minute: int, text: str) -> datetime:
    if (hour, minute) != (24, 0) and (hour > 23 or minute > 59):
        raise Malformed(text, "no such time of day")
    try:
        return _midnight(date.fromisoformat(day_text)) + timedelta(hours=hour, minutes=minute)
    except (ValueError, OverflowError):
        raise Malformed(text, "no such date") from None


def _offset(offset_text: str, text: str) -> timedelta:
    if offset_text == "Z":
        return timedelta(0)
    hours, minutes = int(offset_text[1:3]), int(offset_text[4:])
    if hours > 23 or minutes > 59:
        raise Malformed(text, "no such offset")
    return (-1 if offset_text[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes)


def _midnight(local_date: date) -> datetime:
    return datetime.combine(local_date, time())


def _offsets(wall: datetime, zone: ZoneInfo) -> tuple[timedelta, timedelta]:
    """The offsets that `wall` has before and after a change of the clocks; equal where none is near."""
    if wall.tzinfo is not None:
        raise Malformed(wall, "a wall time carries no zone")
    if not EARLIEST_WALL <= wall <= LATEST_WALL:
        raise Malformed(wall, "outside the years 1970 to 2200")
    return _offset_of(wall.replace(fold=0), zone), _offset_of(wall.replace(fold=1), zone)


def _offset_of(wall: datetime, zone: ZoneInfo) -> timedelta:
    offset = zone.utcoffset(wall)
    assert offset is not None
    return offset


def _gap(wall: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The wall times between which the clocks jump over `wall`; the moment of the change is found by halving."""
    before, after = _offsets(wall, zone)
    early = (wall - after).replace(tzinfo=UTC)
    late = (wall - before).replace(tzinfo=UTC)
    while late - early > _SECOND:
        middle = early + (late - early) // 2
        early, late = (middle, late) if middle.astimezone(zone).utcoffset() == before else (early, middle)
    change = late.replace(tzinfo=None, microsecond=0)
    return change + before, change + after
