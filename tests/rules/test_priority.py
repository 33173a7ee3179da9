"""Who is asked to give up a time, with which notice, how often, and with whose consent."""

from dataclasses import replace
from datetime import timedelta

import pytest

from booking.rules.catalogue.officer import Review
from booking.rules.catalogue.priority import Priority
from booking.rules.details import Details
from booking.rules.order.ranks import Rank
from booking.vocabulary import Audience, BookingKind, Effect, Outcome, Status, Track
from tests.rules.asking import (
    CLUB,
    GROUP,
    NOW,
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


def test_displace__the_school_asks_five_days_before__is_refused_unless_it_is_acute_maintenance():
    """DK-47: the school takes its room back only with notice."""
    in_five_days = ("2027-01-09T17:00", "2027-01-09T18:00")
    asked = {"applicant": SCHOOL, "taken": (taken(a_holder()),)}
    exam = judged(asking(in_five_days, kind=BookingKind.TEACHING, activity="terminsprøve", **asked), Priority())
    burst_pipe = judged(asking(in_five_days, kind=BookingKind.MAINTENANCE, **asked), Priority())
    assert (statuses(exam), statuses(burst_pipe)) == ([Status.REFUSED], [Status.WAITING])
    assert findings(exam)[0].facts["days_ahead"] == 5


def test_displace__asked_too_late_to_be_decided__is_refused_and_told_so():
    """DK-47: three weeks for the administration, two for those who use it (Høje-Taastrup)."""
    rule = Priority(notice_days=14, ask_days=21)
    asked = {"taken": (taken(a_holder()),)}
    on_the_day = asking(("2027-01-25T17:00", "2027-01-25T18:00"), **asked)
    a_day_late = asking(("2027-01-24T17:00", "2027-01-24T18:00"), **asked)
    assert statuses(judged(on_the_day, rule)) == [Status.WAITING]
    assert statuses(judged(a_day_late, rule)) == [Status.REFUSED]
    assert sentences(judged(a_day_late, rule))[0].endswith("Choose a free time, or one that lies 21 days ahead.")
    decided_later = replace(on_the_day, asked_at=NOW, now=NOW + timedelta(days=7))
    assert statuses(judged(decided_later, rule)) == [Status.WAITING]


CAPPED = Priority(cap_percent=10)


def a_series(displaced: int, number: int = 30, **facts):
    return a_holder(series=True, series_times=number, series_displaced=displaced, **facts)


def test_cap__thirty_sessions_of_which_two_are_moved__a_third_may_be():
    """DK-48."""
    verdict = judged(asking(ON_18_JANUARY, taken=(taken(a_series(2)),)), CAPPED)
    facts = findings(verdict)[0].facts
    assert statuses(verdict) == [Status.WAITING]
    assert sentences(verdict)[0].startswith("The place is taken. The order is normally children and young people")
    assert [facts[name] for name in ("displaced", "series_times", "cap_percent")] == [2, 30, 10]


def test_cap__thirty_sessions_of_which_three_are_moved__a_fourth_needs_the_clubs_consent_or_the_committee():
    """DK-48."""
    asked = asking(ON_18_JANUARY, kind=BookingKind.TOURNAMENT, taken=(taken(a_series(3)),))
    verdict = judged(asked, CAPPED)
    assert (statuses(verdict), findings(verdict)[0].effect) == ([Status.WAITING], Effect.DISPLACE)
    assert sentences(verdict)[0] == (
        "The place is taken. The order is normally children and young people before activities for adults, but they "
        "have given up 3 of 30 times; more than 10 % takes their consent or a decision of the committee. "
        "Agree with them and say so in the request, or choose a free time."
    )
    strict = judged(asked, replace(CAPPED, over_cap=Effect.INFORM))
    assert statuses(strict) == [Status.REFUSED]


def test_cap__they_agree__is_an_officers_decision_as_any_other():
    """DK-48: with the club's consent, and with less notice."""
    soon = ("2027-01-08T17:00", "2027-01-08T18:00")
    for times, holder in ((ON_18_JANUARY, a_series(3)), (soon, a_series(0))):
        asked = asking(times, taken=(taken(holder),), details=Details(displaced_agree=True))
        verdict = judged(asked, CAPPED)
        assert statuses(verdict) == [Status.WAITING]
        assert sentences(verdict)[0].startswith("The place is taken. The order is normally children")


def test_cap__a_series_against_a_series__counts_those_that_this_request_takes():
    """DK-48: one given up before, three of thirty at most, so two more."""
    holders = [a_series(1, occurrence=number) for number in range(4)]
    asked = asking(*weekly(*ON_18_JANUARY, 4), taken=tuple(taken(it, time=n) for n, it in enumerate(holders)))
    found = [finding for finding in findings(judged(asked, CAPPED)) if finding.rule == "priority"]
    assert [finding.facts["over_cap"] for finding in found] == [False, False, True, True]
    strict = judged(asked, replace(CAPPED, over_cap=Effect.INFORM))
    assert statuses(strict) == [Status.WAITING, Status.WAITING, Status.REFUSED, Status.REFUSED]


def test_cap__single_bookings__have_none():
    verdict = judged(asking(ON_18_JANUARY, taken=(taken(a_holder(series_times=1)),)), CAPPED)
    assert "displaced" not in findings(verdict)[0].facts


ASK_FIRST = Priority(asks_first=frozenset({BookingKind.OVERNIGHT}))


def test_consent__an_overnight_event_where_others_are__asks_them_first():
    """DK-49: the organiser talks with those already booked (Ballerup)."""
    event = {"kind": BookingKind.OVERNIGHT, "taken": (taken(a_holder()),)}
    unasked = judged(asking(ON_18_JANUARY, **event), ASK_FIRST)
    assert statuses(unasked) == [Status.REFUSED]
    assert sentences(unasked)[0] == (
        "The place is taken. Before this use (overnight stay) you agree with those who have it. Ask the municipality "
        "to put you in touch with them, and say in the request that they agree; or choose a free time."
    )
    agreed = judged(asking(ON_18_JANUARY, details=Details(displaced_agree=True), **event), ASK_FIRST)
    assert (statuses(agreed), findings(agreed)[0].effect) == ([Status.WAITING], Effect.DISPLACE)


def test_consent__they_come_first_in_order__is_an_officers_decision_all_the_same():
    """DK-49: it is their consent that counts, and the officer asks them."""
    own_use = taken(a_holder(track=Track.OWN_USE))
    agreed = Details(displaced_agree=True)
    asked = asking(ON_18_JANUARY, kind=BookingKind.OVERNIGHT, taken=(own_use,), details=agreed)
    assert statuses(judged(asked, ASK_FIRST)) == [Status.WAITING]
    training = replace(asked, kind=BookingKind.TRAINING)
    assert statuses(judged(training, ASK_FIRST)) == [Status.REFUSED]


def test_overriding__an_election_called_with_short_notice__takes_the_school_hall_from_all():
    """DK-51: and an officer sees to it that all affected are told."""
    rule = Priority(
        overriding_activities=frozenset({"valg"}), cap_percent=10, asks_first=frozenset({BookingKind.PUBLIC_EVENT})
    )
    holders = (a_series(3, audience=Audience.CHILDREN), a_holder(track=Track.OWN_USE, occurrence=8))
    tomorrow = ("2027-01-05T07:00", "2027-01-05T23:00")
    asked = asking(
        tomorrow,
        applicant=SCHOOL,
        activity="Valg til Folketinget",
        kind=BookingKind.PUBLIC_EVENT,
        audience=Audience.MIXED,
        taken=(taken(*holders),),
    )
    verdict = judged(asked, rule)
    assert (statuses(verdict), findings(verdict)[0].effect) == ([Status.WAITING], Effect.DISPLACE)
    a_clubs_own = replace(asked, applicant=CLUB, track=Track.ASSIGNMENT, activity="Valg af bestyrelse")
    assert statuses(judged(a_clubs_own, rule)) == [Status.REFUSED]


def test_overriding__of_a_series_that_has_given_up_its_share__is_held_to_no_cap():
    """DK-48, DK-51: an officer departs from nothing by granting it."""
    pipe = {"applicant": SCHOOL, "kind": BookingKind.MAINTENANCE}
    verdict = judged(asking(ON_18_JANUARY, taken=(taken(a_series(3)),), **pipe), CAPPED)
    assert (statuses(verdict), findings(verdict)[0].facts["over_cap"]) == ([Status.WAITING], False)
