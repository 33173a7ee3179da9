"""Opening hours and lending windows."""

from datetime import time

from booking.rules.catalogue.opening_hours import LendingWindow, OpeningHours
from booking.vocabulary import Status
from calendars.intervals import IntervalSet
from tests.rules.asking import a_place, asking, between, findings, judged, sentences, statuses, weekly

EVENING = ("2027-01-12T16:00", "2027-01-12T22:00")


def test_open__inside_the_hours__nothing_is_said():
    asked = asking(("2027-01-12T16:00", "2027-01-12T22:00"), places=(a_place(EVENING),))
    assert sentences(judged(asked, OpeningHours())) == []


def test_open__set_up_in_closed_time__nothing_is_said():
    """Behaviour 4: buffers may lie in closed time; the booking may not."""
    asked = asking(EVENING, places=(a_place(EVENING),), setup_minutes=30, clear_up_minutes=30)
    assert statuses(judged(asked, OpeningHours())) == [Status.GRANTED]


def test_open__end_at_midnight__lies_in_hours_until_midnight():
    """Behaviour 6: an end at 24:00 is an end."""
    place = a_place(("2027-01-12T16:00", "2027-01-13T00:00"))
    asked = asking(("2027-01-12T22:00", "2027-01-13T00:00"), places=(place,))
    assert statuses(judged(asked, OpeningHours())) == [Status.GRANTED]


def test_open__over_midnight__lies_in_hours_over_midnight():
    """Behaviour 13: opening hours may cross midnight."""
    place = a_place(("2027-01-12T20:00", "2027-01-13T02:00"))
    asked = asking(("2027-01-12T23:00", "2027-01-13T01:00"), places=(place,))
    assert statuses(judged(asked, OpeningHours())) == [Status.GRANTED]


def test_open__between_two_spans_of_a_day__is_refused_with_both_and_the_nearest():
    """Behaviour 13: two spans a day."""
    place = a_place(("2027-01-12T08:00", "2027-01-12T12:00"), ("2027-01-12T16:00", "2027-01-12T22:00"))
    asked = asking(("2027-01-12T15:00", "2027-01-12T17:00"), places=(place,))
    assert sentences(judged(asked, OpeningHours())) == [
        "Outside the opening hours, which are 08:00 to 12:00 and 16:00 to 22:00 that day. "
        "Choose a time within 16:00 to 22:00."
    ]


def test_open__over_two_spans_that_touch__nothing_is_said():
    place = a_place(("2027-01-12T08:00", "2027-01-12T16:00"), ("2027-01-12T16:00", "2027-01-12T22:00"))
    asked = asking(("2027-01-12T15:00", "2027-01-12T17:00"), places=(place,))
    assert statuses(judged(asked, OpeningHours())) == [Status.GRANTED]


def test_open__on_a_day_without_hours__is_refused_as_closed_that_day():
    asked = asking(("2027-01-13T17:00", "2027-01-13T18:00"), places=(a_place(EVENING),))
    assert sentences(judged(asked, OpeningHours())) == ["Closed that day. Choose another day."]


def test_open__closed_by_a_closure_only__is_for_the_rule_of_closures():
    place = a_place(EVENING, closings=[("2027-01-12T00:00", "2027-01-13T00:00", "Maling")])
    assert sentences(judged(asking(places=(place,)), OpeningHours())) == []


def test_open__reopened_in_a_holiday__the_hours_stay_what_they_are():
    """DK-35: a reopening lifts closures; it does not make the day longer."""
    place = a_place(EVENING, reopened=IntervalSet([between("2027-01-12T00:00", "2027-01-13T00:00")]))
    assert statuses(judged(asking(("2027-01-12T10:00", "2027-01-12T11:00"), places=(place,)), OpeningHours())) == [
        Status.REFUSED
    ]


def test_open__a_series_outside_on_every_date__hears_it_once():
    times = weekly("2027-01-12T20:00", "2027-01-12T23:00", 3)
    place = a_place(*((f"2027-01-{day}T16:00", f"2027-01-{day}T22:00") for day in (12, 19, 26)))
    verdict = judged(asking(*times, places=(place,)), OpeningHours())
    assert [finding.times for finding in findings(verdict)] == [(0, 1, 2)]


def test_lent__inside_the_window__nothing_is_said():
    window = LendingWindow(opens=time(16), closes=time(22))
    assert sentences(judged(asking(("2027-01-12T16:00", "2027-01-12T22:00")), window)) == []


def test_lent__before_the_window__is_refused_with_the_window():
    window = LendingWindow(opens=time(16), closes=time(22))
    assert sentences(judged(asking(("2027-01-12T15:45", "2027-01-12T17:00")), window)) == [
        "Lent out only from 16:00 to 22:00. Choose a time between 16:00 and 22:00."
    ]


def test_lent__until_midnight_exactly__is_inside_a_window_until_midnight_only():
    times = ("2027-01-12T20:00", "2027-01-13T00:00")
    assert statuses(judged(asking(times), LendingWindow(opens=time(16), closes=time()))) == [Status.GRANTED]
    assert statuses(judged(asking(times), LendingWindow(opens=time(16), closes=time(22)))) == [Status.REFUSED]


def test_lent__over_midnight__is_refused():
    window = LendingWindow(opens=time(16), closes=time())
    assert statuses(judged(asking(("2027-01-12T22:00", "2027-01-13T01:00")), window)) == [Status.REFUSED]
