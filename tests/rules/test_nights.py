"""Nights in a building that is not made for sleeping in."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from booking.rules.catalogue.nights import Nights
from booking.rules.facts import YearOfVenue
from booking.vocabulary import BookingKind, Status
from tests.rules.asking import a_place, asking, judged, sentences, statuses


def used(nights: int, year: int = 2027, venue: str = "skolen") -> YearOfVenue:
    """So many nights, from February on."""
    return YearOfVenue(venue, year, tuple(date(year, 2, 1) + timedelta(days=number) for number in range(nights)))


def staying(*times: tuple[str, str], **facts):
    return asking(*times, kind=BookingKind.OVERNIGHT, **facts)


CUP = ("2027-05-07T16:00", "2027-05-10T12:00")
OTHER_CUP = ("2027-09-03T16:00", "2027-09-06T12:00")


def test_stay__two_cups_of_3_nights_where_there_is_room_for_one__only_one_fits():
    """DK-66: 48 nights used this year and two cups ask for 3 nights -> only one fits; engine must keep a yearly counter
    per building. Of 50 nights, 47 used leave room for one of them, and 44 for both."""
    assert statuses(judged(staying(CUP, OTHER_CUP, years=(used(47),)), Nights())) == [Status.GRANTED, Status.REFUSED]
    assert statuses(judged(staying(CUP, OTHER_CUP, years=(used(44),)), Nights())) == [Status.GRANTED, Status.GRANTED]


def test_stay__3_nights_where_2_are_left__is_told_how_many_there_are():
    """DK-66."""
    assert sentences(judged(staying(CUP, years=(used(48),)), Nights())) == [
        "People may sleep in the building on 50 nights of a year; 48 of 2027 are taken, and with this it would be 51. "
        "Choose another building, another year, or 2 nights at most."
    ]
    assert sentences(judged(staying(CUP, years=(used(50),)), Nights()))[0].endswith(
        "Choose another building or another year."
    )


def test_stay__over_new_year__counts_in_the_year_in_which_each_night_begins():
    times = ("2027-12-30T18:00", "2028-01-03T10:00")
    full_after = (used(0), used(49, 2028))
    full_before = (used(49), used(0, 2028))
    assert statuses(judged(staying(times, years=(used(48), used(48, 2028))), Nights())) == [Status.GRANTED]
    assert "49 of 2028 are taken" in sentences(judged(staying(times, years=full_after), Nights()))[0]
    assert "49 of 2027 are taken" in sentences(judged(staying(times, years=full_before), Nights()))[0]


def test_stay__nights_of_another_building__are_not_counted():
    assert statuses(judged(staying(CUP, years=(used(50, venue="hallen"),)), Nights())) == [Status.GRANTED]


def test_stay__two_rooms_of_one_building__are_one_night():
    rooms = (a_place(), a_place(space="skolen/sal"))
    assert statuses(judged(staying(CUP, places=rooms, years=(used(47),)), Nights())) == [Status.GRANTED]


@pytest.mark.parametrize(("end", "status"), [("14", Status.GRANTED), ("15", Status.REFUSED)])
def test_stay__in_one_go__is_seven_nights_at_most(end, status):
    """DK-66: at most 7 days in one go."""
    assert statuses(judged(staying(("2027-05-07T16:00", f"2027-05-{end}T12:00")), Nights())) == [status]


def test_stay__eight_times_one_night_in_a_row__is_one_go_too():
    nights = [(f"2027-05-{day:02}T18:00", f"2027-05-{day + 1:02}T08:00") for day in (*range(1, 9), 11)]
    verdict = judged(staying(*nights), Nights())
    assert statuses(verdict) == [*[Status.GRANTED] * 7, Status.REFUSED, Status.GRANTED]
    assert sentences(verdict) == ["More than 7 nights in one go. Ask for 7 nights in a row at most."]


def test_stay__a_night_until_it_is_light_and_an_evening__an_evening_is_no_night():
    assert statuses(judged(staying(("2027-05-07T16:00", "2027-05-07T23:00"), years=(used(50),)), Nights())) == [
        Status.GRANTED
    ]


def test_stay__nights_that_are_lost_anyway__use_up_nothing():
    asked = staying(CUP, OTHER_CUP, years=(used(47),))
    assert list(Nights().judge(replace(asked, lost=frozenset({0})), asked.places[0], asked.times)) == []


def test_stay__on_a_night_when_others_sleep_there_too__is_no_night_more():
    """BR18 counts the nights of the building, not of each who sleeps in it."""
    full = used(50)
    stay = (f"{full.nights[-2]}T16:00", f"{full.nights[-1]}T12:00")
    assert statuses(judged(staying(stay, years=(full,), now=datetime(2026, 11, 1, tzinfo=UTC)), Nights())) == [
        Status.GRANTED
    ]
