"""A series: a first time, the rule by which it repeats, the dates left out and the times moved. All wall clock.

Weekly at 18:00 stays at 18:00 across both changes of the clocks; `zone.interval` makes moments of it, or says where
there is none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import takewhile
from types import MappingProxyType
from zoneinfo import ZoneInfo

from calendars.errors import EmptyInterval, Malformed, NoOccurrence, StartOffRecurrence, TooManyOccurrences
from calendars.rrule import Recurrence
from calendars.rrule_dates import dates
from calendars.rrule_text import RuleDay
from calendars.zone import EARLIEST_WALL, LATEST_WALL

__all__ = ["LIMIT", "Planned", "Recurrence", "RuleDay", "Series"]

LIMIT = 400
"""The most occurrences a series may have, unless the caller says otherwise."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One occurrence, wall clock: where the rule puts its start, and when it really starts and ends."""

    original: datetime
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Series:
    """`start` and `end` are the first time; every other one lasts as long by the wall clock.

    `skip` holds dates on which the rule puts a start and nothing happens; `moves` gives a start of the rule new times.
    Raises Malformed for a time with a zone or outside 1970-2200, EmptyInterval for an end that is not after its start.
    """

    start: datetime
    end: datetime
    recurrence: Recurrence | None = None
    skip: frozenset[date] = frozenset()
    moves: Mapping[datetime, tuple[datetime, datetime]] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        for start, end in ((self.start, self.end), *self.moves.values()):
            _check_times(start, end)
        object.__setattr__(self, "skip", frozenset(self.skip))
        object.__setattr__(self, "moves", MappingProxyType(dict(self.moves)))

    def originals(self) -> Iterator[datetime]:
        """Every start of the rule in order, those skipped or moved too; it may go on until the year 2200.

        Raises NoOccurrence for a rule that never falls, StartOffRecurrence for a start that is not the rule's first.
        """
        if self.recurrence is None:
            return iter((self.start,))
        first = next(self._rule_dates(self.recurrence), None)
        if first is None:
            raise NoOccurrence(str(self.recurrence))
        if first != self.start.date():
            raise StartOffRecurrence(self.start, first)
        time = self.start.time()
        return (datetime.combine(day, time) for day in self._rule_dates(self.recurrence))

    def occurrences(self, limit: int = LIMIT) -> tuple[Planned, ...]:
        """What happens, in the order of the rule; raises TooManyOccurrences, NoOccurrence and as `originals` does."""
        lasts = self.end - self.start
        planned: list[Planned] = []
        for original in self._kept():
            if len(planned) == limit:
                raise TooManyOccurrences(limit)
            start, end = self.moves.get(original) or (original, original + lasts)
            planned.append(Planned(original, start, end))
        if not planned:
            raise NoOccurrence(str(self.recurrence or ""))
        return tuple(planned)

    def exdates(self) -> tuple[datetime, ...]:
        """The skipped starts in order; a date in `skip` on which the rule does not fall is none."""
        if not self.skip:
            return ()
        last = max(self.skip)
        starts = takewhile(lambda start: start.date() <= last, self.originals())
        return tuple(start for start in starts if start.date() in self.skip)

    def ends_before(self, wall: datetime) -> "Series | None":
        """What of the series starts, by its rule, before `wall`; None where that is nothing."""
        earlier = list(takewhile(lambda start: start < wall, self.originals()))
        if all(start.date() in self.skip for start in earlier):
            return None
        until = earlier[-1].date()
        return replace(
            self,
            recurrence=self.recurrence and replace(self.recurrence, count=None, until=until),
            skip=frozenset(day for day in self.skip if day <= until),
            moves={start: times for start, times in self.moves.items() if start < wall},
        )

    def starts_from(self, wall: datetime) -> "Series":
        """The rest: a series that begins at the first start, not skipped, at or after `wall`; else NoOccurrence.

        Its rule ends on a date, so that it keeps its last one when the rest is put to another time of day.
        """
        for number, start in enumerate(self.originals()):
            if start >= wall and start.date() not in self.skip:
                return self._without_first(number, start)
        raise NoOccurrence(str(self.recurrence or ""))

    def lines(self, zone: ZoneInfo) -> tuple[str, ...]:
        """DTSTART, DTEND, RRULE and EXDATE of RFC 5545, unfolded; the moved times are events of their own."""
        lines = [_line("DTSTART", self.start, zone), _line("DTEND", self.end, zone)]
        if self.recurrence is not None:
            lines.append(f"RRULE:{self.recurrence.text(zone, self.start)}")
        return (*lines, *(_line("EXDATE", start, zone) for start in self.exdates()))

    def _rule_dates(self, rule: Recurrence) -> Iterator[date]:
        return dates(rule, self.start.date(), rule.last_day(self.start))

    def _kept(self) -> Iterator[datetime]:
        return (start for start in self.originals() if start.date() not in self.skip)

    def _without_first(self, number: int, start: datetime) -> "Series":
        rule = self.recurrence
        if rule is not None:
            left = None if rule.count is None else rule.count - number
            rule = replace(rule, count=left, until=rule.last_day(self.start))
        return Series(
            start=start,
            end=start + (self.end - self.start),
            recurrence=rule,
            skip=frozenset(day for day in self.skip if day >= start.date()),
            moves={original: times for original, times in self.moves.items() if original >= start},
        )


def _check_times(start: datetime, end: datetime) -> None:
    for wall in (start, end):
        if wall.tzinfo is not None:
            raise Malformed(wall, "a wall time carries no zone")
        if not EARLIEST_WALL <= wall <= LATEST_WALL:
            raise Malformed(wall, "outside the years 1970 to 2200")
    if not start < end:
        raise EmptyInterval(start, end)


def _line(name: str, wall: datetime, zone: ZoneInfo) -> str:
    return f"{name};TZID={zone.key}:{wall:%Y%m%dT%H%M%S}"
