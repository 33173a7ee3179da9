"""What is marked when an act changes what calendars show, so that each knows from one row whether it is the same still.

A mark is made anew, at random. Each unit has one of what is booked there: whoever books it has locked it, so that
marking keeps nobody waiting who does not wait already. A venue has one of how it is described, and one of when it is
open.
"""

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from booking.model import Base, Occurrence, OccurrenceSpace, Space, SpacePart, Unit, Venue
from booking.model.statements import one_of

_UNIT, _VENUE = (Base.metadata.tables[kind.__tablename__] for kind in (Unit, Venue))
_MARK = update(_UNIT).values(edition=bindparam("mark"), edited_at=bindparam("now"))
_MARK_UNITS = _MARK.where(one_of(Unit.id, "units"))
_OF_TIMES = (
    select(SpacePart.unit_id)
    .join(OccurrenceSpace, OccurrenceSpace.space_id == SpacePart.space_id)
    .join(Occurrence, Occurrence.id == OccurrenceSpace.occurrence_id)
)
_MARK_BOOKINGS = _MARK.where(_UNIT.c.id.in_(_OF_TIMES.where(one_of(Occurrence.booking_id, "bookings"))))
_UNITS = select(SpacePart.unit_id).join(Space, Space.id == SpacePart.space_id).where(one_of(Space.venue_id, "venues"))
_SHARING = select(Space.venue_id).join(SpacePart, SpacePart.space_id == Space.id).where(SpacePart.unit_id.in_(_UNITS))
_THERE = one_of(Venue.id, "venues") | _VENUE.c.id.in_(_SHARING)
"""Also at venues with a space that has a unit of these: it shows what blocks it."""
_MARK_DESCRIPTION = update(_VENUE).values(edition=bindparam("mark"), edited_at=bindparam("now")).where(_THERE)
_MARK_HOURS = update(_VENUE).values(hours_edition=bindparam("mark"), hours_edited_at=bindparam("now")).where(_THERE)


def mark_units(session: Session, units: Collection[int], now: datetime) -> None:
    """Say that what is shown at these units (ids) changes."""
    _mark(session, _MARK_UNITS, now, units=list(units))


def mark_bookings(session: Session, bookings: Collection[int], now: datetime) -> None:
    """Say that these bookings (ids) change, wherever they are."""
    _mark(session, _MARK_BOOKINGS, now, bookings=list(bookings))


def mark_description(session: Session, venues: Collection[int], now: datetime) -> None:
    """Say that these venues (ids), or their spaces, are called or made otherwise."""
    _mark(session, _MARK_DESCRIPTION, now, venues=list(venues))


def mark_hours(session: Session, venue: int, now: datetime) -> None:
    """Say that the venue (id), or a space of it, is open at other times, or that it is told otherwise."""
    _mark(session, _MARK_HOURS, now, venues=[venue])


def _mark(session: Session, statement: Any, now: datetime, **which: Any) -> None:
    session.flush()
    session.connection().execute(statement, {"mark": secrets.token_hex(8), "now": now, **which})
