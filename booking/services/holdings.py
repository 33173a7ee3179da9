"""Whether every occurrence that holds its place has the claims that takes, set-up and clear-up too, and no others."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from booking.model import Booking, Claim, Occurrence, OccurrenceSpace, SpacePart, Unit
from booking.vocabulary import HOLDING
from calendars.intervals import Interval, IntervalSet
from calendars.occupancy import Need, merge_needs

BATCH = 2000
Holding = Row[int, datetime, datetime, int | None, int, int]
Parts = Mapping[int, Sequence[tuple[Need, int]]]
Lanes = tuple[int, int | None]


def problems(session: Session, progress: Callable[[int, int], None] | None) -> Iterator[str]:
    """One sentence each; `progress` is told (occurrences done, of)."""
    total = session.scalar(select(func.count()).select_from(Occurrence).where(Occurrence.status.in_(HOLDING))) or 0
    parts = _parts(session)
    last, done = 0, 0
    while batch := session.execute(_holding_after(last)).all():
        yield from _in_batch(session, batch, parts)
        last, done = batch[-1].id, done + len(batch)
        if progress:
            progress(done, total)


def _holding_after(last: int) -> Select[int, datetime, datetime, int | None, int, int]:
    return (
        select(
            Occurrence.id,
            Occurrence.starts_at,
            Occurrence.ends_at,
            Booking.lanes,
            Booking.setup_minutes,
            Booking.clear_up_minutes,
        )
        .join(Occurrence.booking)
        .where(Occurrence.status.in_(HOLDING), Occurrence.id > last)
        .order_by(Occurrence.id)
        .limit(BATCH)
    )


def _in_batch(session: Session, batch: Sequence[Holding], parts: Parts) -> Iterator[str]:
    ids = [row.id for row in batch]
    spaces: dict[int, list[int]] = defaultdict(list)
    for asked_for in session.scalars(select(OccurrenceSpace).where(OccurrenceSpace.occurrence_id.in_(ids))):
        spaces[asked_for.occurrence_id].append(asked_for.space_id)
    claims: dict[int, dict[int, list[Claim]]] = {number: defaultdict(list) for number in ids}
    for claim in session.scalars(select(Claim).where(Claim.occurrence_id.in_(ids))):
        claims[claim.occurrence_id][claim.unit_id].append(claim)
    for row in batch:
        asked = [[_asked(need, has, row.lanes) for need, has in parts[space]] for space in spaces[row.id]]
        for problem in _of(row, merge_needs(asked), claims[row.id]):
            yield f"occurrence {row.id} holds its place but {problem}"


def _asked(need: Need, unit_lanes: int, lanes: int | None) -> Need:
    """A booking's own number of lanes goes before the space's, on units that have lanes."""
    return Need(need.unit, lanes) if lanes is not None and unit_lanes > 1 else need


def _of(row: Holding, needs: Sequence[Need], claims: Mapping[int, Sequence[Claim]]) -> Iterator[str]:
    if not needs:
        yield "has no space"
    for unit in claims.keys() - {need.unit for need in needs}:
        yield f"claims unit {unit}, which none of its spaces has"
    core = (Interval(row.starts_at, row.ends_at),)
    before = row.starts_at - timedelta(minutes=row.setup_minutes), row.starts_at
    after = row.ends_at, row.ends_at + timedelta(minutes=row.clear_up_minutes)
    around = tuple(Interval(start, end) for start, end in (before, after) if start < end)
    for need in needs:
        its = claims.get(need.unit, ())
        cores = _by_lanes(claim for claim in its if claim.core)
        buffers = _by_lanes(claim for claim in its if not claim.core)
        if not _enough(cores, need) or any(times != core for times in cores.values()):
            yield f"does not claim unit {need.unit} throughout"
        elif buffers != (dict.fromkeys(cores, around) if around else {}):
            yield f"does not claim unit {need.unit} for just its set-up and clear-up"


def _by_lanes(claims: Iterable[Claim]) -> Mapping[Lanes, tuple[Interval, ...]]:
    held: dict[Lanes, list[Interval]] = defaultdict(list)
    for claim in claims:
        held[claim.lane_from, claim.lane_to].append(Interval(claim.starts_at, claim.ends_at))
    return {lanes: tuple(IntervalSet(times)) for lanes, times in held.items()}


def _enough(held: Iterable[Lanes], need: Need) -> bool:
    """Whether these are as many lanes as needed, or all if it says so."""
    if need.lanes is None:
        return list(held) == [(1, None)]
    return sum(lane_to - lane_from for lane_from, lane_to in held if lane_to is not None) == need.lanes


def _parts(session: Session) -> Parts:
    parts: dict[int, list[tuple[Need, int]]] = defaultdict(list)
    query = select(SpacePart.space_id, SpacePart.unit_id, SpacePart.lanes, Unit.lanes).join(SpacePart.unit)
    for space, unit, lanes, unit_lanes in session.execute(query):
        parts[space].append((Need(unit, lanes), unit_lanes))
    return parts
