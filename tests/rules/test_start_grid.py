"""Starts that leave no odd minutes."""

import pytest

from booking.rules.catalogue.start_grid import StartGrid
from booking.vocabulary import Status
from tests.rules.asking import a_place, asking, judged, sentences, statuses

TWO_SPANS = a_place(("2027-01-12T08:10", "2027-01-12T12:00"), ("2027-01-12T16:15", "2027-01-12T22:00"))


@pytest.mark.parametrize(
    ("start", "status"),
    [
        ("08:40", Status.GRANTED),
        ("08:30", Status.REFUSED),
        ("16:45", Status.GRANTED),
        ("16:40", Status.REFUSED),
    ],
)
def test_start__in_each_of_two_openings__is_counted_from_its_own(start, status):
    """Behaviour 13: the start grid counts from each opening."""
    asked = asking((f"2027-01-12T{start}", "2027-01-12T20:00"), places=(TWO_SPANS,))
    assert statuses(judged(asked, StartGrid(minutes=30))) == [status]


def test_start__off_the_grid__is_told_the_starts_before_and_after():
    asked = asking(("2027-01-12T17:00", "2027-01-12T18:00"), places=(TWO_SPANS,))
    assert sentences(judged(asked, StartGrid(minutes=30))) == [
        "Starts lie 30 minutes apart, counted from when it opens. Start at 16:45 or 17:15."
    ]


def test_start__after_midnight_in_an_opening_of_the_evening__is_counted_from_that_opening():
    place = a_place(("2027-01-12T20:20", "2027-01-13T02:00"))
    asked = asking(("2027-01-13T00:20", "2027-01-13T01:00"), places=(place,))
    assert statuses(judged(asked, StartGrid(minutes=60))) == [Status.GRANTED]


def test_start__where_it_is_closed__is_for_the_opening_hours_to_say():
    asked = asking(("2027-01-12T13:07", "2027-01-12T14:00"), places=(TWO_SPANS,))
    assert sentences(judged(asked, StartGrid(minutes=30))) == []


def test_start__without_opening_hours__is_counted_from_midnight():
    assert statuses(judged(asking(("2027-01-12T17:15", "2027-01-12T18:00")), StartGrid(minutes=15))) == [Status.GRANTED]
    assert statuses(judged(asking(("2027-01-12T17:10", "2027-01-12T18:00")), StartGrid(minutes=15))) == [Status.REFUSED]


def test_start__after_the_clocks_changed__minutes_are_those_that_pass():
    """Opened at 00:30, and 02:00 to 03:00 does not exist that night: 04:00 is two and a half hours on."""
    place = a_place(("2027-03-28T00:30", "2027-03-28T10:00"))
    asked = asking(("2027-03-28T04:00", "2027-03-28T05:00"), places=(place,))
    assert statuses(judged(asked, StartGrid(minutes=50))) == [Status.GRANTED]
