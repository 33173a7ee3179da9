"""What goes on next door: what does not go beside it, and what must be agreed."""

from dataclasses import replace

import pytest

from booking.rules.catalogue.neighbours import Coordination, Neighbours
from booking.rules.details import Details
from booking.vocabulary import BookingKind, Effect, Status, VenueKind
from tests.rules.asking import a_neighbour, a_place, asking, judged, sentences, statuses, weekly

NOISE = Neighbours(
    loud_tags=frozenset({"noise_out"}),
    loud_kinds=frozenset({BookingKind.MARKET}),
    loud_activities=frozenset({"tromme"}),
    quiet_tags=frozenset({"noise_sensitive"}),
    quiet_activities=frozenset({"eksamen"}),
)
EXAM = a_neighbour(kind=BookingKind.TEACHING, activity="Skriftlig eksamen, 9. klasse")


def test_share__a_drum_class_beside_an_exam_in_the_next_room__is_a_conflict():
    """DK-44: drum class beside an exam in the next room -> conflict without overlapping room."""
    asked = asking(activity="Trommer for begyndere", neighbours=(EXAM,))
    assert statuses(judged(asked, NOISE)) == [Status.HELD]
    assert sentences(judged(asked, NOISE)) == [
        "Next door quiet is needed then (teaching), and this is loud. "
        "Choose another time or a place farther away, or agree with those next door."
    ]


def test_share__an_exam_beside_a_drum_class__is_the_same_conflict_the_other_way_round():
    """DK-44."""
    asked = asking(activity="Eksamen", neighbours=(a_neighbour(activity="Trommeskolen"),))
    assert sentences(judged(asked, NOISE))[0].startswith("Next door it is loud then (training), and this needs quiet.")


@pytest.mark.parametrize(
    "loud",
    [
        {"places": (a_place(tags=frozenset({"noise_out"})),)},
        {"kind": BookingKind.MARKET},
        {"details": Details(amplified_music=True)},
    ],
)
def test_share__whatever_is_loud__does_not_go_beside_an_exam(loud):
    asked = asking(neighbours=(EXAM,), **loud)
    assert statuses(judged(asked, replace(NOISE, effect=Effect.REFUSE))) == [Status.REFUSED]


def test_share__two_that_are_loud_or_two_that_are_quiet__go_together():
    loud, quiet = a_neighbour(tags=["noise_out"]), a_neighbour(tags=["noise_sensitive"])
    assert sentences(judged(asking(activity="Trommer", neighbours=(loud,)), NOISE)) == []
    assert sentences(judged(asking(activity="Eksamen", neighbours=(quiet,)), NOISE)) == []


def test_share__handball_beside_an_exam_or_drums_after_one__nothing_is_said():
    after = a_neighbour(activity="Eksamen", adjacent=False)
    assert sentences(judged(asking(neighbours=(EXAM,)), NOISE)) == []
    assert sentences(judged(asking(activity="Trommer", neighbours=(after,)), NOISE)) == []


def test_share__a_season_of_drums__only_the_dates_of_the_exams_are_concerned():
    exams = tuple(a_neighbour(time, activity="Eksamen", kind=BookingKind.TEACHING) for time in (1, 2))
    asked = asking(*weekly("2027-01-12T17:00", "2027-01-12T18:00", 4), activity="Trommer", neighbours=exams)
    assert statuses(judged(asked, NOISE)) == [Status.GRANTED, Status.HELD, Status.HELD, Status.GRANTED]
    assert len(sentences(judged(asked, NOISE))) == 1


def test_coordinate__a_flea_market_and_childrens_theatre_beside_it__both_if_they_go_together():
    """DK-77: loppemarked on the square and children's theatre in the park beside, same Saturday -> both, if noise tags
    are compatible and set-up traffic is staggered."""
    theatre = a_neighbour(kind=BookingKind.PUBLIC_EVENT, activity="Børneteater", tags=["outdoor"])
    square = a_place(venue_kind=VenueKind.SQUARE, space="byen/plads")
    market = {"kind": BookingKind.MARKET, "activity": "Loppemarked", "places": (square,)}
    asked = asking(("2027-06-05T10:00", "2027-06-05T16:00"), neighbours=(theatre,), **market)
    assert statuses(judged(asked, NOISE, Coordination())) == [Status.CONDITIONAL]
    assert sentences(judged(asked, NOISE, Coordination())) == [
        "Others are near then: public event. "
        "Agree with them on setting up, traffic and sound; the municipality puts you in touch."
    ]
    quiet = a_neighbour(kind=BookingKind.PUBLIC_EVENT, activity="Børneteater", tags=["noise_sensitive"])
    asked = asking(("2027-06-05T10:00", "2027-06-05T16:00"), neighbours=(quiet,), **market)
    assert statuses(judged(asked, NOISE, Coordination())) == [Status.HELD]


def test_coordinate__others_in_the_same_place_shortly_before__is_agreed_with_them():
    asked = asking(neighbours=(a_neighbour(adjacent=False, kind=BookingKind.MARKET),))
    assert statuses(judged(asked, Coordination(effect=Effect.INFORM))) == [Status.GRANTED]
    assert sentences(judged(asking(), Coordination())) == []


def test_share__with_nothing_loud_or_nothing_quiet__contradicts_itself():
    assert list(Neighbours().contradictions())
    assert list(Neighbours(loud_music=False, quiet_tags=frozenset({"noise_sensitive"})).contradictions())
    assert not list(NOISE.contradictions())
