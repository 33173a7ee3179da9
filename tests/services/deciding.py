"""Acts of an officer that tests of decisions and of letters share; the database is sound after each."""

from datetime import datetime
from typing import Any

from booking.services import audit, decisions
from booking.services.decisions import Ruling
from booking.services.views import BookingView
from booking.vocabulary import BookingKind
from tests.scenes import NOW, Scene


def decide(
    scene: Scene,
    booking: BookingView,
    approve: bool = True,
    *,
    who: str = "officer",
    version: int | None = None,
    now: datetime = NOW,
    **ruling: Any,
) -> BookingView:
    after = decisions.decide(booking.ref, Ruling(approve, **ruling), version, scene.actor(who), now)
    assert audit.problems() == []
    return after


def market(scene: Scene, time: str = "17:00-18:00", **other: Any) -> BookingView:
    """What an officer decides."""
    return scene.book(time, kind=BookingKind.MARKET, **other)
