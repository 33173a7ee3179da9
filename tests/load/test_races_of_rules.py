"""Processes ask at the same instant for what only a rule keeps apart: the second sees the first, on both databases."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask

from booking import create_app
from booking.model import Adjacency, Unit, db
from booking.rules.details import NOT_SAID, Details
from booking.services import audit, bookings, changes
from booking.services.actors import SYSTEM
from booking.services.changes import Change
from booking.services.requests import Request
from booking.vocabulary import Audience, BookingKind
from tests.databases import settings
from tests.load.crowd import Crowd, gathered
from tests.scenes import NOW, Scene, scene_in, wish

SIZE = 6
HALLS = 8
NIGHTS = 'use = "nights"\nwhat = { kind = "overnight" }\nmost_in_year = 1'
MUSIC = 'use = "music-days"\nmost = 1'
NEIGHBOURS = 'use = "neighbours"\nloud_activities = "trommer"\nquiet_activities = "eksamen"\neffect = "refuse"'
SHARED = 'use = "shared-use"\nwhat = { kind = "training" }\nalike = "audience"'


@pytest.fixture
def races(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(settings(database_url, tmp_path))
    with app.app_context():
        yield app
        db.engine.dispose()


@pytest.fixture
def crowded(races: Flask) -> Scene:
    """A sports centre with a row of halls beside each other, in which there is room for two teams at a time."""
    scene = scene_in(races)
    scene.halls(HALLS, capacity=20)
    scene.clubs(SIZE)
    with db.session() as session:
        units = session.query(Unit).filter(Unit.slug.like("hal-%")).order_by(Unit.id).all()
        for one, other in pairwise(units):
            session.add(Adjacency(unit_id=one.id, neighbour_id=other.id))
        for unit in units:
            unit.lanes = 3
        session.commit()
    scene.rule(NIGHTS, MUSIC, NEIGHBOURS, SHARED)
    return scene


@pytest.fixture
def crowd(crowded: Scene, database_url: str, tmp_path: Path) -> Iterator[Crowd]:
    crowd = gathered(database_url, tmp_path, SIZE)
    yield crowd
    crowd.leave()


def asks(index: int, time: str, hall: int, **other: object) -> Request:
    return wish(time, organization=f"klub-{index}", spaces=(f"centret/hal-{hall}",), **other)


def anything(index: int) -> Request:
    """The first race, as it is also the first time that the processes book."""
    return asks(index, "2027-01-12T17:00-18:00", index)


def last_night(index: int) -> Request:
    """Each another night in another hall, where one night of the year is left."""
    return asks(index, f"2027-02-{index + 1:02}T20:00-08:00", index, kind=BookingKind.OVERNIGHT)


def last_day_with_music(index: int) -> Request:
    music = Details(amplified_music=True)
    return asks(index, f"2027-03-{index + 1:02}T20:00-22:00", index, kind=BookingKind.PUBLIC_EVENT, details=music)


def drums_beside_exams(index: int) -> Request:
    """Three pairs of neighbours, one of each loud, and a hall between the pairs."""
    activity = ("Trommer", "Eksamen")[index % 2]
    return asks(index, "2027-04-06T17:00-18:00", index // 2 * 3 + index % 2, activity=activity)


def room_for_two_teams(index: int) -> Request:
    """Three lanes, but no more than twenty persons, and ten come with each."""
    return asks(index, "2027-05-04T17:00-18:00", 0)


def teams_that_do_not_go_together(index: int) -> Request:
    return asks(index, "2027-05-11T17:00-18:00", 0, audience=(Audience.CHILDREN, Audience.ADULTS)[index % 2])


def test_race__for_what_only_a_rule_keeps_apart__has_as_many_winners_as_the_rule_allows(crowd: Crowd) -> None:
    assert {race.__name__: crowd.rush([race(index) for index in range(SIZE)]) for race in WINNERS} == {
        race.__name__: Counter(granted=winners, refused=SIZE - winners) for race, winners in WINNERS.items()
    }
    assert audit.problems() == []


WINNERS: Mapping[Callable[[int], Request], int] = {
    anything: SIZE,
    last_night: 1,
    last_day_with_music: 1,
    drums_beside_exams: 3,
    room_for_two_teams: 2,
    teams_that_do_not_go_together: 2,
}


def test_race__of_changes__is_counted_as_requests_are(crowded: Scene, races: Flask) -> None:
    """Bookings in several halls and on several days are all to have music, where there is one day left."""
    plain = [replace(last_day_with_music(index), details=NOT_SAID) for index in range(SIZE)]
    booked = [bookings.submit(each, SYSTEM, NOW).booking for each in plain]
    assert all(booked)
    barrier = Barrier(SIZE)

    def play(index: int) -> bool:
        with races.app_context():
            barrier.wait(60)
            wish = Change({"details": Details(amplified_music=True)})
            return changes.change(booked[index].ref, wish, None, SYSTEM, NOW).booking is not None  # type: ignore[union-attr]

    with ThreadPoolExecutor(SIZE) as pool:
        assert Counter(pool.map(play, range(SIZE))) == {True: 1, False: SIZE - 1}


def test_race__of_moves__to_halls_beside_each_other_sees_who_came_first(crowded: Scene, races: Flask) -> None:
    apart = [
        replace(drums_beside_exams(index), spaces=(f"centret/hal-{2 * index}",), organization=f"klub-{index}")
        for index in range(2)
    ]
    booked = [bookings.submit(each, SYSTEM, NOW).booking for each in apart]
    barrier = Barrier(2)

    def move(index: int) -> bool:
        with races.app_context():
            barrier.wait(60)
            wish = Change({"spaces": (f"centret/hal-{4 + index}",)})
            return changes.change(booked[index].ref, wish, None, SYSTEM, NOW).booking is not None  # type: ignore[union-attr]

    with ThreadPoolExecutor(2) as pool:
        assert Counter(pool.map(move, range(2))) == {True: 1, False: 1}
