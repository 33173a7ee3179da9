"""This and following: a series in two, and nothing lost between them."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from calendars.errors import NoOccurrence
from calendars.recurrence import Planned, Recurrence, Series
from tests.calendars.rules import whole_series

TUESDAY = datetime(2027, 1, 12, 18)


def series(rule: str, skip: frozenset[date] = frozenset()) -> Series:
    return Series(TUESDAY, datetime(2027, 1, 12, 20), Recurrence.parse(rule), skip)


@st.composite
def changed_series(draw: st.DrawFn) -> Series:
    """A series with some dates skipped and some times moved."""
    whole = draw(whole_series())
    originals = st.sampled_from(list(whole.originals()))
    moved = st.just((whole.start - timedelta(days=1), whole.start))
    skip = draw(st.sets(originals.map(datetime.date), max_size=5))
    return replace(whole, skip=frozenset(skip), moves=draw(st.dictionaries(originals, moved, max_size=5)))


def planned(part: Series | None) -> tuple[Planned, ...]:
    try:
        return part.occurrences(limit=3000) if part else ()
    except NoOccurrence:
        return ()


def rest_of(whole: Series, wall: datetime) -> Series | None:
    try:
        return whole.starts_from(wall)
    except NoOccurrence:
        return None


@given(changed_series(), st.integers(-3, 1500))
def test_split__at_any_time__the_same_occurrences_in_two(whole: Series, days: int) -> None:
    """Behaviour 16: the edit of a series keeps its exceptions."""
    wall = whole.start + timedelta(days=days)
    earlier, later = planned(whole.ends_before(wall)), planned(rest_of(whole, wall))
    assert earlier + later == planned(whole)
    assert all(each.original < wall for each in earlier)
    assert all(each.original >= wall for each in later)


@given(changed_series(), st.integers(0, 20))
def test_split__at_an_occurrence__exceptions_go_to_their_side(whole: Series, number: int) -> None:
    originals = [each.original for each in planned(whole)]
    assume(number < len(originals))
    earlier, later = whole.ends_before(originals[number]), whole.starts_from(originals[number])
    assert later.start == originals[number]
    parts = [part for part in (earlier, later) if part]
    assert {start for part in parts for start in part.moves if start.date() not in whole.skip} == {
        start for start in whole.moves if start.date() not in whole.skip
    }
    assert later.exdates() == tuple(start for start in whole.exdates() if start > later.start)


def test_ends_before__count__becomes_until() -> None:
    first = series("FREQ=WEEKLY;COUNT=10").ends_before(datetime(2027, 2, 2, 18))
    assert first is not None
    assert str(first.recurrence) == "FREQ=WEEKLY;UNTIL=20270126"


def test_starts_from__count__what_remains() -> None:
    rest = series("FREQ=WEEKLY;COUNT=10", skip=frozenset({date(2027, 1, 19), date(2027, 2, 9)})).starts_from(
        datetime(2027, 2, 2, 18)
    )
    assert rest.start == datetime(2027, 2, 2, 18)
    assert rest.end == datetime(2027, 2, 2, 20)
    assert str(rest.recurrence) == "FREQ=WEEKLY;COUNT=7"
    assert rest.skip == {date(2027, 2, 9)}


def test_starts_from__until_a_time__until_that_date_at_any_time_of_day() -> None:
    rest = series("FREQ=WEEKLY;UNTIL=20270202T180000").starts_from(datetime(2027, 1, 19))
    assert str(rest.recurrence) == "FREQ=WEEKLY;UNTIL=20270202"
    assert (
        str(series("FREQ=WEEKLY;UNTIL=20270202T175959").starts_from(TUESDAY).recurrence) == "FREQ=WEEKLY;UNTIL=20270201"
    )


def test_starts_from__the_first_is_skipped__begins_at_the_next() -> None:
    rest = series("FREQ=WEEKLY;COUNT=4", skip=frozenset({date(2027, 1, 19)})).starts_from(datetime(2027, 1, 19, 18))
    assert rest.start == datetime(2027, 1, 26, 18)
    assert str(rest.recurrence) == "FREQ=WEEKLY;COUNT=2"


def test_ends_before__nothing_before__none() -> None:
    whole = series("FREQ=WEEKLY;COUNT=4", skip=frozenset({date(2027, 1, 12)}))
    assert whole.ends_before(TUESDAY) is None
    assert whole.ends_before(datetime(2027, 1, 19, 18)) is None


def test_starts_from__nothing_after__refused() -> None:
    with pytest.raises(NoOccurrence):
        series("FREQ=WEEKLY;COUNT=4").starts_from(datetime(2027, 2, 2, 18, 1))


def test_split__single_time__on_one_side() -> None:
    single = Series(TUESDAY, datetime(2027, 1, 12, 20))
    assert single.ends_before(datetime(2027, 1, 13)) == single
    assert single.ends_before(TUESDAY) is None
    assert single.starts_from(TUESDAY) == single
    with pytest.raises(NoOccurrence):
        single.starts_from(datetime(2027, 1, 13))


def test_split__endless__both_halves() -> None:
    whole = series("FREQ=WEEKLY;INTERVAL=2")
    earlier, later = whole.ends_before(datetime(2027, 2, 9)), whole.starts_from(datetime(2027, 2, 9))
    assert earlier is not None
    assert [each.start.day for each in earlier.occurrences()] == [12, 26]
    assert (later.start, str(later.recurrence)) == (datetime(2027, 2, 9, 18), "FREQ=WEEKLY;INTERVAL=2")
