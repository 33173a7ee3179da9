"""Lanes for more than one party."""

import pytest

from booking.rules.catalogue.lanes import LanesPerParty
from booking.vocabulary import Status
from tests.rules.asking import a_place, asking, judged, sentences, statuses, taken


@pytest.mark.parametrize(("lanes", "status"), [(None, Status.GRANTED), (3, Status.GRANTED), (4, Status.REFUSED)])
def test_swim__in_so_many_lanes__is_granted_up_to_the_most(lanes, status):
    asked = asking(lanes=lanes, places=(a_place(lanes=6),))
    assert statuses(judged(asked, LanesPerParty(most=3))) == [status]


def test_swim__in_too_many_lanes__is_told_the_most():
    assert sentences(judged(asking(lanes=4), LanesPerParty(most=3))) == [
        "One party gets at most 3 lanes here; 4 are asked for. Ask for 3 lanes or fewer."
    ]


def test_swim__in_more_lanes_than_there_are__is_refused_by_no_rule_of_a_rulebook():
    asked = asking(lanes=8, places=(a_place(lanes=6),), taken=(taken(lanes_short=2),))
    verdict = judged(asked)
    assert statuses(verdict) == [Status.REFUSED]
    assert sentences(verdict) == ["There are 2 lanes too few, whoever else is there. Ask for fewer lanes."]
    assert not verdict.everything_lost_is_taken
