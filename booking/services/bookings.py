"""Asking for a place: the preview, the booking itself, and reading what was booked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from booking.errors import NotFound
from booking.model import Booking, Occurrence, OccurrenceSpace, Organization, Space, Venue
from booking.rules import applying
from booking.rules.verdict import Finding, Verdict
from booking.services import alternatives, expiry, journal, judging, organizations, records, repeats
from booking.services.actors import Actor, require
from booking.services.judging import Judgement
from booking.services.organizations import Known
from booking.services.records import Written
from booking.services.repeats import Idempotency
from booking.services.requests import Request
from booking.services.unit_of_work import reads, writes
from booking.services.views import BookingView, booking_view, venue_ids, written_view
from booking.services.wanted import understand
from booking.vocabulary import Effect, Outcome, RoleName, Status
from booking.wording import N_, Text

_LEFT_OUT = N_("This is said to anybody; what only those who book for the organization are told is left out.")
_SIGN_IN = N_("Sign in as one of them for the whole answer.")
_TOLD_TO_ALL = Finding("told-to-all", Effect.INFORM, Text(_LEFT_OUT), Text(_SIGN_IN))
_ALL_SEEING = (RoleName.OFFICER, RoleName.ADMINISTRATOR, RoleName.CARETAKER)


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict, and the booking if one was written; `repeated` if it was written by an earlier, identical call."""

    verdict: Verdict | None
    booking: BookingView | None
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Filters:
    """Which bookings; None means any. `first` and `last` are local days, both included; `page` counts from 1."""

    venue: str | None = None
    space: str | None = None
    organization: str | None = None
    first: date | None = None
    last: date | None = None
    statuses: frozenset[Status] = frozenset()
    page: int = 1
    page_size: int = 50


@reads
def preview(session: Session, request: Request, now: datetime, actor: Actor | None = None) -> Verdict:
    """Exactly what `submit` would say and do, without doing it. NotFound, Invalid.

    Who may not book for the organization is answered without what only its own are told, and is told so.
    """
    organization = organizations.known(session, request.organization).told_to(actor)
    judgement = _judged(session, request, organization, now, lock=False)
    verdict = alternatives.added(session, judgement)
    if organization.in_confidence or not applying.confidential(judgement.force.rulebook, judgement.asked):
        return verdict
    return replace(verdict, findings=(*verdict.findings, _TOLD_TO_ALL))


def submit(
    request: Request,
    actor: Actor,
    now: datetime,
    idempotency: Idempotency | None = None,
    *,
    with_alternatives: bool = True,
) -> Answer:
    """Book what the verdict allows, if it allows anything and, where it is only part, if that is accepted.

    NotFound, Invalid, NotAllowed for an organization that is not the actor's, Conflict for a key used for something
    else. What else could be had is looked for afterwards, when nothing is locked any more.
    """
    answer, judgement = _submitted(request, actor, now, idempotency)
    return replace(answer, verdict=alternatives.afterwards(judgement)) if judgement and with_alternatives else answer


@writes
def _submitted(
    session: Session, request: Request, actor: Actor, now: datetime, idempotency: Idempotency | None
) -> tuple[Answer, Judgement | None]:
    """The answer, and the judgement, as if nothing had been written, unless the answer is that of an earlier call."""
    organization = organizations.known(session, request.organization, lock=True)
    require(actor.may_book_for(organization.id))
    if earlier := repeats.earlier(session, idempotency, actor):
        return Answer(None, view(session, earlier.booking_id, actor), repeated=True), None
    judgement = _judged(session, request, organization, now, lock=True)
    outcome = judgement.verdict.outcome
    if outcome is Outcome.REFUSED or (outcome is Outcome.PARTLY and not request.accept_partial):
        return Answer(judgement.verdict, None), judgement
    written = write(session, judgement, actor, now)
    repeats.remember(session, idempotency, actor, written.id, now)
    answer = Answer(judgement.verdict, written_view(judgement, written, now))
    return answer, replace(judgement, ignoring=frozenset(judgement.ignoring).union(written.occurrences))


def write(session: Session, judgement: Judgement, actor: Actor, now: datetime, continues: int | None = None) -> Written:
    """Write a judged booking with its decision, journal and outbox."""
    written = records.write(session, judgement, actor, now, continues)
    decision = records.decision(session, written.id, judgement, actor, now, occurrences=written.occurrences)
    outcome = judgement.verdict.outcome
    details = {"outcome": outcome, "decision": decision}
    journal.record(session, now, actor, "booking.asked", "booking", written.id, details)
    journal.tell(session, now, f"booking.{outcome}", {"booking": written.id, "decision": decision})
    return written


@reads
def find(session: Session, ref: str, actor: Actor) -> BookingView:
    """The booking, if it is of one of the actor's organizations or at a venue where they work; else NotFound."""
    return booking_view(visible(session, ref, actor), actor)


@reads
def listed(session: Session, filters: Filters, actor: Actor) -> tuple[Sequence[BookingView], int]:
    """One page of the bookings that the actor may see, latest first, and how many there are in all."""
    matching = _matching(filters, actor)
    total = session.scalar(select(func.count()).select_from(matching.subquery())) or 0
    page = matching.order_by(Booking.created_at.desc(), Booking.id.desc())
    ids = session.scalars(page.limit(filters.page_size).offset((filters.page - 1) * filters.page_size)).all()
    rows = {row.id: row for row in session.scalars(complete().where(Booking.id.in_(ids)))}
    return tuple(booking_view(rows[number], actor) for number in ids), total


def visible(session: Session, ref: str, actor: Actor) -> Booking:
    row = session.scalar(complete().where(Booking.ref == ref))
    if row is None or not (row.organization_id in actor.organizations or actor.works_at(venue_ids(row.occurrences))):
        raise NotFound(N_("booking"), ref)
    return row


def view(session: Session, number: int, actor: Actor) -> BookingView:
    """The booking with this id as it now is in the transaction."""
    query = complete().where(Booking.id == number).execution_options(populate_existing=True)
    return booking_view(session.scalars(query).one(), actor)


def complete() -> Select[Booking]:
    """Bookings with all that a view needs, in a number of queries that does not depend on how many there are."""
    # Not selectinload, which asks for five hundred at a time.
    spaces = selectinload(Booking.occurrences).joinedload(Occurrence.spaces).joinedload(Space.venue)
    return select(Booking).options(joinedload(Booking.organization), joinedload(Booking.continues), spaces)


def _judged(session: Session, request: Request, organization: Known, now: datetime, *, lock: bool) -> Judgement:
    wanted = understand(session, request, lock=lock)
    judgement = judging.judge(session, wanted, organization, now)
    overdue = expiry.overdue(judgement.asked.taken, now)
    if not overdue:
        return judgement
    if lock:
        expiry.release(session, overdue, now)
    return judging.judge(session, wanted, organization, now, ignoring=overdue)


def _matching(filters: Filters, actor: Actor) -> Select[int]:
    query = select(Booking.id)
    if filters.organization is not None:
        query = query.join(Booking.organization).where(Organization.slug == filters.organization)
    occurrence = _occurrences_matching(filters)
    if occurrence is not None:
        query = query.where(Booking.id.in_(occurrence))
    if not actor.has_role(frozenset(), *_ALL_SEEING):
        query = query.where(
            or_(Booking.organization_id.in_(actor.organizations), Booking.id.in_(_at_own_venues(actor)))
        )
    return query


def _occurrences_matching(filters: Filters) -> Select[int] | None:
    """The bookings with an occurrence that fits all that is asked of occurrences; None if nothing is."""
    query = select(Occurrence.booking_id)
    if filters.venue is not None or filters.space is not None:
        query = query.join(OccurrenceSpace, OccurrenceSpace.occurrence_id == Occurrence.id)
        query = query.join(Space, Space.id == OccurrenceSpace.space_id).join(Space.venue)
    conditions = []
    if filters.venue is not None:
        conditions.append(Venue.slug == filters.venue)
    if filters.space is not None:
        venue, _, space = filters.space.partition("/")
        conditions += [Venue.slug == venue, Space.slug == space]
    if filters.first is not None:
        conditions.append(Occurrence.ends_local > datetime.combine(filters.first, datetime.min.time()))
    if filters.last is not None:
        conditions.append(Occurrence.starts_local <= datetime.combine(filters.last, datetime.max.time()))
    if filters.statuses:
        conditions.append(Occurrence.status.in_(filters.statuses))
    return query.where(*conditions) if conditions else None


def _at_own_venues(actor: Actor) -> Select[int]:
    venues = [venue for role, venue in actor.roles if role in _ALL_SEEING]
    return (
        select(Occurrence.booking_id)
        .join(OccurrenceSpace, OccurrenceSpace.occurrence_id == Occurrence.id)
        .join(Space, Space.id == OccurrenceSpace.space_id)
        .where(Space.venue_id.in_(venues))
    )
