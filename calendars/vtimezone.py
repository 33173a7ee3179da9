"""How a zone's clocks change, as the VTIMEZONE of RFC 5545 3.6.5: one constant block in yearly rules.

Lists of single changes (RDATE) are what several calendar applications read an hour wrong, so there are none.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from calendars.errors import Malformed
from calendars.rrule_text import WEEKDAYS
from calendars.zone import zone

# 28 years in a row hold every calendar there is: what fits them all is the rule. The last of these has the calendar of
# 1970, so that where the rule falls in 2054 is where it would have fallen in 1970.
_FIRST_YEAR, _LAST_YEAR, _WRITTEN_AS = 2027, 2054, 1970
_WEEK = timedelta(weeks=1)
_SECOND = timedelta(seconds=1)
_IRREGULAR = "its clocks change by no yearly rule"


class Change(NamedTuple):
    """The clocks go from one offset to another when they show `wall`."""

    wall: datetime
    offset_from: timedelta
    offset_to: timedelta
    abbreviation: str


@cache
def vtimezone(name: str) -> str:
    """The block, ending in CRLF, with the zone's present rules as if they had always held.

    Raises UnknownZone, and Malformed for a zone whose clocks change by no yearly rule (Morocco's follow the moon).
    """
    lines = ("BEGIN:VTIMEZONE", f"TZID:{name}", *_observances(zone(name)), "END:VTIMEZONE")
    return "".join(f"{line}\r\n" for line in lines)


def _observances(zone: ZoneInfo) -> list[str]:
    changes = list(_changes(zone))
    if not changes:
        always = datetime(_WRITTEN_AS, 1, 1)
        return _observance("STANDARD", _change(datetime(_LAST_YEAR, 1, 1, tzinfo=UTC), zone)._replace(wall=always))
    forward = [change for change in changes if change.offset_from < change.offset_to]
    back = [change for change in changes if change.offset_from > change.offset_to]
    return [*_yearly("DAYLIGHT", forward, zone), *_yearly("STANDARD", back, zone)]


def _yearly(kind: str, changes: Sequence[Change], zone: ZoneInfo) -> list[str]:
    years = [change.wall.year for change in changes]
    if years != list(range(_FIRST_YEAR, _LAST_YEAR + 1)):
        raise Malformed(zone.key, _IRREGULAR)
    days = _days([change.wall for change in changes])
    alike = {(change.wall.time(), change.wall.month, *change[1:]) for change in changes}
    if days is None or len(alike) > 1:
        raise Malformed(zone.key, _IRREGULAR)
    first = changes[-1]._replace(wall=changes[-1].wall.replace(year=_WRITTEN_AS))
    return _observance(kind, first, f"RRULE:FREQ=YEARLY;BYMONTH={first.wall.month};{days}")


def _observance(kind: str, first: Change, *rule: str) -> list[str]:
    return [
        f"BEGIN:{kind}",
        f"TZOFFSETFROM:{_offset(first.offset_from)}",
        f"TZOFFSETTO:{_offset(first.offset_to)}",
        f"TZNAME:{first.abbreviation}",
        f"DTSTART:{first.wall:%Y%m%dT%H%M%S}",
        *rule,
        f"END:{kind}",
    ]


def _days(walls: Sequence[datetime]) -> str | None:
    """The one weekday that all fall on: the last of the month, the nth, or the one among seven days of the month."""
    weekdays = {wall.weekday() for wall in walls}
    earliest, latest = min(wall.day for wall in walls), max(wall.day for wall in walls)
    if len(weekdays) > 1 or latest - earliest > 6:
        return None
    weekday = WEEKDAYS[weekdays.pop()]
    if all(wall.day + 7 > monthrange(wall.year, wall.month)[1] for wall in walls):
        return f"BYDAY=-1{weekday}"
    if earliest % 7 == 1:
        return f"BYDAY={earliest // 7 + 1}{weekday}"
    return f"BYMONTHDAY={','.join(str(day) for day in range(earliest, earliest + 7))};BYDAY={weekday}"


def _changes(zone: ZoneInfo) -> Iterator[Change]:
    moment, end = datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC), datetime(_LAST_YEAR + 1, 1, 1, tzinfo=UTC)
    while moment < end:
        later = moment + _WEEK
        if _offset_at(moment, zone) != _offset_at(later, zone):
            yield _change(_first_after(moment, later, zone), zone)
        moment = later


def _first_after(early: datetime, late: datetime, zone: ZoneInfo) -> datetime:
    """The first second of the new offset, found by halving."""
    before = _offset_at(early, zone)
    while late - early > _SECOND:
        middle = early + (late - early) // 2
        early, late = (middle, late) if _offset_at(middle, zone) == before else (early, middle)
    return late.replace(microsecond=0)


def _change(moment: datetime, zone: ZoneInfo) -> Change:
    before = _offset_at(moment - _SECOND, zone)
    local = moment.astimezone(zone)
    return Change(moment.replace(tzinfo=None) + before, before, _offset_at(moment, zone), local.tzname() or zone.key)


def _offset_at(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _offset(offset: timedelta) -> str:
    minutes = offset // timedelta(minutes=1)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
