"""A venue's closures and reopenings as events, with the reason that is published."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from booking.model import Closure
from booking.services import feed_frames
from booking.services.feed_frames import LANGUAGE, Place
from booking.services.wording import say
from booking.vocabulary import ClosureKind
from booking.wording import N_, Text
from calendars.ical import Entry, Moment
from calendars.intervals import Interval
from calendars.zone import happens_once, to_wall

_INSTANT = timedelta(microseconds=1)


def entries(session: Session, place: Place, period: Interval) -> Iterator[Entry]:
    """What closes or reopens the venue, one of its spaces, or every venue, within the period, by start."""
    names = {space.id: space.name for space in place.venue.spaces}
    query = select(Closure).where(
        of_venue(place.venue.id),
        Closure.withdrawn_at.is_(None),
        Closure.starts_at < period.end,
        Closure.ends_at > period.start,
    )
    for row in session.scalars(query.order_by(Closure.starts_at, Closure.id)):
        if row.space_id is None or row.space_id in names:
            yield _entry(row, place, names[row.space_id] if row.space_id else None)


def of_venue(number: int) -> ColumnElement[bool]:
    """Closures of the venue (id), and of every venue."""
    return or_(Closure.venue_id.is_(None), Closure.venue_id == number)


def _entry(row: Closure, place: Place, space: str | None) -> Entry:
    start, end = _times(row, place)
    return Entry(
        uid=feed_frames.uid(place, f"closure/{row.id}"),
        sequence=0,
        stamp=max(row.created_at, place.described_at),
        created=row.created_at,
        start=start,
        end=end,
        zone=place.venue.timezone,
        summary=_summary(row, space),
        location=place.address,
        transparent=True,
    )


def _times(row: Closure, place: Place) -> tuple[Moment, Moment]:
    """Days, the last excluded; else wall clock; in UTC where clocks change on the way or show either time twice."""
    start, end = to_wall(row.starts_at, place.zone), to_wall(row.ends_at, place.zone)
    if row.all_day:
        return start.date(), to_wall(row.ends_at - _INSTANT, place.zone).date() + timedelta(days=1)
    changes = row.starts_at.astimezone(place.zone).utcoffset() != row.ends_at.astimezone(place.zone).utcoffset()
    if changes or not (happens_once(start, place.zone) and happens_once(end, place.zone)):
        return row.starts_at, row.ends_at
    return start, end


def _summary(row: Closure, space: str | None) -> str:
    if row.kind is ClosureKind.REOPENED:
        template = N_("Open after all ({space}): {reason}") if space else N_("Open after all: {reason}")
    else:
        template = N_("Closed ({space}): {reason}") if space else N_("Closed: {reason}")
    return say(Text(template, {"space": space, "reason": row.reason}), LANGUAGE)
