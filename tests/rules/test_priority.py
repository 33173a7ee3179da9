"""Who comes before whom where a time is taken."""

import pytest

from booking.rules.catalogue.officer import Review
from booking.rules.catalogue.priority import Priority, Rank
from booking.vocabulary import Audience, BookingKind, Effect, Outcome, Status, Track
from tests.rules.asking import (
    CLUB,
    GROUP,
    SCHOOL,
    a_holder,
    asking,
    findings,
    judged,
    sentences,
    statuses,
    taken,
    weekly,
)

ON_18_JANUARY = ("2027-01-18T17:00", "2027-01-18T18:00")
"""Two weeks from today."""


def test_outrank__children_where_adults_have_the_time__waits_for_an_officer():
    """DK-11: "normally", so that a person decides."""
    verdict = judged(asking(ON_18_JANUARY, taken=(taken(a_holder()),)), Priority())
    assert (verdict.outcome, statuses(verdict)) == (Outcome.REVIEW, [Status.WAITING])
    assert sentences(verdict)[0] == (
        "The place is taken. The order is normally children and young people before activities for adults: "
        "an officer decides. Choose a time that is free to be answered at once."
    )


def test_outrank__a_day_too_late_to_tell_them__is_refused_and_told_so():
    """DK-47: the displaced are told in time."""
    verdict = judged(asking(("2027-01-17T17:00", "2027-01-17T18:00"), taken=(taken(a_holder()),)), Priority())
    assert statuses(verdict) == [Status.REFUSED]
    assert [finding.effect for finding in findings(verdict)] == [Effect.INFORM, Effect.REFUSE]
    assert sentences(verdict)[0].endswith("Choose a free time, or one that lies 14 days ahead.")


def test_outrank__maintenance_that_cannot_wait__needs_no_notice():
    """DK-51."""
    asked = asking(
        ("2027-01-05T17:00", "2027-01-05T18:00"),
        applicant=SCHOOL,
        kind=BookingKind.MAINTENANCE,
        taken=(taken(a_holder(audience=Audience.CHILDREN)),),
    )
    assert statuses(judged(asked, Priority())) == [Status.WAITING]


@pytest.mark.parametrize(
    ("asked", "holder"),
    [
        ({"applicant": CLUB, "audience": Audience.CHILDREN}, {"audience": Audience.YOUNG}),
        ({"applicant": CLUB, "audience": Audience.CHILDREN}, {"track": Track.OWN_USE}),
        ({"applicant": CLUB, "audience": Audience.ADULTS}, {"track": Track.LENDING}),
        ({"applicant": GROUP, "audience": Audience.CHILDREN, "kind": BookingKind.PRIVATE}, {"track": Track.LETTING}),
    ],
)
def test_outrank__equals_or_those_without_the_right__are_refused(asked, holder):
    """DK-14: equal claims are not decided here; adults come first but take no time from others."""
    verdict = judged(asking(ON_18_JANUARY, taken=(taken(a_holder(**holder)),), **asked), Priority())
    assert statuses(verdict) == [Status.REFUSED]
    assert verdict.everything_lost_is_taken


def test_outrank__one_of_two_holders_only__is_refused():
    asked = asking(ON_18_JANUARY, taken=(taken(a_holder(), a_holder(track=Track.OWN_USE, occurrence=8)),))
    assert statuses(judged(asked, Priority())) == [Status.REFUSED]


def test_outrank__on_some_dates_of_a_series__only_those_wait():
    asked = asking(*weekly(*ON_18_JANUARY, 3), taken=(taken(a_holder(), time=1),))
    verdict = judged(asked, Priority())
    assert statuses(verdict) == [Status.GRANTED, Status.WAITING, Status.GRANTED]
    assert verdict.outcome is Outcome.REVIEW


def test_outrank__nothing_taken__nothing_is_said():
    assert sentences(judged(asking(), Priority())) == []


def test_outrank__under_an_order_of_ones_own__follows_it():
    """DK-10: Odense puts municipal youth activities inside the first rank."""
    adults_first = Priority(ranks=(Rank.ADULTS, Rank.LENDING), may_displace=frozenset({Rank.ADULTS}))
    asked = asking(ON_18_JANUARY, taken=(taken(a_holder(track=Track.LENDING)),))
    assert statuses(judged(asked, adults_first)) == [Status.WAITING]


def test_outrank__whoever_stands_outside_the_order__comes_last():
    only_children = Priority(ranks=(Rank.CHILDREN,))
    verdict = judged(asking(ON_18_JANUARY, taken=(taken(a_holder()),)), only_children)
    assert "before others:" in sentences(verdict)[0]


def test_wait__taken_where_an_officer_decides_anyway__waits_without_rank():
    verdict = judged(asking(taken=(taken(a_holder()),)), Review())
    assert statuses(verdict) == [Status.WAITING]
    assert [finding.effect for finding in findings(verdict)] == [Effect.REVIEW, Effect.REVIEW]
