"""Amplified music: on how many days, and until when."""

from datetime import date, timedelta

import pytest

from booking.rules.catalogue.music import MusicDays, MusicEnds
from booking.rules.details import Details
from booking.rules.facts import YearOfVenue
from booking.vocabulary import BookingKind, Status
from tests.rules.asking import asking, judged, sentences, statuses, weekly

LOUD = Details(amplified_music=True)
SATURDAY = ("2027-06-05T14:00", "2027-06-05T20:00")


def year(days: int, year: int = 2027, venue: str = "skolen") -> YearOfVenue:
    """As many days of music, from New Year on."""
    music = tuple(date(year, 1, 1) + timedelta(days=number) for number in range(days))
    return YearOfVenue(venue, year, (), music)


def test_play__the_21st_day_of_a_year__is_refused():
    """DK-74: at most 20 music days a year in one park."""
    assert statuses(judged(asking(SATURDAY, details=LOUD, years=(year(19),)), MusicDays())) == [Status.GRANTED]
    assert sentences(judged(asking(SATURDAY, details=LOUD, years=(year(20),)), MusicDays())) == [
        "There is amplified music on 20 days of 2027 here already; 20 are the most. "
        "Choose another place, play without amplifier, or choose a day on which there is music already."
    ]


@pytest.mark.parametrize("details", [Details(amplified_music=False), Details()])
def test_play__a_church_concert_without_amplifier_when_the_quota_is_reached__is_not_counted(details):
    """DK-74: quota 20 reached; a church concert (acoustic) asks -> not counted (category without sound terms)."""
    asked = asking(SATURDAY, kind=BookingKind.PUBLIC_EVENT, details=details, years=(year(20),))
    assert sentences(judged(asked, MusicDays(), MusicEnds())) == []


def test_play__on_a_day_with_music_already_or_in_another_year_or_park__is_granted():
    same_day = asking(("2027-01-05T14:00", "2027-01-05T20:00"), details=LOUD, years=(year(20),))
    elsewhere = asking(SATURDAY, details=LOUD, years=(year(20, venue="parken"), year(20, 2028)))
    assert statuses(judged(same_day, MusicDays())) == [Status.GRANTED]
    assert statuses(judged(elsewhere, MusicDays())) == [Status.GRANTED]


def test_play__a_series_that_is_partly_over_it__keeps_the_earliest_days():
    asked = asking(*weekly("2027-06-05T14:00", "2027-06-05T20:00", 3), details=LOUD, years=(year(18),))
    assert statuses(judged(asked, MusicDays())) == [Status.GRANTED, Status.GRANTED, Status.REFUSED]


@pytest.mark.parametrize(
    ("end", "status"),
    [
        ("2027-06-03T22:00", Status.GRANTED),
        ("2027-06-03T22:15", Status.REFUSED),
        ("2027-06-04T23:00", Status.GRANTED),
        ("2027-06-04T23:15", Status.REFUSED),
        ("2027-06-05T23:00", Status.GRANTED),
        ("2027-06-06T22:15", Status.REFUSED),
        ("2027-05-05T23:00", Status.GRANTED),
    ],
)
def test_play__in_the_evening__ends_at_22_before_working_days_and_at_23_otherwise(end, status):
    """DK-74: Thursday 3 June to Sunday 6 June 2027, and the evening before Kristi himmelfart, 6 May."""
    holidays = {date(2027, 5, 6): "Kristi himmelfartsdag"}
    asked = asking((f"{end[:10]}T18:00", end), details=LOUD, public_holidays=holidays)
    assert statuses(judged(asked, MusicEnds())) == [status]


def test_play__until_after_midnight__is_the_evening_before():
    asked = asking(("2027-06-05T18:00", "2027-06-06T01:00"), details=LOUD)
    assert sentences(judged(asked, MusicEnds())) == [
        "Amplified music ends at 23:00. End at 23:00 at the latest, or play without amplifier."
    ]
    assert statuses(judged(asking(("2027-06-06T00:30", "2027-06-06T01:00"), details=LOUD), MusicEnds())) == [
        Status.REFUSED
    ]
