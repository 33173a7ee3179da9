"""One day everywhere: for each space when it is open and who uses it, as everyone may know it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from booking.errors import Invalid
from booking.services import hours, occupancy, places
from booking.services.busy_times import Found, users_of
from booking.services.hours import Hours
from booking.services.places import KnownSpace
from booking.services.publicity import is_named
from booking.services.unit_of_work import reads
from booking.vocabulary import BookingKind
from booking.wording import N_
from calendars.errors import CalendarError
from calendars.intervals import Interval
from calendars.occupancy import Hold, Occupancy
from calendars.zone import days


@dataclass(frozen=True, slots=True)
class Use:
    """A stretch of time in which a space, or part of it, is held; aware, in the venue's zone.

    `organization` and `activity` are empty where the public may not know them. `lanes` are held; None means all.
    """

    start: datetime
    end: datetime
    core: bool
    lanes: int | None
    kind: BookingKind
    organization: str
    activity: str


@dataclass(frozen=True, slots=True)
class Open:
    """A stretch of time in which a space is open; aware, in the venue's zone."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class SpaceDay:
    """A space's day: `open` and `uses` by time."""

    space: str
    name: str
    venue: str
    open: tuple[Open, ...]
    uses: tuple[Use, ...]


@reads
def day(session: Session, local_date: date) -> tuple[SpaceDay, ...]:
    """Every space that can be booked, by venue and position. Invalid for a date outside the years 1970 to 2200.

    The number of queries does not depend on how many spaces there are.
    """
    spaces = places.all_known(session)
    answer: dict[int, SpaceDay] = {}
    for zone in dict.fromkeys(space.timezone for space in spaces):
        here = [space for space in spaces if space.timezone == zone]
        answer |= _day(session, here, local_date, ZoneInfo(zone))
    return tuple(answer[space.id] for space in spaces)


def _day(session: Session, spaces: Sequence[KnownSpace], local_date: date, zone: ZoneInfo) -> Mapping[int, SpaceDay]:
    period = _period(local_date, zone)
    units = {need.unit for space in spaces for need in space.needs}
    held = occupancy.held(session, units, [period])
    open_hours = hours.of_spaces(session, spaces, [local_date])
    users = users_of(session, {hold.occurrence for unit in units for hold in held.held(unit)})
    return {
        space.id: SpaceDay(
            space.ref,
            space.name,
            space.venue,
            _open(open_hours[space.id], period, zone),
            _uses(space, held, users, zone),
        )
        for space in spaces
    }


def _period(local_date: date, zone: ZoneInfo) -> Interval:
    try:
        return days(local_date, local_date, zone)
    except (CalendarError, OverflowError) as error:
        raise Invalid.field("date", N_("Only the years 1970 to 2200 are known.")) from error


def _open(open_hours: Hours, period: Interval, zone: ZoneInfo) -> tuple[Open, ...]:
    found = open_hours.open.overlapping(period)
    return tuple(Open(it.start.astimezone(zone), it.end.astimezone(zone)) for it in found)


def _uses(space: KnownSpace, held: Occupancy, users: Mapping[int, Found], zone: ZoneInfo) -> tuple[Use, ...]:
    """A hall's use of both its halves is one use of the hall."""
    holds = {(hold.occurrence, hold.start, hold.core): hold for need in space.needs for hold in held.held(need.unit)}
    in_order = sorted(holds.values(), key=lambda hold: (hold.start, hold.occurrence))
    return tuple(_use(hold, users[hold.occurrence], space.names_users, zone) for hold in in_order)


def _use(hold: Hold, user: Found, names_users: bool, zone: ZoneInfo) -> Use:
    named = is_named(names_users, user.organization_kind, user.kind)
    return Use(
        hold.start.astimezone(zone),
        hold.end.astimezone(zone),
        hold.core,
        None if hold.lane_to is None else hold.lane_to - hold.lane_from,
        user.kind,
        user.organization if named else "",
        user.activity if named else "",
    )
