"""How to get in, when that takes time to arrange."""

from booking.rules.catalogue.access import Fob
from booking.vocabulary import Access, Status
from tests.rules.asking import a_place, asking, findings, judged, sentences, statuses, weekly

WITH_FOB = a_place(access=Access.FOB)


def test_get_in__sooner_than_a_fob_can_be_had__is_granted_and_told():
    """DK-63: ten working days."""
    verdict = judged(asking(*weekly("2027-01-12T17:00", "2027-01-12T18:00", 2), places=(WITH_FOB,)), Fob())
    assert statuses(verdict) == [Status.GRANTED, Status.GRANTED]
    assert [finding.times for finding in findings(verdict)] == [(0,)]
    assert sentences(verdict) == [
        "Hallen is opened with a personal key fob, which takes 10 working days to get. "
        "Without a fob, choose a time from Monday 18 January 2027 on, or ask the caretaker to open."
    ]


def test_get_in__without_fob__nothing_is_said():
    assert sentences(judged(asking(), Fob())) == []
