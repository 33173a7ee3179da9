"""Writing down what happened and what must be told, in the transaction in which it happens."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from booking.model import Journal, Outbox
from booking.model.statements import insert_row
from booking.services.actors import Actor


def record(
    session: Session, now: datetime, actor: Actor, act: str, subject: str, subject_id: int, details: Mapping[str, Any]
) -> None:
    """One line in the journal. `details` must be JSON and hold no personal data beyond references."""
    line = {"at": now, "person_id": actor.person, "act": act, "subject": subject, "subject_id": subject_id}
    insert_row(session, Journal, {**line, "details": dict(details)})


def tell(session: Session, now: datetime, topic: str, payload: Mapping[str, Any]) -> None:
    """Put a message into the outbox; the worker renders and delivers it."""
    insert_row(session, Outbox, {"topic": topic, "payload": dict(payload), "created_at": now, "due_at": now})
