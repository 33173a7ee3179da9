"""Changing what is booked: all or nothing, judged without being in one's own way, and the past stays as it was."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from booking.errors import Conflict, Invalid, NotFound
from booking.model import Booking, Claim, Occurrence, Venue
from booking.services import audit, bookings, cancellations, changes
from booking.services.bookings import Answer
from booking.services.changes import Change
from booking.services.targets import Scope
from booking.services.views import BookingView
from booking.vocabulary import Outcome, Status
from tests.scenes import NOW, WEEKLY, Scene, count, rules_of, statuses

GRANTED, CANCELLED = Status.GRANTED, Status.CANCELLED


def change(
    scene: Scene,
    booking: BookingView,
    scope: Scope = Scope.ALL,
    occurrence: str | None = None,
    *,
    now: datetime = NOW,
    dry_run: bool = False,
    **values: Any,
) -> Answer:
    wish = Change(values, scope, occurrence)
    return changes.change(booking.ref, wish, None, scene.actor("system"), now, dry_run=dry_run)


def changed(scene: Scene, booking: BookingView, *args: Any, **values: Any) -> BookingView:
    answer = change(scene, booking, *args, **values)
    assert answer.booking, answer.verdict
    assert audit.problems() == []
    return answer.booking


def starts(booking: BookingView) -> list[str]:
    return [f"{it.start:%m-%d %H:%M}-{it.end:%H:%M}" for it in booking.occurrences]


def test_change__onto_ones_own_time__is_not_in_its_own_way(scene: Scene) -> None:
    booking = scene.book("17:00-18:30", rrule=WEEKLY.format(3))
    after = changed(scene, booking, start="2027-01-12T17:30", end="2027-01-12T19:00")
    assert starts(after) == ["01-12 17:30-19:00", "01-19 17:30-19:00", "01-26 17:30-19:00"]
    assert (after.ref, after.version, count(Booking)) == (booking.ref, 2, 1)
    assert scene.is_free("17:00-17:30")


def test_change__to_where_another_is__changes_nothing(scene: Scene) -> None:
    booking = scene.book("17:00-18:00", rrule=WEEKLY.format(3))
    scene.book("2027-01-26T18:00-19:00", organization="judo")
    answer = change(scene, booking, start="2027-01-12T18:00", end="2027-01-12T19:00")
    assert answer.booking is None
    assert answer.verdict
    assert answer.verdict.outcome is Outcome.PARTLY
    assert bookings.find(booking.ref, scene.actor("system")) == booking
    assert audit.problems() == []


def test_change__of_one__moves_it_and_remembers_where_it_was__behaviour_16(scene: Scene) -> None:
    booking = scene.book("17:00-18:00", rrule=WEEKLY.format(3))
    after = changed(
        scene,
        booking,
        Scope.ONE,
        "2027-01-19T17:00",
        start="2027-01-20T10:00",
        end="2027-01-20T12:00",
        spaces=("skolen/hal-b",),
    )
    assert starts(after) == ["01-12 17:00-18:00", "01-20 10:00-12:00", "01-26 17:00-18:00"]
    moved = after.occurrences[1]
    assert (moved.original, moved.spaces) == (datetime(2027, 1, 19, 17), ("skolen/hal-b",))
    assert after.rrule == booking.rrule
    again = changed(scene, after, Scope.ONE, "2027-01-19T17:00", start="2027-01-20T11:00", end="2027-01-20T12:00")
    assert again.occurrences[1].original == datetime(2027, 1, 19, 17)


def test_change__of_the_whole__keeps_its_exceptions__behaviour_16(scene: Scene) -> None:
    booking = scene.book("17:00-18:00", rrule=WEEKLY.format(4))
    changed(scene, booking, Scope.ONE, "2027-01-19T17:00", start="2027-01-20T10:00", end="2027-01-20T12:00")
    cancellations.cancel(booking.ref, Scope.ONE, "2027-01-26T17:00", "", None, scene.actor("system"), NOW)
    after = changed(scene, booking, start="2027-01-12T17:30", end="2027-01-12T19:00")
    assert starts(after) == ["01-12 17:30-19:00", "01-20 10:30-13:00", "01-26 17:00-18:00", "02-02 17:30-19:00"]
    assert statuses(after) == [GRANTED, GRANTED, CANCELLED, GRANTED]
    assert after.occurrences[1].original == datetime(2027, 1, 19, 17, 30)


def test_change__of_a_series_with_a_date_elsewhere__never_moves_that_date_silently__behaviour_16(scene: Scene) -> None:
    booking = scene.book("17:00-18:00", rrule=WEEKLY.format(3))
    changed(scene, booking, Scope.ONE, "2027-01-12T17:00", spaces=("skolen/hal-b",))
    with pytest.raises(Conflict):
        change(scene, booking, people=20)
    after = changed(scene, booking, people=20, spaces=("skolen/hal-a",))
    assert {it.spaces for it in after.occurrences} == {("skolen/hal-a",)}


def test_change__this_and_following__goes_on_as_another_booking__behaviour_16(scene: Scene) -> None:
    booking = scene.book("17:00-18:00", rrule=WEEKLY.format(4))
    after = changed(
        scene,
        booking,
        Scope.FOLLOWING,
        "2027-01-26T17:00",
        start="2027-01-27T18:00",
        end="2027-01-27T19:00",
    )
    assert after.continues == booking.ref
    assert starts(after) == ["01-27 18:00-19:00", "02-03 18:00-19:00"]
    assert statuses(bookings.find(booking.ref, scene.actor("system"))) == [GRANTED, GRANTED, CANCELLED, CANCELLED]
    assert scene.is_free("2027-01-26T17:00-18:00")
    later = changed(scene, after, start="2027-01-27T19:00", end="2027-01-27T20:00")
    assert starts(later) == ["01-27 19:00-20:00", "02-03 19:00-20:00"]


def test_change__of_all_once_some_is_past__leaves_the_past__behaviour_16(scene: Scene) -> None:
    booking = scene.book("17:00-18:00", rrule=WEEKLY.format(3))
    later = datetime(2027, 1, 13, tzinfo=UTC)
    after = changed(scene, booking, now=later, start="2027-01-19T10:00", end="2027-01-19T11:00")
    assert starts(after) == ["01-19 10:00-11:00", "01-26 10:00-11:00"]
    first = bookings.find(booking.ref, scene.actor("system"))
    assert statuses(first) == [GRANTED, CANCELLED, CANCELLED]


def test_change__of_what_is_past__is_a_conflict__behaviour_16(scene: Scene) -> None:
    booking = scene.book()
    with pytest.raises(Conflict):
        change(scene, booking, now=NOW + timedelta(days=100), people=12)


def test_change__against_a_rule__says_so_and_changes_nothing(scene: Scene) -> None:
    booking = scene.book()
    answer = change(scene, booking, people=500)
    assert answer.booking is None
    assert answer.verdict
    assert rules_of(answer.verdict) == {"capacity"}
    assert bookings.find(booking.ref, scene.actor("system")) == booking


def test_change__dry_run__says_what_it_would_do(scene: Scene) -> None:
    booking = scene.book("17:00-18:00")
    answer = change(scene, booking, dry_run=True, start="2027-01-12T18:00", end="2027-01-12T19:00")
    assert answer.booking is None
    assert answer.verdict
    assert answer.verdict.outcome is Outcome.GRANTED
    assert bookings.find(booking.ref, scene.actor("system")) == booking


def test_change__across_a_change_of_the_clocks__keeps_the_hour__behaviour_8(scene: Scene) -> None:
    booking = scene.book("2027-03-23T18:00-19:00", rrule=WEEKLY.format(2))
    after = changed(scene, booking, start="2027-03-23T19:00", end="2027-03-23T20:30")
    assert starts(after) == ["03-23 19:00-20:30", "03-30 19:00-20:30"]


def test_change__into_the_hour_that_is_skipped__is_refused__behaviour_10(scene: Scene) -> None:
    booking = scene.book("2027-03-21T18:00-19:00", rrule=WEEKLY.format(2))
    answer = change(scene, booking, start="2027-03-21T02:15", end="2027-03-21T04:00")
    assert answer.booking is None
    assert answer.verdict
    assert [it.rule for it in answer.verdict.occurrences[1].findings] == ["clock-change"]


def test_change__of_one__cannot_concern_the_whole(scene: Scene) -> None:
    booking = scene.book(rrule=WEEKLY.format(2))
    with pytest.raises(Invalid) as caught:
        change(scene, booking, Scope.ONE, "2027-01-19T17:00", people=12)
    assert set(caught.value.fields) == {"people"}


@pytest.mark.parametrize("values", [{"start": "soon"}, {"end": "2027-01-12T16:00"}, {"end": "2027-01-12T17:00"}])
def test_change__to_times_that_make_no_sense__is_invalid(scene: Scene, values: dict[str, str]) -> None:
    booking = scene.book()
    with pytest.raises(Invalid) as caught:
        change(scene, booking, **values)
    assert set(caught.value.fields) == set(values)


def test_change__to_unknown_places__is_not_found(scene: Scene) -> None:
    with pytest.raises(NotFound):
        change(scene, scene.book(), spaces=("skolen/ukendt",))


def test_change__to_a_place_in_another_zone__is_invalid(scene: Scene) -> None:
    scene.change(Venue, "torvet", timezone="America/New_York")
    with pytest.raises(Invalid):
        change(scene, scene.book(), spaces=("torvet/torvet",))


def test_change__buffers__are_placed_anew(scene: Scene) -> None:
    booking = scene.book("18:00-19:00")
    changed(scene, booking, clear_up_minutes=30, setup_minutes=15)
    assert count(Claim) == 3
    assert not scene.is_free("19:15-20:00")
    assert count(Occurrence) == 1
