"""Which times a private feed is about, with their places and lanes: as many queries for many as for few."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter

from sqlalchemy import ColumnElement, Select, and_, func, select, true
from sqlalchemy.orm import Session, contains_eager, defer, joinedload

from booking.model import Booking, Claim, Occurrence, OccurrenceSpace, Space, Unit
from booking.model.statements import one_of
from booking.services.letting_go import CONTINUED
from booking.services.private_lines import Lanes
from booking.vocabulary import HOLDING, Status
from calendars.intervals import Interval

_TAKES_PLACE = HOLDING | {Status.NOTED}
_CALLED_OFF = {Status.CANCELLED, Status.DISPLACED}


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose events: an organization's (id), or those at venues (ids)."""

    organization: int | None = None
    venues: frozenset[int] = field(default_factory=frozenset)


def times(scope: Scope, period: Interval, now: datetime) -> Select[Occurrence]:
    """Every time of these bookings that was not refused, is not waited for, and was not taken over by another booking;
    of those at venues, only the times there. By booking and start.
    """
    in_period = (Occurrence.starts_at < period.end, Occurrence.ends_at > period.start)
    query = select(Occurrence).join(Occurrence.booking).where(is_theirs(scope), _is_shown(now))
    query = query.where(Occurrence.booking_id.in_(select(Occurrence.booking_id).where(*in_period, is_theirs(scope))))
    return query.order_by(Occurrence.booking_id, Occurrence.starts_at, Occurrence.id).options(
        contains_eager(Occurrence.booking).options(defer(Booking.request), joinedload(Booking.organization))
    )


def is_theirs(scope: Scope) -> ColumnElement[bool]:
    """Whether an occurrence is one of them, whatever became of it."""
    if scope.organization is not None:
        bookings = select(Booking.id).where(Booking.organization_id == scope.organization)
        return Occurrence.booking_id.in_(bookings)
    there = select(OccurrenceSpace.occurrence_id).join(Space, Space.id == OccurrenceSpace.space_id)
    return Occurrence.id.in_(there.where(_is_within(scope)))


def _is_within(scope: Scope) -> ColumnElement[bool]:
    return true() if scope.organization is not None else one_of(Space.venue_id, scope.venues)


def _is_shown(now: datetime) -> ColumnElement[bool]:
    """A place that was held for a decision which did not come in time may be anybody's."""
    lapsed = and_(Occurrence.status == Status.HELD, Occurrence.expires_at <= now)
    continued = and_(Occurrence.status == Status.CANCELLED, Occurrence.reason == CONTINUED)
    return and_(Occurrence.status.in_(_TAKES_PLACE | _CALLED_OFF), ~func.coalesce(lapsed, False), ~continued)


def spaces(session: Session, scope: Scope, occurrences: Collection[int]) -> Mapping[int, Sequence[Space]]:
    """Of each occurrence (id) those that its reader may know of, house by house. Two queries, however many they are."""
    links = select(OccurrenceSpace).where(one_of(OccurrenceSpace.occurrence_id, occurrences)).subquery()
    query = select(Space).where(Space.id.in_(select(links.c.space_id)), _is_within(scope))
    query = query.options(joinedload(Space.venue)).order_by(Space.venue_id, Space.position, Space.id)
    known = {space.id: (position, space) for position, space in enumerate(session.scalars(query))}
    found: dict[int, list[tuple[int, Space]]] = {number: [] for number in occurrences}
    for occurrence, space in session.execute(select(links.c.occurrence_id, links.c.space_id)):
        if space in known:
            found[occurrence].append(known[space])
    return {number: [space for _, space in sorted(there, key=itemgetter(0))] for number, there in found.items()}


def lanes(session: Session, scope: Scope, occurrences: Collection[int]) -> Mapping[int, Sequence[Lanes]]:
    """What each occurrence (id) holds of the units there that are held lane by lane."""
    query = (
        select(Claim.occurrence_id, Unit.name, Claim.lane_from, Claim.lane_to, Unit.lanes)
        .join(Unit, Unit.id == Claim.unit_id)
        .where(Claim.core, Unit.lanes > 1, one_of(Claim.occurrence_id, occurrences))
        .distinct()
        .order_by(Unit.name, Claim.lane_from)
    )
    if scope.organization is None:
        query = query.where(one_of(Unit.venue_id, scope.venues))
    found: dict[int, list[Lanes]] = defaultdict(list)
    for occurrence, unit, first, end, most in session.execute(query):
        found[occurrence].append(Lanes(unit, first, most if end is None else end - 1))
    return found
