"""What a caretaker's day sheet says, as values."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from booking.model import Observation, Venue
from booking.rules.details import NOT_SAID, Details
from booking.services.requests import Responsible
from booking.services.shut import Shut
from booking.vocabulary import HOLDING, Access, Audience, BookingKind, Seen, Status
from booking.wording import Text
from calendars.intervals import Interval


class Change(StrEnum):
    """What happened to an entry since yesterday's sheet."""

    NEW = "new"
    MOVED = "moved"
    CHANGED = "changed"
    MOVED_AWAY = "moved_away"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class UsedSpace:
    """A space that is used, and how people get in."""

    ref: str
    name: str
    access: Access


@dataclass(frozen=True, slots=True)
class UsedPart:
    """Lanes of a unit, by its name; the first and the last are both included."""

    name: str
    first_lane: int
    last_lane: int


@dataclass(frozen=True, slots=True)
class Observed:
    """What was seen of an entry, and when; `withdrawn_at` says since when it no longer counts, with the reason."""

    id: int
    seen: Seen
    persons: int | None
    text: str
    at: datetime
    withdrawn_at: datetime | None = None
    withdrawn_reason: str = ""


def observed(row: Observation, zone: ZoneInfo) -> Observed:
    """The observation, its times in the venue's zone."""
    withdrawn_at = row.withdrawn_at.astimezone(zone) if row.withdrawn_at else None
    at = row.at.astimezone(zone)
    return Observed(row.id, row.seen, row.persons, row.text, at, withdrawn_at, row.withdrawn_reason)


@dataclass(frozen=True, slots=True)
class Entry:
    """One occurrence. Times are aware, in the venue's zone; `arrive` to `leave` includes set-up and clear-up.

    `occurrence` is the local start by which acts name it. A time that was moved away has the times it was moved to.
    Where the reader may not know them, `organization` and `activity` are empty, `responsible` and `note` None, and
    `details` not said. `minutes_to_next`: so few remain before others come, where cleaning needs more. `plan` is the
    number of the layout's approved plan of where people stand and sit. `from_elsewhere`: the organization does not
    belong to the municipality. `conditions` are what is still to be settled.
    """

    ref: str
    occurrence: datetime
    start: datetime
    end: datetime
    arrive: datetime
    leave: datetime
    status: Status
    spaces: tuple[UsedSpace, ...]
    parts: tuple[UsedPart, ...]
    kind: BookingKind
    audience: Audience
    people: int
    layout: str | None
    plan: str
    setup_minutes: int
    clear_up_minutes: int
    organization: str = ""
    activity: str = ""
    details: Details = NOT_SAID
    first_time: bool = False
    from_elsewhere: bool = False
    change: Change | None = None
    changed_at: datetime | None = None
    minutes_to_next: int | None = None
    responsible: Responsible | None = None
    note: str | None = None
    conditions: tuple[Text, ...] = ()
    observations: tuple[Observed, ...] = ()

    @property
    def takes_place(self) -> bool:
        """Whether people come: it holds its place, or is a demonstration, which needs none."""
        return self.status in HOLDING or self.status is Status.NOTED


@dataclass(frozen=True, slots=True)
class Day:
    """A venue's sheet of one local date. `for_staff`: the reader works there and sees names and telephone numbers.

    `openings` is when anything at all is open; `next_morning` has those who come before 10 on the day after.
    """

    venue: Venue
    date: date
    printed_at: datetime
    for_staff: bool
    openings: tuple[Interval, ...]
    closings: tuple[Shut, ...]
    entries: tuple[Entry, ...]
    next_morning: tuple[Entry, ...]

    @property
    def week_number(self) -> int:
        """ISO 8601."""
        return self.date.isocalendar().week

    @property
    def taking_place(self) -> tuple[Entry, ...]:
        return tuple(it for it in self.entries if it.takes_place)

    @property
    def first_in(self) -> datetime | None:
        return min((it.arrive for it in self.taking_place), default=None)

    @property
    def last_out(self) -> datetime | None:
        return max((it.leave for it in self.taking_place), default=None)
