"""Which weekly hours really hold from when to when."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from calendars.weekly_hours import Reign, Span, WeeklyHours, by_precedence, reigns

DAY = timedelta(days=1)
SPANS = (Span(0, 480, 960),)
OTHER = (Span(0, 600, 720),)
WINTER = date(2027, 1, 1), date(2027, 3, 31)
DAYS = st.integers(0, 40).map(lambda n: date(2027, 1, 1) + n * DAY)
LIMITS = st.tuples(st.none() | DAYS, st.none() | DAYS).filter(
    lambda it: it[0] is None or it[1] is None or it[0] <= it[1]
)
PERIODS = st.lists(st.tuples(LIMITS, st.integers(0, 3)), unique_by=lambda it: it[0], max_size=5).map(
    lambda found: [WeeklyHours((Span(0, 60 * n, 1000),), *limits) for limits, n in found]
)


def test_reigns__no_periods__none() -> None:
    assert reigns([]) == ()


def test_reigns__one_without_limits__always_holds() -> None:
    assert reigns([WeeklyHours(SPANS)]) == (Reign(None, None, SPANS),)


def test_reigns__an_exception__parts_what_it_interrupts() -> None:
    assert reigns([WeeklyHours(SPANS), WeeklyHours(OTHER, *WINTER)]) == (
        Reign(None, WINTER[0] - DAY, SPANS),
        Reign(*WINTER, OTHER),
        Reign(WINTER[1] + DAY, None, SPANS),
    )


def test_reigns__an_exception_like_the_rest__is_none() -> None:
    assert reigns([WeeklyHours(SPANS), WeeklyHours(SPANS, *WINTER)]) == (Reign(None, None, SPANS),)


def test_reigns__days_without_hours__are_in_none() -> None:
    later = date(2027, 5, 1), date(2027, 5, 31)
    assert [it.first_day for it in reigns([WeeklyHours(SPANS, *WINTER), WeeklyHours(SPANS, *later)])] == [
        WINTER[0],
        later[0],
    ]


@given(PERIODS)
def test_reigns__any_periods__say_of_each_day_what_the_first_by_precedence_says(periods: list[WeeklyHours]) -> None:
    ordered, found = by_precedence(periods), reigns(periods)
    for day in (date(2026, 12, 1) + n * DAY for n in range(90)):
        holds = next((it.spans for it in ordered if it.holds_on(day)), None)
        there = [it.spans for it in found if (it.first_day or day) <= day <= (it.last_day or day)]
        assert there == ([] if holds is None else [holds])
