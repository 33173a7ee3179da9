"""What is measured in-process: a booking, a series, a day everywhere, and spaces free every week."""

import itertools
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import psycopg
from sqlalchemy import select

from benchmarks import dataset, floors
from benchmarks.dataset import FIRST_MONDAY, NOW, TWO_HOURS, WEEKS
from benchmarks.measures import Measure
from booking.model import Decision, db
from booking.services import availability, bookings, overview
from booking.services.actors import SYSTEM
from booking.services.availability import Search
from booking.services.requests import Request, Responsible
from booking.vocabulary import Audience, BookingKind

EVENING = range(16, 22, 2)
_clubs = itertools.count()
"""Clubs take turns, so that none comes near its quota."""
TUESDAY = datetime.combine(FIRST_MONDAY + timedelta(days=1), time(17))
FREE_EVERY_TUESDAY = {
    "start": TUESDAY.isoformat(timespec="minutes"),
    "end": (TUESDAY + TWO_HOURS).isoformat(timespec="minutes"),
    "rrule": f"FREQ=WEEKLY;COUNT={WEEKS}",
}


def measures(connection: psycopg.Connection) -> Iterator[Measure]:
    """Each act with its floor, both writing into slots of their own."""
    free = free_slots()
    single, series = decision(request(next(free), 1)), decision(request(next(free), WEEKS))
    yield Measure(
        "one booking with its checks",
        lambda _: _booked(request(next(free), 1)),
        lambda _: floors.book(connection, *next(free), 1, single),
        reference_milliseconds=19,
    )
    yield Measure(
        f"a series of {WEEKS}",
        lambda _: _booked(request(next(free), WEEKS)),
        lambda _: floors.book(connection, *next(free), WEEKS, series),
        reference_milliseconds=97,
    )
    yield Measure(
        "one day of 200 spaces",
        lambda number: overview.day(FIRST_MONDAY + timedelta(days=number)),
        lambda number: floors.day(connection, midnight(FIRST_MONDAY + timedelta(days=number))),
        reference_milliseconds=103,
    )
    yield Measure(
        f"which of 200 spaces are free every Tuesday for {WEEKS} weeks",
        lambda _: availability.search(Search(**FREE_EVERY_TUESDAY), NOW),
        lambda _: floors.search(connection, TUESDAY, WEEKS),
        reference_milliseconds=103,
    )


def midnight(day: date) -> datetime:
    """The local wall clock at which the day begins."""
    return datetime.combine(day, time())


def free_slots(first_weekday: int = 0) -> Iterator[tuple[int, datetime]]:
    """Space and local start of the slots that the data set left free in every week."""
    taken = set(dataset.slots())
    for weekday, hour, space in itertools.product(range(first_weekday, 5), EVENING, range(200)):
        if (space, weekday, hour) not in taken:
            yield space, datetime.combine(FIRST_MONDAY + timedelta(days=weekday), time(hour))


def request(slot: tuple[int, datetime], weeks: int) -> Request:
    space, start = slot
    return Request(
        spaces=(f"school-{space // dataset.SPACES_A_VENUE}/room-{space}",),
        organization=f"club-{next(_clubs) % dataset.ORGANIZATIONS}",
        activity="badminton",
        people=16,
        start=start.isoformat(timespec="minutes"),
        end=(start + TWO_HOURS).isoformat(timespec="minutes"),
        kind=BookingKind.TRAINING,
        audience=Audience.ADULTS,
        rrule=f"FREQ=WEEKLY;COUNT={weeks}" if weeks > 1 else None,
        responsible=Responsible("A", "12345678"),
        accept_partial=True,
    )


def decision(wish: Request) -> tuple[Any, Any]:
    """The facts and the verdict that a booking of this kind keeps, for the floor to write as many octets."""
    _booked(wish)
    row = db.session.execute(select(Decision.facts, Decision.verdict).order_by(Decision.id.desc()).limit(1)).one()
    db.session.rollback()
    return row.facts, row.verdict


def _booked(wish: Request) -> None:
    answer = bookings.submit(wish, SYSTEM, NOW)
    if answer.booking is None:
        raise RuntimeError(f"not booked: {answer.verdict}")
