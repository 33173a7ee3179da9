"""The dates on which a recurrence rule falls, one at a time, never further than the year 2200."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from calendars.rrule import Recurrence
from calendars.rrule_text import RuleDay

LAST_DATE = date(2200, 12, 31)


def dates(rule: Recurrence, start: date, last: date | None = None) -> Iterator[date]:
    """Ascending from `start` to `last`, both included, at most the rule's COUNT; `start` itself only if it fits.

    What the rule leaves open comes from the start, as RFC 5545 says: its weekday, its day of the month, its month.
    """
    last = min(last or LAST_DATE, LAST_DATE)
    first_ordinal, last_ordinal = start.toordinal(), last.toordinal()
    within = (day for day in _ordinals(rule, start, last) if first_ordinal <= day <= last_ordinal)
    return map(date.fromordinal, islice(within, rule.count))


def _ordinals(rule: Recurrence, start: date, last: date) -> Iterator[int]:
    """Days as numbers (`date.toordinal`), from the beginning of the start's period to the end of the last day's."""
    match rule.frequency:
        case "DAILY":
            return _daily(rule, start, last)
        case "WEEKLY":
            return _weekly(rule, start, last)
        case "MONTHLY":
            return _monthly(rule, start, last)
        case "YEARLY":
            return _yearly(rule, start, last)


def _daily(rule: Recurrence, start: date, last: date) -> Iterator[int]:
    weekdays = {day.weekday for day in rule.weekdays}
    for ordinal in range(start.toordinal(), last.toordinal() + 1, rule.interval):
        day = date.fromordinal(ordinal)
        if (
            (not rule.months or day.month in rule.months)
            and (not weekdays or day.weekday() in weekdays)
            and (not rule.month_days or _is_one_of(rule.month_days, day))
        ):
            yield ordinal


def _weekly(rule: Recurrence, start: date, last: date) -> Iterator[int]:
    weekdays = {day.weekday for day in rule.weekdays} or {start.weekday()}
    steps = sorted((weekday - rule.week_start) % 7 for weekday in weekdays)
    first_week = start.toordinal() - (start.weekday() - rule.week_start) % 7
    for week in range(first_week, last.toordinal() + 1, 7 * rule.interval):
        for step in steps:
            if not rule.months or date.fromordinal(week + step).month in rule.months:
                yield week + step


def _monthly(rule: Recurrence, start: date, last: date) -> Iterator[int]:
    for number in range(_month_number(start), _month_number(last) + 1, rule.interval):
        year, month = divmod(number, 12)
        if not rule.months or month + 1 in rule.months:
            yield from _picked(rule, _fitting(rule, _month(year, month + 1), start))


def _yearly(rule: Recurrence, start: date, last: date) -> Iterator[int]:
    counted_in_year = not rule.months and any(day.ordinal for day in rule.weekdays)
    months = rule.months or (range(1, 13) if rule.weekdays or rule.month_days else (start.month,))
    for year in range(start.year, last.year + 1, rule.interval):
        spans = (_year(year),) if counted_in_year else (_month(year, month) for month in months)
        yield from _picked(rule, [day for span in spans for day in _fitting(rule, span, start)])


def _fitting(rule: Recurrence, span: range, start: date) -> list[int]:
    """The days of a month or year that the rule's weekdays and days of the month choose."""
    days: Iterable[int] = sorted(_on_weekdays(rule.weekdays, span)) if rule.weekdays else span
    month_days = rule.month_days or (() if rule.weekdays else (start.day,))
    return [day for day in days if not month_days or _is_one_of(month_days, date.fromordinal(day))]


def _on_weekdays(weekdays: tuple[RuleDay, ...], span: range) -> set[int]:
    found: set[int] = set()
    for ordinal, weekday in weekdays:
        every = span[(weekday - date.fromordinal(span[0]).weekday()) % 7 :: 7]
        if ordinal == 0:
            found.update(every)
        elif abs(ordinal) <= len(every):
            found.add(every[ordinal - (ordinal > 0)])
    return found


def _is_one_of(month_days: tuple[int, ...], day: date) -> bool:
    return day.day in month_days or day.day - monthrange(day.year, day.month)[1] - 1 in month_days


def _picked(rule: Recurrence, days: list[int]) -> Iterable[int]:
    if not rule.positions:
        return days
    return sorted({days[place - (place > 0)] for place in rule.positions if abs(place) <= len(days)})


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month(year: int, month: int) -> range:
    first = date(year, month, 1).toordinal()
    return range(first, first + monthrange(year, month)[1])


def _year(year: int) -> range:
    return range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
