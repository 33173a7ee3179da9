"""A venue's week: what is held, what blocks what, and nothing that the public may not know."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from booking.errors import Invalid, NotFound
from booking.services import closures, weeks
from booking.services.actors import SYSTEM
from booking.services.busy_times import Busy
from booking.services.closures import Closing
from booking.services.weeks import Week
from booking.vocabulary import BookingKind, OrganizationKind
from calendars.zone import days as whole_days
from tests.queries import counted
from tests.services.diary import LONG_BEFORE, book, change_organization, change_venue
from tests.town import founded

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
DAY = date(2027, 1, 12)
NOW = datetime(2027, 1, 12, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _town(app: Flask, app_context: None) -> None:
    founded(app)


def week(space: str | None = None, day: date = DAY) -> Week:
    return weeks.week("skolen", day, NOW, space)


def held(busy: tuple[Busy, ...]) -> list[tuple[str, int, int, str, str]]:
    return [(it.unit, it.lane_from, it.lane_to, f"{it.start:%H:%M}", f"{it.end:%H:%M}") for it in busy]


def test_week__any_day_of_it__begins_on_monday_with_its_number() -> None:
    told = week(day=date(2027, 1, 3))
    assert (told.monday, told.number, told.days[6]) == (date(2026, 12, 28), 53, date(2027, 1, 3))


def test_week__hall_booked__holds_both_halves() -> None:
    """Behaviour 1: the whole blocks both halves."""
    book(spaces=("skolen/hal",))
    assert held(week().busy) == [("a", 1, 2, "17:00", "18:30"), ("b", 1, 2, "17:00", "18:30")]


def test_week__of_a_half__shows_the_hall_that_blocks_it() -> None:
    book(spaces=("skolen/hal",))
    [busy] = week("hal-a").busy
    assert (busy.unit, busy.spaces) == ("a", ("skolen/hal",))


def test_week__of_a_half__does_not_show_the_other() -> None:
    book(spaces=("skolen/hal-b",))
    assert week("hal-a").busy == ()


def test_week__places__are_grouped_by_what_spaces_share() -> None:
    told = week()
    assert [[place.name for place in group] for group in told.groups] == [["Hal-a", "Hal-b"], ["Bassin"]]
    assert [[place.space for place in group] for group in told.groups] == [["hal-a", "hal-b"], [None]]


def test_week__lanes__lie_side_by_side() -> None:
    book(spaces=("skolen/bane",), people=6, lanes=2)
    book(spaces=("skolen/bane",), people=6)
    assert held(week().busy) == [("bassin", 1, 3, "17:00", "18:30"), ("bassin", 3, 4, "17:00", "18:30")]


def test_week__set_up_and_clear_up__are_held_too() -> None:
    book(setup_minutes=15, clear_up_minutes=30)
    assert [(it[3], it[4]) for it in held(week().busy)] == [("16:45", "17:00"), ("17:00", "18:30"), ("18:30", "19:00")]
    assert [it.core for it in week().busy] == [False, True, False]


def test_week__longer_than_a_day__is_one_stretch() -> None:
    book("12:00", "2027-01-15T12:00")
    [busy] = week().busy
    assert busy.end - busy.start == timedelta(days=3)


def test_week__from_sunday_over_midnight__is_in_both_weeks() -> None:
    """Behaviour 12."""
    book("2027-01-17T20:00", "2027-01-18T02:00")
    assert len(week().busy) == len(week(day=date(2027, 1, 18)).busy) == 1


def test_week__user_named__says_organization_and_activity_and_no_person() -> None:
    """Behaviour 24: the public sees no names of persons."""
    book()
    [busy] = week().busy
    assert (busy.organization, busy.activity) == ("Håndboldklubben", "Håndbold U13")
    assert "Ida" not in repr(week()) + repr(busy)


def test_week__not_to_be_named__is_only_taken() -> None:
    book(kind=BookingKind.PRIVATE)
    assert [(it.organization, it.activity) for it in week().busy] == [("", "")]
    book("19:00", "20:00")
    change_venue(names_users=False)
    assert {it.organization for it in week().busy} == {""}
    change_venue(names_users=True)
    change_organization(kind=OrganizationKind.CITIZEN)
    assert {it.organization for it in week().busy} == {""}


def test_week__closed__is_told_with_its_reason_and_not_open() -> None:
    closed = whole_days(DAY, DAY, COPENHAGEN)
    closures.close("skolen", None, Closing(closed, True, "Skolens fødselsdag"), SYSTEM, LONG_BEFORE)
    told = week()
    assert [(it.interval, it.reason, it.spaces) for it in told.closings] == [(closed, "Skolens fødselsdag", ())]
    assert told.open_today == ()
    assert not told.groups[0][0].open.overlapping(closed)


def test_week__open_today__is_the_local_day() -> None:
    assert week(day=date(2027, 6, 1)).open_today == (whole_days(DAY, DAY, COPENHAGEN),)


def test_week__many_more_bookings__needs_no_more_queries(app: Flask) -> None:
    """Behaviour 27: the number of queries never grows with rows."""
    numbers = []
    for hour in (8, 10, 12):
        for space in ("hal-a", "hal-b", "bane"):
            book(f"{hour:02}:00", f"{hour:02}:59", spaces=(f"skolen/{space}",), people=6, rrule="FREQ=DAILY;COUNT=7")
        with counted(app) as statements:
            week()
        numbers.append(len(statements))
    assert len(set(numbers)) == 1


@pytest.mark.parametrize(("venue", "space"), [("nowhere", None), ("skolen", "nowhere"), ("torvet", "hal")])
def test_week__unknown_place__is_not_found(venue: str, space: str | None) -> None:
    with pytest.raises(NotFound):
        weeks.week(venue, DAY, NOW, space)


def test_busy__period__has_both_its_days() -> None:
    """Behaviour 7: date ranges include both ends."""
    book(rrule="FREQ=DAILY;COUNT=4")
    found = weeks.busy("skolen", "hal-a", date(2027, 1, 13), date(2027, 1, 14))
    assert [it.start.date() for it in found] == [date(2027, 1, 13), date(2027, 1, 14)]


@pytest.mark.parametrize(
    ("first", "last"),
    [(DAY, DAY - timedelta(days=1)), (DAY, DAY + timedelta(days=366)), (date(1, 1, 1), date(1, 1, 2))],
)
def test_busy__period_that_makes_no_sense__is_invalid(first: date, last: date) -> None:
    with pytest.raises(Invalid):
        weeks.busy("skolen", None, first, last)
