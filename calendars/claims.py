"""What is asked of a unit, what is held of it, and the answer to the one given the other."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from calendars.errors import Malformed


@dataclass(frozen=True, slots=True)
class Need:
    """So many lanes of a unit, at least one, or Malformed; None is the whole unit, however many it has."""

    unit: int
    lanes: int | None = None

    def __post_init__(self) -> None:
        if self.lanes is not None and self.lanes < 1:
            raise Malformed(self.lanes, "a need of at least one lane")


class Hold(NamedTuple):
    """A claim that stands: lanes [lane_from, lane_to) of a unit (None: without end), [start, end) in aware UTC.

    A tuple, because thousands are read for one question, and a database row becomes one at a quarter of the cost.
    """

    unit: int
    lane_from: int
    lane_to: int | None
    start: datetime
    end: datetime
    core: bool
    occurrence: int


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim to write: as `Hold`, but of an occurrence that the caller knows."""

    unit: int
    lane_from: int
    lane_to: int | None
    start: datetime
    end: datetime
    core: bool

    def hold(self, occurrence: int) -> Hold:
        return Hold(self.unit, self.lane_from, self.lane_to, self.start, self.end, self.core, occurrence)


@dataclass(frozen=True, slots=True)
class Placement:
    """The claims that give an occurrence its place, set-up and clear-up included."""

    claims: tuple[Claimed, ...]


class Reason(StrEnum):
    TAKEN = "taken"
    TOO_FEW_LANES = "too few lanes"
    """The unit never has as many lanes as asked for, whoever else is there."""


@dataclass(frozen=True, slots=True)
class Shortage:
    """Why one unit cannot be had: `lanes_short` more lanes would have to be free, which `in_the_way` hold."""

    unit: int
    reason: Reason
    lanes_short: int
    in_the_way: tuple[Hold, ...] = ()


@dataclass(frozen=True, slots=True)
class Clash:
    """Every unit that cannot be had, in the order of the needs."""

    shortages: tuple[Shortage, ...]

    @property
    def in_the_way(self) -> tuple[Hold, ...]:
        return tuple(hold for shortage in self.shortages for hold in shortage.in_the_way)


def merge_needs(spaces: Iterable[Sequence[Need]]) -> tuple[Need, ...]:
    """One need a unit, of spaces asked for together: lanes add up, the whole unit outweighs any number of lanes.

    Each sequence is another space: a caller who is asked for the same space twice passes it once.
    """
    asked: dict[int, list[int | None]] = defaultdict(list)
    for needs in spaces:
        for need in needs:
            asked[need.unit].append(need.lanes)
    return tuple(Need(unit, _together(lanes)) for unit, lanes in asked.items())


def _together(lanes: Iterable[int | None]) -> int | None:
    total = 0
    for number in lanes:
        if number is None:
            return None
        total += number
    return total
