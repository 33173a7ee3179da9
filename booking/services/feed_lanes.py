"""Of those who use other lanes than a room's own, only who leaves too few of them is in its calendar."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from booking.services import occupancy
from booking.services.feed_events import Shown
from booking.services.feed_rooms import Room
from booking.services.feed_views import View
from calendars.intervals import Interval, IntervalSet


def without_bystanders(session: Session, room: Room, views: Mapping[int, View]) -> Mapping[int, View]:
    """The views of a room's calendar (by booking) without the times that leave enough of its lanes. One query."""
    full = _full(session, room, [it for view in views.values() for it in view.times])
    return {
        number: replace(view, times=[it for it in view.times if it.blocking is None or full & _span([it])])
        for number, view in views.items()
    }


def _full(session: Session, room: Room, times: Iterable[Shown]) -> IntervalSet:
    """When too few are left, from the first of these times to the last."""
    within = _span(times)
    free = occupancy.held(session, room.unit_lanes, [*within]).gaps(room.needs, room.unit_lanes, within)
    return within - free


def _span(times: Iterable[Shown]) -> IntervalSet:
    rows = [it.row for it in times]
    return IntervalSet([Interval(min(it.starts_at for it in rows), max(it.ends_at for it in rows))])
