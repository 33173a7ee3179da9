"""Decisions made again years later, to the letter, whatever has changed since."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from booking.errors import NotFound
from booking.model import Booking, Decision, Organization, Space, db
from booking.services import decisions, reproduction, rulebooks
from booking.services.actors import SYSTEM
from booking.services.opening_hours import set_weekly_hours
from booking.services.reproduction import Reproduced
from booking.services.rulings import Ruling
from booking.services.wording import say
from booking.vocabulary import Act, BookingKind, Outcome, Status
from calendars.hours import Span, WeeklyHours
from tests.scenes import NOW, TUESDAY, WEEKLY, Scene
from tests.services.test_keep_facts import FIRST_VERSION
from tests.town import RULES

LATER = RULES.replace('version = "1"', 'version = "9"').replace("2020-01-01", "2027-02-01")
LATER += '\n[[rule]]\nuse = "length"\nmax_minutes = 30\n'


def last() -> Reproduced:
    with db.session() as session:
        query = select(Booking.ref).join(Decision, Decision.booking_id == Booking.id)
        ref = session.scalars(query.order_by(Decision.id.desc()).limit(1)).one()
    return reproduction.of_booking(ref)[-1]


def kept_as(**values: Any) -> None:
    """A decision like the last, but for these columns."""
    with db.session() as session:
        row = session.scalars(select(Decision).order_by(Decision.id.desc()).limit(1)).one()
        names = (column.name for column in Decision.__table__.columns if column.name != "id")
        session.add(Decision(**{name: getattr(row, name) for name in names} | values))
        session.commit()


def sentences(reproduced: Reproduced) -> list[str]:
    return [say(it, "en") for it in reproduced.differences]


def test_reproduce__what_was_just_decided__is_equal(scene: Scene) -> None:
    booking = scene.book(rrule=WEEKLY.format(3))
    made = last()
    assert (made.booking, made.act, made.outcome) == (booking.ref, Act.ASKED, Outcome.GRANTED)
    assert (made.versions, made.differences) == (("town 1",), ())
    assert [it.status for it in made.verdict.occurrences] == [Status.GRANTED] * 3


def test_reproduce__after_everything_changed__is_equal_to_the_letter(scene: Scene) -> None:
    scene.open(8 * 60, 22 * 60)
    scene.close("2027-01-26", "Nyt gulv")
    scene.book(rrule=WEEKLY.format(3), accept_partial=True, people=100)
    before = last()
    rulebooks.load(LATER, SYSTEM, NOW)
    scene.change(Organization, "haandbold", name="Et andet navn", members=1)
    scene.change(Space, "hal-a", capacity=5, name="Salen")
    set_weekly_hours("skolen", None, [WeeklyHours((Span(0, 600, 660),))], SYSTEM, NOW)
    scene.close("2027-01-12", "Oversvømmet")
    after = last()
    assert after == before
    assert after.differences == ()
    assert "Nyt gulv" in str(after.said["da"])


def test_reproduce__under_two_versions__has_both(scene: Scene) -> None:
    rulebooks.load(LATER, SYSTEM, NOW)
    scene.book(f"{TUESDAY}T17:00-18:00", rrule=WEEKLY.format(6), accept_partial=True)
    made = last()
    assert made.versions == ("town 1", "town 9")
    assert Status.REFUSED in {it.status for it in made.verdict.occurrences}
    assert made.differences == ()


def test_reproduce__a_text_that_would_now_be_said_otherwise__shows_the_one_that_was_shown(scene: Scene) -> None:
    scene.book(kind=BookingKind.MARKET)
    shown = {language: [["Som det stod", None]] for language in ("da", "en")}
    kept_as(said=shown)
    made = last()
    assert made.said == shown
    assert (made.differences, len(made.reworded)) == ((), 2)
    assert all(say(it, "en").startswith("“Som det stod” would be said as") for it in made.reworded)


def test_reproduce__a_verdict_that_does_not_follow__says_what_differs(scene: Scene) -> None:
    scene.book()
    made = last()
    with db.session() as session:
        verdict = session.scalars(select(Decision.verdict)).one()
    verdict["occurrences"][0]["status"] = "refused"
    kept_as(verdict=verdict)
    assert made.differences == ()
    assert sentences(last()) == ["Tuesday 12 January 2027 17:00 was refused and would be granted."]


def test_reproduce__an_officers_decision__has_the_reason_and_what_the_rules_found(scene: Scene) -> None:
    booking = scene.book(kind=BookingKind.MARKET)
    decisions.decide(booking.ref, Ruling(False, reason="Der er vejarbejde."), None, scene.actor("officer"), NOW)
    asked, refused = reproduction.of_booking(booking.ref)
    assert (asked.act, refused.act) == (Act.ASKED, Act.REFUSED)
    assert (refused.outcome, refused.reason, refused.differences) == (Outcome.REFUSED, "Der er vejarbejde.", ())


def test_reproduce__a_decision_of_the_first_version__can_be_read_and_judged(scene: Scene) -> None:
    scene.book()
    finding: dict[str, Any] = {"rule": "taken", "effect": "refuse", "text": "Taken.", "remedy": None}
    verdict = {
        "outcome": "refused",
        "rulebook": {"version": "1", "effective_from": "2020-01-01"},
        "findings": [],
        "occurrences": [
            {
                "start": "2027-01-12T17:00:00+01:00",
                "end": "2027-01-12T18:30:00+01:00",
                "status": "refused",
                "findings": [{**finding, "facts": {}, "source": "", "place": None}],
            }
        ],
    }
    kept_as(facts=FIRST_VERSION, verdict=verdict, said=None, occurrences=None, rulebooks=None)
    made = last()
    assert made.said["en"] == [["Taken.", None]]
    assert [it.values["now"] for it in made.differences] == [("closures", "taken")]


def test_reproduce__facts__hold_no_name_or_number_of_who_is_responsible(scene: Scene) -> None:
    scene.book()
    text = json.dumps(last().facts, ensure_ascii=False)
    assert "Ida" not in text
    assert "00 01" not in text


def test_reproduce__unknown__is_not_found(scene: Scene) -> None:
    with pytest.raises(NotFound):
        reproduction.of_booking("UKENDT22")
