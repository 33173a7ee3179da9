"""The times of bookings that calendars may show, read from the database: what of each, where, and whom else it keeps
from where.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias

from sqlalchemy import Row, and_, bindparam, or_, select, union_all
from sqlalchemy.orm import Session

from booking.model import Booking, Claim, Occurrence, OccurrenceSpace, Organization, Space, SpacePart, Unit, Venue
from booking.model.statements import one_of, rows
from booking.services import addresses
from booking.services.event_parts import OFF
from booking.vocabulary import HOLDING
from calendars.occupancy import Need

Found: TypeAlias = Row[*tuple[Any, ...]]

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
_ROOMS = (
    select(
        Space.id,
        Space.name,
        Space.venue_id,
        SpacePart.unit_id,
        SpacePart.lanes,
        Unit.lanes.label("unit_lanes"),
        Venue.name.label("venue"),
        Venue.street,
        Venue.post_code,
        Venue.town,
        Venue.latitude,
        Venue.longitude,
        Venue.names_users,
    )
    .join(Space.venue)
    .outerjoin(SpacePart, SpacePart.space_id == Space.id)
    .outerjoin(Unit, Unit.id == SpacePart.unit_id)
    .where(
        or_(
            one_of(Space.id, "asked"),
            Space.id.in_(select(SpacePart.space_id).where(one_of(SpacePart.unit_id, "units"))),
        )
    )
    .order_by(Space.position, Space.id)
)


@dataclass(frozen=True, slots=True)
class House:
    """A venue as its events name it; `position` is latitude and longitude in degrees."""

    id: int
    names_users: bool
    address: str
    position: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Room:
    """A space, and what it is made of: how much of which units, and how many lanes each of them has."""

    id: int
    name: str
    house: House
    needs: tuple[Need, ...]
    unit_lanes: Mapping[int, int]

    @property
    def units(self) -> frozenset[int]:
        return frozenset(self.unit_lanes)

    @property
    def counts_lanes(self) -> bool:
        """Whether others may be there at the same time."""
        return any(need.lanes is not None for need in self.needs)


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
    asked: defaultdict[int, set[int]] = defaultdict(set)
    units: defaultdict[int, set[int]] = defaultdict(set)
    for occurrence, space, unit in rows(session, _UNITS, {"occurrences": [it.id for it in found]}):
        if space is not None:
            asked[occurrence].add(space)
        if unit is not None:
            units[occurrence].add(unit)
    rooms = _rooms(session, set().union(*asked.values()), set().union(*units.values()))
    return [
        _times(
            number,
            [Time(it, tuple(r for r in rooms if r.id in asked[it.id]), frozenset(units[it.id])) for it in same],
            rooms,
        )
        for number, same in groupby(found, key=lambda row: row.booking_id)
    ]


def _times(booking: int, found: Sequence[Time], rooms: Iterable[Room]) -> Times:
    units = frozenset[int]().union(*(it.units for it in found))
    asked = {room.id for it in found for room in it.rooms}
    return Times(booking, found, [it for it in rooms if it.id in asked or it.units & units])


def _rooms(session: Session, asked: Collection[int], units: Collection[int]) -> Sequence[Room]:
    """By their position."""
    found: dict[int, list[Found]] = {}
    for row in rows(session, _ROOMS, {"asked": list(asked), "units": list(units)}):
        found.setdefault(row.id, []).append(row)
    houses: dict[int, House] = {}
    return [_room(parts, houses) for parts in found.values()]


def _room(parts: Sequence[Found], houses: dict[int, House]) -> Room:
    first = parts[0]
    house = houses.setdefault(first.venue_id, _house(first))
    parts = [it for it in parts if it.unit_id is not None]
    needs = tuple(Need(it.unit_id, it.lanes) for it in parts)
    return Room(first.id, first.name, house, needs, {it.unit_id: it.unit_lanes for it in parts})


def _house(row: Found) -> House:
    address = addresses.in_one_line(row.venue, row.street, row.post_code, row.town)
    position = None if row.latitude is None or row.longitude is None else (row.latitude, row.longitude)
    return House(row.venue_id, row.names_users, address, position)
