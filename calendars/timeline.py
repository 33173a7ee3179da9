"""The holds of one unit, in order of time, so that those of a period are found without reading the rest."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cached_property
from itertools import accumulate
from operator import attrgetter

from calendars.claims import Hold

_start_of = attrgetter("start")
_in_order = attrgetter("start", "end", "occurrence", "lane_from")


class Timeline:
    """Never changes; `plus` answers with another. It is put in order when that is first needed, and never if not."""

    def __init__(self, holds: Iterable[Hold] = ()) -> None:
        self._holds = tuple(holds)

    def plus(self, holds: Iterable[Hold]) -> "Timeline":
        return Timeline((*self._holds, *holds))

    def __iter__(self) -> Iterator[Hold]:
        """All of them, in no order."""
        return iter(self._holds)

    def overlapping(self, start: datetime, end: datetime) -> Iterator[Hold]:
        """Those that share time with [start, end), by start; touching is not sharing."""
        last = bisect_left(self._ordered, end, key=_start_of)
        # The latest end so far never falls: nobody before the first one found stays beyond `start`.
        first = bisect_right(self._latest_ends, start, hi=last)
        return (hold for hold in self._ordered[first:last] if hold.end > start)

    @cached_property
    def _ordered(self) -> list[Hold]:
        return sorted(self._holds, key=_in_order)

    @cached_property
    def _latest_ends(self) -> list[datetime]:
        return list(accumulate((hold.end for hold in self._ordered), max))


NOTHING = Timeline()
