"""Who holds what when: clashes, free gaps, free in all weeks.

The same guarantee as the database's: no two cores share a unit, a lane and a time, and no buffer (set-up, clear-up)
lies on another's core. Buffers may lie on buffers, so between two bookings the larger of clear-up and set-up is enough,
whichever came first. Touching is free.

Throughout: times are aware UTC, lengths are minutes; `needs` name each unit once (`merge_needs`); `unit_lanes` says how
many lanes a unit has, one if it is not there; `ignoring` names occurrences whose holds do not count.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import Self, TypeVar

from calendars.claims import Claimed, Clash, Hold, Need, Placement, Reason, Shortage, merge_needs
from calendars.intervals import Interval, IntervalSet
from calendars.lanes import NO_LANES, Demand, lanes_of
from calendars.openings import Block, openings
from calendars.stay import Stay
from calendars.timeline import NOTHING, Timeline
from calendars.windows import Windows

__all__ = [
    "Claimed",
    "Clash",
    "Hold",
    "Need",
    "Occupancy",
    "Placement",
    "Reason",
    "Shortage",
    "free_in_all",
    "merge_needs",
]

Key = TypeVar("Key", bound=Hashable)
NOBODY: frozenset[int] = frozenset()


class Occupancy:
    """The holds known of some units. It never changes; `with_` answers with a fuller one."""

    __slots__ = ("_timelines",)

    def __init__(self, holds: Iterable[Hold] = ()) -> None:
        self._timelines = {unit: Timeline(held) for unit, held in _by_unit(holds).items()}

    def with_(self, claims: Iterable[Claimed], occurrence: int) -> Self:
        """The same with one more occurrence, so that the next one of its series sees what it holds."""
        fuller = type(self)()
        added = _by_unit(claim.hold(occurrence) for claim in claims)
        fuller._timelines = self._timelines | {unit: self.held(unit).plus(holds) for unit, holds in added.items()}
        return fuller

    def held(self, unit: int) -> Timeline:
        """Every hold of the unit; iterating gives them in no order."""
        return self._timelines.get(unit, NOTHING)

    def overlapping(self, unit: int, interval: Interval) -> tuple[Hold, ...]:
        """Every hold of the unit, core or buffer, that shares time with the interval, by start."""
        return tuple(self.held(unit).overlapping(interval.start, interval.end))

    def place(
        self,
        needs: Sequence[Need],
        unit_lanes: Mapping[int, int],
        core: Interval,
        setup_minutes: int = 0,
        clear_up_minutes: int = 0,
        ignoring: Collection[int] = NOBODY,
    ) -> Placement | Clash:
        """The claims that give every need its place, or what is in the way of which: all or nothing."""
        stay = Stay.around(core, setup_minutes, clear_up_minutes)
        claims: list[Claimed] = []
        shortages: list[Shortage] = []
        for demand in _demands(needs, unit_lanes):
            hindrances = self._hindrances(demand.need.unit, stay, ignoring)
            taken = lanes_of(hindrances)
            if demand.shortage(taken):
                shortages.append(_shortage(demand, hindrances))
            else:
                claims.extend(stay.claims(demand.need.unit, demand.ranges(taken)))
        return Clash(tuple(shortages)) if shortages else Placement(tuple(claims))

    def free(
        self,
        needs: Sequence[Need],
        unit_lanes: Mapping[int, int],
        core: Interval,
        setup_minutes: int = 0,
        clear_up_minutes: int = 0,
        ignoring: Collection[int] = NOBODY,
    ) -> bool:
        """Whether `place` would find a place."""
        stay = Stay.around(core, setup_minutes, clear_up_minutes)
        return not any(
            demand.shortage(lanes_of(self._hindrances(demand.need.unit, stay, ignoring)))
            for demand in _demands(needs, unit_lanes)
        )

    def openings(
        self,
        needs: Sequence[Need],
        unit_lanes: Mapping[int, int],
        within: Iterable[Interval],
        setup_minutes: int = 0,
        clear_up_minutes: int = 0,
        ignoring: Collection[int] = NOBODY,
    ) -> tuple[Interval, ...]:
        """The longest parts of `within` throughout which the needs can be met, by start.

        `place` finds a place for a core in `within` exactly if it lies in one of them. With lanes they may overlap: see
        `openings.openings`. Buffers may lie outside of `within`.
        """
        demands = _demands(needs, unit_lanes)
        found: list[Interval] = []
        for span in within:
            around = Stay.around(span, setup_minutes, clear_up_minutes)
            blocks = [
                Block.of(hold, setup_minutes, clear_up_minutes)
                for demand in demands
                for hold in self.held(demand.need.unit).overlapping(around.arrive, around.leave)
                if hold.occurrence not in ignoring
            ]
            found.extend(openings(demands, blocks, span))
        return tuple(found)

    def gaps(
        self,
        needs: Sequence[Need],
        unit_lanes: Mapping[int, int],
        within: IntervalSet,
        setup_minutes: int = 0,
        clear_up_minutes: int = 0,
        ignoring: Collection[int] = NOBODY,
    ) -> IntervalSet:
        """The moments at which a core may lie, if only for a while: all `openings` run together.

        For whole units a core fits exactly if it lies in one gap; with lanes, it may have to change them on the way.
        """
        return IntervalSet(self.openings(needs, unit_lanes, within, setup_minutes, clear_up_minutes, ignoring))

    def _hindrances(self, unit: int, stay: Stay, ignoring: Collection[int]) -> list[Hold]:
        return [
            hold
            for hold in self.held(unit).overlapping(stay.arrive, stay.leave)
            if stay.is_hindered_by(hold) and hold.occurrence not in ignoring
        ]


def free_in_all(
    occupancy: Occupancy,
    needs_by_space: Mapping[Key, Sequence[Need]],
    unit_lanes: Mapping[int, int],
    windows: Sequence[Interval],
    setup_minutes: int = 0,
    clear_up_minutes: int = 0,
    ignoring: Collection[int] = NOBODY,
) -> dict[Key, tuple[int, ...]]:
    """For each space the indices of the windows in which `free` is true of it; whoever asks picks all, or most."""
    sweep = Windows(windows, setup_minutes, clear_up_minutes)
    units = {need.unit for needs in needs_by_space.values() for need in needs}
    taken = {unit: sweep.taken_by(occupancy.held(unit), ignoring) for unit in units}
    every = tuple(range(len(windows)))
    answer = {}
    for space, needs in needs_by_space.items():
        lost: set[int] = set()
        for demand in _demands(needs, unit_lanes):
            if demand.shortage(NO_LANES):
                lost.update(every)
            lost.update(window for window, held in taken[demand.need.unit].items() if demand.shortage(held))
        answer[space] = tuple(window for window in every if window not in lost) if lost else every
    return answer


def _by_unit(holds: Iterable[Hold]) -> dict[int, list[Hold]]:
    by_unit: dict[int, list[Hold]] = defaultdict(list)
    for hold in holds:
        by_unit[hold.unit].append(hold)
    return by_unit


def _demands(needs: Iterable[Need], unit_lanes: Mapping[int, int]) -> list[Demand]:
    return [Demand.of(need, unit_lanes.get(need.unit, 1)) for need in needs]


def _shortage(demand: Demand, hindrances: Sequence[Hold]) -> Shortage:
    unit = demand.need.unit
    if too_few := demand.shortage(NO_LANES):
        return Shortage(unit, Reason.TOO_FEW_LANES, too_few)
    in_the_way = tuple(hold for hold in hindrances if demand.wants(hold))
    return Shortage(unit, Reason.TAKEN, demand.shortage(lanes_of(hindrances)), in_the_way)
