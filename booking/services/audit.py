"""Whether the database holds what the house promises: everything checked again, without trusting who wrote it."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

import booking.model
from booking.errors import Unavailable
from booking.model import (
    Booking,
    Claim,
    Decision,
    Journal,
    Occurrence,
    Rulebook,
    Unit,
    guarantee,
)
from booking.services import feed_audit, holdings
from booking.services.unit_of_work import reads
from booking.vocabulary import HOLDING, Status
from booking.wording import N_, Text

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
        *holdings.problems(session, progress),
        *_unrecorded(session),
        *feed_audit.problems(session),
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
