"""A venue's or a space's public calendar: the period it covers, and since when it reads as it does."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.errors import Invalid
from booking.model import Journal
from booking.services import places
from booking.services.feed_events import Place, events
from booking.services.unit_of_work import reads
from booking.wording import N_
from calendars import ical
from calendars.ical import CalendarHeader
from calendars.intervals import Interval
from calendars.zone import days, to_wall

PRODUCT = "-//Sambrug//Sambrug//DA"
MONTHS_BACK, MONTHS_AHEAD = 3, 18
LONGEST_PERIOD = timedelta(days=5 * 366)
EARLIEST, LATEST = date(1970, 1, 1), date(2199, 12, 31)
EMPTY_SINCE = datetime(2026, 1, 1, tzinfo=UTC)
SETTLING = timedelta(minutes=1)
"""An HTTP date counts whole seconds, and acts become visible a little after their time: what changed just now is not
yet promised to be the last change of its second."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which calendar: a venue's, or a space's; local days from `first` to `last`, both included (None: the usual)."""

    venue: str
    space: str | None = None
    first: date | None = None
    last: date | None = None
    own_only: bool = False
    """Of a space: without what blocks it because it shares a unit."""


@dataclass(frozen=True, slots=True)
class Feed:
    """RFC 5545 text, byte for byte the same as long as nothing in it changed.

    `last_modified` (UTC) is never earlier than the last change, and may be later: it is the last act anywhere, because
    an occurrence that moves away leaves nothing behind, or the last midnight, because the period slides.
    """

    text: str
    last_modified: datetime


@reads
def feed(session: Session, wish: Wish, public_url: str, now: datetime) -> Feed:
    """The calendar. NotFound for an unknown venue or space, Invalid for a period that makes no sense or is too long."""
    place = _place(session, wish)
    today = to_wall(now, place.zone).date()
    found = events(session, place, _period(wish, today, place), wish.own_only, now)
    changed = found.changed_at or EMPTY_SINCE
    text = ical.calendar_text(_header(place, public_url, changed), map(ical.event_text, found.entries))
    midnight = days(today, today, place.zone).start
    acted = session.scalar(select(Journal.at).order_by(Journal.id.desc()).limit(1)) or changed
    slides = wish.first is None or wish.last is None
    return Feed(text, min(max(changed, acted, midnight if slides else changed), now - SETTLING))


def _place(session: Session, wish: Wish) -> Place:
    if wish.space is None:
        return Place(places.find_venue(session, wish.venue), None)
    space = places.find_space(session, wish.venue, wish.space)
    return Place(space.venue, space)


def _period(wish: Wish, today: date, place: Place) -> Interval:
    for field, day in (("from", wish.first), ("to", wish.last)):
        if day is not None and not EARLIEST <= day <= LATEST:
            raise Invalid.field(field, N_("Name a day between {first} and {last}."), first=EARLIEST, last=LATEST)
    first = wish.first or min(today, wish.last or today) - relativedelta(months=MONTHS_BACK)
    last = wish.last or max(first, today) + relativedelta(months=MONTHS_AHEAD)
    if last < first:
        raise Invalid.field("to", N_("The period ends before it begins."))
    if last - first > LONGEST_PERIOD:
        raise Invalid.field("to", N_("Ask for at most five years at a time."))
    return days(first, last, place.zone)


def _header(place: Place, public_url: str, changed: datetime) -> CalendarHeader:
    venue, space = place.venue, place.space
    calendar = f"venues/{venue.slug}" if space is None else f"spaces/{venue.slug}/{space.slug}"
    page = f"venues/{venue.slug}" if space is None else f"venues/{venue.slug}/{space.slug}"
    return CalendarHeader(
        product=PRODUCT,
        name=venue.name if space is None else f"{venue.name}, {space.name}",
        zone=venue.timezone,
        last_modified=changed,
        source=f"{public_url}/calendars/{calendar}.ics",
        url=f"{public_url}/{page}",
    )
