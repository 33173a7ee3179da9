"""Which spaces are free, for one time or for every time of a series, best first; what is shown can be booked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from math import asin, cos, radians, sin, sqrt
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from booking.errors import NotFound
from booking.rules.facts import Time
from booking.services import facts, offers, organizations, places, rulebooks
from booking.services.actors import Actor
from booking.services.offers import Offer
from booking.services.organizations import Known
from booking.services.places import KnownSpace
from booking.services.requests import Request, Responsible
from booking.services.unit_of_work import reads
from booking.services.wanted import Wanted, plan
from booking.vocabulary import Audience, BookingKind
from booking.wording import N_

EARTH_RADIUS_KILOMETRES = 6371.0
GIVEN_LATER = Responsible("later", "later")


@dataclass(frozen=True, slots=True)
class Search:
    """What is sought. Times as in a Request; None or empty means any.

    `near` is a venue's slug: nearer ones come first. With `organization`, what is shown can be booked by it, for
    `kind` and `audience`. With `partial`, spaces that are free on some of the dates are shown too. `page` counts from
    1.
    """

    start: str
    end: str
    rrule: str | None = None
    skip: frozenset[date] = frozenset()
    dates: tuple[date | tuple[str, str], ...] = ()
    people: int = 0
    space_kind: str | None = None
    venue: str | None = None
    tags: frozenset[str] = frozenset()
    near: str | None = None
    organization: str | None = None
    activity: str = ""
    kind: BookingKind = BookingKind.OTHER
    audience: Audience = Audience.MIXED
    partial: bool = False
    page: int = 1
    page_size: int = 50


@dataclass(frozen=True, slots=True)
class Sought:
    """One of the times sought, by its number; aware, in the venues' zone."""

    index: int
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """The times sought, one page of offers, best first (free most often, nearest, least too large), and their
    number.
    """

    times: tuple[Sought, ...]
    offers: tuple[Offer, ...]
    total: int


@reads
def search(session: Session, wish: Search, now: datetime, actor: Actor | None = None) -> Found:
    """The spaces that are free. Invalid for times that make no sense, NotFound for an unknown venue or organization.

    With an organization, a place that it would share with others is free where a share of it is, and nobody there keeps
    it away; to nobody in particular, a place is free where all of it is that the space says.
    Spaces outside the time zone of the first candidate are left out: a local time means one thing only. Others than the
    organization's own are answered without what only these are told.
    """
    spaces = _candidates(session, wish)
    if not spaces:
        return Found((), (), 0)
    times = plan(_request(wish), spaces[0].zone)
    if wish.organization is None:
        found = _free_enough(offers.free_times(session, spaces, times), times, wish)
    else:
        organization = organizations.known(session, wish.organization).told_to(actor)
        found = _bookable(session, spaces, wish, organization, times, now)
    found.sort(key=_preference(wish, _position(session, wish)))
    first = (wish.page - 1) * wish.page_size
    return Found(_sought(times, spaces[0].zone), tuple(found[first : first + wish.page_size]), len(found))


def _sought(times: Sequence[Time], zone: ZoneInfo) -> tuple[Sought, ...]:
    return tuple(Sought(it.index, it.interval.start.astimezone(zone), it.interval.end.astimezone(zone)) for it in times)


def _candidates(session: Session, wish: Search) -> Sequence[KnownSpace]:
    fitting = [
        space
        for space in places.all_known(session)
        if (wish.venue is None or space.venue == wish.venue)
        and (wish.space_kind is None or space.kind == wish.space_kind)
        and (space.kind != places.THING or wish.space_kind == places.THING)
        and wish.tags <= space.tags
        and not 0 < space.capacity < wish.people
    ]
    return [space for space in fitting if space.timezone == fitting[0].timezone]


def _bookable(
    session: Session,
    spaces: Sequence[KnownSpace],
    wish: Search,
    organization: Known,
    times: tuple[Time, ...],
    now: datetime,
) -> list[Offer]:
    """Those that the organization can book, with the verdict on each; facts for all are gathered at once."""
    likely = partial(_free_enough, times=times, wish=wish)
    found: list[Offer] = []
    for name in dict.fromkeys(space.rulebook for space in spaces):
        under = tuple(space for space in spaces if space.rulebook == name)
        today, days = now.astimezone(under[0].zone).date(), {it.day for it in times}
        rulebook = rulebooks.applying(session, name, today, days).rulebook
        wanted = Wanted(_request(wish), under, times, (), {}, 0, 0)
        plain = facts.told(session, wanted, organization, now)
        found += likely(tuple(offers.bookable(session, wanted, plain, organization, rulebook, likely)))
    return found


def _free_enough(found: Sequence[Offer], times: Sequence[Time], wish: Search) -> list[Offer]:
    return [offer for offer in found if _enough(offer.free, times, wish)]


def _enough(free: Sequence[int], times: Sequence[Time], wish: Search) -> bool:
    """Every time, or with `partial` most of them."""
    return len(free) == len(times) or (wish.partial and 2 * len(free) > len(times))


def _request(wish: Search) -> Request:
    """The request that would follow; what a form asks for later, such as who is responsible, counts as given."""
    return Request(
        spaces=(),
        organization=wish.organization or "",
        activity=wish.activity,
        people=wish.people,
        start=wish.start,
        end=wish.end,
        kind=wish.kind,
        audience=wish.audience,
        rrule=wish.rrule,
        skip=wish.skip,
        dates=wish.dates,
        responsible=GIVEN_LATER,
    )


def _position(session: Session, wish: Search) -> tuple[float, float] | None:
    if wish.near is None:
        return None
    venue = places.find_venue(session, wish.near)
    if venue.latitude is None or venue.longitude is None:
        raise NotFound(N_("position of venue"), wish.near)
    return venue.latitude, venue.longitude


def _preference(wish: Search, near: tuple[float, float] | None) -> Callable[[Offer], tuple[int, float, int, str, str]]:
    def preference(offer: Offer) -> tuple[int, float, int, str, str]:
        space = offer.space
        far = kilometres(near, space.position) if near else 0.0
        too_large = space.capacity - wish.people if space.capacity else 0
        return -len(offer.free), far, too_large, space.venue, space.ref

    return preference


def kilometres(one: tuple[float, float], other: tuple[float, float] | None) -> float:
    """The great-circle distance between two positions in degrees; to nowhere it is infinite."""
    if other is None:
        return float("inf")
    north, east, other_north, other_east = (radians(degrees) for degrees in (*one, *other))
    half = sin((other_north - north) / 2) ** 2 + cos(north) * cos(other_north) * sin((other_east - east) / 2) ** 2
    return 2 * EARTH_RADIUS_KILOMETRES * asin(sqrt(half))
