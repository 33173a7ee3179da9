"""The text of each booking's events in every public calendar: written in the very act that changes the booking, and
read as often as anybody asks.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Engine, Select, and_, bindparam, delete, func, literal_column, or_, select, tuple_
from sqlalchemy.orm import Session

from booking.model import Booking, FeedText
from booking.model.database import UTCDateTime
from booking.model.direct import first
from booking.model.statements import Values, insert_rows, one_of, rows
from booking.services import feed_events, feed_lanes, feed_times
from booking.services.feed_times import Times
from booking.services.feed_views import View, views
from booking.services.unit_of_work import looks, reads, writes
from calendars.intervals import Interval

WRITING = 1
"""Raised when the same events are written in other words, so that what was kept in the old ones is written anew."""

MOST = 500
"""Of so many bookings it is written at once."""

_NOTHING: Any = literal_column("''")
_FORGET = delete(FeedText).where(one_of(FeedText.booking_id, "bookings"))
_IS_GOOD = and_(
    FeedText.text.is_not(None),
    FeedText.writing == literal_column(str(WRITING)),
    or_(FeedText.good_until.is_(None), FeedText.good_until > bindparam("now")),
)
_KEPT = (
    select(FeedText.booking_id, FeedText.zone, FeedText.text, _IS_GOOD.label("is_good"))
    .where(
        FeedText.venue_id == bindparam("venue"),
        FeedText.ends_at > bindparam("start"),
        FeedText.starts_at < bindparam("end"),
    )
    .order_by(FeedText.booking_id)
)
_OF_VENUE = _KEPT.where(FeedText.space_id.is_(None))
_OF_SPACE = _KEPT.where(FeedText.space_id == bindparam("space"))
_DUE = (
    select(FeedText.booking_id)
    .distinct()
    .where(tuple_(FeedText.writing, FeedText.good_until) <= tuple_(WRITING, bindparam("now", type_=UTCDateTime())))
    .limit(MOST)
)
_LOCKED = select(Booking.id).where(one_of(Booking.id, "bookings")).order_by(Booking.id).with_for_update(key_share=True)
_WHOLE, _OWN = _OF_SPACE.where(FeedText.whole), _OF_SPACE.where(FeedText.own)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which one: a venue's (id), or that of one of its spaces (id), with all that blocks it unless `own_only`."""

    venue: int
    space: int | None = None
    own_only: bool = False

    def has(self, view: View) -> bool:
        room = view.room.id if view.room else None
        return (view.house.id, room) == (self.venue, self.space) and (view.own if self.own_only else view.whole)


def write(session: Session, bookings: Collection[int], now: datetime) -> None:
    """Write what calendars say of these bookings (ids), in place of what was kept of them."""
    session.execute(_FORGET, {"bookings": list(bookings)})
    write_first(session, bookings, now)


def write_first(session: Session, bookings: Collection[int], now: datetime) -> None:
    """Write what calendars say of these bookings (ids), of which nothing is kept."""
    found = [row for it in feed_times.times(session, bookings) for row in to_keep(it, now)]
    if found:
        insert_rows(session, FeedText, found)


def read(calendar: Calendar, zone: str, period: Interval, now: datetime) -> tuple[str, Collection[str]]:
    """The events of a calendar, booking by booking, all of each that lasts into the period; and the zones they are in.

    One query where all are in the place's own `zone` and read as they were written; else at most six.
    """
    query = _OF_VENUE if calendar.space is None else _OWN if calendar.own_only else _WHOLE
    given = {"venue": calendar.venue, "space": calendar.space, "start": period.start, "end": period.end, "now": now}
    joined = _joined(query, given | {"zone": zone})
    return _one_by_one(query, given, calendar, now) if joined is None else (joined, {zone})


@looks
def _joined(engine: Engine, query: Select[*tuple[Any, ...]], given: Values) -> str | None:
    """All the texts in one; None where not all can be had in this way."""
    row = first(engine, _in_one(query), given)
    assert row is not None
    others, text = row
    return None if others else text or ""


@lru_cache
def _in_one(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """How many are not good or in another zone, and all the texts by booking."""
    kept = query.subquery()
    others = func.count().filter(~and_(kept.c.is_good, kept.c.zone == bindparam("zone")))
    return select(others, func.aggregate_strings(kept.c.text, _NOTHING))


@reads
def _one_by_one(
    session: Session, query: Select[*tuple[Any, ...]], given: Values, calendar: Calendar, now: datetime
) -> tuple[str, Collection[str]]:
    found = rows(session, query, given)
    anew = _anew(session, calendar, [booking for booking, _, _, is_good in found if not is_good], now)
    texts = [text if is_good else anew.get(booking, "") for booking, _, text, is_good in found]
    return "".join(texts), {zone for _, zone, _, _ in found}


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


def _anew(session: Session, calendar: Calendar, bookings: Collection[int], now: datetime) -> Mapping[int, str]:
    if not bookings:
        return {}
    found = {
        it.booking: view for it in feed_times.times(session, bookings) for view in views(it, now) if calendar.has(view)
    }
    room = next((it.room for it in found.values() if it.depends), None)
    shown = found if room is None else feed_lanes.without_bystanders(session, room, found)
    return {number: feed_events.text(it.times, it.house) for number, it in shown.items() if it.times}


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
