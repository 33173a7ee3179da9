"""Many stays of the same kind at once: which of them the holds of a unit are in the way of."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import accumulate

from calendars.claims import Hold
from calendars.intervals import Interval
from calendars.lanes import NO_LANES, LaneSet, lanes
from calendars.stay import Stay


class Windows:
    """Cores with equal buffers, in any order; a window is spoken of by its place in what was given."""

    __slots__ = ("_cores", "_places", "_whole")

    def __init__(self, cores: Sequence[Interval], setup_minutes: int, clear_up_minutes: int) -> None:
        self._places = sorted(range(len(cores)), key=lambda place: cores[place].start)
        stays = [Stay.around(cores[place], setup_minutes, clear_up_minutes) for place in self._places]
        self._cores = _spans([stay.start for stay in stays], [stay.end for stay in stays])
        self._whole = _spans([stay.arrive for stay in stays], [stay.leave for stay in stays])

    def taken_by(self, holds: Iterable[Hold], ignoring: Collection[int]) -> dict[int, LaneSet]:
        """The lanes that each window cannot have; a window without any is left out.

        It goes from hold to windows, as most windows of most units are free: the cost is that of the holds.
        """
        taken: dict[int, LaneSet] = {}
        for _, lane_from, lane_to, start, end, core, occurrence in holds:
            if occurrence in ignoring:
                continue
            starts, ends, latest_ends = self._whole if core else self._cores
            index = bisect_left(starts, end) - 1
            while index >= 0 and latest_ends[index] > start:
                if ends[index] > start:
                    place = self._places[index]
                    taken[place] = taken.get(place, NO_LANES) | lanes(lane_from, lane_to)
                index -= 1
        return taken


def _spans(starts: list[datetime], ends: list[datetime]) -> tuple[list[datetime], list[datetime], list[datetime]]:
    """Stretches of time by start, with the latest end so far, which never falls."""
    return starts, ends, list(accumulate(ends, max))
