"""One stretch of time: how it is made, compared, widened and clipped."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.errors import EmptyInterval, Malformed
from calendars.intervals import Interval

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
ZERO = datetime(2027, 3, 27, 22, tzinfo=UTC)

minutes = st.integers(0, 300)


def at(minute: int) -> datetime:
    return ZERO + timedelta(minutes=minute)


def span(first: int, last: int) -> Interval:
    return Interval(at(first), at(last))


spans = st.tuples(minutes, minutes).filter(lambda ends: ends[0] < ends[1]).map(lambda ends: span(*ends))


def test_make_interval__other_zones__kept_in_utc() -> None:
    made = Interval(
        datetime(2027, 7, 1, 18, tzinfo=COPENHAGEN), datetime(2027, 7, 1, 19, tzinfo=timezone(timedelta(hours=1)))
    )
    assert (made.start, made.end) == (datetime(2027, 7, 1, 16, tzinfo=UTC), datetime(2027, 7, 1, 18, tzinfo=UTC))
    assert made.start.tzinfo is UTC
    assert made.end.tzinfo is UTC


def test_make_interval__naive__refused() -> None:
    with pytest.raises(Malformed) as refused:
        Interval(datetime(2027, 7, 1, 18), at(0))
    assert refused.value.value == datetime(2027, 7, 1, 18)


@pytest.mark.parametrize("end", [0, -1])
def test_make_interval__end_not_after_start__refused_with_both(end: int) -> None:
    with pytest.raises(EmptyInterval) as refused:
        span(0, end)
    assert (refused.value.start, refused.value.end) == (at(0), at(end))


def test_make_interval__end_before_start_only_by_the_wall_clock__made() -> None:
    """The hour between 02:30 and 02:30 on the night when the clocks go back is an hour."""
    first = datetime(2027, 10, 31, 2, 30, tzinfo=COPENHAGEN)
    assert Interval(first, first.replace(fold=1, minute=0)).minutes == 30


@given(spans, spans)
def test_compare_intervals__any_two__as_their_minutes(one: Interval, other: Interval) -> None:
    of_one, of_other = ({n for n in range(301) if each.contains(at(n))} for each in (one, other))
    assert one.overlaps(other) == bool(of_one & of_other)
    assert one.covers(other) == (of_other <= of_one)
    assert one.minutes == len(of_one)
    clipped = one.clipped(other)
    assert (clipped.minutes if clipped else 0) == len(of_one & of_other)


@given(st.lists(spans))
def test_sort_intervals__any__by_start_then_end(many: list[Interval]) -> None:
    assert sorted(many) == sorted(many, key=lambda each: (each.start, each.end))


def test_overlap__touching__free() -> None:
    """Behaviour 4: 18-19 and 19-20 do not overlap."""
    assert not span(0, 60).overlaps(span(60, 120))
    assert not span(60, 120).overlaps(span(0, 60))


def test_minutes__night_of_the_change__those_that_pass() -> None:
    """Behaviour 9: 00:00-06:00 lasts 5 hours in March and 7 in October."""
    for day, hours in ((datetime(2027, 3, 28), 5), (datetime(2027, 10, 31), 7)):
        night = Interval(day.replace(tzinfo=COPENHAGEN), day.replace(hour=6, tzinfo=COPENHAGEN))
        assert night.minutes == hours * 60


def test_widen__by_minutes__at_either_side() -> None:
    assert span(60, 90).widened(15, 30) == span(45, 120)
    assert span(60, 90).widened(0, 0) == span(60, 90)
    assert span(60, 90).widened(-10, -10) == span(70, 80)


def test_widen__narrowed_to_nothing__refused() -> None:
    with pytest.raises(EmptyInterval):
        span(60, 90).widened(-15, -15)
