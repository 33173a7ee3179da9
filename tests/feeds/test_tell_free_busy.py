"""Free and taken time: exactly what can be had, without a word about by whom."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from booking.errors import Invalid, NotFound
from booking.services import feed_busy
from booking.services.feed_frames import Wish
from booking.vocabulary import BookingKind
from tests.feeds.conftest import PUBLIC_URL
from tests.scenes import NOW, TUESDAY, WEEKLY, Scene

Told = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def told(scene: Scene) -> Told:
    """ "BUSY", "12T16:00-17:30" in UTC, by start."""

    def periods(place: str, now: datetime = NOW, days: int = 0) -> list[tuple[str, str]]:
        venue, _, space = place.partition("/")
        wish = Wish(venue, space or None, TUESDAY, TUESDAY + timedelta(days=days))
        (table,) = Calendar.from_ical(feed_busy.free_busy(wish, PUBLIC_URL, now).text).walk("VFREEBUSY")
        found = table.get("FREEBUSY", [])
        found = found if isinstance(found, list) else [found]
        return [(it.params["FBTYPE"], f"{it.start:%dT%H:%M}-{it.end:%H:%M}") for it in found]

    return periods


def test_tell_free_busy__nothing_booked__is_all_free(told: Told) -> None:
    assert told("skolen") == told("skolen/hal") == told("skolen/bane") == []


def test_tell_free_busy__booked__is_busy_in_utc_there_and_where_it_blocks(scene: Scene, told: Told) -> None:
    scene.book("17:00-18:30")
    busy = [("BUSY", "12T16:00-17:30")]
    assert told("skolen") == told("skolen/hal-a") == told("skolen/hal") == busy
    assert told("skolen/hal-b") == told("torvet") == []


def test_tell_free_busy__what_touches__is_merged(scene: Scene, told: Told) -> None:
    scene.book("17:00-18:00")
    scene.book("18:00-19:00")
    scene.book("17:30-20:00", spaces=("skolen/hal-b",))
    assert told("skolen/hal-a") == [("BUSY", "12T16:00-18:00")]
    assert told("skolen") == [("BUSY", "12T16:00-19:00")]


def test_tell_free_busy__set_up__counts_because_nobody_else_can_come(scene: Scene, told: Told) -> None:
    scene.book("17:00-18:00", setup_minutes=30)
    assert told("skolen/hal-a") == [("BUSY", "12T15:30-17:00")]


def test_tell_free_busy__held_for_a_decision__is_tentative_until_it_expires(scene: Scene, told: Told) -> None:
    held = scene.book("17:00-19:00", kind=BookingKind.MARKET, spaces=("skolen/hal-a",))
    scene.book("18:00-20:00", spaces=("skolen/hal-b",))
    assert told("skolen/hal-a") == [("BUSY-TENTATIVE", "12T16:00-18:00")]
    assert told("skolen") == [("BUSY-TENTATIVE", "12T16:00-17:00"), ("BUSY", "12T17:00-19:00")]
    expires_at = held.occurrences[0].expires_at
    assert expires_at
    assert told("skolen/hal-a", expires_at + timedelta(minutes=1)) == []


def test_tell_free_busy__lanes__are_busy_only_while_too_few_are_left(scene: Scene, told: Told) -> None:
    scene.book("17:00-18:00", spaces=("skolen/bane",), people=6, lanes=1)
    assert told("skolen/bane") == []
    assert told("skolen") == [("BUSY", "12T16:00-17:00")]


def test_tell_free_busy__closed__is_unavailable(scene: Scene, told: Told) -> None:
    scene.open(480, 1320)
    scene.book("17:00-18:30")
    outside = ("BUSY-UNAVAILABLE", "11T23:00-07:00"), ("BUSY-UNAVAILABLE", "12T21:00-23:00")
    for place in ("skolen", "skolen/hal"):
        assert told(place) == [outside[0], ("BUSY", "12T16:00-17:30"), outside[1]]
    scene.close(str(TUESDAY), "Gulvet lakeres", "bane")
    assert told("skolen/bane") == [("BUSY-UNAVAILABLE", "11T23:00-23:00")]
    assert told("skolen/hal-b") == list(outside)


def test_tell_free_busy__a_series__has_each_of_its_times(scene: Scene, told: Told) -> None:
    scene.book("17:00-18:00", rrule=WEEKLY.format(3))
    assert told("skolen/hal-a", days=30) == [("BUSY", f"{day}T16:00-17:00") for day in (12, 19, 26)]


def test_tell_free_busy__no_days_named__is_from_today_on_and_dates_itself(scene: Scene) -> None:
    found = feed_busy.free_busy(Wish("skolen"), PUBLIC_URL, NOW)
    (table,) = Calendar.from_ical(found.text).walk("VFREEBUSY")
    assert table["DTSTART"].dt == datetime(2026, 11, 22, 23, tzinfo=UTC)
    assert table["DTEND"].dt == datetime(2028, 5, 23, 22, tzinfo=UTC)
    assert table["DTSTAMP"].dt == found.last_modified.replace(microsecond=0)


def test_tell_free_busy__unknown_place_or_senseless_days__are_errors(scene: Scene, told: Told) -> None:
    for place in ("nothing", "skolen/nothing"):
        with pytest.raises(NotFound):
            told(place)
    with pytest.raises(Invalid):
        told("skolen", days=-1)
