"""A week as tables: units and lanes side by side where they share spaces, else a line a room."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from booking.services.busy_times import Busy
from booking.services.weeks import Place, Week
from booking.web.grids import Grid, Stretch, grid
from calendars.intervals import Interval
from calendars.zone import days, to_wall

MOST_IN_A_WEEK = 3
"""Columns a day; a group with more shows one day at a time, and the week as lines."""
MOST_COLUMNS = 12
"""A group with more is shown as lines only."""


@dataclass(frozen=True, slots=True)
class Line:
    """A room, with what is held of it on each day of the week, and whether it is open at all on that day."""

    place: Place
    days: tuple[tuple[tuple[Busy, ...], bool], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A week's tables: those with halves side by side, those with lanes, and a line for each place that is in neither,
    or in one that shows a single day."""

    grids: tuple[Grid, ...]
    wide: tuple[Grid, ...]
    lines: tuple[Line, ...]


def timetables(week: Week) -> Plan:
    """The tables of a venue's week, or of a space's."""
    columns = {group: sum(place.lanes for place in group) for group in week.groups}
    shown = [group for group in week.groups if columns[group] <= MOST_COLUMNS and _side_by_side(week, group)]
    grids = [(columns[group], _grid(week, group)) for group in shown]
    return Plan(
        grids=tuple(it for many, it in grids if many <= MOST_IN_A_WEEK),
        wide=tuple(it for many, it in grids if many > MOST_IN_A_WEEK),
        lines=tuple(
            _line(week, place)
            for group in week.groups
            if group not in shown or columns[group] > MOST_IN_A_WEEK
            for place in group
        ),
    )


def _side_by_side(week: Week, group: Sequence[Place]) -> bool:
    """Whether the places are parts of one: lanes, or units that some space has all of."""
    return bool(week.space) or (sum(place.lanes for place in group) > 1 and bool(_whole(week, group)))


def _whole(week: Week, group: Sequence[Place]) -> str:
    """The name of the place that the group is: the space with exactly its units, or its only unit; else nothing."""
    units = {place.unit for place in group}
    for space in week.venue.spaces:
        if {part.unit.slug for part in space.parts} == units and all(part.lanes is None for part in space.parts):
            return str(space.name)
    return group[0].name if len(group) == 1 else ""


def _grid(week: Week, group: Sequence[Place]) -> Grid:
    name = _whole(week, group) or ", ".join(place.name for place in group)
    return grid(name, group, _open(week, group), _stretches(week, group))


def _stretches(week: Week, group: Sequence[Place]) -> list[Stretch]:
    """What is held, as columns and minutes of each day."""
    first_column, found = 0, []
    for place in group:
        for busy in (it for it in week.busy if it.unit == place.unit):
            columns = range(first_column + busy.lane_from - 1, first_column + busy.lane_to - 1)
            for number, start, end in _minutes(week, Interval(busy.start, busy.end)):
                found.append(Stretch(number, columns, start, end, busy))
        first_column += place.lanes
    return found


def _open(week: Week, group: Sequence[Place]) -> list[Stretch]:
    first_column, found = 0, []
    for place in group:
        columns = range(first_column, first_column + place.lanes)
        for opened in place.open:
            found += [Stretch(number, columns, start, end, None) for number, start, end in _minutes(week, opened)]
        first_column += place.lanes
    return found


def _minutes(week: Week, interval: Interval) -> Iterable[tuple[int, int, int]]:
    """Which days of the week the interval lies on, from and to which minute of the wall clock."""
    for number, day in enumerate(week.days):
        if part := interval.clipped(days(day, day, week.zone)):
            start, end = _minute(week, day, part.start), _minute(week, day, part.end)
            if start < end:
                yield number, start, end


def _minute(week: Week, day: date, moment: datetime) -> int:
    wall = to_wall(moment, week.zone)
    return (wall.date() - day).days * 1440 + wall.hour * 60 + wall.minute


def _line(week: Week, place: Place) -> Line:
    return Line(place, tuple(_on(week, place, day) for day in week.days))


def _on(week: Week, place: Place, day: date) -> tuple[tuple[Busy, ...], bool]:
    period = days(day, day, week.zone)
    cores = (it for it in week.busy if it.unit == place.unit and it.core)
    held = tuple(it for it in cores if it.start < period.end and it.end > period.start)
    return held, bool(place.open.overlapping(period))
