"""Feeds as calendar programs read them: unfolded, parsed by icalendar, expanded by recurring-ical-events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar, Event

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


@dataclass(frozen=True, slots=True, order=True)
class Shown:
    """One time in a calendar, in UTC."""

    start: datetime
    end: datetime
    summary: str
    status: str


def events(text: str) -> Sequence[Event]:
    return Calendar.from_ical(text).walk("VEVENT")


def by_uid(text: str) -> Mapping[str, Event]:
    """What differs from its series has the time that it takes the place of in its key."""
    found = {_key(event): event for event in events(text)}
    assert len(found) == len(events(text)), "a UID is there twice"
    return found


def _key(event: Event) -> str:
    if "RECURRENCE-ID" not in event:
        return str(event["UID"])
    return f"{event['UID']} {event['RECURRENCE-ID'].to_ical().decode()}"


def expanded(text: str, first: date, last: date) -> list[Shown]:
    """Every time that touches these days, both included."""
    after = datetime.combine(first - timedelta(days=1), datetime.min.time(), UTC)
    before = datetime.combine(last + timedelta(days=2), datetime.min.time(), UTC)
    return sorted(map(_shown, recurring_ical_events.of(Calendar.from_ical(text)).between(after, before)))


def _shown(event: Event) -> Shown:
    return Shown(moment(event["DTSTART"].dt), moment(event["DTEND"].dt), str(event["SUMMARY"]), str(event["STATUS"]))


def moment(value: date | datetime) -> datetime:
    """In UTC; a day begins at the midnight of the venue."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, datetime.min.time(), COPENHAGEN)
    assert value.tzinfo is not None, f"{value} floats"
    return value.astimezone(UTC)


def lines(text: str) -> Sequence[str]:
    """The content lines, unfolded; each ended in CRLF."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").split("\r\n")[:-1]
