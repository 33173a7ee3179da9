"""What is given back, written down in the very act that frees it, so that it is offered to those who wait whatever
happens next.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from booking.model import Claim, Outbox
from booking.services import journal
from booking.services.unit_of_work import reads, writes
from calendars.intervals import Interval, IntervalSet

TOPIC = "place.freed"
"""Its messages are for `waiting`, and nobody is told."""
PAUSE = timedelta(minutes=1)
"""What could not be offered is offered again after so long, and after twice as long each further time."""
MOST_DOUBLINGS = 10


@dataclass(frozen=True, slots=True)
class Freed:
    """Units (ids) with the times at which they were given back; `message` is the id of the outbox row that says so."""

    message: int
    units: Mapping[int, IntervalSet]

    @property
    def span(self) -> Interval:
        """From the first time to the last."""
        times = [each for free in self.units.values() for each in free]
        return Interval(min(each.start for each in times), max(each.end for each in times))


def take_claims(session: Session, occurrences: Collection[int], now: datetime) -> None:
    """Take the places of these occurrences (ids) from them, and note what that frees."""
    places = (Claim.unit_id, Claim.starts_at, Claim.ends_at)
    gone = session.execute(delete(Claim).where(Claim.occurrence_id.in_(occurrences)).returning(*places))
    note(session, ((row.unit_id, Interval(row.starts_at, row.ends_at)) for row in gone), now)


def note(session: Session, free: Iterable[tuple[int, Interval]], now: datetime) -> None:
    """Note that these units (ids) were given back, as far as the times lie ahead."""
    units: defaultdict[int, list[Interval]] = defaultdict(list)
    for unit, interval in free:
        if interval.end > now:
            units[unit].append(interval)
    if units:
        written = {
            str(unit): [[each.start.isoformat(), each.end.isoformat()] for each in IntervalSet(times)]
            for unit, times in sorted(units.items())
        }
        journal.tell(session, now, TOPIC, {"units": written})


@reads
def due(session: Session, now: datetime, most: int) -> Collection[int]:
    """What still has to be offered (outbox ids), oldest first."""
    return session.scalars(_due(now).order_by(Outbox.id).limit(most)).all()


def taken_up(session: Session, message: int, now: datetime) -> Freed | None:
    """What this message says was freed, for the caller to offer; None if somebody else does, or has done so."""
    mine = _due(now).where(Outbox.id == message).with_for_update(skip_locked=True)
    payload = session.scalar(mine.with_only_columns(Outbox.payload))
    if payload is None:
        return None
    return Freed(message, {int(unit): _times(times) for unit, times in payload["units"].items()})


def done(session: Session, message: int, now: datetime) -> None:
    session.execute(update(Outbox).where(Outbox.id == message).values(delivered_at=now))


@writes
def postpone(session: Session, message: int, problem: str, now: datetime) -> None:
    """Leave it for later, so that what fails is not in the way of the others."""
    row = session.get_one(Outbox, message)
    row.due_at = now + PAUSE * 2 ** min(row.attempts, MOST_DOUBLINGS)
    row.attempts += 1
    row.last_error = problem


def _due(now: datetime) -> Select[int]:
    return select(Outbox.id).where(Outbox.topic == TOPIC, Outbox.delivered_at.is_(None), Outbox.due_at <= now)


def _times(written: Iterable[tuple[str, str]]) -> IntervalSet:
    return IntervalSet(Interval(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in written)
