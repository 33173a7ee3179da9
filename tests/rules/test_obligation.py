"""What those who use a place take upon themselves, and by when."""

from datetime import date

from booking.rules.catalogue.obligation import Obligation
from booking.vocabulary import Effect, Status
from tests.rules.asking import asking, judged, sentences, statuses

NEIGHBOURS = Obligation(text="The neighbours are told.", days_before=7)


def test_oblige__anything__is_granted_and_told():
    rule = Obligation(text="Only {those} named use the place.")
    assert statuses(judged(asking(), rule)) == [Status.GRANTED]
    assert sentences(judged(asking(), rule)) == ["Only {those} named use the place."]


def test_oblige__by_some_days_before__tells_the_date():
    """DK-74: neighbours told in time before there is music."""
    assert sentences(judged(asking(), NEIGHBOURS)) == ["The neighbours are told. Do it by Tuesday 5 January 2027."]


def test_oblige__with_an_authority__tells_whom_to_turn_to():
    texts = [
        sentences(judged(asking(), Obligation(text="Told.", authority="the police", days_before=days)))[0]
        for days in (0, 3, 10)
    ]
    assert texts == [
        "Told. Turn to the police.",
        "Told. Turn to the police by Saturday 9 January 2027.",
        "Told. That was to be done by Saturday 2 January 2027: turn to the police at once.",
    ]


def test_oblige__after_the_date__is_told_so_and_an_officer_may_have_to_decide():
    late = Obligation(text="The neighbours are told.", days_before=14, late=Effect.REVIEW)
    assert sentences(judged(asking(), late)) == [
        "The neighbours are told. That was to be done by Tuesday 29 December 2026: do it at once."
    ]
    assert statuses(judged(asking(), late)) == [Status.HELD]
    assert statuses(judged(asking(), Obligation(text="Told.", days_before=14))) == [Status.GRANTED]


def test_oblige__by_a_day_of_the_season__tells_that_day():
    """DK-28: clubs report what they really need by week 42."""
    rule = Obligation(text="Report what you really need.", by=date(2027, 10, 22))
    assert sentences(judged(asking(), rule)) == ["Report what you really need. Do it by Friday 22 October 2027."]


def test_oblige__by_a_day_and_some_days_before__contradicts_itself():
    assert list(Obligation(text="Told.", by=date(2027, 10, 22), days_before=14).contradictions())
    assert not list(NEIGHBOURS.contradictions())
