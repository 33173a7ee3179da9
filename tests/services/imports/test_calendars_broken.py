"""Files that are no calendars, and events that cannot be used: each is named, none costs another its place."""

from collections.abc import Sequence

import pytest

from booking.errors import Invalid, NotFound
from booking.services.imports.ics_lines import MOST_MEGABYTES
from booking.services.wording import say
from tests.scenes import Scene
from tests.services.imports.taking import calendar, held, said, take, timed, verdicts

GOOD = timed("20270112T170000", "20270112T180000", "UID:good")
WHOLE = timed("20270113T170000", "20270113T180000")

pytestmark = pytest.mark.database("sqlite")


@pytest.mark.parametrize(
    ("octets", "problem"),
    [
        (b"", "This is no calendar: the file does not begin with BEGIN:VCALENDAR."),
        (b"\r\n\r\n", "This is no calendar: the file does not begin with BEGIN:VCALENDAR."),
        (b"external_id;spaces\r\n", "This is no calendar: the file does not begin with BEGIN:VCALENDAR."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "This is no calendar: the file does not begin with BEGIN:VCALENDAR."),
        ("BEGIN:VCALENDAR".encode("utf-16"), "The file is in UTF-16; save it in UTF-8."),
        (b" " * (MOST_MEGABYTES * 1_000_000 + 1), "The file is larger than 50 megabytes."),
        (
            b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * 20_001,
            "The calendar has more than 20,000 events; divide it.",
        ),
    ],
    ids=["empty", "blank", "csv", "picture", "utf-16", "large", "events"],
)
def test_calendars__a_file_that_cannot_be_used__is_refused_whole(octets: bytes, problem: str, scene: Scene) -> None:
    with pytest.raises(Invalid) as refused:
        take(octets)
    assert [say(text, "en") for text in refused.value.fields["file"]] == [problem]


def test_calendars__no_events__is_nothing_wrong(scene: Scene) -> None:
    assert take(b"BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n") == []


@pytest.mark.parametrize("wishes", [{"space": "skolen/nowhere"}, {"space": "no/hal"}, {"organization": "nobody"}])
def test_calendars__unknown_place_or_organization__is_said_before_any_event(
    wishes: dict[str, str], scene: Scene
) -> None:
    with pytest.raises(NotFound):
        take(calendar(GOOD), **wishes)


@pytest.mark.parametrize(
    ("event", "problem"),
    [
        (["DTEND:20270112T180000"], "DTSTART: The event has no start."),
        (["DTSTART:20270112T180000"], "DTEND: The event has no end."),
        (["DTSTART:20270112T180000", "DTEND:20270112T170000"], "DTEND: The end must come after the start."),
        (["DTSTART:20270112T180000", "DURATION:-PT1H"], "DTEND: The end must come after the start."),
        (["DTSTART:20270112T180000", "DURATION:en time"], "DURATION: “en time” cannot be read."),
        (["DTSTART:i morgen", "DTEND:20270112T170000"], "DTSTART: “i morgen” cannot be read."),
        (["DTSTART:00010101T000000Z", "DTEND:00010101T010000Z"], "DTSTART: 1 lies too far away."),
        (["DTSTART:99990101T000000Z", "DTEND:99990101T010000Z"], "DTSTART: 9999 lies too far away."),
        (["DTSTART;TZID=Mars/Olympus:20270112T180000", "DURATION:PT1H"], "“Mars/Olympus” is no time zone"),
        (["DTSTART;TZID=" + "x" * 300 + ":20270112T180000", "DURATION:PT1H"], "VEVENT: It cannot be read."),
        ([*WHOLE, "SUMMARY:" + "x" * 1_000_000], "Line 13: The line is longer than 100,000 bytes."),
        ([*WHOLE, "SUMMARY:" + "\r\n ".join(["x" * 70] * 15_000)], "Line 13: The line is longer than 100,000 bytes."),
        ([*WHOLE, "SUMMARY:" + "x" * 201], "SUMMARY: It is longer than 200 characters."),
        ([*WHOLE, "SUMMARY:a\x07b"], "Line 13: The line contains a control character, which is not text."),
        ([*WHOLE, "SUMMARY:a\0b"], "Line 13: The line contains a control character, which is not text."),
        ([*WHOLE, "broken off here"], "Line 14: “broken off here” is no property of an event."),
        ([*WHOLE, "UID:"], "The event has no UID."),
        ([*WHOLE, "UID:" + "x" * 201], "UID: It is longer than 200 characters."),
        ([*WHOLE, "UID:good"], "UID: Line 3 has the same."),
        ([*WHOLE, "DTSTART:20270114T170000"], "DTSTART: It is there more than once."),
        ([*WHOLE, "EXRULE:FREQ=DAILY"], "EXRULE: Rules of what is left out are not supported."),
        (
            [*WHOLE, "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Copenhagen:20270113T170000"],
            "RECURRENCE-ID: A change of this and all following times is not supported.",
        ),
        ([*WHOLE, "RRULE:FREQ=SECONDLY;COUNT=1000000000"], "RRULE: FREQ=SECONDLY is not supported"),
        ([*WHOLE, "RRULE:FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30"], "RRULE: FREQ=MINUTELY is not supported"),
        (
            [*WHOLE, f"RRULE:FREQ=YEARLY;BYSETPOS=9;BYHOUR=1,2,3;BYMINUTE={','.join(map(str, range(60)))}"],
            "RRULE: BYMINUTE=0,1,2,",
        ),
        ([*WHOLE, "RRULE:FREQ=DAILY;COUNT=1000000000"], "RRULE: The series has more than 400 times"),
        ([*WHOLE, "RRULE:FREQ=DAILY;BYHOUR=9,10"], "RRULE: The series has more than 400 times"),
        ([*WHOLE, "RRULE:FREQ=NEVER"], "RRULE: “"),
        ([*WHOLE, "RRULE:FREQ=DAILY;BYHOUR=99"], "RRULE: “"),
        ([*WHOLE, "RRULE:"], "RRULE: "),
        ([*WHOLE, "END:VCALENDAR"], "VEVENT begins and does not end."),
    ],
)
def test_calendars__an_event_that_cannot_be_used__is_named_and_costs_no_other(
    event: Sequence[str], problem: str, scene: Scene
) -> None:
    results = take(calendar(GOOD, event, timed("20270114T170000", "20270114T180000", "UID:last")))
    broken = [it for it in results if it.verdict == "invalid"]
    assert [it.line for it in broken] == [9]
    assert problem in said(broken[0])
    assert verdicts(results).count("granted") == 2
    assert len(held()) == 2


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;BYHOUR=9",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
        "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2",
    ],
)
def test_calendars__a_rule_that_never_falls__leaves_the_start(rule: str, scene: Scene) -> None:
    assert verdicts(take(calendar([*WHOLE, f"RRULE:{rule}"]))) == ["granted"]
    assert held() == ["2027-01-13 17:00-18:00"]


def test_calendars__an_event_that_never_ends__is_named_and_the_next_one_taken(scene: Scene) -> None:
    following = "\r\n".join(("BEGIN:VEVENT", "UID:next", "SUMMARY:x", *WHOLE, "END:VEVENT"))
    torn = calendar(GOOD).replace(b"END:VEVENT", following.encode())
    assert [(it.external_id, it.verdict) for it in take(torn)] == [("good", "invalid"), ("next", "granted")]


def test_calendars__a_broken_changed_date__makes_the_whole_series_unusable(scene: Scene) -> None:
    series = timed("20270112T170000", "20270112T180000", "UID:s", "RRULE:FREQ=WEEKLY;COUNT=3")
    changed = ["UID:s", "RECURRENCE-ID;TZID=Europe/Copenhagen:20270119T170000", "DTSTART:?"]
    [result] = take(calendar(series, changed))
    assert (result.verdict, result.line) == ("invalid", 3)


def test_calendars__a_zone_that_would_never_be_worked_out__is_unknown(scene: Scene) -> None:
    zone = ["BEGIN:VTIMEZONE", "TZID:Bombe", "BEGIN:STANDARD", "DTSTART:16010101T000000", "TZOFFSETFROM:+0100"]
    zone += ["TZOFFSETTO:+0100", "RRULE:FREQ=SECONDLY", "END:STANDARD", "END:VTIMEZONE"]
    event = ["DTSTART;TZID=Bombe:20270112T180000", "DURATION:PT1H"]
    [result] = take(calendar(event, before=zone))
    assert said(result) == "TZID: “Bombe” is no time zone that is known here."


def test_calendars__a_night_when_the_clock_skips_the_start__is_said(scene: Scene) -> None:
    [result] = take(calendar(timed("20270328T023000", "20270328T040000")))
    assert result.verdict == "invalid"
    assert "the clock is put forward that night" in said(result)


def test_calendars__what_is_not_needed__may_be_as_odd_as_it_likes(scene: Scene) -> None:
    odd = [
        *WHOLE,
        "ATTACH;ENCODING=BASE64;VALUE=BINARY:" + "A" * 500_000,
        "X-JUNK:\x01\x02",
        "DESCRIPTION:" + "æ" * 200_000,
    ]
    assert verdicts(take(calendar(odd))) == ["granted"]


def test_calendars__a_letter_folded_in_two__is_one(scene: Scene) -> None:
    whole = calendar([*WHOLE, "SUMMARY:Håndbold"]).replace("å".encode(), b"\xc3\r\n \xa5")
    assert verdicts(take(whole)) == ["granted"]


def test_calendars__windows_letters__are_read(scene: Scene) -> None:
    results = take(calendar([*WHOLE, "SUMMARY:Håndbold"]).decode().encode("cp1252"))
    assert verdicts(results) == ["granted"]
