"""Stretches of time in UTC: one `Interval`, and `IntervalSet` for many that do not touch."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import Self

from calendars.errors import EmptyInterval, Malformed

_start_of = attrgetter("start")
_end_of = attrgetter("end")
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Half-open [start, end); aware datetimes of any zone, kept in UTC. Ordered by start, then end.

    Raises Malformed for a naive datetime, EmptyInterval unless start < end.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is not UTC or self.end.tzinfo is not UTC:
            object.__setattr__(self, "start", _in_utc(self.start))
            object.__setattr__(self, "end", _in_utc(self.end))
        if not self.start < self.end:
            raise EmptyInterval(self.start, self.end)

    @property
    def minutes(self) -> int:
        """Whole minutes that really pass, clock changes and all."""
        return (self.end - self.start) // _MINUTE

    def overlaps(self, other: "Interval") -> bool:
        """Whether they share any time; touching is not overlapping."""
        return self.start < other.end and other.start < self.end

    def contains(self, moment: datetime) -> bool:
        """Whether the aware moment lies inside; the end does not."""
        return self.start <= moment < self.end

    def covers(self, other: "Interval") -> bool:
        """Whether all of the other lies inside."""
        return self.start <= other.start and other.end <= self.end

    def widened(self, before_minutes: int, after_minutes: int) -> "Interval":
        """With so many minutes more at either side; negative narrows, down to EmptyInterval."""
        if not before_minutes and not after_minutes:
            return self
        return Interval(self.start - before_minutes * _MINUTE, self.end + after_minutes * _MINUTE)

    def clipped(self, within: "Interval") -> "Interval | None":
        """The part that lies within, if any."""
        start, end = max(self.start, within.start), min(self.end, within.end)
        return Interval(start, end) if start < end else None


class IntervalSet:
    """Immutable, sorted and disjoint; what touches or overlaps is merged into one."""

    __slots__ = ("_intervals",)
    _intervals: tuple[Interval, ...]

    def __init__(self, intervals: Iterable[Interval] = ()) -> None:
        self._intervals = tuple(_merged(sorted(intervals, key=_start_of)))

    @classmethod
    def _of_disjoint(cls, intervals: Iterable[Interval]) -> Self:
        made = cls.__new__(cls)
        made._intervals = tuple(intervals)
        return made

    def __or__(self, other: "IntervalSet") -> "IntervalSet":
        if not self._intervals or not other._intervals:
            return self if self._intervals else other
        return IntervalSet((*self._intervals, *other._intervals))

    def __and__(self, other: "IntervalSet") -> "IntervalSet":
        return self._of_disjoint(_common(self._intervals, other._intervals))

    def __sub__(self, other: "IntervalSet") -> "IntervalSet":
        if not other._intervals:
            return self
        return self._of_disjoint(_remaining(self._intervals, other._intervals))

    def gaps(self, within: Interval) -> "IntervalSet":
        """What of `within` is not in the set."""
        return self._of_disjoint(_remaining((within,), self.overlapping(within)))

    def overlapping(self, interval: Interval) -> tuple[Interval, ...]:
        """The members that share time with the interval, whole, in order."""
        first = bisect_right(self._intervals, interval.start, key=_end_of)
        last = bisect_left(self._intervals, interval.end, lo=first, key=_start_of)
        return self._intervals[first:last]

    def covers(self, interval: Interval) -> bool:
        """Whether all of the interval lies in the set."""
        found = self.overlapping(interval)
        return len(found) == 1 and found[0].covers(interval)

    def contains(self, moment: datetime) -> bool:
        """Whether the aware moment lies in the set."""
        place = bisect_right(self._intervals, moment, key=_end_of)
        return place < len(self._intervals) and self._intervals[place].start <= moment

    @property
    def minutes(self) -> int:
        """Whole minutes that really pass in all members together."""
        return sum((each.end - each.start for each in self._intervals), timedelta()) // _MINUTE

    def __iter__(self) -> Iterator[Interval]:
        return iter(self._intervals)

    def __len__(self) -> int:
        return len(self._intervals)

    def __eq__(self, other: object) -> bool:
        return self._intervals == other._intervals if isinstance(other, IntervalSet) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._intervals)

    def __repr__(self) -> str:
        return f"IntervalSet({list(self._intervals)!r})"


def _in_utc(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise Malformed(moment, "a moment without zone")
    return moment.astimezone(UTC)


def _merged(ordered: Iterable[Interval]) -> Iterator[Interval]:
    held: Interval | None = None
    for each in ordered:
        if held is None or held.end < each.start:
            if held is not None:
                yield held
            held = each
        elif each.end > held.end:
            held = Interval(held.start, each.end)
    if held is not None:
        yield held


def _common(left: tuple[Interval, ...], right: tuple[Interval, ...]) -> Iterator[Interval]:
    i = j = 0
    while i < len(left) and j < len(right):
        if (shared := left[i].clipped(right[j])) is not None:
            yield shared
        if left[i].end < right[j].end:
            i += 1
        else:
            j += 1


def _remaining(whole: tuple[Interval, ...], taken: tuple[Interval, ...]) -> Iterator[Interval]:
    place = 0
    for each in whole:
        free_from = each.start
        while place < len(taken) and taken[place].end <= free_from:
            place += 1
        reached = place
        while reached < len(taken) and taken[reached].start < each.end:
            if free_from < taken[reached].start:
                yield Interval(free_from, taken[reached].start)
            free_from = taken[reached].end
            reached += 1
        if free_from == each.start:
            yield each
        elif free_from < each.end:
            yield Interval(free_from, each.end)
