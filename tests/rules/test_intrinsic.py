"""What no rulebook can set aside."""

from dataclasses import replace

import pytest

from booking.rules.facts import Flaw
from booking.vocabulary import BookingKind, Outcome, Status
from tests.rules.asking import NOW, a_place, a_time, asking, findings, judged, sentences, statuses


def test_judge__a_time_that_has_begun__is_refused():
    asked = asking(("2027-01-04T09:59", "2027-01-04T12:00"), ("2027-01-04T10:00", "2027-01-04T12:00"))
    verdict = judged(asked)
    assert statuses(verdict) == [Status.REFUSED, Status.GRANTED]
    assert sentences(verdict) == ["The time has passed. Choose a time that lies ahead."]
    assert asked.now == NOW


@pytest.mark.parametrize(("flaw", "word"), [(Flaw.SKIPPED, "does not exist"), (Flaw.REPEATED, "happens twice")])
def test_judge__a_time_in_a_clock_change__is_refused_with_the_reason_and_the_rest_kept(flaw, word):
    """Behaviour 10: a series loses that date, with the reason."""
    good, bad = a_time("2027-03-21T01:30", "2027-03-21T05:00"), a_time("2027-03-28T01:30", "2027-03-28T05:00")
    verdict = judged(asking(good, replace(bad, flaw=flaw)))
    assert (verdict.outcome, statuses(verdict)) == (Outcome.PARTLY, [Status.GRANTED, Status.REFUSED])
    assert word in sentences(verdict)[0]


def test_judge__a_place_that_cannot_be_booked__is_refused_with_the_published_reason():
    verdict = judged(
        asking(places=(a_place(), a_place(space="skolen/kontor", name="Kontoret", not_bookable="Personale.")))
    )
    assert sentences(verdict) == ["Kontoret cannot be booked: Personale. Choose another place."]
    assert [finding.place for finding in findings(verdict)] == ["skolen/kontor"]
    assert [finding.firm for finding in findings(verdict)] == [True]


def test_judge__a_demonstration_at_a_time_that_has_passed__is_refused_as_there_is_no_such_time():
    asked = asking(("2027-01-04T08:00", "2027-01-04T09:00"), kind=BookingKind.DEMONSTRATION)
    assert statuses(judged(asked)) == [Status.REFUSED]
