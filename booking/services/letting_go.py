"""Occurrences that let go of their places: however it comes about, the row stays and its claims go."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import false, update
from sqlalchemy.orm import Session

from booking.model import Occurrence
from booking.services import freed
from booking.services.actors import Actor
from booking.vocabulary import HOLDING, Status
from booking.wording import N_

CONTINUED = N_("Changed: it goes on as another booking.")
"""The reason of times that were not given back but changed."""


def let_go(
    session: Session,
    occurrences: Collection[int],
    status: Status,
    reason: str,
    actor: Actor,
    now: datetime,
    *,
    called_off: bool = False,
) -> None:
    """Give these occurrences (ids) a status that holds nothing, with who, when and why, and free their places.

    `called_off`: calendars go on to show those that held their places, as cancelled.
    """
    held = Occurrence.status.in_(HOLDING) if called_off else false()
    freed.take_claims(session, occurrences, now)
    session.execute(
        update(Occurrence)
        .where(Occurrence.id.in_(occurrences))
        .values(
            status=status,
            reason=reason,
            ended_at=now,
            ended_by=actor.person,
            changed_at=now,
            expires_at=None,
            called_off=held,
        )
    )
