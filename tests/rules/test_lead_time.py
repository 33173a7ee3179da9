"""Asked for in good time."""

from datetime import date

import pytest

from booking.rules.catalogue.lead_time import LeadTime
from booking.vocabulary import Status
from tests.rules.asking import asking, findings, judged, sentences, statuses, weekly


@pytest.mark.parametrize(
    ("start", "status"), [("2027-01-18T09:59", Status.REFUSED), ("2027-01-18T10:00", Status.GRANTED)]
)
def test_ask__two_weeks_before__is_in_time_to_the_minute(start, status):
    """Behaviour 21: what is shown and what is accepted end at the same minute."""
    assert statuses(judged(asking((start, "2027-01-18T12:00")), LeadTime(days=14))) == [status]


def test_ask__too_late__is_told_the_earliest_time():
    assert sentences(judged(asking(("2027-01-12T17:00", "2027-01-12T18:00")), LeadTime(days=14))) == [
        "Asked for too late: 14 days before is the least. Choose a time from Monday 18 January 2027 10:00 on."
    ]


def test_ask__across_the_clock_change__days_are_those_of_the_wall_clock():
    """28 March 2027 has 23 hours; ten o'clock seven days on is still ten o'clock."""
    asked = asking(("2027-03-29T10:00", "2027-03-29T11:00"), now=asking().now.replace(month=3, day=22))
    assert statuses(judged(asked, LeadTime(days=7))) == [Status.GRANTED]


def test_ask__for_few_persons__large_events_rule_says_nothing():
    asked = asking(people=150)
    assert sentences(judged(asked, LeadTime(days=60, people_from=151))) == []
    assert findings(judged(asking(people=151), LeadTime(days=60, people_from=151)))[0].facts["people_from"] == 151


@pytest.mark.parametrize(
    ("working_days", "day", "status"),
    [
        (5, "2027-01-08", Status.REFUSED),
        (5, "2027-01-11", Status.GRANTED),
        (1, "2027-01-05", Status.GRANTED),
    ],
)
def test_ask__in_working_days__weekends_are_not_counted(working_days, day, status):
    asked = asking((f"{day}T08:00", f"{day}T09:00"))
    assert statuses(judged(asked, LeadTime(working_days=working_days))) == [status]


def test_ask__in_working_days__public_holidays_are_not_counted():
    asked = asking(("2027-01-05T08:00", "2027-01-05T09:00"), public_holidays={date(2027, 1, 5): "En helligdag"})
    assert findings(judged(asked, LeadTime(working_days=1)))[0].facts["working_days"] == 1
    assert sentences(judged(asked, LeadTime(working_days=1)))[0].startswith(
        "Asked for too late: 1 working day before is the least."
    )


def test_ask__a_series__loses_the_dates_that_are_too_near():
    times = weekly("2027-01-05T17:00", "2027-01-05T18:00", 4)
    verdict = judged(asking(*times), LeadTime(days=14))
    assert statuses(verdict) == [Status.REFUSED, Status.REFUSED, Status.GRANTED, Status.GRANTED]
    assert [finding.times for finding in findings(verdict)] == [(0, 1)]


def test_ask__in_hours__counts_from_now():
    assert statuses(judged(asking(("2027-01-05T09:00", "2027-01-05T10:00")), LeadTime(hours=24))) == [Status.REFUSED]
    assert statuses(judged(asking(("2027-01-05T10:00", "2027-01-05T11:00")), LeadTime(hours=24))) == [Status.GRANTED]


def test_write_rulebook__more_working_days_than_anybody_plans__contradicts_itself():
    """They are counted one by one, and would end beyond the last year that can be booked."""
    assert [len(list(LeadTime(working_days=days).contradictions())) for days in (1_000, 1_001)] == [0, 1]
