"""Which occurrences of a booking an act concerns: one, this and following, or all. What is past stays as it was."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.errors import Conflict, Invalid, Stale
from booking.model import Booking, Occurrence, OccurrenceSpace, Organization
from booking.services import places
from booking.services.actors import Actor
from booking.services.bookings import complete, visible
from booking.vocabulary import ENDED
from booking.wording import N_, Text
from calendars.errors import CalendarError
from calendars.zone import parse_wall


class Scope(StrEnum):
    ALL = "all"
    ONE = "one"
    FOLLOWING = "following"


def locked(session: Session, ref: str, version: int | None, actor: Actor, also: Sequence[str] = ()) -> Booking:
    """The booking, with its organization, and with the units, their neighbours and the venues of its spaces and of the
    spaces `also` (refs) that it may go to, locked in the order of all acts. Stale, NotFound.
    """
    row = visible(session, ref, actor)
    session.execute(
        select(Organization.id).where(Organization.id == row.organization_id).with_for_update(key_share=True)
    )
    # Only now can nobody move the booking to other spaces.
    own = select(OccurrenceSpace.space_id).join(Occurrence, Occurrence.id == OccurrenceSpace.occurrence_id)
    spaces = set(session.scalars(own.where(Occurrence.booking_id == row.id)))
    if also:
        spaces |= {space.id for space in places.known(session, also)}
    known = places.known_by_id(session, spaces, lock=True)
    # What is counted over a whole venue, such as nights, may be what becomes of it.
    places.lock_venues(session, {space.venue_id for space in known})
    fresh = complete().where(Booking.id == row.id).execution_options(populate_existing=True)
    row = session.scalars(fresh).one()
    if version is not None and version != row.version:
        raise Stale(Text(N_("The booking was changed in the meantime; read it again.")))
    return row


def chosen(booking: Booking, scope: Scope, occurrence: str | None, now: datetime) -> Sequence[Occurrence]:
    """The occurrences that lie ahead and have not ended, in the scope; `occurrence` is a local start as text.

    Invalid if the occurrence is not one of the booking's, Conflict if nothing is left to act on.
    """
    ahead = [it for it in booking.occurrences if it.starts_at >= now and it.status not in ENDED]
    if scope is not Scope.ALL:
        named = find(booking, occurrence)
        ahead = [it for it in ahead if it is named or (scope is Scope.FOLLOWING and it.starts_at >= named.starts_at)]
    if not ahead:
        raise Conflict(Text(N_("Nothing of this lies ahead: it is past, refused or cancelled.")))
    return ahead


def find(booking: Booking, occurrence: str | None) -> Occurrence:
    """The occurrence of the booking that starts at, or was originally to start at, this local time."""
    if occurrence is None:
        raise Invalid.field("occurrence", N_("Say which occurrence, by its start."))
    try:
        wall = parse_wall(occurrence, ZoneInfo(booking.timezone))
    except CalendarError as error:
        raise Invalid.field(
            "occurrence", N_("“{value}” is not a time such as 2027-01-12T17:00."), value=occurrence[:80]
        ) from error
    for it in booking.occurrences:
        if it.starts_local == wall:
            return it
    for it in booking.occurrences:
        if it.original_local == wall:
            return it
    raise Invalid.field("occurrence", N_("The booking has no occurrence that starts at {wall}."), wall=wall)
