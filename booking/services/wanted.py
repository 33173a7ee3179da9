"""A request understood: its spaces found, its times worked out in their zone, its mistakes named field by field."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from booking.errors import Invalid
from booking.rules.facts import Flaw, Time
from booking.services import places
from booking.services.places import KnownSpace
from booking.services.requests import Request
from booking.vocabulary import BookingKind
from booking.wording import N_
from calendars.errors import (
    AmbiguousTime,
    CalendarError,
    EmptyInterval,
    Malformed,
    NonexistentTime,
    NoOccurrence,
    StartOffRecurrence,
    TooManyOccurrences,
    UnsupportedRecurrence,
    WrongOffset,
)
from calendars.intervals import Interval
from calendars.occupancy import Need, merge_needs
from calendars.recurrence import LIMIT, Planned, Recurrence, Series
from calendars.zone import interval, parse_wall, to_utc_lenient

Value = TypeVar("Value")

MOST_SPACES = 50
LONGEST_BUFFER_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a request comes to. All spaces lie in one zone and under one rulebook; `needs` has one entry a unit.

    `lanes` are those that it takes of each unit that has several, where that is not what the spaces say.
    """

    request: Request
    spaces: tuple[KnownSpace, ...]
    times: tuple[Time, ...]
    needs: tuple[Need, ...]
    unit_lanes: dict[int, int]
    setup_minutes: int
    clear_up_minutes: int
    lanes: int | None = None

    @property
    def near(self) -> frozenset[int]:
        """The units that neighbour those asked for."""
        return frozenset(unit for space in self.spaces for unit in space.near) - self.unit_lanes.keys()

    @property
    def zone(self) -> ZoneInfo:
        return self.spaces[0].zone

    @property
    def venue_ids(self) -> frozenset[int]:
        return frozenset(space.venue_id for space in self.spaces)

    @property
    def is_series(self) -> bool:
        return bool(self.request.rrule or self.request.dates)


def understand(session: Session, request: Request, *, lock: bool) -> Wanted:
    """Find the spaces and work out the times. NotFound for an unknown space, Invalid naming each field that is
    wrong.
    """
    if not 1 <= len(request.spaces) <= MOST_SPACES:
        raise Invalid.field("spaces", N_("Name between 1 and {most} spaces."), most=MOST_SPACES)
    spaces = places.known(session, tuple(dict.fromkeys(request.spaces)), lock=lock)
    understood = wanted(request, spaces, plan(request, _one_zone(spaces)))
    if lock and (request.kind is BookingKind.OVERNIGHT or request.details.amplified_music):
        places.lock_venues(session, understood.venue_ids)
    return understood


def wanted(request: Request, spaces: tuple[KnownSpace, ...], times: tuple[Time, ...]) -> Wanted:
    """A request for spaces that are known, at times that are."""
    _one_rulebook(spaces)
    setup, clear_up = _buffers(request, spaces)
    unit_lanes = {unit: lanes for space in spaces for unit, lanes in space.unit_lanes.items()}
    if request.lanes is not None and all(lanes == 1 for lanes in unit_lanes.values()):
        raise Invalid.field("lanes", N_("{space} has no lanes."), space=spaces[0].name)
    plain = Wanted(request, spaces, times, (), unit_lanes, setup, clear_up)
    return with_lanes(plain, request.lanes)


def with_lanes(understood: Wanted, lanes: int | None) -> Wanted:
    """The same with so many lanes of each unit that has several; None: as many as the spaces say."""
    needs = merge_needs([needs_of(space, lanes) for space in understood.spaces])
    return replace(understood, needs=needs, lanes=lanes)


def plan(request: Request, zone: ZoneInfo) -> tuple[Time, ...]:
    """Every time of the request, in order. Invalid where a field cannot be read or makes no sense."""
    start = _read("start", lambda: parse_wall(request.start, zone))
    end = _read("end", lambda: parse_wall(request.end, zone))
    if request.rrule and request.dates:
        raise Invalid.field("dates", N_("Give either rrule or dates, not both."))
    planned = _dated(request, start, end, zone) if request.dates else _recurring(request, start, end, zone)
    alone = len(planned) == 1 and not request.rrule
    times = tuple(time(number, it, zone, strict=alone) for number, it in enumerate(planned))
    for one, next_one in pairwise(sorted(times, key=lambda it: it.interval)):
        if one.interval.overlaps(next_one.interval):
            field = "rrule" if request.rrule else "dates"
            raise Invalid.field(field, N_("The times overlap each other on {day}."), day=next_one.day)
    return times


def time(index: int, planned: Planned, zone: ZoneInfo, *, strict: bool = False) -> Time:
    """A planned time as the rules see it. A wall time that the clock change skips or repeats has a flaw; Invalid if
    `strict`.
    """
    try:
        return Time(index, planned.start, planned.end, interval(planned.start, planned.end, zone))
    except (NonexistentTime, AmbiguousTime) as error:
        if strict:
            raise _invalid("start" if error.wall == planned.start else "end", error) from error
        flaw = Flaw.SKIPPED if isinstance(error, NonexistentTime) else Flaw.REPEATED
    except EmptyInterval as error:
        raise _invalid("end", error) from error
    start = to_utc_lenient(planned.start, zone)
    end = max(to_utc_lenient(planned.end, zone), start + timedelta(minutes=1))
    return Time(index, planned.start, planned.end, Interval(start, end), flaw)


def _recurring(request: Request, start: datetime, end: datetime, zone: ZoneInfo) -> Sequence[Planned]:
    recurrence = None
    if request.rrule:
        text = request.rrule
        recurrence = _read("rrule", lambda: Recurrence.parse(text, zone))
    series = _read("end", lambda: Series(start, end, recurrence, request.skip))
    return _read("rrule" if recurrence else "skip", series.occurrences)


def _dated(request: Request, start: datetime, end: datetime, zone: ZoneInfo) -> Sequence[Planned]:
    first = _read("end", lambda: Series(start, end)).occurrences()
    planned = {it.start: it for it in first}
    for number, entry in enumerate(request.dates):
        further = _further(f"dates.{number}", entry, start, end, zone)
        planned[further.start] = further
    if len(planned) > LIMIT:
        raise Invalid.field("dates", N_("At most {limit} times can be asked for at once."), limit=LIMIT)
    return [planned[moment] for moment in sorted(planned) if moment.date() not in request.skip]


def _further(field: str, entry: date | tuple[str, str], start: datetime, end: datetime, zone: ZoneInfo) -> Planned:
    if isinstance(entry, date):
        first = datetime.combine(entry, start.time())
        return Planned(first, first, first + (end - start))
    first = _read(f"{field}.start", lambda: parse_wall(entry[0], zone))
    last = _read(f"{field}.end", lambda: parse_wall(entry[1], zone))
    return _read(f"{field}.end", lambda: Series(first, last)).occurrences()[0]


def _one_zone(spaces: Sequence[KnownSpace]) -> ZoneInfo:
    if len({space.timezone for space in spaces}) > 1:
        raise Invalid.field("spaces", N_("The spaces lie in different time zones; book them one zone at a time."))
    return spaces[0].zone


def _one_rulebook(spaces: Sequence[KnownSpace]) -> None:
    if len({space.rulebook for space in spaces}) > 1:
        raise Invalid.field("spaces", N_("The spaces are under different rulebooks; book them one at a time."))


def _buffers(request: Request, spaces: Sequence[KnownSpace]) -> tuple[int, int]:
    """Minutes of set-up and clear-up: as asked, else what the layout needs in the space that needs most."""
    layouts = [space.layouts[request.layout] for space in spaces if request.layout and request.layout in space.layouts]
    setup = max((layout.get("setup_minutes", 0) for layout in layouts), default=0)
    clear_up = max((layout.get("clear_up_minutes", 0) for layout in layouts), default=0)
    asked = (
        setup if request.setup_minutes is None else request.setup_minutes,
        clear_up if request.clear_up_minutes is None else request.clear_up_minutes,
    )
    for field, minutes in zip(("setup_minutes", "clear_up_minutes"), asked, strict=True):
        if not 0 <= minutes <= LONGEST_BUFFER_MINUTES:
            raise Invalid.field(field, N_("Give between 0 and {most} minutes."), most=LONGEST_BUFFER_MINUTES)
    return asked


def needs_of(space: KnownSpace, lanes: int | None) -> Sequence[Need]:
    """The space's needs; lanes asked for replace its own where its units have lanes."""
    if lanes is None:
        return space.needs
    return [Need(need.unit, lanes if space.unit_lanes[need.unit] > 1 else need.lanes) for need in space.needs]


def _read(field: str, read: Callable[[], Value]) -> Value:
    try:
        return read()
    except CalendarError as error:
        raise _invalid(field, error) from error


def _invalid(field: str, error: CalendarError) -> Invalid:
    """The calendar's error in the words of the one who asks."""
    match error:
        case NonexistentTime():
            return Invalid.field(
                field, N_("{wall} does not exist: the clock is put forward that night."), wall=error.wall
            )
        case AmbiguousTime():
            return Invalid.field(field, N_("{wall} happens twice: the clock is put back that night."), wall=error.wall)
        case EmptyInterval():
            return Invalid.field(field, N_("The end must come after the start."))
        case WrongOffset():
            return Invalid.field(field, N_("The offset is not the venue's own at that time; leave it out."))
        case UnsupportedRecurrence():
            return Invalid.field(
                field, N_("{part}={value} is not supported in a recurrence rule."), part=error.part, value=error.value
            )
        case TooManyOccurrences():
            return Invalid.field(
                field, N_("The series has more than {limit} times; give it an end."), limit=error.limit
            )
        case NoOccurrence():
            return Invalid.field(field, N_("The series has no times at all."))
        case StartOffRecurrence():
            return Invalid.field(
                field, N_("The rule does not fall on the start; the first day that fits is {day}."), day=error.first_fit
            )
        case Malformed():
            return Invalid.field(
                field, N_("“{value}” is not a time such as 2027-01-12T17:00."), value=str(error.value)[:80]
            )
        case _:
            return Invalid.field(field, N_("The time cannot be used."))
