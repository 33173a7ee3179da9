"""Who sees which bookings, in which order, and what of them."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from booking.errors import NotFound
from booking.model import Person, Role, db
from booking.services import bookings, people
from booking.services.actors import Actor
from booking.services.bookings import Filters
from booking.services.requests import Responsible
from booking.vocabulary import RoleName, Status
from tests.queries import counted
from tests.scenes import NOW, TUESDAY, WEEKLY, Scene, statuses


def listed(scene: Scene, who: str = "system", **filters: Any) -> list[str]:
    return [view.ref for view in bookings.listed(Filters(**filters), scene.actor(who))[0]]


@pytest.fixture
def caretaker_of_the_square(scene: Scene) -> Actor:
    people.add("torv@town.example", NOW, role=RoleName.CARETAKER, venue="torvet")
    return people.authenticate(people.create_token("torv@town.example", NOW), NOW)


@pytest.mark.parametrize(
    ("who", "sees"),
    [("member", 0b001), ("rival", 0b010), ("officer", 0b111), ("caretaker", 0b011), ("administrator", 0b111)],
)
def test_list__everyone__sees_their_own(scene: Scene, who: str, sees: int) -> None:
    three = [
        scene.book().ref,
        scene.book(organization="judo", spaces=("skolen/hal-b",)).ref,
        scene.book(organization=scene.clubs(1)[0], spaces=("torvet/torvet",)).ref,
    ]
    seen = {ref for bit, ref in enumerate(three) if sees >> bit & 1}
    assert set(listed(scene, who)) == seen
    for ref in three:
        if ref in seen:
            assert bookings.find(ref, scene.actor(who)).ref == ref
        else:
            with pytest.raises(NotFound):
                bookings.find(ref, scene.actor(who))


def test_list__and_find__agree_on_a_booking_at_several_venues(scene: Scene, caretaker_of_the_square: Actor) -> None:
    """Whoever works at one of the venues sees who comes, with telephone: behaviour 24."""
    booking = scene.book(spaces=("skolen/hal-a", "torvet/torvet"))
    ((view,), total) = bookings.listed(Filters(), caretaker_of_the_square)
    assert total == 1
    assert view == bookings.find(booking.ref, caretaker_of_the_square)
    assert view.responsible == Responsible("Ida Prøve", "+45 00 00 00 01")


def test_find__a_right_that_ended__sees_nothing(scene: Scene) -> None:
    booking = scene.book()
    with db.session() as session:
        person = session.query(Person).filter_by(name="caretaker").one()
        session.query(Role).filter_by(person_id=person.id).update({"ended_at": NOW})
        session.commit()
    with pytest.raises(NotFound):
        bookings.find(booking.ref, scene.actor("caretaker"))


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"first": TUESDAY, "last": TUESDAY}, {"evening", "night", "pool"}),
        ({"first": TUESDAY + timedelta(days=1), "last": TUESDAY + timedelta(days=1)}, {"night"}),
        ({"first": TUESDAY + timedelta(days=7)}, {"evening"}),
        ({"last": TUESDAY - timedelta(days=1)}, set()),
        ({"venue": "torvet"}, set()),
        ({"space": "skolen/bane"}, {"pool"}),
        ({"space": "bane"}, set()),
        ({"organization": "judo"}, {"night"}),
        ({"statuses": frozenset({Status.GRANTED})}, {"evening", "night", "pool"}),
        ({"statuses": frozenset({Status.REFUSED})}, set()),
        ({"space": "skolen/hal-a", "first": TUESDAY + timedelta(days=1)}, {"evening", "night"}),
    ],
)
def test_list__filtered__has_those_that_match__behaviour_7(
    scene: Scene, filters: dict[str, Any], found: set[str]
) -> None:
    """First and last day are both included; a time over midnight lies on both days."""
    named = {
        scene.book("22:00-24:00", spaces=("skolen/bane",)).ref: "pool",
        scene.book("17:00-18:00", rrule=WEEKLY.format(2)).ref: "evening",
        scene.book("20:00-02:00", organization="judo").ref: "night",
    }
    assert {named[ref] for ref in listed(scene, **filters)} == found


def test_list__in_pages__has_each_once_latest_first__behaviour_25(scene: Scene) -> None:
    refs = [scene.book(f"{hour:02}:00-{hour + 1:02}:00").ref for hour in range(8, 15)]
    pages = [listed(scene, page=page, page_size=3) for page in (1, 2, 3, 4)]
    assert [ref for page in pages for ref in page] == refs[::-1]
    assert bookings.listed(Filters(page=9), scene.actor("system")) == ((), 7)


def test_list__of_long_series__sends_as_many_statements_as_of_single_times__behaviour_27(
    scene: Scene, app: Flask
) -> None:
    def statements() -> int:
        with counted(app) as sent:
            bookings.listed(Filters(), actor)
        return len(sent)

    actor = scene.actor("system")
    scene.book("08:00-09:00")
    few = statements()
    for hour in range(9, 18):
        booking = scene.book(f"{hour:02}:00-{hour + 1:02}:00", rrule="FREQ=DAILY;COUNT=120")
        assert len(statuses(booking)) == 120
    assert statements() == few


def test_submit__of_many_times__sends_as_many_statements_as_of_one__behaviour_27(scene: Scene, app: Flask) -> None:
    def statements(**other: Any) -> int:
        with counted(app) as sent:
            scene.submit(accept_partial=True, **other)
        return len(sent)

    scene.book("08:00-09:00")
    one = statements(time="2027-01-11T10:00-11:00")
    assert statements(time="2027-01-11T12:00-13:00", rrule="FREQ=DAILY;COUNT=400") == one
    everywhere = tuple(scene.halls(30))
    assert statements(time="2027-01-11T12:00-13:00", rrule="FREQ=DAILY;COUNT=100", spaces=everywhere) == one
    few = statements(time="2027-01-11T12:30-13:30")
    assert statements(time="2027-01-11T12:30-13:30", rrule="FREQ=DAILY;COUNT=400", organization="judo") == few


def test_find__a_day__is_a_date_of_the_venue(scene: Scene) -> None:
    """23:30 in Copenhagen is another day in UTC in summer, and the booking is listed on its own."""
    ref = scene.book("2027-06-15T00:30-01:30").ref
    assert listed(scene, first=date(2027, 6, 15), last=date(2027, 6, 15)) == [ref]
    assert listed(scene, first=date(2027, 6, 14), last=date(2027, 6, 14)) == []
