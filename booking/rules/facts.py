"""What the rules may know: plain values that a service has gathered before judging."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from booking.vocabulary import Access, Audience, BookingKind, Openness, OrganizationKind, Status, Track, VenueKind
from calendars.holidays import NamedPeriod
from calendars.intervals import Interval, IntervalSet

_DAY = timedelta(days=1)
_MIDNIGHT = time()


class Gather(StrEnum):
    """Facts that cost a query of their own; a rule lists those it needs, and no others are gathered."""

    USED_DAYS = "used_days"
    COMING_SINGLES = "coming_singles"


@dataclass(frozen=True, slots=True)
class Applicant:
    """The organization that asks."""

    slug: str
    name: str
    kind: OrganizationKind
    track: Track
    local: bool = True
    openness: Openness = Openness.OPEN
    members: int = 0
    approved_from: date | None = None
    approved_until: date | None = None
    declaration_until: date | None = None
    suspended_by: str | None = None
    cvr: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to furnish a space: how many persons it holds, and minutes to set it up and clear it up again."""

    capacity: int
    setup_minutes: int = 0
    clear_up_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Closing:
    """A dated closure of a place, with its published reason."""

    interval: Interval
    reason: str


@dataclass(frozen=True, slots=True)
class Place:
    """A space asked for, with when it is open around the times asked for.

    `openings` are the opening hours each by itself, by start (start grids count from each); `closings` what closes it
    in spite of them; `open` is the one less the other, and `reopened` what a decision keeps open in holidays (DK-35).
    `lanes` is the least number of lanes its units have.
    """

    space: str
    name: str
    venue: str
    venue_kind: VenueKind
    kind: str
    capacity: int = 0
    minimum: int = 0
    lanes: int = 1
    access: Access = Access.OPEN
    tags: frozenset[str] = frozenset()
    layouts: Mapping[str, Layout] = field(default_factory=dict)
    not_bookable: str = ""
    openings: tuple[Interval, ...] = ()
    closings: tuple[Closing, ...] = ()
    open: IntervalSet = field(default_factory=IntervalSet)
    reopened: IntervalSet = field(default_factory=IntervalSet)


class Flaw(StrEnum):
    """What is wrong with a local time on the night of a clock change."""

    SKIPPED = "skipped"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Time:
    """One time asked for: local wall clock, and the same as UTC. `index` is its number in the request, from 0."""

    index: int
    start_local: datetime
    end_local: datetime
    interval: Interval
    flaw: Flaw | None = None

    @property
    def day(self) -> date:
        return self.start_local.date()

    @property
    def days(self) -> tuple[date, ...]:
        """Every local day it touches; an end at midnight does not touch the next day."""
        first, last = self.day, self.end_local.date()
        if last > first and self.end_local.time() == _MIDNIGHT:
            last -= _DAY
        if last <= first:
            return (first,)
        return tuple(first + number * _DAY for number in range((last - first).days + 1))


@dataclass(frozen=True, slots=True)
class Holder:
    """An occurrence of another booking that stands in the way. `expires_at` is until when it waits for an officer."""

    occurrence: int
    booking: str
    interval: Interval
    track: Track
    kind: BookingKind
    audience: Audience
    status: Status
    people: int
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A time at which a place cannot be had, because of `holders`, or because it never has so many lanes."""

    time: int
    holders: tuple[Holder, ...]
    lanes_short: int = 0


@dataclass(frozen=True, slots=True)
class UsedDay:
    """What the applicant already holds on one local day, anywhere, this booking not counted."""

    day: date
    minutes: int
    occurrences: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with everything that is needed to judge it, `now` and all times included; `zone` is the venues'.

    `lanes` None means all that the spaces say. `taken` has one entry for each time at which another stands in the way.
    `public_holidays` are those from today to the last time, as working days are counted, too.
    `lost` are the times that are refused or taken; the engine fills it in for the rules that count (quotas).
    """

    applicant: Applicant
    activity: str
    kind: BookingKind
    audience: Audience
    people: int
    track: Track
    places: tuple[Place, ...]
    times: tuple[Time, ...]
    now: datetime
    zone: ZoneInfo
    layout: str | None = None
    lanes: int | None = None
    setup_minutes: int = 0
    clear_up_minutes: int = 0
    responsible_name: str = ""
    responsible_phone: str = ""
    series: bool = False
    taken: tuple[Taken, ...] = ()
    public_holidays: Mapping[date, str] = field(default_factory=dict)
    periods: tuple[tuple[str, NamedPeriod], ...] = ()
    used_days: tuple[UsedDay, ...] = ()
    coming_singles: int = 0
    lost: frozenset[int] = frozenset()

    @property
    def today(self) -> date:
        """The local day of `now`."""
        return self.now_local.date()

    @property
    def now_local(self) -> datetime:
        """What clocks at the venues show now, without zone."""
        return self.now.astimezone(self.zone).replace(tzinfo=None)
