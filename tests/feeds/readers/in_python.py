"""Calendars as parsers in Python read them, each with its own way to expand a series."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import recurring_ical_events
import vobject
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from tests.feeds.reading import Shown, moment

BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
ELSEWHERE = ZoneInfo("Pacific/Auckland")


def with_recurring_ical_events(text: str, before: datetime) -> Iterator[Shown]:
    for it in recurring_ical_events.of(Calendar.from_ical(text)).between(BEGINNING, before):
        yield Shown(moment(it["DTSTART"].dt), moment(it["DTEND"].dt), str(it["SUMMARY"]), str(it["STATUS"]))


def with_ical(text: str, before: datetime) -> Iterator[Shown]:
    """Home Assistant's."""
    calendar = IcsCalendarStream.calendar_from_ics(text)
    for it in calendar.timeline_tz(ELSEWHERE).overlapping(BEGINNING, before):
        yield Shown(moment(it.dtstart), moment(it.dtend), it.summary, it.status.value)


def with_vobject(text: str, before: datetime) -> Iterator[Shown]:
    """It expands rules with their exclusions, and leaves it to others to put in what was moved."""
    events = vobject.readOne(text).contents.get("vevent", [])
    for event in events:
        moved = [it.recurrence_id.value for it in events if it.uid == event.uid and "recurrence-id" in it.contents]
        for start in _starts(event, before):
            if start not in moved or "recurrence-id" in event.contents:
                end = start + (event.dtend.value - event.dtstart.value)
                yield Shown(moment(start), moment(end), event.summary.value, event.status.value)


def _starts(event: vobject.base.Component, before: datetime) -> Sequence[date]:
    rules, first = event.getrruleset(addRDate=True), event.dtstart.value
    if rules is None:
        return [first]
    if isinstance(first, datetime):
        return rules.between(BEGINNING, before, inc=True)
    return [it.date() for it in rules.between(BEGINNING.replace(tzinfo=None), before.replace(tzinfo=None), inc=True)]
