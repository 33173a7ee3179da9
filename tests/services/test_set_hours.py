"""New opening hours: what lies outside them is listed, and stands all the same."""

import pytest

from booking.errors import Invalid, NotAllowed, Stale
from booking.services import bookings, opening_hours
from booking.services.opening_hours import hours_version, set_weekly_hours, weekly_hours
from booking.vocabulary import Status
from calendars.weekly_hours import Span, WeeklyHours
from tests.scenes import NOW, Scene, rules_of


def daily(opens: int, closes: int) -> list[WeeklyHours]:
    """Every day, in hours."""
    return [WeeklyHours(tuple(Span(weekday, opens * 60, closes * 60) for weekday in range(7)))]


def put(
    scene: Scene, space: str | None, periods: list[WeeklyHours], who: str = "officer", **other: object
) -> list[str]:
    """The spaces of those that lie outside."""
    return sorted(hit.space for hit in set_weekly_hours("skolen", space, periods, scene.actor(who), NOW, **other))


def test_set_hours__shorter__lists_who_lies_outside_and_leaves_them(scene: Scene) -> None:
    booking = scene.book("17:00-18:30")
    scene.book("10:00-11:00")
    assert put(scene, None, daily(8, 18)) == ["skolen/hal-a"]
    assert bookings.find(booking.ref, scene.actor("system")).status is Status.GRANTED
    assert rules_of(scene.preview("17:00-18:30", spaces=("skolen/hal-b",))) == {"opening-hours"}
    assert scene.is_free("17:00-18:00", spaces=("skolen/hal-b",))


def test_set_hours__dry_run__lists_and_does_nothing(scene: Scene) -> None:
    scene.book("17:00-18:30")
    assert put(scene, None, daily(8, 18), dry_run=True) == ["skolen/hal-a"]
    assert weekly_hours("skolen", None) == []


def test_set_hours__of_the_venue__do_not_concern_a_space_with_its_own(scene: Scene) -> None:
    put(scene, "hal-a", daily(8, 22))
    scene.book("17:00-18:30")
    assert put(scene, None, daily(8, 16)) == []
    assert scene.is_free("19:00-20:00")


def test_set_hours__of_a_space__do_not_concern_what_it_shares_units_with(scene: Scene) -> None:
    """Hours are of the space itself: the hall keeps the venue's."""
    scene.book("17:00-18:30", spaces=("skolen/hal",))
    assert put(scene, "hal-a", daily(8, 16)) == []
    assert scene.is_free("2027-01-13T17:00-18:00", spaces=("skolen/hal",))


def test_set_hours__of_a_space_taken_away__leave_it_the_venues(scene: Scene) -> None:
    put(scene, None, daily(8, 16))
    put(scene, "hal-a", daily(8, 22))
    scene.book("17:00-18:30")
    scene.book("10:00-11:00")
    assert put(scene, "hal-a", []) == ["skolen/hal-a"]


def test_set_hours__until_midnight_and_beyond__cover_what_lies_in_them__behaviour_6_and_13(scene: Scene) -> None:
    scene.book("22:00-24:00")
    scene.book("22:00-01:00", spaces=("skolen/hal-b",))
    assert put(scene, None, daily(8, 24), dry_run=True) == ["skolen/hal-b"]
    assert put(scene, None, daily(8, 26)) == []


def test_set_hours__with_an_old_version__is_stale(scene: Scene) -> None:
    put(scene, None, daily(8, 22), version=0)
    with pytest.raises(Stale):
        put(scene, None, daily(8, 20), version=0)
    put(scene, None, daily(8, 20), version=hours_version(opening_hours.weekly_hours("skolen", None)))


def test_set_hours__twice_for_the_same_days__is_invalid(scene: Scene) -> None:
    with pytest.raises(Invalid):
        put(scene, None, daily(8, 22) + daily(9, 20))


@pytest.mark.parametrize("who", ["member", "caretaker"])
def test_set_hours__by_others__is_not_allowed(scene: Scene, who: str) -> None:
    with pytest.raises(NotAllowed):
        put(scene, None, daily(8, 22), who=who)
