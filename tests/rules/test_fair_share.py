"""A fair share of the hours that everybody wants, and of all hours by how many members there are."""

from dataclasses import replace
from datetime import date, time

import pytest

from booking.rules.catalogue.fair_share import MembersPerHour, PrimeTimeQuota, Weekday
from booking.rules.facts import UsedDay, UsedTime
from booking.vocabulary import Status
from tests.rules.asking import CLUB, asking, judged, sentences, statuses, wall

MON_TO_THU = [(f"2027-01-{day}T17:00", f"2027-01-{day}T19:00") for day in range(11, 15)]


def used(start: str, end: str) -> UsedTime:
    return UsedTime(wall(start), wall(end))


def test_share__all_monday_to_thursday_17_to_19__is_capped_and_told_the_edge_hours():
    """DK-23: one club asks for all Mon-Thu 17-19 -> engine caps at its share and proposes edge hours."""
    verdict = judged(asking(*MON_TO_THU), PrimeTimeQuota(hours=6))
    assert statuses(verdict) == [Status.GRANTED, Status.GRANTED, Status.GRANTED, Status.REFUSED]
    assert sentences(verdict) == [
        "Over the share of 6 hours a week between 16:00 and 21:00, when most want to come: in week 2 of 2027 it would "
        "be 8. Choose a time before 16:00 or after 21:00, another day, or give back time that is not needed."
    ]


def test_share__edge_hours_and_other_days__are_free_to_all():
    edges = (
        ("2027-01-12T08:00", "2027-01-12T16:00"),
        ("2027-01-12T21:00", "2027-01-12T23:00"),
        ("2027-01-15T16:00", "2027-01-15T21:00"),
        ("2027-01-16T10:00", "2027-01-16T18:00"),
    )
    assert sentences(judged(asking(*edges), PrimeTimeQuota(hours=0))) == []


@pytest.mark.parametrize(("end", "status"), [("17:00", Status.GRANTED), ("17:15", Status.REFUSED)])
def test_share__what_it_holds_already__counts_as_far_as_it_is_prime_time(end, status):
    """Two hours of it: 15-17 is one, 20-23 is another; the next week and Friday are none."""
    held = (
        used("2027-01-11T15:00", "2027-01-11T17:00"),
        used("2027-01-13T20:00", "2027-01-13T23:00"),
        used("2027-01-15T16:00", "2027-01-15T20:00"),
        used("2027-01-19T16:00", "2027-01-19T20:00"),
    )
    asked = asking(("2027-01-12T16:00", f"2027-01-12T{end}"), used_times=held)
    assert statuses(judged(asked, PrimeTimeQuota(hours=3))) == [status]


def test_share__prime_time_until_midnight__counts_until_then():
    rule = PrimeTimeQuota(hours=2, starts=time(20), ends=time(), weekdays=frozenset({Weekday.TUE}))
    assert statuses(judged(asking(("2027-01-12T20:00", "2027-01-12T22:15")), rule)) == [Status.REFUSED]
    assert statuses(judged(asking(("2027-01-12T22:00", "2027-01-13T04:00")), rule)) == [Status.GRANTED]


def test_share__prime_time_that_ends_before_it_starts__contradicts_itself():
    assert list(PrimeTimeQuota(hours=2, starts=time(20), ends=time(16)).contradictions())
    assert not list(PrimeTimeQuota(hours=2, starts=time(20), ends=time()).contradictions())


def test_share__of_14_members_an_hour__is_told_what_goes_with_them():
    """DK-38: handball 14 members per weekly hour."""
    club = replace(CLUB, members=30)
    held = (UsedDay(date(2027, 1, 11), 60, 1),)
    asked = asking(("2027-01-12T17:00", "2027-01-12T18:30"), applicant=club, used_days=held)
    assert sentences(judged(asked, MembersPerHour(members=14))) == [
        "Over the share of 2 hours a week that goes with 30 members: in week 2 of 2027 it would be 2.5. "
        "Choose a shorter time, give back time that is not needed, or report more members."
    ]


@pytest.mark.parametrize(("members", "status"), [(0, Status.GRANTED), (5, Status.GRANTED), (28, Status.GRANTED)])
def test_share__few_members_or_an_unknown_number__have_one_hour_at_least(members, status):
    asked = asking(("2027-01-12T17:00", "2027-01-12T18:00"), applicant=replace(CLUB, members=members))
    assert statuses(judged(asked, MembersPerHour(members=14))) == [status]
