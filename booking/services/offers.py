"""Judging many ways to meet one wish at once: other spaces, other times, with no query more than for one."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from booking.rules import applying, engine, sharing
from booking.rules.facts import Asked, Gather, Neighbour, Place, Time
from booking.rules.rulebook import Rulebook
from booking.rules.verdict import Verdict
from booking.services import facts, hours, neighbours, occupancy, placing
from booking.services.holders import Others
from booking.services.organizations import Known
from booking.services.places import KnownSpace
from booking.services.wanted import Wanted, needs_of
from booking.vocabulary import Status
from calendars.intervals import IntervalSet
from calendars.occupancy import Need, Occupancy, free_in_all
from calendars.zone import dates_touched

LOST = frozenset({Status.REFUSED, Status.WAITING})
"""A time with one of these is not had."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One space for a wish: the times (indices) at which it can be had, and the verdict where somebody asked."""

    space: KnownSpace
    free: tuple[int, ...]
    verdict: Verdict | None = None


def free_times(session: Session, spaces: Sequence[KnownSpace], times: Sequence[Time]) -> Sequence[Offer]:
    """For each space the times at which it is open and free. A constant number of queries."""
    held = _held(session, spaces, times, 0)
    open_hours = hours.of_spaces(session, spaces, days_of(times, spaces[0]))
    opened = [open_hours[space.id].open for space in spaces]
    return _free(held, spaces, [space.needs for space in spaces], opened, times)


def bookable(
    session: Session,
    wanted: Wanted,
    plain: Asked,
    organization: Known,
    rulebook: Rulebook,
    likely: Callable[[Sequence[Offer]], Sequence[Offer]],
    ignoring: Collection[int] = (),
) -> Iterator[Offer]:
    """What the organization can have of each of the spaces wanted, by itself, beside those who share it; of those that
    are `likely`, seeing when each is open and free. `plain` is the request for all of them, told. A constant number of
    queries.
    """
    buffers = wanted.setup_minutes, wanted.clear_up_minutes
    held = _held(session, wanted.spaces, wanted.times, max(buffers))
    needs = [_needs(rulebook, plain, it, place) for it, place in zip(wanted.spaces, plain.places, strict=True)]
    opened = [place.open for place in plain.places]
    found = likely(_free(held, wanted.spaces, needs, opened, wanted.times, buffers, ignoring))
    if not found:
        return
    others = _beside(held, found, wanted.times, ignoring)
    narrowed = replace(wanted, spaces=tuple(offer.space for offer in found))
    asked = facts.gathered(session, plain, narrowed, organization, rulebook, others, ignoring)
    near = _near(session, rulebook, asked, narrowed, ignoring)
    by_ref = {place.space: place for place in plain.places}
    for offer in found:
        ref = offer.space.ref
        verdict = _judged(rulebook, replace(asked, neighbours=near.get(ref, ())), by_ref[ref])
        yield replace(offer, free=tuple(sorted(good(verdict).intersection(offer.free))), verdict=verdict)


def good(verdict: Verdict) -> frozenset[int]:
    """The times (indices) that are not lost."""
    return frozenset(n for n, said in enumerate(verdict.occurrences) if said.status not in LOST)


def days_of(times: Iterable[Time], space: KnownSpace) -> set[date]:
    """Every local day that one of the times lies on."""
    return {day for it in times for day in dates_touched(it.interval, space.zone)}


def _near(
    session: Session, rulebook: Rulebook, asked: Asked, wanted: Wanted, ignoring: Collection[int]
) -> Mapping[str, tuple[Neighbour, ...]]:
    """By space those near it, if a rule asks for them."""
    if Gather.NEIGHBOURS not in applying.gathers(rulebook, asked):
        return {}
    return neighbours.each(session, wanted.spaces, wanted.times, ignoring)


def _judged(rulebook: Rulebook, asked: Asked, place: Place) -> Verdict:
    """The verdict on the same wish in this place alone, if nobody is in the way; those beside it count."""
    beside = tuple(it for it in asked.beside if it.space == place.space)
    return engine.judge(rulebook, replace(asked, places=(place,), beside=beside))


def _needs(rulebook: Rulebook, plain: Asked, space: KnownSpace, place: Place) -> Sequence[Need]:
    """What the wish would take of the space, which may be a share of it."""
    shared = sharing.lanes(rulebook, replace(plain, places=(place,))) if place.lanes > 1 else None
    return needs_of(space, plain.lanes if shared is None else shared)


def _held(session: Session, spaces: Iterable[KnownSpace], times: Sequence[Time], buffer_minutes: int) -> Occupancy:
    units = {unit for space in spaces for unit in space.unit_lanes}
    return occupancy.held(session, units, [it.interval for it in times], buffer_minutes)


def _free(
    held: Occupancy,
    spaces: Sequence[KnownSpace],
    needs: Sequence[Sequence[Need]],
    opened: Sequence[IntervalSet],
    times: Sequence[Time],
    buffers: tuple[int, int] = (0, 0),
    ignoring: Collection[int] = (),
) -> Sequence[Offer]:
    lanes = {unit: number for space in spaces for unit, number in space.unit_lanes.items()}
    by_space = {space.id: needed for space, needed in zip(spaces, needs, strict=True)}
    free = free_in_all(held, by_space, lanes, [it.interval for it in times], *buffers, ignoring)
    known: dict[int, frozenset[int]] = {}
    return [
        Offer(space, _both(free[space.id], _open(hours, times, known)))
        for space, hours in zip(spaces, opened, strict=True)
    ]


def _beside(held: Occupancy, found: Sequence[Offer], times: Sequence[Time], ignoring: Collection[int]) -> Others:
    """Who has other lanes of each space at the times at which it is free."""
    beside: dict[tuple[int, str], Sequence[int]] = {}
    for offer in found:
        if any(lanes > 1 for lanes in offer.space.unit_lanes.values()):
            for index in offer.free:
                beside |= placing.beside(held, (offer.space,), times[index], ignoring)
    return Others(beside=beside)


def _both(free: tuple[int, ...], opened: frozenset[int]) -> tuple[int, ...]:
    return free if opened.issuperset(free) else tuple(index for index in free if index in opened)


def _open(opened: IntervalSet, times: Sequence[Time], known: dict[int, frozenset[int]]) -> frozenset[int]:
    """The times during which it is open; spaces with the same hours share the answer."""
    if id(opened) not in known:
        known[id(opened)] = frozenset(it.index for it in times if opened.covers(it.interval))
    return known[id(opened)]
