"""Entries -> RFC 5545 text that every calendar application reads alike.

An event's text is written once, when it changes, and kept; a calendar joins what was kept. Nothing here reads the
clock, so the same entries give the same octets. There is no METHOD and no UID on the calendar, no alarm and no person.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from calendars.content_lines import address, escaped, folded, utc, when
from calendars.intervals import Interval
from calendars.vtimezone import vtimezone

Moment = date | datetime
"""A day, an aware moment that is written in UTC, or wall clock (naive) of the entry's zone."""


class Busyness(StrEnum):
    """FBTYPE (3.2.9): taken, perhaps taken, and not to be had at all."""

    BUSY = "BUSY"
    TENTATIVE = "BUSY-TENTATIVE"
    UNAVAILABLE = "BUSY-UNAVAILABLE"


class Status(StrEnum):
    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event, one series, or one moved or cancelled occurrence of it (`recurrence_id` set).

    `stamp` is when it last changed and `sequence` rises with each change of time, rule or status. Days end exclusively.
    `recurrence` is an RRULE whose UNTIL is in UTC; `exdates` and `recurrence_id` have the form of the series' own
    start. `geo` is latitude and longitude in degrees.
    """

    uid: str
    sequence: int
    stamp: datetime
    start: Moment
    end: Moment
    summary: str
    zone: str | None = None
    created: datetime | None = None
    recurrence: str | None = None
    exdates: tuple[Moment, ...] = ()
    recurrence_id: Moment | None = None
    location: str = ""
    description: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    geo: tuple[float, float] | None = None
    status: Status = Status.CONFIRMED
    transparent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeBusy:
    """When one place is taken within `period`, and how (3.6.4); `stamp` is when that last changed."""

    uid: str
    stamp: datetime
    period: Interval
    busy: Mapping[Busyness, Iterable[Interval]]
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarHeader:
    """What a calendar says of itself. `product` is the PRODID, `source` its own address, `color` a CSS name."""

    product: str
    name: str
    zone: str
    last_modified: datetime
    description: str = ""
    source: str = ""
    url: str = ""
    color: str = ""
    refresh_minutes: int = 60


def event_text(entry: Entry) -> str:
    """The VEVENT, ending in CRLF. A cancelled one never blocks time. Malformed for wall clock without a zone."""
    return "".join(folded(line) for line in _event_lines(entry))


def freebusy_text(table: FreeBusy) -> str:
    """The VFREEBUSY, ending in CRLF: every period in UTC, on a line of its own, by start."""
    return "".join(folded(line) for line in _freebusy_lines(table))


def url_line(uri: str) -> str:
    """An event's line that says where there is more about it, ending in CRLF."""
    return folded(f"URL:{address(uri)}")


def calendar_text(header: CalendarHeader, events: Iterable[str], zones: Iterable[str] = ()) -> str:
    """The whole VCALENDAR: events as `event_text` wrote them, and one VTIMEZONE for each zone, the header's included.

    Raises UnknownZone, and Malformed for a zone that `vtimezone` cannot describe.
    """
    head = "".join(folded(line) for line in _header_lines(header))
    blocks = "".join(vtimezone(zone) for zone in sorted({header.zone, *zones}))
    return f"BEGIN:VCALENDAR\r\n{head}{blocks}{''.join(events)}END:VCALENDAR\r\n"


def _event_lines(entry: Entry) -> Iterator[str]:
    stamp = utc(entry.stamp)
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(entry.uid)}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"DTSTAMP:{stamp}"
    yield f"LAST-MODIFIED:{stamp}"
    if entry.created is not None:
        yield f"CREATED:{utc(entry.created)}"
    yield from _time_lines(entry)
    yield f"SUMMARY:{escaped(entry.summary)}"
    yield from _place_lines(entry)
    yield f"STATUS:{entry.status}"
    yield f"TRANSP:{'TRANSPARENT' if entry.transparent or entry.status is Status.CANCELLED else 'OPAQUE'}"
    yield "END:VEVENT"


def _freebusy_lines(table: FreeBusy) -> Iterator[str]:
    yield "BEGIN:VFREEBUSY"
    yield f"UID:{escaped(table.uid)}"
    yield f"DTSTAMP:{utc(table.stamp)}"
    yield f"DTSTART:{utc(table.period.start)}"
    yield f"DTEND:{utc(table.period.end)}"
    if table.url:
        yield f"URL:{address(table.url)}"
    periods = sorted((each, kind) for kind, intervals in table.busy.items() for each in intervals)
    for each, kind in periods:
        yield f"FREEBUSY;FBTYPE={kind}:{utc(each.start)}/{utc(each.end)}"
    yield "END:VFREEBUSY"


def _time_lines(entry: Entry) -> Iterator[str]:
    yield f"DTSTART{when(entry.start, entry.zone)}"
    yield f"DTEND{when(entry.end, entry.zone)}"
    if entry.recurrence is not None:
        yield f"RRULE:{entry.recurrence}"
    for exdate in entry.exdates:
        yield f"EXDATE{when(exdate, entry.zone)}"
    if entry.recurrence_id is not None:
        yield f"RECURRENCE-ID{when(entry.recurrence_id, entry.zone)}"


def _place_lines(entry: Entry) -> Iterator[str]:
    if entry.location:
        yield f"LOCATION:{escaped(entry.location)}"
    if entry.geo is not None:
        yield f"GEO:{entry.geo[0]:.6f};{entry.geo[1]:.6f}"
    if entry.description:
        yield f"DESCRIPTION:{escaped(entry.description)}"
    if entry.url:
        yield f"URL:{address(entry.url)}"
    if entry.categories:
        yield f"CATEGORIES:{','.join(escaped(category) for category in entry.categories)}"


def _header_lines(header: CalendarHeader) -> Iterator[str]:
    """Those that RFC 7986 names stand beside their older twins, as few readers know both."""
    name, description = escaped(header.name), escaped(header.description)
    refresh = _duration(header.refresh_minutes)
    yield "VERSION:2.0"
    yield f"PRODID:{escaped(header.product)}"
    yield "CALSCALE:GREGORIAN"
    yield f"NAME:{name}"
    yield f"X-WR-CALNAME:{name}"
    if description:
        yield f"DESCRIPTION:{description}"
        yield f"X-WR-CALDESC:{description}"
    yield f"X-WR-TIMEZONE:{header.zone}"
    yield f"REFRESH-INTERVAL;VALUE=DURATION:{refresh}"
    yield f"X-PUBLISHED-TTL:{refresh}"
    if header.source:
        yield f"SOURCE;VALUE=URI:{address(header.source)}"
    if header.url:
        yield f"URL:{address(header.url)}"
    if header.color:
        yield f"COLOR:{escaped(header.color)}"
    yield f"LAST-MODIFIED:{utc(header.last_modified)}"


def _duration(minutes: int) -> str:
    """DURATION (3.3.6) in its shortest form: PT1H, PT90M."""
    return f"PT{minutes}M" if minutes % 60 else f"PT{minutes // 60}H"
