"""Opening hours and closures as a calendar: what it says is when the place is open, and it blocks nobody's time."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from icalendar import Calendar, Event
from sqlalchemy import select

from booking.errors import Invalid, NotFound
from booking.model import Closure, Venue, db
from booking.services import closures, feed_hours, opening_hours
from booking.services.actors import SYSTEM
from booking.services.closures import Closing
from booking.services.feed_frames import Wish
from booking.vocabulary import ClosureKind
from calendars.hours import Span, WeeklyHours, openings
from calendars.intervals import Interval
from calendars.zone import days
from tests.feeds.conftest import FIRST, LAST, PUBLIC_URL
from tests.feeds.reading import by_uid, events, expanded
from tests.scenes import NOW, Scene

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
LATER = NOW + timedelta(hours=1)
WEEK = WeeklyHours(tuple(Span(weekday, 480, 1320) for weekday in range(5)))
WINTER = WeeklyHours((Span(2, 600, 720), Span(2, 780, 900)), date(2027, 2, 15), date(2027, 2, 21))
NIGHTS = WeeklyHours((Span(5, 1200, 1440 + 300), Span(6, 0 + 360, 1440)))
ALWAYS = WeeklyHours(tuple(Span(weekday, 0, 1440) for weekday in range(7)))

Told = Callable[..., str]


@pytest.fixture
def told(scene: Scene) -> Told:
    def text(venue: str = "skolen", now: datetime = LATER, first: date = FIRST, last: date = LAST) -> str:
        return feed_hours.hours_feed(Wish(venue, first=first, last=last), PUBLIC_URL, now).text

    return text


def opens(*periods: WeeklyHours, space: str | None = None, now: datetime = NOW) -> None:
    opening_hours.set_weekly_hours("skolen", space, periods, SYSTEM, now)


def closes(first: str, last: str, space: str | None = None, kind: ClosureKind = ClosureKind.CLOSED) -> None:
    """Whole days, or from moment to moment where a time is said."""
    all_day = "T" not in first
    if all_day:
        interval = days(date.fromisoformat(first), date.fromisoformat(last), COPENHAGEN)
    else:
        interval = Interval(*(datetime.fromisoformat(it).replace(tzinfo=COPENHAGEN) for it in (first, last)))
    closures.close("skolen", space, Closing(interval, all_day, "Gulvet; lakeres, igen", kind), SYSTEM, NOW)


def named(text: str, start: str) -> Sequence[Event]:
    return [event for event in events(text) if str(event["SUMMARY"]).startswith(start)]


def test_tell_hours__no_hours_and_no_closures__has_no_event(told: Told) -> None:
    assert events(told()) == []


@pytest.mark.parametrize("periods", [(WEEK,), (WEEK, WINTER), (NIGHTS,), (WINTER,), (NIGHTS, WINTER)])
def test_tell_hours__any_weekly_hours__expand_to_the_openings(told: Told, periods: tuple[WeeklyHours, ...]) -> None:
    opens(*periods)
    first, last = date(2027, 1, 1), date(2027, 11, 30)
    wanted = [(it.start, it.end) for it in openings(periods, first, last, COPENHAGEN)]
    found = [(it.start, it.end) for it in expanded(told(first=first, last=last), first, last)]
    around = days(first, last, COPENHAGEN)
    assert [it for it in found if it[1] > around.start and it[0] < around.end] == wanted


def test_tell_hours__the_same_on_several_weekdays__are_one_series_without_end(told: Told) -> None:
    opens(WEEK)
    (event,) = events(told())
    assert event["RRULE"].to_ical() == b"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    assert (str(event["SUMMARY"]), str(event["TRANSP"]), str(event["STATUS"])) == ("Åbent", "TRANSPARENT", "CONFIRMED")
    assert event["DTSTART"].params["TZID"] == "Europe/Copenhagen"


def test_tell_hours__around_the_clock__are_whole_days(told: Told) -> None:
    opens(ALWAYS)
    (event,) = events(told())
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)


def test_tell_hours__a_space_with_its_own__is_named(told: Told) -> None:
    opens(WEEK)
    opens(NIGHTS, space="bane")
    assert {str(event["SUMMARY"]) for event in events(told())} == {"Åbent", "Åbent: Bane"}


def test_tell_hours__closed_days__are_told_and_are_no_openings(told: Told) -> None:
    opens(WEEK)
    closes("2027-02-15", "2027-02-16")
    text = told()
    (closed,) = named(text, "Lukket")
    assert str(closed["SUMMARY"]) == "Lukket: Gulvet; lakeres, igen"
    assert (closed["DTSTART"].dt, closed["DTEND"].dt) == (date(2027, 2, 15), date(2027, 2, 17))
    assert str(closed["TRANSP"]) == "TRANSPARENT"
    opened = {event["DTSTART"].dt.date() for event in recurring_ical_events.of(_openings(text)).between(FIRST, LAST)}
    assert not opened & {date(2027, 2, 15), date(2027, 2, 16)}
    assert date(2027, 2, 17) in opened


def _openings(text: str) -> Calendar:
    calendar = Calendar.from_ical(text)
    calendar.subcomponents = [it for it in calendar.subcomponents if not str(it.get("SUMMARY")).startswith("Lukket")]
    return calendar


def test_tell_hours__closed_for_some_hours__has_the_times_and_keeps_the_opening(told: Told) -> None:
    opens(WEEK)
    closes("2027-02-15T10:00", "2027-02-15T12:00")
    (closed,) = named(told(), "Lukket")
    assert closed["DTSTART"].to_ical() == b"20270215T100000"
    assert all("EXDATE" not in event for event in events(told()))


def test_tell_hours__one_space_closed_or_open_after_all__says_which(told: Told) -> None:
    closes("2027-02-15", "2027-02-15", "hal-a")
    closes("2027-02-15", "2027-02-15", "bane", ClosureKind.REOPENED)
    assert {str(event["SUMMARY"]).partition(":")[0] for event in events(told())} == {
        "Lukket (Hal-a)",
        "Åbent alligevel (Bane)",
    }


def test_tell_hours__every_venue_closed__is_told_of_each(scene: Scene, told: Told) -> None:
    around = days(date(2027, 2, 15), date(2027, 2, 15), COPENHAGEN)
    with db.session() as session:
        times = {"starts_at": around.start, "ends_at": around.end, "created_at": NOW}
        session.add(Closure(venue_id=None, all_day=True, reason="Storm", **times))
        session.commit()
    for venue in ("skolen", "torvet"):
        assert [str(event["SUMMARY"]) for event in events(told(venue))] == ["Lukket: Storm"]


def test_tell_hours__changed__keep_their_uid_and_rise(told: Told) -> None:
    opens(WEEK)
    (before,) = by_uid(told()).items()
    opens(WeeklyHours(tuple(Span(weekday, 540, 1320) for weekday in range(5))), now=LATER)
    (after,) = by_uid(told(now=LATER + timedelta(hours=1))).items()
    assert before[0] == after[0]
    assert after[1]["SEQUENCE"] > before[1]["SEQUENCE"]
    assert (before[1]["DTSTAMP"].dt, after[1]["DTSTAMP"].dt) == (NOW, LATER)


def test_tell_hours__a_closure_withdrawn__is_gone_and_the_opening_told_anew(told: Told) -> None:
    opens(WEEK)
    closes("2027-02-15", "2027-02-15")
    before = by_uid(told())
    with db.session() as session:
        number = session.scalars(select(Closure.id)).one()
    closures.withdraw("skolen", None, number, SYSTEM, LATER)
    (after,) = by_uid(told(now=LATER + timedelta(hours=1))).items()
    assert "EXDATE" in before[after[0]]
    assert "EXDATE" not in after[1]
    assert after[1]["SEQUENCE"] > before[after[0]]["SEQUENCE"]
    assert after[1]["DTSTAMP"].dt == LATER


def test_tell_hours__at_another_address__keep_their_uids(scene: Scene) -> None:
    opens(WEEK)
    opens(NIGHTS, space="bane")
    closes("2027-02-15", "2027-02-15")
    wish = Wish("skolen", first=FIRST, last=LAST)
    here, there = (by_uid(feed_hours.hours_feed(wish, url, LATER).text) for url in (PUBLIC_URL, "https://new.example"))
    assert here.keys() == there.keys()
    assert all(UUID(str(event["UID"])) for event in here.values())


def test_tell_hours__of_one_space_changed__leave_those_of_others_as_they_were(told: Told) -> None:
    opens(WEEK, space="hal")
    opens(WEEK, space="bane")
    before = by_uid(told())
    opens(WINTER, WEEK, space="bane", now=LATER)
    after = by_uid(told(now=LATER + timedelta(hours=1)))
    (hall,) = (event for event in before.values() if str(event["SUMMARY"]) == "Åbent: Hal")
    assert after[str(hall["UID"])] == hall
    assert {event["DTSTAMP"].dt for event in after.values() if str(event["SUMMARY"]) == "Åbent: Bane"} == {LATER}


def test_tell_hours__the_venue_called_otherwise__are_stamped_anew(scene: Scene, told: Told) -> None:
    opens(WEEK)
    closes("2027-02-15", "2027-02-15")
    before = by_uid(told())
    scene.change(Venue, "skolen", name="Byskolen", edited_at=LATER)
    after = by_uid(told(now=LATER + timedelta(hours=1)))
    assert before.keys() == after.keys()
    assert {event["DTSTAMP"].dt for event in after.values()} == {LATER}


def test_tell_hours__in_another_zone__are_in_that_zone(scene: Scene, told: Told) -> None:
    scene.change(Venue, "skolen", timezone="America/New_York")
    opens(WEEK)
    (event,) = events(told())
    assert event["DTSTART"].params["TZID"] == "America/New_York"


def test_tell_hours__asked_again__are_the_same_octets(told: Told) -> None:
    opens(WEEK, WINTER)
    closes("2027-02-15", "2027-02-15")
    assert told() == told(now=LATER + timedelta(days=1))


def test_tell_hours__unknown_venue_or_senseless_days__are_errors(told: Told) -> None:
    with pytest.raises(NotFound):
        told("nothing")
    with pytest.raises(Invalid):
        told(first=LAST, last=FIRST)


def test_tell_hours__changed__date_the_feed_anew(scene: Scene) -> None:
    wish = Wish("skolen", first=FIRST, last=LAST)
    before = feed_hours.hours_feed(wish, PUBLIC_URL, LATER)
    opens(WEEK, now=LATER)
    after = feed_hours.hours_feed(wish, PUBLIC_URL, LATER + timedelta(hours=1))
    assert after.last_modified == LATER.astimezone(UTC) > before.last_modified
