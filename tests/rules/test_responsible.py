"""Somebody to call."""

import pytest

from booking.rules.catalogue.responsible import ResponsiblePerson
from booking.rules.details import Details
from booking.vocabulary import Status
from tests.rules.asking import asking, judged, sentences, statuses


def test_name__nobody__is_refused_with_what_is_needed():
    """DK-07."""
    assert sentences(judged(asking(responsible_name=" ", responsible_phone=""), ResponsiblePerson())) == [
        "Nobody is named as responsible on site. Name a person of age who is there, with a telephone number."
    ]


def test_name__somebody_without_telephone__is_refused_where_one_is_needed():
    asked = asking(responsible_phone="")
    assert statuses(judged(asked, ResponsiblePerson())) == [Status.REFUSED]
    assert statuses(judged(asked, ResponsiblePerson(phone=False))) == [Status.GRANTED]


def test_name__somebody_with_telephone__nothing_is_said():
    assert sentences(judged(asking(), ResponsiblePerson())) == []


def test_name__somebody_of_16__is_refused_with_an_offer_to_help():
    """DK-07: youth council aged 16 books -> needs a co-responsible adult; offer to connect them."""
    young = asking(details=Details(responsible_age=16))
    assert sentences(judged(young, ResponsiblePerson(min_age=18))) == [
        "The person responsible on site is 16, and must be 18 or more. "
        "Name a person of 18 or more who is there, too; if you know nobody, the municipality helps you find one."
    ]


@pytest.mark.parametrize(("age", "status"), [(17, Status.REFUSED), (18, Status.GRANTED), (None, Status.GRANTED)])
def test_name__somebody_of_age_or_without_an_age__is_good_enough(age, status):
    asked = asking(details=Details(responsible_age=age))
    assert statuses(judged(asked, ResponsiblePerson(min_age=18))) == [status]


def test_name__nobodys_age_where_it_must_be_said__is_refused():
    """DK-68: the responsible is 21 or more where alcohol is served."""
    rule = ResponsiblePerson(min_age=21, age_said=True)
    assert sentences(judged(asking(), rule)) == [
        "The person responsible on site must be 21 or more, and the age is not said. "
        "Say how old the person responsible is."
    ]
    assert statuses(judged(asking(details=Details(responsible_age=21)), rule)) == [Status.GRANTED]


def test_name__an_age_to_be_said_that_nothing_asks_for__contradicts_itself():
    assert list(ResponsiblePerson(age_said=True).contradictions())
    assert not list(ResponsiblePerson(min_age=21, age_said=True).contradictions())
