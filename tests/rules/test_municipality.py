"""The shipped rulebook of a municipality: what it says of requests that everybody makes."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from booking.rules import cancelling, engine
from booking.rules.facts import Place, Standing
from booking.rules.rulebook import read, shipped
from booking.rules.verdict import Verdict
from booking.vocabulary import Audience, BookingKind, Effect, Outcome, Status, Track, VenueKind
from calendars.holidays import NamedPeriod, public_holidays
from tests.rules.asking import (
    CLUB,
    GROUP,
    SCHOOL,
    a_holder,
    a_place,
    asking,
    findings,
    statuses,
    taken,
    weekly,
)

BOOK = read(shipped("municipality"))


def judged(*times, **facts) -> Verdict:
    return engine.judge(BOOK, asking(*times, **facts))


def rules(verdict: Verdict) -> set[str]:
    return {finding.rule for finding in findings(verdict)}


def library(**facts) -> Place:
    return a_place(("2027-01-12T08:00", "2027-01-12T22:00"), venue_kind=VenueKind.LIBRARY, **facts)


def urban(kind: VenueKind) -> Place:
    return a_place(venue_kind=kind, space="byen/plads", name="Pladsen", kind="area")


def test_train__a_club_every_week_in_a_school_hall__is_granted_at_once_without_a_word():
    openings = [(moment.start_local.replace(hour=8), moment.start_local.replace(hour=22)) for moment in SEASON]
    hall = a_place(*((opens.isoformat(), closes.isoformat()) for opens, closes in openings), capacity=100, minimum=12)
    verdict = judged(*SEASON, places=(hall,))
    assert (verdict.outcome, findings(verdict)) == (Outcome.GRANTED, [])


SEASON = weekly("2027-01-12T20:00", "2027-01-12T22:00", 20)


def test_train__before_school_is_out__is_for_the_school_itself():
    assert rules(judged(("2027-01-12T15:00", "2027-01-12T17:00"))) == {"lending-window"}
    own = judged(("2027-01-12T09:00", "2027-01-12T12:00"), applicant=SCHOOL, kind=BookingKind.TEACHING)
    assert statuses(own) == [Status.GRANTED]


def test_train__on_saturday_morning__is_granted():
    assert statuses(judged(("2027-01-16T09:00", "2027-01-16T12:00"))) == [Status.GRANTED]


def test_train__in_the_school_holiday_and_on_a_public_holiday__is_refused():
    periods = (("school_holiday", NamedPeriod("Vinterferie", date(2027, 2, 13), date(2027, 2, 21))),)
    assert rules(judged(("2027-02-16T17:00", "2027-02-16T18:00"), periods=periods)) == {"school-holidays"}
    holidays = public_holidays(date(2027, 1, 1), date(2027, 12, 31))
    assert rules(judged(("2027-05-06T17:00", "2027-05-06T18:00"), public_holidays=holidays)) == {"public-holidays"}


def test_train__more_than_a_year_ahead__is_refused_and_the_day_a_year_ahead_is_not():
    """Behaviour 21."""
    assert statuses(judged(("2028-01-04T17:00", "2028-01-04T18:00"), applicant=lasting_club())) == [Status.GRANTED]
    assert "horizon" in rules(judged(("2028-01-05T17:00", "2028-01-05T18:00")))


def lasting_club():
    return replace(CLUB, declaration_until=date(2028, 12, 31))


def test_meet__a_small_group_in_a_library_tomorrow__is_granted_at_once():
    """DK-29: tier 0."""
    room = library()
    asked = {"applicant": GROUP, "kind": BookingKind.MEETING, "places": (room,), "now": asking().now.replace(day=11)}
    assert statuses(judged(("2027-01-12T17:00", "2027-01-12T19:00"), people=24, **asked)) == [Status.GRANTED]
    assert rules(judged(("2027-01-12T17:00", "2027-01-12T19:00"), people=25, **asked)) == {"notice-library"}


def test_meet__until_the_alarm_in_a_library__is_refused():
    """DK-33."""
    asked = {"applicant": GROUP, "kind": BookingKind.MEETING, "places": (library(),)}
    assert rules(judged(("2027-01-12T20:00", "2027-01-12T22:00"), **asked)) == {"exit-margin"}
    assert rules(judged(("2027-01-12T20:00", "2027-01-12T21:45"), **asked)) == set()


@pytest.mark.parametrize(
    ("applicant", "status"),
    [(CLUB, Status.GRANTED), (GROUP, Status.REFUSED), (replace(GROUP, approved_from=date(2026, 1, 1)), Status.GRANTED)],
)
def test_swim__approved_or_not__only_approved_associations_get_lanes(applicant, status):
    """DK-06."""
    pool = a_place(venue_kind=VenueKind.SWIMMING_POOL, space="badet/bassin", kind="pool", lanes=6)
    assert statuses(judged(applicant=applicant, places=(replace(pool, openings=()),), lanes=2)) == [status]


def test_celebrate__a_private_party__is_only_let():
    """DK-05."""
    house = a_place(venue_kind=VenueKind.CULTURE_HOUSE)
    lent = judged(applicant=GROUP, kind=BookingKind.PRIVATE, places=(house,))
    let = judged(applicant=GROUP, kind=BookingKind.PRIVATE, places=(house,), track=Track.LETTING)
    assert rules(lent) == {"private-is-let", "as-found"}
    assert (statuses(let), rules(let)) == ([Status.HELD], {"review-let", "as-found"})


def test_demonstrate__on_a_square_that_is_taken__is_noted_and_the_police_are_spoken_of():
    """DK-73."""
    verdict = judged(
        ("2027-01-05T12:00", "2027-01-05T14:00"),
        applicant=GROUP,
        kind=BookingKind.DEMONSTRATION,
        people=3000,
        places=(urban(VenueKind.SQUARE),),
        taken=(taken(a_holder()),),
        responsible_name="",
    )
    assert statuses(verdict) == [Status.NOTED]
    assert "police-told" in rules(verdict)
    assert not {"notice-urban", "notice-urban-large"} & rules(verdict)


@pytest.mark.parametrize(
    ("kind", "people", "status"),
    [
        (VenueKind.GREEN_AREA, 30, Status.GRANTED),
        (VenueKind.GREEN_AREA, 100, Status.HELD),
        (VenueKind.SQUARE, 30, Status.CONDITIONAL),
        (VenueKind.SQUARE, 100, Status.HELD),
        (VenueKind.STREET, 30, Status.HELD),
    ],
)
def test_gather__in_the_open__is_granted_conditional_or_reviewed_by_place_and_number(kind, people, status):
    """DK-70 to DK-72."""
    times = ("2027-02-20T12:00", "2027-02-20T20:00")
    event = {"applicant": GROUP, "kind": BookingKind.PUBLIC_EVENT, "audience": Audience.MIXED, "people": people}
    assert statuses(judged(times, places=(urban(kind),), **event)) == [status]


def test_gather__in_the_open_at_night__knows_no_opening_hours():
    verdict = judged(("2027-02-20T22:00", "2027-02-21T02:00"), applicant=GROUP, places=(urban(VenueKind.GREEN_AREA),))
    assert statuses(verdict) == [Status.GRANTED]


def test_share__nine_hours_of_a_group_in_a_week__are_too_many():
    days = ("2027-01-12", "2027-01-13", "2027-01-14")
    verdict = judged(*((f"{day}T17:00", f"{day}T20:00") for day in days), applicant=GROUP)
    assert statuses(verdict) == [Status.GRANTED, Status.GRANTED, Status.REFUSED]


def test_displace__the_school_takes_its_hall_back_in_time__waits_for_an_officer():
    """DK-47."""
    asked = {"applicant": SCHOOL, "kind": BookingKind.PUBLIC_EVENT, "taken": (taken(a_holder()),)}
    assert statuses(judged(("2027-01-18T17:00", "2027-01-18T22:00"), **asked)) == [Status.WAITING]
    assert statuses(judged(("2027-01-17T17:00", "2027-01-17T22:00"), **asked)) == [Status.REFUSED]


def test_stay__over_night__goes_to_an_officer():
    verdict = judged(
        ("2027-03-20T18:00", "2027-03-21T09:00"),
        kind=BookingKind.OVERNIGHT,
        places=(a_place(venue_kind=VenueKind.SPORTS_HALL),),
    )
    assert statuses(verdict) == [Status.HELD]


def test_cancel__an_hour_before__is_given_back_and_told_that_it_is_late():
    """DK-52: giving time back is never refused."""
    asked = asking(now=datetime(2027, 1, 12, 15, tzinfo=UTC))
    assert [finding.effect for finding in cancelling.judge(BOOK, asked)] == [Effect.INFORM]
    assert cancelling.judge(BOOK, asking()) == []


def test_train__after_nobody_came_once__is_granted_without_a_word():
    """DK-54: what people do once is no pattern."""
    standing = Standing(times=3, absences=(date(2026, 12, 1),), in_a_row=1)
    assert findings(judged(("2027-01-12T17:00", "2027-01-12T18:00"), standing=standing)) == []
