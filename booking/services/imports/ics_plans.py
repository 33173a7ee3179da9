"""What an import is told to make of events, and what it is about to make of one."""

from dataclasses import dataclass, field
from datetime import date

from booking.services.imports.ics_times import Times, Window
from booking.services.requests import Responsible
from booking.vocabulary import Audience, BookingKind

SKIPPED = "skipped"
"""Nothing was asked for: it is over, cancelled, or takes no time."""
DIFFERS = "differs"
"""It is booked or closed, and not as the calendar has it now; what there is stays as it is."""
MOST_NAMED = 10
"""Dates that a reason names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """How events are taken. `space` is a space as in `skolen/hal-a`; to close, a whole venue will do.

    Without an `organization` they close the space. `activity` is what those without a SUMMARY are about, `until` the
    last day on which one may begin; `free_too` takes those that are marked as taking no time.
    """

    space: str
    organization: str | None = None
    kind: BookingKind = BookingKind.OTHER
    audience: Audience = Audience.MIXED
    people: int = 1
    activity: str = ""
    responsible: Responsible = field(default_factory=Responsible)
    until: date | None = None
    free_too: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """One event, with all its times to come."""

    external_id: str
    summary: str
    all_day: bool
    cancelled: bool
    times: Times
    window: Window
