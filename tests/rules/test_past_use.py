"""Cancellations, no-shows, doors and unused time: told kindly, talked about, never held against anybody by itself."""

from dataclasses import replace
from datetime import date

import pytest

from booking.rules.catalogue.past_use import CancellationCeiling, Doors, NoShows, PastUse
from booking.rules.facts import Standing
from booking.rules.rule import Rule
from booking.rules.scope import Scope
from booking.rules.verdict import Verdict
from booking.vocabulary import BookingKind, Effect, Status
from tests.rules.asking import asking, entry, findings, judged, sentences, statuses

TUESDAYS = (date(2026, 11, 10), date(2026, 11, 17), date(2026, 11, 24))
THREE_IN_A_ROW = Standing(times=40, absences=TUESDAYS, in_a_row=3)


def used(standing: Standing, *rules: Rule, **asked) -> Verdict:
    return judged(asking(standing=standing, **asked), *rules)


@pytest.mark.parametrize(("late", "told"), [(8, False), (9, True)])
def test_cancel__more_than_eight_times_late__is_told_and_granted(late: int, told: bool):
    """DK-53: what is given back in time is no burden, and does not count."""
    verdict = used(Standing(times=60, cancelled=(47,) * late + (48,) * 20), CancellationCeiling())
    assert statuses(verdict) == [Status.GRANTED]
    assert bool(findings(verdict)) is told
    if told:
        assert sentences(verdict)[0].startswith(
            "Skovlunde Håndbold has cancelled 9 times in the last year with less than 48 hours of notice; the "
            "municipality counts on 8 at most."
        )


def test_cancel__every_cancellation_counts__where_a_municipality_says_so():
    """DK-53: Copenhagen."""
    every = CancellationCeiling(within_hours=0, effect=Effect.REVIEW)
    verdict = used(Standing(times=60, cancelled=(500,) * 9), every)
    assert statuses(verdict) == [Status.HELD]
    assert sentences(verdict)[0].startswith("Skovlunde Håndbold has cancelled 9 times in the last year; ")


def test_cancel__matches__are_treated_more_leniently():
    """DK-53: by a rule of the same id whose scope names them."""
    matches = entry(CancellationCeiling(most=16), scope=Scope({}, {}, {"kind": frozenset({BookingKind.MATCH})}))
    standing = Standing(times=60, cancelled=(1,) * 12)
    assert findings(used(standing, CancellationCeiling(), matches))
    assert not findings(used(standing, CancellationCeiling(), matches, kind=BookingKind.MATCH))


def test_stay_away__three_times_in_a_row__an_officer_talks_with_them_and_nothing_is_lost():
    """DK-54: Faxe; a reminder, a dialogue, a hearing, a decision."""
    verdict = used(THREE_IN_A_ROW, NoShows())
    assert statuses(verdict) == [Status.HELD]
    assert sentences(verdict) == [
        "Nobody came 3 times in a row, as far as the municipality knows. An officer talks with you before anything is "
        "decided. Tell the municipality if that is wrong, and it no longer counts. Give back what you do not need."
    ]
    assert findings(verdict)[0].facts["days"] == TUESDAYS


def test_stay_away__the_caretaker_had_locked_the_building_by_mistake__the_clubs_objection_removes_the_count():
    """DK-54: what was withdrawn is not in the facts; services/observations tests that it is not."""
    assert not findings(used(replace(THREE_IN_A_ROW, absences=(), in_a_row=0), NoShows()))


def test_stay_away__once__is_reminded_and_granted():
    """DK-54: the first step."""
    verdict = used(Standing(times=40, absences=TUESDAYS[:1], in_a_row=1), NoShows())
    assert statuses(verdict) == [Status.GRANTED]
    assert sentences(verdict)[0].startswith("Nobody came on Tuesday 10 November 2026, as far as the municipality knows")
    assert not findings(used(Standing(absences=TUESDAYS[:1]), NoShows(remind_from=2)))
    assert not findings(used(THREE_IN_A_ROW, NoShows(in_a_row=0, remind_from=0)))


def test_stay_away__so_many_times_in_a_year__an_officer_talks_with_them():
    """DK-54: repeated (Høje-Taastrup)."""
    verdict = used(replace(THREE_IN_A_ROW, in_a_row=0), NoShows(in_a_year=3))
    assert statuses(verdict) == [Status.HELD]
    assert sentences(verdict)[0].startswith("Nobody came 3 times in the last year")


@pytest.mark.parametrize(("days", "status"), [(0, Status.GRANTED), (1, Status.GRANTED), (2, Status.HELD)])
def test_leave_open__a_door__is_told_the_first_time_and_talked_about_the_second(days: int, status: Status):
    """DK-55: Ballerup."""
    verdict = used(Standing(times=40, doors=TUESDAYS[:days]), Doors())
    assert statuses(verdict) == [status]
    assert len(findings(verdict)) == min(days, 1)


@pytest.mark.parametrize(("absent", "told"), [(10, False), (11, True)])
def test_use__a_quarter_of_the_times__may_be_unused_and_more_is_told(absent: int, told: bool):
    """DK-22: with or without cancelling; what is given back in time counts as used."""
    absences = (TUESDAYS * 4)[: absent - 2]
    verdict = used(Standing(times=40, absences=absences, cancelled=(1, 47, 48, 500)), PastUse())
    assert (statuses(verdict), bool(findings(verdict))) == ([Status.GRANTED], told)
    if told:
        assert sentences(verdict)[0].startswith(
            "11 of the 40 times that Skovlunde Håndbold had in the last year were not used"
        )


def test_use__few_times_so_far__say_nothing_yet():
    """DK-22: one of two is no season."""
    assert not findings(used(Standing(times=7, absences=TUESDAYS), PastUse()))


@pytest.mark.parametrize("rule", [CancellationCeiling(), NoShows(), Doors(), PastUse()])
def test_use__nothing_known__nothing_said(rule: Rule):
    """DK-50: what was displaced or closed is not in the facts."""
    assert not findings(used(Standing(times=40), rule))
