"""Whether the database holds what the house promises: everything checked again, without trusting who wrote it."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Row, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

import booking.model
from booking.errors import Unavailable
from booking.model import (
    Booking,
    Claim,
    Decision,
    Journal,
    Occurrence,
    OccurrenceSpace,
    Rulebook,
    SpacePart,
    Unit,
    guarantee,
)
from booking.services.unit_of_work import reads
from booking.vocabulary import HOLDING, Status
from booking.wording import N_, Text
from calendars.intervals import Interval, IntervalSet
from calendars.occupancy import Need, merge_needs

BATCH = 2000
_WITHOUT_END = 2**31 - 1


@reads
def problems(session: Session, progress: Callable[[int, int], None] | None = None) -> list[str]:
    """Everything that is wrong, one sentence each; empty when all is well. `progress` is told (occurrences done,
    of).
    """
    return [
        *_guarantee(session),
        *_overlaps(session),
        *_claims_without_right(session),
        *_claims_beyond_lanes(session),
        *_unclaimed(session, progress),
        *_unrecorded(session),
    ]


@reads
def ready(session: Session) -> None:
    """Unavailable unless the database answers, is migrated to this version, and its guarantee stands."""
    connection = session.connection()
    if MigrationContext.configure(connection).get_current_revision() != _newest_migration():
        raise Unavailable(Text(N_("The database is not migrated to this version.")))
    if guarantee.missing(connection):
        raise Unavailable(Text(N_("The database's guarantee against double bookings is not in place.")))


@cache
def _newest_migration() -> str | None:
    return ScriptDirectory(str(Path(booking.model.__file__).parent / "migrations")).get_current_head()


def _guarantee(session: Session) -> Iterator[str]:
    for part in guarantee.missing(session.connection()):
        yield f"the database lacks {part}: run  flask --app wsgi db upgrade"


def _overlaps(session: Session) -> Iterator[str]:
    one, other = aliased(Claim), aliased(Claim)
    query = (
        select(one.id, other.id, one.unit_id, one.starts_at)
        .join(
            other,
            and_(
                one.unit_id == other.unit_id,
                one.id < other.id,
                one.starts_at < other.ends_at,
                other.starts_at < one.ends_at,
                one.lane_from < func.coalesce(other.lane_to, _WITHOUT_END),
                other.lane_from < func.coalesce(one.lane_to, _WITHOUT_END),
            ),
        )
        .where(or_(one.core, other.core, one.occurrence_id == other.occurrence_id))
    )
    for first, second, unit, start in session.execute(query):
        yield f"claims {first} and {second} overlap on unit {unit} at {start.isoformat()}"


def _claims_without_right(session: Session) -> Iterator[str]:
    query = (
        select(Claim.id, Occurrence.id, Occurrence.status)
        .join(Occurrence, Occurrence.id == Claim.occurrence_id, isouter=True)
        .where(or_(Occurrence.id.is_(None), Occurrence.status.not_in(HOLDING)))
    )
    for claim, occurrence, status in session.execute(query):
        yield f"claim {claim} is of occurrence {occurrence}, which holds nothing ({status})"


def _claims_beyond_lanes(session: Session) -> Iterator[str]:
    beyond = func.coalesce(Claim.lane_to - 1, Claim.lane_from) > Unit.lanes
    for claim, unit in session.execute(select(Claim.id, Unit.id).join(Unit, Unit.id == Claim.unit_id).where(beyond)):
        yield f"claim {claim} is on a lane that unit {unit} does not have"


def _unclaimed(session: Session, progress: Callable[[int, int], None] | None) -> Iterator[str]:
    """Every occurrence that holds its place has core claims on each unit of its spaces, from start to end."""
    total = session.scalar(select(func.count()).select_from(Occurrence).where(Occurrence.status.in_(HOLDING))) or 0
    parts = _parts(session)
    last, done = 0, 0
    while batch := session.execute(_holding_after(last)).all():
        yield from _unclaimed_in(session, batch, parts)
        last, done = batch[-1].id, done + len(batch)
        if progress:
            progress(done, total)


def _holding_after(last: int) -> Select[int, datetime, datetime, int | None]:
    return (
        select(Occurrence.id, Occurrence.starts_at, Occurrence.ends_at, Booking.lanes)
        .join(Occurrence.booking)
        .where(Occurrence.status.in_(HOLDING), Occurrence.id > last)
        .order_by(Occurrence.id)
        .limit(BATCH)
    )


def _unclaimed_in(
    session: Session,
    batch: Sequence[Row[int, datetime, datetime, int | None]],
    parts: Mapping[int, Sequence[tuple[Need, int]]],
) -> Iterator[str]:
    ids = [row.id for row in batch]
    spaces: dict[int, list[int]] = defaultdict(list)
    for row in session.execute(select(OccurrenceSpace).where(OccurrenceSpace.occurrence_id.in_(ids))).scalars():
        spaces[row.occurrence_id].append(row.space_id)
    cores: dict[tuple[int, int], list[Claim]] = defaultdict(list)
    for claim in session.scalars(select(Claim).where(Claim.occurrence_id.in_(ids), Claim.core)):
        cores[claim.occurrence_id, claim.unit_id].append(claim)
    for number, start, end, lanes in batch:
        needs = merge_needs([[_asked(need, has, lanes) for need, has in parts[space]] for space in spaces[number]])
        if not needs:
            yield f"occurrence {number} holds its place but has no space"
        for need in needs:
            if not _covers(cores[number, need.unit], need, Interval(start, end)):
                yield f"occurrence {number} holds its place but does not claim unit {need.unit} throughout"


def _asked(need: Need, unit_lanes: int, lanes: int | None) -> Need:
    """A booking's own number of lanes goes before the space's, on units that have lanes."""
    return Need(need.unit, lanes) if lanes is not None and unit_lanes > 1 else need


def _covers(claims: Sequence[Claim], need: Need, time: Interval) -> bool:
    """Whether the claims hold as many lanes as needed (all, if it says so), and each of them throughout."""
    by_lanes: dict[tuple[int, int | None], list[Interval]] = defaultdict(list)
    for claim in claims:
        by_lanes[claim.lane_from, claim.lane_to].append(Interval(claim.starts_at, claim.ends_at))
    if not all(tuple(IntervalSet(held)) == (time,) for held in by_lanes.values()):
        return False
    if need.lanes is None:
        return list(by_lanes) == [(1, None)]
    return sum(lane_to - lane_from for lane_from, lane_to in by_lanes if lane_to is not None) == need.lanes


def _parts(session: Session) -> Mapping[int, Sequence[tuple[Need, int]]]:
    parts: dict[int, list[tuple[Need, int]]] = defaultdict(list)
    query = select(SpacePart.space_id, SpacePart.unit_id, SpacePart.lanes, Unit.lanes).join(SpacePart.unit)
    for space, unit, lanes, unit_lanes in session.execute(query):
        parts[space].append((Need(unit, lanes), unit_lanes))
    return parts


def _unrecorded(session: Session) -> Iterator[str]:
    """Every booking has a decision and a line in the journal, as has every rulebook; whatever ended says when."""
    asked = exists().where(Journal.subject == "booking", Journal.subject_id == Booking.id)
    decided = exists().where(Decision.booking_id == Booking.id)
    for ref in session.scalars(select(Booking.ref).where(or_(~asked, ~decided))):
        yield f"booking {ref} lacks its decision or its line in the journal"
    loaded = exists().where(Journal.subject == "rulebook", Journal.subject_id == Rulebook.id)
    for name, version in session.execute(select(Rulebook.name, Rulebook.version).where(~loaded)):
        yield f"rulebook {name} {version} lacks its line in the journal"
    ended = Occurrence.status.in_((Status.CANCELLED, Status.DISPLACED))
    for number in session.scalars(select(Occurrence.id).where(ended, Occurrence.ended_at.is_(None))):
        yield f"occurrence {number} ended, but nobody wrote when"
