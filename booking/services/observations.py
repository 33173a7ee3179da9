"""Writing back what a caretaker or a lock saw of a booking's time."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from booking.errors import Invalid, NotFound
from booking.model import Booking, Observation, Occurrence
from booking.services import journal, repeats, targets
from booking.services.actors import Actor, require
from booking.services.day_sheet import Observed
from booking.services.repeats import Idempotency
from booking.services.unit_of_work import writes
from booking.services.views import venue_ids
from booking.vocabulary import Seen
from booking.wording import N_

LONGEST_TEXT = 2000
MOST_PERSONS = 1_000_000


@writes
def observe(
    session: Session,
    ref: str,
    occurrence: str,
    seen: Seen,
    persons: int | None,
    text: str,
    actor: Actor,
    now: datetime,
    idempotency: Idempotency | None = None,
) -> Observed:
    """Keep what was seen of the occurrence that starts at this local time; staff of one of its venues only.

    NotFound, NotAllowed, Invalid. An observation is never changed: a later one says what is right.
    """
    booking = _booking(session, ref)
    row = targets.find(booking, occurrence)
    require(any(actor.works_at(frozenset({venue})) for venue in venue_ids([row])))
    _check(row, ZoneInfo(booking.timezone), seen, persons, text, now)
    if earlier := repeats.earlier(session, idempotency, actor):
        return Observed(seen, persons, text, earlier.created_at.astimezone(ZoneInfo(booking.timezone)))
    repeats.remember(session, idempotency, actor, booking.id, now)
    session.add(
        Observation(occurrence_id=row.id, person_id=actor.person, seen=seen, persons=persons, text=text, at=now)
    )
    details = {"occurrence": row.id, "seen": seen, "persons": persons}
    journal.record(session, now, actor, "occurrence.observed", "booking", booking.id, details)
    return Observed(seen, persons, text, now.astimezone(ZoneInfo(booking.timezone)))


def _booking(session: Session, ref: str) -> Booking:
    spaces = selectinload(Booking.occurrences).selectinload(Occurrence.spaces)
    row = session.scalar(select(Booking).where(Booking.ref == ref).options(spaces))
    if row is None:
        raise NotFound(N_("booking"), ref)
    return row


def _check(row: Occurrence, zone: ZoneInfo, seen: Seen, persons: int | None, text: str, now: datetime) -> None:
    if row.starts_local.date() > now.astimezone(zone).date():
        raise Invalid.field("occurrence", N_("The day has not come yet."))
    if persons is not None and not 0 <= persons <= MOST_PERSONS:
        raise Invalid.field("persons", N_("Give a number of persons between 0 and {most}."), most=MOST_PERSONS)
    if persons and seen is Seen.NO_SHOW:
        raise Invalid.field("persons", N_("Nobody came, so nobody can be counted."))
    if len(text) > LONGEST_TEXT:
        raise Invalid.field("text", N_("At most {most} characters."), most=LONGEST_TEXT)
