"""What a public calendar says of each time of a booking, and the text of the events that say so: never a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from booking.services import event_parts
from booking.services.feed_frames import LANGUAGE
from booking.services.feed_rooms import Found, House
from booking.services.publicity import is_named
from booking.services.wording import gettext, say
from booking.wording import N_, Text
from calendars import ical
from calendars.ical import Entry
from calendars.recurrence import Recurrence
from calendars.series_events import Instance, series_events

PAGE = "https://place.invalid/"
"""Stands for the page of the calendar's place: its address is put in when the calendar is joined."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One time as one calendar shows it, with the rooms that it asks for in that house (names).

    Where it does not ask for the calendar's space but keeps others from it, `blocking` are the rooms that do so.
    """

    row: Found
    rooms: tuple[str, ...]
    blocking: tuple[str, ...] | None = None


def text(times: Sequence[Shown], house: House) -> str:
    """The events of one booking: one, where it is a series that its rule says; else one a time."""
    first = times[0].row
    entries: Sequence[Entry] = [_entry(it, house) for it in times]
    if first.rrule is not None:
        zone = ZoneInfo(first.timezone)
        instances = [Instance(it.row.original_local, entry) for it, entry in zip(times, entries, strict=True)]
        entries = series_events(first.uid, Recurrence.parse(first.rrule, zone), zone, instances)
    return "".join(map(ical.event_text, entries))


def _entry(it: Shown, house: House) -> Entry:
    """The event of one time by itself. Its UID is made of the booking's and its own number, and outlives every move."""
    row = it.row
    start, end = event_parts.span(row, ZoneInfo(row.timezone))
    named = it.blocking is None and is_named(house.names_users, row.organization_kind, row.kind)
    said = f"{row.organization}: {row.activity}" if named else _taken(it)
    return Entry(
        uid=f"{row.uid}-{row.id}",
        sequence=row.sequence,
        stamp=row.changed_at,
        created=row.created_at,
        start=start,
        end=end,
        zone=row.timezone,
        summary=event_parts.summary(said, row.status, LANGUAGE),
        location=", ".join(part for part in (" + ".join(it.rooms), house.address) if part),
        geo=house.position,
        url=PAGE,
        categories=(say(Text("{kind}", {"kind": row.kind}), LANGUAGE),) if named else (),
        status=event_parts.status(row.status),
    )


def _taken(it: Shown) -> str:
    if it.blocking is None:
        return gettext(N_("Taken"), LANGUAGE)
    return say(Text(N_("Taken ({spaces})"), {"spaces": ", ".join(it.blocking)}), LANGUAGE)
