"""So many persons that it must be planned where they stand, sit and get out."""

import pytest

from booking.rules.catalogue.load_plan import LoadPlan, SharedExits
from booking.rules.facts import Layout
from booking.vocabulary import Status
from tests.rules.asking import a_neighbour, a_place, asking, judged, sentences, statuses, weekly

AULA = a_place(
    name="Aulaen", capacity=150, layouts={"rows": Layout(300, plan="P-7"), "tables": Layout(200), "groups": Layout(90)}
)
EXITS = SharedExits(tags=frozenset({"section_1", "section_2"}))


def a_room(*tags: str):
    return a_place(tags=frozenset(tags))


def test_plan__150_persons__need_none():
    """DK-41: a room approved for more than 150 may be used without a plan for 150 or fewer."""
    assert sentences(judged(asking(people=150, places=(a_place(),)), LoadPlan())) == []


def test_plan__151_persons_without_one__are_reserved_on_condition_with_a_date():
    asked = asking(("2027-03-16T19:00", "2027-03-16T22:00"), people=151)
    assert statuses(judged(asked, LoadPlan())) == [Status.CONDITIONAL]
    assert sentences(judged(asked, LoadPlan())) == [
        "151 persons in Hallen: with more than 150, an approved plan of where people stand and sit is needed. "
        "Have a plan approved by Tuesday 16 February 2027, choose a layout that has one, or come with 150 or fewer."
    ]


def test_plan__a_layout_that_has_one__is_told_its_number():
    asked = asking(people=200, places=(AULA,), layout="rows")
    assert (statuses(judged(asked, LoadPlan())), sentences(judged(asked, LoadPlan()))) == (
        [Status.GRANTED],
        ["200 persons in Aulaen: the approved plan of where people stand and sit is to be followed: P-7."],
    )


@pytest.mark.parametrize(
    ("layout", "status"), [(None, Status.GRANTED), ("groups", Status.GRANTED), ("tables", Status.CONDITIONAL)]
)
def test_plan__a_room_that_holds_no_more_than_150__needs_none(layout, status):
    """Of many persons in several rooms, no room has more than it holds."""
    assert statuses(judged(asking(people=180, places=(AULA,), layout=layout), LoadPlan())) == [status]


def test_leave__two_events_of_100_in_two_connected_rooms_sharing_escape_routes__are_counted_together():
    """DK-41: two events of 100 in two connected rooms sharing escape routes -> sum counts."""
    asked = asking(people=100, places=(a_room("section_1"),), neighbours=(a_neighbour(tags=["section_1"], people=100),))
    assert statuses(judged(asked, EXITS)) == [Status.REFUSED]
    assert sentences(judged(asked, EXITS)) == [
        "100 persons are next door then, with the same way out, and 100 are expected here. "
        "There may be 150 in all: come with 50 persons at most, or choose another time or place."
    ]


@pytest.mark.parametrize(
    ("tags", "adjacent", "status"),
    [
        (["section_2"], True, Status.GRANTED),
        (["stage"], True, Status.GRANTED),
        (["section_1"], False, Status.GRANTED),
        (["section_1", "stage"], True, Status.REFUSED),
    ],
)
def test_leave__other_ways_or_other_times__are_not_counted(tags, adjacent, status):
    near = a_neighbour(tags=tags, adjacent=adjacent, people=100)
    asked = asking(people=51, places=(a_room("section_1", "stage"),), neighbours=(near,))
    assert statuses(judged(asked, EXITS)) == [status]


def test_leave__a_series__loses_only_the_times_with_others_next_door():
    near = [a_neighbour(time, ["section_1"], people=people) for time, people in ((0, 60), (1, 60), (1, 95))]
    season = weekly("2027-01-12T17:00", "2027-01-12T18:00", 3)
    asked = asking(*season, people=60, places=(a_room("section_1"),), neighbours=tuple(near))
    assert statuses(judged(asked, EXITS)) == [Status.GRANTED, Status.REFUSED, Status.GRANTED]
    assert sentences(judged(asked, EXITS))[0].endswith("There may be 150 in all: choose another time or place.")
