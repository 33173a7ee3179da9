"""Finding what a day sheet must know, in a number of queries that no number of bookings changes."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from booking.model import Booking, Observation, Occurrence, OccurrenceSpace, Organization, Space, Venue
from booking.vocabulary import HOLDING, Status
from calendars.intervals import Interval

SHOWN_AFTERWARDS = timedelta(days=14)
"""How long before the day a time may have been cancelled or moved away to be on the sheet still, struck through."""
FARTHEST_MOVE = timedelta(days=7)
"""A time that was moved further away than this is not looked for."""
_GONE = (Status.CANCELLED, Status.DISPLACED)
_MIDNIGHT = time()


def occurrences(
    session: Session, held: Collection[int], venue: Venue, day: date, period: Interval
) -> Sequence[Occurrence]:
    """The occurrences that hold a place, and those of the venue that hold none but belong on the sheet of the day."""
    numbers = {*held, *_holding_nothing(session, venue, day, period)}
    query = (
        select(Occurrence)
        .where(Occurrence.id.in_(numbers))
        .options(
            joinedload(Occurrence.booking).joinedload(Booking.organization),
            selectinload(Occurrence.spaces).joinedload(Space.venue),
        )
        .order_by(Occurrence.starts_at, Occurrence.id)
    )
    return session.scalars(query).all()


def _holding_nothing(session: Session, venue: Venue, day: date, period: Interval) -> Sequence[int]:
    """Demonstrations, what was cancelled or displaced of the period, and what was moved from the day to another."""
    first = datetime.combine(day, _MIDNIGHT)
    recently = period.start - SHOWN_AFTERWARDS
    of_period = and_(Occurrence.starts_at < period.end, Occurrence.ends_at > period.start)
    moved_away = and_(
        Occurrence.status.in_(HOLDING),
        Occurrence.changed_at >= recently,
        Occurrence.original_local >= first,
        Occurrence.original_local < first + timedelta(days=1),
        or_(Occurrence.starts_local < first, Occurrence.starts_local >= first + timedelta(days=1)),
    )
    query = select(Occurrence.id).where(
        Occurrence.starts_at > period.start - FARTHEST_MOVE,
        Occurrence.starts_at < period.end + FARTHEST_MOVE,
        or_(
            and_(of_period, Occurrence.status == Status.NOTED),
            and_(of_period, Occurrence.status.in_(_GONE), Occurrence.ended_at >= recently),
            moved_away,
        ),
        exists()
        .where(OccurrenceSpace.occurrence_id == Occurrence.id, OccurrenceSpace.space_id == Space.id)
        .where(Space.venue_id == venue.id),
    )
    return session.scalars(query).all()


def newcomers(session: Session, venue: Venue, organizations: Collection[int], before: datetime) -> frozenset[int]:
    """Which of the organizations (ids) never had a time at the venue that ended before this moment."""
    had_a_time = exists().where(
        Booking.organization_id == Organization.id,
        Occurrence.booking_id == Booking.id,
        Occurrence.status.in_(HOLDING),
        Occurrence.ends_at <= before,
        OccurrenceSpace.occurrence_id == Occurrence.id,
        Space.id == OccurrenceSpace.space_id,
        Space.venue_id == venue.id,
    )
    return frozenset(session.scalars(select(Organization.id).where(Organization.id.in_(organizations), ~had_a_time)))


def observations(session: Session, occurrences: Collection[int]) -> Mapping[int, Sequence[Observation]]:
    """What was seen of each occurrence, in order."""
    query = (
        select(Observation).where(Observation.occurrence_id.in_(occurrences)).order_by(Observation.at, Observation.id)
    )
    seen: dict[int, list[Observation]] = defaultdict(list)
    for row in session.scalars(query):
        seen[row.occurrence_id].append(row)
    return seen
