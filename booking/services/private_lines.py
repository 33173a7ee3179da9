"""What an event of a private feed says beside its time and place, a line each, in its reader's language."""

from collections.abc import Iterator, Mapping, Sequence

from booking.model import Claim, Occurrence, Space, Unit
from booking.services.day_entries import plan
from booking.services.event_lines import of_event
from booking.services.requests import details_of
from booking.services.wording import gettext, say
from booking.vocabulary import ENDED, Status
from booking.wording import N_, Text


def description(
    row: Occurrence, spaces: Sequence[Space], conditions: Sequence[Text], divided: Mapping[int, Unit], language: str
) -> str:
    """`conditions` are those still to be settled, `divided` the units (by id) that are held lane by lane."""
    texts = _of_lost(row, language) if row.status in ENDED else _of_time(row, spaces, conditions, divided, language)
    return "\n".join(say(text, language) for text in texts)


def _of_lost(row: Occurrence, language: str) -> Iterator[Text]:
    yield Text("{status}.", {"status": row.status})
    if row.reason:
        yield Text(N_("Reason: {reason}"), {"reason": gettext(row.reason, language)})


def _of_time(
    row: Occurrence, spaces: Sequence[Space], conditions: Sequence[Text], divided: Mapping[int, Unit], language: str
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
    yield from _lanes(row.claims, divided)
    yield from _set_up(row, language)
    yield from of_event(plan(row), details_of(booking.details))
    if booking.note:
        yield Text(N_("Note: {note}"), {"note": booking.note})
    yield Text(N_("Booking: {ref}"), {"ref": booking.ref})


def _lanes(claims: Sequence[Claim], divided: Mapping[int, Unit]) -> Iterator[Text]:
    """A claim of more than a day is several in a row, on the same lanes."""
    held = {(it.unit_id, it.lane_from, it.lane_to): it for it in claims if it.core and it.unit_id in divided}
    for unit, first, end in sorted(held, key=lambda it: it[:2]):
        last = divided[unit].lanes if end is None else end - 1
        lanes = Text(
            N_("lane {first}") if first == last else N_("lanes {first}–{last}"), {"first": first, "last": last}
        )
        yield Text("{unit}: {lanes}", {"unit": divided[unit].name, "lanes": lanes})


def _set_up(row: Occurrence, language: str) -> Iterator[Text]:
    booking = row.booking
    if booking.layout:
        yield Text(N_("Layout: {layout}"), {"layout": gettext(booking.layout.replace("_", " "), language)})
    if booking.setup_minutes:
        yield Text(N_("Set-up {count:minute|minutes}"), {"count": booking.setup_minutes})
    if booking.clear_up_minutes:
        yield Text(N_("Clear-up {count:minute|minutes}"), {"count": booking.clear_up_minutes})
