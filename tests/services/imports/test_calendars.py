"""Calendars as programs really write them, taken as bookings of a space."""

import pytest

from booking.model import Booking
from tests.scenes import Scene, count
from tests.services.imports.taking import calendar, day, file, held, rules, said, take, timed, verdicts


def test_calendars__outlook__named_and_described_zones_and_a_moved_date_are_understood(scene: Scene) -> None:
    assert verdicts(take(file("outlook.ics"))) == ["granted", "granted"]
    assert held("040000008200E00074C5B7101A82E00800000000A0B1") == [
        "2027-03-02 17:00-18:30",
        "2027-03-09 17:00-18:30",
        "2027-03-24 19:00-20:30",
        "2027-03-30 17:00-18:30",
        "2027-04-06 17:00-18:30",
    ]
    assert held("040000008200E00074C5B7101A82E00800000000A0B2") == ["2027-07-01 12:00-13:00"]


def test_calendars__google__utc_endless_series_and_what_is_free(scene: Scene) -> None:
    results = take(file("google.ics"), until=day("2027-01-31"))
    assert [(it.line, it.verdict) for it in results] == [
        (8, "granted"),
        (19, "granted"),
        (46, "skipped"),
        (54, "skipped"),
    ]
    assert held("3k2j1h4g5f6d7s8a9q0w@google.com") == ["2027-01-05 17:00-18:00"]
    series = held("1a2b3c4d5e6f7g8h9i0j@google.com")
    assert series[0] == "2026-11-23 18:00-19:30"
    assert "2026-12-24 18:00-19:30" not in series
    assert "2027-01-11 19:00-20:30" in series
    assert not [it for it in series if it.startswith(("2027-01-11 18", "2027-01-18"))]
    assert series[-1] == "2027-01-28 18:00-19:30"


def test_calendars__google__a_series_without_end_needs_one(scene: Scene) -> None:
    results = take(file("google.ics"))
    assert verdicts(results) == ["granted", "invalid", "granted", "skipped"]
    assert said(results[1]) == "RRULE: The series has more than 400 times; say with --until when it ends."
    assert held("9z8y7x6w5v4u3t2s1r0q@google.com") == ["2027-02-13 00:00-2027-02-15 00:00"]


def test_calendars__google__what_is_free_is_taken_where_that_is_asked_for(scene: Scene) -> None:
    assert verdicts(take(file("google.ics"), free_too=True)) == ["granted", "invalid", "granted", "granted"]


def test_calendars__apple__another_zone_keeps_its_moments_when_the_clocks_change(scene: Scene) -> None:
    assert verdicts(take(file("apple.ics"))) == ["granted", "granted"]
    assert held("6B2C0B0E-0000-4000-8000-00000000A001") == [
        "2027-03-02 16:00-17:00",
        "2027-03-09 16:00-17:00",
        "2027-03-16 15:00-16:00",
        "2027-03-23 15:00-16:00",
        "2027-03-30 16:00-17:00",
        "2027-04-06 16:00-17:00",
    ]
    assert held("6B2C0B0E-0000-4000-8000-00000000A002") == ["2027-04-10 22:00-2027-04-11 02:00"]


def test_calendars__a_schools_timetable__has_lists_of_dates_and_rules_by_the_hour(scene: Scene) -> None:
    results = take(file("school.ics"))
    assert verdicts(results) == ["granted", "granted", "granted", "skipped"]
    assert len(held("skema-6b-idraet")) == 11
    assert held("skema-samling")[-2:] == ["2027-02-05 10:00-10:30", "2027-02-19 10:00-11:00"]
    assert held("skema-frikvarter") == [
        "2027-01-07 09:45-10:00",
        "2027-01-07 11:45-12:00",
        "2027-01-08 09:45-10:00",
        "2027-01-08 11:45-12:00",
    ]
    assert rules() == {
        "skema-6b-idraet": "FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20270212",
        "skema-samling": None,
        "skema-frikvarter": None,
    }


@pytest.mark.parametrize("name", ["outlook.ics", "google.ics", "apple.ics", "school.ics"])
def test_calendars__again__nothing_is_booked_twice(name: str, scene: Scene) -> None:
    first = take(file(name), until=day("2027-06-30"))
    before = count(Booking)
    again = take(file(name), until=day("2027-06-30"))
    assert count(Booking) == before
    assert verdicts(again) == [it.replace("granted", "unchanged") for it in verdicts(first)]


def test_calendars__dry_run__says_the_same_and_keeps_nothing(scene: Scene) -> None:
    clash = calendar(timed("20270112T170000", "20270112T180000"), timed("20270112T173000", "20270112T183000"))
    tried = take(clash, dry_run=True)
    assert count(Booking) == 0
    assert verdicts(tried) == verdicts(take(clash)) == ["granted", "refused"]


def test_calendars__a_series_that_has_begun__is_booked_from_now_on(scene: Scene) -> None:
    weekly = timed("20261006T170000", "20261006T180000", "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=6")
    assert verdicts(take(calendar(weekly))) == ["granted"]
    assert held() == ["2026-12-01 17:00-18:00", "2026-12-15 17:00-18:00"]
    assert rules() == {"u1": "FREQ=WEEKLY;INTERVAL=2;COUNT=2"}


def test_calendars__all_over__is_skipped(scene: Scene) -> None:
    [result] = take(calendar(timed("20261006T170000", "20261006T180000")))
    assert (result.verdict, said(result)) == ("skipped", "It takes no time from now on: it is over, or marked as free.")


def test_calendars__floating_time__is_the_clock_of_the_place(scene: Scene) -> None:
    take(calendar(("DTSTART:20270712T170000", "DTEND:20270712T180000")))
    assert held() == ["2027-07-12 17:00-18:00"]


@pytest.mark.parametrize("zone", ["Europe/London", "GMT Standard Time", "/vendor.example/20260101_1/Europe/London"])
def test_calendars__a_zone_by_any_of_its_names__is_the_same_moment(zone: str, scene: Scene) -> None:
    take(calendar((f"DTSTART;TZID={zone}:20270712T170000", f"DTEND;TZID={zone}:20270712T180000")))
    assert held() == ["2027-07-12 18:00-19:00"]


@pytest.mark.parametrize("mark", ['"', ""])
@pytest.mark.parametrize(
    ("zone", "time"),
    [
        ("(UTC+01:00) Brussels, Copenhagen, Madrid, Paris", "17:00-18:00"),
        ("tzone://Microsoft/Utc", "18:00-19:00"),
    ],
)
def test_calendars__a_zone_with_a_colon_in_its_name__is_read_with_quotation_marks_and_without(
    zone: str, time: str, mark: str, scene: Scene
) -> None:
    described = ["BEGIN:VTIMEZONE", "TZID:(UTC+01:00) Brussels, Copenhagen, Madrid, Paris", "BEGIN:STANDARD"]
    described += ["DTSTART:16010101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0100", "END:STANDARD", "END:VTIMEZONE"]
    named = f"TZID={mark}{zone}{mark}"
    event = (f"DTSTART;{named}:20270112T170000", f"DTEND;{named}:20270112T180000", f"EXDATE;{named}:20270113T170000")
    take(calendar(event, before=described))
    assert held() == [f"2027-01-12 {time}"]


def test_calendars__seconds__are_rounded_to_what_holds_them(scene: Scene) -> None:
    take(calendar(timed("20270112T170015", "20270112T235959")))
    assert held() == ["2027-01-12 17:00-2027-01-13 00:00"]


def test_calendars__no_title__is_said_unless_there_is_a_word_for_it(scene: Scene) -> None:
    nameless = calendar(timed("20270112T170000", "20270112T180000", "SUMMARY:"))
    [result] = take(nameless)
    assert said(result) == "SUMMARY: The event has no title; say with --activity what such events are."
    assert verdicts(take(nameless, activity="Optaget")) == ["granted"]


def test_calendars__a_date_that_was_changed_alone__is_a_booking_of_its_own(scene: Scene) -> None:
    one = timed("20270112T170000", "20270112T180000", "UID:s", "RECURRENCE-ID;TZID=Europe/Copenhagen:20270113T170000")
    two = timed("20270119T170000", "20270119T180000", "UID:s", "RECURRENCE-ID;TZID=Europe/Copenhagen:20270120T170000")
    assert [it.external_id for it in take(calendar(one, two))] == ["s/20270113T170000", "s/20270120T170000"]


def test_calendars__the_start_is_off_its_rule__counts_as_programs_show_it(scene: Scene) -> None:
    take(calendar(timed("20270112T170000", "20270112T180000", "RRULE:FREQ=WEEKLY;BYDAY=TH;UNTIL=20270122")))
    assert held() == ["2027-01-12 17:00-18:00", "2027-01-14 17:00-18:00", "2027-01-21 17:00-18:00"]


def test_calendars__all_day_series__has_days_of_23_and_25_hours(scene: Scene) -> None:
    days = ("DTSTART;VALUE=DATE:20270328", "DTEND;VALUE=DATE:20270329", "RRULE:FREQ=MONTHLY;COUNT=2")
    assert verdicts(take(calendar(days))) == ["granted"]
    assert held() == ["2027-03-28 00:00-2027-03-29 00:00", "2027-04-28 00:00-2027-04-29 00:00"]
