"""Giving time back: one occurrence, this and following, or all that lies ahead. What is given back is free at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from booking.errors import Conflict
from booking.rules.verdict import Finding
from booking.services import giving_back, journal, letting_go, revisions, targets
from booking.services.actors import Actor, require
from booking.services.bookings import view
from booking.services.targets import Scope
from booking.services.unit_of_work import writes
from booking.services.views import BookingView, venue_ids
from booking.services.waiting import offered_afterwards
from booking.vocabulary import Effect, Status
from booking.wording import Text


@offered_afterwards
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
    """Cancel; `occurrence` is the local start of the one meant. NotFound, NotAllowed, Stale, Invalid, Conflict.

    What the rules no longer let go of stays as it is; an officer is not bound by them. The view has what they said.
    """
    row = targets.locked(session, ref, version, actor)
    officer = actor.decides_for(venue_ids(row.occurrences))
    require(row.organization_id in actor.organizations or officer)
    chosen = targets.chosen(row, scope, occurrence, now)
    said = {} if officer else giving_back.findings(session, row, chosen, now)
    numbers = [it.id for it in chosen if not _refused(said.get(it.id, ()))]
    if not numbers:
        raise _conflict(said[chosen[0].id])
    letting_go.let_go(session, numbers, Status.CANCELLED, reason, actor, now, called_off=True)
    revisions.revise(session, [row.id], now)
    details = {"scope": scope, "occurrences": numbers, "late": [number for number in numbers if number in said]}
    journal.record(session, now, actor, "booking.cancelled", "booking", row.id, details)
    journal.tell(session, now, "booking.cancelled", {"booking": row.id, "occurrences": numbers})
    told = tuple(finding for it in chosen for finding in said.get(it.id, ()))
    return replace(view(session, row.id, actor), findings=told)


def _refused(findings: Sequence[Finding]) -> bool:
    return any(finding.effect is Effect.REFUSE for finding in findings)


def _conflict(findings: Sequence[Finding]) -> Conflict:
    """Why it cannot be cancelled any more, and what to do about it."""
    finding = next(finding for finding in findings if finding.effect is Effect.REFUSE)
    return Conflict(Text("{message} {remedy}", {"message": finding.text, "remedy": finding.remedy}))
