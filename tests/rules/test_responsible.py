"""Somebody to call."""

from booking.rules.catalogue.responsible import ResponsiblePerson
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
