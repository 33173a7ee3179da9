"""How an organization used what it had: what it cancelled, where nobody came, where a door stood open."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby, takewhile
from typing import Any

from sqlalchemy import Row, bindparam, func, or_, select, true
from sqlalchemy.orm import Session

from booking.model import Booking, Observation, Occurrence
from booking.model.statements import one_of, rows
from booking.rules.facts import Standing
from booking.services.letting_go import CONTINUED
from booking.vocabulary import HOLDING, Seen, Status

SPAN = timedelta(days=365)
_HOUR = timedelta(hours=1)

_RECENT = (
    Booking.organization_id == bindparam("organization"),
    Occurrence.starts_at >= bindparam("start"),
    Occurrence.starts_at < bindparam("now"),
    Occurrence.status.in_((*HOLDING, Status.CANCELLED)),
    Occurrence.reason != CONTINUED,
)
_TIMES = select(func.count().label("times")).select_from(Occurrence).join(Occurrence.booking).where(*_RECENT).subquery()
_EXCEPTIONS = (
    select(
        Occurrence.id,
        Occurrence.booking_id,
        Occurrence.status,
        Occurrence.starts_at,
        Occurrence.starts_local,
        Occurrence.ended_at,
        Observation.seen,
    )
    .join(Occurrence.booking)
    .outerjoin(
        Observation,
        (Observation.occurrence_id == Occurrence.id)
        & Observation.withdrawn_at.is_(None)
        & Observation.seen.in_((Seen.NO_SHOW, Seen.DOOR_LEFT_OPEN)),
    )
    .where(*_RECENT, or_(Occurrence.status == Status.CANCELLED, Observation.id.is_not(None)))
    .subquery()
)
"""What was cancelled, and what was seen that should not be."""
_USED = (
    select(_TIMES.c.times, _EXCEPTIONS)
    .select_from(_TIMES.outerjoin(_EXCEPTIONS, true()))
    .order_by(_EXCEPTIONS.c.starts_at, _EXCEPTIONS.c.id)
)
"""How many times there were, beside each exception; alone where there is none."""
_HELD = (
    select(Occurrence.id, Occurrence.booking_id)
    .where(
        one_of(Occurrence.booking_id, "bookings"),
        Occurrence.starts_at < bindparam("now"),
        Occurrence.status.in_(HOLDING),
    )
    .order_by(Occurrence.booking_id, Occurrence.starts_at.desc())
)


def of(session: Session, organization: int, now: datetime) -> Standing:
    """Of the organization (id), in the 365 days up to now. One query; another where somebody did not come."""
    given = {"organization": organization, "start": now - SPAN, "now": now}
    found = rows(session, _USED, given)
    exceptions = [row for row in found if row.id is not None]
    held = [row for row in exceptions if row.status is not Status.CANCELLED]
    cancelled = {row.id: row.starts_at - row.ended_at for row in exceptions if row.status is Status.CANCELLED}
    absent = [row for row in held if row.seen is Seen.NO_SHOW]
    return Standing(
        times=found[0].times,
        cancelled=tuple(sorted(max(notice // _HOUR, 0) for notice in cancelled.values())),
        absences=_days(absent),
        in_a_row=_in_a_row(session, absent, now),
        doors=_days(row for row in held if row.seen is Seen.DOOR_LEFT_OPEN),
    )


def _days(found: Iterable[Row[Any]]) -> tuple[date, ...]:
    """One day for each occurrence, however often it was seen."""
    return tuple(sorted({row.id: row.starts_local.date() for row in found}.values()))


def _in_a_row(session: Session, absent: Sequence[Row[Any]], now: datetime) -> int:
    """The longest run of no-shows with which one of the bookings ends; what nobody reported counts as used."""
    if not absent:
        return 0
    missed = {row.id for row in absent}
    held = rows(session, _HELD, {"bookings": sorted({row.booking_id for row in absent}), "now": now})
    by_booking = groupby(held, key=lambda row: row.booking_id)
    return max(sum(1 for _ in takewhile(lambda row: row.id in missed, latest_first)) for _, latest_first in by_booking)
