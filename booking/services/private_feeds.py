"""The private feeds of a person: made, listed, renamed and revoked one by one, each by its owner alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from booking.errors import Conflict, Invalid, NotFound, Stale
from booking.model import Organization, PrivateFeed, Venue
from booking.services import journal, tokens
from booking.services.actors import Actor, require
from booking.services.unit_of_work import reads, writes
from booking.vocabulary import RoleName
from booking.wording import N_, Text

MOST = 50
"""So many feeds a person may have at a time."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a feed is to show: an organization's bookings, or what goes on at venues (if none is named: at those where
    its owner has a role, which does not mean everywhere).
    """

    organization: str | None = None
    venues: Sequence[str] | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed as its owner sees it: everything but its address. Organization and venues are slugs."""

    id: int
    label: str
    organization: str | None
    venues: tuple[str, ...]
    created_at: datetime
    version: int


@writes
def create(session: Session, choice: Choice, actor: Actor, now: datetime) -> tuple[FeedView, str]:
    """A new feed of the actor's, with the token of its address in clear text this once.

    Members may have their own organization's, staff that of the venues where they work. Invalid, NotFound, NotAllowed;
    Conflict for too many.
    """
    if (choice.organization is None) is (choice.venues is None):
        raise Invalid.field("organization", N_("Choose either an organization or venues."))
    require(actor.person is not None)
    if session.scalar(select(func.count()).select_from(_of(actor).subquery())) == MOST:
        raise Conflict(Text(N_("You have {number} calendars already: revoke one first."), {"number": MOST}))
    token = tokens.fresh()
    row = PrivateFeed(
        person_id=actor.person,
        organization=_organization(session, choice.organization, actor) if choice.organization is not None else None,
        venues=_venues(session, choice.venues, actor) if choice.venues is not None else [],
        label=choice.label,
        digest=tokens.digest(token),
        created_at=now,
    )
    session.add(row)
    session.flush()
    _record(session, now, actor, "feed.created", row)
    return _view(row), token


@reads
def listed(session: Session, actor: Actor) -> Sequence[FeedView]:
    """The actor's own that are not revoked, oldest first."""
    return [_view(row) for row in session.scalars(_of(actor).order_by(PrivateFeed.id))]


@reads
def find(session: Session, number: int, actor: Actor) -> FeedView:
    """NotFound unless it is the actor's own and not revoked."""
    return _view(_own(session, number, actor))


@writes
def rename(session: Session, number: int, label: str, version: int, actor: Actor, now: datetime) -> FeedView:
    """NotFound as in `find`; Stale if `version` is not the present."""
    row = _own(session, number, actor, lock=True)
    if version != row.version:
        raise Stale(Text(N_("The calendar was changed in the meantime; read it again.")))
    row.label = label
    row.version += 1
    _record(session, now, actor, "feed.renamed", row)
    return _view(row)


@writes
def revoke(session: Session, number: int, actor: Actor, now: datetime) -> None:
    """From now on its address is answered with Gone. NotFound as in `find`."""
    row = _own(session, number, actor, lock=True)
    row.revoked_at = now
    _record(session, now, actor, "feed.revoked", row)


def _view(row: PrivateFeed) -> FeedView:
    organization = row.organization.slug if row.organization is not None else None
    venues = tuple(venue.slug for venue in row.venues)
    return FeedView(row.id, row.label, organization, venues, row.created_at, row.version)


def _of(actor: Actor) -> Select[PrivateFeed]:
    return (
        select(PrivateFeed)
        .where(PrivateFeed.person_id == actor.person, PrivateFeed.revoked_at.is_(None))
        .options(joinedload(PrivateFeed.organization), selectinload(PrivateFeed.venues))
    )


def _own(session: Session, number: int, actor: Actor, *, lock: bool = False) -> PrivateFeed:
    query = _of(actor).where(PrivateFeed.id == number)
    row = session.scalar(query.with_for_update(of=PrivateFeed) if lock else query)
    if row is None:
        raise NotFound(N_("calendar"), str(number))
    return row


def _organization(session: Session, slug: str, actor: Actor) -> Organization:
    """NotFound also for one that the actor may not know of, since it may be a citizen."""
    row = session.scalar(select(Organization).where(Organization.slug == slug))
    if row is None or (row.id not in actor.organizations and not actor.has_any_role(*RoleName)):
        raise NotFound(N_("organization"), slug)
    require(row.id in actor.organizations)
    return row


def _venues(session: Session, slugs: Sequence[str], actor: Actor) -> list[Venue]:
    require(actor.has_any_role(*RoleName))
    if not slugs and not actor.own_venues:
        raise Invalid.field("venues", N_("You work at all venues: name those that you want to follow."))
    found = {row.slug: row for row in session.scalars(select(Venue).where(Venue.slug.in_(slugs)))}
    for slug in slugs:
        if slug not in found:
            raise NotFound(N_("venue"), slug)
        require(actor.works_at(frozenset({found[slug].id})))
    return [*found.values()]


def _record(session: Session, now: datetime, actor: Actor, act: str, row: PrivateFeed) -> None:
    journal.record(session, now, actor, act, "feed", row.id, {})
