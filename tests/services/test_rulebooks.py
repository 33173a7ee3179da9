"""Rulebooks by their day: what was decided under one stays under it."""

from datetime import UTC, date, datetime

import pytest

from booking.errors import Conflict, NotFound
from booking.model import Decision, Rulebook, Venue, db
from booking.rules.written import RulebookError
from booking.services import rulebooks
from booking.services.actors import SYSTEM
from booking.vocabulary import Outcome
from tests.scenes import NOW, Scene, count, rules_of
from tests.town import RULES

STRICTER = RULES.replace('version = "1"', 'version = "2"').replace("2020-01-01", "2026-12-01")
STRICTER += '\n[[rule]]\nuse = "length"\nmax_minutes = 30\n'


def test_load__from_a_day_on__judges_what_is_asked_from_that_day_on(scene: Scene) -> None:
    rulebooks.load(STRICTER, SYSTEM, NOW)
    last_second = datetime(2026, 11, 30, 22, 59, 59, tzinfo=UTC)
    assert scene.preview(now=last_second).outcome is Outcome.GRANTED
    assert rules_of(scene.preview(now=datetime(2026, 11, 30, 23, tzinfo=UTC))) == {"length"}


def test_load__later__leaves_decisions_under_the_version_they_were_made_by__behaviour_18(scene: Scene) -> None:
    scene.book()
    rulebooks.load(STRICTER, SYSTEM, NOW)
    with db.session() as session:
        versions = session.query(Rulebook.version).join(Decision, Decision.rulebook_id == Rulebook.id).all()
    assert versions == [("1",)]


def test_load__a_version_or_day_that_is_taken__is_a_conflict(scene: Scene) -> None:
    rulebooks.load(STRICTER, SYSTEM, NOW)
    for same in ('version = "2"', "2026-12-01"):
        other = {'version = "2"': "2027-02-01", "2026-12-01": 'version = "3"'}[same]
        text = (
            STRICTER.replace("2026-12-01", other) if same.startswith("v") else STRICTER.replace('version = "2"', other)
        )
        with pytest.raises(Conflict):
            rulebooks.load(text, SYSTEM, NOW)


def test_load__what_cannot_be_used__changes_nothing(scene: Scene) -> None:
    before = count(Rulebook)
    for text in ("", "name = 1", STRICTER + '\n[[rule]]\nuse = "nonsense"\n'):
        with pytest.raises(RulebookError):
            rulebooks.load(text, SYSTEM, NOW)
    assert count(Rulebook) == before


def test_book__under_the_shipped_rulebook__keeps_it_once(scene: Scene) -> None:
    scene.change(Venue, "skolen", rulebook="municipality")
    for hour in (17, 18):
        scene.submit(f"{hour}:00-{hour}:30", spaces=("skolen/hal-a",))
    assert count(Rulebook, name="municipality") <= 1


def test_find__an_unknown_name__is_not_found(scene: Scene) -> None:
    with pytest.raises(NotFound):
        rulebooks.text_in_force("ukendt", date(2027, 1, 1))
