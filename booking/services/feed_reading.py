"""The events of a public calendar as they were kept when they were written, and anew what no longer reads like that."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Engine, Select, and_, bindparam, func, literal_column, or_, select
from sqlalchemy.orm import Session

from booking.model import FeedText
from booking.model.direct import first
from booking.model.statements import Values, rows
from booking.services import feed_events, feed_lanes, feed_times
from booking.services.feed_frames import WRITING
from booking.services.feed_views import View, views
from booking.services.unit_of_work import looks, reads
from calendars.intervals import Interval

_NOTHING: Any = literal_column("''")
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


def _anew(session: Session, calendar: Calendar, bookings: Collection[int], now: datetime) -> Mapping[int, str]:
    if not bookings:
        return {}
    found = {
        it.booking: view for it in feed_times.times(session, bookings) for view in views(it, now) if calendar.has(view)
    }
    room = next((it.room for it in found.values() if it.depends), None)
    shown = found if room is None else feed_lanes.without_bystanders(session, room, found)
    return {number: feed_events.text(it.times, it.house) for number, it in shown.items() if it.times}
