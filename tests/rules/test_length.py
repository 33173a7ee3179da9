"""Neither too short nor too long."""

import pytest

from booking.rules.catalogue.length import Length
from booking.vocabulary import Status
from tests.rules.asking import asking, judged, sentences, statuses

RULE = Length(min_minutes=30, max_minutes=120)


@pytest.mark.parametrize(
    ("end", "status"),
    [
        ("17:29", Status.REFUSED),
        ("17:30", Status.GRANTED),
        ("19:00", Status.GRANTED),
        ("19:01", Status.REFUSED),
    ],
)
def test_last__at_and_beyond_the_bounds__bounds_are_included(end, status):
    assert statuses(judged(asking(("2027-01-12T17:00", f"2027-01-12T{end}")), RULE)) == [status]


def test_last__too_short_and_too_long_in_one_series__each_is_told_what_would_do():
    asked = asking(("2027-01-12T17:00", "2027-01-12T17:20"), ("2027-01-13T17:00", "2027-01-13T20:00"))
    assert sentences(judged(asked, RULE)) == [
        "Too short: 20 minutes; at least 30 minutes are booked. Ask for 30 minutes or more.",
        "Too long: 180 minutes; at most 120 minutes are booked at a time. Ask for 120 minutes or less.",
    ]


@pytest.mark.parametrize(("day", "hours"), [("2027-03-28", 5), ("2027-10-31", 7)])
def test_last__on_the_night_of_a_clock_change__hours_are_those_that_pass(day, hours):
    """Behaviour 9: 00:00-06:00 lasts 5 or 7 hours."""
    asked = asking((f"{day}T00:00", f"{day}T06:00"))
    assert statuses(judged(asked, Length(max_minutes=6 * 60))) == [Status.GRANTED if hours == 5 else Status.REFUSED]
    assert statuses(judged(asked, Length(min_minutes=6 * 60))) == [Status.REFUSED if hours == 5 else Status.GRANTED]


def test_last__without_bounds__nothing_is_said():
    assert sentences(judged(asking(("2027-01-12T17:00", "2027-02-12T17:00")), Length())) == []
