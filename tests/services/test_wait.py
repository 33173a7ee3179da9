"""The waiting list (DK-31): what is given back goes at once to those who wait, in the order of the rulebook."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from booking.model import Claim, Decision, Journal, Outbox, db
from booking.services import audit, bookings, cancellations, changes, closures, expiry, reproduction, waiting
from booking.services.actors import SYSTEM
from booking.services.bookings import Filters
from booking.services.changes import Change
from booking.services.targets import Scope
from booking.vocabulary import Act, DeviationCategory, Status
from tests.queries import counted
from tests.scenes import NOW, TUESDAY, WEEKLY, Scene, count, occurrence_row, statuses
from tests.services.deciding import decide
from tests.services.waiting import cancel_as_if_killed, now_of, wait

GRANTED, WAITING, REFUSED = Status.GRANTED, Status.WAITING, Status.REFUSED
STARTS = datetime(2027, 1, 12, 16, tzinfo=UTC)
"""17:00 in Copenhagen."""


@pytest.fixture
def clubs(scene: Scene) -> list[str]:
    return scene.clubs(4)


def test_wait__cancelled__gets_the_place_at_once(scene: Scene) -> None:
    holder, waits = scene.book(), wait(scene)
    assert statuses(waits) == [WAITING]
    scene.cancel(holder)
    after = bookings.find(waits.ref, SYSTEM)
    assert statuses(after) == [GRANTED]
    assert (after.version, after.sequence) == (waits.version + 1, waits.sequence + 1)
    assert count(Claim) == 1
    assert count(Journal, act="booking.promoted") == count(Outbox, topic="booking.promoted") == 1
    assert audit.problems() == []


def test_wait__promoted__keeps_a_decision_that_can_be_made_again(scene: Scene) -> None:
    holder, waits = scene.book(), wait(scene)
    scene.cancel(holder)
    assert count(Decision, act="promoted", outcome="granted", decided_by=None) == 1
    made = reproduction.of_booking(waits.ref)
    assert [(it.act, it.differences) for it in made] == [(Act.ASKED, ()), (Act.PROMOTED, ())]


def test_wait__only_part_of_it_is_free__goes_on_waiting(scene: Scene) -> None:
    early, late = scene.book("17:00-18:00"), scene.book("18:00-19:00")
    waits = wait(scene, "17:00-19:00")
    scene.cancel(early)
    assert now_of(waits) == [WAITING]
    scene.cancel(late)
    assert now_of(waits) == [GRANTED]


def test_wait__set_up_that_is_in_the_way__counts(scene: Scene) -> None:
    before, after = scene.book("15:00-17:00", spaces=("skolen/hal-b",)), scene.book("15:30-16:30")
    waits = wait(scene, "17:00-18:00", spaces=("skolen/hal",), setup_minutes=60)
    assert statuses(waits) == [WAITING]
    scene.cancel(after)
    assert now_of(waits) == [WAITING]
    scene.cancel(before)
    assert now_of(waits) == [GRANTED]


def test_wait__a_series__gets_the_dates_that_are_given_back(scene: Scene) -> None:
    holder = scene.book(rrule=WEEKLY.format(4))
    waits = wait(scene, rrule=WEEKLY.format(5))
    assert statuses(waits) == [WAITING] * 4 + [GRANTED]
    for start in ("2027-01-19T17:00", "2027-02-02T17:00"):
        cancellations.cancel(holder.ref, Scope.ONE, start, "", None, SYSTEM, NOW)
    assert now_of(waits) == [WAITING, GRANTED, WAITING, GRANTED, GRANTED]
    cancellations.cancel(holder.ref, Scope.ALL, None, "", None, SYSTEM, NOW)
    assert now_of(waits) == [GRANTED] * 5
    assert count(Decision, act="promoted") == 3


def test_wait__a_quota__lets_only_so_many_through(scene: Scene) -> None:
    holder, waits = (scene.book(rrule="FREQ=DAILY;COUNT=2"), wait(scene, rrule="FREQ=DAILY;COUNT=2"))
    scene.rule('use = "weekly-quota"\nhours = 2')
    scene.cancel(holder)
    assert now_of(waits) == [GRANTED, WAITING]


def test_wait__against_a_rule_by_now__goes_on_waiting(scene: Scene) -> None:
    holder, waits = scene.book(), wait(scene)
    scene.close(str(TUESDAY), "Gulvet slibes", "hal-b")
    scene.close(str(TUESDAY), "Taget utæt")
    assert now_of(waits) == [WAITING]
    assert now_of(holder) == [Status.DISPLACED]


def test_wait__a_closure_withdrawn__gets_what_it_freed(scene: Scene) -> None:
    scene.book()
    waits = wait(scene)
    scene.close(str(TUESDAY), "Taget utæt", "hal-a")
    (closure,) = closures.closures("skolen", "hal-a", NOW)
    closures.withdraw("skolen", "hal-a", closure.id, SYSTEM, NOW)
    assert now_of(waits) == [GRANTED]


def test_wait__withdrawn_by_an_officer__is_given_to_who_waits(scene: Scene) -> None:
    holder, waits = scene.book(), wait(scene)
    decide(
        scene,
        holder,
        False,
        occurrences=("2027-01-12T17:00",),
        reason="Vilkår",
        category=DeviationCategory.TERMS_NOT_KEPT,
        hearing="Hørt",
    )
    assert (now_of(holder), now_of(waits)) == ([REFUSED], [GRANTED])


def test_wait__moved_elsewhere_by_who_has_it__gets_the_place(scene: Scene) -> None:
    holder, waits = scene.book(), wait(scene)
    values = {"spaces": ("skolen/hal-b",)}
    changes.change(holder.ref, Change(values), None, SYSTEM, NOW)
    assert (now_of(holder), now_of(waits)) == ([GRANTED], [GRANTED])


def test_wait__changed_without_moving__gets_nothing(scene: Scene) -> None:
    holder, waits = scene.book(), wait(scene)
    changes.change(holder.ref, Change({"people": 12}), None, SYSTEM, NOW)
    assert (now_of(holder), now_of(waits)) == ([GRANTED], [WAITING])


def test_wait__time_that_has_begun__is_given_to_nobody_and_refused(scene: Scene) -> None:
    holder = scene.book(rrule=WEEKLY.format(2))
    waits = wait(scene, rrule=WEEKLY.format(2))
    assert expiry.end_passed(STARTS - timedelta(seconds=1)) == 0
    assert expiry.end_passed(STARTS) == 1
    assert expiry.end_passed(STARTS) == 0
    assert now_of(waits) == [REFUSED, WAITING]
    row = occurrence_row(waits.occurrences[0].id)
    assert (row.reason, row.ended_at) == (expiry.IN_VAIN, STARTS)
    assert count(Journal, act="booking.not_promoted") == count(Outbox, topic="booking.not_promoted") == 1
    later = STARTS + timedelta(hours=1)
    cancellations.cancel(holder.ref, Scope.ALL, None, "", None, SYSTEM, later)
    assert now_of(waits) == [REFUSED, GRANTED]


def test_wait__killed_before_it_was_offered__is_offered_by_the_worker(scene: Scene) -> None:
    holder, waits = scene.book(), wait(scene)
    cancel_as_if_killed(holder, NOW)
    assert now_of(waits) == [WAITING]
    assert waiting.offer_freed(NOW) == 1
    assert waiting.offer_freed(NOW) == 0
    assert now_of(waits) == [GRANTED]


def test_wait__taken_meanwhile__goes_on_waiting(scene: Scene, clubs: list[str]) -> None:
    holder, waits = scene.book(), wait(scene)
    cancel_as_if_killed(holder, NOW)
    scene.book(organization=clubs[0])
    assert waiting.offer_freed(NOW) == 0
    assert now_of(waits) == [WAITING]


def test_wait__an_offer_that_fails__neither_fails_the_act_nor_stops_the_others(scene: Scene, clubs: list[str]) -> None:
    """What cannot be read of one act is not in the way of another."""
    other_holder, other = scene.book(spaces=("torvet/torvet",)), wait(scene, spaces=("torvet/torvet",))
    cancel_as_if_killed(other_holder, NOW)
    holder, waits = scene.book(), wait(scene)
    with db.session() as session:
        session.execute(update(Outbox).where(Outbox.topic == "place.freed").values(payload={"units": {"1": [["x"]]}}))
        session.commit()
    scene.cancel(holder)
    assert (now_of(waits), now_of(other)) == ([GRANTED], [WAITING])
    with db.session() as session:
        failed = session.query(Outbox).filter_by(topic="place.freed", delivered_at=None).one()
    assert (failed.attempts, failed.due_at) == (1, NOW + timedelta(minutes=1))
    assert failed.last_error


def test_wait__nobody_waits__leaves_nothing_to_do(scene: Scene) -> None:
    scene.cancel(scene.book())
    assert count(Outbox, topic="place.freed") == 1
    assert count(Outbox, topic="place.freed", delivered_at=None) == 0


def test_wait__many_bookings_elsewhere__sends_no_more_queries(scene: Scene, app: Flask, clubs: list[str]) -> None:
    def queries(day: str) -> int:
        holder = scene.book(f"{day}T17:00-18:00")
        waits = wait(scene, f"{day}T17:00-18:00")
        with counted(app) as sent:
            scene.cancel(holder)
        assert now_of(waits) == [GRANTED]
        return len(sent)

    queries("2027-01-12")
    few = queries("2027-01-13")
    for number, hall in enumerate(scene.halls(8)):
        scene.book(f"2027-01-14T17:00-18:{number:02}", spaces=(hall,), rrule=WEEKLY.format(9))
        wait(scene, f"2027-01-14T17:00-18:{number:02}", clubs[0], spaces=(hall,), rrule=WEEKLY.format(9))
    assert bookings.listed(Filters(statuses=frozenset({WAITING})), SYSTEM)[1] == 8
    assert queries("2027-01-14") == few


def test_wait__a_longer_series__sends_no_more_queries(scene: Scene, app: Flask) -> None:
    def queries(first: str, times: int) -> int:
        holder = scene.book(f"{first}T17:00-18:00", rrule=WEEKLY.format(times))
        waits = wait(scene, f"{first}T17:00-18:00", rrule=WEEKLY.format(times))
        with counted(app) as sent:
            scene.cancel(holder)
        assert now_of(waits) == [GRANTED] * times
        return len(sent)

    queries("2027-01-11", 2)
    few = queries("2027-01-12", 2)
    assert queries("2027-01-13", 20) == few
