"""When the events of one UID take place: the times still to come on the clock of the place, and their rule if any."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from booking.errors import Invalid
from booking.services.imports.ics_events import Event
from booking.services.imports.ics_rules import recurrence, starts
from booking.wording import N_
from calendars.errors import CalendarError
from calendars.recurrence import LIMIT, Series
from calendars.zone import to_wall

MOST_SOUGHT = 50_000
"""Starts of a rule that are looked at, those long past too: every day for more than a century."""

Span = tuple[datetime, datetime]
"""Start and end, wall clock."""


@dataclass(frozen=True, slots=True)
class Window:
    """Which times count, in the zone of the place: those not over at `now` (wall clock) that begin by `until`."""

    zone: ZoneInfo
    now: datetime
    until: date | None

    def has(self, span: Span) -> bool:
        return span[1] > self.now and not self.is_before(span)

    def is_before(self, span: Span) -> bool:
        """Whether the window ends before this begins."""
        return self.until is not None and span[0].date() > self.until


@dataclass(frozen=True, slots=True)
class Times:
    """In order; `series` is the rule that makes just these, if there is one that is ours."""

    spans: tuple[Span, ...]
    series: Series | None = None


def times(main: Event | None, changed: Sequence[Event], window: Window, *, free_too: bool) -> Times:
    """What takes place of the main event and those of its dates that were changed. Invalid for more than LIMIT."""
    taking = [event for event in (main, *changed) if event and not event.cancelled and (free_too or not event.free)]
    replaced = {main.wall(it.original): it for it in changed if it.original is not None} if main else {}
    spans = set[Span]()
    for event in taking:
        found = _main_spans(event, replaced, window) if event is main else iter([_placed(event, event.start, window)])
        for span in found:
            if window.has(span):
                spans.add(span)
            if len(spans) > LIMIT:
                raise _too_many()
    ordered = tuple(sorted(spans))
    if main is None or main not in taking:
        return Times(ordered)
    left_out = [*main.without, *(start for start, it in replaced.items() if it not in taking)]
    return Times(ordered, _series(main, left_out, ordered, window))


def _main_spans(main: Event, replaced: Mapping[datetime, Event], window: Window) -> Iterator[Span]:
    for number, start in enumerate(starts(main)):
        if number >= MOST_SOUGHT:
            raise _too_many()
        if start in replaced or start in main.without:
            continue
        span = _placed(main, start, window)
        if window.is_before(span):
            return
        yield span


def _placed(event: Event, start: datetime, window: Window) -> Span:
    """The time on the clock of the place."""
    end = event.further.get(start) or start + (event.end - event.start)
    if event.zone == window.zone:
        return start, end
    return to_wall(start.replace(tzinfo=event.zone), window.zone), to_wall(end.replace(tzinfo=event.zone), window.zone)


def _series(main: Event, left_out: Sequence[datetime], spans: Sequence[Span], window: Window) -> Series | None:
    """The event's own rule from the first of the times on, if it makes all of them and nothing else."""
    if len(main.rules) != 1 or len(spans) < 2:
        return None
    skip = frozenset(start.date() for start in left_out)
    try:
        whole = Series(main.start, main.end, recurrence(main.rules[0], main.zone), skip)
        series: Series | None = whole.starts_from(spans[0][0])
        if series and window.until:
            series = series.ends_before(datetime.combine(window.until, datetime.max.time()))
        made = series.occurrences() if series else ()
    except CalendarError:
        return None
    return series if [(it.start, it.end) for it in made] == list(spans) else None


def _too_many() -> Invalid:
    return Invalid.field(
        "RRULE", N_("The series has more than {limit} times; say with --until when it ends."), limit=LIMIT
    )
