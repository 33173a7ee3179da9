"""Persons with a sign-in, what they may do, and the tokens by which the API knows them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session, selectinload

from booking.errors import Invalid, NotFound, NotSignedIn
from booking.model import ApiToken, Membership, Organization, Person, Role, Venue
from booking.model.statements import rows
from booking.services import journal, tokens
from booking.services.actors import SYSTEM, Actor
from booking.services.unit_of_work import reads, writes
from booking.vocabulary import RoleName
from booking.wording import N_, Text

_HOLDER = (
    select(Person.id, Person.name, Person.email, Role.name.label("role"), Role.venue_id, Membership.organization_id)
    .join(ApiToken, ApiToken.person_id == Person.id)
    .outerjoin(Role, (Role.person_id == Person.id) & Role.ended_at.is_(None))
    .outerjoin(Membership, (Membership.person_id == Person.id) & Membership.ended_at.is_(None))
    .where(
        ApiToken.digest == bindparam("digest"),
        ApiToken.revoked_at.is_(None),
        or_(ApiToken.expires_at.is_(None), ApiToken.expires_at > bindparam("now")),
    )
)
"""A row for each role and membership of the person who holds a token that is good."""


@reads
def authenticate(session: Session, token: str, now: datetime) -> Actor:
    """Who holds this bearer token. NotSignedIn if it is unknown, expired or revoked. One query."""
    found = rows(session, _HOLDER, {"digest": tokens.digest(token), "now": now})
    if not found:
        raise NotSignedIn(Text(N_("The token is unknown, expired or revoked.")))
    return Actor(
        found[0].id,
        found[0].name,
        found[0].email,
        frozenset(row.organization_id for row in found if row.organization_id is not None),
        frozenset((row.role, row.venue_id) for row in found if row.role is not None),
    )


@writes
def add(
    session: Session,
    email: str,
    now: datetime,
    name: str = "",
    role: RoleName | None = None,
    venue: str | None = None,
    organization: str | None = None,
) -> Person:
    """A sign-in for this address, or more rights for the one there is. Adding the same right twice changes nothing."""
    if "@" not in email or len(email) > 200:
        raise Invalid.field("email", N_("“{value}” is not an e-mail address."), value=email[:200])
    row = session.scalar(select(Person).where(Person.email == email.casefold()))
    if row is None:
        row = Person(email=email.casefold(), name=name or email.partition("@")[0], created_at=now)
        session.add(row)
        session.flush()
    if role is not None:
        _give_role(session, row, role, venue)
    if organization is not None:
        _make_member(session, row, organization)
    details = {"role": role, "venue": venue, "organization": organization}
    journal.record(session, now, SYSTEM, "person.added", "person", row.id, details)
    return row


@writes
def create_token(
    session: Session, email: str, now: datetime, label: str = "", expires_at: datetime | None = None
) -> str:
    """A new bearer token for this person, in clear text this once."""
    row = session.scalar(select(Person).where(Person.email == email.casefold()))
    if row is None:
        raise NotFound(N_("person"), email)
    token = tokens.fresh()
    kept = tokens.digest(token)
    session.add(ApiToken(person_id=row.id, digest=kept, label=label, created_at=now, expires_at=expires_at))
    journal.record(session, now, SYSTEM, "token.created", "person", row.id, {"label": label})
    return token


@reads
def listed(session: Session) -> Sequence[Person]:
    """Every person with roles and memberships, by e-mail address."""
    rights = (selectinload(Person.roles), selectinload(Person.memberships).selectinload(Membership.organization))
    return session.scalars(select(Person).options(*rights).order_by(Person.email)).all()


def _give_role(session: Session, person: Person, role: RoleName, venue_slug: str | None) -> None:
    venue_id = None
    if venue_slug is not None:
        venue_id = session.scalar(select(Venue.id).where(Venue.slug == venue_slug))
        if venue_id is None:
            raise NotFound(N_("venue"), venue_slug)
    same = select(Role).where(
        Role.person_id == person.id, Role.name == role, Role.venue_id.is_not_distinct_from(venue_id)
    )
    row = session.scalar(same)
    if row is None:
        session.add(Role(person_id=person.id, name=role, venue_id=venue_id))
    else:
        row.ended_at = None


def _make_member(session: Session, person: Person, slug: str) -> None:
    organization_id = session.scalar(select(Organization.id).where(Organization.slug == slug))
    if organization_id is None:
        raise NotFound(N_("organization"), slug)
    row = session.get(Membership, (person.id, organization_id))
    if row is None:
        session.add(Membership(person_id=person.id, organization_id=organization_id))
    else:
        row.ended_at = None
