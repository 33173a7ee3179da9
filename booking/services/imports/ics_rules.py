"""When an event of a calendar starts, again and again: by our own rules where they do, else as dateutil says."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, tzinfo
from heapq import merge
from itertools import groupby, takewhile
from typing import get_args

from dateutil.rrule import rrulestr
from icalendar import vRecur

from booking.errors import Invalid
from booking.services.imports.ics_events import Event
from booking.wording import N_
from calendars.errors import NoOccurrence, StartOffRecurrence, UnsupportedRecurrence
from calendars.recurrence import Recurrence, Series
from calendars.rrule_text import Frequency
from calendars.zone import LATEST_WALL

_CYCLES = 7600
"""Years, of which every 400 are alike, weekdays and all. dateutil seeks what never falls until the year 9999: moved so
close to it, it soon gives up."""
_MOST_TIMES_A_DAY = 48


def starts(event: Event) -> Iterator[datetime]:
    """Every start in order, wall clock of the event's zone, those left out too; it may go on for centuries.

    The event's own start is always one, as calendar programs show it, also where its rule does not fall on it. Invalid
    for a rule that cannot be used.
    """
    by_rules = [_by_rule(rule, event) for rule in event.rules]
    return (start for start, _ in groupby(merge([event.start], sorted(event.further), *by_rules)))


def recurrence(rule: vRecur, zone: tzinfo) -> Recurrence:
    """The rule as ours; UnsupportedRecurrence where it is more than that."""
    return replace(Recurrence.parse(_text(rule)), until=_until(rule, zone))


def _by_rule(rule: vRecur, event: Event) -> Iterator[datetime]:
    try:
        return Series(event.start, event.end, recurrence(rule, event.zone)).originals()
    except NoOccurrence:
        return iter(())
    except (StartOffRecurrence, UnsupportedRecurrence):
        return _by_dateutil(rule, event)


def _by_dateutil(rule: vRecur, event: Event) -> Iterator[datetime]:
    _refuse_endless(rule)
    until = _until(rule, event.zone) or LATEST_WALL
    within = takewhile(lambda start: _is_by(start, until), _late(_text(rule), event.start))
    try:
        yield from within
    except ValueError:
        raise Invalid.field("RRULE", N_("“{value}” cannot be read."), value=_text(rule)[:80]) from None


def _late(text: str, start: datetime) -> Iterator[datetime]:
    for found in rrulestr(text, dtstart=start.replace(year=start.year + _CYCLES)):
        yield found.replace(year=found.year - _CYCLES)


def _refuse_endless(rule: vRecur) -> None:
    """Nobody books by the second, and working that out would take for ever."""
    frequency = str(rule.get("FREQ", [""])[0])
    if frequency not in get_args(Frequency):
        raise _unsupported("FREQ", frequency)
    times = 1
    for part in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        times *= len(rule.get(part, [0]))
        if times > _MOST_TIMES_A_DAY:
            raise _unsupported(part, ",".join(map(str, rule[part]))[:40])


def _unsupported(part: str, value: str) -> Invalid:
    return Invalid.field("RRULE", N_("{part}={value} is not supported in a recurrence rule."), part=part, value=value)


def _is_by(start: datetime, until: date | datetime) -> bool:
    return start <= until if isinstance(until, datetime) else start.date() <= until


def _until(rule: vRecur, zone: tzinfo) -> date | datetime | None:
    """The rule's UNTIL on the clock of the zone; none where it is so far away that it is meant as none."""
    until: date | datetime | None = rule.get("UNTIL", [None])[0]
    if until is None or until.year >= LATEST_WALL.year:
        return None
    if isinstance(until, datetime) and until.tzinfo is not None:
        return until.astimezone(zone).replace(tzinfo=None)
    return until


def _text(rule: vRecur) -> str:
    octets: bytes = vRecur({name: values for name, values in rule.items() if name != "UNTIL"}).to_ical()  # type: ignore[no-untyped-call]
    return octets.decode()
