"""Free and taken time as RFC 5545 text, read back by others' software."""

from datetime import UTC, datetime

from icalendar import Calendar

from calendars.ical import Busyness, CalendarHeader, FreeBusy, calendar_text, freebusy_text
from calendars.intervals import Interval

CHANGED = datetime(2026, 11, 1, 12, tzinfo=UTC)
HEADER = CalendarHeader(product="-//Sambrug//DA", name="Hal A", zone="Europe/Copenhagen", last_modified=CHANGED)


def hours(first: int, last: int) -> Interval:
    return Interval(datetime(2027, 1, 12, first, tzinfo=UTC), datetime(2027, 1, 12, last, tzinfo=UTC))


TABLE = FreeBusy(
    uid="1@sambrug",
    stamp=CHANGED,
    period=hours(0, 23),
    busy={Busyness.UNAVAILABLE: [hours(0, 6)], Busyness.BUSY: [hours(18, 20), hours(8, 9)], Busyness.TENTATIVE: []},
    url="https://example.org/x\r\nSUMMARY:no",
)


def test_write_free_busy__any__is_read_back_in_order() -> None:
    (found,) = Calendar.from_ical(calendar_text(HEADER, [freebusy_text(TABLE)])).walk("VFREEBUSY")
    assert [(it.params["FBTYPE"], it.start.hour, it.end.hour) for it in found["FREEBUSY"]] == [
        ("BUSY-UNAVAILABLE", 0, 6),
        ("BUSY", 8, 9),
        ("BUSY", 18, 20),
    ]
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (TABLE.period.start, TABLE.period.end)
    assert (str(found["UID"]), found["DTSTAMP"].dt) == ("1@sambrug", CHANGED)


def test_write_free_busy__any__has_every_period_in_utc_on_a_line_of_its_own() -> None:
    lines = [line for line in freebusy_text(TABLE).split("\r\n") if line.startswith("FREEBUSY")]
    assert lines[0] == "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20270112T000000Z/20270112T060000Z"
    assert len(lines) == 3


def test_write_free_busy__an_address_with_a_line_end__ends_no_line() -> None:
    assert "\r\nSUMMARY" not in freebusy_text(TABLE)
