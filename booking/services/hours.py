"""When spaces are open, as the judgement, the search, the week and the day sheet all see it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from sqlalchemy import Row, bindparam, or_, select
from sqlalchemy.orm import Session

from booking.model import Closure, HoursPeriod, SpacePart, Unit
from booking.model.statements import one_of, rows
from booking.rules.facts import Closing
from booking.services.places import KnownSpace
from booking.vocabulary import ClosureKind
from calendars.hours import Span, WeeklyHours
from calendars.intervals import Interval, IntervalSet
from calendars.timetable import Timetable
from calendars.zone import days

_DAY = timedelta(days=1)

_PERIODS = (
    select(HoursPeriod.venue_id, HoursPeriod.space_id, HoursPeriod.first_day, HoursPeriod.last_day, HoursPeriod.spans)
    .where(one_of(HoursPeriod.venue_id, "venues"), HoursPeriod.withdrawn_at.is_(None))
    .order_by(HoursPeriod.id)
)
_CLOSURES = (
    select(
        Closure.id,
        Closure.venue_id,
        Closure.space_id,
        Closure.kind,
        Closure.starts_at,
        Closure.ends_at,
        Closure.reason,
    )
    .where(
        or_(Closure.venue_id.is_(None), one_of(Closure.venue_id, "venues")),
        Closure.withdrawn_at.is_(None),
        Closure.starts_at < bindparam("end"),
        Closure.ends_at > bindparam("start"),
    )
    .order_by(Closure.starts_at, Closure.id)
)

_Closure: TypeAlias = Row[*tuple[Any, ...]]

Periods = tuple[tuple[date | None, date | None, tuple[tuple[int, int, int], ...]], ...]
"""First day, last day and spans (weekday, opens, closes) of each, hashable."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When one space is open on the dates asked for; see rules.facts.Place for what the fields mean."""

    openings: tuple[Interval, ...] = ()
    closings: tuple[Closing, ...] = ()
    open: IntervalSet = field(default_factory=IntervalSet)
    reopened: IntervalSet = field(default_factory=IntervalSet)


def of_spaces(session: Session, spaces: Sequence[KnownSpace], dates: Collection[date]) -> Mapping[int, Hours]:
    """The hours of each space (by id) on these local dates. At most three queries, whatever their number."""
    its_periods = periods(session, {space.venue_id for space in spaces})
    around = days(min(dates) - _DAY, max(dates) + _DAY, spaces[0].zone)
    closures = _closures(session, {space.venue_id for space in spaces}, around)
    closed_units = whole_units(session, {it.space_id for it in closures if it.space_id is not None})
    ordered = tuple(sorted(dates))
    known: dict[object, Hours] = {}
    answer: dict[int, Hours] = {}
    for space in spaces:
        content = its_periods.get((space.venue_id, space.id), its_periods.get((space.venue_id, None), ()))
        concerning = _concerning(space, closures, closed_units)
        key = (content, space.timezone, tuple(closure.id for closure in concerning))
        if key not in known:
            known[key] = _hours(_openings(timetable(content, space.zone), ordered), concerning)
        answer[space.id] = known[key]
    return answer


def _openings(table: Timetable, dates: Iterable[date]) -> tuple[Interval, ...]:
    return tuple(sorted({opening for day in dates for opening in table.on(day)}))


@lru_cache(maxsize=1024)
def timetable(periods: Periods, zone: ZoneInfo) -> Timetable:
    """The timetable of these periods, the same object for the same ones, so that it remembers."""
    return Timetable(
        (WeeklyHours(tuple(Span(*span) for span in spans), first, last) for first, last, spans in periods), zone
    )


def _hours(openings: tuple[Interval, ...], closures: Sequence[_Closure]) -> Hours:
    if not closures:
        return Hours(openings, (), IntervalSet(openings))
    reopened = IntervalSet(_interval(it) for it in closures if it.kind is ClosureKind.REOPENED)
    closings = tuple(
        Closing(part, it.reason)
        for it in closures
        if it.kind is ClosureKind.CLOSED
        for part in IntervalSet((_interval(it),)) - _lifting(it, closures)
    )
    closed = IntervalSet(closing.interval for closing in closings)
    return Hours(openings, closings, IntervalSet(openings) - closed, reopened)


def _lifting(closure: _Closure, closures: Iterable[_Closure]) -> IntervalSet:
    """The reopenings of a narrower scope than the closure's: space before venue before municipality (DK-34, DK-35)."""
    return IntervalSet(
        _interval(it) for it in closures if it.kind is ClosureKind.REOPENED and _narrowness(it) > _narrowness(closure)
    )


def _narrowness(closure: _Closure) -> int:
    return 2 if closure.space_id is not None else 1 if closure.venue_id is not None else 0


def _concerning(
    space: KnownSpace, closures: Iterable[_Closure], closed_units: Mapping[int, frozenset[int]]
) -> Sequence[_Closure]:
    """The closures and reopenings of the space, of its venue, of all venues, and of spaces that share units with it.

    So a hall is closed while one of its halves is, and both halves are while the hall is; but it is not reopened with
    one half.
    """
    units = frozenset(need.unit for need in space.needs)

    def concerns(it: _Closure) -> bool:
        if it.space_id is None:
            return it.venue_id in (None, space.venue_id)
        whole = closed_units[it.space_id]
        shared = units <= whole if it.kind is ClosureKind.REOPENED else not whole.isdisjoint(units)
        return it.space_id == space.id or shared

    return [it for it in closures if concerns(it)]


def whole_units(session: Session, spaces: Collection[int]) -> Mapping[int, frozenset[int]]:
    """The units that each of these spaces (by id) holds whole, not only in lanes. No query for no spaces."""
    if not spaces:
        return {}
    units: dict[int, set[int]] = {number: set() for number in spaces}
    whole = (SpacePart.lanes.is_(None), SpacePart.lanes >= Unit.lanes)
    held = session.execute(
        select(SpacePart.space_id, SpacePart.unit_id)
        .join(SpacePart.unit)
        .where(SpacePart.space_id.in_(spaces), or_(*whole))
    )
    for space, unit in held:
        units[space].add(unit)
    return {space: frozenset(its) for space, its in units.items()}


def _interval(closure: _Closure) -> Interval:
    return Interval(closure.starts_at, closure.ends_at)


def periods(session: Session, venues: Collection[int]) -> Mapping[tuple[int, int | None], Periods]:
    """The periods in force of each venue (space None) and of each space that has its own."""
    found: dict[tuple[int, int | None], list[tuple[date | None, date | None, tuple[tuple[int, int, int], ...]]]]
    found = defaultdict(list)
    for row in rows(session, _PERIODS, {"venues": list(venues)}):
        spans = tuple((weekday, opens, closes) for weekday, opens, closes in row.spans)
        found[row.venue_id, row.space_id].append((row.first_day, row.last_day, spans))
    return {key: tuple(each) for key, each in found.items()}


def _closures(session: Session, venues: Collection[int], around: Interval) -> Sequence[_Closure]:
    given = {"venues": list(venues), "start": around.start, "end": around.end}
    return rows(session, _CLOSURES, given)
