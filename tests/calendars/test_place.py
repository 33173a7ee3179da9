"""Placing a booking among others: behaviours 1, 2 and 4."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.errors import Malformed
from calendars.intervals import Interval
from calendars.occupancy import Claimed, Clash, Need, Occupancy, Placement, Reason, Shortage
from tests.calendars.grid import UNIT_LANES, Ask, asks, at, book_all, buffers, hold, placeable, time, violations, worlds
from tests.calendars.grid import intervals as some_time

HALF_A, HALF_B, OTHER_HALL = 11, 12, 13
HALL = (Need(HALF_A), Need(HALF_B))
POOL = 3


def fits(occupancy: Occupancy, *needs: Need, start: int = 0, end: int = 10, setup: int = 0, clear_up: int = 0) -> bool:
    answer = occupancy.place(needs, UNIT_LANES, time(start, end), setup, clear_up)
    return isinstance(answer, Placement)


def lanes_given(occupancy: Occupancy, lanes: int) -> list[tuple[int, int | None]]:
    answer = occupancy.place([Need(POOL, lanes)], UNIT_LANES, time(0, 10))
    assert isinstance(answer, Placement)
    return [(claim.lane_from, claim.lane_to) for claim in answer.claims]


def pool(*taken: tuple[int, int]) -> Occupancy:
    return Occupancy(hold(POOL, 0, 10, lanes=lanes) for lanes in taken)


@pytest.mark.parametrize(
    ("held", "asked", "free"),
    [
        (HALL, [Need(HALF_A)], False),
        (HALL, [Need(HALF_B)], False),
        ([Need(HALF_A)], HALL, False),
        ([Need(HALF_B)], HALL, False),
        ([Need(HALF_A)], [Need(HALF_B)], True),
        ([Need(HALF_B)], [Need(HALF_A)], True),
        ([Need(HALF_B), Need(OTHER_HALL)], HALL, False),
        ([Need(HALF_B), Need(OTHER_HALL)], [Need(HALF_A)], True),
    ],
)
def test_place__hall_and_its_halves__each_blocks_what_shares_a_unit(
    held: list[Need], asked: list[Need], free: bool
) -> None:
    """Behaviour 1: a half blocks the whole, the whole both halves, the halves not each other."""
    occupancy = Occupancy(hold(need.unit, 0, 10) for need in held)
    assert fits(occupancy, *asked) is free


def test_place__projector_of_another_room__clashes_without_a_common_room() -> None:
    """Behaviour 2: what moves between rooms is a unit too."""
    projector, here, there = 21, 22, 23
    occupancy = Occupancy([hold(here, 0, 10), hold(projector, 0, 10)])
    assert not fits(occupancy, Need(there), Need(projector))
    assert fits(occupancy, Need(there))


def test_place__touching_times__are_free() -> None:
    """Behaviour 4: 18-19 and 19-20."""
    occupancy = Occupancy([hold(1, 10, 20)])
    assert fits(occupancy, Need(1), start=0, end=10)
    assert fits(occupancy, Need(1), start=20, end=30)
    assert not fits(occupancy, Need(1), start=19, end=21)


def test_place__clear_up_of_the_first__delays_the_next_by_as_much() -> None:
    """Behaviour 4: with 15 minutes of clear-up until 19:15, 19:00 is refused and 19:15 is fine."""
    occupancy = Occupancy([hold(1, 0, 60), hold(1, 60, 75, core=False)])
    assert not fits(occupancy, Need(1), start=60, end=90)
    assert not fits(occupancy, Need(1), start=74, end=90)
    assert fits(occupancy, Need(1), start=75, end=90)


@given(buffers, buffers, st.integers(0, 10), st.booleans())
def test_place__two_bookings_with_buffers__need_the_larger_gap_in_either_order(
    clear_up: int, setup: int, gap: int, later_first: bool
) -> None:
    """Behaviour 4: the larger of clear-up and set-up, not the sum, whichever was booked first."""
    earlier: Ask = ((Need(1),), time(0, 10), 0, clear_up)
    later: Ask = ((Need(1),), time(10 + gap, 30), setup, 0)
    _, holds = book_all([later, earlier] if later_first else [earlier, later])
    assert (len({each.occurrence for each in holds}) == 2) == (gap >= max(clear_up, setup))


@given(asks, asks)
def test_place__any_two_bookings__fit_together_in_both_orders_or_in_none(one: Ask, other: Ask) -> None:
    assert len({each.occurrence for each in book_all([one, other])[1]}) == len(
        {each.occurrence for each in book_all([other, one])[1]}
    )


@given(worlds(), asks)
def test_place__any_world__breaks_nothing_and_refuses_only_what_has_no_place(
    world: tuple[Occupancy, list], ask: Ask
) -> None:
    occupancy, holds = world
    assert not violations(holds)
    needs, core, setup, clear_up = ask
    answer = occupancy.place(needs, UNIT_LANES, core, setup, clear_up)
    assert (
        isinstance(answer, Placement)
        == placeable(holds, ask)
        == occupancy.free(needs, UNIT_LANES, core, setup, clear_up)
    )
    if isinstance(answer, Placement):
        added = [claim.hold(99) for claim in answer.claims]
        assert not violations(holds + added)
        for need in needs:
            cores = [claim for claim in answer.claims if claim.unit == need.unit and claim.core]
            assert sum((claim.lane_to or 0) - claim.lane_from for claim in cores) == (need.lanes or -1)


@given(worlds(), asks)
def test_place__clash__is_gone_when_those_in_the_way_are(world: tuple[Occupancy, list], ask: Ask) -> None:
    occupancy, _ = world
    needs, core, setup, clear_up = ask
    answer = occupancy.place(needs, UNIT_LANES, core, setup, clear_up)
    if isinstance(answer, Clash) and all(shortage.reason is Reason.TAKEN for shortage in answer.shortages):
        assert all(shortage.lanes_short >= 1 and shortage.in_the_way for shortage in answer.shortages)
        others = {each.occurrence for each in answer.in_the_way}
        assert occupancy.free(needs, UNIT_LANES, core, setup, clear_up, ignoring=others)


@given(worlds(), asks, st.sets(st.integers(0, 13)))
def test_place__ignoring_some__is_as_if_they_were_gone(
    world: tuple[Occupancy, list], ask: Ask, ignored: set[int]
) -> None:
    occupancy, holds = world
    without = Occupancy(each for each in holds if each.occurrence not in ignored)
    needs, core, setup, clear_up = ask
    expected = without.place(needs, UNIT_LANES, core, setup, clear_up)
    assert occupancy.place(needs, UNIT_LANES, core, setup, clear_up, ignoring=ignored) == expected


@given(worlds(), some_time())
def test_overlapping__any_time__finds_all_that_share_it_in_order(
    world: tuple[Occupancy, list], interval: Interval
) -> None:
    occupancy, holds = world
    for unit in UNIT_LANES:
        found = occupancy.overlapping(unit, interval)
        expected = [each for each in holds if each.unit == unit and interval.overlaps(Interval(each.start, each.end))]
        assert sorted(found, key=repr) == sorted(expected, key=repr)
        assert list(found) == sorted(found, key=lambda each: each.start)


def test_overlapping__long_hold_before_short_ones__finds_it_and_not_those_already_gone() -> None:
    long, gone, touching, there = (
        hold(POOL, *when, lanes=(lane, lane + 1)) for lane, when in enumerate([(0, 30), (2, 4), (3, 10), (12, 13)], 1)
    )
    assert Occupancy([there, touching, gone, long]).overlapping(POOL, time(10, 20)) == (long, there)


def test_place__series_that_overlaps_itself__sees_its_earlier_occurrence() -> None:
    first = Occupancy().place([Need(1)], UNIT_LANES, time(0, 10))
    assert isinstance(first, Placement)
    empty = Occupancy()
    fuller = empty.with_(first.claims, occurrence=-7)
    clash = fuller.place([Need(1)], UNIT_LANES, time(5, 15))
    assert isinstance(clash, Clash)
    assert [each.occurrence for each in clash.in_the_way] == [-7]
    assert fits(empty, Need(1), start=5, end=15), "the one it came from is as it was"


def test_place__with_buffers__claims_them_on_the_same_lanes_beside_the_core() -> None:
    answer = pool((1, 3)).place([Need(POOL, 2)], UNIT_LANES, time(5, 8), setup_minutes=3, clear_up_minutes=1)
    assert answer == Placement(
        (
            Claimed(POOL, 3, 5, at(2), at(5), core=False),
            Claimed(POOL, 3, 5, at(5), at(8), core=True),
            Claimed(POOL, 3, 5, at(8), at(9), core=False),
        )
    )


def test_place__whole_unit__claims_lanes_without_end() -> None:
    answer = Occupancy().place([Need(POOL)], UNIT_LANES, time(0, 1))
    assert answer == Placement((Claimed(POOL, 1, None, at(0), at(1), core=True),))


@pytest.mark.parametrize(
    ("taken", "asked", "given_lanes"),
    [
        ([], 2, [(1, 3)]),
        ([(3, 4)], 2, [(1, 3)]),
        ([(2, 3)], 1, [(1, 2)]),
        ([(1, 2), (3, 4)], 1, [(2, 3)]),
        ([(5, 6)], 1, [(6, 7)]),
        ([(2, 3), (4, 5)], 2, [(5, 7)]),
        ([(2, 3), (4, 5)], 3, [(1, 2), (5, 7)]),
        ([(2, 3), (4, 5)], 4, [(1, 2), (3, 4), (5, 7)]),
        ([(3, 4)], 4, [(1, 2), (4, 7)]),
    ],
)
def test_place__lanes__smallest_run_that_suffices_else_fewest_pieces(
    taken: list[tuple[int, int]], asked: int, given_lanes: list[tuple[int, int]]
) -> None:
    assert lanes_given(pool(*taken), asked) == given_lanes


def test_place__lanes_short__says_how_many_and_who_is_there() -> None:
    clash = pool((1, 4), (5, 6)).place([Need(POOL, 3)], UNIT_LANES, time(5, 6))
    assert clash == Clash(
        (Shortage(POOL, Reason.TAKEN, 1, (hold(POOL, 0, 10, lanes=(1, 4)), hold(POOL, 0, 10, lanes=(5, 6)))),)
    )


def test_place__more_lanes_than_the_unit_has__is_its_own_reason() -> None:
    clash = pool((1, 4)).place([Need(POOL, 8)], UNIT_LANES, time(0, 10))
    assert clash == Clash((Shortage(POOL, Reason.TOO_FEW_LANES, 2),))


def test_place__several_needs_short__names_each() -> None:
    occupancy = Occupancy([hold(HALF_A, 0, 10), hold(HALF_B, 5, 6)])
    clash = occupancy.place(HALL, UNIT_LANES, time(0, 10))
    assert isinstance(clash, Clash)
    assert [(shortage.unit, shortage.lanes_short) for shortage in clash.shortages] == [(HALF_A, 1), (HALF_B, 1)]


def test_place__whole_unit_where_a_lane_beyond_it_is_held__is_refused() -> None:
    """A unit may have been given fewer lanes since."""
    clash = Occupancy([hold(1, 0, 10, lanes=(2, 3))]).place([Need(1)], UNIT_LANES, time(0, 10))
    assert isinstance(clash, Clash)
    assert clash.shortages[0].lanes_short == 1


@pytest.mark.parametrize("lanes", [0, -1])
def test_need__less_than_one_lane__is_malformed(lanes: int) -> None:
    with pytest.raises(Malformed):
        Need(1, lanes)
