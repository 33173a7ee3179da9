"""The shipped rulebook for New York's public spaces."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from booking.rules import engine
from booking.rules.facts import Applicant
from booking.rules.rulebook import read, shipped
from booking.vocabulary import Audience, BookingKind, OrganizationKind, Status, Track, VenueKind
from tests.rules.asking import a_holder, a_place, a_time, asking, statuses, taken

BOOK = read(shipped("nyc-parks"))
NEW_YORK = ZoneInfo("America/New_York")
LEAGUE = Applicant(slug="league", name="A League", kind=OrganizationKind.NETWORK, track=Track.LENDING)
FIELD = a_place(venue_kind=VenueKind.GREEN_AREA, space="park/field-1", name="Field 1", kind="field")
STREET = a_place(venue_kind=VenueKind.STREET, space="street/street", name="A Street", kind="street")


def judged(*times, **facts):
    permit = {
        "applicant": LEAGUE,
        "zone": NEW_YORK,
        "now": datetime(2021, 1, 1, tzinfo=UTC),
        "places": (FIELD,),
        "responsible_name": "",
        "responsible_phone": "",
        "people": 1,
    }
    asked = [a_time(start, end, index, NEW_YORK) for index, (start, end) in enumerate(times)]
    return engine.judge(BOOK, asking(*asked, **permit | facts))


def test_permit__youth_sport__is_granted_without_a_word():
    verdict = judged(("2021-04-10T09:00", "2021-04-10T11:00"), audience=Audience.YOUNG)
    assert (statuses(verdict), verdict.occurrences[0].findings, verdict.findings) == ([Status.GRANTED], (), ())


def test_permit__youth_sport_where_adults_play__waits_and_the_other_way_round_is_refused():
    times = ("2021-04-10T09:00", "2021-04-10T11:00")
    adults, young = (
        (taken(a_holder(track=Track.LENDING, audience=audience)),) for audience in (Audience.ADULTS, Audience.YOUNG)
    )
    assert statuses(judged(times, audience=Audience.YOUNG, taken=adults)) == [Status.WAITING]
    assert statuses(judged(times, audience=Audience.ADULTS, taken=young)) == [Status.REFUSED]


def test_permit__a_street_event_of_three_weeks__is_reserved_on_condition():
    verdict = judged(("2021-06-01T08:00", "2021-06-22T23:00"), kind=BookingKind.PUBLIC_EVENT, places=(STREET,))
    assert statuses(verdict) == [Status.CONDITIONAL]


def test_permit__a_sidewalk_for_two_months__is_reserved_on_condition():
    times = ("2021-12-28T09:00", "2022-02-28T19:00")
    verdict = judged(times, kind=BookingKind.PUBLIC_EVENT, places=(STREET,))
    assert statuses(verdict) == [Status.CONDITIONAL]


def test_permit__a_market_in_the_park_on_many_days__is_granted():
    days = [f"2021-{month:02}-03" for month in range(4, 12)]
    verdict = judged(*((f"{day}T06:00", f"{day}T18:00") for day in days), kind=BookingKind.MARKET)
    assert statuses(verdict) == [Status.GRANTED] * len(days)
