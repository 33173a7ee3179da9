"""Which edition of a place's calendar is the present one, known from one query without reading a single event.

Each unit carries a mark that is made anew, at random, by every act that changes what is shown there. Whoever books a
unit has locked it, so that marking it keeps nobody waiting who does not wait already.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, literal, select, update
from sqlalchemy.orm import Session

from booking.model import Base, Occurrence, OccurrenceSpace, Space, SpacePart, Unit, Venue
from booking.model.statements import one_of, rows
from booking.services import feed_frames
from booking.services.feed_frames import EMPTY_SINCE, SETTLING, Wish
from booking.vocabulary import Status
from calendars.zone import days, to_wall

WRITING = 1
"""Raised when the same events are written in other words, so that nobody keeps the old ones."""

_UNIT = Base.metadata.tables[Unit.__tablename__]
_MARK = update(_UNIT).values(edition=bindparam("mark"), edited_at=bindparam("now"))
_MARK_UNITS = _MARK.where(one_of(Unit.id, "units"))
_OF_TIMES = (
    select(SpacePart.unit_id)
    .join(OccurrenceSpace, OccurrenceSpace.space_id == SpacePart.space_id)
    .join(Occurrence, Occurrence.id == OccurrenceSpace.occurrence_id)
)
_MARK_BOOKINGS = _MARK.where(_UNIT.c.id.in_(_OF_TIMES.where(one_of(Occurrence.booking_id, "bookings"))))
_RAN_OUT = (
    select(func.max(Occurrence.expires_at))
    .where(
        Occurrence.status == literal(Status.HELD, Occurrence.status.type, literal_execute=True),
        Occurrence.expires_at <= bindparam("now"),
    )
    .scalar_subquery()
)
"""Until they are released, which the worker does soon: anywhere, as the index knows no places."""
_PLACE = (
    select(
        Venue.timezone,
        Space.slug.label("space"),
        Unit.edition,
        Unit.edited_at,
        _RAN_OUT.label("ran_out"),
        Venue.id,
        Venue.name,
        Venue.street,
        Venue.post_code,
        Venue.town,
        Venue.latitude,
        Venue.longitude,
        Venue.names_users,
        Space.id,
        Space.name,
        Space.position,
        SpacePart.unit_id,
        SpacePart.lanes,
        Unit.lanes,
    )
    .select_from(Venue)
    .outerjoin(Space, Space.venue_id == Venue.id)
    .outerjoin(SpacePart, SpacePart.space_id == Space.id)
    .outerjoin(Unit, Unit.id == SpacePart.unit_id)
    .where(Venue.slug == bindparam("venue"))
    .order_by(Space.id, SpacePart.unit_id)
)


@dataclass(frozen=True, slots=True)
class Edition:
    """`tag` names the text: another text has another tag. `changed_at` is the last act there, `last_modified` when it
    may last have come to read otherwise, which is also at midnight, when days pass out of it (UTC).
    """

    tag: str
    changed_at: datetime
    last_modified: datetime
    today: date
    zone: ZoneInfo


def edition_of(session: Session, wish: Wish, public_url: str, now: datetime) -> Edition:
    """The present edition, in one query. NotFound for an unknown venue or space."""
    found = rows(session, _PLACE, {"venue": wish.venue, "now": now})
    concerned = [row for row in found if wish.space in (None, row.space)]
    if not concerned:
        feed_frames.place_of(session, wish)
    zone = ZoneInfo(found[0].timezone)
    today = to_wall(now, zone).date()
    changed = max((row.edited_at for row in concerned if row.edited_at), default=EMPTY_SINCE)
    since = max(changed, found[0].ran_out or changed, days(today, today, zone).start)
    tag = _digest(WRITING, public_url, wish, today, concerned, [row[5:] for row in found])
    return Edition(tag, changed, min(since, now - SETTLING), today, zone)


def mark_units(session: Session, units: Collection[int], now: datetime) -> None:
    """Say that what is shown at these units (ids) changes."""
    _mark(session, _MARK_UNITS, now, units=list(units))


def mark_bookings(session: Session, bookings: Collection[int], now: datetime) -> None:
    """Say that these bookings (ids) change, wherever they are."""
    _mark(session, _MARK_BOOKINGS, now, bookings=list(bookings))


def _mark(session: Session, statement: Any, now: datetime, **which: Any) -> None:
    session.flush()
    session.connection().execute(statement, {"mark": secrets.token_hex(8), "now": now, **which})


def _digest(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()[:32]
