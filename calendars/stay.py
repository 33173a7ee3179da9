"""One visit: the time asked for, between its set-up and its clear-up, and which holds are in its way."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple, Self

from calendars.claims import Claimed, Hold
from calendars.intervals import Interval


class Stay(NamedTuple):
    """The core is [start, end); set-up begins at `arrive`, clear-up ends at `leave`. Aware UTC."""

    arrive: datetime
    start: datetime
    end: datetime
    leave: datetime

    @classmethod
    def around(cls, core: Interval, setup_minutes: int, clear_up_minutes: int) -> Self:
        arrive = core.start - timedelta(minutes=setup_minutes)
        leave = core.end + timedelta(minutes=clear_up_minutes)
        return cls(arrive, core.start, core.end, leave)

    def is_hindered_by(self, hold: Hold) -> bool:
        """Of a hold that shares time with the stay: only a buffer on a buffer hinders nobody."""
        return hold.core or (hold.start < self.end and hold.end > self.start)

    def claims(self, unit: int, lane_ranges: Iterable[tuple[int, int | None]]) -> Iterator[Claimed]:
        """Set-up, core and clear-up, all on the same lanes; a buffer of no length is none."""
        parts = ((self.arrive, self.start, False), (self.start, self.end, True), (self.end, self.leave, False))
        for lane_from, lane_to in lane_ranges:
            for start, end, core in parts:
                if start < end:
                    yield Claimed(unit, lane_from, lane_to, start, end, core)
