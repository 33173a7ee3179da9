"""Dated closures."""

from booking.rules.catalogue.closures import Closures
from booking.vocabulary import Effect, Status
from tests.rules.asking import a_place, asking, findings, judged, sentences, statuses, weekly

PAINTING = ("2027-01-19T00:00", "2027-01-20T00:00", "Maling af gulvet")


def test_close__a_time_in_it__is_refused_with_the_reason():
    asked = asking(("2027-01-19T17:00", "2027-01-19T18:00"), places=(a_place(closings=[PAINTING]),))
    assert sentences(judged(asked, Closures())) == [
        "Closed Tuesday 19 January 00:00–24:00: Maling af gulvet. Choose a time outside the closure."
    ]


def test_close__only_clear_up_reaches_into_it__nothing_is_said():
    """Behaviour 4: a closure ignores buffers."""
    asked = asking(
        ("2027-01-18T22:00", "2027-01-19T00:00"), places=(a_place(closings=[PAINTING]),), clear_up_minutes=60
    )
    assert statuses(judged(asked, Closures())) == [Status.GRANTED]


def test_close__one_date_of_a_series__loses_that_date_only():
    """Behaviour 15: a series keeps its good dates."""
    times = weekly("2027-01-12T17:00", "2027-01-12T18:00", 3)
    verdict = judged(asking(*times, places=(a_place(closings=[PAINTING]),)), Closures())
    assert statuses(verdict) == [Status.GRANTED, Status.REFUSED, Status.GRANTED]
    assert [finding.times for finding in findings(verdict)] == [(1,)]


def test_close__two_closures_at_once__both_are_named():
    """Behaviour 20: every reason at once."""
    exam = ("2027-01-19T08:00", "2027-01-19T22:00", "Eksamen")
    asked = asking(("2027-01-19T17:00", "2027-01-19T18:00"), places=(a_place(closings=[PAINTING, exam]),))
    assert [finding.facts["reason"] for finding in findings(judged(asked, Closures()))] == [
        "Maling af gulvet",
        "Eksamen",
    ]


def test_close__under_another_effect__goes_to_an_officer():
    asked = asking(("2027-01-19T17:00", "2027-01-19T18:00"), places=(a_place(closings=[PAINTING]),))
    assert statuses(judged(asked, Closures(effect=Effect.REVIEW))) == [Status.HELD]


def test_close__without_a_reason__says_when():
    asked = asking(("2027-01-19T17:00", "2027-01-19T18:00"), places=(a_place(closings=[(*PAINTING[:2], "")]),))
    assert sentences(judged(asked, Closures()))[0].startswith("Closed Tuesday 19 January 00:00–24:00. Choose")
