"""What a private feed shows: what its owner may see at the moment when it is read, and nothing once that has ended."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from booking.errors import Gone, NotFound
from booking.model import Journal, Person, PrivateFeed, Venue
from booking.services import private_events, tokens
from booking.services.actors import Actor
from booking.services.feed_frames import (
    BOOKINGS_COLOR,
    MONTHS_AHEAD,
    MONTHS_BACK,
    PRODUCT,
    SETTLING,
    SOON,
    Feed,
)
from booking.services.private_times import Scope
from booking.services.unit_of_work import reads
from booking.services.wording import say
from booking.wording import N_, Text
from calendars import ical
from calendars.ical import CalendarHeader
from calendars.intervals import Interval
from calendars.zone import days, to_wall

VENUES_MONTHS_BACK, VENUES_MONTHS_AHEAD = 1, 6
"""A caretaker plans ahead less far than a club, and need not carry about whom to call of what is long past."""

_OF_ORGANIZATION = N_("What {shown} has booked, and who is responsible.")
_OF_VENUES = N_("What goes on at {shown}: who comes, who is responsible, how they get in and what is to be made ready.")
_SECRET = N_("Keep the address to yourself: whoever has it sees all of this.")

_BY_DIGEST = select(PrivateFeed).options(
    joinedload(PrivateFeed.organization),
    joinedload(PrivateFeed.person).selectinload(Person.roles),
    joinedload(PrivateFeed.person).selectinload(Person.memberships),
    selectinload(PrivateFeed.venues),
)


@reads
def read(session: Session, token: str, public_url: str, zone: ZoneInfo, now: datetime) -> Feed:
    """The calendar at the address with this token, in its owner's language; its days are those of `zone`.

    NotFound for an unknown token; Gone for one that was revoked, or whose owner no longer has a right to any of it. The
    number of queries does not depend on the number of events. Nothing is written.
    """
    row = session.scalar(_BY_DIGEST.where(PrivateFeed.digest == tokens.digest(token)))
    if row is None:
        raise NotFound(N_("calendar"), "…")
    if row.revoked_at is not None:
        raise Gone(Text(N_("This calendar was revoked. It shows nothing any more.")))
    scope = _scope(row)
    today = to_wall(now, zone).date()
    found = private_events.events(session, scope, _period(row, today, zone), now, row.person.language)
    changed = max([row.created_at, *(entry.stamp for entry in found)])
    shown = _shown(session, row, scope)
    header = CalendarHeader(
        product=PRODUCT,
        name=row.label or shown,
        zone=zone.key,
        last_modified=changed,
        description=_description(row, shown),
        color=BOOKINGS_COLOR,
        url=public_url,
    )
    zones = {entry.zone for entry in found if entry.zone is not None}
    text = ical.calendar_text(header, map(ical.event_text, found), zones)
    return Feed(text, _modified(session, row.person, max(changed, days(today, today, zone).start), now))


def _scope(row: PrivateFeed) -> Scope:
    """What of the chosen the owner still may see. Gone for nothing."""
    owner = _actor(row.person)
    if row.organization is not None:
        scope = Scope(organization=row.organization.id if row.organization.id in owner.organizations else None)
    else:
        chosen = [it.id for it in row.venues] or owner.own_venues
        scope = Scope(venues=frozenset(it for it in chosen if owner.works_at(frozenset({it}))))
    if scope.organization is None and not scope.venues:
        raise Gone(Text(N_("You no longer have access to what this calendar showed.")))
    return scope


def _actor(owner: Person) -> Actor:
    return Actor(
        owner.id,
        owner.name,
        owner.email,
        frozenset(it.organization_id for it in owner.memberships if it.ended_at is None),
        frozenset((it.name, it.venue_id) for it in owner.roles if it.ended_at is None),
    )


def _period(row: PrivateFeed, today: date, zone: ZoneInfo) -> Interval:
    back, ahead = (MONTHS_BACK, MONTHS_AHEAD) if row.organization else (VENUES_MONTHS_BACK, VENUES_MONTHS_AHEAD)
    return days(today - relativedelta(months=back), today + relativedelta(months=ahead), zone)


def _shown(session: Session, row: PrivateFeed, scope: Scope) -> str:
    """Whose bookings they are: the organization, or the venues."""
    if row.organization is not None:
        return row.organization.name
    names = select(Venue.name).where(Venue.id.in_(scope.venues)).order_by(Venue.name)
    return ", ".join(session.scalars(names))


def _description(row: PrivateFeed, shown: str) -> str:
    what = _OF_ORGANIZATION if row.organization is not None else _OF_VENUES
    texts = (Text(what, {"shown": shown}), Text(SOON), Text(_SECRET))
    return " ".join(say(text, row.person.language) for text in texts)


def _modified(session: Session, owner: Person, changed: datetime, now: datetime) -> datetime:
    """As services.feed_frames has it, and no earlier than the end of any right of the owner's."""
    acted = session.scalar(select(Journal.at).order_by(Journal.id.desc()).limit(1)) or changed
    ended = [*(it.ended_at for it in owner.roles), *(it.ended_at for it in owner.memberships)]
    return min(max(changed, acted, *(it for it in ended if it is not None)), now - SETTLING)
