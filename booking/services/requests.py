"""What is asked for, as it was asked: the shape that the API, the pages and the imports share."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from booking.rules.details import KINDS, NOT_SAID, Details
from booking.vocabulary import Alcohol, Audience, BookingKind, Track

LONGEST_NOTE = 5000

DETAILS = KINDS
"""What can be said of an event besides (rules.details.Details), with the type of each."""


@dataclass(frozen=True, slots=True)
class Responsible:
    """The adult on site (DK-07)."""

    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """A request for a booking. `start` and `end` are local wall time as text (calendars.zone.parse_wall).

    Either `rrule` (RFC 5545) or `dates` repeats it: each a further date at the same hours, or a (start, end) pair.
    With `wait`, times that others hold are waited for; with `ask_officer`, an officer looks at what the rules refuse.
    `skip` leaves out dates of the rule. Without a `track`, the organization's own. Minutes of set-up and clear-up lie
    outside start and end; None takes what the layout needs.
    """

    spaces: tuple[str, ...]
    organization: str
    activity: str
    people: int
    start: str
    end: str
    kind: BookingKind = BookingKind.OTHER
    audience: Audience = Audience.MIXED
    track: Track | None = None
    rrule: str | None = None
    skip: frozenset[date] = frozenset()
    dates: tuple[date | tuple[str, str], ...] = ()
    accept_partial: bool = False
    responsible: Responsible = field(default_factory=Responsible)
    layout: str | None = None
    setup_minutes: int | None = None
    clear_up_minutes: int | None = None
    lanes: int | None = None
    note: str = ""
    details: Details = NOT_SAID
    wait: bool = False
    ask_officer: bool = False
    external_id: str | None = None


def as_data(request: Request) -> dict[str, Any]:
    """The request as the JSON that the API takes."""
    return {
        "spaces": list(request.spaces),
        "organization": request.organization,
        "activity": request.activity,
        "people": request.people,
        "start": request.start,
        "end": request.end,
        "kind": request.kind,
        "audience": request.audience,
        "track": request.track,
        "rrule": request.rrule,
        "skip": sorted(day.isoformat() for day in request.skip),
        "dates": [_date_as_data(entry) for entry in request.dates],
        "accept_partial": request.accept_partial,
        "layout": request.layout,
        "setup_minutes": request.setup_minutes,
        "clear_up_minutes": request.clear_up_minutes,
        "lanes": request.lanes,
        "details": details_as_data(request.details),
        "wait": request.wait,
        "ask_officer": request.ask_officer,
    }


def details_as_data(details: Details) -> dict[str, Any]:
    """Those that were said."""
    said = {field.name: getattr(details, field.name) for field in fields(details)}
    return {name: value for name, value in said.items() if value is not None}


def details_of(data: Mapping[str, Any]) -> Details:
    """The details that `details_as_data` wrote."""
    if not data:
        return NOT_SAID
    alcohol = data.get("alcohol")
    return Details(**{**data, "alcohol": Alcohol(alcohol) if alcohol is not None else None})


def _date_as_data(entry: date | tuple[str, str]) -> str | Mapping[str, str]:
    if isinstance(entry, date):
        return entry.isoformat()
    return {"start": entry[0], "end": entry[1]}
