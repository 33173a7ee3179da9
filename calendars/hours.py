"""Opening hours: weekly hours with validity, exceptions and closures, as moments in UTC.

Of several weekly hours that include a date, the one that begins latest holds. An opening belongs to the date on which
it opens, also where it runs past midnight.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from calendars.hours_text import hours_text, parse_hours
from calendars.intervals import Interval, IntervalSet
from calendars.weekly_hours import Span, WeeklyHours, by_precedence
from calendars.zone import days, to_utc_lenient, to_wall

__all__ = ["Span", "WeeklyHours", "hours_text", "open_hours", "opening_at", "openings", "parse_hours"]

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


def openings(periods: Iterable[WeeklyHours], first: date, last: date, zone: ZoneInfo) -> tuple[Interval, ...]:
    """Every opening that lies on one of the dates first to last, whole and by itself, in order.

    One that began the evening before is there from its beginning, and the last one to its end, so that a grid of
    starts can be counted from each. Where the clocks skip an opening time, it opens when they have jumped; where they
    repeat one, at the first. Raises EmptyInterval for last < first, Malformed for two periods of the same validity.
    """
    beginning = days(first, last, zone).start
    ordered = by_precedence(periods)
    dates = (first + n * _DAY for n in range(-1, (last - first).days + 1))
    return tuple(each for day in dates for each in _openings_on(ordered, day, zone) if each.end > beginning)


def open_hours(
    periods: Iterable[WeeklyHours], closed: IntervalSet, first: date, last: date, zone: ZoneInfo
) -> IntervalSet:
    """All open time within the dates first to last, closures taken away; what touches over midnight is one."""
    opened = IntervalSet(openings(periods, first, last, zone))
    return (opened & IntervalSet((days(first, last, zone),))) - closed


def opening_at(periods: Iterable[WeeklyHours], moment: datetime, zone: ZoneInfo) -> Interval | None:
    """The opening in which the aware moment lies; of several, the one that began last."""
    day = to_wall(moment, zone).date()
    return next((each for each in reversed(openings(periods, day, day, zone)) if each.contains(moment)), None)


def _openings_on(ordered: tuple[WeeklyHours, ...], day: date, zone: ZoneInfo) -> Iterator[Interval]:
    for period in ordered:
        if period.holds_on(day):
            for span in period.spans_on(day):
                opens, closes = _moment(day, span.opens, zone), _moment(day, span.closes, zone)
                if opens < closes:
                    yield Interval(opens, closes)
            return


def _moment(day: date, minute: int, zone: ZoneInfo) -> datetime:
    midnight, even = _midnight(day, zone)
    return midnight + minute * _MINUTE if even else to_utc_lenient(_local_midnight(day) + minute * _MINUTE, zone)


@lru_cache(maxsize=4096)
def _midnight(day: date, zone: ZoneInfo) -> tuple[datetime, bool]:
    """When the date begins, and whether this day and the next pass without a change of the clocks."""
    begins = to_utc_lenient(_local_midnight(day), zone)
    return begins, to_utc_lenient(_local_midnight(day) + 2 * _DAY, zone) - begins == 2 * _DAY


def _local_midnight(day: date) -> datetime:
    return datetime.combine(day, time())
