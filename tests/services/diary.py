"""Booking in the town at fixed times, for tests of days, weeks and observations."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import update

from booking.model import Organization, Space, Venue, db
from booking.services import bookings, people
from booking.services.actors import SYSTEM, Actor
from booking.services.requests import Request, Responsible
from booking.services.views import BookingView
from booking.vocabulary import Audience, BookingKind
from tests.town import Town

LONG_BEFORE = datetime(2026, 12, 1, 12, tzinfo=UTC)
"""When most bookings are made: long before the day of the tests."""
TUESDAY = "2027-01-12"
TRAINING = Request(
    spaces=("skolen/hal-a",),
    organization="haandbold",
    activity="Håndbold U13",
    people=24,
    start=f"{TUESDAY}T17:00",
    end=f"{TUESDAY}T18:30",
    kind=BookingKind.TRAINING,
    audience=Audience.CHILDREN,
    responsible=Responsible("Ida Prøve", "+45 00 00 00 01"),
    note="Nøglen hænger hos naboen",
)


def book(start: str = "17:00", end: str = "18:30", now: datetime = LONG_BEFORE, **other: Any) -> BookingView:
    """The training with what is said otherwise, granted; times without a date are on the Tuesday."""
    request = replace(TRAINING, start=_on_tuesday(start), end=_on_tuesday(end), **other)
    answer = bookings.submit(request, SYSTEM, now)
    assert answer.booking, answer.verdict
    return answer.booking


def _on_tuesday(text: str) -> str:
    return text if "T" in text else f"{TUESDAY}T{text}"


def actor(town: Town, who: str) -> Actor:
    return people.authenticate(town.tokens[who], LONG_BEFORE)


def furnish_hall(**layout: Any) -> None:
    """Hal A can be set up with rows of chairs."""
    _change(update(Space).where(Space.slug == "hal-a").values(layouts={"rows": {"capacity": 80, **layout}}))


def change_venue(**values: Any) -> None:
    _change(update(Venue).where(Venue.slug == "skolen").values(**values))


def change_organization(**values: Any) -> None:
    _change(update(Organization).where(Organization.slug == "haandbold").values(**values))


def _change(statement: Any) -> None:
    with db.session() as session:
        session.execute(statement)
        session.commit()
