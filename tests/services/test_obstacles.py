"""What refuses the lost times everywhere need not be looked past; whatever else could bring one is found."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from booking.model import db
from booking.services import judging, obstacles, offers, organizations, other_hours, other_spaces
from booking.services.equals import Option
from booking.services.judging import Judgement
from booking.services.obstacles import Obstacles
from booking.services.wanted import understand
from booking.vocabulary import Status
from tests.queries import counted
from tests.scenes import NOW, WEEKLY, Scene, statuses, wish

HOLIDAYS = 'use = "public-holidays"\nwhere = { venue_kind = "school" }'
EASTER = "2027-03-22T17:00-18:30"
"""The Monday before Easter Monday."""


def judged(time: str, **other: Any) -> Judgement:
    request = wish(time, **other)
    with db.session() as session:
        organization = organizations.known(session, request.organization)
        return judging.judge(session, understand(session, request, lock=False), organization, NOW)


def lost_in(judgement: Judgement) -> frozenset[int]:
    return frozenset(range(len(judgement.verdict.occurrences))) - offers.good(judgement.verdict)


def found(judgement: Judgement, against: Obstacles) -> Sequence[Option]:
    """What brings a lost time."""
    with db.session() as session:
        hours = other_hours.options(session, judgement, against)
        options = [*hours, *other_spaces.options(session, judgement, against)]
    return [option for option in options if not option.good.isdisjoint(lost_in(judgement))]


@pytest.mark.parametrize("seed", range(6))
def test_obstacles__whatever_is_lost__hide_nothing_that_could_be_had(scene: Scene, seed: int) -> None:
    choose = random.Random(seed)
    scene.open(8 * 60, 22 * 60)
    quota = choose.choice(['use = "prime-time-quota"\nhours = 3', 'use = "daily-quota"\nhours = 2'])
    scene.rule(HOLIDAYS, quota, 'use = "exit-margin"\nalarm_at = 21:00:00', 'use = "series"\nmost = 6')
    scene.halls(3, capacity=60, tags=["gulv"])
    places = ("skolen/hal-a", "skolen/hal-b", "centret/hal-0", "centret/hal-1", "centret/hal-2")
    for _ in range(30):
        day, hour = date(2027, 3, 15) + timedelta(weeks=choose.randrange(10)), choose.randrange(14, 21)
        scene.submit(f"{day}T{hour}:00-{hour + 1}:30", organization="judo", spaces=(choose.choice(places),))
    scene.close("2027-05-03", "Eksamen")
    found_any = 0
    for _ in range(12):
        day, hour = date(2027, 3, 15) + timedelta(weeks=choose.randrange(9)), choose.randrange(15, 21)
        weeks, people = choose.choice((1, 2, 3, 6, 7)), choose.choice((10, 80, 300))
        judgement = judged(
            f"{day}T{hour}:00-{hour + 1}:30",
            rrule=WEEKLY.format(weeks),
            spaces=(choose.choice(places),),
            people=people,
            ask_officer=choose.random() < 0.2,
        )
        against = obstacles.of(judgement, lost_in(judgement))
        blind = replace(against, rulebook=replace(against.rulebook, entries=()))
        assert found(judgement, against) == found(judgement, blind)
        found_any += bool(found(judgement, blind))
    assert found_any


def test_obstacles__a_holiday_on_which_all_schools_are_closed__is_not_looked_past(scene: Scene, app: Flask) -> None:
    scene.rule(HOLIDAYS)
    verdict = scene.preview(EASTER, rrule=WEEKLY.format(3))
    assert statuses(verdict) == [Status.GRANTED, Status.REFUSED, Status.GRANTED]
    assert not verdict.alternatives
    assert not verdict.occurrences[1].proposals
    with counted(app) as statements:
        scene.preview(EASTER, rrule=WEEKLY.format(3))
    assert sum("JOIN claim" in it for it in statements) == 1


def test_obstacles__a_holiday_on_which_another_hall_is_open__leave_that_hall(scene: Scene) -> None:
    scene.rule(HOLIDAYS)
    scene.halls(1, tags=["gulv"])
    verdict = scene.preview(EASTER, rrule=WEEKLY.format(3))
    assert [it.change for it in verdict.occurrences[1].proposals] == [{"spaces": ["centret/hal-0"]}]
    assert [it.spaces for it in verdict.alternatives] == [("centret/hal-0",)]


def test_obstacles__a_rule_that_counts__is_none(scene: Scene) -> None:
    """What it allows depends on the other times."""
    scene.rule('use = "daily-quota"\nhours = 1', HOLIDAYS)
    judgement = judged(EASTER, rrule=WEEKLY.format(3))
    against = obstacles.of(judgement, lost_in(judgement))
    assert [entry.id for entry in against.rulebook.entries] == ["public-holidays"]
    assert against.left(judgement.asked.places, against.asked.times) == {0, 2}
