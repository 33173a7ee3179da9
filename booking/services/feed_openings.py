"""Weekly opening hours as series of events: without the days on which it is closed, and right when clocks change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

from calendars.hours import WeeklyHours
from calendars.ical import Entry, Moment
from calendars.intervals import Interval, IntervalSet
from calendars.rrule import Recurrence
from calendars.rrule_text import RuleDay
from calendars.weekly_hours import DAY_MINUTES, Reign, Span, reigns
from calendars.zone import dates_touched, happens_once, to_utc_lenient, zone

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Openings:
    """Hours in force, when it really is open within `period`, and from which day hours without a first day are told."""

    periods: Sequence[WeeklyHours]
    open: IntervalSet
    period: Interval
    anchor: date


def entries(openings: Openings, model: Entry) -> Iterator[Entry]:
    """Each like `model`, with a UID made of its own, the first day, the weekday, and which opening of the day it is."""
    dates = dates_touched(openings.period, zone(model.zone or "UTC"))
    for reign in reigns(openings.periods):
        if reign.last_day is None or reign.last_day >= dates[0]:
            for weekdays, span, number in _alike(reign.spans):
                mark = f"{reign.first_day or 'always'}-{span.weekday}-{number}"
                like = replace(model, uid=str(uuid5(UUID(model.uid), mark)))
                yield from _series(openings, reign, weekdays, span, like, dates)


def _alike(spans: Sequence[Span]) -> Iterator[tuple[tuple[int, ...], Span, int]]:
    """The weekdays with the same hours, the first of these spans, and which one of its day it is."""
    weekdays: dict[tuple[int, int], list[int]] = {}
    for span in spans:
        weekdays.setdefault((span.opens, span.closes), []).append(span.weekday)
    for span in spans:
        days = weekdays[span.opens, span.closes]
        if span.weekday == days[0]:
            yield tuple(days), span, sum(it.weekday == span.weekday and it < span for it in spans)


def _series(
    openings: Openings, reign: Reign, weekdays: tuple[int, ...], span: Span, model: Entry, dates: Sequence[date]
) -> Iterator[Entry]:
    first = _next(reign.first_day or openings.anchor, weekdays)
    last = reign.last_day or date.max
    if first > last:
        return
    there = [day for day in dates if first <= day <= last and day.weekday() in weekdays]
    shut = [day for day in there if not openings.open & IntervalSet([_moments(day, span, model)])]
    yield replace(
        _on(first, span, model),
        recurrence=_rule(reign, weekdays, span, first, model),
        exdates=tuple(_on(day, span, model).start for day in shut),
    )
    for day in there:
        if day not in shut and not _is_whole_day(span) and _crosses(day, span, model):
            moments = _moments(day, span, model)
            wall = _on(day, span, model).start
            yield replace(model, start=moments.start, end=moments.end, recurrence_id=wall)


def _rule(reign: Reign, weekdays: tuple[int, ...], span: Span, first: date, model: Entry) -> str:
    rule = Recurrence("WEEKLY", weekdays=tuple(RuleDay(0, each) for each in weekdays), until=reign.last_day)
    return str(rule) if _is_whole_day(span) else rule.text(zone(model.zone or "UTC"), _wall(first, span.opens))


def _on(day: date, span: Span, model: Entry) -> Entry:
    """Open from midnight to midnight is a day, which no change of the clocks can make longer."""
    start: Moment = day if _is_whole_day(span) else _wall(day, span.opens)
    end: Moment = day + _DAY if _is_whole_day(span) else _wall(day, span.closes)
    return replace(model, start=start, end=end)


def _is_whole_day(span: Span) -> bool:
    return (span.opens, span.closes) == (0, DAY_MINUTES)


def _crosses(day: date, span: Span, model: Entry) -> bool:
    """Or it ends in an hour that the clocks skip or repeat, of which readers make different moments."""
    moments = _moments(day, span, model)
    lasts_otherwise = moments.end - moments.start != (span.closes - span.opens) * _MINUTE
    return lasts_otherwise or not happens_once(_wall(day, span.closes), zone(model.zone or "UTC"))


def _moments(day: date, span: Span, model: Entry) -> Interval:
    at = zone(model.zone or "UTC")
    return Interval(to_utc_lenient(_wall(day, span.opens), at), to_utc_lenient(_wall(day, span.closes), at))


def _wall(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time()) + minutes * _MINUTE


def _next(day: date, weekdays: tuple[int, ...]) -> date:
    """The first of these weekdays from that date on."""
    return next(each for each in (day + n * _DAY for n in range(7)) if each.weekday() in weekdays)
