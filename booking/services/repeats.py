"""The same POST sent twice: with the client's own key for it, it is done once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from booking.errors import Conflict
from booking.model import IdempotencyKey
from booking.services.actors import Actor
from booking.wording import N_, Text


@dataclass(frozen=True, slots=True)
class Idempotency:
    """The client's own key for a POST, and the digest of what it posted."""

    key: str
    digest: str


def earlier(session: Session, idempotency: Idempotency | None, actor: Actor) -> IdempotencyKey | None:
    """What was done when this was sent before, if it was. Conflict for a key used for something else."""
    if idempotency is None:
        return None
    row = session.get(IdempotencyKey, (actor.person, idempotency.key))
    if row and row.digest != idempotency.digest:
        raise Conflict(Text(N_("This Idempotency-Key was used for another request.")))
    return row


def remember(session: Session, idempotency: Idempotency | None, actor: Actor, booking: int, now: datetime) -> None:
    """Keep what is done now, about the booking of this id, under its key."""
    if idempotency:
        values = {"person_id": actor.person, "key": idempotency.key, "digest": idempotency.digest}
        session.execute(insert(IdempotencyKey).values(**values, booking_id=booking, created_at=now))
