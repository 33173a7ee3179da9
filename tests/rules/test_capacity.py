"""Room for everybody, and enough of them."""

import pytest

from booking.rules.catalogue.capacity import Capacity, MinimumPersons
from booking.rules.facts import Layout
from booking.vocabulary import Effect, Status
from tests.rules.asking import a_place, asking, judged, sentences, statuses

LAYOUTS = {"rows": Layout(80), "tables": Layout(40)}


@pytest.mark.parametrize(("people", "status"), [(60, Status.GRANTED), (61, Status.REFUSED)])
def test_come__as_many_as_the_space_holds_and_one_more__the_last_is_too_many(people, status):
    asked = asking(people=people, places=(a_place(capacity=60),))
    assert statuses(judged(asked, Capacity())) == [status]


def test_come__too_many__is_told_how_many_would_do():
    assert sentences(judged(asking(people=61, places=(a_place(capacity=60),)), Capacity())) == [
        "There is room for 60 persons, and 61 are expected. Come with 60 persons or fewer, or choose a larger place."
    ]


@pytest.mark.parametrize(("layout", "status"), [("rows", Status.GRANTED), ("tables", Status.REFUSED)])
def test_come__in_a_layout__its_own_capacity_counts(layout, status):
    """DK-41: persons for each room and layout."""
    asked = asking(people=70, layout=layout, places=(a_place(capacity=60, layouts=LAYOUTS),))
    assert statuses(judged(asked, Capacity())) == [status]


def test_come__in_a_layout_that_does_not_exist__is_refused_with_those_that_do():
    asked = asking(layout="circle", places=(a_place(layouts=LAYOUTS),))
    assert sentences(judged(asked, Capacity())) == [
        "There is no layout “circle”. Choose one of these layouts: rows and tables."
    ]


def test_come__to_two_spaces_at_once__their_sum_counts():
    places = (a_place(capacity=60), a_place(space="skolen/sal", capacity=30))
    assert statuses(judged(asking(people=90, places=places), Capacity())) == [Status.GRANTED]
    assert sentences(judged(asking(people=91, places=places), Capacity()))[0].startswith("There is room for 90 persons")


def test_come__where_no_capacity_is_known__nothing_is_said():
    assert sentences(judged(asking(people=5000), Capacity())) == []


def test_fill__fewer_than_the_space_is_for__is_refused_with_the_number():
    """DK-39: minimum participants."""
    assert sentences(judged(asking(people=4, places=(a_place(minimum=12),)), MinimumPersons())) == [
        "The place is given to 12 persons or more; the number expected is 4. "
        "Choose a smaller place or a part of this one, or come with 12 persons or more."
    ]


@pytest.mark.parametrize(("people", "status"), [(11, Status.HELD), (12, Status.GRANTED)])
def test_fill__around_the_minimum__is_enough_at_it(people, status):
    assert statuses(judged(asking(people=people), MinimumPersons(minimum=12, effect=Effect.REVIEW))) == [status]
