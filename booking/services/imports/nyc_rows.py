"""A row of New York City's permits: `Event Location` lists places, each `Park: Field` or a stretch of street."""

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from booking.services.imports.cells import slug_of
from booking.services.imports.records import Record
from booking.wording import N_, Text

EVENT, NAME, START, END, TYPE, LOCATION = (
    "Event ID",
    "Event Name",
    "Start Date/Time",
    "End Date/Time",
    "Event Type",
    "Event Location",
)
NEEDED = (EVENT, NAME, START, END, TYPE, LOCATION)
KNOWN = (*NEEDED, "Event Agency", "Event Borough", "Event Street Side", "Street Closure Type")
LONGEST_SLUG = 80
LONGEST_NAME = 200

_WRITTEN = "%m/%d/%Y %I:%M:%S %p"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A field in a park, or, without a `field`, a stretch of street."""

    venue: str
    field: str = ""

    @property
    def venue_slug(self) -> str:
        return _slug(self.venue)

    @property
    def space_slug(self) -> str:
        return _slug(self.field) if self.field else "street"

    @property
    def ref(self) -> str:
        return f"{self.venue_slug}/{self.space_slug}"


@dataclass(frozen=True, slots=True)
class Row:
    """One time of a permit, in local wall time, with each of its places once."""

    line: int
    event: int
    name: str
    type: str
    start: datetime
    end: datetime
    places: frozenset[Place]


@dataclass(frozen=True, slots=True)
class Unreadable:
    line: int
    event: str
    problem: Text


def read(record: Record) -> Row | Unreadable:
    event = record.cells.get(EVENT, "")
    if record.problem:
        return Unreadable(record.line, event, record.problem)
    if not re.fullmatch(r"\d{1,18}", event, re.ASCII):
        return _unreadable(record, N_("“{value}” is not an Event ID: a number."), event)
    start, end = _moment(record.cells[START]), _moment(record.cells[END])
    if start is None or end is None:
        wrong = record.cells[START if start is None else END]
        return _unreadable(record, N_("“{value}” is not a time such as 05/21/2022 09:00:00 AM."), wrong)
    if end <= start:
        return _unreadable(record, N_("The end, {value}, is not after the start."), record.cells[END])
    places = frozenset(places_in(record.cells[LOCATION]))
    if not places:
        return _unreadable(record, N_("“{value}” names no place."), record.cells[LOCATION])
    name, event_type = record.cells[NAME][:LONGEST_NAME] or event, record.cells[TYPE][:LONGEST_SLUG]
    return Row(record.line, int(event), name, event_type, start, end, places)


def places_in(location: str) -> list[Place]:
    """The places, in order; blanks vary, and one may be there twice."""
    parts = [re.sub(r"\s+", " ", part).strip() for part in location.split(",")]
    return [_place(part[:LONGEST_NAME]) for part in dict.fromkeys(parts) if slug_of(part)]


def _place(text: str) -> Place:
    park, colon, field = (part.strip() for part in text.partition(":"))
    return Place(park, field) if colon and slug_of(park) and slug_of(field) else Place(text)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, _WRITTEN)  # noqa: DTZ007 - wall clock, as the file has it
    except ValueError:
        return None


def _unreadable(record: Record, template: str, value: str) -> Unreadable:
    return Unreadable(record.line, record.cells.get(EVENT, ""), Text(template, {"value": value[:80]}))


def _slug(name: str) -> str:
    """A long name is cut and told from others by a digest of the whole."""
    slug = slug_of(name) if len(name) <= LONGEST_SLUG else ""
    return slug or f"{slug_of(name)[: LONGEST_SLUG - 9]}-{sha256(name.encode()).hexdigest()[:8]}"
