"""Times as a letter writes them."""

from datetime import datetime, timedelta

import pytest

from booking.services.letter_times import LocalTime, lines

TUESDAY = datetime(2027, 1, 12, 17)


def weekly(*weeks: int, minutes: int = 90) -> list[LocalTime]:
    starts = [TUESDAY + timedelta(weeks=week) for week in weeks]
    return [(start, start + timedelta(minutes=minutes)) for start in starts]


def test_lines__a_weekly_series__is_one_line() -> None:
    assert lines(weekly(*range(20)), "en") == ["every Tuesday 17:00–18:30 from 12 January 2027 to 25 May 2027"]
    assert lines(weekly(*range(20)), "da") == [
        "hver tirsdag kl. 17.00–18.30 fra den 12. januar 2027 til den 25. maj 2027"
    ]


def test_lines__a_series_with_dates_left_out__names_them() -> None:
    [line] = lines(weekly(0, 1, 3, 4, 6), "en")
    assert line.startswith("every Tuesday 17:00–18:30 from 12 January 2027 to 23 February 2027, ")
    assert line.endswith(", except 26 January 2027 and 16 February 2027")


@pytest.mark.parametrize("weeks", [(0, 1), (0, 4, 9)])
def test_lines__few_dates_or_far_apart__are_listed(weeks: tuple[int, ...]) -> None:
    assert len(lines(weekly(*weeks), "en")) == len(weeks)


def test_lines__a_series_and_a_single_time__stand_by_when_they_begin() -> None:
    friday = datetime(2027, 1, 15, 20), datetime(2027, 1, 16)
    assert lines([*weekly(0, 1, 2), friday], "en") == [
        "every Tuesday 17:00–18:30 from 12 January 2027 to 26 January 2027",
        "Friday 15 January 2027 20:00–24:00",
    ]


def test_lines__over_midnight_and_over_days__tell_the_end() -> None:
    assert lines([(datetime(2027, 1, 15, 20), datetime(2027, 1, 16, 2))], "da") == [
        "fredag den 15. januar 2027 kl. 20.00–02.00"
    ]
    assert lines([(datetime(2027, 1, 15, 20), datetime(2027, 1, 17, 10))], "en") == [
        "Friday 15 January 2027 20:00 to Sunday 17 January 2027 10:00"
    ]


def test_lines__of_nothing__are_none() -> None:
    assert lines([], "en") == []
