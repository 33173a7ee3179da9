"""Giving time back: one occurrence, this and following, or all that lies ahead. What is given back is free at once."""

from datetime import datetime

from sqlalchemy.orm import Session

from booking.services import journal, letting_go, targets
from booking.services.actors import Actor, require
from booking.services.bookings import view
from booking.services.targets import Scope
from booking.services.unit_of_work import writes
from booking.services.views import BookingView, venue_ids
from booking.vocabulary import Status


@writes
def cancel(
    session: Session,
    ref: str,
    scope: Scope,
    occurrence: str | None,
    reason: str,
    version: int | None,
    actor: Actor,
    now: datetime,
) -> BookingView:
    """Cancel; `occurrence` is the local start of the one meant. NotFound, NotAllowed, Stale, Invalid, Conflict."""
    row = targets.locked(session, ref, version, actor)
    require(row.organization_id in actor.organizations or actor.decides_for(venue_ids(row.occurrences)))
    ended = targets.chosen(row, scope, occurrence, now)
    numbers = [it.id for it in ended]
    letting_go.let_go(session, numbers, Status.CANCELLED, reason, actor, now)
    letting_go.touch(session, [row.id], now)
    details = {"scope": scope, "occurrences": numbers}
    journal.record(session, now, actor, "booking.cancelled", "booking", row.id, details)
    journal.tell(session, now, "booking.cancelled", {"booking": row.id, "occurrences": numbers})
    return view(session, row.id, actor)
