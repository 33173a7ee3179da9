"""When something is open in a week, and from which date to which that holds."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from calendars.errors import EmptyInterval, Malformed

DAY_MINUTES = 1440
WEEK_MINUTES = 7 * DAY_MINUTES
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Open on a weekday (0 is Monday), in minutes after its local midnight; `closes` may pass 1440, up to 2880.

    Raises Malformed for anything else.
    """

    weekday: int
    opens: int
    closes: int

    def __post_init__(self) -> None:
        if self.weekday not in range(7) or not 0 <= self.opens < DAY_MINUTES:
            raise Malformed(self, "opens on no weekday from 0 to 6, or at no minute of a day")
        if not self.opens < self.closes <= 2 * DAY_MINUTES:
            raise Malformed(self, "closes before it opens, or after the end of the next day")


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """Spans that hold from `first_day` to `last_day`, both included; None is without limit. No spans: closed.

    An exception for a date is the same, for a short period. Raises Malformed where spans overlap (touching is fine),
    EmptyInterval where the last day lies before the first.
    """

    spans: tuple[Span, ...]
    first_day: date | None = None
    last_day: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "spans", tuple(sorted(self.spans)))
        if running_over := running_into_next(self.spans):
            raise Malformed(running_over, "runs into the next opening")
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise EmptyInterval(self.first_day, self.last_day)

    def holds_on(self, day: date) -> bool:
        """Whether the period includes the date."""
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """The spans that open on the weekday of that date, in order."""
        weekday = day.weekday()
        return self.spans[self._first_from(weekday) : self._first_from(weekday + 1)]

    def _first_from(self, weekday: int) -> int:
        return bisect_left(self.spans, weekday, key=_weekday_of)


def by_precedence(periods: Iterable[WeeklyHours]) -> tuple[WeeklyHours, ...]:
    """The period that begins latest comes first; of those that begin together, the one that ends earliest.

    Raises Malformed where two periods have the same validity: nothing says which of them holds.
    """
    ordered = sorted(periods, key=_validity, reverse=True)
    for one, other in pairwise(ordered):
        if _validity(one) == _validity(other):
            raise Malformed((one.first_day, one.last_day), "two weekly hours for the same period")
    return tuple(ordered)


@dataclass(frozen=True, slots=True)
class Reign:
    """From `first_day` to `last_day` (both included, None without limit) these spans hold, and no others."""

    first_day: date | None
    last_day: date | None
    spans: tuple[Span, ...]


def reigns(periods: Iterable[WeeklyHours]) -> tuple[Reign, ...]:
    """Which hours really hold from when to when, by first day; days that no period includes are in none.

    Raises Malformed as `by_precedence`.
    """
    ordered = by_precedence(periods)
    begins = {period.first_day or date.min for period in ordered}
    begins |= {period.last_day + _DAY for period in ordered if period.last_day and period.last_day < date.max}
    found: list[Reign] = []
    for begin, following in pairwise([*sorted(begins), None]):
        holds = next((period for period in ordered if begin is not None and period.holds_on(begin)), None)
        if begin is None or holds is None:
            continue
        first = None if begin == date.min else begin
        last = following and following - _DAY
        if found and found[-1].spans == holds.spans and found[-1].last_day == (first and first - _DAY):
            first = found.pop().first_day
        found.append(Reign(first, last, holds.spans))
    return tuple(found)


def running_into_next(spans: Sequence[Span]) -> Span | None:
    """The first of the spans, given in order, that closes after the next one opens; the last comes before the first."""
    opens = [span.weekday * DAY_MINUTES + span.opens for span in spans]
    closes = [span.weekday * DAY_MINUTES + span.closes for span in spans]
    next_opens = [*opens[1:], *(minute + WEEK_MINUTES for minute in opens[:1])]
    return next((span for span, end, start in zip(spans, closes, next_opens, strict=True) if start < end), None)


def _validity(period: WeeklyHours) -> tuple[date, bool, int]:
    ends = (period.last_day or date.max).toordinal()
    return period.first_day or date.min, period.first_day is not None, -ends


def _weekday_of(span: Span) -> int:
    return span.weekday
