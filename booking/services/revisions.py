"""That bookings read otherwise than before: their version for the API, their sequence and their text for calendars."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select, union, update
from sqlalchemy.orm import Session

from booking.model import Booking, Claim, FeedText, Occurrence, OccurrenceSpace, Space, SpacePart
from booking.services import feed_editions, feed_texts, places


def revise(session: Session, bookings: Collection[int], now: datetime) -> None:
    """Say that these bookings (ids) changed, once all of the change is written. Their units are locked."""
    numbers = sorted(bookings)
    for start in range(0, len(numbers), feed_texts.MOST):
        _revise(session, numbers[start : start + feed_texts.MOST], now)


def _revise(session: Session, bookings: Sequence[int], now: datetime) -> None:
    session.execute(
        update(Booking)
        .where(Booking.id.in_(bookings))
        .values(version=Booking.version + 1, sequence=Booking.sequence + 1, changed_at=now)
    )
    feed_editions.mark_bookings(session, bookings, now)
    feed_texts.write(session, bookings, now)


def of_organization(session: Session, organization: int, now: datetime) -> None:
    """Say that an organization (id) is called otherwise, or may no longer be named."""
    theirs = Booking.organization_id == organization
    asked = select(OccurrenceSpace.space_id).join(Occurrence, Occurrence.id == OccurrenceSpace.occurrence_id)
    places.lock_units(session, session.scalars(asked.join(Occurrence.booking).where(theirs).distinct()).all())
    revise(session, session.scalars(select(Booking.id).where(theirs)).all(), now)


def of_venue(session: Session, venue: int, now: datetime) -> None:
    """Say that a venue (id) is called otherwise, lies elsewhere, or no longer names its users."""
    places.lock_units(session, session.scalars(select(Space.id).where(Space.venue_id == venue)).all())
    feed_editions.mark_description(session, [venue], now)
    shown = select(FeedText.booking_id).where(FeedText.venue_id == venue)
    revise(session, session.scalars(shown.distinct()).all(), now)


def of_space(session: Session, space: Space, now: datetime) -> None:
    """Say that a space is new, is called otherwise, or is made of other units."""
    places.lock_units(session, [space.id])
    feed_editions.mark_description(session, [space.venue_id], now)
    units = select(SpacePart.unit_id).where(SpacePart.space_id == space.id)
    shown = select(FeedText.booking_id).where(FeedText.space_id == space.id)
    holding = select(Occurrence.booking_id).join(Occurrence.claims).where(Claim.unit_id.in_(units))
    revise(session, session.scalars(union(shown, holding)).all(), now)
