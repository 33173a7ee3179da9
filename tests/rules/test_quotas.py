"""Not more than one's share."""

from datetime import date

import pytest

from booking.rules import applying
from booking.rules.catalogue.closures import Closures
from booking.rules.catalogue.quotas import ComingSingles, DailyQuota, WeeklyQuota
from booking.rules.facts import Gather, UsedDay
from booking.vocabulary import Effect, Status
from tests.rules.asking import a_holder, a_place, asking, entry, findings, judged, rulebook, sentences, statuses, taken

WEEK_2 = (UsedDay(date(2027, 1, 11), 120, 1), UsedDay(date(2027, 1, 17), 180, 2))
"""Five hours, Monday and Sunday of ISO week 2 of 2027."""


@pytest.mark.parametrize(("end", "status"), [("20:00", Status.GRANTED), ("20:01", Status.REFUSED)])
def test_share__a_week__is_used_up_to_the_last_minute(end, status):
    asked = asking(("2027-01-12T17:00", f"2027-01-12T{end}"), used_days=WEEK_2)
    assert statuses(judged(asked, WeeklyQuota(hours=8))) == [status]


def test_share__over_it_in_a_week__is_told_the_week_and_the_hours():
    asked = asking(("2027-01-12T17:00", "2027-01-12T20:30"), used_days=WEEK_2)
    assert sentences(judged(asked, WeeklyQuota(hours=8))) == [
        "Over the quota of 8 hours a week: in week 2 of 2027 it would be 8.5. "
        "Choose another week, a shorter time, or give back time that is not needed."
    ]


def test_share__days_around_the_week__belong_to_other_weeks():
    around = (UsedDay(date(2027, 1, 10), 480, 1), UsedDay(date(2027, 1, 18), 480, 1))
    asked = asking(("2027-01-12T17:00", "2027-01-12T20:00"), used_days=around)
    assert statuses(judged(asked, WeeklyQuota(hours=8))) == [Status.GRANTED]


def test_share__week_53__is_one_week_over_the_new_year():
    """Behaviour 14: 1 January 2027 lies in week 53 of 2026."""
    asked = asking(
        ("2027-01-01T17:00", "2027-01-01T20:00"),
        used_days=(UsedDay(date(2026, 12, 28), 360, 1),),
        now=asking().now.replace(year=2026, month=12, day=1),
    )
    assert findings(judged(asked, WeeklyQuota(hours=8)))[0].facts["week"] == 53


def test_share__what_the_request_itself_adds__counts_and_the_earliest_times_are_kept():
    days = ("2027-01-14", "2027-01-12", "2027-01-13")
    asked = asking(*((f"{day}T17:00", f"{day}T20:00") for day in days))
    assert statuses(judged(asked, WeeklyQuota(hours=6))) == [Status.REFUSED, Status.GRANTED, Status.GRANTED]


def test_share__times_that_are_closed_or_taken__use_up_nothing():
    """Behaviour 15: a series keeps its good dates."""
    days = ("2027-01-12", "2027-01-13", "2027-01-14")
    asked = asking(
        *((f"{day}T17:00", f"{day}T20:00") for day in days),
        places=(a_place(closings=[("2027-01-12T00:00", "2027-01-13T00:00", "Maling")]),),
        taken=(taken(a_holder(), time=1),),
    )
    assert statuses(judged(asked, WeeklyQuota(hours=3), Closures())) == [
        Status.REFUSED,
        Status.REFUSED,
        Status.GRANTED,
    ]


def test_share__a_closed_time_that_is_also_over_it__hears_both():
    """Behaviour 20: every reason at once."""
    place = a_place(closings=[("2027-01-12T00:00", "2027-01-13T00:00", "Maling")])
    verdict = judged(asking(used_days=WEEK_2, places=(place,)), WeeklyQuota(hours=5), Closures())
    assert [finding.rule for finding in findings(verdict)] == ["closures", "weekly-quota"]


def test_share__two_spaces_at_once__their_time_counts_once():
    asked = asking(("2027-01-12T17:00", "2027-01-12T20:00"), places=(a_place(), a_place(space="skolen/sal")))
    verdict = judged(asked, WeeklyQuota(hours=3))
    assert statuses(verdict) == [Status.GRANTED]
    assert [finding.place for finding in findings(judged(asked, WeeklyQuota(hours=2)))] == [None]


@pytest.mark.parametrize(("day", "status"), [("2027-03-28", Status.GRANTED), ("2027-10-31", Status.REFUSED)])
def test_share__of_a_day_with_a_clock_change__hours_are_those_that_pass(day, status):
    """Behaviour 9: 00:00-06:00 lasts 5 or 7 hours, for quotas too."""
    assert statuses(judged(asking((f"{day}T00:00", f"{day}T06:00")), DailyQuota(hours=6))) == [status]


def test_share__of_a_day__is_told_the_day():
    asked = asking(("2027-01-12T17:00", "2027-01-12T20:00"), used_days=(UsedDay(date(2027, 1, 12), 120, 1),))
    assert sentences(judged(asked, DailyQuota(hours=4))) == [
        "Over the quota of 4 hours a day: on Tuesday 12 January 2027 it would be 5. "
        "Choose another day, a shorter time, or give back time that is not needed."
    ]


def test_share__over_midnight__counts_on_the_day_of_its_start():
    """Behaviour 12: counted once."""
    asked = asking(("2027-01-12T20:00", "2027-01-13T02:00"), used_days=(UsedDay(date(2027, 1, 13), 240, 1),))
    assert statuses(judged(asked, DailyQuota(hours=6))) == [Status.GRANTED]


@pytest.mark.parametrize(("coming", "status"), [(4, Status.GRANTED), (5, Status.REFUSED)])
def test_share__single_bookings_to_come__are_granted_up_to_the_most(coming, status):
    """DK-45."""
    assert statuses(judged(asking(coming_singles=coming), ComingSingles(most=5))) == [status]


def test_share__further_dates_of_one_request__count_as_single_bookings_each():
    days = ("2027-01-12", "2027-01-13", "2027-01-14")
    asked = asking(*((f"{day}T17:00", f"{day}T18:00") for day in days), coming_singles=3, series=False)
    assert statuses(judged(asked, ComingSingles(most=5))) == [Status.GRANTED, Status.GRANTED, Status.REFUSED]


def test_share__a_series__is_no_single_booking():
    assert statuses(judged(asking(series=True, coming_singles=9), ComingSingles(most=5))) == [Status.GRANTED]


def test_share__only_what_a_rule_in_scope_counts__is_gathered():
    singles = entry(ComingSingles(most=5, effect=Effect.REVIEW))
    assert applying.gathers(rulebook(Closures()), asking()) == frozenset()
    assert applying.gathers(rulebook(singles, DailyQuota(hours=2)), asking()) == {
        Gather.USED_DAYS,
        Gather.COMING_SINGLES,
    }
