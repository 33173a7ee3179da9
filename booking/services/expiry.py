"""What comes to its end by itself: places held for a decision that did not come in time, times waited for in vain."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import Select, literal, select
from sqlalchemy.orm import Session

from booking.model import Occurrence, OccurrenceSpace
from booking.model.statements import one_of
from booking.rules.facts import Taken
from booking.services import journal, letting_go, places, revisions
from booking.services.actors import SYSTEM
from booking.services.unit_of_work import writes
from booking.vocabulary import Status
from booking.wording import N_

EXPIRED = N_("Nobody decided in time, so the place is free again.")
IN_VAIN = N_("The place did not become free.")
MOST = 500
"""So many times that were waited for in vain are ended at once."""

IS_WAITING = Occurrence.status == literal(Status.WAITING, Occurrence.status.type, literal_execute=True)
"""The word is spelled out in the statement, as the index of those who wait demands."""


def overdue(taken: Iterable[Taken], now: datetime) -> frozenset[int]:
    """Those standing in the way (occurrence ids) whose hold has run out."""
    holders = (holder for each in taken for holder in each.holders)
    return frozenset(it.occurrence for it in holders if it.expires_at is not None and it.expires_at <= now)


@writes
def release_overdue(session: Session, now: datetime) -> int:
    """Release every hold that has run out; how many there were."""
    occurrences = _locked(
        session, select(Occurrence.id).where(Occurrence.status == Status.HELD, Occurrence.expires_at <= now)
    )
    release(session, occurrences, now)
    return len(occurrences)


@writes
def end_passed(session: Session, now: datetime) -> int:
    """Refuse times that have begun and are still waited for; how many there were, at most `MOST`."""
    begun = select(Occurrence.id).where(IS_WAITING, Occurrence.starts_at <= now)
    occurrences = _locked(session, begun.order_by(Occurrence.starts_at, Occurrence.id).limit(MOST))
    _end(session, occurrences, Status.REFUSED, IN_VAIN, "booking.not_promoted", now)
    return len(occurrences)


def release(session: Session, occurrences: Collection[int], now: datetime) -> None:
    _end(session, occurrences, Status.CANCELLED, EXPIRED, "booking.expired", now)


def _locked(session: Session, query: Select[int]) -> Collection[int]:
    """The occurrences of the query, with their units locked."""
    found = session.scalars(query).all()
    spaces = select(OccurrenceSpace.space_id).where(one_of(OccurrenceSpace.occurrence_id, found))
    places.lock_units(session, session.scalars(spaces).all())
    # Some may have been decided meanwhile.
    return session.scalars(query.where(one_of(Occurrence.id, found))).all()


def _end(
    session: Session, occurrences: Collection[int], status: Status, reason: str, topic: str, now: datetime
) -> None:
    if not occurrences:
        return
    query = select(Occurrence.booking_id, Occurrence.id).where(Occurrence.id.in_(occurrences)).order_by(Occurrence.id)
    bookings: dict[int, list[int]] = {}
    for booking, occurrence in session.execute(query):
        bookings.setdefault(booking, []).append(occurrence)
    letting_go.let_go(session, occurrences, status, reason, SYSTEM, now)
    revisions.revise(session, bookings, now)
    for number, ended in sorted(bookings.items()):
        details = {"occurrences": ended}
        journal.record(session, now, SYSTEM, topic, "booking", number, details)
        journal.tell(session, now, topic, {"booking": number, **details})
