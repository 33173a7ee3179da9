"""The organizations that book: found, listed, added, changed, and as the rules need to know them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from booking.errors import Conflict, NotFound, Stale
from booking.model import Organization
from booking.model.statements import rows
from booking.rules.facts import Applicant
from booking.services import journal, revisions
from booking.services.actors import SYSTEM, Actor, require
from booking.services.unit_of_work import reads, writes
from booking.vocabulary import OrganizationKind, RoleName
from booking.wording import N_, Text

STAFF_FIELDS = frozenset(
    {"track", "approved_from", "approved_until", "suspended_by", "local", "openness", "for_disabled"}
)
"""What the municipality decides about an organization; members may change the rest."""
PUBLIC_FIELDS = frozenset({"name", "kind"})
"""What calendars say of it, or that decides whether they name it."""

_BY_SLUG = select(Organization).where(Organization.slug == bindparam("slug"))
_LOCKED = _BY_SLUG.with_for_update(key_share=True)
_KNOWN = select(Organization.id, *(getattr(Organization, it.name) for it in fields(Applicant))).where(
    Organization.slug == bindparam("slug")
)
_KNOWN_LOCKED = _KNOWN.with_for_update(key_share=True)


@dataclass(frozen=True, slots=True)
class Known:
    """An organization's id, and what the rules may know of it; `in_confidence` with what only its own are told."""

    id: int
    applicant: Applicant
    in_confidence: bool = True

    def told_to(self, actor: Actor | None) -> "Known":
        """What may be said of it to this actor (None: anybody). Others than its own are not told of decisions about
        it, nor how it used what it had, nor what a citizen is called.
        """
        if actor is not None and actor.may_book_for(self.id):
            return self
        name = self.applicant.slug if self.applicant.kind is OrganizationKind.CITIZEN else self.applicant.name
        return Known(self.id, replace(self.applicant, name=name, suspended_by=None), in_confidence=False)


def known(session: Session, slug: str, *, lock: bool = False) -> Known:
    """The organization of this name; NotFound. With `lock`, nobody else books for it until the transaction ends."""
    found = rows(session, _KNOWN_LOCKED if lock else _KNOWN, {"slug": slug})
    if not found:
        raise NotFound(N_("organization"), slug)
    [(number, *told)] = found
    return Known(number, Applicant(*told))


@reads
def find(session: Session, slug: str, actor: Actor = SYSTEM) -> Organization:
    """The organization, if it is the actor's own or the actor is staff; else NotFound: it may be a citizen."""
    row = _row(session, slug)
    if row.id not in actor.organizations and not actor.has_any_role(*RoleName):
        raise NotFound(N_("organization"), slug)
    return row


@reads
def listed(session: Session, page: int, page_size: int, actor: Actor = SYSTEM) -> tuple[Sequence[Organization], int]:
    """One page (from 1) of the organizations by name, and how many there are: to staff all, to others their own."""
    query = select(Organization)
    if not actor.has_any_role(*RoleName):
        query = query.where(Organization.id.in_(actor.organizations))
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    query = query.order_by(Organization.name, Organization.id)
    return session.scalars(query.limit(page_size).offset((page - 1) * page_size)).all(), total


@writes
def add(session: Session, values: Mapping[str, Any], actor: Actor, now: datetime) -> Organization:
    """A new organization; officers and administrators only. Conflict if its slug is taken."""
    require(actor.has_any_role(RoleName.OFFICER, RoleName.ADMINISTRATOR))
    if session.scalar(select(Organization.id).where(Organization.slug == values["slug"])):
        raise Conflict(Text(N_("There is already an organization called “{name}”."), {"name": values["slug"]}))
    row = Organization(**values, created_at=now)
    session.add(row)
    session.flush()
    journal.record(session, now, actor, "organization.added", "organization", row.id, {"slug": row.slug})
    return row


@writes
def change(
    session: Session, slug: str, values: Mapping[str, Any], version: int, actor: Actor, now: datetime
) -> Organization:
    """Change some fields. Members may change what is not the municipality's to decide. Stale if `version` is not the
    present.
    """
    row = _row(session, slug, lock=True)
    staff = actor.has_any_role(RoleName.OFFICER, RoleName.ADMINISTRATOR)
    require(staff or (row.id in actor.organizations and STAFF_FIELDS.isdisjoint(values)))
    if version != row.version:
        raise Stale(Text(N_("The organization was changed in the meantime; read it again.")))
    for field, value in values.items():
        setattr(row, field, value)
    row.version += 1
    if not PUBLIC_FIELDS.isdisjoint(values):
        revisions.of_organization(session, row.id, now)
    journal.record(session, now, actor, "organization.changed", "organization", row.id, {"fields": sorted(values)})
    return row


def _row(session: Session, slug: str, *, lock: bool = False) -> Organization:
    row = session.scalar(_LOCKED if lock else _BY_SLUG, {"slug": slug})
    if row is None:
        raise NotFound(N_("organization"), slug)
    return row


def applicant_of(row: Organization) -> Applicant:
    """What the rules may know of it."""
    return Applicant(
        slug=row.slug,
        name=row.name,
        kind=row.kind,
        track=row.track,
        local=row.local,
        openness=row.openness,
        members=row.members,
        young_members=row.young_members,
        for_disabled=row.for_disabled,
        approved_from=row.approved_from,
        approved_until=row.approved_until,
        declaration_until=row.declaration_until,
        suspended_by=row.suspended_by,
        cvr=row.cvr,
    )
