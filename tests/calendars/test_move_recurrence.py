"""A rule for the same series on other days."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from calendars.errors import UnsupportedRecurrence
from calendars.recurrence import Recurrence, Series
from tests.calendars.rules import whole_series

TUESDAY = datetime(2027, 1, 12, 18)


def originals(rule: Recurrence | None, start: datetime) -> list[datetime]:
    return list(Series(start, start + timedelta(hours=1), rule).originals())


@given(whole_series(), st.integers(-20, 20))
def test_move__by_any_days__the_same_dates_so_much_later(whole: Series, days: int) -> None:
    assert whole.recurrence
    later = timedelta(days=days)
    try:
        moved = whole.recurrence.moved(days)
    except UnsupportedRecurrence:
        assume(False)
    assert originals(moved, whole.start + later) == [start + later for start in whole.originals()]


@pytest.mark.parametrize(
    ("rule", "days", "moved"),
    [
        ("FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20270601", 1, "FREQ=WEEKLY;BYDAY=WE,FR;UNTIL=20270602"),
        ("FREQ=WEEKLY;BYDAY=SA,SU;COUNT=4", 1, "FREQ=WEEKLY;BYDAY=MO,SU;COUNT=4"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;COUNT=4", 7, "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;COUNT=4"),
        ("FREQ=DAILY;BYDAY=SA,SU;UNTIL=20270601T180000", -1, "FREQ=DAILY;BYDAY=FR,SA;UNTIL=20270531T180000"),
        ("FREQ=MONTHLY;BYDAY=2TU", 0, "FREQ=MONTHLY;BYDAY=2TU"),
    ],
)
def test_move__days_and_weeks__weekdays_and_end_go_along(rule: str, days: int, moved: str) -> None:
    assert str(Recurrence.parse(rule).moved(days)) == moved


@pytest.mark.parametrize(
    ("rule", "part"),
    [
        ("FREQ=MONTHLY;BYDAY=2TU", "FREQ"),
        ("FREQ=YEARLY", "FREQ"),
        ("FREQ=WEEKLY;BYMONTH=1", "FREQ"),
        ("FREQ=DAILY;BYMONTHDAY=1", "FREQ"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU", "BYDAY"),
    ],
)
def test_move__dates_of_a_month_or_two_weeks__refused(rule: str, part: str) -> None:
    with pytest.raises(UnsupportedRecurrence) as refused:
        Recurrence.parse(rule).moved(1)
    assert refused.value.part == part


def test_move__past_the_year_2200__refused() -> None:
    with pytest.raises(UnsupportedRecurrence):
        Recurrence("DAILY", until=date(2200, 12, 31)).moved(1)
