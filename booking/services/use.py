"""What an organization already holds: how much of each day, when, and how many single bookings to come."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session

from booking.model import Booking, Occurrence
from booking.model.statements import one_of, rows
from booking.rules.facts import UsedDay, UsedTime
from booking.vocabulary import HOLDING

MIDNIGHT = time()

_OWN = (
    Booking.organization_id == bindparam("organization"),
    Occurrence.status.in_(HOLDING),
    ~one_of(Occurrence.id, "ignoring"),
)
_IN_SPAN = (Occurrence.starts_local >= bindparam("start"), Occurrence.starts_local < bindparam("end"))
_HELD = (
    select(Occurrence.starts_local, Occurrence.ends_local, Occurrence.minutes)
    .join(Occurrence.booking)
    .where(*_OWN, *_IN_SPAN)
    .order_by(Occurrence.starts_local, Occurrence.id)
)
_COMING_SINGLES = (
    select(func.count())
    .select_from(Occurrence)
    .join(Occurrence.booking)
    .where(*_OWN, Booking.rrule.is_(None), Occurrence.starts_at >= bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class Held:
    """Times that an organization holds, in order: local start and end, and minutes."""

    rows: Sequence[Row[datetime, datetime, int]] = ()

    def days(self) -> tuple[UsedDay, ...]:
        """How much of each local day."""
        by_day = groupby(self.rows, key=lambda row: row.starts_local.date())
        minutes = ((day, [row.minutes for row in its]) for day, its in by_day)
        return tuple(UsedDay(day, sum(its), len(its)) for day, its in minutes)

    def times(self) -> tuple[UsedTime, ...]:
        return tuple(UsedTime(row.starts_local, row.ends_local) for row in self.rows)


def held(session: Session, organization: int, first: date, last: date, ignoring: Collection[int]) -> Held:
    """What the organization (id) holds in the ISO weeks from `first` to `last`, the occurrences `ignoring` not counted.
    One query.
    """
    monday = first - timedelta(days=first.weekday())
    next_monday = last + timedelta(days=7 - last.weekday())
    start, end = (datetime.combine(day, MIDNIGHT) for day in (monday, next_monday))
    given = {"organization": organization, "ignoring": list(ignoring), "start": start, "end": end}
    return Held(rows(session, _HELD, given))


def coming_singles(session: Session, organization: int, now: datetime, ignoring: Collection[int]) -> int:
    """How many single bookings, not series, it holds from now on. One query."""
    given = {"organization": organization, "ignoring": list(ignoring), "now": now}
    [(number,)] = rows(session, _COMING_SINGLES, given)
    return int(number)
