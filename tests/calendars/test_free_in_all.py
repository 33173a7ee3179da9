"""Which of many spaces are free in which of many windows."""

from hypothesis import given
from hypothesis import strategies as st

from calendars.intervals import Interval
from calendars.occupancy import Need, Occupancy, free_in_all
from tests.calendars.grid import UNIT_LANES, buffers, hold, intervals, some_needs, time, worlds


@given(
    worlds(),
    st.dictionaries(st.integers(), some_needs(), max_size=5),
    st.lists(intervals(), max_size=8),
    buffers,
    buffers,
    st.sets(st.integers(0, 13), max_size=3),
)
def test_free_in_all__any_world__agrees_with_asking_one_by_one(
    world: tuple[Occupancy, list],
    spaces: dict[int, tuple[Need, ...]],
    windows: list[Interval],
    setup: int,
    clear_up: int,
    ignored: set[int],
) -> None:
    occupancy, _ = world
    assert free_in_all(occupancy, spaces, UNIT_LANES, windows, setup, clear_up, ignored) == {
        space: tuple(
            index
            for index, window in enumerate(windows)
            if occupancy.free(needs, UNIT_LANES, window, setup, clear_up, ignored)
        )
        for space, needs in spaces.items()
    }


def test_free_in_all__some_weeks_taken__names_the_others() -> None:
    weeks = [time(week * 100, week * 100 + 20) for week in range(4)]
    occupancy = Occupancy([hold(1, 110, 130), hold(1, 320, 330), hold(3, 0, 400, lanes=(1, 6))])
    spaces = {"hall": [Need(1)], "lane": [Need(3, 1)], "two lanes": [Need(3, 2)], "seven": [Need(3, 7)], "sky": []}
    assert free_in_all(occupancy, spaces, UNIT_LANES, weeks) == {
        "hall": (0, 2, 3),
        "lane": (0, 1, 2, 3),
        "two lanes": (),
        "seven": (),
        "sky": (0, 1, 2, 3),
    }


def test_free_in_all__windows_inside_one_another__finds_each_that_is_hit() -> None:
    windows = [time(0, 30), time(20, 25), time(2, 4), time(10, 12)]
    assert free_in_all(Occupancy([hold(1, 11, 15)]), {"hall": [Need(1)]}, UNIT_LANES, windows) == {"hall": (1, 2)}
    assert free_in_all(Occupancy([hold(1, 5, 9)]), {"hall": [Need(1)]}, UNIT_LANES, windows) == {"hall": (1, 2, 3)}


def test_free_in_all__another_buffer__may_touch_ours_but_not_our_core() -> None:
    """Behaviour 4: buffers may overlap buffers."""
    occupancy = Occupancy([hold(1, 10, 15, core=False), hold(1, 15, 20)])
    windows = [time(0, 10), time(0, 11), time(20, 30), time(24, 30)]
    spaces = {"hall": [Need(1)]}
    assert free_in_all(occupancy, spaces, UNIT_LANES, windows, clear_up_minutes=5) == {"hall": (0, 2, 3)}
    assert free_in_all(occupancy, spaces, UNIT_LANES, windows, setup_minutes=4, clear_up_minutes=6) == {"hall": (3,)}
