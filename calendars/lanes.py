"""Lanes side by side: how many are free, and which of them to take."""

from collections.abc import Iterable
from typing import NamedTuple, Self

from calendars.claims import Hold, Need

LaneSet = int
"""A set of lanes: bit 0 is lane 1. A negative integer, whose bits never end, is a set without an upper end."""

NO_LANES: LaneSet = 0


def lanes(lane_from: int, lane_to: int | None) -> LaneSet:
    """The lanes from `lane_from` up to, not including, `lane_to`; None is without end."""
    upwards = -1 << (lane_from - 1)
    return upwards if lane_to is None else upwards & ~(-1 << (lane_to - 1))


def lanes_of(holds: Iterable[Hold]) -> LaneSet:
    """Every lane that any of the holds has."""
    together = NO_LANES
    for hold in holds:
        together |= lanes(hold.lane_from, hold.lane_to)
    return together


class Demand(NamedTuple):
    """A need together with all lanes that its unit has."""

    need: Need
    every_lane: LaneSet

    @classmethod
    def of(cls, need: Need, lanes_of_unit: int) -> Self:
        return cls(need, lanes(1, lanes_of_unit + 1))

    def shortage(self, taken: LaneSet) -> int:
        """How many lanes are missing beside those taken; those left need not lie side by side.

        A whole unit is short of each of its lanes that is taken, and also where only a lane beyond them is held.
        """
        if self.need.lanes is None:
            return (self.every_lane & taken).bit_count() or int(taken != NO_LANES)
        return max(0, self.need.lanes - (self.every_lane & ~taken).bit_count())

    def wants(self, hold: Hold) -> bool:
        """Whether the hold has a lane that could have served; where all are wanted, any."""
        return self.need.lanes is None or lanes(hold.lane_from, hold.lane_to) & self.every_lane != NO_LANES

    def ranges(self, taken: LaneSet) -> tuple[tuple[int, int | None], ...]:
        """The lanes to have, as ranges (from, to-exclusive), where there is no shortage."""
        if self.need.lanes is None:
            return ((1, None),)
        return take(self.every_lane & ~taken, self.need.lanes)


def take(free: LaneSet, wanted: int) -> tuple[tuple[int, int], ...]:
    """Ranges (from, to-exclusive) of `wanted` lanes out of a finite set that has as many.

    The smallest run that suffices, the lowest of equals: a party of two goes into a gap of two, so that the long run
    stays whole for the party of four. If no run suffices, the longest are filled first: the fewest pieces.
    """
    runs = _runs(free)
    taken = []
    while wanted > 0:
        sufficient = [run for run in runs if run[1] - run[0] >= wanted]
        run = min(sufficient, key=_shortest_first) if sufficient else min(runs, key=_longest_first)
        runs.remove(run)
        start, end = run[0], min(run[1], run[0] + wanted)
        taken.append((start, end))
        wanted -= end - start
    return tuple(sorted(taken))


def _runs(free: LaneSet) -> list[tuple[int, int]]:
    runs = []
    lane = 1
    while free:
        gap = (free & -free).bit_length() - 1
        free >>= gap
        length = (~free & (free + 1)).bit_length() - 1
        free >>= length
        runs.append((lane + gap, lane + gap + length))
        lane += gap + length
    return runs


def _shortest_first(run: tuple[int, int]) -> tuple[int, int]:
    return run[1] - run[0], run[0]


def _longest_first(run: tuple[int, int]) -> tuple[int, int]:
    return run[0] - run[1], run[0]
