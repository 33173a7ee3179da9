"""Drawing a space: which units it is made of, and which units neighbour them. What is booked stays as it was booked."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from booking.errors import Conflict, Invalid
from booking.model import Adjacency, Booking, Claim, Occurrence, OccurrenceSpace, Space, SpacePart, Unit, Venue
from booking.services import places
from booking.services.imports.cells import slug_of
from booking.services.imports.venue_cells import Part
from booking.vocabulary import HOLDING
from booking.wording import N_, Text

NAMED = 5
"""How many of the bookings in the way are named."""


def draw(session: Session, space: Space, parts: Sequence[Part], now: datetime) -> bool:
    """Make the space consist of these parts, with units that are new where need be; whether anything changed.

    Conflict where bookings to come hold the space as it was, or lanes that its unit would lose.
    """
    found = [_unit(session, space.venue_id, part) for part in parts]
    changed = [_set_lanes(session, unit, part, now) for unit, part in zip(found, parts, strict=True)]
    units = {unit.id: part.lanes for unit, part in zip(found, parts, strict=True)}
    query = select(SpacePart).where(SpacePart.space_id == space.id)
    present = {part.unit_id: part for part in session.scalars(query)}
    if {number: part.lanes for number, part in present.items()} == units:
        return any(changed)
    if present:
        # Who is booking it at this moment is there to be seen when that is done.
        places.lock_units(session, [space.id])
        _require_no_coming(session, space, now)
    for number in present.keys() - units.keys():
        session.delete(present[number])
    for number, lanes in units.items():
        session.merge(SpacePart(space_id=space.id, unit_id=number, lanes=lanes))
    session.flush()
    return True


def neighbours(session: Session, space: Space, names: Sequence[str]) -> bool:
    """Note that each unit of the space neighbours the units named (`unit`, or `venue/unit`); whether that was new."""
    mine = session.scalars(select(SpacePart.unit_id).where(SpacePart.space_id == space.id)).all()
    others = [_named(session, space.venue_id, name) for name in names]
    new = False
    for low, high in sorted({(min(one, other), max(one, other)) for one in mine for other in others if one != other}):
        if session.get(Adjacency, (low, high)) is None:
            session.add(Adjacency(unit_id=low, neighbour_id=high))
            new = True
    session.flush()
    return new


def _unit(session: Session, venue_id: int, part: Part) -> Unit:
    slug = slug_of(part.name)
    unit = session.scalar(select(Unit).where(Unit.venue_id == venue_id, Unit.slug == slug))
    if unit is None:
        unit = Unit(venue_id=venue_id, slug=slug, name=part.name, lanes=part.of or 1)
        session.add(unit)
        session.flush()
    return unit


def _set_lanes(session: Session, unit: Unit, part: Part, now: datetime) -> bool:
    """Give the unit as many lanes as the part says it has, if it does; whether that is new."""
    if part.of is None or part.of == unit.lanes:
        return False
    _require_lanes_free(session, unit, part.of, now)
    unit.lanes = part.of
    return True


def _named(session: Session, venue_id: int, name: str) -> int:
    venue_slug, slash, unit_name = name.rpartition("/")
    query = select(Unit.id).where(Unit.slug == slug_of(unit_name))
    query = query.join(Unit.venue).where(Venue.slug == venue_slug) if slash else query.where(Unit.venue_id == venue_id)
    number = session.scalar(query)
    if number is None:
        raise Invalid.field("neighbours", N_("There is no unit {unit} yet; name it in a row further down."), unit=name)
    return number


def _require_no_coming(session: Session, space: Space, now: datetime) -> None:
    query = (
        select(Booking.ref)
        .join(Booking.occurrences)
        .join(OccurrenceSpace, OccurrenceSpace.occurrence_id == Occurrence.id)
        .where(OccurrenceSpace.space_id == space.id, Occurrence.ends_at > now, Occurrence.status.in_(HOLDING))
    )
    _require_none(list(session.scalars(query.distinct().order_by(Booking.ref))))


def _require_lanes_free(session: Session, unit: Unit, lanes: int, now: datetime) -> None:
    query = (
        select(Booking.ref)
        .join(Booking.occurrences)
        .join(Occurrence.claims)
        .where(Claim.unit_id == unit.id, Claim.ends_at > now, func.coalesce(Claim.lane_to, 0) > lanes + 1)
    )
    _require_none(list(session.scalars(query.distinct().order_by(Booking.ref))))


def _require_none(refs: Sequence[str]) -> None:
    if refs:
        text = N_("{bookings:booking|bookings} to come would no longer fit: {refs}. Move or cancel them first.")
        raise Conflict(Text(text, {"bookings": len(refs), "refs": tuple(_first(refs))}))


def _first(refs: Sequence[str]) -> Iterator[str]:
    yield from refs[:NAMED]
    if len(refs) > NAMED:
        yield "…"
