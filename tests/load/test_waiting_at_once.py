"""Places given back while others come to wait for them: each goes to one of them, and none is forgotten."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask

from booking.model import Claim, Outbox
from booking.services import audit, bookings, cancellations, waiting
from booking.services.actors import SYSTEM
from booking.services.bookings import Filters
from booking.services.targets import Scope
from booking.services.views import BookingView
from booking.vocabulary import Status
from tests.scenes import NOW, TUESDAY, Scene, count, scene_in, statuses

ROUNDS = 8
SECONDS = 60

HALL, HALVES = "skolen/hal", ("skolen/hal-a", "skolen/hal-b")


@pytest.fixture
def scene(app: Flask) -> Iterator[Scene]:
    with app.app_context():
        yield scene_in(app)


def at_once(app: Flask, acts: Sequence[Callable[[], None]]) -> None:
    barrier = Barrier(len(acts))

    def act(do: Callable[[], None]) -> None:
        with app.app_context():
            barrier.wait(SECONDS)
            do()

    with ThreadPoolExecutor(len(acts)) as pool:
        for done in [pool.submit(act, it) for it in acts]:
            done.result(SECONDS)


def cancelling(holder: BookingView) -> Callable[[], None]:
    return lambda: (cancellations.cancel(holder.ref, Scope.ALL, None, "", None, SYSTEM, NOW), None)[1]


def waits_left() -> Sequence[BookingView]:
    return bookings.listed(Filters(statuses=frozenset({Status.WAITING}), page_size=100), SYSTEM)[0]


def test_wait__both_halves_given_back_at_once__the_whole_goes_to_one(scene: Scene, app: Flask) -> None:
    """Whoever sees the last half go, offers the whole: it is given once, and not forgotten."""
    clubs = scene.clubs(2)
    for number in range(ROUNDS):
        time = f"{TUESDAY + timedelta(days=number)}T17:00-18:00"
        holders = [scene.book(time, spaces=(half,)) for half in HALVES]
        asked = [
            scene.book(time, organization=club, spaces=(HALL,), wait=True, now=NOW + timedelta(minutes=minutes))
            for minutes, club in enumerate(clubs)
        ]
        at_once(app, [cancelling(holder) for holder in holders])
        waiting.offer_freed(NOW)
        after = [statuses(bookings.find(it.ref, SYSTEM)) for it in asked]
        assert after == [[Status.GRANTED], [Status.WAITING]]
    assert count(Outbox, topic="place.freed", delivered_at=None) == 0
    assert audit.problems() == []


@pytest.mark.database("postgresql")
def test_wait__come_to_wait_as_it_is_given_back__no_place_lies_idle(scene: Scene, app: Flask) -> None:
    clubs = scene.clubs(6)
    for number in range(ROUNDS):
        time = f"{TUESDAY + timedelta(days=number)}T17:00-18:00"
        holders = [scene.book(time, spaces=(half,)) for half in HALVES]

        def ask(club: str, space: str, minutes: int, time: str = time) -> None:
            scene.submit(time, organization=club, spaces=(space,), wait=True, now=NOW + timedelta(minutes=minutes))

        asking = [
            lambda it=it: ask(it[1], (*HALVES, HALL)[it[0] % 3], it[0])  # type: ignore[misc]
            for it in enumerate(clubs)
        ]
        at_once(app, [*map(cancelling, holders), *asking])
        waiting.offer_freed(NOW + timedelta(hours=1))
    assert audit.problems() == []
    assert count(Outbox, topic="place.freed", delivered_at=None) == 0
    assert count(Claim) == 2 * ROUNDS
    for it in waits_left():
        start = it.start.isoformat(timespec="minutes")[:16]
        verdict = scene.preview(f"{start}-18:00", organization=it.organization, spaces=it.spaces)
        assert statuses(verdict) == [Status.REFUSED]
