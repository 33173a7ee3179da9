"""Days as stretches of time, and the days that a stretch lies on."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.errors import EmptyInterval, Malformed
from calendars.intervals import Interval, IntervalSet
from calendars.zone import dates_touched, day, days, interval, zone

COPENHAGEN = zone("Europe/Copenhagen")
ZONES = [zone(name) for name in ("Europe/Copenhagen", "America/New_York", "America/Havana", "America/Santiago")]

dates = st.dates(date(1971, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("local_date", "hours"), [(date(2027, 3, 28), 23), (date(2027, 10, 31), 25), (date(2027, 6, 1), 24)]
)
def test_day__ordinary_or_of_the_change__23_24_or_25_hours(local_date: date, hours: int) -> None:
    """Behaviour 9."""
    assert day(local_date, COPENHAGEN).minutes == hours * 60


@given(dates, st.integers(0, 400), st.sampled_from(ZONES))
def test_days__any_range__its_days_without_gap_or_overlap(first: date, more: int, where) -> None:
    single = [day(first + timedelta(days=n), where) for n in range(more + 1)]
    assert all(one.end == other.start for one, other in itertools.pairwise(single))
    assert IntervalSet(single) == IntervalSet([days(first, first + timedelta(days=more), where)])


def test_days__season_that_ends_when_another_begins__overlaps_it() -> None:
    """Behaviour 7: date ranges include both ends."""
    spring = days(date(2027, 1, 1), date(2027, 6, 30), COPENHAGEN)
    summer = days(date(2027, 6, 30), date(2027, 8, 31), COPENHAGEN)
    autumn = days(date(2027, 9, 1), date(2027, 12, 31), COPENHAGEN)
    assert spring.overlaps(summer)
    assert not summer.overlaps(autumn)


def test_days__last_before_first__refused() -> None:
    with pytest.raises(EmptyInterval) as refused:
        days(date(2027, 2, 1), date(2027, 1, 31), COPENHAGEN)
    assert (refused.value.start, refused.value.end) == (date(2027, 2, 1), date(2027, 1, 31))


@pytest.mark.parametrize("local_date", [date(1969, 12, 31), date(2201, 1, 1), date.min, date(9999, 12, 30)])
def test_day__year_unknown__refused(local_date: date) -> None:
    with pytest.raises(Malformed):
        day(local_date, COPENHAGEN)


def test_day__last_that_is_known__has_an_end() -> None:
    assert day(date(2200, 12, 31), COPENHAGEN).minutes == 24 * 60


def test_dates_touched__over_midnight__both_days() -> None:
    """Behaviour 12: 20-02 is in both days' sheets, and one interval."""
    late = interval(datetime(2027, 1, 15, 20), datetime(2027, 1, 16, 2), COPENHAGEN)
    assert dates_touched(late, COPENHAGEN) == (date(2027, 1, 15), date(2027, 1, 16))
    assert late.minutes == 6 * 60


def test_dates_touched__ends_at_midnight__not_the_next_day() -> None:
    """Behaviours 6 and 12: 22-24 is on one day."""
    late = interval(datetime(2027, 1, 15, 22), datetime(2027, 1, 16), COPENHAGEN)
    assert dates_touched(late, COPENHAGEN) == (date(2027, 1, 15),)


@given(
    st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1)).map(lambda wall: wall.replace(tzinfo=UTC)),
    st.integers(1, 5 * 1440),
    st.sampled_from(ZONES),
)
def test_dates_touched__any_interval__those_whose_day_it_overlaps(start: datetime, minutes: int, where) -> None:
    asked = Interval(start, start + timedelta(minutes=minutes))
    near = [start.date() + timedelta(days=n) for n in range(-2, 8)]
    assert list(dates_touched(asked, where)) == [each for each in near if day(each, where).overlaps(asked)]
