"""The times of bookings that calendars may show, read from the database: what of each, where, and whom else it keeps
from where.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import TypeAlias

from sqlalchemy import and_, bindparam, or_, select, union_all
from sqlalchemy.orm import Session

from booking.model import Booking, Claim, Occurrence, OccurrenceSpace, Organization, Space, SpacePart
from booking.model.statements import one_of, rows
from booking.services import feed_rooms
from booking.services.event_parts import OFF
from booking.services.feed_rooms import Found, Room
from booking.vocabulary import HOLDING

_Sets: TypeAlias = defaultdict[int, set[int]]

_TIMES = (
    select(
        Occurrence.id,
        Occurrence.booking_id,
        Occurrence.starts_at,
        Occurrence.ends_at,
        Occurrence.starts_local,
        Occurrence.ends_local,
        Occurrence.original_local,
        Occurrence.status,
        Occurrence.expires_at,
        Booking.uid,
        Booking.sequence,
        Booking.changed_at,
        Booking.created_at,
        Booking.activity,
        Booking.kind,
        Booking.rrule,
        Booking.timezone,
        Organization.name.label("organization"),
        Organization.kind.label("organization_kind"),
    )
    .join(Booking, Booking.id == Occurrence.booking_id)
    .join(Organization, Organization.id == Booking.organization_id)
    .where(
        one_of(Occurrence.booking_id, "bookings"),
        one_of(Booking.id, "bookings"),
        or_(Occurrence.status.in_(HOLDING), and_(Occurrence.status.in_(OFF), Occurrence.called_off)),
    )
    .order_by(Occurrence.booking_id, Occurrence.starts_at, Occurrence.id)
)
"""Both are said to be of these bookings, as PostgreSQL would else read all that there are to find a few."""
_UNITS = union_all(
    select(OccurrenceSpace.occurrence_id, OccurrenceSpace.space_id, SpacePart.unit_id)
    .outerjoin(SpacePart, SpacePart.space_id == OccurrenceSpace.space_id)
    .where(one_of(OccurrenceSpace.occurrence_id, "occurrences")),
    select(Claim.occurrence_id, bindparam("none", None, Space.id.type), Claim.unit_id).where(
        one_of(Claim.occurrence_id, "occurrences"), Claim.core
    ),
)


@dataclass(frozen=True, slots=True)
class Time:
    """One time of a booking: `rooms` it asks for, by their position, and `units` that are theirs or held."""

    row: Found
    rooms: tuple[Room, ...]
    units: frozenset[int]


@dataclass(frozen=True, slots=True)
class Times:
    """Those of one booking, by start; `rooms` are all that share a unit with any of them."""

    booking: int
    times: Sequence[Time]
    rooms: Sequence[Room]


def times(session: Session, bookings: Collection[int]) -> Sequence[Times]:
    """What holds or held its place, of each of these bookings (ids); those with nothing of the kind are left out.

    In three queries.
    """
    found = rows(session, _TIMES, {"bookings": list(bookings)})
    if not found:
        return ()
    asked, units = _places(session, [it.id for it in found])
    known = feed_rooms.rooms(session, set().union(*asked.values()), set().union(*units.values()))
    rooms = {room.id: (position, room) for position, room in enumerate(known)}

    def time(row: Found) -> Time:
        theirs = sorted((rooms[number] for number in asked[row.id]), key=itemgetter(0))
        return Time(row, tuple(room for _, room in theirs), frozenset(units[row.id]))

    return [_times(it, list(map(time, same)), known) for it, same in groupby(found, key=attrgetter("booking_id"))]


def _places(session: Session, occurrences: Sequence[int]) -> tuple[_Sets, _Sets]:
    """By occurrence (id): the spaces that it asks for, and the units that are theirs or held (ids)."""
    asked, units = _Sets(set), _Sets(set)
    for occurrence, space, unit in rows(session, _UNITS, {"occurrences": occurrences}):
        if space is not None:
            asked[occurrence].add(space)
        if unit is not None:
            units[occurrence].add(unit)
    return asked, units


def _times(booking: int, found: Sequence[Time], rooms: Iterable[Room]) -> Times:
    units = frozenset[int]().union(*(it.units for it in found))
    asked = {room.id for it in found for room in it.rooms}
    return Times(booking, found, [it for it in rooms if it.id in asked or it.units & units])
