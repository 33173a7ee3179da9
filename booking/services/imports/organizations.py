"""Organizations from CSV; the columns are in docs/imports.md."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any, BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.errors import Conflict, Invalid
from booking.model import Organization
from booking.services import journal, revisions
from booking.services.actors import Actor
from booking.services.imports import cells
from booking.services.imports.cells import Column
from booking.services.imports.rows import ADDED, UNCHANGED, UPDATED, Done, Result, run
from booking.services.organizations import PUBLIC_FIELDS
from booking.services.unit_of_work import writes
from booking.vocabulary import Openness, OrganizationKind, Track
from booking.wording import N_, Text

COLUMNS = (
    Column("external_id", cells.text(200), needed=True),
    Column("slug", cells.slug),
    Column("name", cells.text(200), needed=True),
    Column("kind", cells.word(OrganizationKind), needed=True),
    Column("track", cells.word(Track)),
    Column("cvr", cells.text(8)),
    Column("email", cells.text(200), empty=""),
    Column("phone", cells.text(40), empty=""),
    Column("members", cells.number(0, 1_000_000), empty=0),
    Column("young_members", cells.number(0, 1_000_000), empty=0),
    Column("for_disabled", cells.boolean, empty=False),
    Column("local", cells.boolean, empty=True),
    Column("openness", cells.word(Openness), empty=Openness.OPEN),
    Column("approved_from", cells.day),
    Column("approved_until", cells.day),
    Column("declaration_until", cells.day),
    Column("suspended_by", cells.text(200)),
)

TRACKS = {
    OrganizationKind.ASSOCIATION: Track.ASSIGNMENT,
    OrganizationKind.ADULT_EDUCATION: Track.ASSIGNMENT,
    OrganizationKind.INSTITUTION: Track.OWN_USE,
    OrganizationKind.COMPANY: Track.LETTING,
    OrganizationKind.CITIZEN: Track.LETTING,
}
"""The track of an organization whose row names none; lending for the rest (DK-01)."""


def load(file: BinaryIO, actor: Actor, now: datetime, dry_run: bool = False) -> Iterator[Result]:
    """Add or update each row's organization."""
    return run(file, COLUMNS, partial(_load_row, actor=actor, now=now), dry_run)


@writes
def _load_row(session: Session, row: Mapping[str, Any], actor: Actor, now: datetime) -> Done:
    wanted = {**row, "track": row["track"] or TRACKS.get(row["kind"], Track.LENDING), "slug": _slug(row)}
    organization = session.scalar(select(Organization).where(Organization.external_id == row["external_id"]))
    namesake = session.scalar(select(Organization).where(Organization.slug == wanted["slug"]))
    if namesake and namesake is not organization and namesake.external_id is not None:
        values = {"name": namesake.slug, "external_id": namesake.external_id}
        raise Conflict(Text(N_("The organization {name} is already there as {external_id}."), values))
    organization = organization or namesake
    if organization is None:
        organization = Organization(**wanted, created_at=now)
        session.add(organization)
        session.flush()
        journal.record(
            session, now, actor, "organization.added", "organization", organization.id, {"slug": wanted["slug"]}
        )
        return Done(ADDED)
    different = sorted(field for field, value in wanted.items() if getattr(organization, field) != value)
    if not different:
        return Done(UNCHANGED)
    for field in different:
        setattr(organization, field, wanted[field])
    organization.version += 1
    if not PUBLIC_FIELDS.isdisjoint(different):
        revisions.of_organization(session, organization.id, now)
    journal.record(session, now, actor, "organization.changed", "organization", organization.id, {"fields": different})
    return Done(UPDATED)


def _slug(row: Mapping[str, Any]) -> str:
    slug = row["slug"] or cells.slug_of(row["name"])
    if not slug:
        raise Invalid.field("slug", N_("Give a name for addresses; none can be made of “{value}”."), value=row["name"])
    return slug
