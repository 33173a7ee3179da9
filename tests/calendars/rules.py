"""Recurrence rules and series for property tests: any that is supported."""

from datetime import date, datetime, time, timedelta

from hypothesis import assume
from hypothesis import strategies as st

from calendars.recurrence import Recurrence, Series
from calendars.rrule_dates import dates

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def _some(values: list, most: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=most, unique=True).map(
        lambda chosen: ",".join(map(str, chosen))
    )


@st.composite
def endless_rules(draw: st.DrawFn) -> str:
    """Every supported part but COUNT and UNTIL."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    long_period = frequency in ("MONTHLY", "YEARLY")
    by: list[str] = []
    if draw(st.integers(0, 3)) == 0:
        by.append("BYMONTH=" + draw(_some(list(range(1, 13)), 4)))
    if frequency != "WEEKLY" and draw(st.integers(0, 2)) == 0:
        by.append("BYMONTHDAY=" + draw(_some([*range(1, 32), *range(-31, 0)], 5)))
    if draw(st.booleans()):
        number = draw(st.sampled_from(["", "1", "2", "+3", "5", "-1", "-2"] if long_period else [""]))
        by.append("BYDAY=" + draw(_some([number + day for day in DAYS], 4)))
    if by and long_period and draw(st.integers(0, 2)) == 0:
        by.append("BYSETPOS=" + draw(_some([1, 2, 3, -1, -2, 10], 2)))
    interval = draw(st.sampled_from([[], [f"INTERVAL={draw(st.integers(1, 5))}"]]))
    week_start = draw(st.sampled_from([[], [f"WKST={draw(st.sampled_from(DAYS))}"]]))
    return ";".join([f"FREQ={frequency}", *interval, *by, *week_start])


@st.composite
def ending_rules(draw: st.DrawFn) -> str:
    """Rules with COUNT, or UNTIL as a date."""
    until = draw(st.dates(min_value=date(2027, 1, 1), max_value=date(2033, 1, 1)))
    end = draw(st.sampled_from([f"COUNT={draw(st.integers(1, 30))}", f"UNTIL={until:%Y%m%d}"]))
    return f"{draw(endless_rules())};{end}"


@st.composite
def whole_series(draw: st.DrawFn, times: tuple[time, ...] = (time(18),)) -> Series:
    """A series of at least one occurrence of an hour, that starts where its rule does."""
    rule = Recurrence.parse(draw(ending_rules()))
    day = draw(st.dates(date(2027, 1, 1), date(2028, 12, 31)))
    first = next(dates(rule, day, rule.last_day(datetime.combine(day, time()))), None)
    assume(first)
    start = datetime.combine(first or day, draw(st.sampled_from(times)))
    return Series(start, start + timedelta(hours=1), rule)
