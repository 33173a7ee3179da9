"""What a private feed says of itself: its name, what it shows, and that its address is a secret."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.model import PrivateFeed, Venue
from booking.services.feed_frames import BOOKINGS_COLOR, PRODUCT, SOON
from booking.services.private_times import Scope
from booking.services.wording import say
from booking.wording import N_, Text
from calendars.ical import CalendarHeader

_OF_ORGANIZATION = N_("What {shown} has booked, and who is responsible.")
_OF_VENUES = N_("What goes on at {shown}: who comes, who is responsible, how they get in and what is to be made ready.")
_SECRET = N_("Keep the address to yourself: whoever has it sees all of this.")


def header(
    session: Session, row: PrivateFeed, scope: Scope, stamps: Iterable[datetime], public_url: str, zone: ZoneInfo
) -> CalendarHeader:
    """In its owner's language; without its own address. `stamps` are when its events last changed (UTC)."""
    shown = _shown(session, row, scope)
    what = _OF_ORGANIZATION if row.organization is not None else _OF_VENUES
    texts = (Text(what, {"shown": shown}), Text(SOON), Text(_SECRET))
    return CalendarHeader(
        product=PRODUCT,
        name=row.label or shown,
        zone=zone.key,
        last_modified=max([row.created_at, *stamps]),
        description=" ".join(say(text, row.person.language) for text in texts),
        color=BOOKINGS_COLOR,
        url=public_url,
    )


def _shown(session: Session, row: PrivateFeed, scope: Scope) -> str:
    """Whose bookings they are: the organization, or the venues."""
    if row.organization is not None:
        return row.organization.name
    names = select(Venue.name).where(Venue.id.in_(scope.venues)).order_by(Venue.name)
    return ", ".join(session.scalars(names))
