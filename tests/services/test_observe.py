"""What a caretaker saw is written back, and to nobody else's venue."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from booking.errors import Invalid, NotAllowed, NotFound
from booking.model import Journal, Observation, db
from booking.services import days, observations
from booking.services.actors import Actor
from booking.vocabulary import RoleName, Seen
from tests.services.diary import actor, book
from tests.town import Town, founded

EVENING = datetime(2027, 1, 12, 16, 30, tzinfo=UTC)
START = "2027-01-12T17:00"


@pytest.fixture(autouse=True)
def town(app: Flask, app_context: None) -> Town:
    return founded(app)


@pytest.fixture
def caretaker(town: Town) -> Actor:
    return actor(town, "caretaker")


def test_observe__caretaker__is_kept_in_the_journal_and_shown_to_staff_only(caretaker: Actor) -> None:
    ref = book().ref
    observations.observe(ref, START, Seen.USED, 21, "Alt vel", caretaker, EVENING)
    [entry] = days.day("skolen", EVENING.date(), caretaker, EVENING).entries
    assert [(it.seen, it.persons, it.text, it.at) for it in entry.observations] == [(Seen.USED, 21, "Alt vel", EVENING)]
    [public] = days.day("skolen", EVENING.date(), None, EVENING).entries
    assert public.observations == ()
    with db.session() as session:
        line = session.scalars(select(Journal).where(Journal.act == "occurrence.observed")).one()
        assert (line.person_id, line.details["seen"], line.details["persons"]) == (caretaker.person, "used", 21)


def test_observe__several__are_all_kept_in_order(caretaker: Actor) -> None:
    ref = book().ref
    for seen in (Seen.OPENED, Seen.DAMAGE, Seen.LOCKED):
        observations.observe(ref, START, seen, None, "", caretaker, EVENING)
    [entry] = days.day("skolen", EVENING.date(), caretaker, EVENING).entries
    assert [it.seen for it in entry.observations] == [Seen.OPENED, Seen.DAMAGE, Seen.LOCKED]


def test_observe__one_of_a_series__is_that_ones(caretaker: Actor) -> None:
    ref = book(rrule="FREQ=WEEKLY;COUNT=3").ref
    later = datetime(2027, 1, 19, 17, tzinfo=UTC)
    observations.observe(ref, "2027-01-19T17:00", Seen.NO_SHOW, None, "", caretaker, later)
    [entry] = days.day("skolen", EVENING.date(), caretaker, EVENING).entries
    assert entry.observations == ()


@pytest.mark.parametrize("who", ["member", "rival"])
def test_observe__not_staff__is_not_allowed(town: Town, who: str) -> None:
    with pytest.raises(NotAllowed):
        observations.observe(book().ref, START, Seen.USED, 21, "", actor(town, who), EVENING)


def test_observe__staff_of_another_venue__is_not_allowed() -> None:
    elsewhere = Actor(None, "Poul", roles=frozenset({(RoleName.CARETAKER, 999)}))
    with pytest.raises(NotAllowed):
        observations.observe(book().ref, START, Seen.USED, 21, "", elsewhere, EVENING)


def test_observe__unknown_booking__is_not_found(caretaker: Actor) -> None:
    with pytest.raises(NotFound):
        observations.observe("NOSUCH00", START, Seen.USED, None, "", caretaker, EVENING)


@pytest.mark.parametrize(
    ("occurrence", "seen", "persons", "text", "field"),
    [
        ("2027-01-12T18:00", Seen.USED, None, "", "occurrence"),
        ("yesterday", Seen.USED, None, "", "occurrence"),
        ("2027-01-19T17:00", Seen.USED, None, "", "occurrence"),
        (START, Seen.USED, -1, "", "persons"),
        (START, Seen.USED, 10**12, "", "persons"),
        (START, Seen.NO_SHOW, 3, "", "persons"),
        (START, Seen.NOTE, None, "x" * 2001, "text"),
    ],
)
def test_observe__makes_no_sense__is_invalid_and_nothing_is_kept(
    caretaker: Actor, occurrence: str, seen: Seen, persons: int | None, text: str, field: str
) -> None:
    ref = book(rrule="FREQ=WEEKLY;COUNT=3").ref
    with pytest.raises(Invalid) as error:
        observations.observe(ref, occurrence, seen, persons, text, caretaker, EVENING)
    assert list(error.value.fields) == [field]
    with db.session() as session:
        assert session.scalars(select(Observation)).all() == []
