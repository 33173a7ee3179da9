"""A stretch of time is said as people say it, by the clock of the place."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from booking.services.wording import say
from booking.wording import Text
from calendars import zone
from calendars.intervals import Interval

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


@pytest.mark.parametrize(
    ("start", "end", "danish", "english"),
    [
        (
            "2027-01-12T18:00",
            "2027-01-12T19:30",
            "tirsdag den 12. januar kl. 18.00–19.30",
            "Tuesday 12 January 18:00–19:30",
        ),
        (
            "2027-01-15T22:00",
            "2027-01-16T02:00",
            "fredag den 15. januar kl. 22.00 til lørdag den 16. januar kl. 02.00",
            "Friday 15 January 22:00 to Saturday 16 January 02:00",
        ),
        (
            "2027-01-15T22:00",
            "2027-01-16T00:00",
            "fredag den 15. januar kl. 22.00–24.00",
            "Friday 15 January 22:00–24:00",
        ),
        (
            "2027-07-05T00:00",
            "2027-08-09T00:00",
            "mandag den 5. juli kl. 00.00 til søndag den 8. august kl. 24.00",
            "Monday 5 July 00:00 to Sunday 8 August 24:00",
        ),
        (
            "2027-12-31T22:00",
            "2028-01-01T02:00",
            "fredag den 31. december 2027 kl. 22.00 til lørdag den 1. januar 2028 kl. 02.00",
            "Friday 31 December 2027 22:00 to Saturday 1 January 2028 02:00",
        ),
        (
            "2027-12-31T22:00",
            "2028-01-01T00:00",
            "fredag den 31. december kl. 22.00–24.00",
            "Friday 31 December 22:00–24:00",
        ),
        (
            "2027-03-28T00:00",
            "2027-03-28T06:00",
            "søndag den 28. marts kl. 00.00–06.00",
            "Sunday 28 March 00:00–06:00",
        ),
    ],
)
def test_say__interval__is_the_clock_of_the_place(start: str, end: str, danish: str, english: str) -> None:
    """Behaviour 6: an end at 24:00 is an end, and is said so."""
    when = zone.interval(datetime.fromisoformat(start), datetime.fromisoformat(end), COPENHAGEN)
    text = Text("{when}", {"when": when})
    assert (say(text, "da", COPENHAGEN), say(text, "en", COPENHAGEN)) == (danish, english)


def test_say__day_of_23_hours__ends_at_24() -> None:
    text = Text("{when}", {"when": zone.day(date(2027, 3, 28), COPENHAGEN)})
    assert say(text, "da", COPENHAGEN) == "søndag den 28. marts kl. 00.00–24.00"


def test_say__no_zone__is_utc_and_says_so() -> None:
    when = Interval(datetime(2027, 1, 12, 17, tzinfo=UTC), datetime(2027, 1, 12, 18, tzinfo=UTC))
    text = Text("{when}, {at}", {"when": when, "at": when.start})
    assert say(text, "da") == "tirsdag den 12. januar kl. 17.00–18.00 UTC, tirsdag den 12. januar 2027 kl. 17.00 UTC"
