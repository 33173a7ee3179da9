"""The times that a place's calendar may show, read from the database: what of each series, and at which spaces."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Row, Select, and_, exists, or_, select
from sqlalchemy.orm import Session

from booking.model import Booking, Claim, Occurrence, OccurrenceSpace, Organization, Space, SpacePart
from booking.model.statements import one_of, rows
from booking.services.feed_frames import Place
from booking.vocabulary import HOLDING, Status
from calendars.intervals import Interval

Found: TypeAlias = Row[*tuple[Any, ...]]
Names: TypeAlias = Mapping[int, Found]
"""The spaces of an occurrence by id: with name, and whether they share a unit with the space whose calendar it is."""

OFF = (Status.CANCELLED, Status.DISPLACED, Status.REFUSED)
"""What a time that held its place can become when it no longer does."""
_TOLD = or_(Occurrence.status.in_(HOLDING), and_(Occurrence.status.in_(OFF), Occurrence.called_off))


def units_of(place: Place) -> Collection[int]:
    """The units (ids) whose use the calendar of a space shows; of a venue, none in particular."""
    return () if place.space is None else tuple(part.unit_id for part in place.space.parts)


def times(session: Session, place: Place, period: Interval) -> Sequence[Found]:
    """What holds or held its place, of all bookings with such a time there in the period: by booking, then by start.

    A series is whole, with its times before and after the period and elsewhere.
    """
    there = select(Occurrence.booking_id).where(_TOLD, Occurrence.id.in_(_ids_at(place, period)))
    return rows(
        session,
        select(
            Occurrence.id,
            Occurrence.booking_id,
            Occurrence.starts_at,
            Occurrence.ends_at,
            Occurrence.starts_local,
            Occurrence.ends_local,
            Occurrence.original_local,
            Occurrence.status,
            Occurrence.expires_at,
            Booking.uid,
            Booking.sequence,
            Booking.changed_at,
            Booking.created_at,
            Booking.activity,
            Booking.kind,
            Booking.rrule,
            Booking.timezone,
            Organization.name.label("organization"),
            Organization.kind.label("organization_kind"),
        )
        .join(Booking, Booking.id == Occurrence.booking_id)
        .join(Organization, Organization.id == Booking.organization_id)
        .where(_TOLD, Occurrence.booking_id.in_(there))
        .order_by(Occurrence.booking_id, Occurrence.starts_at),
    )


def _ids_at(place: Place, period: Interval) -> Select[int]:
    """Those that ask for a space of the venue; or for one that shares a unit with the space, or hold such a unit."""
    asked = select(OccurrenceSpace.occurrence_id)
    in_period = (Occurrence.starts_at < period.end, Occurrence.ends_at > period.start)
    if place.space is None:
        asked = asked.join(Space, Space.id == OccurrenceSpace.space_id).where(Space.venue_id == place.venue.id)
        return select(Occurrence.id).where(*in_period, Occurrence.id.in_(asked))
    units = units_of(place)
    sharing = select(SpacePart.space_id).where(SpacePart.unit_id.in_(units))
    holding = select(Claim.occurrence_id).where(Claim.unit_id.in_(units), Claim.core)
    there = Occurrence.id.in_(asked.where(OccurrenceSpace.space_id.in_(sharing))) | Occurrence.id.in_(holding)
    return select(Occurrence.id).where(*in_period, there)


def spaces(session: Session, place: Place, found: Sequence[Found]) -> Mapping[int, Names]:
    """The spaces of each of these times (ids) that is there; of a venue's, only its own."""
    units = units_of(place)
    sharing = select(SpacePart.space_id).where(SpacePart.unit_id.in_(units))
    holds = exists().where(Claim.occurrence_id == OccurrenceSpace.occurrence_id, Claim.unit_id.in_(units), Claim.core)
    query = (
        select(OccurrenceSpace.occurrence_id, Space.id, Space.name, Space.id.in_(sharing).label("shares"))
        .add_columns(holds.label("holds"))
        .join(Space, Space.id == OccurrenceSpace.space_id)
        .where(one_of(OccurrenceSpace.occurrence_id, [row.id for row in found]))
        .order_by(Space.position, Space.id)
    )
    if place.space is None:
        query = query.where(Space.venue_id == place.venue.id)
    names: dict[int, dict[int, Found]] = {}
    for row in rows(session, query):
        names.setdefault(row.occurrence_id, {})[row.id] = row
    if place.space is None:
        return names
    return {number: each for number, each in names.items() if any(it.shares or it.holds for it in each.values())}
