"""Spaces asked for together, as needs that name each unit once."""

from calendars.occupancy import Need, merge_needs


def test_merge_needs__lanes_of_one_pool_for_two_spaces__add_up() -> None:
    assert merge_needs([[Need(1, 2)], [Need(1, 2)]]) == (Need(1, 4),)


def test_merge_needs__whole_unit_and_some_lanes__is_the_whole_unit() -> None:
    assert merge_needs([[Need(1, 2)], [Need(1)]]) == (Need(1),)
    assert merge_needs([[Need(1)], [Need(1, 2)]]) == (Need(1),)


def test_merge_needs__hall_and_one_of_its_halves__names_each_unit_once() -> None:
    assert merge_needs([[Need(1), Need(2)], [Need(2)], [Need(3)]]) == (Need(1), Need(2), Need(3))
