"""Writing back what a caretaker or a lock saw of a booking's time, and setting aside what was not so."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from booking.errors import Conflict, Invalid, NotFound
from booking.model import Booking, Observation, Occurrence
from booking.services import interests, journal, repeats, targets
from booking.services.actors import Actor, require
from booking.services.day_sheet import Observed, observed
from booking.services.repeats import Idempotency
from booking.services.unit_of_work import writes
from booking.services.views import venue_ids
from booking.vocabulary import Seen
from booking.wording import N_, Text

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

    NotFound, NotAllowed, Invalid. An observation is never changed: a later one says what is right, and an officer can
    withdraw it.
    """
    booking = _booking(session, ref)
    row = targets.find(booking, occurrence)
    require(any(actor.works_at(frozenset({venue})) for venue in venue_ids([row])))
    zone = ZoneInfo(booking.timezone)
    _check(row, zone, seen, persons, text, now)
    if earlier := repeats.earlier(session, idempotency, actor):
        return observed(_made(session, row, actor, earlier.created_at), zone)
    repeats.remember(session, idempotency, actor, booking.id, now)
    made = Observation(occurrence_id=row.id, person_id=actor.person, seen=seen, persons=persons, text=text, at=now)
    session.add(made)
    session.flush()
    details = {"occurrence": row.id, "seen": seen, "persons": persons}
    journal.record(session, now, actor, "occurrence.observed", "booking", booking.id, details)
    return observed(made, zone)


@writes
def withdraw(session: Session, ref: str, number: int, reason: str, actor: Actor, now: datetime) -> Observed:
    """Set an observation (id) aside, as the organization's objection was right (DK-54): it stays, and counts no more.

    An officer of the venue, and none who belongs to the organization. NotFound, NotAllowed, Invalid, Conflict.
    """
    booking = _booking(session, ref)
    row = session.get(Observation, number, with_for_update=True)
    occurrence = next((it for it in booking.occurrences if row and it.id == row.occurrence_id), None)
    if row is None or occurrence is None:
        raise NotFound(N_("observation"), str(number))
    require(actor.decides_for(venue_ids([occurrence])))
    interests.require_none_in(booking, actor)
    if not reason.strip():
        raise Invalid.field("reason", N_("Say why it no longer counts."))
    _check_text("reason", reason)
    if row.withdrawn_at:
        raise Conflict(Text(N_("It was withdrawn already.")))
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = now, actor.person, reason
    details = {"observation": row.id, "occurrence": occurrence.id, "seen": row.seen}
    journal.record(session, now, actor, "observation.withdrawn", "booking", booking.id, details)
    return observed(row, ZoneInfo(booking.timezone))


def _booking(session: Session, ref: str) -> Booking:
    spaces = selectinload(Booking.occurrences).selectinload(Occurrence.spaces)
    row = session.scalar(select(Booking).where(Booking.ref == ref).options(spaces))
    if row is None:
        raise NotFound(N_("booking"), ref)
    return row


def _made(session: Session, occurrence: Occurrence, actor: Actor, at: datetime) -> Observation:
    """What this person observed of the occurrence then."""
    mine = Observation.occurrence_id == occurrence.id, Observation.person_id == actor.person, Observation.at == at
    return session.scalars(select(Observation).where(*mine).order_by(Observation.id).limit(1)).one()


def _check(row: Occurrence, zone: ZoneInfo, seen: Seen, persons: int | None, text: str, now: datetime) -> None:
    if row.starts_local.date() > now.astimezone(zone).date():
        raise Invalid.field("occurrence", N_("The day has not come yet."))
    if persons is not None and not 0 <= persons <= MOST_PERSONS:
        raise Invalid.field("persons", N_("Give a number of persons between 0 and {most}."), most=MOST_PERSONS)
    if persons and seen is Seen.NO_SHOW:
        raise Invalid.field("persons", N_("Nobody came, so nobody can be counted."))
    _check_text("text", text)


def _check_text(field: str, text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise Invalid.field(field, N_("At most {most} characters."), most=LONGEST_TEXT)
