"""What every feed of a place has in common: whose it is, from when to when, and since when it reads as it does."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from uuid import NAMESPACE_OID, uuid5
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from booking.errors import Invalid
from booking.services import addresses, sites
from booking.services.sites import Site
from booking.services.wording import say
from booking.wording import N_, Text
from calendars.ical import CalendarHeader
from calendars.intervals import Interval
from calendars.zone import days

PRODUCT = "-//Sambrug//Sambrug//DA"
LANGUAGE = "da"
"""A calendar is read by many, so it has one language."""
WRITING = 2
"""Raised when calendars say the same in other words, so that nobody keeps the old ones, neither readers nor we."""
MONTHS_BACK, MONTHS_AHEAD = 3, 18
LONGEST_PERIOD = timedelta(days=5 * 366)
EARLIEST, LATEST = date(1970, 1, 1), date(2199, 12, 31)
EMPTY_SINCE = datetime(2026, 1, 1, tzinfo=UTC)
_SETTLING = timedelta(minutes=1)

SOON = N_("Changes show after about an hour, or when your calendar program next looks for them.")
_SHOWN = {
    "venues": N_("What goes on at {place}: who has which spaces when. Persons are not named."),
    "spaces": N_("What goes on at {place}, and what else keeps it from being booked. Persons are not named."),
    "hours": N_("When {place} is open, and what is closed when and why."),
    "freebusy": N_("When {place} is taken or closed, without a word about by whom."),
}
"""What each kind of calendar is, by the word in its address."""
BOOKINGS_COLOR = "teal"
_COLORS = {"hours": "goldenrod", "freebusy": "slategray"}
"""CSS names (RFC 7986 5.9): one for what is booked, so that it is known again, and others for what stands beside it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which calendar: a venue's, or a space's; local days from `first` to `last`, both included (None: the usual)."""

    venue: str
    space: str | None = None
    first: date | None = None
    last: date | None = None
    own_only: bool = False
    """Of a space: without what blocks it because it shares a unit."""

    @property
    def is_usual(self) -> bool:
        """Whether it is of the days that programs get which name none."""
        return self.first is None and self.last is None


@dataclass(frozen=True, slots=True)
class Feed:
    """RFC 5545 text, byte for byte the same as long as nothing in it changed.

    `last_modified` (UTC) is never earlier than the last change, and may be later.
    """

    text: str
    last_modified: datetime


class Place(Site):
    """Whose calendar it is: a venue's, or that of one of its spaces."""

    @property
    def address(self) -> str:
        """The venue's; no room."""
        venue = self.venue
        return addresses.in_one_line(venue.name, venue.street, venue.post_code, venue.town)

    @property
    def described_at(self) -> datetime:
        """Since when it is called as it is (UTC)."""
        return self.venue.edited_at or EMPTY_SINCE


@dataclass(frozen=True, slots=True)
class Named:
    """A place as its calendars call it: venue and space (ids); `path` in addresses: venue, or venue/space; `zone` is an
    IANA name.
    """

    venue: int
    space: int | None
    name: str
    path: str
    zone: str


def promised(changed: datetime, now: datetime) -> datetime:
    """What an HTTP date can promise: it counts whole seconds, and acts become visible a little after their time.

    What changed just now is not yet said to be the last change of its second.
    """
    return min(changed, now - _SETTLING)


def place_of(session: Session, wish: Wish) -> Place:
    """NotFound for an unknown venue or space."""
    site = sites.find(session, wish.venue, wish.space)
    return Place(site.venue, site.space)


def uid(place: Place, what: str) -> str:
    """What an entry of the place's calendar is called, for ever: wherever the service or the venue moves to."""
    return str(uuid5(NAMESPACE_OID, f"{place.venue.uid}/{what}"))


def header(place: Named, public_url: str, kind: str, changed: datetime, what: str = "") -> CalendarHeader:
    """What the calendar of a `kind` (the word in its address) says of itself; `what` it tells of the place."""
    return CalendarHeader(
        product=PRODUCT,
        name=f"{place.name}: {what}" if what else place.name,
        zone=place.zone,
        last_modified=changed,
        description=f"{say(Text(_SHOWN[kind], {'place': place.name}), LANGUAGE)} {say(Text(SOON), LANGUAGE)}",
        color=_COLORS.get(kind, BOOKINGS_COLOR),
        source=f"{public_url}/calendars/{kind}/{place.path}.ics",
        url=f"{public_url}/venues/{place.path}",
    )


def period_of(wish: Wish, today: date, zone: ZoneInfo, months_back: int = MONTHS_BACK) -> Interval:
    """The days asked for, or so many months around the local day `today`. Invalid for what makes no sense."""
    for field, day in (("from", wish.first), ("to", wish.last)):
        if day is not None and not EARLIEST <= day <= LATEST:
            raise Invalid.field(field, N_("Name a day between {first} and {last}."), first=EARLIEST, last=LATEST)
    return _period(wish.first, wish.last, today, zone, months_back)


@lru_cache(maxsize=64)
def _period(first: date | None, last: date | None, today: date, zone: ZoneInfo, months_back: int) -> Interval:
    first = first or min(today, last or today) - relativedelta(months=months_back)
    last = last or max(first, today) + relativedelta(months=MONTHS_AHEAD)
    if last < first:
        raise Invalid.field("to", N_("The period ends before it begins."))
    if last - first > LONGEST_PERIOD:
        raise Invalid.field("to", N_("Ask for at most five years at a time."))
    return days(first, last, zone)
