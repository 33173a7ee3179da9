"""Small events, which need little, and those that are larger."""

import pytest

from booking.rules.catalogue.size import SmallEvent
from booking.vocabulary import Effect, Status
from tests.rules.asking import a_place, asking, judged, sentences, statuses

NOON = ("2027-06-05T12:00", "2027-06-05T13:00")
LIGHT = SmallEvent(people=99, minutes=60)


def test_gather__fewer_than_100_for_an_hour__goes_its_simple_way():
    """DK-72: fewer than 100 participants and at most an hour."""
    assert sentences(judged(asking(NOON, people=99), LIGHT)) == []


@pytest.mark.parametrize(
    ("people", "end", "larger"),
    [
        (100, "13:00", "more than 99 persons"),
        (99, "13:15", "longer than 60 minutes"),
        (100, "14:00", "more than 99 persons and longer than 60 minutes"),
    ],
)
def test_gather__more_or_longer__goes_to_an_officer_with_what_is_larger(people, end, larger):
    asked = asking(("2027-06-05T12:00", f"2027-06-05T{end}"), people=people)
    assert statuses(judged(asked, LIGHT)) == [Status.HELD]
    assert sentences(judged(asked, LIGHT)) == [
        f"Larger than a small event: {larger}. Keep below that, and it is a small event."
    ]


def test_stay__100_persons_for_one_night_in_one_room__is_a_small_event():
    """DK-66: small event = at most 100 persons, 1 night, 1 room (Ballerup)."""
    small = SmallEvent(people=100, nights=1, places=1, effect=Effect.CONDITION)
    night = ("2027-05-07T18:00", "2027-05-08T10:00")
    assert sentences(judged(asking(night, people=100), small)) == []
    rooms = (a_place(), a_place(space="skolen/sal"))
    larger = asking(("2027-05-07T18:00", "2027-05-09T10:00"), people=100, places=rooms)
    assert statuses(judged(larger, small)) == [Status.CONDITIONAL]
    assert sentences(judged(larger, small))[0].startswith("Larger than a small event: more than 1 night and more than")


def test_gather__with_no_bound_at_all__contradicts_itself():
    assert list(SmallEvent().contradictions())
    assert not list(LIGHT.contradictions())
