"""A venue's week as everyone may see it: who holds what when, and when it is open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from booking.errors import Invalid
from booking.model import Space, Unit, Venue
from booking.services import hours, places
from booking.services.busy_times import Busy, busy_times, units_of
from booking.services.shut import Shut, shut
from booking.services.unit_of_work import reads
from booking.wording import N_
from calendars.errors import CalendarError
from calendars.intervals import Interval, IntervalSet
from calendars.zone import days

LONGEST_PERIOD_DAYS = 366
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of the venue in the week, and when it is open. `space` is the slug of the space that is just this unit."""

    unit: str
    name: str
    lanes: int
    space: str | None
    open: IntervalSet


@dataclass(frozen=True, slots=True)
class Week:
    """Monday to Sunday, of a venue or of one `space` of it.

    Each of `groups` has the places that share spaces, such as the halves of a hall. `today` is the local date now, and
    `open_today` when anything at all is open on it.
    """

    venue: Venue
    space: Space | None
    monday: date
    today: date
    groups: tuple[tuple[Place, ...], ...]
    busy: tuple[Busy, ...]
    closings: tuple[Shut, ...]
    open_today: tuple[Interval, ...]

    @property
    def number(self) -> int:
        """ISO 8601."""
        return self.monday.isocalendar().week

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.monday + n * _DAY for n in range(7))

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.venue.timezone)


@reads
def week(session: Session, venue_slug: str, day: date, now: datetime, space_slug: str | None = None) -> Week:
    """The ISO week in which the local date lies. NotFound, Invalid.

    The number of queries depends neither on the number of bookings nor on that of spaces.
    """
    venue, space = _find(session, venue_slug, space_slug)
    monday = day - day.weekday() * _DAY
    zone = ZoneInfo(venue.timezone)
    period = _period(monday, monday + 6 * _DAY, zone)
    today = now.astimezone(zone).date()
    spaces = [space] if space else list(venue.spaces)
    open_at = _open_at(session, venue, {today, *(monday + n * _DAY for n in range(7))})
    known = [open_at[it.id] for it in spaces]
    return Week(
        venue=venue,
        space=space,
        monday=monday,
        today=today,
        groups=_groups(venue, spaces, open_at),
        busy=busy_times(session, venue, units_of(spaces), period),
        closings=shut(spaces, open_at, period),
        open_today=tuple(
            IntervalSet(it for each in known for it in each.open) & IntervalSet((days(today, today, zone),))
        ),
    )


@reads
def busy(session: Session, venue_slug: str, space_slug: str | None, first: date, last: date) -> tuple[Busy, ...]:
    """What is held of the venue, or of the units of one space, on these local dates, by start. NotFound, Invalid."""
    venue, space = _find(session, venue_slug, space_slug)
    period = _period(first, last, ZoneInfo(venue.timezone))
    return busy_times(session, venue, units_of([space] if space else venue.spaces), period)


def _find(session: Session, venue_slug: str, space_slug: str | None) -> tuple[Venue, Space | None]:
    venue = places.find_venue(session, venue_slug)
    return venue, places.find_space(session, venue_slug, space_slug) if space_slug else None


def _period(first: date, last: date, zone: ZoneInfo) -> Interval:
    if last < first:
        raise Invalid.field("to", N_("The last day lies before the first."))
    if (last - first).days >= LONGEST_PERIOD_DAYS:
        raise Invalid.field("to", N_("Ask for at most {most} days at once."), most=LONGEST_PERIOD_DAYS)
    try:
        return days(first, last, zone)
    except (CalendarError, OverflowError) as error:
        raise Invalid.field("from", N_("Only the years 1970 to 2200 are known.")) from error


def _open_at(session: Session, venue: Venue, dates: set[date]) -> Mapping[int, hours.Hours]:
    """The hours of every space of the venue by id."""
    if not venue.spaces:
        return {}
    return hours.of_spaces(session, places.known_by_id(session, [it.id for it in venue.spaces]), dates)


def _groups(venue: Venue, spaces: Iterable[Space], open_at: Mapping[int, hours.Hours]) -> tuple[tuple[Place, ...], ...]:
    """The units of the spaces, those together that some space has together."""
    groups: list[set[int]] = []
    for space in spaces:
        together = {part.unit_id for part in space.parts}
        touched = [group for group in groups if group & together]
        groups = [group for group in groups if group not in touched] + [together.union(*touched)]
    units = units_of(spaces)
    return tuple(
        tuple(_place(venue, units[unit], open_at) for unit in group)
        for group in sorted(sorted(group) for group in groups if group)
    )


def _place(venue: Venue, unit: Unit, open_at: Mapping[int, hours.Hours]) -> Place:
    """A unit is open as the smallest space that has it."""
    spaces = sorted((it for it in venue.spaces if _has(it, unit)), key=lambda it: (len(it.parts), it.position, it.id))
    own = next((it for it in spaces if len(it.parts) == 1 and it.parts[0].lanes is None), None)
    return Place(
        unit=unit.slug,
        name=own.name if own else unit.name,
        lanes=unit.lanes,
        space=own.slug if own else None,
        open=open_at[spaces[0].id].open,
    )


def _has(space: Space, unit: Unit) -> bool:
    return any(part.unit_id == unit.id for part in space.parts)
