"""Opening hours as moments: each opening by itself, all open time, and the opening at a moment."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.errors import EmptyInterval, Malformed
from calendars.hours import Span, WeeklyHours, open_hours, opening_at, openings, parse_hours
from calendars.intervals import Interval, IntervalSet
from calendars.weekly_hours import running_into_next
from calendars.zone import days, interval, to_wall, zone

COPENHAGEN = zone("Europe/Copenhagen")
MONDAY = date(2027, 1, 11)
ALWAYS = WeeklyHours(parse_hours("mon-fri 08:00-22:00; sat 09:00-14:00, 15:00-24:00; sun closed"))


def on(day: date, opens: str, closes: str, *, days_later: int = 0) -> Interval:
    return interval(
        datetime.fromisoformat(f"{day}T{opens}"),
        datetime.fromisoformat(f"{day + timedelta(days=days_later)}T{closes}"),
        COPENHAGEN,
    )


@st.composite
def weeks(draw: st.DrawFn) -> tuple[Span, ...]:
    """Spans that do not run into each other, on the half hour."""
    points = draw(st.lists(st.integers(0, 7 * 48 - 1), max_size=8, unique=True).map(sorted))
    spans = [
        Span(first // 48, first % 48 * 30, first % 48 * 30 + (last - first) * 30)
        for first, last in zip(points[::2], points[1::2], strict=False)
        if (last - first) + first % 48 <= 96
    ]
    return tuple(span for span in spans if not running_into_next([span]))


SPRING, AUTUMN = date(2027, 3, 22), date(2027, 10, 25)


@st.composite
def periods(draw: st.DrawFn, near: date = SPRING) -> list[WeeklyHours]:
    """Weekly hours of different validity, some without beginning or end."""
    limits = st.none() | st.integers(0, 13).map(lambda n: near + timedelta(days=n))
    validities = draw(st.lists(st.tuples(limits, limits), max_size=4, unique=True))
    return [
        WeeklyHours(draw(weeks()), first, last) for first, last in validities if not (first and last and last < first)
    ]


def opens_by_the_minute(chosen: list[WeeklyHours], moment: datetime) -> bool:
    """The oracle: look at the clock, and ask of today and the two days before whether they are open so late."""
    wall = to_wall(moment, COPENHAGEN)
    for back in range(3):
        day = wall.date() - timedelta(days=back)
        holding = [each for each in chosen if each.holds_on(day)]
        if holding:
            latest = max(
                holding, key=lambda each: (each.first_day or date.min, -(each.last_day or date.max).toordinal())
            )
            minute = wall.hour * 60 + wall.minute + 1440 * back
            if any(s.weekday == day.weekday() and s.opens <= minute < s.closes for s in latest.spans):
                return True
    return False


def shown_once(moment: datetime) -> bool:
    hour = timedelta(hours=1)
    wall = to_wall(moment, COPENHAGEN)
    return wall not in (to_wall(moment - hour, COPENHAGEN), to_wall(moment + hour, COPENHAGEN))


@pytest.mark.parametrize("near", [SPRING, AUTUMN])
@given(data=st.data(), skip=st.integers(0, 12), more=st.integers(0, 4))
def test_open_hours__any_periods__as_minute_by_minute(near: date, data: st.DataObject, skip: int, more: int) -> None:
    """Behaviour 13, in the weeks around both changes of the clocks."""
    chosen = data.draw(periods(near))
    first = near + timedelta(days=skip)
    asked = days(first, first + timedelta(days=more), COPENHAGEN)
    found = open_hours(chosen, IntervalSet(), first, first + timedelta(days=more), COPENHAGEN)
    moments = [asked.start + timedelta(minutes=n) for n in range(0, asked.minutes, 30)]
    wrong = [moment for moment in moments if found.contains(moment) != opens_by_the_minute(chosen, moment)]
    assert not [moment for moment in wrong if shown_once(moment)]


@given(periods(), periods(), st.integers(0, 12), st.integers(0, 6))
def test_openings__any_periods__those_on_the_dates_whole(
    chosen: list[WeeklyHours], closing: list[WeeklyHours], skip: int, more: int
) -> None:
    first = date(2027, 3, 22) + timedelta(days=skip)
    last = first + timedelta(days=more)
    found = openings(chosen, first, last, COPENHAGEN)
    asked = days(first, last, COPENHAGEN)
    around = openings(chosen, first - timedelta(days=7), last + timedelta(days=7), COPENHAGEN)
    assert found == tuple(each for each in around if each.overlaps(asked))
    closed = open_hours(closing, IntervalSet(), first, last, COPENHAGEN)
    opened = open_hours(chosen, IntervalSet(), first, last, COPENHAGEN)
    assert open_hours(chosen, closed, first, last, COPENHAGEN) == opened - closed


@given(periods(), st.datetimes(datetime(2027, 3, 21), datetime(2027, 4, 5)).map(lambda wall: wall.replace(tzinfo=UTC)))
def test_opening_at__any_moment__one_that_contains_it(chosen: list[WeeklyHours], moment: datetime) -> None:
    found = opening_at(chosen, moment, COPENHAGEN)
    day = to_wall(moment, COPENHAGEN).date()
    containing = [each for each in openings(chosen, day, day, COPENHAGEN) if each.contains(moment)]
    assert found == (containing[-1] if containing else None)


def test_openings__two_spans_a_day__each_by_itself() -> None:
    """Behaviour 13: the start grid counts from each opening."""
    saturday = date(2027, 1, 16)
    assert openings([ALWAYS], saturday, saturday + timedelta(days=1), COPENHAGEN) == (
        on(saturday, "09:00", "14:00"),
        on(saturday, "15:00", "00:00", days_later=1),
    )


def test_openings__over_midnight__there_on_both_days_and_whole() -> None:
    """Behaviours 12 and 13: Friday's 20-02 is found on Friday and on Saturday, from its beginning."""
    friday = date(2027, 1, 15)
    late = [WeeklyHours(parse_hours("fri 20:00-02:00"))]
    whole = on(friday, "20:00", "02:00", days_later=1)
    for day in (friday, friday + timedelta(days=1)):
        assert openings(late, day, day, COPENHAGEN) == (whole,)
    assert openings(late, friday + timedelta(days=2), friday + timedelta(days=2), COPENHAGEN) == ()
    assert opening_at(late, on(friday + timedelta(days=1), "01:59", "02:00").start, COPENHAGEN) == whole


def test_openings__until_midnight__not_there_on_the_next_day() -> None:
    """Behaviour 6: an opening until 24:00 is not one of the next date."""
    sunday = date(2027, 1, 17)
    assert openings([ALWAYS], sunday, sunday, COPENHAGEN) == ()


def test_openings__long_night_into_a_change__closes_by_the_wall_clock() -> None:
    """Behaviours 9 and 12: 20-06 on those nights lasts nine or eleven hours."""
    late = [WeeklyHours(parse_hours("sat 20:00-06:00"))]
    for saturday, hours in ((date(2027, 3, 27), 9), (date(2027, 10, 30), 11)):
        assert [each.minutes for each in openings(late, saturday, saturday, COPENHAGEN)] == [hours * 60]


def test_opening_at__old_hours_run_into_new_ones__the_one_that_began_last() -> None:
    old = WeeklyHours(parse_hours("sun 20:00-10:00"), None, MONDAY - timedelta(days=1))
    new = WeeklyHours(parse_hours("mon 08:00-16:00"), MONDAY)
    nine = on(MONDAY, "09:00", "09:01").start
    assert opening_at([old, new], nine, COPENHAGEN) == on(MONDAY, "08:00", "16:00")
    assert len(openings([old, new], MONDAY, MONDAY, COPENHAGEN)) == 2


def test_open_hours__until_midnight__covers_an_end_at_2400() -> None:
    """Behaviour 6: 22-24 lies inside opening hours until midnight."""
    saturday = date(2027, 1, 16)
    opened = open_hours([ALWAYS], IntervalSet(), saturday, saturday, COPENHAGEN)
    assert opened.covers(on(saturday, "22:00", "00:00", days_later=1))


def test_open_hours__until_24_and_from_00__continuous() -> None:
    """Behaviour 6: 23-01 is open where Saturday is until midnight and Sunday from midnight."""
    chosen = [WeeklyHours(parse_hours("sat 08:00-24:00; sun 00:00-12:00"))]
    saturday, sunday = date(2027, 1, 16), date(2027, 1, 17)
    assert len(openings(chosen, saturday, sunday, COPENHAGEN)) == 2
    opened = open_hours(chosen, IntervalSet(), saturday, sunday, COPENHAGEN)
    assert list(opened) == [on(saturday, "08:00", "12:00", days_later=1)]
    assert opened.covers(on(saturday, "23:00", "01:00", days_later=1))


def test_openings__exception_for_a_date__replaces_the_whole_day() -> None:
    """Behaviours 7 and 13: hours differ by date, and both ends of the exception belong to it."""
    closed = WeeklyHours((), MONDAY, MONDAY + timedelta(days=1))
    short = WeeklyHours(parse_hours("mon-sun 10:00-12:00"), MONDAY + timedelta(days=1), MONDAY + timedelta(days=1))
    assert openings([ALWAYS, short, closed], MONDAY, MONDAY + timedelta(days=2), COPENHAGEN) == (
        on(MONDAY + timedelta(days=1), "10:00", "12:00"),
        on(MONDAY + timedelta(days=2), "08:00", "22:00"),
    )


def test_openings__closed_today_after_a_long_night__the_night_stays() -> None:
    friday = date(2027, 1, 15)
    late = WeeklyHours(parse_hours("fri 20:00-02:00; sat 10:00-12:00"))
    closed = WeeklyHours((), friday + timedelta(days=1), friday + timedelta(days=1))
    saturday = friday + timedelta(days=1)
    assert openings([late, closed], saturday, saturday, COPENHAGEN) == (on(friday, "20:00", "02:00", days_later=1),)


def test_openings__several_periods__the_one_that_begins_latest_and_ends_first() -> None:
    first, last = MONDAY, MONDAY + timedelta(days=30)
    by_hour = {
        "08": WeeklyHours(parse_hours("mon 08:00-23:00")),
        "09": WeeklyHours(parse_hours("mon 09:00-23:00"), None, last),
        "10": WeeklyHours(parse_hours("mon 10:00-23:00"), first - timedelta(days=30), first),
        "11": WeeklyHours(parse_hours("mon 11:00-23:00"), first),
        "12": WeeklyHours(parse_hours("mon 12:00-23:00"), first, last),
        "13": WeeklyHours(parse_hours("mon 13:00-23:00"), first, first),
    }
    chosen = list(by_hour.values())
    for hour in ("13", "12", "11", "10", "09", "08"):
        assert openings(chosen, MONDAY, MONDAY, COPENHAGEN) == (on(MONDAY, f"{hour}:00", "23:00"),)
        chosen.remove(by_hour[hour])


def test_openings__same_validity_twice__refused() -> None:
    for first, last in ((None, None), (MONDAY, None), (MONDAY, MONDAY)):
        twice = [WeeklyHours(ALWAYS.spans, first, last), WeeklyHours((), first, last)]
        with pytest.raises(Malformed) as refused:
            openings(twice, MONDAY, MONDAY, COPENHAGEN)
        assert refused.value.value == (first, last)


def test_openings__night_of_the_change__23_or_25_hours_of_open_time() -> None:
    """Behaviours 9 and 10: hours are never an error; a skipped opening time waits, a repeated one is the first."""
    around_the_clock = [WeeklyHours(parse_hours("mon-sun 00:00-24:00"))]
    at_night = [WeeklyHours(parse_hours("sun 02:30-06:00"))]
    in_the_gap = [WeeklyHours(parse_hours("sun 02:00-03:00"))]
    for day, hours, night in ((date(2027, 3, 28), 23, 180), (date(2027, 10, 31), 25, 270)):
        assert open_hours(around_the_clock, IntervalSet(), day, day, COPENHAGEN).minutes == hours * 60
        assert [each.minutes for each in openings(at_night, day, day, COPENHAGEN)] == [night]
    assert openings(in_the_gap, date(2027, 3, 28), date(2027, 3, 28), COPENHAGEN) == ()


def test_openings__last_before_first__refused() -> None:
    with pytest.raises(EmptyInterval):
        openings([ALWAYS], MONDAY, MONDAY - timedelta(days=1), COPENHAGEN)


@pytest.mark.parametrize(
    ("weekday", "opens", "closes"), [(7, 0, 60), (-1, 0, 60), (0, -1, 60), (0, 1440, 1500), (0, 60, 60), (0, 0, 2881)]
)
def test_make_span__impossible__refused(weekday: int, opens: int, closes: int) -> None:
    with pytest.raises(Malformed):
        Span(weekday, opens, closes)


@pytest.mark.parametrize(
    "spans",
    [
        (Span(0, 480, 720), Span(0, 719, 800)),
        (Span(0, 480, 1500), Span(1, 59, 120)),
        (Span(6, 1200, 1500), Span(0, 30, 60)),
        (Span(0, 0, 60), Span(0, 0, 60)),
    ],
)
def test_make_weekly_hours__spans_that_overlap__refused(spans: tuple[Span, ...]) -> None:
    with pytest.raises(Malformed):
        WeeklyHours(spans)


def test_make_weekly_hours__last_day_before_the_first__refused() -> None:
    with pytest.raises(EmptyInterval):
        WeeklyHours((), MONDAY, MONDAY - timedelta(days=1))
