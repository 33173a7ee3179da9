"""What must be said of an event before it can be settled."""

from dataclasses import fields

from booking.rules.catalogue.needs import Needs
from booking.rules.detail_names import WANTED, Detail
from booking.rules.details import Details
from booking.vocabulary import Alcohol, Effect, Status
from tests.rules.asking import asking, judged, sentences, statuses

NEEDS = Needs(details=(Detail.ALCOHOL, Detail.ENTRANCE_FEE, Detail.SLEEPING_PEOPLE), people_from=50)


def test_say__nothing_of_a_large_event__is_told_all_that_must_be_known():
    assert sentences(judged(asking(people=50), NEEDS)) == [
        "The municipality must know which alcohol is served, if any, whether people pay to get in and how many stay "
        "overnight. Say it in the request; “no”, “none” and 0 are answers, too."
    ]


def test_say__some_of_it__is_told_the_rest():
    asked = asking(people=50, details=Details(alcohol=Alcohol.NONE, sleeping_people=0))
    assert sentences(judged(asked, NEEDS))[0].startswith("The municipality must know whether people pay to get in.")


def test_say__that_there_is_none_of_it__is_enough():
    details = Details(alcohol=Alcohol.NONE, entrance_fee=False, sleeping_people=0)
    assert sentences(judged(asking(people=50, details=details), NEEDS)) == []


def test_say__nothing_of_a_small_event__is_enough():
    assert sentences(judged(asking(people=49), NEEDS)) == []


def test_say__nothing_where_it_can_be_said_later__is_reserved_meanwhile():
    needs = Needs(details=(Detail.ALCOHOL,), effect=Effect.CONDITION)
    assert statuses(judged(asking(), needs)) == [Status.CONDITIONAL]


def test_name_details__each_field__has_a_name():
    names = [field.name for field in fields(Details)]
    assert list(Detail) == names
    assert list(WANTED) == names
