"""What a place, or a use of it, is not for."""

from typing import Any

import pytest

from booking.rules.catalogue.not_allowed import NotAllowed
from booking.rules.details import Details
from booking.rules.scope import Scope, When
from booking.vocabulary import Alcohol, Effect, Status
from tests.rules.asking import a_place, asking, entry, judged, sentences, statuses, weekly

RULE = NotAllowed(text="Vehicles stay out of {parks}.", remedy="Carry things from the road.")


def scoped(**what: Any) -> Scope:
    return Scope({}, {}, {word: frozenset({value}) for word, value in what.items()})


def test_ask__for_what_is_not_allowed__is_refused_with_what_can_be_done_instead():
    assert statuses(judged(asking(), RULE)) == [Status.REFUSED]
    assert sentences(judged(asking(), RULE)) == ["Vehicles stay out of {parks}. Carry things from the road."]


def test_ask__for_what_an_officer_may_allow__is_held():
    rule = NotAllowed(text="No.", remedy="Ask.", effect=Effect.REVIEW)
    assert statuses(judged(asking(), rule)) == [Status.HELD]


@pytest.mark.parametrize(
    ("what", "details"),
    [
        ({"entrance_fee": "true"}, Details(entrance_fee=True)),
        ({"alcohol": "spirits"}, Details(alcohol=Alcohol.SPIRITS)),
        ({"vehicles": "true"}, Details(vehicles=True)),
        ({"lifesaver": "false"}, Details(lifesaver=False)),
    ],
)
def test_ask__with_a_detail_that_is_not_allowed__is_refused_and_without_saying_so_it_is_not(what, details):
    """DK-59, DK-68, DK-69, DK-78."""
    rule = entry(RULE, scope=scoped(**what))
    assert statuses(judged(asking(details=details), rule)) == [Status.REFUSED]
    assert statuses(judged(asking(), rule)) == [Status.GRANTED]


def test_ask__for_the_sfo_room_on_a_saturday__is_refused_and_the_classroom_is_not():
    """DK-65: SFO room Saturday -> no; classroom in building A -> yes. Rooms on alarm need staff."""
    weekend = Scope({"tag": frozenset({"alarmed"})}, {}, {}, When(weekdays=frozenset({5, 6})))
    rule = entry(RULE, scope=weekend)
    saturday = ("2027-01-16T10:00", "2027-01-16T12:00")
    sfo = a_place(space="skolen/sfo", tags=frozenset({"alarmed"}))
    assert statuses(judged(asking(saturday, places=(sfo,)), rule)) == [Status.REFUSED]
    assert statuses(judged(asking(saturday), rule)) == [Status.GRANTED]
    assert statuses(judged(asking(places=(sfo,)), rule)) == [Status.GRANTED]


def test_ask__for_a_series_with_one_such_day__loses_that_day_only():
    when = Scope({}, {}, {}, When(weekdays=frozenset({2})))
    tuesdays = weekly("2027-01-12T17:00", "2027-01-12T18:00", 1)
    asked = asking(*tuesdays, ("2027-01-13T17:00", "2027-01-13T18:00"))
    assert statuses(judged(asked, entry(RULE, scope=when))) == [Status.GRANTED, Status.REFUSED]
