"""Changing rooms, which several parties share."""

import pytest

from booking.rules.catalogue.changing_rooms import ChangingRooms
from booking.vocabulary import Status
from tests.rules.asking import a_neighbour, a_place, asking, between, judged, sentences, statuses

ROOMS = ChangingRooms(tags=frozenset({"changing_1", "changing_2"}))
OPEN = "The changing room is open from 30 minutes before until 30 minutes after"
HALL = a_place(tags=frozenset({"changing_1"}))


def team(start: str, end: str, **facts):
    return a_neighbour(interval=between(f"2027-01-12T{start}", f"2027-01-12T{end}"), **facts)


def test_change__alone__is_told_when_it_is_open():
    assert sentences(judged(asking(), ROOMS)) == [f"{OPEN}."]


def test_change__two_consecutive_teams__share_it_and_are_told():
    """DK-36: two consecutive teams share one changing room -> overlap allowed up to capacity, flagged to caretaker."""
    asked = asking(neighbours=(team("18:30", "20:00", adjacent=False),))
    assert statuses(judged(asked, ROOMS)) == [Status.GRANTED]
    assert sentences(judged(asked, ROOMS)) == [f"{OPEN}; 1 other party has it at that time, too."]


def test_change__more_than_it_holds__is_flagged_and_never_refused():
    """DK-36."""
    others = (team("18:30", "20:00", adjacent=False), team("17:00", "18:30", tags=["changing_1"]))
    verdict = judged(asking(places=(HALL,), neighbours=others), ROOMS)
    assert statuses(verdict) == [Status.GRANTED]
    assert sentences(verdict) == [
        f"{OPEN}; 2 other parties have it at that time, too.",
        "3 parties use the changing room at that time, and it holds 2. "
        "Come changed, or agree with the others; the caretaker is told.",
    ]


@pytest.mark.parametrize(
    "other",
    [
        team("17:00", "18:30", tags=["changing_2"]),
        team("17:00", "18:30"),
        team("19:30", "20:00", adjacent=False),
    ],
)
def test_change__others_in_another_room_or_an_hour_later__are_not_counted(other):
    assert sentences(judged(asking(places=(HALL,), neighbours=(other,)), ROOMS)) == [f"{OPEN}."]
