"""The weekly opening hours of a venue or a space: read, and replaced with a list of what then lies outside them."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.errors import Invalid, Stale
from booking.model import HoursPeriod, Venue
from booking.services import feed_editions, hours, journal, sites
from booking.services.actors import Actor, require
from booking.services.sites import Hit, Site
from booking.services.unit_of_work import reads, writes
from booking.vocabulary import RoleName
from booking.wording import N_, Text
from calendars.errors import CalendarError
from calendars.hours import WeeklyHours
from calendars.intervals import Interval, IntervalSet
from calendars.timetable import Timetable
from calendars.weekly_hours import by_precedence
from calendars.zone import dates_touched


@reads
def weekly_hours(session: Session, venue: str, space: str | None) -> Sequence[HoursPeriod]:
    """The periods in force of the venue, or those of the space itself, by first day."""
    return _periods(session, sites.find(session, venue, space))


@writes
def set_weekly_hours(
    session: Session,
    venue: str,
    space: str | None,
    periods: Sequence[WeeklyHours],
    actor: Actor,
    now: datetime,
    *,
    version: int | None = None,
    dry_run: bool = False,
) -> Sequence[Hit]:
    """Replace the weekly hours, and say which bookings then lie outside them; what was agreed stands all the same.

    Invalid where two periods have the same validity; NotAllowed for who does not work there. Stale if `version` is not
    the present `hours_version`.
    """
    at = sites.find(session, venue, space)
    require(actor.has_role(frozenset({at.venue.id}), RoleName.OFFICER, RoleName.ADMINISTRATOR))
    session.execute(select(Venue.id).where(Venue.id == at.venue.id).with_for_update(key_share=True))
    if version is not None and version != hours_version(_periods(session, at)):
        raise Stale(Text(N_("The opening hours were changed in the meantime; read them again.")))
    try:
        by_precedence(periods)
    except CalendarError as error:
        raise Invalid.field("periods", N_("Two periods are valid for the same days.")) from error
    hits = _outside(session, at, periods, now)
    if not dry_run:
        _replace(session, at, periods, now)
        feed_editions.mark_hours(session, at.venue.id, now)
        details = {"venue": venue, "space": space, "outside": [hit.occurrence for hit in hits]}
        journal.record(session, now, actor, "hours.changed", "venue", at.venue.id, details)
        sites.tell(session, now, "hours.changed", hits)
    return hits


def hours_version(periods: Sequence[HoursPeriod]) -> int:
    """Grows with every change of these periods; 0 where there are none."""
    return max((it.id for it in periods), default=0)


def _periods(session: Session, at: Site) -> Sequence[HoursPeriod]:
    return session.scalars(
        select(HoursPeriod)
        .where(
            HoursPeriod.venue_id == at.venue.id,
            HoursPeriod.space_id.is_not_distinct_from(at.space and at.space.id),
            HoursPeriod.withdrawn_at.is_(None),
        )
        .order_by(HoursPeriod.first_day, HoursPeriod.id)
    ).all()


def _replace(session: Session, at: Site, periods: Sequence[WeeklyHours], now: datetime) -> None:
    for row in _periods(session, at):
        row.withdrawn_at = now
    for period in periods:
        session.add(
            HoursPeriod(
                venue_id=at.venue.id,
                space_id=at.space and at.space.id,
                first_day=period.first_day,
                last_day=period.last_day,
                spans=[[span.weekday, span.opens, span.closes] for span in period.spans],
                created_at=now,
            )
        )


def _outside(session: Session, at: Site, periods: Sequence[WeeklyHours], now: datetime) -> Sequence[Hit]:
    """What is booked from now on in the spaces whose hours these are, and not covered by them."""
    content = tuple(
        (it.first_day, it.last_day, tuple((span.weekday, span.opens, span.closes) for span in it.spans))
        for it in periods
    )
    standing = hours.periods(session, {at.venue.id})
    if at.space is not None:
        content = content or standing.get((at.venue.id, None), ())
    table = hours.timetable(content, at.zone)
    theirs = {
        f"{at.venue.slug}/{space.slug}"
        for space in at.spaces
        if at.space is not None or (at.venue.id, space.id) not in standing
    }
    hits = (hit for hit in sites.hits(session, at, now, None) if hit.space in theirs)
    return [hit for hit in hits if not _open_throughout(table, hit, at.zone)]


def _open_throughout(table: Timetable, hit: Hit, zone: ZoneInfo) -> bool:
    wanted = Interval(hit.start, hit.end)
    return IntervalSet(each for day in dates_touched(wanted, zone) for each in table.on(day)).covers(wanted)
