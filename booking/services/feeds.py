"""A venue's or a space's public calendar: the period it covers, and since when it reads as it does."""

from datetime import datetime

from sqlalchemy.orm import Session

from booking.services import feed_frames
from booking.services.feed_events import events
from booking.services.feed_frames import EMPTY_SINCE, PRODUCT, Feed, Place, Wish
from booking.services.unit_of_work import reads
from calendars import ical
from calendars.ical import CalendarHeader
from calendars.zone import to_wall

__all__ = ["Feed", "Wish", "feed"]


@reads
def feed(session: Session, wish: Wish, public_url: str, now: datetime) -> Feed:
    """The calendar. NotFound for an unknown venue or space, Invalid for a period that makes no sense or is too long."""
    place = feed_frames.place_of(session, wish)
    today = to_wall(now, place.zone).date()
    found = events(session, place, feed_frames.period_of(wish, today, place.zone), wish.own_only, now)
    changed = found.changed_at or EMPTY_SINCE
    text = ical.calendar_text(_header(place, public_url, changed), map(ical.event_text, found.entries))
    return Feed(text, feed_frames.modified(session, wish, changed, today, place.zone, now))


def _header(place: Place, public_url: str, changed: datetime) -> CalendarHeader:
    kind = "venues" if place.space is None else "spaces"
    return CalendarHeader(
        product=PRODUCT,
        name=place.name,
        zone=place.venue.timezone,
        last_modified=changed,
        source=f"{public_url}/calendars/{kind}/{place.path}.ics",
        url=f"{public_url}/venues/{place.path}",
    )
