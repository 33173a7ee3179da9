"""What is gathered takes as many statements whatever the number of rules, times, bookings, neighbours and holders."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from booking.model import Adjacency, Unit, db
from booking.rules.facts import Gather
from booking.rules.rulebook import read
from booking.services import rulebooks
from booking.services.actors import SYSTEM
from booking.vocabulary import Outcome
from tests.queries import counted
from tests.scenes import NOW, TUESDAY, WEEKLY, Scene
from tests.town import RULES

RULE_OF_EACH_KIND = (
    'use = "daily-quota"\nhours = 20',
    'use = "weekly-quota"\nhours = 90',
    'use = "prime-time-quota"\nhours = 90',
    'use = "coming-singles"\nmost = 900',
    'use = "no-shows"\nin_a_row = 9',
    'use = "past-use"\npercent = 99',
    'use = "neighbours"\nloud_activities = "trommer"\nquiet_activities = "eksamen"',
    'use = "coordination"\neffect = "inform"',
    'use = "shared-exits"\ntags = "gulv"\nmost = 9000',
    'use = "nights"\nmost_in_year = 300',
    'use = "music-days"\nmost = 300',
    'use = "shared-use"',
)


def rules(times: int) -> list[str]:
    return [f'{rule}\nid = "rule-{number}-{n}"' for n in range(times) for number, rule in enumerate(RULE_OF_EACH_KIND)]


def load(version: str, day: str, times: int) -> None:
    text = RULES.replace('version = "1"', f'version = "{version}"').replace("2020-01-01", day)
    rulebooks.load("\n[[rule]]\n".join((text, *rules(times))), SYSTEM, NOW)


def submitted(app: Flask, scene: Scene, expected: Outcome = Outcome.GRANTED, **other: object) -> int:
    """How many statements one booking takes; the one before it fills what is remembered."""
    scene.preview("2027-06-01T08:00-09:00", organization="judo")
    with counted(app) as sent:
        answer = scene.submit(**other)
    assert answer.verdict is not None
    assert answer.verdict.outcome is expected
    return len(sent)


def test_gather__the_rules_of_these_tests__ask_for_all_that_can_be_gathered() -> None:
    book = read("\n[[rule]]\n".join((RULES, *rules(5))))
    assert {each for entry in book.entries for each in entry.rule.gathers} == set(Gather)
    assert len(book.entries) >= 60


@pytest.fixture
def beside(scene: Scene) -> Scene:
    """The halves of the hall are next to each other, and both have room for many."""
    with db.session() as session:
        a, b = session.scalars(select(Unit).where(Unit.slug.in_(("a", "b"))).order_by(Unit.id))
        a.lanes, b.lanes = 40, 40
        session.add(Adjacency(unit_id=a.id, neighbour_id=b.id))
        session.commit()
    return scene


def crowd(scene: Scene, number: int, first: int = 0, lanes: int | None = None) -> None:
    """So many others at the same time in both halves, and so many bookings of the club itself on other days."""
    if not first:
        scene.clubs(30)
    for n in range(first, first + number):
        for half in "ab":
            scene.book(organization=f"klub-{n}", spaces=(f"skolen/hal-{half}",), people=1, lanes=lanes)
        scene.book(f"{TUESDAY - timedelta(days=1 + n % 3)}T{10 + n // 3}:00-{10 + n // 3}:30", people=1)


@pytest.mark.parametrize(
    ("wish", "outcome"),
    [
        ({}, Outcome.GRANTED),
        ({"rrule": WEEKLY.format(30)}, Outcome.GRANTED),
        ({"people": 500}, Outcome.REFUSED),
        ({"lanes": 40}, Outcome.REFUSED),
    ],
    ids=["one", "series", "refused", "taken"],
)
def test_gather__under_three_times_as_many_rules__takes_as_many_statements(
    app: Flask, beside: Scene, wish: dict[str, object], outcome: Outcome
) -> None:
    load("2", "2026-11-22", 5)
    crowd(beside, 1)
    few = submitted(app, beside, outcome, **wish)
    load("3", "2026-11-23", 15)
    assert submitted(app, beside, outcome, **wish) == few


@pytest.mark.parametrize("space", ["skolen/hal-a", "skolen/hal"])
def test_gather__with_twenty_times_as_many_others_beside_and_next_door__takes_as_many_statements(
    app: Flask, beside: Scene, space: str
) -> None:
    load("2", "2026-11-22", 5)
    crowd(beside, 1)
    few = submitted(app, beside, spaces=(space,), people=1, lanes=1)
    crowd(beside, 20, first=1)
    assert submitted(app, beside, spaces=(space,), people=1, lanes=1) == few


def test_gather__with_twenty_times_as_many_holders_in_the_way__takes_as_many_statements(
    app: Flask, beside: Scene
) -> None:
    load("2", "2026-11-22", 5)
    crowd(beside, 1, lanes=1)
    few = submitted(app, beside, Outcome.REFUSED, lanes=40)
    crowd(beside, 20, first=1, lanes=1)
    assert submitted(app, beside, Outcome.REFUSED, lanes=40) == few


def test_gather__for_forty_times_instead_of_two__takes_as_many_statements(app: Flask, beside: Scene) -> None:
    load("2", "2026-11-22", 5)
    crowd(beside, 3)
    two = submitted(app, beside, rrule=WEEKLY.format(2), people=1)
    assert submitted(app, beside, rrule=WEEKLY.format(40), people=1) == two
