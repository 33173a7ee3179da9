"""The bookings of a period with what the rules decided about them, read in batches that fit memory."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Row, Select, bindparam, exists, func, select
from sqlalchemy.orm import Session

from booking.model import Booking, Decision, Occurrence, Organization
from booking.model.statements import one_of, rows
from booking.services.unit_of_work import reads
from booking.vocabulary import BY_RULES

BATCH = 100
"""Bookings that are in memory at once."""


@dataclass(frozen=True, slots=True)
class Period:
    """Bookings decided by one of these rulebooks (rows), with a time from the local day `first` to `last`, both
    included."""

    rulebooks: Sequence[int]
    first: date
    last: date

    @property
    def given(self) -> dict[str, Any]:
        return {
            "start": datetime.combine(self.first, time()),
            "end": datetime.combine(self.last, time.max),
            "rulebooks": list(self.rulebooks),
        }


_LATEST_FIRST = (
    select(
        Decision.booking_id,
        Decision.rulebook_id,
        Decision.rulebooks,
        Decision.occurrences,
        Decision.facts,
        Decision.verdict,
    )
    .where(
        one_of(Decision.booking_id, "bookings"),
        one_of(Decision.rulebook_id, "rulebooks"),
        Decision.act.in_(sorted(BY_RULES)),
    )
    .order_by(Decision.booking_id, Decision.id.desc())
)


@reads
def total(session: Session, period: Period) -> int:
    """How many bookings there are."""
    query = select(func.count()).select_from(Booking).where(*_concerned())
    return int(rows(session, query, period.given)[0][0])


@reads
def batch(session: Session, period: Period, after: int) -> Sequence[tuple[Row[Any], Sequence[Row[Any]]]]:
    """The next bookings after the one with this id, each with its decisions, the latest first."""
    found = rows(session, _next(), {**period.given, "after": after})
    decisions = defaultdict(list)
    given = {"bookings": [it.id for it in found], "rulebooks": list(period.rulebooks)}
    for row in rows(session, _LATEST_FIRST, given):
        decisions[row.booking_id].append(row)
    return [(row, decisions[row.id]) for row in found]


def _next() -> Select[int, str, str]:
    query = select(Booking.id, Booking.ref, Organization.slug.label("organization")).join(Booking.organization)
    return query.where(Booking.id > bindparam("after"), *_concerned()).order_by(Booking.id).limit(BATCH)


def _concerned() -> Iterable[Any]:
    yield exists().where(
        Occurrence.booking_id == Booking.id,
        Occurrence.starts_local >= bindparam("start"),
        Occurrence.starts_local <= bindparam("end"),
    )
    yield exists().where(Decision.booking_id == Booking.id, one_of(Decision.rulebook_id, "rulebooks"))
