"""Thirty-two requests at the same instant to four gunicorn workers on SQLite: the same winners as on PostgreSQL."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

from booking import create_app
from booking.model import db
from booking.services import audit
from booking.services.requests import Request
from tests.databases import Databases, settings
from tests.load.callers import Caller
from tests.scenes import scene_in, wish
from tests.serving import served
from tests.town import tuesday

SIZE = 32


@pytest.fixture(scope="module")
def caller(kinds: dict[str, Databases], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    """An officer, who books for everyone; when all is done the audit is clean."""
    url, directory = kinds["sqlite"].create(), tmp_path_factory.mktemp("races")
    app = create_app(settings(url, directory))
    with app.app_context():
        scene = scene_in(app)
        scene.halls(SIZE)
        scene.clubs(SIZE)
        with served(url, directory, workers=4) as server:
            yield Caller(server.url, scene.town.tokens["officer"])
            server.stop()
        assert audit.problems() == []
        db.engine.dispose()
    kinds["sqlite"].drop(url)


def _day(race: int, later: int = 0) -> date:
    """Each race has weeks of its own."""
    return tuesday(race) + timedelta(days=later)


def same_slot(index: int) -> Request:
    return wish(f"{_day(0)}T17:00-18:30", organization=f"klub-{index}")


def overlapping_starts(index: int) -> Request:
    return wish(f"{_day(1)}T17:{index:02}-18:30", organization=f"klub-{index}")


def hall_against_its_half(index: int) -> Request:
    space = ("skolen/hal", "skolen/hal-b")[index % 2]
    return wish(f"{_day(2)}T17:00-18:30", organization=f"klub-{index}", spaces=(space,))


def different_halls(index: int) -> Request:
    return wish(f"{_day(3)}T17:00-18:30", organization=f"klub-{index}", spaces=(f"centret/hal-{index}",))


def same_hall_on_different_days(index: int) -> Request:
    return wish(f"{_day(4, index)}T17:00-18:30", organization=f"klub-{index}")


def lanes(index: int) -> Request:
    return wish(f"{_day(10)}T17:00-18:30", organization=f"klub-{index}", spaces=("skolen/bane",))


@pytest.mark.parametrize(
    ("race", "parties", "winners"),
    [
        (same_slot, SIZE, 1),
        (overlapping_starts, SIZE, 1),
        (hall_against_its_half, SIZE, 1),
        (different_halls, SIZE, SIZE),
        (same_hall_on_different_days, SIZE, SIZE),
        (lanes, 8, 6),
    ],
)
def test_race_over_http__behaviour_5__has_as_many_winners_as_there_is_room_for(
    caller: Caller, race: Callable[[int], Request], parties: int, winners: int
) -> None:
    answers = Counter(status for status, _ in caller.rush([race(index) for index in range(parties)]))
    expected = {201: winners, 409: parties - winners}
    assert answers == {status: number for status, number in expected.items() if number}
