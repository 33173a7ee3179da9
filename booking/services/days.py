"""The caretaker's day: who comes to a venue on a date, when, where, with what; and what changed since yesterday."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from booking.errors import Invalid
from booking.model import Occurrence, Venue
from booking.services import day_conditions, day_rows, hours, occupancy, places
from booking.services.actors import Actor
from booking.services.busy_times import joined
from booking.services.day_entries import Sheet, entry, too_short_to_clean
from booking.services.day_sheet import Change, Day, Entry, Observed, UsedPart, UsedSpace
from booking.services.shut import shut
from booking.services.unit_of_work import reads
from booking.vocabulary import ENDED
from booking.wording import N_
from calendars.errors import CalendarError
from calendars.intervals import Interval, IntervalSet
from calendars.occupancy import Hold
from calendars.zone import days, to_utc_lenient

__all__ = ["Change", "Day", "Entry", "Observed", "UsedPart", "UsedSpace", "day"]

SHEET_MADE = time(6)
"""What changed after this time of the day before is marked: yesterday's sheet did not have it."""
MORNING = (time(6), time(10))
"""Who comes so early is told the evening before: what they need must be ready by then."""
_DAY = timedelta(days=1)


@reads
def day(session: Session, venue_slug: str, date: date, actor: Actor | None, now: datetime) -> Day:
    """The sheet of a local date. NotFound, Invalid.

    Contact data only if the actor works at the venue; names of users as everyone may know them, else. The number of
    queries does not depend on the number of bookings or spaces.
    """
    venue = places.find_venue(session, venue_slug)
    zone = ZoneInfo(venue.timezone)
    today, morning = _periods(date, zone)
    staff = actor is not None and actor.works_at(frozenset({venue.id}))
    entries = _entries(session, venue, date, Interval(today.start, morning.end), for_staff=staff)
    open_at = _hours(session, venue, date)
    return Day(
        venue=venue,
        date=date,
        printed_at=now.astimezone(zone),
        for_staff=staff,
        openings=tuple(IntervalSet(part for it in open_at.values() for part in it.open) & IntervalSet((today,))),
        closings=shut(venue.spaces, open_at, today),
        entries=tuple(it for it in entries if _touches(it, today) or it.change is Change.MOVED_AWAY),
        next_morning=tuple(it for it in entries if _touches(it, morning) and it.takes_place),
    )


def _periods(date: date, zone: ZoneInfo) -> tuple[Interval, Interval]:
    """The date, and the next morning."""
    try:
        today = days(date, date, zone)
        return today, Interval(*(to_utc_lenient(datetime.combine(date + _DAY, at), zone) for at in MORNING))
    except (CalendarError, OverflowError) as error:
        raise Invalid.field("date", N_("Only the years 1970 to 2200 are known.")) from error


def _entries(session: Session, venue: Venue, date: date, period: Interval, *, for_staff: bool) -> Sequence[Entry]:
    """Everything that may belong on the sheet or on the next morning's, by arrival."""
    zone = ZoneInfo(venue.timezone)
    today = days(date, date, zone)
    known = occupancy.held(session, [unit.id for unit in venue.units], [period])
    holds = [hold for unit in venue.units for hold in joined(known.held(unit.id))]
    rows = day_rows.occurrences(session, {hold.occurrence for hold in holds}, venue, date, today)
    sheet = Sheet(
        venue=venue,
        for_staff=for_staff,
        period=today,
        changed_since=to_utc_lenient(datetime.combine(date - _DAY, SHEET_MADE), zone),
        holds=_by_occurrence(holds),
        first_times=_first_times(session, venue, rows, today),
        too_short=too_short_to_clean(rows, holds),
        conditions=day_conditions.outstanding(session, rows) if for_staff else {},
        observations=day_rows.observations(session, {row.id for row in rows}),
    )
    entries = (entry(row, sheet) for row in rows)
    return sorted(entries, key=_order)


def _first_times(session: Session, venue: Venue, rows: Iterable[Occurrence], today: Interval) -> frozenset[int]:
    """The first time (id) of each organization that has none at the venue before the day."""
    taking_place = [row for row in rows if row.status not in ENDED and row.ends_at > today.start]
    first = {row.booking.organization_id: row.id for row in reversed(taking_place)}
    newcomers = day_rows.newcomers(session, venue, first, today.start)
    return frozenset(row for organization, row in first.items() if organization in newcomers)


def _order(it: Entry) -> tuple[object, ...]:
    lanes = [(part.name, part.first_lane) for part in it.parts]
    return it.arrive, it.start, [space.ref for space in it.spaces], lanes, it.ref


def _by_occurrence(holds: Iterable[Hold]) -> Mapping[int, Sequence[Hold]]:
    found: dict[int, list[Hold]] = {}
    for hold in holds:
        found.setdefault(hold.occurrence, []).append(hold)
    return found


def _hours(session: Session, venue: Venue, date: date) -> Mapping[int, hours.Hours]:
    """Those of every space by id."""
    if not venue.spaces:
        return {}
    known = places.known_by_id(session, [space.id for space in venue.spaces])
    return hours.of_spaces(session, known, [date])


def _touches(it: Entry, period: Interval) -> bool:
    """Whether its time, set-up and clear-up included, lies on the period."""
    return it.arrive < period.end and it.leave > period.start
