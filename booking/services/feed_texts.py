"""What public calendars say of each booking, kept as it was written in the act that last changed the booking."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select, tuple_
from sqlalchemy.orm import Session

from booking.model import Booking, FeedText
from booking.model.database import UTCDateTime
from booking.model.statements import Values, insert_rows, one_of
from booking.services import feed_events, feed_times
from booking.services.feed_frames import WRITING
from booking.services.feed_times import Times
from booking.services.feed_views import View, views
from booking.services.unit_of_work import writes

MOST = 500
"""Of so many bookings it is written at once."""

_FORGET = delete(FeedText).where(one_of(FeedText.booking_id, "bookings"))
_DUE = (
    select(FeedText.booking_id)
    .distinct()
    .where(tuple_(FeedText.writing, FeedText.good_until) <= tuple_(WRITING, bindparam("now", type_=UTCDateTime())))
    .limit(MOST)
)
_LOCKED = select(Booking.id).where(one_of(Booking.id, "bookings")).order_by(Booking.id).with_for_update(key_share=True)


def write(session: Session, bookings: Collection[int], now: datetime) -> None:
    """Write what calendars say of these bookings (ids), in place of what was kept of them."""
    session.execute(_FORGET, {"bookings": list(bookings)})
    write_first(session, bookings, now)


def write_first(session: Session, bookings: Collection[int], now: datetime) -> None:
    """Write what calendars say of these bookings (ids), of which nothing is kept."""
    found = [row for it in feed_times.times(session, bookings) for row in to_keep(it, now)]
    if found:
        insert_rows(session, FeedText, found)


@writes
def refresh(session: Session, now: datetime) -> int:
    """Write anew what no longer reads as it was written; of how many bookings, at most `MOST`."""
    found = session.scalars(_DUE, {"now": now}).all()
    if not found:
        return 0
    # Whoever changes a booking, or what is said of it, has it locked when they write its text.
    session.execute(_LOCKED, {"bookings": found})
    write(session, found, now)
    return len(found)


def to_keep(booking: Times, now: datetime) -> Sequence[Values]:
    """A row for each calendar that shows it."""
    texts: dict[object, str] = {}
    return [_row(booking, it, None if it.depends else _text(it, texts)) for it in views(booking, now)]


def _text(view: View, texts: dict[object, str]) -> str:
    """What several calendars say alike is written once."""
    said = view.house.id, tuple((it.row.id, it.rooms, it.blocking) for it in view.times)
    if said not in texts:
        texts[said] = feed_events.text(view.times, view.house)
    return texts[said]


def _row(booking: Times, view: View, text: str | None) -> Values:
    return {
        "booking_id": booking.booking,
        "venue_id": view.house.id,
        "space_id": view.room.id if view.room else None,
        "whole": view.whole,
        "own": view.own,
        "starts_at": min(it.row.starts_at for it in view.times),
        "ends_at": max(it.row.ends_at for it in view.times),
        "zone": view.zone,
        "text": text,
        "writing": WRITING,
        "good_until": view.good_until,
    }
