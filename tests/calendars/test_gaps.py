"""Where something still fits: gaps, and openings with lanes."""

from hypothesis import given
from hypothesis import strategies as st

from calendars.intervals import Interval, IntervalSet
from calendars.occupancy import Need, Occupancy, Placement
from tests.calendars.grid import LAST, UNIT_LANES, Ask, asks, at, hold, intervals, time, worlds

HOURS = st.lists(intervals(longest=LAST), max_size=3).map(IntervalSet)


@given(worlds(), asks, HOURS)
def test_gaps__any_world__agree_with_place_at_every_minute(
    world: tuple[Occupancy, list], ask: Ask, within: IntervalSet
) -> None:
    occupancy, _ = world
    needs, _, setup, clear_up = ask
    gaps = occupancy.gaps(needs, UNIT_LANES, within, setup, clear_up)
    for minute in range(LAST):
        fits = isinstance(occupancy.place(needs, UNIT_LANES, time(minute, minute + 1), setup, clear_up), Placement)
        assert gaps.contains(at(minute)) == (fits and within.contains(at(minute)))


@given(worlds(), asks, HOURS, st.sets(st.integers(0, 13), max_size=3))
def test_openings__any_core__fits_exactly_if_it_lies_in_one(
    world: tuple[Occupancy, list], ask: Ask, within: IntervalSet, ignored: set[int]
) -> None:
    occupancy, _ = world
    needs, core, setup, clear_up = ask
    openings = occupancy.openings(needs, UNIT_LANES, within, setup, clear_up, ignored)
    fits = within.covers(core) and occupancy.free(needs, UNIT_LANES, core, setup, clear_up, ignored)
    assert any(opening.covers(core) for opening in openings) == fits
    assert not any(one.covers(other) for one in openings for other in openings if one is not other)


def test_gaps__between_two_bookings__leave_room_for_the_larger_buffer() -> None:
    """Behaviour 4: clear-up 5 of the first and our set-up 10 take 10 together, as do our clear-up 3 and set-up 10."""
    occupancy = Occupancy([hold(1, 0, 10), hold(1, 10, 15, core=False), hold(1, 50, 60, core=False), hold(1, 60, 90)])
    gaps = occupancy.gaps([Need(1)], UNIT_LANES, IntervalSet([time(0, 100)]), setup_minutes=10, clear_up_minutes=3)
    assert gaps == IntervalSet([time(20, 50)])


def test_gaps__buffers_at_opening_and_closing__may_lie_in_closed_time() -> None:
    """Behaviour 4: buffers may lie in closed time; the booking may not."""
    within = IntervalSet([time(10, 20)])
    assert Occupancy().gaps([Need(1)], UNIT_LANES, within, setup_minutes=15, clear_up_minutes=15) == within
    neighbour = Occupancy([hold(1, 0, 10)])
    assert neighbour.gaps([Need(1)], UNIT_LANES, within, setup_minutes=4) == IntervalSet([time(14, 20)])


def test_openings__one_lane_after_the_other_free__overlap() -> None:
    occupancy = Occupancy([hold(2, 0, 10, lanes=(2, 4)), hold(2, 20, 30, lanes=(1, 2)), hold(2, 0, 30, lanes=(3, 4))])
    needs, within = [Need(2, 1)], [time(0, 30)]
    assert occupancy.openings(needs, UNIT_LANES, within) == (time(0, 20), time(10, 30))
    assert occupancy.gaps(needs, UNIT_LANES, IntervalSet(within)) == IntervalSet(within)


def test_openings__another_lane_becomes_free_on_the_way__is_no_opening_of_its_own() -> None:
    occupancy = Occupancy([hold(2, 0, 10, lanes=(1, 2))])
    assert occupancy.openings([Need(2, 1)], UNIT_LANES, [time(0, 30)]) == (time(0, 30),)


def test_openings__more_lanes_than_the_unit_has__none() -> None:
    assert Occupancy().openings([Need(2, 4)], UNIT_LANES, [time(0, 30)]) == ()


def test_gaps__nothing_held__are_all_of_it() -> None:
    within = IntervalSet([Interval(at(0), at(5)), Interval(at(7), at(9))])
    assert Occupancy().gaps([Need(1), Need(3, 6)], UNIT_LANES, within, 5, 5) == within
