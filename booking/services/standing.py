"""How an organization used what it had: what it cancelled, where nobody came, where a door stood open."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby, takewhile
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from booking.model import Booking, Observation, Occurrence
from booking.model.statements import rows
from booking.rules.facts import Standing
from booking.services.letting_go import CONTINUED
from booking.vocabulary import HOLDING, Seen, Status

SPAN = timedelta(days=365)
_HOUR = timedelta(hours=1)

_RECENT = (
    Booking.organization_id == bindparam("organization"),
    Occurrence.starts_at >= bindparam("start"),
    Occurrence.starts_at < bindparam("now"),
)
_TIMES = (
    select(
        Occurrence.id,
        Occurrence.booking_id,
        Occurrence.status,
        Occurrence.starts_at,
        Occurrence.ended_at,
        Occurrence.starts_local,
    )
    .join(Occurrence.booking)
    .where(*_RECENT, Occurrence.status.in_((*HOLDING, Status.CANCELLED)), Occurrence.reason != CONTINUED)
    .order_by(Occurrence.booking_id, Occurrence.starts_at.desc())
)
_SEEN = (
    select(Observation.occurrence_id, Observation.seen)
    .join(Occurrence, Occurrence.id == Observation.occurrence_id)
    .join(Occurrence.booking)
    .where(
        *_RECENT,
        Observation.withdrawn_at.is_(None),
        Observation.seen.in_((Seen.NO_SHOW, Seen.DOOR_LEFT_OPEN)),
    )
)


def of(session: Session, organization: int, now: datetime) -> Standing:
    """Of the organization (id), in the 365 days up to now. Two queries."""
    given = {"organization": organization, "start": now - SPAN, "now": now}
    times = rows(session, _TIMES, given)
    seen = rows(session, _SEEN, given)
    absent = {row.occurrence_id for row in seen if row.seen is Seen.NO_SHOW}
    open_doors = {row.occurrence_id for row in seen if row.seen is Seen.DOOR_LEFT_OPEN}
    held = [row for row in times if row.status is not Status.CANCELLED]
    notices = (row.starts_at - row.ended_at for row in times if row.status is Status.CANCELLED)
    return Standing(
        times=len(times),
        cancelled=tuple(sorted(max(notice // _HOUR, 0) for notice in notices)),
        absences=_days(row for row in held if row.id in absent),
        in_a_row=_in_a_row(held, absent),
        doors=_days(row for row in held if row.id in open_doors),
    )


def _days(found: Iterable[Row[Any]]) -> tuple[date, ...]:
    return tuple(sorted(row.starts_local.date() for row in found))


def _in_a_row(held: Sequence[Row[Any]], absent: set[int]) -> int:
    """The longest run of no-shows with which one of the bookings ends; what nobody reported counts as used."""
    if not absent:
        return 0
    by_booking = groupby(held, key=lambda row: row.booking_id)
    return max(sum(1 for _ in takewhile(lambda row: row.id in absent, latest_first)) for _, latest_first in by_booking)
