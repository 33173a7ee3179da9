"""What a venue's or a space's public calendar says: who uses it when, as everyone may know it, and never a person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from booking.errors import Invalid
from booking.model import Booking, Claim, Occurrence, OccurrenceSpace, Organization, Space, SpacePart, Venue
from booking.services import places
from booking.services.publicity import is_named
from booking.services.unit_of_work import reads
from booking.services.wording import gettext, say
from booking.vocabulary import HOLDING, Status
from booking.wording import N_, Text
from calendars import ical
from calendars.ical import CalendarHeader, Entry
from calendars.intervals import Interval
from calendars.zone import days, to_wall

PRODUCT = "-//Sambrug//Sambrug//DA"
MONTHS_BACK, MONTHS_AHEAD = 3, 18
LONGEST_PERIOD = timedelta(days=5 * 366)
LANGUAGE = "da"
"""A calendar is read by many, so it has one language."""

Found = Row[*tuple[Any, ...]]


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
    """RFC 5545 text, byte for byte the same as long as nothing changed, and when it last changed (UTC)."""

    text: str
    last_modified: datetime


@reads
def feed(session: Session, wish: Wish, public_url: str, now: datetime) -> Feed:
    """The calendar. NotFound for an unknown venue or space, Invalid for a period that ends before it begins."""
    venue = places.find_venue(session, wish.venue)
    space = places.find_space(session, wish.venue, wish.space) if wish.space is not None else None
    zone = ZoneInfo(venue.timezone)
    period = _period(wish, to_wall(now, zone).date(), zone)
    found = session.execute(_occurrences(venue, space, period)).all()
    names = _spaces(session, {row.id for row in found})
    shown = [row for row in found if space is None or not wish.own_only or space.id in names[row.id]]
    changed = max((row.changed_at for row in shown), default=datetime(2026, 1, 1, tzinfo=now.tzinfo))
    header = _header(venue, space, public_url, changed)
    events = (ical.event_text(_entry(row, names[row.id], venue, space, zone)) for row in shown)
    return Feed(ical.calendar_text(header, events), changed)


def _period(wish: Wish, today: date, zone: ZoneInfo) -> Interval:
    first = wish.first or today - relativedelta(months=MONTHS_BACK)
    last = wish.last or max(first, today) + relativedelta(months=MONTHS_AHEAD)
    if last < first:
        raise Invalid.field("to", N_("The period ends before it begins."))
    if last - first > LONGEST_PERIOD:
        raise Invalid.field("to", N_("Ask for at most five years at a time."))
    return days(first, last, zone)


def _occurrences(venue: Venue, space: Space | None, period: Interval) -> Select[*tuple[Any, ...]]:
    """What holds its place: at the venue, or on a unit of the space."""
    if space is None:
        at_place = select(OccurrenceSpace.occurrence_id).join(Space, Space.id == OccurrenceSpace.space_id)
        at_place = at_place.where(Space.venue_id == venue.id)
    else:
        units = select(SpacePart.unit_id).where(SpacePart.space_id == space.id)
        at_place = select(Claim.occurrence_id).where(Claim.unit_id.in_(units), Claim.core)
    return (
        select(
            Occurrence.id,
            Occurrence.starts_at,
            Occurrence.ends_at,
            Occurrence.starts_local,
            Occurrence.ends_local,
            Occurrence.original_local,
            Occurrence.status,
            Occurrence.changed_at,
            Booking.uid,
            Booking.sequence,
            Booking.activity,
            Booking.kind,
            Booking.created_at,
            Organization.name.label("organization"),
            Organization.kind.label("organization_kind"),
        )
        .join(Occurrence.booking)
        .join(Booking.organization)
        .where(
            Occurrence.id.in_(at_place),
            Occurrence.status.in_(HOLDING),
            Occurrence.starts_at < period.end,
            Occurrence.ends_at > period.start,
        )
        .order_by(Occurrence.starts_at, Occurrence.id)
    )


def _spaces(session: Session, occurrences: Collection[int]) -> dict[int, dict[int, str]]:
    """The spaces (id and name) of each occurrence."""
    names: dict[int, dict[int, str]] = {number: {} for number in occurrences}
    query = (
        select(OccurrenceSpace.occurrence_id, Space.id, Space.name)
        .join(Space, Space.id == OccurrenceSpace.space_id)
        .where(OccurrenceSpace.occurrence_id.in_(occurrences))
        .order_by(Space.position, Space.id)
    )
    for number, space, name in session.execute(query):
        names[number][space] = name
    return names


def _entry(row: Found, spaces: dict[int, str], venue: Venue, space: Space | None, zone: ZoneInfo) -> Entry:
    """One event an occurrence; its UID is made of the booking's and of where its series puts it, and never changes."""
    crosses = row.starts_at.astimezone(zone).utcoffset() != row.ends_at.astimezone(zone).utcoffset()
    return Entry(
        uid=f"{row.uid}-{row.original_local:%Y%m%dT%H%M}",
        sequence=row.sequence,
        stamp=row.changed_at,
        created=row.created_at,
        start=row.starts_at if crosses else row.starts_local,
        end=row.ends_at if crosses else row.ends_local,
        zone=zone.key,
        summary=_summary(row, spaces, venue, space),
        location=", ".join(
            part for part in (" + ".join(spaces.values()), venue.name, venue.street, _town(venue)) if part
        ),
        geo=None if venue.latitude is None or venue.longitude is None else (venue.latitude, venue.longitude),
        categories=(say(Text("{kind}", {"kind": row.kind}), LANGUAGE),),
        status=ical.Status.TENTATIVE if row.status is Status.HELD else ical.Status.CONFIRMED,
    )


def _summary(row: Found, spaces: dict[int, str], venue: Venue, space: Space | None) -> str:
    if space is not None and space.id not in spaces:
        return say(Text(N_("Taken ({spaces})"), {"spaces": ", ".join(spaces.values())}), LANGUAGE)
    if is_named(venue.names_users, row.organization_kind, row.kind):
        return f"{row.organization}: {row.activity}"
    return gettext(N_("Taken"), LANGUAGE)


def _town(venue: Venue) -> str:
    return f"{venue.post_code} {venue.town}".strip()


def _header(venue: Venue, space: Space | None, public_url: str, changed: datetime) -> CalendarHeader:
    path = f"venues/{venue.slug}" if space is None else f"spaces/{venue.slug}/{space.slug}"
    page = f"venues/{venue.slug}" if space is None else f"venues/{venue.slug}/{space.slug}"
    return CalendarHeader(
        product=PRODUCT,
        name=venue.name if space is None else f"{venue.name}, {space.name}",
        zone=venue.timezone,
        last_modified=changed,
        source=f"{public_url}/calendars/{path}.ics",
        url=f"{public_url}/{page}",
    )
