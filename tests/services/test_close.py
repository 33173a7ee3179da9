"""Closing and reopening: whom it hits is listed, those are displaced and told, and nobody else."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from booking.errors import Invalid, NotAllowed, NotFound
from booking.model import Claim, Closure, Outbox
from booking.services import audit, bookings, closures
from booking.services.closures import Closing
from booking.services.sites import Hit
from booking.vocabulary import ClosureKind, Status
from calendars.intervals import Interval
from calendars.zone import days
from tests.scenes import NOW, TUESDAY, WEEKLY, Scene, count, rules_of, statuses

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def whole_day(day: date = TUESDAY, kind: ClosureKind = ClosureKind.CLOSED) -> Closing:
    return Closing(days(day, day, COPENHAGEN), True, "Gulvet males", kind)


def hours(first: int, last: int) -> Closing:
    """Local hours of the Tuesday."""
    start, end = (datetime(2027, 1, 12, hour, tzinfo=COPENHAGEN).astimezone(UTC) for hour in (first, last))
    return Closing(Interval(start, end), False, "Gulvet males")


def close(scene: Scene, space: str | None, closing: Closing, who: str = "caretaker", **other: object) -> list[Hit]:
    return list(closures.close("skolen", space, closing, scene.actor(who), NOW, **other)[1])


def test_close__lists_whom_it_hits_and_displaces_them__behaviour_23(scene: Scene) -> None:
    booking = scene.book("17:00-18:30", rrule=WEEKLY.format(3))
    (hit,) = close(scene, "hal-a", whole_day())
    assert (hit.booking, hit.organization, hit.space) == (booking.ref, "Håndboldklubben", "skolen/hal-a")
    assert (hit.start, hit.start.hour) == (booking.occurrences[0].start, 17)
    after = bookings.find(booking.ref, scene.actor("system"))
    assert statuses(after) == [Status.DISPLACED, Status.GRANTED, Status.GRANTED]
    assert after.occurrences[0].reason == "Gulvet males"
    assert count(Claim) == 2
    assert count(Outbox, topic="closure.displaced") == 1
    assert rules_of(scene.preview("17:00-18:30")) == {"closures"}
    assert audit.problems() == []


def test_close__dry_run__lists_and_does_nothing(scene: Scene) -> None:
    scene.book()
    assert len(close(scene, None, whole_day(), dry_run=True)) == 1
    assert count(Closure) == count(Outbox, topic="closure.displaced") == 0
    assert count(Claim) == 1


@pytest.mark.parametrize(
    ("closed", "hit"),
    [("hal-a", {"hal-a", "hal"}), ("hal", {"hal", "hal-a", "hal-b"}), (None, {"hal", "hal-a", "hal-b", "bane"})],
)
def test_close__a_part__closes_the_whole_and_the_whole_its_parts__behaviour_1(
    scene: Scene, closed: str | None, hit: set[str]
) -> None:
    for number, space in enumerate(("hal", "hal-a", "hal-b", "bane")):
        scene.book(f"{10 + number}:00-{11 + number}:00", spaces=(f"skolen/{space}",))
    assert {it.space.partition("/")[2] for it in close(scene, closed, whole_day())} == hit


@pytest.mark.parametrize(("closing", "hits"), [((18, 20), 0), ((15, 17), 0), ((16, 18), 1), ((17, 18), 1)])
def test_close__ignores_buffers_and_touching__behaviour_4(scene: Scene, closing: tuple[int, int], hits: int) -> None:
    scene.book("17:00-18:00", setup_minutes=60, clear_up_minutes=60)
    assert len(close(scene, "hal-a", hours(*closing))) == hits


def test_close__over_midnight__hits_what_began_the_day_before__behaviour_12(scene: Scene) -> None:
    scene.book("2027-01-11T20:00-02:00")
    assert len(close(scene, "hal-a", whole_day())) == 1


def test_close__a_booking_of_two_spaces__hits_it_once_and_frees_both(scene: Scene) -> None:
    scene.book(spaces=("skolen/hal-a", "skolen/bane"))
    hits = close(scene, None, whole_day())
    assert len({hit.occurrence for hit in hits}) == 1
    assert count(Claim) == 0


def test_close__what_is_past_or_gone__is_not_hit(scene: Scene) -> None:
    booking = scene.book("17:00-18:00")
    scene.submit("17:30-18:00")
    later = datetime(2027, 1, 12, 17, tzinfo=UTC)
    assert closures.close("skolen", None, whole_day(), scene.actor("caretaker"), later)[1] == ()
    assert bookings.find(booking.ref, scene.actor("system")).status is Status.GRANTED


def test_close__where_a_space_is_kept_open__does_not_hit_it(scene: Scene) -> None:
    """A reopening of a narrower scope lifts the closure, for those who are booked already too (DK-35)."""
    kept = scene.book("17:00-18:00", spaces=("skolen/bane",))
    scene.book("17:00-18:00")
    close(scene, "bane", whole_day(kind=ClosureKind.REOPENED))
    assert {hit.space for hit in close(scene, None, whole_day())} == {"skolen/hal-a"}
    assert bookings.find(kept.ref, scene.actor("system")).status is Status.GRANTED
    assert scene.is_free("19:00-20:00", spaces=("skolen/bane",))


def test_close__needs_a_reason_and_the_right_role(scene: Scene) -> None:
    with pytest.raises(Invalid):
        close(scene, None, Closing(whole_day().interval, True, "  "))
    with pytest.raises(NotAllowed):
        close(scene, None, whole_day(), who="member")
    with pytest.raises(NotAllowed):
        closures.close("torvet", None, whole_day(), scene.actor("caretaker"), NOW)


def test_withdraw__opens_again_but_brings_nobody_back(scene: Scene) -> None:
    booking = scene.book()
    number, _ = closures.close("skolen", None, whole_day(), scene.actor("caretaker"), NOW)
    assert number
    closures.withdraw("skolen", None, number, scene.actor("caretaker"), NOW)
    assert scene.is_free("17:00-18:00")
    assert bookings.find(booking.ref, scene.actor("system")).status is Status.DISPLACED
    with pytest.raises(NotFound):
        closures.withdraw("skolen", None, number, scene.actor("caretaker"), NOW)


def test_close__a_half_kept_open__does_not_open_the_whole(scene: Scene) -> None:
    close(scene, "hal-a", whole_day(kind=ClosureKind.REOPENED))
    close(scene, None, whole_day())
    assert scene.is_free("17:00-18:00", spaces=("skolen/hal-a",))
    assert rules_of(scene.preview("17:00-18:00", spaces=("skolen/hal",))) == {"closures"}
    assert rules_of(scene.preview("17:00-18:00", spaces=("skolen/hal-b",))) == {"closures"}


def test_close__the_whole_kept_open__opens_its_halves(scene: Scene) -> None:
    close(scene, "hal", whole_day(kind=ClosureKind.REOPENED))
    close(scene, None, whole_day())
    for space in ("hal", "hal-a", "hal-b"):
        assert scene.is_free("17:00-18:00", spaces=(f"skolen/{space}",))


def test_close__what_shares_a_unit_with_another_venue__hits_that_too__behaviour_2(scene: Scene) -> None:
    scene.halls(1)
    scene.lend("hal-a", "centret", "hal-0")
    scene.book(spaces=("centret/hal-0",))
    assert [hit.space for hit in close(scene, "hal-a", whole_day())] == ["centret/hal-0"]
