"""Where something still fits: the longest parts of a time throughout which enough of the same lanes are free."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from operator import attrgetter
from typing import NamedTuple, Self

from calendars.claims import Hold
from calendars.intervals import Interval
from calendars.lanes import NO_LANES, Demand, LaneSet, lanes


class Block(NamedTuple):
    """Lanes of a unit that no core may touch in [start, end), the buffers of both sides counted in."""

    start: datetime
    end: datetime
    unit: int
    lanes: LaneSet

    @classmethod
    def of(cls, hold: Hold, setup_minutes: int, clear_up_minutes: int) -> Self:
        """What a hold leaves no room for: beside another's core, our own clear-up before it and set-up after it."""
        before = timedelta(minutes=clear_up_minutes) if hold.core else timedelta()
        after = timedelta(minutes=setup_minutes) if hold.core else timedelta()
        return cls(hold.start - before, hold.end + after, hold.unit, lanes(hold.lane_from, hold.lane_to))


def openings(demands: Sequence[Demand], blocks: Sequence[Block], span: Interval) -> Iterator[Interval]:
    """Every longest part of the span in which all demands are met throughout, by start.

    A core fits exactly if it lies in one of them. They may overlap: where lane 1 is free from 10 to 12 and lane 2 from
    11 to 13, one lane can be had from 10 to 12 or from 11 to 13, but not from 10 to 13.
    """
    by_unit = {demand.need.unit: demand for demand in demands}
    if any(demand.shortage(NO_LANES) for demand in demands):
        return
    in_order = sorted(blocks, key=attrgetter("start"))
    reached = span.start
    # A longest part can only begin where the span does or where somebody leaves.
    for start in sorted({span.start, *(block.end for block in blocks if span.start < block.end < span.end)}):
        end = _first_shortage(by_unit, in_order, start, span.end)
        if end > max(start, reached):
            yield Interval(start, end)
            reached = end


def _first_shortage(
    demands: Mapping[int, Demand], blocks: Sequence[Block], start: datetime, until: datetime
) -> datetime:
    """When the first demand is no longer met by lanes that have been free ever since `start`; at most `until`."""
    taken: dict[int, LaneSet] = defaultdict(int)
    for block in blocks:
        if block.start >= until:
            break
        if block.end > start:
            taken[block.unit] |= block.lanes
            if demands[block.unit].shortage(taken[block.unit]):
                return max(start, block.start)
    return until
