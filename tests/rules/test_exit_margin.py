"""Out before the alarm."""

from datetime import time

import pytest

from booking.rules.catalogue.alarm import ExitMargin
from booking.vocabulary import Status
from tests.rules.asking import asking, findings, judged, sentences, statuses

AT_22 = ExitMargin(alarm_at=time(22))


def test_leave__at_the_alarm__is_refused_with_a_quarter_before_it_and_never_shortened():
    """DK-33: 20-22 with the alarm at 22."""
    verdict = judged(asking(("2027-01-12T20:00", "2027-01-12T22:00")), AT_22)
    assert sentences(verdict) == [
        "The alarm is set at 22:00, and everybody must be out by 21:45. End at 21:45 at the latest."
    ]
    assert verdict.occurrences[0].end.hour == 22


@pytest.mark.parametrize(
    ("start", "end", "status"),
    [
        ("2027-01-12T20:00", "2027-01-12T21:45", Status.GRANTED),
        ("2027-01-12T20:00", "2027-01-12T21:46", Status.REFUSED),
        ("2027-01-12T20:00", "2027-01-13T02:00", Status.REFUSED),
        ("2027-01-12T22:00", "2027-01-13T02:00", Status.GRANTED),
    ],
)
def test_leave__before_and_after_the_margin__is_granted_until_it(start, end, status):
    """The last begins after the alarm: that it is closed then is for the opening hours to say."""
    assert statuses(judged(asking((start, end)), AT_22)) == [status]


def test_leave__alarm_at_midnight__margin_lies_in_the_day_before():
    verdict = judged(asking(("2027-01-12T22:00", "2027-01-13T00:00")), ExitMargin(alarm_at=time()))
    assert findings(verdict)[0].facts["latest"] == time(23, 45)


def test_leave__with_clear_up__counts_it_where_the_rule_says_so():
    asked = asking(("2027-01-12T20:00", "2027-01-12T21:45"), clear_up_minutes=15)
    assert statuses(judged(asked, AT_22)) == [Status.GRANTED]
    assert findings(judged(asked, ExitMargin(alarm_at=time(22), with_clear_up=True)))[0].facts["latest"] == time(21, 30)
