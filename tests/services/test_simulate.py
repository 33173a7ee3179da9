"""What a rulebook would have said of the bookings of a period, as a job that one process at a time takes up."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from booking.errors import Invalid, NotAllowed, NotFound
from booking.model import Decision, Simulation, db
from booking.services import changes, simulation_jobs, simulations
from booking.services.actors import SYSTEM
from booking.services.changes import Change
from booking.services.simulating import simulate
from booking.services.simulation_jobs import DEAD
from booking.services.simulations import Wish
from booking.services.targets import Scope
from booking.vocabulary import JobState
from tests.queries import counted
from tests.scenes import NOW, TUESDAY, WEEKLY, Scene
from tests.town import RULES

FIRST, LAST = date(2027, 1, 1), date(2027, 6, 30)
SHORT = RULES + '\n[[rule]]\nuse = "length"\nmax_minutes = 60\n'
QUOTA = RULES + '\n[[rule]]\nuse = "weekly-quota"\nhours = 1\n'


def report(text: str, first: date = FIRST, last: date = LAST, name: str | None = None) -> Mapping[str, Any]:
    return simulate(simulations.question(text, name, first, last), lambda done, total: None)


def changed(found: Mapping[str, Any]) -> list[tuple[str, str, int, int]]:
    return [(it["was"], it["would_be"], it["occurrences"], it["bookings"]) for it in found["statuses"]]


def ask(scene: Scene, text: str = SHORT, who: str = "officer", **other: Any) -> Simulation:
    return simulations.ask(Wish(**{"first": FIRST, "last": LAST, "text": text, **other}), scene.actor(who), NOW)


def row(number: int) -> Simulation:
    with db.session() as session:
        return session.get_one(Simulation, number)


def clock() -> datetime:
    return NOW


def test_simulate__the_same_rulebook__changes_nothing(scene: Scene) -> None:
    scene.book(rrule=WEEKLY.format(3))
    found = report(RULES)
    assert (found["bookings"], found["occurrences"]) == (1, 3)
    assert (found["changed_bookings"], found["changed_occurrences"]) == (0, 0)
    assert (found["statuses"], found["rules"], found["changed"], found["not_judged"]) == ([], [], [], [])


def test_simulate__a_stricter_rulebook__says_which_verdicts_change_and_by_what(scene: Scene) -> None:
    long = scene.book("17:00-18:30", rrule=WEEKLY.format(3))
    scene.book("20:00-21:00", organization="judo")
    found = report(SHORT)
    assert changed(found) == [("granted", "refused", 3, 1)]
    assert found["rules"] == [{"rule": "length", "effect": "refuse", "change": "new", "occurrences": 3, "bookings": 1}]
    [kind] = found["organization_kinds"]
    assert (kind["kind"], kind["occurrences"], kind["changed_occurrences"]) == ("association", 4, 3)
    [venue] = found["venues"]
    assert (venue["venue"], venue["bookings"], venue["changed_bookings"]) == ("skolen", 2, 1)
    changes_ = [{"was": "granted", "would_be": "refused", "occurrences": 3}]
    line = {"booking": long.ref, "organization": "haandbold", "changes": changes_, "rules": ["length"]}
    assert found["changed"] == [line]


def test_simulate__a_milder_rulebook__says_what_no_longer_stands_in_the_way(scene: Scene) -> None:
    scene.rule('use = "length"\nmax_minutes = 60', 'use = "review"\nid = "all"\ntext = "An officer decides."')
    scene.book("17:00-18:00")
    found = report(RULES)
    assert changed(found) == [("held", "granted", 1, 1)]
    [rule] = found["rules"]
    assert (rule["rule"], rule["change"]) == ("all", "gone")


def test_simulate__only_times_in_the_period__are_compared(scene: Scene) -> None:
    scene.book(rrule=WEEKLY.format(5))
    second = TUESDAY + timedelta(weeks=1)
    assert report(SHORT, second, second + timedelta(days=7))["occurrences"] == 2


def test_simulate__a_period_without_bookings__is_all_noughts(scene: Scene) -> None:
    scene.book()
    found = report(SHORT, date(2028, 1, 1), date(2028, 12, 31))
    assert (found["bookings"], found["occurrences"], found["statuses"], found["venues"]) == (0, 0, [], [])


def test_simulate__a_rulebook_of_another_name__is_tried_on_its_own_bookings_or_on_those_named(scene: Scene) -> None:
    scene.book()
    elsewhere = SHORT.replace('name = "town"', 'name = "elsewhere"')
    assert report(elsewhere)["bookings"] == 0
    assert report(elsewhere, name="town")["changed_bookings"] == 1


def test_simulate__a_time_that_was_moved__is_judged_where_it_now_is(scene: Scene) -> None:
    booking = scene.book("17:00-18:00", rrule=WEEKLY.format(3))
    wish = Change({"end": f"{TUESDAY}T18:30"}, Scope.ONE, f"{TUESDAY}T17:00")
    changes.change(booking.ref, wish, None, SYSTEM, NOW)
    found = report(SHORT)
    assert found["occurrences"] == 3
    assert changed(found) == [("granted", "refused", 1, 1)]


def test_simulate__a_rule_whose_facts_were_not_kept__is_said_to_be_unknown(scene: Scene) -> None:
    scene.book("17:00-18:30")
    scene.book("19:00-20:00")
    assert report(QUOTA)["not_judged"] == [{"rule": "weekly-quota", "bookings": 2}]


def test_simulate__a_rule_whose_facts_were_kept__is_known(scene: Scene) -> None:
    scene.rule('use = "weekly-quota"\nhours = 9')
    scene.book("17:00-18:30")
    found = report(QUOTA)
    assert found["not_judged"] == []
    assert changed(found) == [("granted", "refused", 1, 1)]


def test_simulate__facts_that_cannot_be_read__are_counted_and_pass(scene: Scene) -> None:
    scene.book()
    with db.session() as session:
        kept = session.scalars(select(Decision)).one()
        strange = {"booking_id": kept.booking_id, "rulebook_id": kept.rulebook_id, "verdict": kept.verdict, "facts": {}}
        session.add(Decision(outcome=kept.outcome, decided_at=NOW, **strange))
        session.commit()
    found = report(SHORT)
    assert (found["unreadable"], found["occurrences"]) == (1, 0)


def test_simulate__many_bookings__lists_some_and_counts_all(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("booking.services.simulation_reports.MOST_LISTED", 2)
    for hour in (8, 10, 12, 14):
        scene.book(f"{hour:02}:00-{hour + 1:02}:30")
    found = report(SHORT)
    assert found["changed_bookings"] == 4
    assert len(found["changed"]) == 2


def test_simulate__more_than_a_batch__tells_how_far_it_is(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("booking.services.past_bookings.BATCH", 2)
    for hour in (8, 10, 12):
        scene.book(f"{hour:02}:00-{hour:02}:30")
    told: list[tuple[int, int]] = []
    simulate(simulations.question(RULES, None, FIRST, LAST), lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (2, 3), (3, 3)]


def test_simulate__ten_bookings__takes_no_more_queries_than_one(app: Flask, scene: Scene) -> None:
    scene.book("08:00-08:30")
    with counted(app) as one:
        report(RULES)
    for hour in range(9, 19):
        scene.book(f"{hour:02}:00-{hour:02}:30")
    with counted(app) as many:
        report(RULES)
    assert len(one) == len(many)


def test_ask__days_out_of_order__is_invalid(scene: Scene) -> None:
    with pytest.raises(Invalid) as refused:
        ask(scene, first=LAST, last=FIRST)
    assert list(refused.value.fields) == ["to"]


def test_ask__a_rulebook_that_cannot_be_used__names_every_line(scene: Scene) -> None:
    with pytest.raises(Invalid) as refused:
        ask(scene, RULES + '\n[[rule]]\nuse = "nonsense"\n\n[[rule]]\nuse = "length"\nmax_minutes = "long"\n')
    assert len(refused.value.fields["text"]) == 2


def test_ask__neither_text_nor_version__is_invalid(scene: Scene) -> None:
    with pytest.raises(Invalid):
        simulations.ask(Wish(FIRST, LAST, name="town"), SYSTEM, NOW)


def test_ask__a_stored_version__is_taken_as_it_was_loaded(scene: Scene) -> None:
    asked = simulations.ask(Wish(FIRST, LAST, name="town", version="1"), SYSTEM, NOW)
    assert asked.text == RULES
    with pytest.raises(NotFound):
        simulations.ask(Wish(FIRST, LAST, name="town", version="99"), SYSTEM, NOW)


@pytest.mark.parametrize("who", ["member", "caretaker"])
def test_ask__who_does_not_decide__is_not_allowed(scene: Scene, who: str) -> None:
    with pytest.raises(NotAllowed):
        ask(scene, who=who)
    number = ask(scene).id
    for look in (
        lambda: simulations.find(number, scene.actor(who)),
        lambda: simulations.listed(1, 9, scene.actor(who)),
    ):
        with pytest.raises(NotAllowed):
            look()


def test_work__what_waits__is_done_with_its_report(scene: Scene) -> None:
    scene.book()
    number = ask(scene).id
    assert row(number).state is JobState.WAITING
    assert simulation_jobs.work(clock)
    done = simulations.find(number, scene.actor("administrator"))
    assert (done.state, done.done, done.total) == (JobState.DONE, 1, 1)
    assert done.report is not None
    assert done.report["changed_bookings"] == 1
    assert done.ended_at == NOW
    assert not simulation_jobs.work(clock)


def test_work__several__does_the_oldest_first(scene: Scene) -> None:
    first, second = ask(scene).id, ask(scene).id
    simulation_jobs.work(clock)
    assert [row(it).state for it in (first, second)] == [JobState.DONE, JobState.WAITING]
    rows, total = simulations.listed(1, 1, scene.actor("officer"))
    assert ([it.id for it in rows], total) == ([second], 2)


def test_work__many_at_once__do_each_simulation_once(app: Flask, scene: Scene) -> None:
    numbers = [ask(scene).id for _ in range(3)]

    def work_off(_: int) -> int:
        with app.app_context():
            return sum(iter(lambda: simulation_jobs.work(clock), False))

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(work_off, range(6))) == len(numbers)
    assert {row(it).state for it in numbers} == {JobState.DONE}


def test_work__a_simulation_of_a_living_process__is_left_alone(scene: Scene) -> None:
    running(ask(scene).id, NOW - DEAD)
    assert not simulation_jobs.work(clock)


def test_work__a_simulation_whose_process_is_dead__is_taken_over(scene: Scene) -> None:
    number = ask(scene).id
    running(number, NOW - DEAD - timedelta(microseconds=1))
    assert simulation_jobs.is_left(row(number), NOW)
    assert simulation_jobs.work(clock)
    assert row(number).state is JobState.DONE


def test_work__a_process_that_was_only_slow__does_not_write_over_its_successor(scene: Scene) -> None:
    scene.book()
    number = ask(scene).id
    times = iter([NOW])

    def slow() -> datetime:
        """After taking the job up, this process sleeps so long that another takes it over and brings it to its end."""
        now = next(times, None)
        if now is None:
            late = NOW + DEAD + timedelta(seconds=1)
            simulation_jobs.work(lambda: late)
            now = late + timedelta(seconds=1)
        return now

    assert simulation_jobs.work(slow)
    assert (row(number).state, row(number).ended_at) == (JobState.DONE, NOW + DEAD + timedelta(seconds=1))


def test_work__a_rulebook_that_can_no_longer_be_read__fails_and_lets_the_next_be_done(scene: Scene) -> None:
    bad, good = ask(scene).id, ask(scene).id
    with db.session() as session:
        session.execute(update(Simulation).where(Simulation.id == bad).values(text="name = 1"))
        session.commit()
    while simulation_jobs.work(clock):
        pass
    assert (row(bad).state, row(bad).problem) == (JobState.FAILED, simulation_jobs.FAILED)
    assert row(good).state is JobState.DONE


def test_work__every_second__writes_how_far_it_is(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("booking.services.past_bookings.BATCH", 1)
    for hour in (8, 10, 12):
        scene.book(f"{hour:02}:00-{hour:02}:30")
    number = ask(scene).id
    now, seen = NOW, []

    def ticking() -> datetime:
        nonlocal now
        seen.append(row(number).done)
        now += timedelta(seconds=0.6)
        return now

    simulation_jobs.work(ticking)
    assert seen == [0, 0, 0, 0, 2, 2]


def running(number: int, beat_at: datetime) -> None:
    with db.session() as session:
        session.execute(update(Simulation).values(state=JobState.RUNNING, beat_at=beat_at))
        session.commit()
    assert row(number).beat_at == beat_at.astimezone(UTC)
