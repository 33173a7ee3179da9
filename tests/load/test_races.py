"""Thirty-two processes ask at the same instant, on PostgreSQL: as many win as there is room for, and nobody fails."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from booking import create_app
from booking.model import db
from booking.services import audit
from booking.services.repeats import Idempotency
from booking.services.requests import Request
from tests.databases import Databases, settings
from tests.load.crowd import Crowd, gathered
from tests.scenes import TUESDAY, Scene, scene_in, wish

SIZE = 32


@pytest.fixture(scope="module")
def app_at_the_races(kinds: dict[str, Databases], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    url = kinds["postgresql"].create()
    app = create_app(settings(url, tmp_path_factory.mktemp("races")))
    with app.app_context():
        yield app
        db.engine.dispose()
    kinds["postgresql"].drop(url)


@pytest.fixture(scope="module")
def crowded(app_at_the_races: Flask) -> Scene:
    scene = scene_in(app_at_the_races)
    scene.halls(SIZE)
    scene.clubs(SIZE)
    return scene


@pytest.fixture(scope="module")
def crowd(crowded: Scene, app_at_the_races: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crowd]:
    url = app_at_the_races.config["SAMBRUG"].database_url
    crowd = gathered(url, tmp_path_factory.mktemp("crowd"), SIZE)
    yield crowd
    crowd.leave()


def same_slot(index: int) -> Request:
    return wish("17:00-18:30", organization=f"klub-{index}")


def same_slot_of_one_club(index: int) -> Request:
    return wish("17:00-18:30", organization="klub-0")


def overlapping_starts(index: int) -> Request:
    return wish(f"17:{index:02}-18:30", organization=f"klub-{index}")


def hall_against_its_half(index: int) -> Request:
    return wish("17:00-18:30", organization=f"klub-{index}", spaces=(f"skolen/{('hal', 'hal-a')[index % 2]}",))


def series_against_each_other(index: int) -> Request:
    first = TUESDAY + timedelta(weeks=index % 4)
    return wish(f"{first}T17:00-18:30", organization=f"klub-{index}", rrule="FREQ=WEEKLY;COUNT=10")


def different_halls(index: int) -> Request:
    return wish("17:00-18:30", organization=f"klub-{index}", spaces=(f"centret/hal-{index}",))


def many_halls_in_any_order(index: int) -> Request:
    """Each asks for two halls that its neighbours ask for too, named in another order."""
    one, other = f"centret/hal-{index}", f"centret/hal-{(index + 1) % SIZE}"
    return wish("17:00-18:30", organization=f"klub-{index}", spaces=(one, other) if index % 2 else (other, one))


def same_hall_on_different_days(index: int) -> Request:
    day = TUESDAY + timedelta(days=index)
    return wish(f"{day}T17:00-18:30", organization=f"klub-{index}")


def lanes(index: int) -> Request:
    return wish("17:00-18:30", organization=f"klub-{index}", spaces=("skolen/bane",))


@pytest.mark.parametrize(
    ("race", "parties", "winners"),
    [
        (same_slot, SIZE, 1),
        (same_slot_of_one_club, SIZE, 1),
        (overlapping_starts, SIZE, 1),
        (hall_against_its_half, SIZE, 1),
        (series_against_each_other, SIZE, 1),
        (different_halls, SIZE, SIZE),
        (same_hall_on_different_days, SIZE, SIZE),
        (lanes, 8, 6),
        (lanes, SIZE, 6),
    ],
)
def test_race__behaviour_5__has_as_many_winners_as_there_is_room_for(
    crowd: Crowd, crowded: Scene, race: Callable[[int], Request], parties: int, winners: int
) -> None:
    """Twice, as the first time is also the first time that the processes book."""
    for _ in range(2):
        _forget_bookings()
        answers = crowd.rush([race(index) for index in range(parties)])
        expected = {"granted": winners, "refused": parties - winners}
        assert answers == {answer: number for answer, number in expected.items() if number}
        assert audit.problems() == []


def test_race__for_overlapping_pairs_of_halls__never_deadlocks(crowd: Crowd, crowded: Scene) -> None:
    """Behaviour 5: whoever wins, no two neighbours do, at least every third does, and nobody fails."""
    _forget_bookings()
    answers = crowd.rush([many_halls_in_any_order(index) for index in range(SIZE)])
    assert set(answers) == {"granted", "refused"}
    assert SIZE // 3 <= answers["granted"] <= SIZE // 2
    assert audit.problems() == []


def test_race__of_one_request_sent_many_times__books_once_and_answers_all(crowd: Crowd, crowded: Scene) -> None:
    _forget_bookings()
    key = Idempotency("the same key", "the same digest")
    answers = crowd.rush([same_slot(0)] * SIZE, crowded.actor("officer"), key)
    assert answers == {"granted": 1, "repeated": SIZE - 1}


def _forget_bookings() -> None:
    """The replica role passes over what keeps history from being deleted."""
    with db.engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for table in ("idempotency_key", "claim", "occurrence_space", "occurrence", "decision", "outbox", "booking"):
            connection.execute(text(f"DELETE FROM {table}"))
