"""What a private feed shows: what its owner may see at the moment when it is read, and nothing once that has ended."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from booking.errors import Gone, NotFound
from booking.model import Person, PrivateFeed
from booking.services import private_events, private_frames, private_versions, tokens
from booking.services.actors import Actor
from booking.services.feed_bodies import Body
from booking.services.feed_frames import MONTHS_AHEAD, MONTHS_BACK, Feed, promised
from booking.services.feed_serving import Served
from booking.services.private_times import Scope
from booking.services.private_versions import Version
from booking.services.unit_of_work import reads
from booking.wording import N_, Text
from calendars import ical
from calendars.intervals import Interval
from calendars.zone import days, to_wall

VENUES_MONTHS_BACK, VENUES_MONTHS_AHEAD = 1, 6
"""A caretaker plans ahead less far than a club, and need not carry about whom to call of what is long past."""

_BY_DIGEST = select(PrivateFeed).options(
    joinedload(PrivateFeed.organization),
    joinedload(PrivateFeed.person).joinedload(Person.roles),
    joinedload(PrivateFeed.person).joinedload(Person.memberships),
    joinedload(PrivateFeed.venues),
)


@reads
def served(
    session: Session,
    token: str,
    public_url: str,
    zone: ZoneInfo,
    now: datetime,
    is_known: Callable[[str, datetime], bool],
) -> Served:
    """The calendar at the address with this token, in its owner's language, unless its reader knows this tag and date:
    then two queries are enough. Its days are those of `zone`.

    NotFound for an unknown token; Gone for one that was revoked, or whose owner no longer has a right to any of it:
    both before anything else, whatever the reader knows. The number of queries does not depend on the number of events.
    Nothing is written, and nothing is kept.
    """
    row = session.scalars(_BY_DIGEST.where(PrivateFeed.digest == tokens.digest(token))).unique().one_or_none()
    if row is None:
        raise NotFound(N_("calendar"), "…")
    if row.revoked_at is not None:
        raise Gone(Text(N_("This calendar was revoked. It shows nothing any more.")))
    scope = _scope(row)
    today = to_wall(now, zone).date()
    period = _period(row, today, zone)
    said = (row.id, row.label, row.person.language, public_url, zone.key)
    version = private_versions.version_of(session, scope, period, now, *said)
    since = _modified(row, version, days(today, today, zone).start, now)
    if is_known(version.tag, since):
        return Served(version.tag, since, None)
    found = private_events.events(session, scope, period, now, row.person.language, public_url)
    header = private_frames.header(session, row, scope, [it.stamp for it in found], public_url, zone)
    text = ical.calendar_text(header, map(ical.event_text, found), {it.zone for it in found if it.zone is not None})
    return Served(version.tag, since, Body(text.encode()))


def read(token: str, public_url: str, zone: ZoneInfo, now: datetime) -> Feed:
    """The calendar's text, for one who has none."""
    found = served(token, public_url, zone, now, lambda tag, since: False)
    assert found.body is not None
    return Feed(found.body.plain.decode(), found.last_modified)


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


def _modified(row: PrivateFeed, version: Version, midnight: datetime, now: datetime) -> datetime:
    """The last change; no earlier than the end of any right of the owner's."""
    ended = [*(it.ended_at for it in row.person.roles), *(it.ended_at for it in row.person.memberships)]
    moments = (row.created_at, midnight, version.acted_at, *ended)
    return promised(max(it for it in moments if it is not None), now)
