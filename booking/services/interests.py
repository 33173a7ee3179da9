"""Who may not decide: an officer who is tied to one of the parties (forvaltningsloven § 3)."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.errors import NotAllowed
from booking.model import Booking, Occurrence
from booking.rules.facts import Beside, Taken
from booking.rules.verdict import TAKEN
from booking.services.actors import Actor
from booking.services.bookings import complete
from booking.services.judging import Judgement
from booking.wording import N_, Text


def require_none_in(row: Booking, actor: Actor) -> None:
    """NotAllowed to a member of the organization that asks."""
    if row.organization_id in actor.organizations:
        raise NotAllowed(
            Text(N_("You belong to this organization, so somebody else must decide (forvaltningsloven §3)."))
        )


def in_the_way(session: Session, judgement: Judgement, actor: Actor) -> Sequence[Booking]:
    """The bookings that stand in the way, each with all its times, by id. NotAllowed to a member of one of theirs."""
    holders = {holder.occurrence for taken in _taken(judgement) for holder in taken.holders}
    if not holders:
        return ()
    theirs = select(Occurrence.booking_id).where(Occurrence.id.in_(holders))
    found = session.scalars(complete().where(Booking.id.in_(theirs)).order_by(Booking.id)).all()
    if any(booking.organization_id in actor.organizations for booking in found):
        raise NotAllowed(
            Text(
                N_(
                    "You belong to an organization that has the place, so somebody else must decide "
                    "(forvaltningsloven §3)."
                )
            )
        )
    return found


def _taken(judgement: Judgement) -> Iterator[Taken | Beside]:
    """What holds the place, and what has other lanes of it where the two do not go together."""
    yield from judgement.asked.taken
    for beside in judgement.asked.beside:
        if any(it.rule == TAKEN for it in judgement.verdict.occurrences[beside.time].findings):
            yield beside
