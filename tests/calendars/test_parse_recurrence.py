"""RRULE text to a value and back; what is not supported is named."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.errors import CalendarError, UnsupportedRecurrence
from calendars.recurrence import Recurrence, RuleDay
from calendars.zone import zone
from tests.calendars.rules import ending_rules, endless_rules

COPENHAGEN = zone("Europe/Copenhagen")


def test_parse__every_part__read() -> None:
    rule = Recurrence.parse("RRULE:freq=YEARLY;INTERVAL=2;BYMONTH=12,6;BYMONTHDAY=-1,1;BYSETPOS=1;COUNT=10;WKST=SU")
    assert rule == Recurrence(
        "YEARLY", interval=2, months=(6, 12), month_days=(-1, 1), positions=(1,), count=10, week_start=6
    )
    assert Recurrence.parse("FREQ=MONTHLY;BYDAY=-1FR,1MO").weekdays == (RuleDay(-1, 4), RuleDay(1, 0))


@given(st.one_of(endless_rules(), ending_rules()))
def test_parse__what_we_write__read_back(text: str) -> None:
    rule = Recurrence.parse(text)
    assert Recurrence.parse(str(rule)) == rule
    assert str(Recurrence.parse(str(rule))) == str(rule)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("freq=weekly;interval=1;wkst=MO;byday=we,MO,WE", "FREQ=WEEKLY;BYDAY=MO,WE"),
        ("UNTIL=20270601;FREQ=DAILY", "FREQ=DAILY;UNTIL=20270601"),
        ("FREQ=DAILY;UNTIL=20270601T180000", "FREQ=DAILY;UNTIL=20270601T180000"),
        ("FREQ=MONTHLY;BYDAY=+2TU", "FREQ=MONTHLY;BYDAY=2TU"),
        ("FREQ=DAILY;COUNT=007", "FREQ=DAILY;COUNT=7"),
    ],
)
def test_write__read_from_another_order__canonical(text: str, canonical: str) -> None:
    assert str(Recurrence.parse(text)) == canonical


def test_parse__until_in_utc__wall_clock_of_the_zone() -> None:
    """Behaviour 11: 22:30 UTC is already the next day in Denmark, in summer."""
    rule = Recurrence.parse("FREQ=WEEKLY;UNTIL=20270601T223000Z", COPENHAGEN)
    assert rule.until == datetime(2027, 6, 2, 0, 30)
    with pytest.raises(UnsupportedRecurrence, match="no zone is known"):
        Recurrence.parse("FREQ=WEEKLY;UNTIL=20270601T223000Z")


@pytest.mark.parametrize(
    ("until", "start", "last_day"),
    [
        ("20270601", datetime(2027, 1, 5, 23, 59), date(2027, 6, 1)),
        ("20270601T180000", datetime(2027, 1, 5, 18), date(2027, 6, 1)),
        ("20270601T175959", datetime(2027, 1, 5, 18), date(2027, 5, 31)),
        ("20270601T160000Z", datetime(2027, 1, 5, 18), date(2027, 6, 1)),
        ("20270601T155959Z", datetime(2027, 1, 5, 18), date(2027, 5, 31)),
        ("20271231T170000Z", datetime(2027, 1, 5, 18), date(2027, 12, 31)),
    ],
)
def test_last_day__until_a_date_or_a_time__the_last_that_may_start(until: str, start: datetime, last_day: date) -> None:
    """Behaviour 7: a date includes its whole day."""
    assert Recurrence.parse(f"FREQ=DAILY;UNTIL={until}", COPENHAGEN).last_day(start) == last_day


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "RRULE"),
        ("FREQ=WEEKLY\nEXDATE:20270101", "RRULE"),
        ("FREQ=WEEKLY\n", "RRULE"),
        ("FREQ=WEEKLY\\n", "RRULE"),
        (" FREQ=WEEKLY", "RRULE"),
        ("FREQ=WEEKLY;" + "BYDAY=MO," * 200, "RRULE"),
        ("FREQ=ＷEEKLY", "RRULE"),
        ("FREQ=WEEKLY;", "RRULE"),
        ("every Tuesday", "RRULE"),
        ("INTERVAL=2", "FREQ"),
        ("FREQ=", "FREQ"),
        ("FREQ=SECONDLY", "FREQ"),
        ("FREQ=HOURLY;COUNT=3", "FREQ"),
        ("FREQ=WEEKLY;FREQ=DAILY", "FREQ"),
        ("FREQ=WEEKLY;BYDAY=MO;BYDAY=TU", "BYDAY"),
        ("EXRULE:FREQ=WEEKLY", "EXRULE"),
        ("RDATE;VALUE=DATE:20270101", "RDATE"),
        ("FREQ=WEEKLY;RANGE=THISANDFUTURE", "RANGE"),
        ("FREQ=YEARLY;BYWEEKNO=53", "BYWEEKNO"),
        ("FREQ=YEARLY;BYYEARDAY=100", "BYYEARDAY"),
        ("FREQ=DAILY;BYHOUR=9,10", "BYHOUR"),
        ("FREQ=DAILY;BYMINUTE=0", "BYMINUTE"),
        ("FREQ=DAILY;BYEASTER=0", "BYEASTER"),
        ("FREQ=MONTHLY;RSCALE=CHINESE", "RSCALE"),
        ("FREQ=DAILY;COUNT=5;UNTIL=20270101", "COUNT"),
        ("FREQ=DAILY;COUNT=0", "COUNT"),
        ("FREQ=DAILY;COUNT=-3", "COUNT"),
        ("FREQ=DAILY;COUNT=", "COUNT"),
        ("FREQ=DAILY;COUNT=5.5", "RRULE"),
        ("FREQ=DAILY;COUNT=99999999999999999999", "COUNT"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL"),
        ("FREQ=DAILY;INTERVAL=1000001", "INTERVAL"),
        ("FREQ=DAILY;INTERVAL=two", "INTERVAL"),
        ("FREQ=MONTHLY;BYMONTH=13", "BYMONTH"),
        ("FREQ=MONTHLY;BYMONTH=0", "BYMONTH"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,,2", "BYMONTHDAY"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0", "BYSETPOS"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367", "BYSETPOS"),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS"),
        ("FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1", "BYSETPOS"),
        ("FREQ=WEEKLY;BYDAY=XX", "BYDAY"),
        ("FREQ=WEEKLY;BYDAY=MAN", "BYDAY"),
        ("FREQ=WEEKLY;BYDAY=2MO", "BYDAY"),
        ("FREQ=MONTHLY;BYDAY=0MO", "BYDAY"),
        ("FREQ=MONTHLY;BYDAY=6MO", "BYDAY"),
        ("FREQ=YEARLY;BYDAY=54MO", "BYDAY"),
        ("FREQ=YEARLY;BYMONTH=1;BYDAY=6MO", "BYDAY"),
        ("FREQ=MONTHLY;BYDAY=MO,1TU", "BYDAY"),
        ("FREQ=WEEKLY;WKST=1", "WKST"),
        ("FREQ=DAILY;UNTIL=tomorrow", "UNTIL"),
        ("FREQ=DAILY;UNTIL=20270230", "UNTIL"),
        ("FREQ=DAILY;UNTIL=20270101T250000", "UNTIL"),
        ("FREQ=DAILY;UNTIL=99991231T235959Z", "UNTIL"),
        ("FREQ=DAILY;UNTIL=22010101", "UNTIL"),
        ("FREQ=DAILY;UNTIL=00000000", "UNTIL"),
        ("FREQ=DAILY;UNTIL=2027-01-01", "UNTIL"),
    ],
)
def test_parse__not_supported__the_part_is_named(text: str, part: str) -> None:
    with pytest.raises(UnsupportedRecurrence) as refused:
        Recurrence.parse(text, COPENHAGEN)
    assert refused.value.part == part
    assert len(str(refused.value)) < 300


@given(st.text(alphabet="FREQ=WEKLYDAINTVBSOUP;:,+-0123456789TZM\n", max_size=80))
def test_parse__any_text__read_or_refused(text: str) -> None:
    for asked in (text, f"FREQ=MONTHLY;{text}"):
        try:
            Recurrence.parse(asked, COPENHAGEN)
        except CalendarError as error:
            assert isinstance(error, UnsupportedRecurrence)  # noqa: PT017
