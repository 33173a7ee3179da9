"""Wall clock to UTC and back, also where the clocks skip or repeat an hour."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.errors import AmbiguousTime, EmptyInterval, Malformed, NonexistentTime
from calendars.zone import interval, to_utc, to_utc_lenient, to_wall, zone

COPENHAGEN = zone("Europe/Copenhagen")
ZONES = [zone(name) for name in ("Europe/Copenhagen", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca")]

walls = st.datetimes(datetime(1970, 1, 2), datetime(2200, 12, 30))
zones = st.sampled_from(ZONES)


@given(walls.map(lambda wall: wall.replace(tzinfo=UTC)), zones)
def test_to_wall_and_back__any_moment__the_same_unless_shown_twice(moment: datetime, where) -> None:
    try:
        assert to_utc(to_wall(moment, where), where) == moment
    except AmbiguousTime:
        assert to_wall(moment, where) in {to_wall(moment + timedelta(minutes=n), where) for n in (-60, -30, 30, 60)}


@given(walls, zones)
def test_to_utc__any_wall_time__the_same_as_lenient_or_refused(wall: datetime, where) -> None:
    try:
        moment = to_utc(wall, where)
    except (AmbiguousTime, NonexistentTime):
        return
    assert moment == to_utc_lenient(wall, where)
    assert to_wall(moment, where) == wall


@given(st.integers(1970, 2037), st.integers(0, 120), st.sampled_from([(3, 5), (10, 5), (3, 2), (11, 1), (4, 1)]), zones)
def test_to_utc__near_the_changes__by_counting_moments(year: int, minute: int, change: tuple[int, int], where) -> None:
    """The oracle: of all moments of that night, those at which the clock shows the wall time."""
    month, sunday = change
    first = datetime(year, month, 1)
    day = first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (sunday - 1))
    wall = day + timedelta(hours=1, minutes=minute)
    shown = {wall - timedelta(minutes=n) for n in range(-15 * 60, 15 * 60, 30)}
    moments = {m.replace(tzinfo=UTC) for m in shown if to_wall(m.replace(tzinfo=UTC), where) == wall}
    if len(moments) == 1:
        assert to_utc(wall, where) == next(iter(moments))
    elif moments:
        with pytest.raises(AmbiguousTime):
            to_utc(wall, where)
        assert to_utc_lenient(wall, where) == min(moments)
    else:
        with pytest.raises(NonexistentTime) as refused:
            to_utc(wall, where)
        assert refused.value.gap_from <= wall < refused.value.gap_to
        assert to_wall(to_utc_lenient(wall, where), where) == refused.value.gap_to


def test_to_utc__0230_in_march__does_not_exist_with_its_gap() -> None:
    """Behaviour 10: a clear error for a time that does not exist."""
    with pytest.raises(NonexistentTime) as refused:
        to_utc(datetime(2027, 3, 28, 2, 30), COPENHAGEN)
    error = refused.value
    assert (error.wall, error.zone) == (datetime(2027, 3, 28, 2, 30), "Europe/Copenhagen")
    assert (error.gap_from, error.gap_to) == (datetime(2027, 3, 28, 2), datetime(2027, 3, 28, 3))


@pytest.mark.parametrize(("hour", "minute"), [(2, 0), (2, 30), (2, 59)])
def test_to_utc__0230_in_october__happens_twice(hour: int, minute: int) -> None:
    """Behaviour 10: a clear error for a time that exists twice, whichever of the two is asked for."""
    for fold in (0, 1):
        with pytest.raises(AmbiguousTime) as refused:
            to_utc(datetime(2027, 10, 31, hour, minute, fold=fold), COPENHAGEN)
        assert refused.value.zone == "Europe/Copenhagen"


def test_to_utc__edges_of_the_changes__exist() -> None:
    """Behaviour 10: 01:59 and 03:00 are there in both nights."""
    assert to_utc(datetime(2027, 3, 28, 1, 59), COPENHAGEN) == datetime(2027, 3, 28, 0, 59, tzinfo=UTC)
    assert to_utc(datetime(2027, 3, 28, 3, 0), COPENHAGEN) == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)
    assert to_utc(datetime(2027, 10, 31, 1, 59), COPENHAGEN) == datetime(2027, 10, 30, 23, 59, tzinfo=UTC)
    assert to_utc(datetime(2027, 10, 31, 3, 0), COPENHAGEN) == datetime(2027, 10, 31, 2, 0, tzinfo=UTC)


def test_to_utc_lenient__skipped_or_repeated__end_of_the_gap_or_the_first() -> None:
    assert to_utc_lenient(datetime(2027, 3, 28, 2, 30), COPENHAGEN) == datetime(2027, 3, 28, 1, tzinfo=UTC)
    assert to_utc_lenient(datetime(2027, 10, 31, 2, 30), COPENHAGEN) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_to_utc__a_day_that_was_skipped__the_whole_day_is_the_gap() -> None:
    """Samoa had no 30 December 2011."""
    with pytest.raises(NonexistentTime) as refused:
        to_utc(datetime(2011, 12, 30, 12), zone("Pacific/Apia"))
    assert (refused.value.gap_from, refused.value.gap_to) == (datetime(2011, 12, 30), datetime(2011, 12, 31))


@pytest.mark.parametrize(
    "wall", [datetime(1969, 12, 31, 23, 59), datetime(2201, 1, 1, 0, 1), datetime.max, datetime.min]
)
def test_to_utc__year_unknown__refused(wall: datetime) -> None:
    for convert in (to_utc, to_utc_lenient):
        with pytest.raises(Malformed):
            convert(wall, COPENHAGEN)
    with pytest.raises(Malformed):
        to_wall(datetime.max.replace(tzinfo=UTC), COPENHAGEN)


def test_convert__with_or_without_zone_where_it_must_not_be__refused() -> None:
    with pytest.raises(Malformed):
        to_utc(datetime(2027, 1, 1, tzinfo=UTC), COPENHAGEN)
    with pytest.raises(Malformed):
        to_wall(datetime(2027, 1, 1), COPENHAGEN)


def test_interval__from_wall_clock__the_time_that_passes() -> None:
    """Behaviour 9: 00:00-06:00 on the night of the change lasts 5 or 7 hours."""
    assert interval(datetime(2027, 3, 28), datetime(2027, 3, 28, 6), COPENHAGEN).minutes == 5 * 60
    assert interval(datetime(2027, 10, 31), datetime(2027, 10, 31, 6), COPENHAGEN).minutes == 7 * 60
    with pytest.raises(EmptyInterval):
        interval(datetime(2027, 3, 28), datetime(2027, 3, 28), COPENHAGEN)
    with pytest.raises(NonexistentTime):
        interval(datetime(2027, 3, 28), datetime(2027, 3, 28, 2), COPENHAGEN)
