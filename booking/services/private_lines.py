"""What an event of a private feed says beside its time and place, a line each, in its reader's language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from booking.model import Occurrence, Space
from booking.services.day_entries import plan
from booking.services.event_lines import of_event
from booking.services.requests import details_of
from booking.services.wording import gettext, say
from booking.vocabulary import ENDED, Status
from booking.wording import N_, Text


@dataclass(frozen=True, slots=True)
class Lanes:
    """Of a unit, by its name; the first and the last are both included."""

    unit: str
    first: int
    last: int


def description(
    row: Occurrence, spaces: Sequence[Space], lanes: Sequence[Lanes], conditions: Sequence[Text], language: str
) -> str:
    """`conditions` are those still to be settled."""
    texts = _of_lost(row, language) if row.status in ENDED else _of_time(row, spaces, lanes, conditions, language)
    return "\n".join(say(text, language) for text in texts)


def _of_lost(row: Occurrence, language: str) -> Iterator[Text]:
    yield Text("{status}.", {"status": row.status})
    if row.reason:
        yield Text(N_("Reason: {reason}"), {"reason": gettext(row.reason, language)})


def _of_time(
    row: Occurrence, spaces: Sequence[Space], lanes: Sequence[Lanes], conditions: Sequence[Text], language: str
) -> Iterator[Text]:
    booking = row.booking
    if row.status is not Status.GRANTED:
        yield Text("{status}.", {"status": row.status})
    for condition in conditions:
        yield Text(N_("Still to be settled: {what}"), {"what": condition})
    if responsible := ", ".join(filter(None, (booking.responsible_name, booking.responsible_phone))):
        yield Text(N_("Responsible: {person}"), {"person": responsible})
    yield Text(N_("Persons: {number} ({audience})"), {"number": booking.people, "audience": booking.audience})
    yield Text(N_("Getting in: {ways}"), {"ways": list(dict.fromkeys(it.access for it in spaces))})
    yield from map(_of_lanes, lanes)
    yield from _set_up(row, language)
    yield from of_event(plan(booking.layout, spaces), details_of(booking.details))
    if booking.note:
        yield Text(N_("Note: {note}"), {"note": booking.note})
    yield Text(N_("Booking: {ref}"), {"ref": booking.ref})


def _of_lanes(it: Lanes) -> Text:
    template = N_("lane {first}") if it.first == it.last else N_("lanes {first}–{last}")
    return Text("{unit}: {lanes}", {"unit": it.unit, "lanes": Text(template, {"first": it.first, "last": it.last})})


def _set_up(row: Occurrence, language: str) -> Iterator[Text]:
    booking = row.booking
    if booking.layout:
        yield Text(N_("Layout: {layout}"), {"layout": gettext(booking.layout.replace("_", " "), language)})
    if booking.setup_minutes:
        yield Text(N_("Set-up {count:minute|minutes}"), {"count": booking.setup_minutes})
    if booking.clear_up_minutes:
        yield Text(N_("Clear-up {count:minute|minutes}"), {"count": booking.clear_up_minutes})
