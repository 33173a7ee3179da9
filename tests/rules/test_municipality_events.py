"""The shipped rulebook of a municipality: what it says of events, nights, alcohol and urban spaces."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from booking.rules import engine
from booking.rules.details import Details
from booking.rules.facts import YearOfVenue
from booking.rules.rulebook import read, shipped
from booking.rules.verdict import Verdict
from booking.vocabulary import Access, Alcohol, Audience, BookingKind, Effect, Status, Track, VenueKind
from calendars.holidays import NamedPeriod
from tests.rules.asking import CLUB, GROUP, NOW, a_neighbour, a_place, asking, findings, statuses

BOOK = read(shipped("municipality"))
SATURDAY = ("2027-04-17T12:00", "2027-04-17T20:00")
PARTY = {"kind": BookingKind.PUBLIC_EVENT, "audience": Audience.MIXED}
HOUSE = a_place(venue_kind=VenueKind.CULTURE_HOUSE, space="huset/sal", kind="stage")
PARK = a_place(venue_kind=VenueKind.GREEN_AREA, venue="parken", space="parken/plaenen", kind="park")
STREET = a_place(venue_kind=VenueKind.STREET, space="gaden/gaden", tags=frozenset({"fire_lane"}))
WINE = Details(alcohol=Alcohol.BEER_AND_WINE, responsible_age=30)


def judged(*times, **facts) -> Verdict:
    return engine.judge(BOOK, asking(*times, **facts))


def effects(verdict: Verdict) -> dict[str, Effect]:
    return {finding.rule: finding.effect for finding in findings(verdict)}


def refused(verdict: Verdict) -> set[str]:
    return {rule for rule, effect in effects(verdict).items() if effect is Effect.REFUSE}


@pytest.mark.parametrize("kind", [BookingKind.TRAINING, BookingKind.MEETING, BookingKind.TEACHING, BookingKind.MATCH])
@pytest.mark.parametrize("place", [HOUSE, a_place(access=Access.FOB), PARK])
def test_book__everyday_use__needs_no_detail(kind, place):
    """The policy: ask only for what a rule needs; the default is yes."""
    verdict = judged(("2027-04-13T17:00", "2027-04-13T19:00"), kind=kind, places=(place,))
    assert statuses(verdict) == [Status.GRANTED]
    assert set(effects(verdict).values()) <= {Effect.INFORM}


@pytest.mark.parametrize(("kind", "rule"), [(BookingKind.PRIVATE, {"private-is-let"}), (BookingKind.OTHER, set())])
def test_celebrate__the_chairmans_daughters_confirmation_or_the_clubs_own_party__only_the_latter_is_lent(kind, rule):
    """DK-01, DK-05: foreningsformand's daughter's confirmation in the klubhus -> no; the club's own party -> yes."""
    assert refused(judged(SATURDAY, kind=kind, places=(HOUSE,))) == rule


def test_swim__a_running_mothers_group__gets_a_gym_and_no_swimming_hall():
    """DK-06: ad hoc running-mothers' group wants a swimming hall -> no; wants a free gym -> yes."""
    pool = a_place(venue_kind=VenueKind.SWIMMING_POOL, space="badet/bassin", kind="pool")
    assert refused(judged(applicant=GROUP, audience=Audience.ADULTS, places=(pool,))) == {"approval-swimming"}
    assert statuses(judged(applicant=GROUP, audience=Audience.ADULTS)) == [Status.GRANTED]


def test_ask_ahead__a_group_for_the_next_season__is_refused_where_the_seasons_are_named():
    """DK-06."""
    season = (("season", NamedPeriod("Sæson", date(2026, 8, 1), date(2027, 3, 31))),)
    april = ("2027-04-13T17:00", "2027-04-13T19:00")
    assert refused(judged(april, applicant=GROUP, periods=season)) == {"running-season"}
    assert refused(judged(april, periods=season)) == set()


def test_book__a_choir_without_a_declaration_beside_a_chess_club_with_one__only_the_choir_is_refused():
    """DK-03: senior choir without declaration vs chess club with -> chess club."""
    choir = replace(CLUB, declaration_until=None)
    assert refused(judged(applicant=choir)) == {"children-declaration"}
    assert refused(judged()) == set()


def test_book__after_the_approval_lapses__is_at_risk_and_not_deleted():
    """DK-02: approval lapses in March, season time to June -> bookings after lapse go to "at risk"."""
    club = replace(CLUB, approved_until=date(2027, 3, 31))
    verdict = judged(("2027-03-30T17:00", "2027-03-30T18:00"), ("2027-04-06T17:00", "2027-04-06T18:00"), applicant=club)
    assert statuses(verdict) == [Status.GRANTED, Status.CONDITIONAL]


def test_ask__the_bookclub_for_tomorrow_and_the_concert_in_three_weeks__is_only_the_bookclub_in_time():
    """DK-29: bookclub wants a library room tomorrow -> yes at once; concert for 200 in three weeks -> too late."""
    library = a_place(venue_kind=VenueKind.LIBRARY, kind="meeting-room")
    tomorrow = ("2027-01-05T17:00", "2027-01-05T19:00")
    bookclub = judged(tomorrow, applicant=GROUP, kind=BookingKind.MEETING, people=8, places=(library,))
    concert = judged(("2027-01-25T19:00", "2027-01-25T22:00"), people=200, places=(HOUSE,), **PARTY)
    assert statuses(bookclub) == [Status.GRANTED]
    assert refused(concert) == {"notice-large-event"}


def test_train__in_four_working_days_without_a_fob__is_granted_with_a_warning():
    """DK-63: first training is in 4 working days but no fob -> booking confirmed with warning."""
    verdict = judged(("2027-01-08T17:00", "2027-01-08T18:00"), places=(a_place(access=Access.FOB),))
    assert statuses(verdict) == [Status.GRANTED]
    assert {"fob", "door-discipline"} <= effects(verdict).keys()


def test_charge__an_entrance_fee__is_refused_where_it_is_assigned_and_not_where_it_is_let():
    """DK-59."""
    details = Details(entrance_fee=True)
    assert refused(judged(SATURDAY, places=(HOUSE,), details=details, **PARTY)) == {"no-entrance-fee"}
    let = judged(SATURDAY, places=(HOUSE,), details=details, track=Track.LETTING, **PARTY)
    assert refused(let) == set()


def test_lend__staff_rooms_and_alarmed_rooms_at_weekends__never():
    """DK-46, DK-65."""
    office = a_place(kind="office", space="skolen/kontor")
    sfo = a_place(space="skolen/sfo", tags=frozenset({"alarmed"}))
    assert refused(judged(places=(office,))) == {"staff-rooms"}
    assert refused(judged(SATURDAY, places=(sfo,))) == {"alarmed-weekend"}
    assert effects(judged(places=(sfo,))) == {"alarmed": Effect.INFORM}


@pytest.mark.parametrize(
    ("people", "details", "found"),
    [
        (60, WINE, {"alcohol": Effect.INFORM}),
        (160, WINE, {"alcohol": Effect.CONDITION}),
        (60, replace(WINE, alcohol=Alcohol.SPIRITS), {"alcohol": Effect.CONDITION}),
        (160, replace(WINE, closed_circle=True), {"alcohol": Effect.INFORM}),
        (60, replace(WINE, alcohol=Alcohol.NONE), {}),
    ],
)
def test_serve__alcohol_indoors__is_told_permitted_or_free_by_number_kind_and_circle(people, details, found):
    """DK-68."""
    verdict = judged(SATURDAY, places=(HOUSE,), people=people, details=details, **PARTY)
    assert {rule: effect for rule, effect in effects(verdict).items() if rule == "alcohol"} == found
    assert refused(verdict) == set()


def test_serve__alcohol_outdoors_by_somebody_too_young_or_spirits_in_a_hall__is_said_by_each():
    """DK-68."""
    outdoors = judged(SATURDAY, places=(PARK,), details=WINE, **PARTY)
    young = judged(SATURDAY, places=(HOUSE,), details=replace(WINE, responsible_age=20), **PARTY)
    hall = a_place(venue_kind=VenueKind.SPORTS_HALL)
    spirits = judged(SATURDAY, places=(hall,), details=replace(WINE, alcohol=Alcohol.SPIRITS), **PARTY)
    assert statuses(outdoors) == [Status.CONDITIONAL]
    assert refused(young) == {"responsible-person"}
    assert refused(spirits) == {"no-spirits"}


def test_stay__48_nights_used_and_a_cup_of_3_nights__is_refused():
    """DK-66."""
    facts = {"kind": BookingKind.OVERNIGHT, "details": Details(sleeping_people=60, sleeping_in_one_room=60)}
    cup = ("2027-05-07T16:00", "2027-05-10T12:00")
    years = (YearOfVenue("skolen", 2027, tuple(date(2027, 1, 1) + timedelta(days=n) for n in range(48))),)
    hall = a_place(venue_kind=VenueKind.SPORTS_HALL)
    assert refused(judged(cup, years=years, places=(hall,), **facts)) == {"nights"}
    fitting = judged(cup, places=(hall,), **facts)
    assert statuses(fitting) == [Status.HELD]
    assert {"sleeping-plan", "fire-service-told", "agree-with-displaced"} <= effects(fitting).keys()


def test_stay__in_a_school_that_closes_at_22__goes_to_an_officer_and_is_not_refused():
    """DK-66: Ballerup's schools have overnight guests; the building is then in use outside opening hours."""
    hours = (("2027-05-07T08:00", "2027-05-07T22:00"), ("2027-05-08T08:00", "2027-05-08T22:00"))
    said = Details(sleeping_people=20, sleeping_in_one_room=20)
    verdict = judged(
        ("2027-05-07T17:00", "2027-05-08T10:00"), kind=BookingKind.OVERNIGHT, places=(a_place(*hours),), details=said
    )
    assert statuses(verdict) == [Status.HELD]
    assert effects(verdict)["opening-hours"] is Effect.REVIEW


@pytest.mark.parametrize(("guard", "found"), [(True, set()), (False, {"awake-guard"}), (None, set())])
def test_stay__more_than_150__need_an_awake_guard(guard, found):
    """DK-66: > 150 awake guard."""
    details = Details(sleeping_people=200, sleeping_in_one_room=40, awake_guard=guard)
    verdict = judged(SATURDAY, kind=BookingKind.OVERNIGHT, places=(HOUSE,), details=details)
    assert refused(verdict) == found
    assert ("needs-overnight" in effects(verdict)) == (guard is None)


def test_swim__with_nobody_to_save_lives__is_refused():
    """DK-69."""
    pool = a_place(venue_kind=VenueKind.SWIMMING_POOL, space="badet/bassin", kind="pool")
    assert effects(judged(places=(pool,))) == {"lifesaver": Effect.INFORM}
    assert refused(judged(places=(pool,), details=Details(lifesaver=False))) == {"no-lifesaver"}


def test_play__in_the_park__is_counted_ends_in_time_and_the_neighbours_are_told():
    """DK-74."""
    loud = {"places": (PARK,), "details": Details(amplified_music=True), **PARTY}
    full = (YearOfVenue("parken", 2027, (), tuple(date(2027, 1, day) for day in range(1, 21))),)
    assert {"neighbours-told", "sound-level"} <= effects(judged(SATURDAY, **loud)).keys()
    assert statuses(judged(SATURDAY, **loud)) == [Status.GRANTED]
    assert refused(judged(SATURDAY, years=full, **loud)) == {"music-days"}
    assert refused(judged(("2027-04-18T18:00", "2027-04-18T22:30"), **loud)) == {"music-ends"}
    soon = {**loud, "now": NOW.replace(month=4, day=10)}
    assert statuses(judged(SATURDAY, **soon)) == [Status.HELD]


def test_build__tents_stages_and_structures__are_reserved_on_condition():
    """DK-75."""
    large = Details(tent_square_metres=51, stage_centimetres=101, structures_square_metres=1001)
    small = Details(tent_square_metres=50, stage_centimetres=100, structures_square_metres=1000)
    assert statuses(judged(SATURDAY, places=(PARK,), details=large, **PARTY)) == [Status.CONDITIONAL]
    assert statuses(judged(SATURDAY, places=(PARK,), details=small, **PARTY)) == [Status.GRANTED]


def test_pass__in_the_fire_lane__needs_480_centimetres():
    """DK-76."""
    narrow = judged(SATURDAY, places=(STREET,), details=Details(passage_centimetres=400), **PARTY)
    assert refused(narrow) == {"free-passage"}
    pavement = replace(STREET, tags=frozenset())
    assert refused(judged(SATURDAY, places=(pavement,), details=Details(passage_centimetres=400), **PARTY)) == set()


def test_hold__a_market_for_profit_with_cars_in_a_park__hears_both():
    """DK-78: no cars; commercial -> rent."""
    details = Details(commercial=True, vehicles=True)
    market = {"kind": BookingKind.MARKET, "places": (PARK,), "details": details}
    assert refused(judged(SATURDAY, applicant=GROUP, **market)) == {"no-profit", "no-vehicles"}


def test_hold__a_market_beside_a_theatre__is_coordinated():
    """DK-77."""
    theatre = a_neighbour(kind=BookingKind.PUBLIC_EVENT)
    verdict = judged(SATURDAY, places=(PARK,), neighbours=(theatre,), people=120, **PARTY)
    assert effects(verdict)["coordination"] is Effect.CONDITION


def test_demonstrate__with_everything_that_others_need_permission_for__is_noted():
    """DK-73: never auto-refuse."""
    details = Details(amplified_music=True, road_closed=True, vehicles=True, stage_centimetres=200)
    demonstration = {"kind": BookingKind.DEMONSTRATION, "people": 900, "details": details, "applicant": GROUP}
    verdict = judged(("2027-01-06T22:00", "2027-01-06T23:30"), places=(STREET,), **demonstration)
    assert statuses(verdict) == [Status.NOTED]
    assert set(effects(verdict).values()) == {Effect.INFORM}


def test_gather__a_large_event__is_reserved_while_what_must_be_known_is_said():
    verdict = judged(SATURDAY, places=(HOUSE,), people=120, **PARTY)
    assert statuses(verdict) == [Status.CONDITIONAL]
    assert effects(verdict)["needs-indoors"] is Effect.CONDITION
    said = Details(alcohol=Alcohol.NONE, entrance_fee=False)
    assert statuses(judged(SATURDAY, places=(HOUSE,), people=120, details=said, **PARTY)) == [Status.GRANTED]
