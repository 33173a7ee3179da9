"""Who is near: in the units next to those asked for, or in the same place shortly before or after."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from booking.model import OccurrenceSpace, Space, Venue
from booking.model.statements import one_of, rows
from booking.rules.facts import Neighbour, Time
from booking.services import holders, occupancy
from booking.services.wanted import Wanted

SHORTLY_MINUTES = 60

_SPACES = (
    select(OccurrenceSpace.occurrence_id, Venue.slug.label("venue"), Space.slug, Space.tags)
    .join(Space, Space.id == OccurrenceSpace.space_id)
    .join(Space.venue)
    .where(one_of(OccurrenceSpace.occurrence_id, "occurrences"))
    .order_by(OccurrenceSpace.occurrence_id, Space.id)
)


def near(session: Session, wanted: Wanted, ignoring: Collection[int]) -> tuple[Neighbour, ...]:
    """By time, then by when they begin. Three queries, whatever their number."""
    own, next_to = set(wanted.unit_lanes), wanted.near
    windows = [it.interval for it in wanted.times]
    held = occupancy.held(session, own | next_to, windows, SHORTLY_MINUTES)
    found: dict[tuple[int, int], bool] = {}
    for it in wanted.times:
        for unit in sorted(own | next_to):
            within = it.interval if unit in next_to else it.interval.widened(SHORTLY_MINUTES, SHORTLY_MINUTES)
            for hold in held.overlapping(unit, within):
                if hold.core and hold.occurrence not in ignoring:
                    found[it.index, hold.occurrence] = unit in next_to or found.get((it.index, hold.occurrence), False)
    return tuple(_neighbours(session, wanted.times, found))


def _neighbours(session: Session, times: Sequence[Time], found: dict[tuple[int, int], bool]) -> Iterator[Neighbour]:
    numbers = {occurrence for _, occurrence in found}
    known = holders.of(session, numbers)
    spaces = _spaces(session, numbers) if numbers else {}
    for (time, number), adjacent in sorted(
        found.items(), key=lambda it: (it[0][0], known[it[0][1]].interval, it[0][1])
    ):
        first = spaces[number][0]
        tags = frozenset(tag for space in spaces[number] for tag in space.tags)
        yield Neighbour(time, known[number], f"{first.venue}/{first.slug}", tags, adjacent)


def _spaces(session: Session, numbers: Collection[int]) -> dict[int, list[Row]]:  # type: ignore[type-arg]
    spaces = defaultdict(list)
    for row in rows(session, _SPACES, {"occurrences": list(numbers)}):
        spaces[row.occurrence_id].append(row)
    return spaces
