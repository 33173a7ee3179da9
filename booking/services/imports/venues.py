"""Venues with their units and spaces from CSV, one row a space; the columns are in docs/imports.md."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any, BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.errors import Conflict, Invalid
from booking.model import Space, Venue
from booking.services import journal, revisions
from booking.services.actors import Actor
from booking.services.imports import drawing, opening
from booking.services.imports.rows import ADDED, UNCHANGED, UPDATED, Done, Result, run
from booking.services.imports.venue_cells import COLUMNS, SPACE_COLUMNS, VENUE_COLUMNS
from booking.services.unit_of_work import writes
from booking.wording import N_, Text

__all__ = ["COLUMNS", "load"]


def load(file: BinaryIO, timezone: str, actor: Actor, now: datetime, dry_run: bool = False) -> Iterator[Result]:
    """Add or update each row's space, with its venue and units. `timezone` is that of venues which name none."""
    return run(file, COLUMNS, partial(_load_row, timezone=timezone, actor=actor, now=now), dry_run)


@writes
def _load_row(session: Session, row: Mapping[str, Any], timezone: str, actor: Actor, now: datetime) -> Done:
    venue, venue_change = _venue(session, row, timezone)
    space, space_change = _space(session, row, venue)
    drawn = drawing.draw(session, space, row["units"], now)
    if venue_change == UPDATED:
        revisions.of_venue(session, venue.id, now)
    elif drawn or space_change != UNCHANGED:
        revisions.of_space(session, space, now)
    changed = (
        venue_change,
        space_change,
        UPDATED if drawn else UNCHANGED,
        UPDATED if drawing.neighbours(session, space, row["neighbours"]) else UNCHANGED,
        UPDATED if opening.hours(session, venue, None, row["venue_hours"], now) else UNCHANGED,
        UPDATED if opening.hours(session, venue, space, row["hours"], now) else UNCHANGED,
    )
    verdict = ADDED if space_change == ADDED else UPDATED if set(changed) != {UNCHANGED} else UNCHANGED
    if verdict != UNCHANGED:
        journal.record(session, now, actor, f"space.{verdict}", "space", space.id, {"external_id": space.external_id})
    return Done(verdict)


def _venue(session: Session, row: Mapping[str, Any], timezone: str) -> tuple[Venue, str]:
    wanted = {field: row[column.name] for field, column in VENUE_COLUMNS.items() if field != "venue"}
    wanted["timezone"] = wanted["timezone"] or timezone
    venue = session.scalar(select(Venue).where(Venue.slug == row["venue"]).with_for_update(key_share=True))
    if venue is None:
        venue = Venue(slug=row["venue"], **wanted)
        session.add(venue)
        session.flush()
        return venue, ADDED
    if venue.timezone != wanted["timezone"]:
        raise Invalid.field("timezone", N_("The venue lies in {zone}; that cannot be changed."), zone=venue.timezone)
    return venue, _update(venue, wanted)


def _space(session: Session, row: Mapping[str, Any], venue: Venue) -> tuple[Space, str]:
    wanted = {field: row[column.name] for field, column in SPACE_COLUMNS.items()} | {"retired": False}
    wanted["tags"] = list(wanted["tags"])
    space = session.scalar(select(Space).where(Space.external_id == row["external_id"]))
    slug_taken = session.scalar(select(Space).where(Space.venue_id == venue.id, Space.slug == wanted["slug"]))
    if slug_taken and slug_taken is not space and slug_taken.external_id is not None:
        raise Conflict(Text(N_("The space {name} is already there as {external_id}."), _naming(slug_taken)))
    space = space or slug_taken
    if space is None:
        space = Space(venue_id=venue.id, position=len(venue.spaces), external_id=row["external_id"], **wanted)
        session.add(space)
        session.flush()
        return space, ADDED
    if space.venue_id != venue.id:
        raise Invalid.field("venue", N_("The space {space} is in another venue and cannot move."), space=space.slug)
    return space, _update(space, wanted | {"external_id": row["external_id"]})


def _naming(space: Space) -> dict[str, Any]:
    return {"name": space.slug, "external_id": space.external_id}


def _update(thing: Venue | Space, wanted: Mapping[str, Any]) -> str:
    """Set what differs, and say whether anything did."""
    different = {field: value for field, value in wanted.items() if getattr(thing, field) != value}
    for field, value in different.items():
        setattr(thing, field, value)
    return UPDATED if different else UNCHANGED
