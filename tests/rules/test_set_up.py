"""Time to set up and to clear up again."""

from booking.rules.catalogue.set_up import SetUp
from booking.rules.facts import Layout
from booking.vocabulary import Status
from tests.rules.asking import a_place, asking, judged, sentences, statuses

THEATRE = a_place(layouts={"theatre": Layout(100, setup_minutes=30, clear_up_minutes=20)})


def test_set_up__fewer_minutes_than_the_layout_needs__is_refused_with_the_minutes():
    """DK-37: set-up and clear-up belong to the booking."""
    asked = asking(layout="theatre", setup_minutes=15, places=(THEATRE,))
    assert sentences(judged(asked, SetUp())) == [
        "Setting up takes 30 minutes; 15 are asked for. Ask for 30 minutes of set-up before the start.",
        "Clearing up takes 20 minutes; 0 are asked for. Ask for 20 minutes of clear-up after the end.",
    ]


def test_set_up__the_minutes_of_the_layout__are_enough():
    asked = asking(layout="theatre", setup_minutes=30, clear_up_minutes=20, places=(THEATRE,))
    assert statuses(judged(asked, SetUp())) == [Status.GRANTED]


def test_set_up__without_a_layout__only_the_rules_own_minutes_are_needed():
    assert statuses(judged(asking(places=(THEATRE,)), SetUp())) == [Status.GRANTED]
    assert sentences(judged(asking(places=(THEATRE,)), SetUp(clear_up_minutes=10))) == [
        "Clearing up takes 10 minutes; 0 are asked for. Ask for 10 minutes of clear-up after the end."
    ]
