"""One component read by icalendar: what of it could be read, and in whose words it says what could not."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from warnings import catch_warnings, simplefilter

from icalendar import Event
from icalendar.parser import Contentline

from booking.errors import Invalid
from booking.services.imports.ics_blocks import Block
from booking.wording import N_, Text

FAILURES = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, OSError)
"""What icalendar raises where a text is not what it should be."""

_ONCE = ("DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "UID")


@contextmanager
def unwarned() -> Iterator[None]:
    """Without icalendar's warnings to programmers, such as that `/vendor/Europe/Berlin` may not mean Berlin."""
    with catch_warnings():
        simplefilter("ignore")
        yield


def written(block: Block, without: str = "") -> str:
    """The block as a component of its own."""
    lines = [line.text for line in block.lines if line.name != without]
    return "\r\n".join((f"BEGIN:{block.name}", *lines, f"END:{block.name}", ""))


def name_and_value(text: str) -> tuple[str, str]:
    """Of a content line; both empty where it is none."""
    try:
        name, _, value = Contentline.from_ical(text).parts()  # type: ignore[no-untyped-call]
    except FAILURES:
        return "", ""
    return name, value


def uid_of(block: Block) -> str:
    """The UID, also of an event that cannot be read otherwise; empty where there is none."""
    values = (name_and_value(line.text)[1] for line in block.lines if line.name == "UID" and not line.problem)
    return next(values, "").strip()


def event_of(block: Block) -> Event:
    """The event as icalendar reads it; Invalid naming each property that it could not read."""
    try:
        with unwarned():
            event = Event.from_ical(written(block))
    except FAILURES:
        raise Invalid.field("VEVENT", N_("It cannot be read.")) from None
    if not isinstance(event, Event):
        raise Invalid.field("VEVENT", N_("It cannot be read."))
    if event.errors:
        raise Invalid({name or "VEVENT": [_unreadable(event, name)] for name, _ in event.errors})
    for name in _ONCE:
        if isinstance(event.get(name), list):
            raise Invalid.field(name, N_("It is there more than once."))
    return event


def _unreadable(event: Event, name: str | None) -> Text:
    values = several(event, name) if name else []
    return Text(N_("“{value}” cannot be read."), {"value": ", ".join(map(str, values))[:80]})


def several(event: Event, name: str) -> list[Any]:
    """A property that may be there more than once."""
    found = event.get(name, [])
    return found if isinstance(found, list) else [found]
