"""Who is near: in the units next to those asked for, or in the same place shortly before or after."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from booking.model import Adjacency, OccurrenceSpace, Space, Venue
from booking.model.statements import one_of, rows
from booking.rules.facts import Holder, Neighbour, Time
from booking.services import holders, occupancy
from booking.services.places import KnownSpace
from booking.services.wanted import Wanted
from calendars.occupancy import Occupancy

SHORTLY_MINUTES = 60

_SPACES = (
    select(OccurrenceSpace.occurrence_id, Venue.slug.label("venue"), Space.slug, Space.tags)
    .join(Space, Space.id == OccurrenceSpace.space_id)
    .join(Space.venue)
    .where(one_of(OccurrenceSpace.occurrence_id, "occurrences"))
    .order_by(OccurrenceSpace.occurrence_id, Space.id)
)
_ADJACENT = select(Adjacency.unit_id, Adjacency.neighbour_id).where(
    or_(one_of(Adjacency.unit_id, "units"), one_of(Adjacency.neighbour_id, "units"))
)

_Found = dict[tuple[int, int], bool]
"""By time (index) and occurrence whether it is adjacent."""
_Spaces = Mapping[int, Sequence[Row[*tuple[Any, ...]]]]
"""By occurrence."""


def near(session: Session, wanted: Wanted, ignoring: Collection[int]) -> tuple[Neighbour, ...]:
    """By time, then by when they begin. Three queries, whatever their number."""
    own, next_to = frozenset(wanted.unit_lanes), wanted.near
    held = _held(session, own | next_to, wanted.times)
    found = _found(held, own, next_to, wanted.times, ignoring)
    return tuple(_neighbours(found, *_known(session, [found])))


def each(
    session: Session, spaces: Sequence[KnownSpace], times: Sequence[Time], ignoring: Collection[int]
) -> Mapping[str, tuple[Neighbour, ...]]:
    """By space (ref), as if it alone were asked for, those near it. Four queries, whatever their number."""
    next_to = _next_to(session, {unit for space in spaces for unit in space.unit_lanes})
    held = _held(session, frozenset(next_to).union(*next_to.values()), times)
    found = {}
    for space in spaces:
        own = frozenset(space.unit_lanes)
        found[space.ref] = _found(held, own, own.union(*(next_to[unit] for unit in own)) - own, times, ignoring)
    known, at = _known(session, found.values())
    return {ref: tuple(_neighbours(its, known, at)) for ref, its in found.items()}


def _held(session: Session, units: Collection[int], times: Sequence[Time]) -> Occupancy:
    return occupancy.held(session, units, [it.interval for it in times], SHORTLY_MINUTES)


def _found(
    held: Occupancy, own: Set[int], next_to: Set[int], times: Sequence[Time], ignoring: Collection[int]
) -> _Found:
    found: _Found = {}
    for it in times:
        for unit in sorted(own | next_to):
            within = it.interval if unit in next_to else it.interval.widened(SHORTLY_MINUTES, SHORTLY_MINUTES)
            for hold in held.overlapping(unit, within):
                if hold.core and hold.occurrence not in ignoring:
                    found[it.index, hold.occurrence] = unit in next_to or found.get((it.index, hold.occurrence), False)
    return found


def _known(session: Session, found: Iterable[_Found]) -> tuple[Mapping[int, Holder], _Spaces]:
    """Who they are, and the spaces that they have."""
    numbers = {occurrence for each in found for _, occurrence in each}
    return holders.of(session, numbers), _spaces(session, numbers) if numbers else {}


def _neighbours(found: _Found, known: Mapping[int, Holder], at: _Spaces) -> Iterator[Neighbour]:
    for (time, number), adjacent in sorted(
        found.items(), key=lambda it: (it[0][0], known[it[0][1]].interval, it[0][1])
    ):
        first = at[number][0]
        tags = frozenset(tag for space in at[number] for tag in space.tags)
        yield Neighbour(time, known[number], f"{first.venue}/{first.slug}", tags, adjacent)


def _next_to(session: Session, units: Collection[int]) -> Mapping[int, Set[int]]:
    """By unit those next to it."""
    found: dict[int, set[int]] = {unit: set() for unit in units}
    for one, other in rows(session, _ADJACENT, {"units": list(units)}):
        for unit, neighbour in ((one, other), (other, one)):
            if unit in found:
                found[unit].add(neighbour)
    return found


def _spaces(session: Session, numbers: Collection[int]) -> _Spaces:
    spaces = defaultdict(list)
    for row in rows(session, _SPACES, {"occurrences": list(numbers)}):
        spaces[row.occurrence_id].append(row)
    return spaces
