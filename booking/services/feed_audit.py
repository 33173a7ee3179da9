"""Whether what is kept of every booking for calendars is what would be written of it."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from booking.model import Booking, FeedText
from booking.model.statements import Values, one_of, rows
from booking.services import feed_texts, feed_times, feed_views
from booking.services.feed_frames import WRITING

BATCH = 500
_COLUMNS = [column for column in FeedText.__table__.c if column.name != "id"]
_AFTER = select(Booking.id).where(Booking.id > bindparam("last")).order_by(Booking.id).limit(BATCH)
_NAMES = select(Booking.ref).where(one_of(Booking.id, "bookings")).order_by(Booking.id)
_KEPT = select(*_COLUMNS).where(one_of(FeedText.booking_id, "bookings"))
_SOME_MOMENT = datetime.min.replace(tzinfo=UTC)


def problems(session: Session) -> Iterator[str]:
    """One sentence for each booking of which it is not; without those that pass by themselves or are to be written."""
    last = 0
    while batch := session.scalars(_AFTER, {"last": last}).all():
        last = batch[-1]
        for ref in session.scalars(_NAMES, {"bookings": list(_wrong(session, batch))}):
            yield f"calendars do not say what became of booking {ref}"


def _wrong(session: Session, bookings: Collection[int]) -> set[int]:
    kept = [dict(row._mapping) for row in rows(session, _KEPT, {"bookings": list(bookings)})]
    times = feed_times.times(session, bookings)
    true = [row for it in times if feed_views.lasts(it) for row in feed_texts.to_keep(it, _SOME_MOMENT)]
    passing = {row["booking_id"] for row in kept if row["good_until"] or row["writing"] != WRITING}
    passing |= {it.booking for it in times if not feed_views.lasts(it)}
    differing = _counted(kept) - _counted(true) + (_counted(true) - _counted(kept))
    return {said[0] for said in differing} - passing


def _counted(found: Collection[Values]) -> Counter[tuple[Any, ...]]:
    return Counter(tuple(row[column.name] for column in _COLUMNS) for row in found)
