"""Where each time of a request would be placed among those who hold something, and who is there beside it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from booking.rules.facts import Time
from booking.services.places import KnownSpace
from booking.services.wanted import Wanted
from calendars.occupancy import Clash, Occupancy, Placement


def each(
    known: Occupancy, wanted: Wanted, ignoring: Collection[int]
) -> Iterator[tuple[Time, Occupancy, Placement | Clash]]:
    """Each time in order, with what is held before it is placed, and its place or what is in the way.

    Times of one request do not overlap each other, but with set-up or clear-up they may be in each other's way.
    """
    buffers = wanted.setup_minutes, wanted.clear_up_minutes
    for it in wanted.times:
        answer = known.place(wanted.needs, wanted.unit_lanes, it.interval, *buffers, ignoring)
        yield it, known, answer
        if isinstance(answer, Placement) and max(buffers):
            known = known.with_(answer.claims, occurrence=-1 - it.index)


def beside(
    known: Occupancy, spaces: Iterable[KnownSpace], it: Time, ignoring: Collection[int]
) -> Mapping[tuple[int, str], Sequence[int]]:
    """By time and space, the occurrences that have other lanes of it at that time."""
    found = {}
    for space in spaces:
        units = [unit for unit, lanes in space.unit_lanes.items() if lanes > 1]
        holds = (hold for unit in units for hold in known.overlapping(unit, it.interval) if hold.core)
        numbers = sorted({hold.occurrence for hold in holds if hold.occurrence >= 0} - set(ignoring))
        if numbers:
            found[it.index, space.ref] = numbers
    return found
