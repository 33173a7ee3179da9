"""Judging many ways to meet one wish at once: other spaces, other times, with no query more than for one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from booking.rules import engine
from booking.rules.facts import Asked, Time
from booking.rules.rulebook import Rulebook
from booking.rules.verdict import Verdict
from booking.services import hours, occupancy
from booking.services.hours import Hours
from booking.services.places import KnownSpace
from booking.vocabulary import Status
from calendars.occupancy import free_in_all
from calendars.zone import dates_touched


def free_times(
    session: Session,
    spaces: Sequence[KnownSpace],
    times: Sequence[Time],
    setup_minutes: int = 0,
    clear_up_minutes: int = 0,
) -> Mapping[int, tuple[int, ...]]:
    """For each space (id) the times (indices) at which it is open and free. A constant number of queries."""
    windows = [it.interval for it in times]
    units = {need.unit for space in spaces for need in space.needs}
    lanes = {unit: number for space in spaces for unit, number in space.unit_lanes.items()}
    held = occupancy.held(session, units, windows, max(setup_minutes, clear_up_minutes))
    open_hours = hours.of_spaces(session, spaces, days_of(times, spaces[0]))
    needs = {space.id: space.needs for space in spaces}
    free = free_in_all(held, needs, lanes, windows, setup_minutes, clear_up_minutes)
    opened: dict[int, frozenset[int]] = {}
    return {space.id: _both(free[space.id], _open(open_hours[space.id], times, opened)) for space in spaces}


def judged(rulebook: Rulebook, asked: Asked, times: Sequence[Time] | None = None, space: str | None = None) -> Verdict:
    """The verdict on the same wish at other times, or in one space of those whose facts are known, if nobody is in
    the way.
    """
    places = asked.places if space is None else tuple(place for place in asked.places if place.space == space)
    return engine.judge(rulebook, replace(asked, places=places, times=tuple(times or asked.times), taken=()))


def good(verdict: Verdict) -> tuple[int, ...]:
    """The times (indices) that a verdict does not refuse."""
    return tuple(n for n, said in enumerate(verdict.occurrences) if said.status is not Status.REFUSED)


def days_of(times: Iterable[Time], space: KnownSpace) -> set[date]:
    """Every local day that one of the times lies on."""
    return {day for it in times for day in dates_touched(it.interval, space.zone)}


def _both(free: tuple[int, ...], opened: frozenset[int]) -> tuple[int, ...]:
    return free if opened.issuperset(free) else tuple(index for index in free if index in opened)


def _open(open_hours: Hours, times: Sequence[Time], known: dict[int, frozenset[int]]) -> frozenset[int]:
    """The times during which it is open; spaces with the same hours share the answer."""
    if id(open_hours) not in known:
        known[id(open_hours)] = frozenset(it.index for it in times if open_hours.open.covers(it.interval))
    return known[id(open_hours)]
