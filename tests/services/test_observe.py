"""What a caretaker saw is written back, to nobody else's venue, and set aside where it was not so."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from booking.errors import Conflict, Invalid, NotAllowed, NotFound
from booking.model import Journal, Observation, Organization, db
from booking.rules.facts import Standing
from booking.services import days, observations
from booking.services import standing as standings
from booking.services.actors import Actor
from booking.services.repeats import Idempotency
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


def standing(now: datetime) -> Standing:
    with db.session() as session:
        club = session.scalars(select(Organization.id).where(Organization.slug == "haandbold")).one()
        return standings.of(session, club, now)


def test_withdraw__the_caretaker_had_locked_the_building_by_mistake__the_objection_removes_the_count(
    town: Town, caretaker: Actor
) -> None:
    """DK-54: three no-shows in a row, of which one was none."""
    ref = book(rrule="FREQ=WEEKLY;COUNT=3").ref
    seen = [
        observations.observe(ref, f"2027-01-{day}T17:00", Seen.NO_SHOW, None, "", caretaker, EVENING + weeks)
        for day, weeks in ((12, timedelta(0)), (19, timedelta(weeks=1)), (26, timedelta(weeks=2)))
    ]
    later = EVENING + timedelta(weeks=3)
    assert standing(later).in_a_row == 3
    gone = observations.withdraw(ref, seen[1].id, "Bygningen var låst ved en fejl", actor(town, "officer"), later)
    assert (gone.id, gone.withdrawn_at, gone.withdrawn_reason) == (seen[1].id, later, "Bygningen var låst ved en fejl")
    assert (standing(later).in_a_row, len(standing(later).absences)) == (1, 2)
    [entry] = days.day("skolen", date(2027, 1, 19), caretaker, later).entries
    assert entry.observations == (gone,)
    with db.session() as session:
        line = session.scalars(select(Journal).where(Journal.act == "observation.withdrawn")).one()
        assert line.details["observation"] == gone.id


def test_withdraw__by_others_than_an_officer__is_not_allowed(town: Town, caretaker: Actor) -> None:
    ref = book().ref
    seen = observations.observe(ref, START, Seen.NO_SHOW, None, "", caretaker, EVENING)
    tied = replace(actor(town, "officer"), organizations=actor(town, "member").organizations)
    for who in (caretaker, actor(town, "member"), tied):
        with pytest.raises(NotAllowed):
            observations.withdraw(ref, seen.id, "Det passer ikke", who, EVENING)


def test_withdraw__without_a_reason_twice_or_of_another_booking__is_said(town: Town, caretaker: Actor) -> None:
    ref, other, officer = book().ref, book("20:00", "21:00").ref, actor(town, "officer")
    seen = observations.observe(ref, START, Seen.NO_SHOW, None, "", caretaker, EVENING)
    with pytest.raises(Invalid):
        observations.withdraw(ref, seen.id, " ", officer, EVENING)
    with pytest.raises(NotFound):
        observations.withdraw(other, seen.id, "Fejl", officer, EVENING)
    observations.withdraw(ref, seen.id, "Fejl", officer, EVENING)
    with pytest.raises(Conflict):
        observations.withdraw(ref, seen.id, "Fejl", officer, EVENING)


def test_observe__sent_twice__is_the_same_observation(caretaker: Actor) -> None:
    ref, key = book().ref, Idempotency("seen", "digest")
    once, twice = (
        observations.observe(ref, START, Seen.USED, 21, "", caretaker, EVENING, idempotency=key) for _ in range(2)
    )
    assert once == twice
