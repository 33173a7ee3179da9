"""Those who wait, for tests of the waiting list; the database is sound whenever one of them is looked at."""

from datetime import datetime, timedelta
from typing import Any

from booking.services import audit, bookings, cancellations
from booking.services.actors import SYSTEM
from booking.services.targets import Scope
from booking.services.views import BookingView
from booking.vocabulary import Status
from tests.scenes import NOW, Scene, statuses


def wait(scene: Scene, time: str = "", club: str = "judo", *, minutes: int = 0, **other: Any) -> BookingView:
    """A booking, asked for so many minutes later, that waits where others are."""
    now = NOW + timedelta(minutes=minutes)
    return scene.book(time, **{"organization": club, "wait": True, "accept_partial": True, **other}, now=now)


def now_of(booking: BookingView) -> list[Status]:
    assert audit.problems() == []
    return statuses(bookings.find(booking.ref, SYSTEM))


def cancel_as_if_killed(booking: BookingView, now: datetime) -> None:
    """Cancel, and be gone before anything is offered."""
    act = cancellations.cancel.__wrapped__  # type: ignore[attr-defined]
    act(booking.ref, Scope.ALL, None, "", None, SYSTEM, now)
