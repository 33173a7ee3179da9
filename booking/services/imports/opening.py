"""The weekly hours that an imported venue or space is to have from now on."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.model import HoursPeriod, Space, Venue
from booking.services import feed_editions


def hours(session: Session, venue: Venue, space: Space | None, spans: list[list[int]] | None, now: datetime) -> bool:
    """Give the venue, or the space, these weekly hours; whether they are new. None leaves them as they are.

    Periods with dates of their own stay. Bookings stay too, also where they now lie in closed time.
    """
    if spans is None:
        return False
    present = session.scalar(
        select(HoursPeriod).where(
            HoursPeriod.venue_id == venue.id,
            HoursPeriod.space_id.is_not_distinct_from(space.id if space else None),
            HoursPeriod.first_day.is_(None),
            HoursPeriod.last_day.is_(None),
            HoursPeriod.withdrawn_at.is_(None),
        )
    )
    if present and present.spans == spans:
        return False
    if present:
        present.withdrawn_at = now
    session.add(HoursPeriod(venue_id=venue.id, space_id=space.id if space else None, spans=spans, created_at=now))
    feed_editions.mark_hours(session, venue.id, now)
    return True
