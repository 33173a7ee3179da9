"""How a time that others hold can yet be had."""

import pytest

from booking.rules.catalogue.capacity import Capacity
from booking.rules.catalogue.priority import Priority
from booking.rules.facts import Hindrance, Part, Taken
from booking.services.wording import say
from booking.vocabulary import Audience, Status, Track, Way
from tests.rules.asking import COPENHAGEN, a_holder, a_place, asking, between, judged, weekly

EVENING = a_holder(interval=between("2027-01-12T17:00", "2027-01-12T19:00"))


def ways(asked, *rules, time=0):
    return [
        (it.way, say(it.text, "en", COPENHAGEN), it.change) for it in judged(asked, *rules).occurrences[time].proposals
    ]


def of(way, asked, *rules):
    return [(said, change) for each, said, change in ways(asked, *rules) if each is way]


def test_propose__lanes_are_free__asks_for_as_many():
    asked = asking(places=(a_place(lanes=6),), taken=(Taken(0, (EVENING,), lanes_short=3, lanes_free=2),))
    assert of(Way.SHARE, asked) == [("2 lanes are free then: ask for as many.", {"lanes": 2})]


def test_propose__lanes_that_are_free_but_beside_others_who_do_not_go_along__are_not_offered():
    taken = Taken(0, (EVENING,), lanes_free=2, hindrance=Hindrance.APART)
    assert of(Way.SHARE, asking(places=(a_place(lanes=6),), taken=(taken,))) == []


def test_propose__a_half_is_free_and_large_enough__names_it():
    """DK-40: half hall A taken 17-18; request whole hall: alternative = half B."""
    parts = (
        Part("skolen/a", "Hal A", 40, ()),
        Part("skolen/b", "Hal B", 40, (0,)),
        Part("skolen/c", "Rummet", 5, (0,)),
    )
    asked = asking(taken=(Taken(0, (EVENING,)),), parts=parts)
    assert of(Way.SHARE, asked) == [("Hal B is free then: ask for it, and share the place.", {"spaces": ["skolen/b"]})]


def test_propose__part_of_the_time_is_free__asks_for_that():
    rest = (between("2027-01-12T16:00", "2027-01-12T17:00"), between("2027-01-12T19:00", "2027-01-12T19:15"))
    asked = asking(("2027-01-12T16:00", "2027-01-12T19:15"), taken=(Taken(0, (EVENING,), rest=rest),))
    assert of(Way.SPLIT, asked) == [
        (
            "Tuesday 12 January 16:00–17:00 is free: ask for that part of the time.",
            {"start": "2027-01-12T16:00", "end": "2027-01-12T17:00"},
        )
    ]


@pytest.mark.parametrize(
    ("end", "first", "second"),
    [
        ("18:30", "17:00–17:45", "17:45–18:30"),
        ("19:00", "17:00–18:00", "18:00–19:00"),
        ("18:10", "17:00–17:30", "17:30–18:10"),
    ],
)
def test_propose__one_party_has_it_all__half_the_time_each(end, first, second):
    asked = asking(("2027-01-12T17:00", f"2027-01-12T{end}"), taken=(Taken(0, (EVENING,)),))
    [(said, change)] = of(Way.SPLIT, asked)
    assert first in said
    assert second in said
    assert change == {}


def test_propose__two_parties_have_it__nobody_is_to_halve_with_both():
    other = a_holder(booking="b-8", occurrence=8)
    assert of(Way.SPLIT, asking(taken=(Taken(0, (EVENING, other)),))) == []


def test_propose__two_series__every_other_week_each():
    """DK-21: even and odd weeks."""
    holder = a_holder(series=True)
    asked = asking(*weekly("2027-01-12T17:00", "2027-01-12T17:45", 4), taken=tuple(Taken(n, (holder,)) for n in (0, 2)))
    [(said, _)] = of(Way.SPLIT, asked)
    assert said == "Every other week each, if those who have it agree: you in odd weeks; this is week 2."


def test_propose__the_whole_of_a_place_with_lanes_is_held__half_of_it_each():
    asked = asking(places=(a_place(lanes=6),), taken=(Taken(0, (EVENING,), lanes_short=6),))
    assert ("Half of it each: 3 of 6 lanes, if those who have it agree.", {}) in of(Way.SPLIT, asked)


def test_propose__those_who_come_later_in_order__yield_by_the_rule_that_says_so():
    asked = asking(
        audience=Audience.CHILDREN, taken=(Taken(0, (a_holder(),)),), now=between("2026-11-01", "2026-11-02").start
    )
    verdict = judged(asked, Priority())
    [proposal] = [it for it in verdict.occurrences[0].proposals if it.way is Way.YIELD]
    assert proposal.rule == "priority"
    assert verdict.occurrences[0].status is Status.WAITING
    assert not [it for it in verdict.occurrences[0].proposals if it.way is Way.WAIT]


def test_propose__nothing_but_the_holder_in_the_way__one_can_wait():
    asked = asking(taken=(Taken(0, (a_holder(Track.OWN_USE),)),))
    assert of(Way.WAIT, asked)[0][1] == {"wait": True}
    assert judged(asking(taken=asked.taken, wait=True)).occurrences[0].status is Status.WAITING


def test_propose__something_else_refuses_the_whole_request__nothing_is_to_be_had_here():
    asked = asking(
        people=200, places=(a_place(lanes=6, capacity=100),), taken=(Taken(0, (EVENING,), lanes_short=3, lanes_free=2),)
    )
    assert ways(asked, Capacity()) == []


def test_propose__a_time_that_is_free__nothing():
    assert ways(asking()) == []


def test_propose__the_same_facts_twice__the_same_in_the_same_order():
    asked = asking(places=(a_place(lanes=6),), taken=(Taken(0, (EVENING,), lanes_short=3, lanes_free=2),))
    assert ways(asked) == ways(asked)
    assert [way for way, _, _ in ways(asked)] == [Way.SHARE, Way.SPLIT, Way.WAIT]
