"""Room for others, and for the fire engine, to get past."""

import pytest

from booking.rules.catalogue.passage import FreePassage
from booking.rules.details import Details
from booking.vocabulary import Status
from tests.rules.asking import a_place, asking, judged, sentences, statuses

STREET = a_place(name="Centrumgaden")


@pytest.mark.parametrize(("centimetres", "status"), [(479, Status.REFUSED), (480, Status.GRANTED)])
def test_pass__a_fire_engine_in_centrumgaden__needs_480_centimetres(centimetres, status):
    """DK-76: 4.8 m fire lane on Centrumgaden and Stationsvej."""
    asked = asking(places=(STREET,), details=Details(passage_centimetres=centimetres))
    assert statuses(judged(asked, FreePassage(centimetres=480))) == [status]


def test_pass__too_narrow__is_told_how_wide_it_must_be():
    asked = asking(places=(STREET,), details=Details(passage_centimetres=350))
    assert sentences(judged(asked, FreePassage(centimetres=480))) == [
        "4.8 metres of Centrumgaden must be kept free to pass; 3.5 would be. Set up so that 4.8 metres are free."
    ]


def test_pass__nothing_said__is_granted_and_told_how_wide_it_must_be():
    asked = asking(places=(STREET,))
    assert statuses(judged(asked, FreePassage(centimetres=130))) == [Status.GRANTED]
    assert sentences(judged(asked, FreePassage(centimetres=130))) == [
        "1.3 metres of Centrumgaden are kept free to pass."
    ]
