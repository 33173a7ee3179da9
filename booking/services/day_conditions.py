"""What is still to be settled before a time is granted for good, as its last decision says."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from booking.model import Decision, Occurrence
from booking.services import kept_verdicts
from booking.vocabulary import Effect, Status
from booking.wording import Text

_UNSETTLED = frozenset({Status.CONDITIONAL, Status.HELD})

_Kept = Row[int, list[int] | None, dict[str, Any]]
"""Of a decision: its booking, the times it concerns (None: all), and its verdict."""


def outstanding(session: Session, rows: Sequence[Occurrence]) -> Mapping[int, tuple[Text, ...]]:
    """The conditions of each time (id) that waits for them or for an officer: one query, whatever their number."""
    unsettled = [row for row in rows if row.status in _UNSETTLED]
    query = select(Decision.booking_id, Decision.occurrences, Decision.verdict).order_by(Decision.id.desc())
    query = query.where(Decision.booking_id.in_({row.booking_id for row in unsettled}))
    decisions = session.execute(query).all()
    return {row.id: tuple(_conditions(row, decisions)) for row in unsettled}


def _conditions(row: Occurrence, decisions: Sequence[_Kept]) -> Sequence[Text]:
    kept = next((verdict for booking, times, verdict in decisions if _concerns(row, booking, times)), None)
    if kept is None:
        return ()
    verdict = kept_verdicts.read(kept, ZoneInfo(row.booking.timezone))
    of_time = [finding for it in verdict.occurrences if it.start == row.starts_at for finding in it.findings]
    found = {str(it.text): it.text for it in (*verdict.findings, *of_time) if it.effect is Effect.CONDITION}
    return [*found.values()]


def _concerns(row: Occurrence, booking: int, times: Sequence[int] | None) -> bool:
    return booking == row.booking_id and (times is None or row.id in times)
