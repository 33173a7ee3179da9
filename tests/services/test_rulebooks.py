"""Rulebooks by their day: what was decided under one stays under it."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from booking.errors import Conflict, NotFound
from booking.model import Decision, Rulebook, Venue, db
from booking.rules.written import RulebookError
from booking.services import rulebooks
from booking.services.actors import SYSTEM
from booking.vocabulary import Outcome, Status
from tests.queries import counted
from tests.scenes import NOW, Scene, count, rules_of
from tests.town import RULES

STRICTER = RULES.replace('version = "1"', 'version = "2"').replace("2020-01-01", "2026-12-01")
STRICTER += '\n[[rule]]\nuse = "length"\nmax_minutes = 30\nsource = "the council"\n'


HALF_AN_HOUR = '\n[[rule]]\nuse = "length"\nmax_minutes = 30\n'
LONG_NOTICE = '\n[[rule]]\nuse = "lead-time"\ndays = 300\n'


def from_day(day: str, rules: str = "") -> str:
    """The town's rules with some more, in force from a day."""
    return RULES.replace('version = "1"', f'version = "{day}"').replace("2020-01-01", day) + rules


def test_judge__a_season_across_two_versions__each_time_follows_the_version_of_its_day(scene: Scene) -> None:
    rulebooks.load(from_day("2027-01-20", HALF_AN_HOUR), SYSTEM, NOW)
    verdict = scene.preview(rrule="FREQ=WEEKLY;COUNT=4")
    assert [said.status for said in verdict.occurrences] == [Status.GRANTED] * 2 + [Status.REFUSED] * 2
    assert verdict.rulebook_version == "1"


def test_judge__notice_that_a_later_version_asks_for__is_asked_of_later_requests_only(scene: Scene) -> None:
    rulebooks.load(from_day("2027-01-10", LONG_NOTICE), SYSTEM, NOW)
    assert scene.preview(now=datetime(2027, 1, 9, 22, 59, 59, tzinfo=UTC)).outcome is Outcome.GRANTED
    assert rules_of(scene.preview(now=datetime(2027, 1, 9, 23, tzinfo=UTC))) == {"lead-time"}


def test_apply__many_versions__only_those_of_the_days_are_used_and_can_be_composed_again(
    scene: Scene, app: Flask
) -> None:
    versions = {"2027-01-20": HALF_AN_HOUR, "2027-03-01": LONG_NOTICE, "2027-05-01": ""}
    for day, rules in versions.items():
        rulebooks.load(from_day(day, rules), SYSTEM, NOW)
    days = [date(2027, 1, 12), date(2027, 1, 19), date(2027, 4, 6), date(2027, 4, 13)]
    with db.session() as session:
        rulebooks.applying(session, "town", NOW.date(), days)
        with counted(app) as statements:
            found = rulebooks.applying(session, "town", NOW.date(), days)
        assert len(statements) == 1
        assert (found.version.version, found.rulebook.review_days) == ("1", found.version.review_days)
        assert [(used.rulebook.version, used.days) for used in found.used] == [
            ("1", (days[0], days[1])),
            ("2027-03-01", (days[2], days[3])),
        ]
        used = rulebooks.kept_days(session, found, NOW)
        again = rulebooks.again(session, rulebooks.kept(session, found, NOW), used)
    assert [entry.rule for entry in again.entries] == [entry.rule for entry in found.rulebook.entries]
    assert again.version == "1"


def test_apply__one_version__is_that_rulebook_itself(scene: Scene) -> None:
    rulebooks.load(from_day("2027-05-01"), SYSTEM, NOW)
    with db.session() as session:
        found = rulebooks.applying(session, "town", NOW.date(), [date(2027, 4, 30)])
        assert found.rulebook is found.version
        assert found.used == (rulebooks.Used(found.version, found.id, (date(2027, 4, 30),) * 2),)


def test_apply__before_the_first_of_its_own__is_the_shipped_one(scene: Scene) -> None:
    own = rulebooks.text_in_force("municipality", NOW.date()).replace("2026-01-01", "2027-02-01")
    rulebooks.load(own.replace('version = "1"', 'version = "own"'), SYSTEM, NOW)
    with db.session() as session:
        found = rulebooks.applying(session, "municipality", NOW.date(), [date(2027, 1, 31), date(2027, 2, 1)])
        assert [used.rulebook.version for used in found.used] == ["1", "own"]
        assert found.id is None
        [shipped, _] = rulebooks.kept_days(session, found, NOW)
        assert shipped["id"] == rulebooks.kept(session, found, NOW)


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


@pytest.mark.parametrize(
    "rule",
    [
        'use = "closures"\nwhere = { venue = "skole" }',
        'use = "length"\nmin_minutes = 90\nmax_minutes = 60',
        'use = "length"\n[[example]]\nsays = "never"\nexpected.outcome = "granted"',
    ],
)
def test_load__what_makes_no_sense_here__changes_nothing(scene: Scene, rule: str) -> None:
    before = count(Rulebook)
    with pytest.raises(RulebookError):
        rulebooks.load(f"{STRICTER}\n[[rule]]\nid = 'new'\n{rule}\n", SYSTEM, NOW)
    assert count(Rulebook) == before


def test_book__under_the_shipped_rulebook__keeps_it_once(scene: Scene) -> None:
    scene.change(Venue, "skolen", rulebook="municipality")
    for hour in (17, 18):
        scene.submit(f"{hour}:00-{hour}:30", spaces=("skolen/hal-a",))
    assert count(Rulebook, name="municipality") <= 1


def test_find__an_unknown_name__is_not_found(scene: Scene) -> None:
    with pytest.raises(NotFound):
        rulebooks.text_in_force("ukendt", date(2027, 1, 1))
