"""One day everywhere: complete, public, and asked for in a number of queries that does not grow."""

from datetime import date

import pytest
from flask import Flask

from booking.errors import Invalid
from booking.services import overview
from tests.queries import counted
from tests.scenes import Scene

DAY = date(2027, 1, 12)


def _uses(scene: Scene) -> dict[str, list[str]]:
    return {it.space: [f"{use.start:%H:%M}" for use in it.uses] for it in overview.day(DAY)}


def test_day__hall_booked__is_used_in_its_halves_too(scene: Scene) -> None:
    scene.book("17:00-18:00", spaces=("skolen/hal",))
    uses = _uses(scene)
    assert uses["skolen/hal"] == uses["skolen/hal-a"] == uses["skolen/hal-b"] == ["17:00"]


def test_day__half_booked__leaves_the_other_half(scene: Scene) -> None:
    scene.book("17:00-18:00", spaces=("skolen/hal-a",))
    uses = _uses(scene)
    assert uses["skolen/hal"] == uses["skolen/hal-a"] == ["17:00"]
    assert uses["skolen/hal-b"] == []


def test_day__any_date__says_when_it_is_open(scene: Scene) -> None:
    assert all(it.open and it.open[0].start.date() <= DAY for it in overview.day(DAY) if it.space == "skolen/hal")


def test_day__more_bookings__asks_no_more(scene: Scene, app: Flask) -> None:
    def asked() -> int:
        with counted(app) as sent:
            overview.day(DAY)
        return len(sent)

    scene.book("17:00-18:00")
    before = asked()
    for hour in range(8, 16):
        scene.book(f"{hour:02}:00-{hour:02}:50", spaces=("skolen/hal-a", "skolen/hal-b"))
    assert asked() == before


def test_day__year_unknown__is_named(scene: Scene) -> None:
    with pytest.raises(Invalid):
        overview.day(date(1929, 10, 26))
