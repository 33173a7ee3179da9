"""A venue, or one of its spaces, that hours and closures are about, and whose bookings a change of them hits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.model import Booking, Occurrence, OccurrenceSpace, Organization, Space, SpacePart, Venue
from booking.services import hours, journal, places
from booking.vocabulary import HOLDING, Status


@dataclass(frozen=True, slots=True)
class Hit:
    """An occurrence that a closure, or new hours, would leave in closed time. `start` and `end` in the venue's zone."""

    occurrence: int
    booking: str
    organization: str
    activity: str
    space: str
    start: datetime
    end: datetime
    status: Status


@dataclass(frozen=True, slots=True)
class Site:
    """A venue, or one of its spaces, that hours and closures are about."""

    venue: Venue
    space: Space | None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.venue.timezone)

    @property
    def spaces(self) -> Sequence[Space]:
        return [self.space] if self.space is not None else self.venue.spaces


def find(session: Session, venue: str, space: str | None) -> Site:
    if space is None:
        return Site(places.find_venue(session, venue), None)
    row = places.find_space(session, venue, space)
    return Site(row.venue, row)


def hits(session: Session, at: Site, first: datetime, last: datetime | None) -> Sequence[Hit]:
    """What holds its place at the site and lasts beyond `first` and, if there is one, begins before `last`."""
    rows = session.execute(
        select(
            Occurrence.id,
            Booking.ref,
            Organization.name.label("organization"),
            Booking.activity,
            Space.slug,
            Venue.slug.label("venue"),
            Occurrence.starts_at,
            Occurrence.ends_at,
            Occurrence.status,
        )
        .join(Occurrence.booking)
        .join(Booking.organization)
        .join(OccurrenceSpace, OccurrenceSpace.occurrence_id == Occurrence.id)
        .join(Space, Space.id == OccurrenceSpace.space_id)
        .join(Space.venue)
        .where(
            Space.id.in_(concerned(session, at)),
            Occurrence.status.in_(HOLDING),
            Occurrence.ends_at > first,
            *([Occurrence.starts_at < last] if last is not None else []),
        )
        .order_by(Occurrence.starts_at, Occurrence.id)
    )
    return [
        Hit(
            row.id,
            row.ref,
            row.organization,
            row.activity,
            f"{row.venue}/{row.slug}",
            row.starts_at.astimezone(at.zone),
            row.ends_at.astimezone(at.zone),
            row.status,
        )
        for row in rows
    ]


def concerned(session: Session, at: Site) -> set[int]:
    """The spaces (ids) that cannot be used while the site is closed: its own, and those that share a unit with it."""
    own = {space.id for space in at.spaces}
    units = {unit for held in hours.whole_units(session, own).values() for unit in held}
    return own | set(session.scalars(select(SpacePart.space_id).where(SpacePart.unit_id.in_(units))))


def tell(session: Session, now: datetime, topic: str, hits: Sequence[Hit]) -> None:
    by_booking: dict[str, list[int]] = {}
    for hit in hits:
        by_booking.setdefault(hit.booking, []).append(hit.occurrence)
    for ref, occurrences in by_booking.items():
        journal.tell(session, now, topic, {"ref": ref, "occurrences": occurrences})
