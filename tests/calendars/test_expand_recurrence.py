"""The dates of a rule, checked against dateutil, week by week and leap day by leap day."""

import time
from datetime import date, datetime, timedelta
from itertools import islice, pairwise, takewhile

import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given, settings
from hypothesis import strategies as st

from calendars.recurrence import Recurrence
from calendars.rrule_dates import LAST_DATE, dates
from tests.calendars.rules import ending_rules, endless_rules

starts = st.dates(date(2026, 1, 1), date(2030, 12, 31))
FAR = date(2050, 1, 1)


def ours(text: str, start: date, most: int = 60) -> list[date]:
    rule = Recurrence.parse(text)
    last = rule.last_day(datetime.combine(start, datetime.min.time()))
    return list(islice(dates(rule, start, min(last or FAR, FAR)), most))


def by_dateutil(text: str, start: date, most: int = 60) -> list[date]:
    every = rrulestr(text, dtstart=datetime.combine(start, datetime.min.time()))
    return list(islice(takewhile(lambda day: day <= FAR, (each.date() for each in every)), most))


@settings(max_examples=400)
@given(st.one_of(endless_rules(), ending_rules()), starts)
@example("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU", date(2026, 12, 27))
@example("FREQ=YEARLY;BYDAY=53TH", date(2026, 1, 1))
@example("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", date(2028, 2, 29))
@example("FREQ=MONTHLY;BYMONTHDAY=-30", date(2027, 1, 2))
@example("FREQ=YEARLY;BYMONTHDAY=31;BYDAY=1MO", date(2027, 1, 1))
def test_dates__any_rule__as_dateutil_says(text: str, start: date) -> None:
    assert ours(text, start) == by_dateutil(text, start)


@given(starts, st.integers(1, 4), st.sets(st.integers(0, 6), min_size=1))
def test_dates__every_so_many_weeks__by_counting_weeks(start: date, interval: int, weekdays: set[int]) -> None:
    """Behaviour 14: odd and even weeks, also across week 53 (2026 and 2032 have one)."""
    names = ",".join(("MO", "TU", "WE", "TH", "FR", "SA", "SU")[day] for day in sorted(weekdays))
    monday = start - timedelta(days=start.weekday())
    days = [start + timedelta(days=n) for n in range(400)]
    expected = [day for day in days if day.weekday() in weekdays and (day - monday).days // 7 % interval == 0]
    found = ours(f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={names};UNTIL={days[-1]:%Y%m%d}", start, 500)
    assert found == expected


def test_dates__every_other_week_across_week_53__goes_on_by_fortnights() -> None:
    """Behaviour 14: after week 53 of 2026 the odd weeks are followed by even ones; fortnights stay fortnights."""
    found = ours("FREQ=WEEKLY;INTERVAL=2;COUNT=4", date(2026, 12, 15))
    assert [day.isocalendar().week for day in found] == [51, 53, 2, 4]
    assert [(other - one).days for one, other in pairwise(found)] == [14, 14, 14]


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        ("FREQ=YEARLY;COUNT=3", date(2028, 2, 29), [date(2028, 2, 29), date(2032, 2, 29), date(2036, 2, 29)]),
        ("FREQ=MONTHLY;COUNT=3", date(2027, 1, 31), [date(2027, 1, 31), date(2027, 3, 31), date(2027, 5, 31)]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2", date(2028, 1, 31), [date(2028, 1, 31), date(2028, 2, 29)]),
        ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", date(2027, 1, 29), [date(2027, 1, 29), date(2027, 2, 26)]),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2",
            date(2027, 1, 29),
            [date(2027, 1, 29), date(2027, 2, 26)],
        ),
        ("FREQ=DAILY;INTERVAL=10;UNTIL=20270111", date(2027, 1, 1), [date(2027, 1, 1), date(2027, 1, 11)]),
    ],
)
def test_dates__leap_days_and_ends_of_months__as_rfc_5545(text: str, start: date, expected: list[date]) -> None:
    assert ours(text, start) == expected


@pytest.mark.parametrize(
    ("text", "occurrences"),
    [
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 0),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", 0),
        ("FREQ=MONTHLY;BYDAY=5TU;BYSETPOS=2", 0),
        ("FREQ=YEARLY;BYMONTHDAY=1,2,3,4,5,6,7,28,29,30,31;BYSETPOS=366", 0),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=MO", 0),
        ("FREQ=DAILY;INTERVAL=1000000", 1),
        ("FREQ=WEEKLY;INTERVAL=1000000", 1),
        ("FREQ=MONTHLY;INTERVAL=1000000", 1),
        ("FREQ=YEARLY;INTERVAL=1000000;COUNT=1000000", 1),
    ],
)
def test_dates__never_or_hardly_ever__said_quickly(text: str, occurrences: int) -> None:
    """Behaviour 14: a weekday or date that never occurs ends the search; dateutil would go on to the year 9999."""
    began = time.perf_counter()
    assert len(list(dates(Recurrence.parse(text), date(2027, 1, 12)))) == occurrences
    assert time.perf_counter() - began < 1


def test_dates__endless__stop_in_2200() -> None:
    assert list(dates(Recurrence.parse("FREQ=DAILY"), date(2200, 12, 30), date.max)) == [date(2200, 12, 30), LAST_DATE]
