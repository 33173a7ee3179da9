"""What is gathered for the rules that count: how an organization used its time, who is near, what a year holds."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, update

from booking.model import Adjacency, Observation, Occurrence, Organization, Unit, db
from booking.rules.details import Details
from booking.rules.facts import Neighbour, Standing, YearOfVenue
from booking.services import changes, neighbours, standing, wanted, years
from booking.services.changes import Change
from booking.services.targets import Scope
from booking.vocabulary import BookingKind, Seen, Status
from tests.scenes import NOW, WEEKLY, Scene, wish

AFTERWARDS = datetime(2027, 3, 1, tzinfo=UTC)


def past(scene: Scene) -> Standing:
    with db.session() as session:
        club = session.scalars(select(Organization.id).where(Organization.slug == "haandbold")).one()
        return standing.of(session, club, AFTERWARDS)


def see(seen: Seen, *numbers: int) -> None:
    with db.session() as session:
        session.add_all(Observation(occurrence_id=number, seen=seen, at=AFTERWARDS) for number in numbers)
        session.commit()


def test_standing__nothing_was_held__is_blank(scene: Scene) -> None:
    assert past(scene) == Standing()


def test_standing__cancelled_times__count_with_their_hours_of_notice(scene: Scene) -> None:
    scene.cancel(scene.book(rrule=WEEKLY.format(2)))
    scene.book("2027-01-13T17:00-18:00")
    hours = tuple(int((datetime(2027, 1, day, 16, tzinfo=UTC) - NOW).total_seconds() // 3600) for day in (12, 19))
    assert past(scene) == Standing(times=3, cancelled=hours)


def test_standing__times_that_were_changed_or_taken_away__do_not_count(scene: Scene) -> None:
    """DK-50: no standing is lost by being displaced."""
    booked = scene.book(rrule=WEEKLY.format(3))
    later = Change({"start": "2027-01-19T18:00", "end": "2027-01-19T19:00"}, Scope.FOLLOWING, "2027-01-19T17:00")
    assert changes.change(booked.ref, later, 1, scene.actor("officer"), NOW).booking
    taken_away = scene.book("2027-01-14T17:00-18:00").occurrences[0].id
    with db.session() as session:
        session.execute(update(Occurrence).where(Occurrence.id == taken_away).values(status=Status.DISPLACED))
        session.commit()
    assert past(scene) == Standing(times=3)


def test_standing__nobody_came__counts_each_day_and_the_run_that_a_booking_ends_with(scene: Scene) -> None:
    ids = [it.id for it in scene.book(rrule=WEEKLY.format(5)).occurrences]
    see(Seen.NO_SHOW, ids[0], ids[3], ids[4], ids[4])
    found = past(scene)
    assert found.absences == (date(2027, 1, 12), date(2027, 2, 2), date(2027, 2, 9))
    assert found.in_a_row == 2


def test_standing__a_door_left_open__is_a_day(scene: Scene) -> None:
    see(Seen.DOOR_LEFT_OPEN, scene.book().occurrences[0].id)
    assert past(scene).doors == (date(2027, 1, 12),)


def near(scene: Scene, time: str, **other: object) -> tuple[Neighbour, ...]:
    with db.session() as session:
        return neighbours.near(session, wanted.understand(session, wish(time, **other), lock=False), ())


@pytest.fixture
def wall(scene: Scene) -> None:
    """The two halves of the hall have a wall in common."""
    with db.session() as session:
        numbers = session.scalars(select(Unit.id).where(Unit.slug.in_(("a", "b"))).order_by(Unit.id)).all()
        session.add(Adjacency(unit_id=numbers[0], neighbour_id=numbers[1]))
        session.commit()


def test_near__next_door_at_the_same_time__is_a_neighbour(scene: Scene, wall: None) -> None:
    there = scene.book("17:00-18:00", spaces=("skolen/hal-b",))
    [found] = near(scene, "17:30-19:00")
    assert (found.time, found.holder.booking, found.space, found.adjacent) == (0, there.ref, "skolen/hal-b", True)
    assert found.tags == {"gulv"}


def test_near__next_door_before__is_none(scene: Scene, wall: None) -> None:
    scene.book("16:00-17:00", spaces=("skolen/hal-b",))
    assert near(scene, "17:00-19:00") == ()


@pytest.mark.parametrize(("time", "seen"), [("16:00-16:30", True), ("14:00-16:00", False), ("19:30-20:00", True)])
def test_near__the_same_place_up_to_an_hour_before_or_after__is_one(scene: Scene, time: str, seen: bool) -> None:
    scene.book(time)
    assert [it.adjacent for it in near(scene, "17:00-19:00")] == ([False] if seen else [])


def counted(scene: Scene, **other: object) -> tuple[YearOfVenue, ...]:
    with db.session() as session:
        return years.of(session, wanted.understand(session, wish(**other), lock=False), ())


def test_years__nights_and_days_with_music__are_counted_once_each(scene: Scene) -> None:
    loud = Details(amplified_music=True)
    for space in ("skolen/hal-a", "skolen/hal-b"):
        night = {"start": "2027-12-30T20:00", "end": "2028-01-02T09:00", "kind": BookingKind.OVERNIGHT}
        scene.book(**night, spaces=(space,))
    scene.book("2027-06-01T12:00-13:00", details=loud)
    scene.book("2027-06-01T14:00-15:00", details=loud)
    scene.book("2027-06-02T14:00-15:00", details=replace(loud, amplified_music=False))
    assert counted(scene, start="2027-12-31T10:00", end="2028-01-01T10:00") == (
        YearOfVenue("skolen", 2027, (date(2027, 12, 30), date(2027, 12, 31)), (date(2027, 6, 1),)),
        YearOfVenue("skolen", 2028, (date(2028, 1, 1),)),
    )


def test_years__what_lies_elsewhere_or_was_given_back__is_not_counted(scene: Scene) -> None:
    night = {"kind": BookingKind.OVERNIGHT, "start": "2027-06-01T20:00", "end": "2027-06-02T09:00"}
    scene.cancel(scene.book(**night))
    scene.book(**night, spaces=("torvet/torvet",))
    assert counted(scene, start="2027-06-05T10:00", end="2027-06-05T12:00") == (YearOfVenue("skolen", 2027),)
