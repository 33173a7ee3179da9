"""A series: its occurrences, what is left out and moved, and the starts that do not fit."""

from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from calendars.errors import (
    AmbiguousTime,
    EmptyInterval,
    Malformed,
    NonexistentTime,
    NoOccurrence,
    StartOffRecurrence,
    TooManyOccurrences,
)
from calendars.recurrence import Planned, Recurrence, Series
from calendars.zone import interval, to_wall, zone

COPENHAGEN = zone("Europe/Copenhagen")
TUESDAY = datetime(2027, 1, 12, 18)


def series(rule: str, start: datetime = TUESDAY, minutes: int = 90, **more: Any) -> Series:
    return Series(start, start + timedelta(minutes=minutes), Recurrence.parse(rule, COPENHAGEN), **more)


def test_occurrences__no_rule__the_one_time() -> None:
    single = Series(TUESDAY, datetime(2027, 1, 12, 19))
    assert single.occurrences() == (Planned(TUESDAY, TUESDAY, datetime(2027, 1, 12, 19)),)


def test_occurrences__weekly_across_both_changes__stays_at_1800() -> None:
    """Behaviour 8: at 18:00 in January, July and December, whatever the clocks did in between."""
    planned = series("FREQ=WEEKLY;COUNT=50").occurrences()
    intervals = [interval(each.start, each.end, COPENHAGEN) for each in planned]
    assert {to_wall(each.start, COPENHAGEN).hour for each in intervals} == {18}
    assert {each.start.hour for each in intervals} == {16, 17}
    assert {each.minutes for each in intervals} == {90}


def test_occurrences__nightly_across_the_changes__five_and_seven_hours() -> None:
    """Behaviour 9."""
    for day in (date(2027, 3, 27), date(2027, 10, 30)):
        nights = series("FREQ=DAILY;COUNT=3", datetime.combine(day, datetime.min.time()), 360).occurrences()
        minutes = [interval(each.start, each.end, COPENHAGEN).minutes for each in nights]
        assert minutes == [360, 300 if day.month == 3 else 420, 360]


@pytest.mark.parametrize(
    ("start", "error"),
    [(datetime(2027, 3, 27, 2, 30), NonexistentTime), (datetime(2027, 10, 30, 2, 30), AmbiguousTime)],
)
def test_occurrences__0230_on_a_change_night__that_date_alone_has_no_moment(start: datetime, error: type) -> None:
    """Behaviour 10: a series loses that date, with the reason."""
    before, change, after = series("FREQ=DAILY;COUNT=3", start, 180).occurrences()
    assert interval(before.start, before.end, COPENHAGEN)
    assert interval(after.start, after.end, COPENHAGEN)
    with pytest.raises(error):
        interval(change.start, change.end, COPENHAGEN)


def test_occurrences__end_at_2400_or_after__as_far_by_the_wall_clock() -> None:
    """Behaviours 6 and 12: 22-24 ends at the next midnight, 20-02 the next morning, every time."""
    late = series("FREQ=WEEKLY;COUNT=2", datetime(2027, 1, 12, 22), 120).occurrences()
    assert [each.end for each in late] == [datetime(2027, 1, 13), datetime(2027, 1, 20)]
    later = series("FREQ=WEEKLY;COUNT=2", datetime(2027, 1, 12, 20), 360).occurrences()
    assert [each.end for each in later] == [datetime(2027, 1, 13, 2), datetime(2027, 1, 20, 2)]


def test_occurrences__until_a_date__includes_it() -> None:
    """Behaviour 7: the last day of the season is a day of the season."""
    assert len(series("FREQ=WEEKLY;UNTIL=20270126").occurrences()) == 3
    assert len(series("FREQ=WEEKLY;UNTIL=20270125").occurrences()) == 2


def test_occurrences__skipped_and_moved__left_out_and_elsewhere() -> None:
    moved = (datetime(2027, 1, 20, 19), datetime(2027, 1, 20, 21))
    skip = frozenset({date(2027, 1, 26), date(2027, 1, 27)})
    changed = series("FREQ=WEEKLY;COUNT=3", skip=skip, moves={datetime(2027, 1, 19, 18): moved})
    assert changed.occurrences() == (
        Planned(TUESDAY, TUESDAY, datetime(2027, 1, 12, 19, 30)),
        Planned(datetime(2027, 1, 19, 18), *moved),
    )
    assert changed.exdates() == (datetime(2027, 1, 26, 18),)


def test_occurrences__more_than_the_limit__refused_with_it() -> None:
    assert len(series("FREQ=DAILY;COUNT=400").occurrences()) == 400
    for rule in ("FREQ=DAILY;COUNT=401", "FREQ=DAILY", "FREQ=DAILY;COUNT=1000000"):
        with pytest.raises(TooManyOccurrences) as refused:
            series(rule).occurrences()
        assert refused.value.limit == 400
    assert len(series("FREQ=DAILY;COUNT=500").occurrences(limit=500)) == 500
    assert len(series("FREQ=DAILY;COUNT=401", skip=frozenset({date(2027, 1, 13)})).occurrences()) == 400


def test_occurrences__start_off_the_rule__refused_with_the_first_that_fits() -> None:
    """Behaviour 14: booked from a Tuesday, but on Thursdays."""
    with pytest.raises(StartOffRecurrence) as refused:
        series("FREQ=WEEKLY;BYDAY=TH;COUNT=3").occurrences()
    assert (refused.value.start, refused.value.first_fit) == (TUESDAY, date(2027, 1, 14))


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270113",
        "FREQ=WEEKLY;UNTIL=20270111",
        "FREQ=WEEKLY;UNTIL=20270112T170000",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
    ],
)
def test_occurrences__weekday_never_in_range_or_end_before_it__refused(rule: str) -> None:
    """Behaviour 14: a weekday that never occurs in the range, an end before the first weekday."""
    with pytest.raises(NoOccurrence) as refused:
        series(rule).occurrences()
    assert refused.value.recurrence == str(Recurrence.parse(rule))


def test_occurrences__all_skipped__refused() -> None:
    with pytest.raises(NoOccurrence):
        series("FREQ=WEEKLY;COUNT=2", skip=frozenset({date(2027, 1, 12), date(2027, 1, 19)})).occurrences()
    with pytest.raises(NoOccurrence):
        Series(TUESDAY, datetime(2027, 1, 12, 19), skip=frozenset({date(2027, 1, 12)})).occurrences()


@pytest.mark.parametrize(
    ("start", "end", "error"),
    [
        (TUESDAY, TUESDAY, EmptyInterval),
        (TUESDAY, datetime(2027, 1, 12, 17), EmptyInterval),
        (TUESDAY.replace(tzinfo=UTC), datetime(2027, 1, 12, 19), Malformed),
        (datetime(1969, 1, 1), datetime(1969, 1, 2), Malformed),
        (TUESDAY, datetime(2202, 1, 1), Malformed),
    ],
)
def test_make_series__impossible_times__refused(start: datetime, end: datetime, error: type) -> None:
    with pytest.raises(error):
        Series(start, end)
    with pytest.raises(error):
        Series(TUESDAY, datetime(2027, 1, 12, 19), moves={TUESDAY: (start, end)})


def test_make_series__given_a_dict__keeps_its_own() -> None:
    moves = {TUESDAY: (datetime(2027, 1, 13, 18), datetime(2027, 1, 13, 19))}
    made = series("FREQ=WEEKLY;COUNT=2", moves=moves)
    moves.clear()
    assert made.moves
    assert made == series("FREQ=WEEKLY;COUNT=2", moves=dict(made.moves))
    assert hash(made) == hash(series("FREQ=WEEKLY;COUNT=2", moves=dict(made.moves)))
    with pytest.raises(FrozenInstanceError):
        made.start = TUESDAY  # type: ignore[misc]
