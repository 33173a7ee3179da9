"""What becomes of a time at which others stand in the way."""

from booking.vocabulary import Audience, Outcome, Status, Track
from tests.rules.asking import a_holder, asking, findings, judged, sentences, statuses, taken, weekly


def test_share__a_taken_time__is_refused_with_what_takes_it():
    """Behaviour 15: taken, and by what kind of use."""
    verdict = judged(asking(taken=(taken(a_holder()),)))
    assert (verdict.outcome, statuses(verdict)) == (Outcome.REFUSED, [Status.REFUSED])
    assert sentences(verdict) == [
        "Taken Tuesday 12 January 17:00–19:00 by training (adults). "
        "Choose another time or place; the nearest free ones are listed as alternatives."
    ]
    assert verdict.everything_lost_is_taken


def test_share__taken_by_several__tells_the_first_and_how_many_more():
    holders = (a_holder(), a_holder(occurrence=8), a_holder(occurrence=9, audience=Audience.SENIORS))
    verdict = judged(asking(taken=(taken(*holders),)))
    assert "by training (adults) and 2 other bookings." in sentences(verdict)[0]
    assert findings(verdict)[0].facts["holders"] == 3


def test_share__never_says_who_has_the_time():
    """Behaviour 24: the public never learns who comes."""
    facts = findings(judged(asking(taken=(taken(a_holder(track=Track.LENDING)),))))[0].facts
    assert not {"organization", "booking", "responsible_name"} & set(facts)


def test_share__one_date_of_a_series_taken__the_rest_is_kept():
    verdict = judged(asking(*weekly("2027-01-12T17:00", "2027-01-12T18:00", 3), taken=(taken(a_holder(), time=2),)))
    assert (verdict.outcome, statuses(verdict)) == (Outcome.PARTLY, [Status.GRANTED, Status.GRANTED, Status.REFUSED])


def test_share__two_times_of_one_request_that_overlap__is_told_that_it_asks_twice():
    asked = asking(
        ("2027-01-12T17:00", "2027-01-12T19:00"), ("2027-01-12T18:00", "2027-01-12T20:00"), taken=(taken(time=1),)
    )
    assert sentences(judged(asked)) == ["This time overlaps another one of the same request. Leave out one of the two."]
