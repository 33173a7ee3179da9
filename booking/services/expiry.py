"""Places held for an officer's decision that did not come in time: they are free again."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.model import Occurrence
from booking.rules.facts import Taken
from booking.services import journal, letting_go
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
    occurrences = session.scalars(query.with_for_update(skip_locked=True)).all()
    release(session, occurrences, now)
    return len(occurrences)


def release(session: Session, occurrences: Collection[int], now: datetime) -> None:
    if not occurrences:
        return
    bookings = session.scalars(select(Occurrence.booking_id).where(Occurrence.id.in_(occurrences)).distinct()).all()
    letting_go.let_go(session, occurrences, Status.CANCELLED, EXPIRED, SYSTEM, now)
    letting_go.touch(session, bookings, now)
    for number in sorted(bookings):
        details = {"occurrences": sorted(occurrences)}
        journal.record(session, now, SYSTEM, "booking.expired", "booking", number, details)
        journal.tell(session, now, "booking.expired", {"booking": number, **details})
