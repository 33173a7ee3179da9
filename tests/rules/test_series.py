"""Whether the same can be had every week."""

from booking.rules.catalogue.series import Series
from booking.vocabulary import Effect, Status
from tests.rules.asking import asking, judged, sentences, statuses, weekly

FOUR = weekly("2027-01-12T17:00", "2027-01-12T18:00", 4)


def test_repeat__where_there_are_no_series__is_refused_and_a_single_time_is_not():
    assert statuses(judged(asking(), Series(most=1))) == [Status.GRANTED]
    assert sentences(judged(asking(*FOUR), Series(most=1))) == [
        "Hallen is not given every week: one time is asked for at a time. Ask for one time."
    ]


def test_repeat__where_an_officer_decides_on_series__is_held():
    assert statuses(judged(asking(*FOUR), Series(most=1, effect=Effect.REVIEW))) == [Status.HELD] * 4


def test_repeat__more_often_than_the_most__keeps_the_earliest():
    verdict = judged(asking(*FOUR), Series(most=3))
    assert statuses(verdict) == [Status.GRANTED] * 3 + [Status.REFUSED]
    assert sentences(verdict) == [
        "A series has at most 3 times here; this one has 4. End the series earlier, and ask again for the rest later."
    ]
