"""What an organization already holds: how much of each day, when, and how many single bookings to come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from booking.model import Booking, Occurrence
from booking.model.statements import one_of, rows
from booking.rules.facts import Asked, UsedDay, UsedTime
from booking.vocabulary import HOLDING

MIDNIGHT = time()

_LOCAL_DAY = func.date(Occurrence.starts_local)
_OWN = (
    Booking.organization_id == bindparam("organization"),
    Occurrence.status.in_(HOLDING),
    ~one_of(Occurrence.id, "ignoring"),
)
_IN_SPAN = (Occurrence.starts_local >= bindparam("start"), Occurrence.starts_local < bindparam("end"))
_DAYS = (
    select(_LOCAL_DAY.label("day"), func.sum(Occurrence.minutes).label("minutes"), func.count().label("occurrences"))
    .join(Occurrence.booking)
    .where(*_OWN, *_IN_SPAN)
    .group_by(_LOCAL_DAY)
    .order_by(_LOCAL_DAY)
)
_TIMES = (
    select(Occurrence.starts_local, Occurrence.ends_local)
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
class Use:
    """The use of one organization (id); each question is one query. `ignoring` are occurrences that do not count."""

    session: Session
    organization: int
    asked: Asked
    ignoring: Collection[int]

    def days(self, first: date, last: date) -> tuple[UsedDay, ...]:
        """What it holds on each local day of the ISO weeks from `first` to `last`."""
        # SQLite has no dates of its own and answers with text.
        return tuple(
            UsedDay(date.fromisoformat(str(row.day)), row.minutes, row.occurrences)
            for row in rows(self.session, _DAYS, self._weeks(first, last))
        )

    def times(self, first: date, last: date) -> tuple[UsedTime, ...]:
        """When it holds something in the ISO weeks from `first` to `last`."""
        found = rows(self.session, _TIMES, self._weeks(first, last))
        return tuple(UsedTime(row.starts_local, row.ends_local) for row in found)

    def coming_singles(self) -> int:
        """How many single bookings, not series, it holds from now on."""
        [(number,)] = rows(self.session, _COMING_SINGLES, {**self._own, "now": self.asked.now})
        return int(number)

    @property
    def _own(self) -> dict[str, object]:
        return {"organization": self.organization, "ignoring": list(self.ignoring)}

    def _weeks(self, first: date, last: date) -> dict[str, object]:
        monday = first - timedelta(days=first.weekday())
        next_monday = last + timedelta(days=7 - last.weekday())
        start, end = (datetime.combine(day, MIDNIGHT) for day in (monday, next_monday))
        return {**self._own, "start": start, "end": end}
