"""The human's last word: an officer approves, refuses, or departs from what the rules found, with a reason that is
kept.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from booking.errors import Conflict
from booking.model import Occurrence
from booking.services import approvals, interests, letters, refusals, revisions, rulings, targets
from booking.services.actors import Actor, require
from booking.services.bookings import view
from booking.services.rulings import Deciding, Ruling
from booking.services.unit_of_work import writes
from booking.services.views import BookingView, venue_ids
from booking.services.waiting import offered_afterwards
from booking.wording import N_, Text

__all__ = ["Ruling", "decide"]


@offered_afterwards
@writes
def decide(session: Session, ref: str, ruling: Ruling, version: int | None, actor: Actor, now: datetime) -> BookingView:
    """Carry out the ruling, all of it or nothing. NotFound, NotAllowed (wrong role, or an officer who is a member of
    one of the parties), Stale, Invalid, Conflict.
    """
    row = targets.locked(session, ref, version, actor, ruling.instead.get("spaces", ()))
    require(actor.decides_for(venue_ids(row.occurrences)))
    interests.require_none_in(row, actor)
    case = Deciding(session, row, ruling, actor, now)
    approved, refused = rulings.concerned(case)
    done = [refusals.refuse(case, group) for group in rulings.by_spaces(refused)]
    done += [number for group in _together(case, approved) for number in approvals.approve(case, group)]
    revisions.revise(session, [row.id], now)
    letters.keep(session, row.id, done, now)
    return view(session, row.id, actor)


def _together(case: Deciding, approved: Sequence[Occurrence]) -> Sequence[Sequence[Occurrence]]:
    """The times that are judged together; what is granted instead is said for the first of them."""
    groups = rulings.by_spaces(approved)
    if case.ruling.instead and len(groups) > 1:
        raise Conflict(Text(N_("Some of these dates are at other places: decide them one by one.")))
    return groups
