"""Which other times and places are equal to those asked for (DK-43), nearest first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from booking.rules.equal import Equal
from booking.rules.facts import Time
from booking.services import wanted
from booking.services.availability import kilometres
from booking.services.places import KnownSpace
from calendars.recurrence import Planned

STEP_MINUTES = 30


@dataclass(frozen=True, slots=True)
class Option:
    """Another way to what was asked for: where and when, and the times (indices) that can be had so; `differs` names
    what is not as asked.
    """

    spaces: tuple[KnownSpace, ...]
    times: tuple[Time, ...]
    good: frozenset[int]
    differs: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fit:
    """What a place must have besides being like the one asked for; `buffers` are the minutes there are to set up and
    clear up.
    """

    people: int
    layout: str | None
    lanes: int | None
    buffers: tuple[int, int]

    def fits(self, space: KnownSpace) -> bool:
        if 0 < space.capacity < self.people or (
            self.lanes is not None and max(space.unit_lanes.values(), default=1) == 1
        ):
            return False
        if self.layout is None:
            return True
        layout = space.layouts.get(self.layout)
        setup, clear_up = self.buffers
        return (
            layout is not None
            and not 0 < layout.get("capacity", 0) < self.people
            and layout.get("setup_minutes", 0) <= setup
            and layout.get("clear_up_minutes", 0) <= clear_up
        )


def spaces(known: Iterable[KnownSpace], own: KnownSpace, fit: Fit, equal: Equal) -> Sequence[KnownSpace]:
    """The spaces that are equal to this one, nearest first."""
    far = {space.id: _kilometres(own, space) for space in known if _is_equal(space, own, equal) and fit.fits(space)}
    near = [space for space in known if space.id in far and not 0 < equal.kilometres < far[space.id]]
    return sorted(near, key=lambda space: (far[space.id], space.ref))


def shifts(equal: Equal) -> Iterator[timedelta]:
    """How much earlier or later, nearest first."""
    for minutes in range(STEP_MINUTES, equal.minutes + 1, STEP_MINUTES):
        yield from (timedelta(minutes=-minutes), timedelta(minutes=minutes))


def shifted(times: Sequence[Time], shift: timedelta, zone: ZoneInfo) -> tuple[Time, ...] | None:
    """Every time so much earlier or later by the wall clock; None if one would begin on another day, or has no such
    hours on the night of a clock change.
    """
    moved = []
    for it in times:
        start, end = it.start_local + shift, it.end_local + shift
        moment = wanted.time(it.index, Planned(start, start, end), zone)
        if start.date() != it.day or it.flaw is not None or moment.flaw is not None:
            return None
        moved.append(moment)
    return tuple(moved)


def _is_equal(space: KnownSpace, own: KnownSpace, equal: Equal) -> bool:
    return (
        space.id != own.id
        and space.kind == own.kind
        and (space.timezone, space.rulebook) == (own.timezone, own.rulebook)
        and (not equal.tags or own.tags - equal.ignored_tags <= space.tags)
    )


def _kilometres(own: KnownSpace, other: KnownSpace) -> float:
    if own.venue == other.venue:
        return 0.0
    return kilometres(own.position, other.position) if own.position else float("inf")
