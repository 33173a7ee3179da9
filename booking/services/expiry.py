"""Places held for an officer's decision that did not come in time: they are free again."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.model import Occurrence, OccurrenceSpace
from booking.rules.facts import Taken
from booking.services import journal, letting_go, places
from booking.services.actors import SYSTEM
from booking.services.unit_of_work import writes
from booking.vocabulary import Status
from booking.wording import N_

EXPIRED = N_("Nobody decided in time, so the place is free again.")


def overdue(taken: Iterable[Taken], now: datetime) -> frozenset[int]:
    """Those standing in the way (occurrence ids) whose hold has run out."""
    holders = (holder for each in taken for holder in each.holders)
    return frozenset(it.occurrence for it in holders if it.expires_at is not None and it.expires_at <= now)


@writes
def release_overdue(session: Session, now: datetime) -> int:
    """Release every hold that has run out; how many there were."""
    query = select(Occurrence.id).where(Occurrence.status == Status.HELD, Occurrence.expires_at <= now)
    spaces = select(OccurrenceSpace.space_id).where(OccurrenceSpace.occurrence_id.in_(query))
    places.lock_units(session, session.scalars(spaces).all())
    # Some may have been decided meanwhile.
    occurrences = session.scalars(query).all()
    release(session, occurrences, now)
    return len(occurrences)


def release(session: Session, occurrences: Collection[int], now: datetime) -> None:
    if not occurrences:
        return
    query = select(Occurrence.booking_id, Occurrence.id).where(Occurrence.id.in_(occurrences)).order_by(Occurrence.id)
    bookings: dict[int, list[int]] = {}
    for booking, occurrence in session.execute(query):
        bookings.setdefault(booking, []).append(occurrence)
    letting_go.let_go(session, occurrences, Status.CANCELLED, EXPIRED, SYSTEM, now)
    letting_go.touch(session, bookings, now)
    for number, released in sorted(bookings.items()):
        details = {"occurrences": released}
        journal.record(session, now, SYSTEM, "booking.expired", "booking", number, details)
        journal.tell(session, now, "booking.expired", {"booking": number, **details})
