"""What the rules may know: plain values that a service has gathered before judging."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from booking.rules.details import NOT_SAID, Details
from booking.vocabulary import Access, Audience, BookingKind, Openness, OrganizationKind, Status, Track, VenueKind
from calendars.holidays import NamedPeriod
from calendars.intervals import Interval, IntervalSet

_DAY = timedelta(days=1)
_MIDNIGHT = time()


class Gather(StrEnum):
    """Facts that cost a query of their own; a rule lists those it needs, and no others are gathered."""

    USED_DAYS = "used_days"
    USED_TIMES = "used_times"
    COMING_SINGLES = "coming_singles"
    STANDING = "standing"
    NEIGHBOURS = "neighbours"
    YEARS = "years"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class Applicant:
    """The organization that asks. `young_members` are those under 25 (Folkeoplysningsloven § 25); `for_disabled` says
    that its activities are for disabled people (§ 21(4)).
    """

    slug: str
    name: str
    kind: OrganizationKind
    track: Track
    local: bool = True
    openness: Openness = Openness.OPEN
    members: int = 0
    young_members: int = 0
    for_disabled: bool = False
    approved_from: date | None = None
    approved_until: date | None = None
    declaration_until: date | None = None
    suspended_by: str | None = None
    cvr: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to furnish a space: how many persons it holds, and minutes to set it up and clear it up again; `plan` is
    the number of its approved plan of where people stand and sit (pladsfordelingsplan), where it has one.
    """

    capacity: int
    setup_minutes: int = 0
    clear_up_minutes: int = 0
    plan: str = ""


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
    `lanes` is the least number of lanes its units have, and `whole` whether it takes all of them unless asked
    otherwise.
    """

    space: str
    name: str
    venue: str
    venue_kind: VenueKind
    kind: str
    capacity: int = 0
    minimum: int = 0
    lanes: int = 1
    whole: bool = True
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
    """An occurrence of another booking, as far as the rules may know of it.

    `expires_at` is until when it waits for an officer. `series_times` are all the times of its booking that were not
    refused or cancelled, and `series_displaced` those of them that it had to give up to others (DK-48).
    """

    occurrence: int
    booking: str
    interval: Interval
    track: Track
    kind: BookingKind
    audience: Audience
    status: Status
    people: int
    expires_at: datetime | None = None
    activity: str = ""
    organization: str = ""
    organization_kind: OrganizationKind = OrganizationKind.ASSOCIATION
    openness: Openness = Openness.OPEN
    local: bool = True
    members: int = 0
    young_members: int = 0
    for_disabled: bool = False
    details: Details = NOT_SAID
    series: bool = False
    series_times: int = 0
    series_displaced: int = 0


class Hindrance(StrEnum):
    """Why those in the way are: they have the place, their use and this one do not go together, or all together are
    more persons than it holds."""

    HELD = "held"
    APART = "apart"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Taken:
    """A time at which a place cannot be had, because of `holders`, or because it never has so many lanes.

    `lanes_free` are the lanes that are free then, of the unit that has fewest of them, and `rest` the parts of the time
    during which what is asked for is free.
    """

    time: int
    holders: tuple[Holder, ...]
    lanes_short: int = 0
    lanes_free: int = 0
    rest: tuple[Interval, ...] = ()
    hindrance: Hindrance = Hindrance.HELD


@dataclass(frozen=True, slots=True)
class Beside:
    """Others at one time in one place: `holders` have other lanes of its units."""

    time: int
    space: str
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An occurrence near one that is asked for: in a neighbouring unit while it lasts (`adjacent`), or in the place
    itself up to an hour before or after it. `tags` are those of the spaces that the neighbour has.
    """

    time: int
    holder: Holder
    space: str
    tags: frozenset[str]
    adjacent: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A space with some of the units that are asked for, and the times (indices) at which it is free."""

    space: str
    name: str
    capacity: int
    free: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How the applicant used what it had in the last 365 days, displaced and closed times not counted.

    `times` are those over, and those cancelled; `cancelled` the hours of notice of each time cancelled, shortest first;
    `absences` the days of no-shows that no objection has removed; `in_a_row` the longest run of them in one booking
    up to its last time; `doors` the days a door was left open.
    """

    times: int = 0
    cancelled: tuple[int, ...] = ()
    absences: tuple[date, ...] = ()
    in_a_row: int = 0
    doors: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class YearOfVenue:
    """What is granted at a venue in one calendar year, this booking not counted: nights with people asleep in it, and
    days with amplified music.
    """

    venue: str
    year: int
    nights: tuple[date, ...] = ()
    music_days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class UsedDay:
    """What the applicant already holds on one local day, anywhere, this booking not counted."""

    day: date
    minutes: int
    occurrences: int


@dataclass(frozen=True, slots=True)
class UsedTime:
    """A time that the applicant already holds somewhere, by the wall clock."""

    start_local: datetime
    end_local: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with everything that is needed to judge it, `now` and all times included; `zone` is the venues'.

    `asked_at` is when it was asked for, if not now: what is decided later was not asked for later. `lanes` None means
    all that the spaces say. `taken` has one entry for each time at which another stands in the way.
    `public_holidays` are those from today to the day after the last time, as working days are counted, too.
    `lost` are the times that are refused or taken; the engine fills it in for the rules that count (quotas).
    `wait` says that the applicant would rather wait for a taken time than lose it, and `ask_officer` that it wants a
    person to look at what the rules refuse.
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
    wait: bool = False
    ask_officer: bool = False
    asked_at: datetime | None = None
    details: Details = NOT_SAID
    taken: tuple[Taken, ...] = ()
    beside: tuple[Beside, ...] = ()
    parts: tuple[Part, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    public_holidays: Mapping[date, str] = field(default_factory=dict)
    periods: tuple[tuple[str, NamedPeriod], ...] = ()
    used_days: tuple[UsedDay, ...] = ()
    used_times: tuple[UsedTime, ...] = ()
    coming_singles: int = 0
    standing: Standing = Standing()
    years: tuple[YearOfVenue, ...] = ()
    lost: frozenset[int] = frozenset()

    @property
    def asked_local(self) -> datetime:
        """What clocks at the venues showed when it was asked for, without zone."""
        return (self.asked_at or self.now).astimezone(self.zone).replace(tzinfo=None)

    @property
    def asked_on(self) -> date:
        """The local day on which it was asked for."""
        return self.asked_local.date()

    @property
    def today(self) -> date:
        """The local day of `now`."""
        return self.now.astimezone(self.zone).date()
