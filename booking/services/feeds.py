"""A venue's or a space's public calendar: what is booked there."""

from datetime import datetime

from booking.services import feed_events, feed_frames, feed_reading
from booking.services.feed_frames import Feed, Wish
from booking.services.feed_present import About, Edition
from booking.services.feed_reading import Calendar
from booking.services.feed_serving import Kind, written
from calendars import ical
from calendars.intervals import Interval

__all__ = ["BOOKINGS", "Feed", "Wish", "feed"]


def feed(wish: Wish, public_url: str, now: datetime) -> Feed:
    """The calendar's text, for one who has none. NotFound, Invalid."""
    return written(BOOKINGS, wish, public_url, now)


def _text(wish: Wish, edition: Edition, period: Interval, public_url: str, now: datetime) -> str:
    place = edition.place
    events, zones = feed_reading.read(Calendar(place.venue, place.space, wish.own_only), place.zone, period, now)
    kind = "venues" if place.space is None else "spaces"
    header = feed_frames.header(place, public_url, kind, edition.changed_at)
    return ical.calendar_text(header, [events.replace(*_page(header.url))], zones)


def _page(url: str) -> tuple[str, str]:
    """The line that stands for the place's page in each event as it is kept, and the one that names it: each with the
    end of the line before, as somebody's words may end like it.
    """
    return f"\r\n{ical.url_line(feed_events.PAGE)}", f"\r\n{ical.url_line(url)}"


BOOKINGS = Kind(About.BOOKINGS, _text)
