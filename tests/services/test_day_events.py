"""The day sheet says of an event what those who work at the venue have to know, and less to everyone else."""

from datetime import date

import pytest
from flask import Flask

from booking.rules.details import NOT_SAID, Details
from booking.services import days, decisions
from booking.services.actors import Actor
from booking.services.day_sheet import Entry
from booking.services.decisions import Ruling
from booking.services.wording import say
from booking.vocabulary import Alcohol, BookingKind, Status
from tests.scenes import NOW, TUESDAY, Scene, scene_in
from tests.services.diary import actor, change_organization, change_venue, furnish_hall

FEAST = Details(alcohol=Alcohol.BEER_AND_WINE, food=True, entrance_fee=False, responsible_age=44)
CONDITION = """
use = "condition"
what = { people_from = 20 }
text = "a talk with the fire service."
"""
CONDITIONS = ("Reserved on condition: a talk with the fire service.",)


@pytest.fixture
def scene(app: Flask, app_context: None) -> Scene:
    return scene_in(app)


@pytest.fixture
def caretaker(scene: Scene) -> Actor:
    return actor(scene.town, "caretaker")


def entries(reader: Actor | None = None, day: date = TUESDAY) -> tuple[Entry, ...]:
    return days.day("skolen", day, reader, NOW).entries


def conditions(reader: Actor | None, day: date = TUESDAY) -> list[tuple[str, ...]]:
    return [tuple(say(text, "en") for text in it.conditions) for it in entries(reader, day)]


def test_day__event__tells_those_who_work_there_all_that_was_said_of_it(scene: Scene, caretaker: Actor) -> None:
    scene.book(details=FEAST)
    [entry] = entries(caretaker)
    assert entry.details == FEAST


def test_day__event__tells_everyone_only_what_anybody_sees_who_passes_by(scene: Scene) -> None:
    scene.book(details=FEAST)
    [entry] = entries()
    assert entry.details == Details(food=True, entrance_fee=False)


def test_day__event_of_somebody_not_named__tells_everyone_nothing(scene: Scene) -> None:
    scene.book("10:00-11:00", details=FEAST, kind=BookingKind.PRIVATE)
    assert entries()[0].details == NOT_SAID
    change_venue(names_users=False)
    scene.book("12:00-13:00", details=FEAST)
    assert entries()[1].details == NOT_SAID


def test_day__layout_with_a_plan__tells_its_number(scene: Scene) -> None:
    """DK-41."""
    furnish_hall(plan="2026-14")
    scene.book("10:00-11:00", layout="rows")
    scene.book("12:00-13:00")
    assert [entry.plan for entry in entries()] == ["2026-14", ""]


def test_day__organization_from_elsewhere__is_told_to_those_who_work_there(scene: Scene, caretaker: Actor) -> None:
    scene.book()
    change_organization(local=False)
    assert [it.from_elsewhere for it in (*entries(caretaker), *entries())] == [True, False]


def test_day__condition_to_be_settled__is_told_to_those_who_work_there(scene: Scene, caretaker: Actor) -> None:
    scene.rule(CONDITION)
    booking = scene.book("10:00-11:00", people=30)
    scene.book("12:00-13:00")
    assert booking.occurrences[0].status is Status.CONDITIONAL
    assert conditions(caretaker) == [CONDITIONS, ()]
    assert conditions(None) == [(), ()]


def test_day__condition_that_was_settled__is_gone(scene: Scene, caretaker: Actor) -> None:
    scene.rule(CONDITION)
    booking = scene.book(people=30)
    decisions.decide(booking.ref, Ruling(True), None, scene.actor("officer"), NOW)
    assert conditions(caretaker) == [()]


def test_day__condition_of_one_time_of_a_series__is_told_on_its_day_only(scene: Scene, caretaker: Actor) -> None:
    scene.rule(CONDITION + 'when = { weekdays = ["wed"] }')
    scene.book(rrule="FREQ=DAILY;COUNT=3", people=30)
    told = [conditions(caretaker, TUESDAY.replace(day=day)) for day in (12, 13, 14)]
    assert told == [[()], [CONDITIONS], [()]]
