"""The events of a private feed: with all that a member of the organization, or who works there, needs to know."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from booking.model import Occurrence, Space, Venue
from booking.services import addresses, day_conditions, event_parts, private_times
from booking.services.event_parts import OFF
from booking.services.private_lines import description
from booking.services.private_times import Scope
from calendars.ical import Entry
from calendars.intervals import Interval
from calendars.recurrence import Recurrence
from calendars.series_events import Instance, series_events
from calendars.zone import to_wall


def events(
    session: Session, scope: Scope, period: Interval, now: datetime, language: str, public_url: str
) -> Sequence[Entry]:
    """What takes place, of every booking that has a time in the period, and what was called off and still lies ahead.

    A series is one event with its rule. In five queries, whatever their number.
    """
    rows = [
        row
        for row in session.scalars(private_times.times(scope, period, now))
        if row.status not in OFF or not _is_past(row, now)
    ]
    conditions = day_conditions.outstanding(session, rows)
    numbers = [row.id for row in rows]
    places = private_times.spaces(session, scope, numbers)
    lanes = private_times.lanes(session, scope, numbers)

    def entry(row: Occurrence) -> Entry:
        spaces = places[row.id]
        said = description(row, spaces, lanes.get(row.id, ()), conditions.get(row.id, ()), language)
        return _entry(row, spaces, _summary(row, scope, language), said, _page(spaces, public_url))

    return [it for _, same in groupby(rows, key=lambda row: row.booking_id) for it in _of_booking([*same], entry)]


def _is_past(row: Occurrence, now: datetime) -> bool:
    """Whether the day is past, by the wall clock there."""
    return row.ends_local.date() < to_wall(now, ZoneInfo(row.booking.timezone)).date()


def _of_booking(rows: Sequence[Occurrence], entry: Callable[[Occurrence], Entry]) -> Iterable[Entry]:
    """One event where its times are a series that its rule says; else one a time."""
    booking = rows[0].booking
    if booking.rrule is None:
        return map(entry, rows)
    zone = ZoneInfo(booking.timezone)
    instances = [Instance(row.original_local, entry(row)) for row in rows]
    return series_events(booking.uid, Recurrence.parse(booking.rrule, zone), zone, instances)


def _entry(row: Occurrence, spaces: Sequence[Space], summary: str, said: str, url: str) -> Entry:
    """The event of one time by itself, with the UID that it has in public calendars."""
    booking = row.booking
    start, end = event_parts.span(row, ZoneInfo(booking.timezone))
    return Entry(
        uid=f"{booking.uid}-{row.id}",
        sequence=booking.sequence,
        stamp=max(row.changed_at, booking.changed_at),
        created=booking.created_at,
        start=start,
        end=end,
        zone=booking.timezone,
        summary=summary,
        location="; ".join(_location(venue, same) for venue, same in groupby(spaces, key=lambda it: it.venue)),
        geo=_position(spaces),
        description=said,
        url=url,
        status=event_parts.status(row.status),
    )


def _summary(row: Occurrence, scope: Scope, language: str) -> str:
    """Members know who they are; who works at a venue must see who comes."""
    booking = row.booking
    said = booking.activity if scope.organization else f"{booking.organization.name}: {booking.activity}"
    return event_parts.summary(said, row.status, language)


def _page(spaces: Sequence[Space], public_url: str) -> str:
    """The address of the page of the space, or of the house where there are several; none for several houses."""
    if len({it.venue_id for it in spaces}) != 1:
        return ""
    venue = f"{public_url}/venues/{spaces[0].venue.slug}"
    return f"{venue}/{spaces[0].slug}" if len(spaces) == 1 else venue


def _position(spaces: Sequence[Space]) -> tuple[float, float] | None:
    """Degrees north and east, where all is in one house."""
    positions = {(it.venue.latitude, it.venue.longitude) for it in spaces}
    latitude, longitude = positions.pop() if len(positions) == 1 else (None, None)
    return None if latitude is None or longitude is None else (latitude, longitude)


def _location(venue: Venue, spaces: Iterable[Space]) -> str:
    address = addresses.in_one_line(venue.name, venue.street, venue.post_code, venue.town)
    return f"{' + '.join(it.name for it in spaces)}, {address}"
