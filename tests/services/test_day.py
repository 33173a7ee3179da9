"""The caretaker's day sheet says who comes, and to whom it says more."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from booking.errors import Invalid, NotFound
from booking.services import closures, days
from booking.services.actors import SYSTEM, Actor
from booking.services.closures import Closing
from booking.services.day_sheet import Day, Entry, UsedPart
from booking.services.requests import Responsible
from booking.vocabulary import Access, Audience, BookingKind, OrganizationKind, RoleName
from calendars.zone import days as whole_days
from tests.queries import counted
from tests.services.diary import actor, book, change_organization, change_venue, furnish_hall
from tests.town import Town, founded

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
DAY = date(2027, 1, 12)
MORNING = datetime(2027, 1, 12, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def town(app: Flask, app_context: None) -> Town:
    return founded(app)


def sheet(day: date = DAY, reader: Actor | None = None) -> Day:
    return days.day("skolen", day, reader, MORNING)


def the_entry(day: date = DAY, reader: Actor | None = None) -> Entry:
    [entry] = sheet(day, reader).entries
    return entry


def local(hour: int, minute: int = 0, day: int = 12) -> datetime:
    return datetime(2027, 1, day, hour, minute, tzinfo=COPENHAGEN)


def test_day__booking__is_told_with_times_place_user_and_people() -> None:
    furnish_hall()
    ref = book(setup_minutes=15, clear_up_minutes=30, layout="rows").ref
    entry = the_entry()
    assert (entry.ref, entry.occurrence) == (ref, datetime(2027, 1, 12, 17))
    assert (entry.arrive, entry.start, entry.end, entry.leave) == (local(16, 45), local(17), local(18, 30), local(19))
    assert [(space.ref, space.name, space.access) for space in entry.spaces] == [("skolen/hal-a", "Hal-a", Access.OPEN)]
    assert (entry.organization, entry.activity, entry.people) == ("Håndboldklubben", "Håndbold U13", 24)
    assert (entry.audience, entry.layout) == (Audience.CHILDREN, "rows")


def test_day__heading__has_week_hours_and_who_comes_first_and_leaves_last() -> None:
    book("08:00", "09:00", setup_minutes=15)
    book("20:00", "22:00", clear_up_minutes=15)
    told = sheet()
    assert (told.week_number, told.printed_at) == (2, local(7))
    assert (told.first_in, told.last_out) == (local(7, 45), local(22, 15))


def test_day__nothing_booked__is_an_empty_sheet() -> None:
    told = sheet()
    assert (told.entries, told.next_morning, told.first_in, told.last_out) == ((), (), None, None)


def test_day__over_midnight__is_in_both_days_sheets() -> None:
    """Behaviour 12: 20-02 is in both days' sheets."""
    book("20:00", "2027-01-13T02:00")
    for day in (DAY, DAY + timedelta(days=1)):
        entry = the_entry(day)
        assert (entry.start, entry.end) == (local(20), local(2, day=13))
    assert sheet(DAY + timedelta(days=2)).entries == ()


def test_day__only_clear_up_lies_on_the_day__is_told() -> None:
    book("22:00", "2027-01-13T00:00", clear_up_minutes=30)
    assert the_entry(DAY + timedelta(days=1)).leave == local(0, 30, day=13)


def test_day__ends_at_midnight__is_not_on_the_next_day() -> None:
    book("22:00", "2027-01-13T00:00")
    assert sheet(DAY + timedelta(days=1)).entries == ()


def test_day__night_of_the_clock_change__has_25_hours() -> None:
    book("2027-10-31T00:00", "2027-10-31T06:00")
    assert the_entry(date(2027, 10, 31)).start.utcoffset() == timedelta(hours=2)
    assert the_entry(date(2027, 10, 31)).end.utcoffset() == timedelta(hours=1)


def test_day__everyone_reads__knows_no_contact_data() -> None:
    """Behaviour 24: the public never sees names and telephone numbers."""
    book()
    assert not sheet().for_staff
    assert (the_entry().responsible, the_entry().note) == (None, None)
    assert "Ida" not in repr(sheet())


@pytest.mark.parametrize("who", ["caretaker", "officer", "administrator"])
def test_day__staff_of_the_venue_read__know_who_comes(town: Town, who: str) -> None:
    """Behaviour 24: staff see who comes, with telephone."""
    book()
    assert the_entry(reader=actor(town, who)).responsible == Responsible("Ida Prøve", "+45 00 00 00 01")
    assert the_entry(reader=actor(town, who)).note == "Nøglen hænger hos naboen"


def test_day__member_or_caretaker_elsewhere_reads__knows_no_contact_data(town: Town) -> None:
    book()
    elsewhere = Actor(9, "Poul", roles=frozenset({(RoleName.CARETAKER, 999)}))
    for reader in (actor(town, "member"), elsewhere):
        assert the_entry(reader=reader).responsible is None


def test_day__venue_names_no_users__only_staff_know_the_organization(town: Town) -> None:
    book()
    change_venue(names_users=False)
    assert (the_entry().organization, the_entry().activity) == ("", "")
    assert the_entry(reader=actor(town, "caretaker")).organization == "Håndboldklubben"


def test_day__citizen_or_private_event__is_not_named_to_everyone() -> None:
    book(kind=BookingKind.PRIVATE)
    assert the_entry().organization == ""
    change_organization(kind=OrganizationKind.CITIZEN)
    book("19:00", "20:00")
    assert [entry.organization for entry in sheet().entries] == ["", ""]


def test_day__lanes__says_which() -> None:
    book(spaces=("skolen/bane",), people=6)
    book(spaces=("skolen/bane",), people=6, lanes=2)
    assert [entry.parts for entry in sheet().entries] == [(UsedPart("Bassin", 1, 1),), (UsedPart("Bassin", 2, 3),)]


def test_day__several_spaces__is_one_entry_with_all_of_them() -> None:
    book(spaces=("skolen/hal-a", "skolen/hal-b"))
    assert [space.ref for space in the_entry().spaces] == ["skolen/hal-a", "skolen/hal-b"]


def test_day__first_time_at_the_venue__is_said_until_they_have_been_there() -> None:
    book(rrule="FREQ=DAILY;COUNT=2")
    book("20:00", "21:00")
    assert [entry.first_time for entry in sheet().entries] == [True, False]
    assert not the_entry(DAY + timedelta(days=1)).first_time


def test_day__too_little_time_to_clean__is_said_of_the_one_before() -> None:
    book("17:00", "18:30", kind=BookingKind.TOURNAMENT)
    book("18:40", "20:00", organization="judo")
    assert [entry.minutes_to_next for entry in sheet().entries] == [10, None]


def test_day__same_layout_and_nothing_to_clean__needs_no_time_between() -> None:
    book("17:00", "18:30")
    book("18:30", "20:00", organization="judo")
    assert [entry.minutes_to_next for entry in sheet().entries] == [None, None]


def test_day__other_layout_follows__needs_time_between() -> None:
    furnish_hall()
    book("17:00", "18:30", layout="rows", clear_up_minutes=10)
    book("18:45", "20:00", organization="judo")
    assert [entry.minutes_to_next for entry in sheet().entries] == [5, None]


def test_day__next_morning__has_those_who_come_before_ten() -> None:
    for start, end in (("05:00", "06:00"), ("09:30", "10:00"), ("10:00", "12:00")):
        book(f"2027-01-13T{start}", f"2027-01-13T{end}")
    assert [entry.start for entry in sheet().next_morning] == [local(9, 30, day=13)]


def test_day__closure__is_told_with_the_spaces_it_concerns() -> None:
    whole = whole_days(DAY, DAY, COPENHAGEN)
    closures.close("skolen", "hal-b", Closing(whole, True, "Gulvet lakeres"), SYSTEM, MORNING - timedelta(days=30))
    [closed] = sheet().closings
    assert (closed.interval, closed.reason, closed.spaces) == (whole, "Gulvet lakeres", ("Hal", "Hal-b"))


def test_day__unknown_venue__is_not_found() -> None:
    with pytest.raises(NotFound):
        days.day("nowhere", DAY, None, MORNING)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_day__year_out_of_reach__is_invalid(day: date) -> None:
    with pytest.raises(Invalid):
        sheet(day)


def test_day__many_more_bookings__needs_no_more_queries(app: Flask, town: Town) -> None:
    """Behaviour 27: the number of queries never grows with rows."""
    numbers = []
    for hour in (8, 10, 12, 14, 16):
        for space in ("hal-a", "hal-b", "bane"):
            book(f"{hour:02}:00", f"{hour + 1:02}:00", spaces=(f"skolen/{space}",), people=6)
        with counted(app) as statements:
            sheet(reader=actor(town, "caretaker"))
        numbers.append(len(statements))
    assert len(set(numbers)) == 1
    assert len(sheet().entries) == 15
