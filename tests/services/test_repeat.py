"""The same request sent again with its key: answered again, done once."""

from dataclasses import replace

import pytest

from booking.errors import Conflict
from booking.model import Booking
from booking.services import bookings
from booking.services.bookings import Answer
from booking.services.repeats import Idempotency
from tests.scenes import NOW, TRAINING, Scene, count

KEY = Idempotency("9f1c", "digest of the body")


def submit(scene: Scene, key: Idempotency = KEY, who: str = "member", **other: object) -> Answer:
    return bookings.submit(replace(TRAINING, **other), scene.actor(who), NOW, key)


def test_submit__again_with_the_same_key__answers_the_first_booking(scene: Scene) -> None:
    first, again = submit(scene), submit(scene)
    assert (first.repeated, again.repeated) == (False, True)
    assert again.booking == first.booking
    assert count(Booking) == 1


def test_submit__something_else_with_the_same_key__is_a_conflict(scene: Scene) -> None:
    submit(scene)
    with pytest.raises(Conflict):
        submit(scene, Idempotency("9f1c", "another digest"), start="2027-01-14T17:00", end="2027-01-14T18:00")
    assert count(Booking) == 1


def test_submit__by_another_with_the_same_key__is_their_own(scene: Scene) -> None:
    submit(scene)
    other = submit(scene, who="rival", organization="judo", spaces=("skolen/hal-b",))
    assert not other.repeated
    assert count(Booking) == 2


def test_submit__what_was_refused__may_be_tried_again_with_the_same_key(scene: Scene) -> None:
    in_the_way = scene.book(organization="judo")
    assert submit(scene).booking is None
    scene.cancel(in_the_way)
    assert submit(scene).booking
