"""The events of a private feed: with all that a member of the organization, or who works there, needs to know."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, func, select, true
from sqlalchemy.orm import Session, contains_eager, defer, joinedload

from booking.model import Booking, Claim, Occurrence, OccurrenceSpace, Space, Unit, Venue
from booking.model.statements import one_of
from booking.services import day_conditions
from booking.services.letting_go import CONTINUED
from booking.services.private_lines import Lanes, description
from booking.services.wording import gettext
from booking.vocabulary import HOLDING, Status
from booking.wording import N_
from calendars import ical
from calendars.ical import Entry
from calendars.intervals import Interval
from calendars.recurrence import Recurrence
from calendars.series_events import Instance, series_events
from calendars.zone import to_wall

_TAKES_PLACE = HOLDING | {Status.NOTED}
_OFF = frozenset({Status.CANCELLED, Status.DISPLACED})


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose events: an organization's (id), or those at venues (ids)."""

    organization: int | None = None
    venues: frozenset[int] = field(default_factory=frozenset)


def events(session: Session, scope: Scope, period: Interval, now: datetime, language: str) -> Sequence[Entry]:
    """What takes place, of every booking that has a time in the period, and what was called off and still lies ahead.

    A series is one event with its rule. In seven queries, whatever their number.
    """
    rows = [
        row for row in session.scalars(_rows(scope, period, now)) if row.status not in _OFF or not _is_past(row, now)
    ]
    conditions = day_conditions.outstanding(session, rows)
    numbers = [row.id for row in rows]
    places, lanes = _spaces(session, scope, numbers), _lanes(session, scope, numbers)

    def entry(row: Occurrence) -> Entry:
        spaces = places[row.id]
        said = description(row, spaces, lanes.get(row.id, ()), conditions.get(row.id, ()), language)
        return _entry(row, spaces, _summary(row, scope, language), said)

    return [it for _, same in groupby(rows, key=lambda row: row.booking_id) for it in _of_booking([*same], entry)]


def _rows(scope: Scope, period: Interval, now: datetime) -> Select[Occurrence]:
    """Every time of these bookings that was not refused, is not waited for, and was not taken over by another booking;
    of those at venues, only the times there.
    """
    in_period = (Occurrence.starts_at < period.end, Occurrence.ends_at > period.start)
    query = select(Occurrence).join(Occurrence.booking).where(_is_theirs(scope), _is_shown(now))
    query = query.where(Occurrence.booking_id.in_(select(Occurrence.booking_id).where(*in_period, _is_theirs(scope))))
    return query.order_by(Occurrence.booking_id, Occurrence.starts_at, Occurrence.id).options(
        contains_eager(Occurrence.booking).options(defer(Booking.request), joinedload(Booking.organization))
    )


def _is_theirs(scope: Scope) -> ColumnElement[bool]:
    if scope.organization is not None:
        bookings = select(Booking.id).where(Booking.organization_id == scope.organization)
        return Occurrence.booking_id.in_(bookings)
    there = select(OccurrenceSpace.occurrence_id).join(Space, Space.id == OccurrenceSpace.space_id)
    return Occurrence.id.in_(there.where(_is_within(scope)))


def _is_within(scope: Scope) -> ColumnElement[bool]:
    return true() if scope.organization is not None else one_of(Space.venue_id, scope.venues)


def _is_shown(now: datetime) -> ColumnElement[bool]:
    """A place that was held for a decision which did not come in time may be anybody's."""
    lapsed = and_(Occurrence.status == Status.HELD, Occurrence.expires_at <= now)
    continued = and_(Occurrence.status == Status.CANCELLED, Occurrence.reason == CONTINUED)
    return and_(Occurrence.status.in_(_TAKES_PLACE | _OFF), ~func.coalesce(lapsed, False), ~continued)


def _is_past(row: Occurrence, now: datetime) -> bool:
    """Whether the day is past, by the wall clock there."""
    return row.ends_local.date() < to_wall(now, ZoneInfo(row.booking.timezone)).date()


def _spaces(session: Session, scope: Scope, occurrences: Collection[int]) -> Mapping[int, Sequence[Space]]:
    """Of each occurrence (id) those that its reader may know of, house by house. Two queries, however many they are."""
    links = select(OccurrenceSpace).where(one_of(OccurrenceSpace.occurrence_id, occurrences)).subquery()
    query = select(Space).where(Space.id.in_(select(links.c.space_id)), _is_within(scope))
    query = query.options(joinedload(Space.venue)).order_by(Space.venue_id, Space.position, Space.id)
    found: dict[int, list[Space]] = {number: [] for number in occurrences}
    spaces = {space.id: space for space in session.scalars(query)}
    of_space = defaultdict(list)
    for occurrence, space in session.execute(select(links.c.occurrence_id, links.c.space_id)):
        of_space[space].append(occurrence)
    for number, space in spaces.items():
        for occurrence in of_space[number]:
            found[occurrence].append(space)
    return found


def _lanes(session: Session, scope: Scope, occurrences: Collection[int]) -> Mapping[int, Sequence[Lanes]]:
    """What each occurrence (id) holds of the units there that are held lane by lane."""
    query = (
        select(Claim.occurrence_id, Unit.name, Claim.lane_from, Claim.lane_to, Unit.lanes)
        .join(Unit, Unit.id == Claim.unit_id)
        .where(Claim.core, Unit.lanes > 1, one_of(Claim.occurrence_id, occurrences))
        .distinct()
        .order_by(Unit.name, Claim.lane_from)
    )
    if scope.organization is None:
        query = query.where(one_of(Unit.venue_id, scope.venues))
    found: dict[int, list[Lanes]] = defaultdict(list)
    for occurrence, unit, first, end, lanes in session.execute(query):
        found[occurrence].append(Lanes(unit, first, lanes if end is None else end - 1))
    return found


def _of_booking(rows: Sequence[Occurrence], entry: Callable[[Occurrence], Entry]) -> Iterable[Entry]:
    """One event where its times are a series that its rule says; else one a time."""
    booking = rows[0].booking
    if booking.rrule is None:
        return map(entry, rows)
    zone = ZoneInfo(booking.timezone)
    instances = [Instance(row.original_local, entry(row)) for row in rows]
    return series_events(booking.uid, Recurrence.parse(booking.rrule, zone), zone, instances)


def _entry(row: Occurrence, spaces: Sequence[Space], summary: str, said: str) -> Entry:
    """The event of one time by itself, with the UID that it has in public calendars."""
    booking, zone = row.booking, ZoneInfo(row.booking.timezone)
    crosses = row.starts_at.astimezone(zone).utcoffset() != row.ends_at.astimezone(zone).utcoffset()
    return Entry(
        uid=f"{booking.uid}-{row.id}",
        sequence=booking.sequence,
        stamp=max(row.changed_at, booking.changed_at),
        created=booking.created_at,
        start=row.starts_at if crosses else row.starts_local,
        end=row.ends_at if crosses else row.ends_local,
        zone=booking.timezone,
        summary=summary,
        location="; ".join(_location(venue, same) for venue, same in groupby(spaces, key=lambda it: it.venue)),
        geo=_position(spaces),
        description=said,
        status=_status(row.status),
    )


def _status(status: Status) -> ical.Status:
    if status in _OFF:
        return ical.Status.CANCELLED
    return ical.Status.TENTATIVE if status is Status.HELD else ical.Status.CONFIRMED


def _summary(row: Occurrence, scope: Scope, language: str) -> str:
    """Members know who they are; who works at a venue must see who comes."""
    booking = row.booking
    summary = booking.activity if scope.organization else f"{booking.organization.name}: {booking.activity}"
    return f"{gettext(N_('CANCELLED:'), language)} {summary}" if row.status in _OFF else summary


def _position(spaces: Sequence[Space]) -> tuple[float, float] | None:
    """Degrees north and east, where all is in one house."""
    positions = {(it.venue.latitude, it.venue.longitude) for it in spaces}
    latitude, longitude = positions.pop() if len(positions) == 1 else (None, None)
    return None if latitude is None or longitude is None else (latitude, longitude)


def _location(venue: Venue, spaces: Iterable[Space]) -> str:
    town = f"{venue.post_code} {venue.town}".strip()
    return ", ".join(part for part in (" + ".join(it.name for it in spaces), venue.name, venue.street, town) if part)
