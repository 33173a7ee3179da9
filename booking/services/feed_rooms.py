"""Spaces and venues as calendars name them, with the units that a space is made of."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from booking.model import Space, SpacePart, Unit, Venue
from booking.model.statements import one_of, rows
from booking.services import addresses
from calendars.occupancy import Need

Found: TypeAlias = Row[*tuple[Any, ...]]

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


def rooms(session: Session, asked: Collection[int], units: Collection[int]) -> Sequence[Room]:
    """Those asked for (ids), and all that have one of these units (ids), by their position."""
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
