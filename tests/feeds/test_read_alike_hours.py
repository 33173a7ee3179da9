"""Opening hours and closures in the programs of people: all read the same, and it is when the place is open."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest

from booking.services import closures, feed_hours, opening_hours
from booking.services.actors import SYSTEM
from booking.services.closures import Closing
from booking.services.feed_frames import Wish
from calendars.hours import Span, WeeklyHours, openings
from calendars.intervals import Interval
from calendars.zone import days
from tests.feeds.conftest import PUBLIC_URL
from tests.feeds.readers.every import read_alike
from tests.feeds.reading import COPENHAGEN, Shown
from tests.scenes import NOW, Scene

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
LATER = NOW + timedelta(hours=1)
SATURDAY, SUNDAY = 5, 6
DAY = 1440
CLOSINGS = (DAY, DAY + 90, DAY + 120, DAY + 150, DAY + 180, DAY + 300)
"""At midnight, before, in, at the ends of and after the hour that is skipped on 28 March and repeated on 31 October."""
MISTAKEN = ("node-ical", "libical")
"""Where a series begins between 02:00 and 03:00, which no place does: node-ical has what begins in the repeated hour
twice, libical what begins a week after the skipped hour an hour late."""

pytestmark = pytest.mark.database("sqlite")


@pytest.mark.parametrize("closes", CLOSINGS)
def test_read_alike__nights_when_the_clocks_change__are_open_as_long_as_they_are(scene: Scene, closes: int) -> None:
    hours = WeeklyHours((Span(SATURDAY, 1200, closes), Span(SUNDAY, 360, DAY)))
    assert open_times(hours) == [(it.start, it.end) for it in openings((hours,), FIRST, LAST, COPENHAGEN)]


@pytest.mark.parametrize(("opens", "but"), [(0, ()), (60, ()), (120, MISTAKEN), (150, MISTAKEN), (180, ())])
def test_read_alike__mornings_when_the_clocks_change__are_open_as_long_as_they_are(
    scene: Scene, opens: int, but: Sequence[str]
) -> None:
    hours = WeeklyHours((Span(SUNDAY, opens, 600),))
    assert open_times(hours, but=but) == [(it.start, it.end) for it in openings((hours,), FIRST, LAST, COPENHAGEN)]


def test_read_alike__winter_and_summer_hours__follow_each_other(scene: Scene) -> None:
    hours = (
        WeeklyHours(tuple(Span(weekday, 480, 1320) for weekday in range(5))),
        WeeklyHours((Span(2, 600, 720), Span(2, 780, 900)), date(2027, 2, 15), date(2027, 2, 21)),
        WeeklyHours(tuple(Span(weekday, 540, 1200) for weekday in range(7)), date(2027, 6, 28), date(2027, 8, 8)),
    )
    assert open_times(*hours) == [(it.start, it.end) for it in openings(hours, FIRST, LAST, COPENHAGEN)]


def test_read_alike__open_day_and_night__is_every_day(scene: Scene) -> None:
    times = open_times(WeeklyHours(tuple(Span(weekday, 0, DAY) for weekday in range(7))))
    assert [start.astimezone(COPENHAGEN).date() for start, _ in times] == [
        FIRST + timedelta(days=n) for n in range(365)
    ]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2027-02-02", "2027-02-02"),
        ("2027-03-28", "2027-03-28"),
        ("2027-03-27", "2027-04-04"),
        ("2027-10-31", "2027-10-31"),
        ("2027-02-02T12:00", "2027-02-02T15:00"),
        ("2027-03-27T20:00", "2027-03-28T12:00"),
        ("2027-10-30T20:00", "2027-11-01T06:00"),
        ("2027-10-30T20:00", "2027-10-31T02:30"),
        ("2027-10-31T02:15", "2027-10-31T02:45"),
    ],
)
def test_read_alike__closed__is_told_with_its_reason_and_no_opening_is_left(
    scene: Scene, first: str, last: str
) -> None:
    hours = WeeklyHours(tuple(Span(weekday, 480, 1320) for weekday in range(7)))
    closed = closes(first, last)
    told = told_by_all(hours)
    (shown,) = (it for it in told if it.summary == "Lukket: Gulvet; lakeres, igen \\ 🎉")
    assert Interval(shown.start, shown.end) == closed
    wanted = [
        it
        for it in openings((hours,), FIRST, LAST, COPENHAGEN)
        if not (closed.start <= it.start and it.end <= closed.end)
    ]
    assert [(it.start, it.end) for it in told if it.summary == "Åbent"] == [(it.start, it.end) for it in wanted]


def open_times(*periods: WeeklyHours, but: Sequence[str] = ()) -> Sequence[tuple[datetime, datetime]]:
    return [(it.start, it.end) for it in told_by_all(*periods, but=but)]


def told_by_all(*periods: WeeklyHours, but: Sequence[str] = ()) -> Sequence[Shown]:
    opening_hours.set_weekly_hours("skolen", None, periods, SYSTEM, NOW)
    text = feed_hours.hours_feed(Wish("skolen", first=FIRST, last=LAST), PUBLIC_URL, LATER).text
    return read_alike(text, FIRST, LAST, but)


def closes(first: str, last: str) -> Interval:
    """Whole days, or from moment to moment where a time is said."""
    all_day = "T" not in first
    if all_day:
        interval = days(date.fromisoformat(first), date.fromisoformat(last), COPENHAGEN)
    else:
        interval = Interval(*(datetime.fromisoformat(it).replace(tzinfo=COPENHAGEN) for it in (first, last)))
    closures.close("skolen", None, Closing(interval, all_day, "Gulvet; lakeres, igen \\ 🎉"), SYSTEM, NOW)
    return interval
