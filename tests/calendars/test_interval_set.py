"""Many stretches of time: the laws of sets, checked against sets of minutes."""

import itertools
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from calendars.intervals import Interval, IntervalSet

ZERO = datetime(2027, 1, 1, tzinfo=UTC)
LAST = 12

minutes = st.integers(0, LAST)


def at(minute: int) -> datetime:
    return ZERO + timedelta(minutes=minute)


def span(first: int, last: int) -> Interval:
    return Interval(at(first), at(last))


spans = st.tuples(minutes, minutes).filter(lambda ends: ends[0] < ends[1]).map(lambda ends: span(*ends))
many = st.lists(spans, max_size=6)
sets = many.map(IntervalSet)


def minutes_of(intervals: list[Interval] | IntervalSet) -> set[int]:
    return {n for each in intervals for n in range(LAST) if each.contains(at(n))}


@given(many)
def test_make_set__any_intervals__sorted_and_apart(intervals: list[Interval]) -> None:
    made = list(IntervalSet(intervals))
    assert minutes_of(made) == minutes_of(intervals)
    assert all(one.end < other.start for one, other in itertools.pairwise(made))
    assert IntervalSet(made) == IntervalSet(reversed(intervals))


@given(sets, sets)
def test_combine_sets__any_two__as_their_minutes(one: IntervalSet, other: IntervalSet) -> None:
    for combined, expected in (
        (one | other, minutes_of(one) | minutes_of(other)),
        (one & other, minutes_of(one) & minutes_of(other)),
        (one - other, minutes_of(one) - minutes_of(other)),
    ):
        assert minutes_of(combined) == expected
        assert combined == IntervalSet(combined)
        assert combined.minutes == len(expected)
        assert bool(combined) == bool(expected)


@given(sets, sets, sets)
def test_combine_sets__any_three__laws_hold(a: IntervalSet, b: IntervalSet, c: IntervalSet) -> None:
    assert (a | b) | c == a | (b | c)
    assert (a & b) & c == a & (b & c)
    assert a & (b | c) == (a & b) | (a & c)
    assert a - (b | c) == (a - b) & (a - c)
    assert a - (a - b) == a & b
    assert a | b == b | a
    assert a & b == b & a
    assert hash(a | b) == hash(b | a)


@given(sets, spans)
def test_gaps__any_window__what_is_not_there(held: IntervalSet, window: Interval) -> None:
    assert held.gaps(window) == IntervalSet([window]) - held


@given(sets, spans)
def test_ask_set__any_interval__as_one_by_one(held: IntervalSet, asked: Interval) -> None:
    assert list(held.overlapping(asked)) == [each for each in held if each.overlaps(asked)]
    assert held.covers(asked) == (minutes_of([asked]) <= minutes_of(held))


@given(sets, minutes)
def test_ask_set__any_moment__as_one_by_one(held: IntervalSet, minute: int) -> None:
    assert held.contains(at(minute)) == any(each.contains(at(minute)) for each in held)


def test_ask_set__touching__neither_overlapped_nor_in_the_way() -> None:
    """Behaviour 4: 18-19 and 20-21 leave 19-20 free."""
    held = IntervalSet([span(0, 3), span(6, 9)])
    assert held.overlapping(span(3, 6)) == ()
    assert list(held.gaps(span(3, 6))) == [span(3, 6)]
    assert held.covers(span(6, 9))


def test_make_set__touching__merged() -> None:
    assert list(IntervalSet([span(10, 20), span(0, 10)])) == [span(0, 20)]


def test_make_set__nothing__empty() -> None:
    assert not IntervalSet()
    assert len(IntervalSet()) == IntervalSet().minutes == 0
    assert list(IntervalSet().gaps(span(0, 10))) == [span(0, 10)]
    assert IntervalSet() != ()
    assert repr(IntervalSet()) == "IntervalSet([])"
