"""The same places at other hours of the same days, judged as if they had been asked for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy.orm import Session

from booking.rules import applying, engine, sharing
from booking.rules.facts import Asked, Beside, Gather, Holder, Neighbour, Time
from booking.services import equals, holders, neighbours, occupancy, offers, placing
from booking.services.equals import Option
from booking.services.judging import Judgement
from booking.services.obstacles import Obstacles
from booking.services.wanted import Wanted, with_lanes
from calendars.occupancy import Clash, Occupancy


@dataclass(frozen=True, slots=True)
class _Moved:
    """The request so much earlier or later, the times of it that are free, and who has other lanes then."""

    shift: timedelta
    wanted: Wanted
    free: frozenset[int]
    beside: Mapping[tuple[int, str], Sequence[int]]


def options(session: Session, judgement: Judgement, obstacles: Obstacles) -> Sequence[Option]:
    """Nearest first, those that may bring a lost time. At most five queries."""
    found = tuple(_moved(session, judgement, obstacles))
    asked, needed = judgement.asked, applying.gathers(judgement.force.rulebook, judgement.asked)
    numbers = {number for it in found for each in it.beside.values() for number in each}
    known = holders.of(session, numbers) if Gather.BESIDE in needed else {}
    near = _near(session, judgement, found) if Gather.NEIGHBOURS in needed else [()] * len(found)
    return [
        _option(judgement, it, replace(asked, beside=_beside(it, known), neighbours=next_door))
        for it, next_door in zip(found, near, strict=True)
    ]


def _moved(session: Session, judgement: Judgement, obstacles: Obstacles) -> Iterator[_Moved]:
    """One for each shift at which a lost time is free. At most one query."""
    wanted, equal = judgement.wanted, judgement.force.rulebook.equal
    left = {shift: its for shift in equals.shifts(equal) if (its := _left(judgement, obstacles, shift))}
    if not left:
        return
    around = [it.interval.widened(equal.minutes, equal.minutes) for it in wanted.times]
    held = occupancy.held(session, wanted.unit_lanes, around, max(wanted.setup_minutes, wanted.clear_up_minutes))
    for shift, its in left.items():
        times = equals.shifted(wanted.times, shift, wanted.zone)
        if times is not None and not (moved := _at(held, judgement, shift, times)).free.isdisjoint(its):
            yield moved


def _left(judgement: Judgement, obstacles: Obstacles, shift: timedelta) -> frozenset[int]:
    times = equals.shifted(obstacles.asked.times, shift, judgement.wanted.zone)
    return frozenset() if times is None else obstacles.left(judgement.asked.places, times)


def _at(held: Occupancy, judgement: Judgement, shift: timedelta, times: tuple[Time, ...]) -> _Moved:
    plain = replace(judgement.asked, times=times, taken=(), beside=())
    shared = sharing.lanes(judgement.force.rulebook, plain)
    lanes = judgement.wanted.request.lanes if shared is None else shared
    wanted = with_lanes(replace(judgement.wanted, times=times), lanes)
    free: set[int] = set()
    beside: dict[tuple[int, str], Sequence[int]] = {}
    for it, known, answer in placing.each(held, wanted, judgement.ignoring):
        if not isinstance(answer, Clash):
            free.add(it.index)
            beside |= placing.beside(known, wanted.spaces, it, judgement.ignoring)
    return _Moved(shift, wanted, frozenset(free), beside)


def _near(session: Session, judgement: Judgement, found: Sequence[_Moved]) -> Sequence[tuple[Neighbour, ...]]:
    """The neighbours of each: asked for as if all were one request, with numbers that follow one another."""
    count = len(judgement.wanted.times)
    times = [replace(it, index=n * count + it.index) for n, each in enumerate(found) for it in each.wanted.times]
    if not times:
        return []
    every = neighbours.near(session, replace(judgement.wanted, times=tuple(times)), judgement.ignoring)
    return [
        tuple(replace(it, time=it.time - n * count) for it in every if it.time // count == n) for n in range(len(found))
    ]


def _beside(moved: _Moved, known: Mapping[int, Holder]) -> tuple[Beside, ...]:
    return tuple(
        Beside(index, space, tuple(known[number] for number in numbers))
        for (index, space), numbers in moved.beside.items()
        if known
    )


def _option(judgement: Judgement, moved: _Moved, asked: Asked) -> Option:
    wanted = moved.wanted
    verdict = engine.judge(judgement.force.rulebook, replace(asked, times=wanted.times, taken=(), parts=()))
    differs = {"start": int(moved.shift.total_seconds() // 60)}
    return Option(wanted.spaces, wanted.times, offers.good(verdict) & moved.free, differs)
