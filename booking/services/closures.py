"""Closing and reopening: said once, with a list of the bookings it hits before it takes effect."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, or_, select
from sqlalchemy.orm import Session

from booking.errors import Invalid, NotFound
from booking.model import Closure, Occurrence, SpacePart
from booking.rules.facts import Closing as Shut
from booking.services import feed_editions, freed, hours, journal, letting_go, places, revisions, sites
from booking.services.actors import Actor, require
from booking.services.sites import Hit, Site
from booking.services.unit_of_work import reads, writes
from booking.services.waiting import offered_afterwards
from booking.vocabulary import ClosureKind, RoleName, Status
from booking.wording import N_
from calendars.intervals import Interval
from calendars.zone import dates_touched

CLOSED = f"closure.{ClosureKind.CLOSED}"
"""What the journal calls a closure; its details say which, and of what it was made."""
_STAFF = (RoleName.CARETAKER, RoleName.OFFICER, RoleName.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Closing:
    """What to close or reopen: whole local days (both included) if `all_day`, else from start to end, aware.

    `origin` is the UID of the event that an import makes it of.
    """

    interval: Interval
    all_day: bool
    reason: str
    kind: ClosureKind = ClosureKind.CLOSED
    origin: str = ""


@reads
def closures(session: Session, venue: str, space: str | None, now: datetime) -> Sequence[Closure]:
    """The closures and reopenings of the venue, or of the space, that are not over, by start."""
    at = sites.find(session, venue, space)
    query = select(Closure).where(
        Closure.venue_id == at.venue.id, Closure.withdrawn_at.is_(None), Closure.ends_at > now
    )
    if at.space is not None:
        query = query.where(or_(Closure.space_id.is_(None), Closure.space_id == at.space.id))
    return session.scalars(query.order_by(Closure.starts_at, Closure.id)).all()


@offered_afterwards
@writes
def close(
    session: Session,
    venue: str,
    space: str | None,
    closing: Closing,
    actor: Actor,
    now: datetime,
    *,
    dry_run: bool = False,
) -> tuple[int | None, Sequence[Hit]]:
    """Close or reopen; the closure's id (None in a dry run) and whom it hits. Those hit are displaced and told.

    Said twice, it is done once.
    """
    at = sites.find(session, venue, space)
    require(actor.has_role(frozenset({at.venue.id}), *_STAFF))
    if not closing.reason.strip():
        raise Invalid.field("reason", N_("A closure states its reason."))
    places.lock_units(session, sites.concerned(session, at))
    if standing := _standing(session, at, closing):
        return None if dry_run else standing, _hits(session, at, closing, now)
    with session.begin_nested() as step:
        number = _insert(session, at, closing, actor, now)
        hits = _hits(session, at, closing, now)
        if dry_run:
            step.rollback()
            return None, hits
    _displace(session, hits, closing.reason, actor, now)
    if closing.kind is ClosureKind.REOPENED:
        _opened(session, at, closing.interval, now)
    feed_editions.mark_hours(session, at.venue.id, now)
    details = {"closure": number, "venue": venue, "space": space, "hits": [hit.occurrence for hit in hits]}
    if closing.origin:
        details["origin"] = closing.origin
    journal.record(session, now, actor, f"closure.{closing.kind}", "venue", at.venue.id, details)
    sites.tell(session, now, "closure.displaced", hits)
    return number, hits


@offered_afterwards
@writes
def withdraw(session: Session, venue: str, space: str | None, number: int, actor: Actor, now: datetime) -> None:
    """Take back a closure. Those it displaced are not brought back, but who waits gets what is free now. NotFound."""
    at = sites.find(session, venue, space)
    require(actor.has_role(frozenset({at.venue.id}), *_STAFF))
    row = session.get(Closure, number)
    if row is None or row.venue_id != at.venue.id or row.withdrawn_at is not None:
        raise NotFound(N_("closure"), str(number))
    row.withdrawn_at = now
    _opened(session, at, Interval(row.starts_at, row.ends_at), now)
    feed_editions.mark_hours(session, at.venue.id, now)
    journal.record(session, now, actor, "closure.withdrawn", "venue", at.venue.id, {"closure": number})


def _opened(session: Session, at: Site, interval: Interval, now: datetime) -> None:
    """Those who wait for a place there may have it again."""
    units = session.scalars(select(SpacePart.unit_id).where(SpacePart.space_id.in_(space.id for space in at.spaces)))
    freed.note(session, ((unit, interval) for unit in units), now)


def _standing(session: Session, at: Site, closing: Closing) -> int | None:
    """The closure (id) that says just this already."""
    return session.scalar(
        select(Closure.id).where(
            Closure.venue_id == at.venue.id,
            Closure.space_id.is_not_distinct_from(at.space and at.space.id),
            Closure.kind == closing.kind,
            Closure.starts_at == closing.interval.start,
            Closure.ends_at == closing.interval.end,
            Closure.reason == closing.reason.strip(),
            Closure.withdrawn_at.is_(None),
        )
    )


def _insert(session: Session, at: Site, closing: Closing, actor: Actor, now: datetime) -> int:
    return session.execute(
        insert(Closure)
        .values(
            venue_id=at.venue.id,
            space_id=at.space and at.space.id,
            kind=closing.kind,
            starts_at=closing.interval.start,
            ends_at=closing.interval.end,
            all_day=closing.all_day,
            reason=closing.reason.strip(),
            created_at=now,
            created_by=actor.person,
        )
        .returning(Closure.id)
    ).scalar_one()


def _hits(session: Session, at: Site, closing: Closing, now: datetime) -> Sequence[Hit]:
    """Whom the closure that was just written hits: not those where a space was reopened in spite of it (DK-35)."""
    closed = closing.interval
    if closing.kind is not ClosureKind.CLOSED or closed.end <= now:
        return ()
    within = sites.hits(session, at, max(now, closed.start), closed.end)
    if not within:
        return ()
    spaces = places.known_by_id(session, sites.concerned(session, at))
    dates = {day for hit in within for day in dates_touched(Interval(hit.start, hit.end), at.zone)}
    open_hours = hours.of_spaces(session, spaces, dates)
    closings = {space.ref: open_hours[space.id].closings for space in spaces}
    return [hit for hit in within if any(_meets(it, hit, closed) for it in closings[hit.space])]


def _meets(it: Shut, hit: Hit, closed: Interval) -> bool:
    return it.interval.overlaps(closed) and it.interval.overlaps(Interval(hit.start, hit.end))


def _displace(session: Session, hits: Sequence[Hit], reason: str, actor: Actor, now: datetime) -> None:
    if not hits:
        return
    numbers = {hit.occurrence for hit in hits}
    letting_go.let_go(session, numbers, Status.DISPLACED, reason, actor, now, called_off=True)
    bookings = select(Occurrence.booking_id).where(Occurrence.id.in_(numbers)).distinct()
    revisions.revise(session, session.scalars(bookings).all(), now)
