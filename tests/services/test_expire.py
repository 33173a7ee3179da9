"""Places held for an officer who did not come: free again, and told to those who waited."""

from datetime import datetime, timedelta
from threading import Thread

import pytest
from flask import Flask

from booking.errors import Conflict
from booking.model import Claim, Journal, Outbox, db
from booking.services import audit, bookings, decisions, expiry
from booking.services.decisions import Ruling
from booking.services.views import BookingView
from booking.vocabulary import BookingKind, Status
from tests.scenes import NOW, WEEKLY, Scene, count, statuses


def held(scene: Scene, time: str = "17:00-18:00", **other: object) -> tuple[BookingView, datetime]:
    booking = scene.book(time, kind=BookingKind.MARKET, **other)
    expires = booking.occurrences[0].expires_at
    assert expires
    return booking, expires


def test_release__overdue__frees_each_and_says_so_to_its_own(scene: Scene) -> None:
    booking, expires = held(scene, rrule=WEEKLY.format(2))
    other, _ = held(scene, spaces=("skolen/hal-b",))
    assert expiry.release_overdue(expires) == 3
    after = bookings.find(booking.ref, scene.actor("system"))
    assert statuses(after) == [Status.CANCELLED] * 2
    assert after.version == 2
    assert count(Claim) == 0
    assert count(Journal, act="booking.expired") == count(Outbox, topic="booking.expired") == 2
    with db.session() as session:
        told = [row.details["occurrences"] for row in session.query(Journal).filter_by(act="booking.expired")]
    assert sorted(told) == sorted([[it.id for it in view.occurrences] for view in (booking, other)])
    assert audit.problems() == []


def test_release__a_second_before__frees_nothing(scene: Scene) -> None:
    _, expires = held(scene)
    assert expiry.release_overdue(expires - timedelta(seconds=1)) == 0
    assert count(Claim) == 1


def test_release__again__finds_nothing_more(scene: Scene) -> None:
    _, expires = held(scene)
    assert expiry.release_overdue(expires) == 1
    assert expiry.release_overdue(expires) == 0


def test_submit__where_a_hold_has_run_out__takes_the_place_as_the_preview_said(scene: Scene) -> None:
    booking, expires = held(scene)
    assert (
        not scene.preview("17:00-18:00", organization="judo", now=expires - timedelta(seconds=1))
        .occurrences[0]
        .status.startswith("granted")
    )
    assert statuses(scene.preview("17:00-18:00", organization="judo", now=expires)) == [Status.GRANTED]
    assert bookings.find(booking.ref, scene.actor("system")) == booking
    assert scene.book("17:00-18:00", organization="judo", now=expires).status is Status.GRANTED
    assert statuses(bookings.find(booking.ref, scene.actor("system"))) == [Status.CANCELLED]
    assert audit.problems() == []


@pytest.mark.database("postgresql")
def test_release__while_an_officer_decides__never_loses_the_place(scene: Scene, app: Flask) -> None:
    """Whichever comes first, a granted time has its claims and a released one has none."""
    held_ones = [held(scene, f"{hour:02}:00-{hour + 1:02}:00")[0] for hour in range(8, 20)]
    expires = held_ones[0].occurrences[0].expires_at
    assert expires

    def release() -> None:
        with app.app_context():
            for _ in range(6):
                expiry.release_overdue(expires)

    def approve(booking: BookingView) -> None:
        with app.app_context():
            try:
                decisions.decide(booking.ref, Ruling(True), None, scene.actor("officer"), NOW)
            except Conflict:
                return

    acts = [Thread(target=release), *(Thread(target=approve, args=(booking,)) for booking in held_ones)]
    for act in acts:
        act.start()
    for act in acts:
        act.join()
    assert audit.problems() == []
