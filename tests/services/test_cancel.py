"""Giving time back: one occurrence, this and following, or all that lies ahead; rows stay, places go."""

from datetime import UTC, datetime, timedelta

import pytest

from booking.errors import Conflict, Invalid, NotAllowed, NotFound, Stale
from booking.model import Claim, Journal, Occurrence, Outbox, Person
from booking.services import audit, bookings, cancellations
from booking.services.targets import Scope
from booking.services.views import BookingView
from booking.vocabulary import Status
from tests.scenes import NOW, WEEKLY, Scene, count, occurrence_row, statuses

GRANTED, CANCELLED, REFUSED = Status.GRANTED, Status.CANCELLED, Status.REFUSED
STARTS = datetime(2027, 1, 12, 16, tzinfo=UTC)
"""17:00 in Copenhagen."""


def cancel(
    scene: Scene,
    booking: BookingView,
    scope: Scope = Scope.ALL,
    occurrence: str | None = None,
    *,
    reason: str = "",
    version: int | None = None,
    who: str = "system",
    now: datetime = NOW,
) -> BookingView:
    return cancellations.cancel(booking.ref, scope, occurrence, reason, version, scene.actor(who), now)


@pytest.mark.parametrize(
    ("scope", "occurrence", "left"),
    [
        (Scope.ONE, "2027-01-19T17:00", [GRANTED, CANCELLED, GRANTED, GRANTED]),
        (Scope.FOLLOWING, "2027-01-19T17:00", [GRANTED, CANCELLED, CANCELLED, CANCELLED]),
        (Scope.ALL, None, [CANCELLED] * 4),
    ],
)
def test_cancel__by_scope__frees_exactly_those__behaviour_16(
    scene: Scene, scope: Scope, occurrence: str | None, left: list[Status]
) -> None:
    booking = cancel(scene, scene.book(rrule=WEEKLY.format(4)), scope, occurrence)
    assert statuses(booking) == left
    assert count(Claim) == left.count(GRANTED)
    assert audit.problems() == []


def test_cancel__keeps_the_row_with_who_when_and_why__behaviour_17(scene: Scene) -> None:
    booking = cancel(scene, scene.book(), reason="Hallen er for kold", who="member")
    row = occurrence_row(booking.occurrences[0].id)
    assert (row.status, row.reason, row.ended_at) == (CANCELLED, "Hallen er for kold", NOW)
    assert row.ended_by == scene.actor("member").person
    assert count(Person, id=row.ended_by, name="member") == 1
    assert count(Journal, act="booking.cancelled") == count(Outbox, topic="booking.cancelled") == 1


def test_cancel__what_is_past__stays_as_it_was__behaviour_16(scene: Scene) -> None:
    booking = scene.book(rrule=WEEKLY.format(3))
    left = cancel(scene, booking, now=STARTS + timedelta(days=8))
    assert statuses(left) == [GRANTED, GRANTED, CANCELLED]


@pytest.mark.parametrize(("late", "allowed"), [(-1, True), (0, True), (1, False)])
def test_cancel__to_the_second_of_its_start__behaviour_22(scene: Scene, late: int, allowed: bool) -> None:
    booking, now = scene.book(), STARTS + timedelta(seconds=late)
    if allowed:
        assert cancel(scene, booking, now=now).status is CANCELLED
    else:
        with pytest.raises(Conflict):
            cancel(scene, booking, now=now)
        assert count(Claim) == 1


def test_cancel__again__is_a_conflict(scene: Scene) -> None:
    booking = cancel(scene, scene.book())
    with pytest.raises(Conflict):
        cancel(scene, booking)


def test_cancel__leaves_refused_dates_refused(scene: Scene) -> None:
    scene.book("2027-01-19T17:00-18:00", organization="judo")
    booking = scene.book(rrule=WEEKLY.format(2), accept_partial=True)
    assert statuses(cancel(scene, booking)) == [CANCELLED, REFUSED]


def test_cancel__with_buffers__frees_them_too(scene: Scene) -> None:
    cancel(scene, scene.book("18:00-19:00", setup_minutes=60, clear_up_minutes=60))
    assert scene.is_free("17:00-20:00")


def test_cancel__changes_version_and_sequence(scene: Scene) -> None:
    booking = scene.book()
    left = cancel(scene, booking, version=1)
    assert (left.version, left.sequence, left.changed_at) == (2, 1, NOW)
    with pytest.raises(Stale):
        cancel(scene, booking, version=1)


def test_cancel__by_others__is_not_for_them(scene: Scene) -> None:
    booking = scene.book()
    with pytest.raises(NotFound):
        cancel(scene, booking, who="rival")
    with pytest.raises(NotAllowed):
        cancel(scene, booking, who="caretaker")
    assert bookings.find(booking.ref, scene.actor("member")).status is GRANTED
    assert cancel(scene, booking, who="officer").status is CANCELLED


@pytest.mark.parametrize("occurrence", [None, "2027-01-13T17:00", "i morgen"])
def test_cancel__one_that_is_not_of_the_booking__is_invalid(scene: Scene, occurrence: str | None) -> None:
    with pytest.raises(Invalid) as caught:
        cancel(scene, scene.book(rrule=WEEKLY.format(2)), Scope.ONE, occurrence)
    assert set(caught.value.fields) == {"occurrence"}


def test_cancel__occurrences_of_other_bookings__are_untouched(scene: Scene) -> None:
    other = scene.book(spaces=("skolen/hal-b",))
    cancel(scene, scene.book())
    assert count(Claim) == count(Occurrence, status=GRANTED) == 1
    assert bookings.find(other.ref, scene.actor("system")) == other
