"""An event of a calendar in the terms of a place: wall clock in its own zone, rules, dates left out, what it says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

from booking.errors import Invalid
from booking.services.imports.ics_blocks import Block
from booking.services.imports.ics_properties import event_of, several
from booking.services.imports.ics_zones import Zones
from booking.wording import N_
from calendars.zone import EARLIEST_WALL, LATEST_WALL

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_LONGEST = timedelta(days=366)

Moment = date | datetime
"""A day, or a moment with its zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One VEVENT. `start`, `end`, `further` (RDATE, with an end of its own or None) and `without` (EXDATE) are wall
    clock of `zone`; `rules` are RRULEs as icalendar reads them. `original` is its RECURRENCE-ID.

    `free` is TRANSP:TRANSPARENT, which takes no time.
    """

    summary: str
    zone: tzinfo
    start: datetime
    end: datetime
    all_day: bool
    rules: tuple[icalendar.vRecur, ...] = ()
    further: Mapping[datetime, datetime | None] = field(default_factory=dict)
    without: frozenset[datetime] = frozenset()
    original: Moment | None = None
    cancelled: bool = False
    free: bool = False

    def wall(self, moment: Moment) -> datetime:
        """The moment on this event's clock; a day is the day's start of the event."""
        if not isinstance(moment, datetime):
            return datetime.combine(moment, self.start.time())
        return moment.astimezone(self.zone).replace(tzinfo=None)


def read(block: Block, zones: Zones, venue_zone: ZoneInfo) -> Event:
    """The event; times without a zone, and days, are the venue's. Invalid naming each property that cannot be used."""
    if block.problem:
        raise Invalid({"VEVENT": [block.problem]})
    return _Reading(event_of(block), zones, venue_zone).event()


@dataclass(frozen=True, slots=True)
class _Reading:
    found: icalendar.Event
    zones: Zones
    venue_zone: ZoneInfo

    def event(self) -> Event:
        self._refuse_unsupported()
        start = self._moment("DTSTART")
        if start is None:
            raise Invalid.field("DTSTART", N_("The event has no start."))
        zone = self._zone(start)
        plain = Event(
            summary=" ".join(str(self.found.get("SUMMARY", "")).split()),
            zone=zone,
            start=_wall(start, zone),
            end=self._end(start, zone),
            all_day=not isinstance(start, datetime),
            rules=tuple(several(self.found, "RRULE")),
            original=self._moment("RECURRENCE-ID"),
            cancelled=str(self.found.get("STATUS", "")).upper() == "CANCELLED",
            free=str(self.found.get("TRANSP", "")).upper() == "TRANSPARENT",
        )
        return self._with_dates(plain)

    def _refuse_unsupported(self) -> None:
        if several(self.found, "EXRULE"):
            raise Invalid.field("EXRULE", N_("Rules of what is left out are not supported."))
        original = self.found.get("RECURRENCE-ID")
        if original is not None and "RANGE" in original.params:
            raise Invalid.field("RECURRENCE-ID", N_("A change of this and all following times is not supported."))

    def _end(self, start: Moment, zone: tzinfo) -> datetime:
        """DTEND, or DURATION by the wall clock; of days, the end of the last one. Invalid unless after the start."""
        first = _wall(start, zone)
        end, lasts = self._moment("DTEND"), self.found.get("DURATION")
        last = first if end is None else _wall(end, zone, up=True)
        if end is None and lasts is None and isinstance(start, datetime):
            raise Invalid.field("DTEND", N_("The event has no end."))
        if end is None and lasts is not None:
            if not isinstance(lasts.dt, timedelta):
                raise Invalid.field("DURATION", N_("“{value}” cannot be read."), value=str(lasts.dt))
            last = _up(first + min(lasts.dt, _LONGEST))
        if last == first and not isinstance(start, datetime):
            last = first + _DAY
        if last <= first:
            raise Invalid.field("DTEND", N_("The end must come after the start."))
        return last

    def _with_dates(self, plain: Event) -> Event:
        further = dict(self._further(plain))
        without = frozenset(_down(plain.wall(moment)) for moment, _ in self._listed("EXDATE"))
        return replace(plain, further=further, without=without)

    def _further(self, plain: Event) -> Iterator[tuple[datetime, datetime | None]]:
        for moment, end in self._listed("RDATE"):
            start = _down(plain.wall(moment))
            if isinstance(end, timedelta):
                yield start, start + end
            else:
                yield start, end and _up(plain.wall(end))

    def _listed(self, name: str) -> Iterator[tuple[Moment, Any]]:
        """Each moment of a list, with the end or the length that it may have of its own."""
        for values in several(self.found, name):
            for value in values.dts:
                start, end = value.dt if isinstance(value.dt, tuple) else (value.dt, None)
                end = self._placed(end, values.params) if isinstance(end, date) else end
                yield self._placed(start, values.params), end

    def _moment(self, name: str) -> Moment | None:
        found = self.found.get(name)
        return None if found is None else self._placed(found.dt, found.params)

    def _placed(self, value: Any, params: Mapping[str, str]) -> Moment:
        if not isinstance(value, date):
            raise Invalid.field("DTSTART", N_("“{value}” cannot be read."), value=str(value)[:80])
        if not EARLIEST_WALL.year < value.year < LATEST_WALL.year:
            raise Invalid.field("DTSTART", N_("{year} lies too far away."), year=str(value.year))
        if not isinstance(value, datetime):
            return value
        if "TZID" in params:
            return value.replace(tzinfo=self.zones.zone(params["TZID"]))
        return value if value.tzinfo else value.replace(tzinfo=self.venue_zone)

    def _zone(self, start: Moment) -> tzinfo:
        return (isinstance(start, datetime) and start.tzinfo) or self.venue_zone


def _wall(moment: Moment, zone: tzinfo, *, up: bool = False) -> datetime:
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time())
    wall = moment.astimezone(zone).replace(tzinfo=None)
    return _up(wall) if up else _down(wall)


def _down(wall: datetime) -> datetime:
    """The whole minute that it lies in; a place is booked by the minute."""
    return wall.replace(second=0, microsecond=0)


def _up(wall: datetime) -> datetime:
    return _down(wall + _MINUTE - datetime.resolution)
