"""Closing, reopening and opening hours: said once, with a list of the bookings it hits before it takes effect."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import insert, or_, select
from sqlalchemy.orm import Session

from booking.errors import Invalid, NotFound, Stale
from booking.model import (
    Booking,
    Closure,
    HoursPeriod,
    Occurrence,
    OccurrenceSpace,
    Organization,
    Space,
    SpacePart,
    Venue,
)
from booking.services import hours, journal, letting_go, places
from booking.services.actors import Actor, require
from booking.services.unit_of_work import reads, writes
from booking.vocabulary import HOLDING, ClosureKind, RoleName, Status
from booking.wording import N_, Text
from calendars.errors import CalendarError
from calendars.hours import WeeklyHours
from calendars.intervals import Interval, IntervalSet
from calendars.timetable import Timetable
from calendars.weekly_hours import by_precedence
from calendars.zone import dates_touched

_STAFF = (RoleName.CARETAKER, RoleName.OFFICER, RoleName.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Hit:
    """An occurrence that a closure, or new hours, would leave in closed time. `start` and `end` in the venue's zone."""

    occurrence: int
    booking: str
    organization: str
    activity: str
    space: str
    start: datetime
    end: datetime
    status: Status


@dataclass(frozen=True, slots=True)
class Site:
    """A venue, or one of its spaces, that hours and closures are about."""

    venue: Venue
    space: Space | None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.venue.timezone)

    @property
    def spaces(self) -> Sequence[Space]:
        return [self.space] if self.space is not None else self.venue.spaces


@dataclass(frozen=True, slots=True)
class Closing:
    """What to close or reopen: whole local days (both included) if `all_day`, else from start to end, aware."""

    interval: Interval
    all_day: bool
    reason: str
    kind: ClosureKind = ClosureKind.CLOSED


@reads
def weekly_hours(session: Session, venue: str, space: str | None) -> Sequence[HoursPeriod]:
    """The periods in force of the venue, or those of the space itself, by first day; none means they are not its
    own.
    """
    return _periods(session, site(session, venue, space))


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
    at = site(session, venue, space)
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
        details = {"venue": venue, "space": space, "outside": [hit.occurrence for hit in hits]}
        journal.record(session, now, actor, "hours.changed", "venue", at.venue.id, details)
        _tell(session, now, "hours.changed", hits)
    return hits


def hours_version(periods: Sequence[HoursPeriod]) -> int:
    """Grows with every change of these periods; 0 where there are none."""
    return max((it.id for it in periods), default=0)


@reads
def closures(session: Session, venue: str, space: str | None, now: datetime) -> Sequence[Closure]:
    """The closures and reopenings of the venue, or of the space, that are not over, by start."""
    at = site(session, venue, space)
    query = select(Closure).where(
        Closure.venue_id == at.venue.id, Closure.withdrawn_at.is_(None), Closure.ends_at > now
    )
    if at.space is not None:
        query = query.where(or_(Closure.space_id.is_(None), Closure.space_id == at.space.id))
    return session.scalars(query.order_by(Closure.starts_at, Closure.id)).all()


@writes
def close(
    session: Session,
    venue: str,
    space: str | None,
    closing: Closing,
    actor: Actor,
    now: datetime,
    *,
    dry_run: bool = False,
) -> tuple[int | None, Sequence[Hit]]:
    """Close or reopen; the closure's id (None in a dry run) and whom it hits. Those hit are displaced and told.

    Said twice, it is done once.
    """
    at = site(session, venue, space)
    require(actor.has_role(frozenset({at.venue.id}), *_STAFF))
    if not closing.reason.strip():
        raise Invalid.field("reason", N_("A closure states its reason."))
    places.lock_units(session, _concerned(session, at))
    hits = _within(session, at, closing.interval, now) if closing.kind is ClosureKind.CLOSED else ()
    if dry_run:
        return None, hits
    if standing := _standing(session, at, closing):
        return standing, hits
    number = _insert(session, at, closing, actor, now)
    _displace(session, hits, closing.reason, actor, now)
    details = {"closure": number, "venue": venue, "space": space, "hits": [hit.occurrence for hit in hits]}
    journal.record(session, now, actor, f"closure.{closing.kind}", "venue", at.venue.id, details)
    _tell(session, now, "closure.displaced", hits)
    return number, hits


@writes
def withdraw(session: Session, venue: str, space: str | None, number: int, actor: Actor, now: datetime) -> None:
    """Take back a closure. Those it displaced are not brought back: others may be there by now. NotFound."""
    at = site(session, venue, space)
    require(actor.has_role(frozenset({at.venue.id}), *_STAFF))
    row = session.get(Closure, number)
    if row is None or row.venue_id != at.venue.id or row.withdrawn_at is not None:
        raise NotFound(N_("closure"), str(number))
    row.withdrawn_at = now
    journal.record(session, now, actor, "closure.withdrawn", "venue", at.venue.id, {"closure": number})


def site(session: Session, venue: str, space: str | None) -> Site:
    if space is None:
        return Site(places.find_venue(session, venue), None)
    row = places.find_space(session, venue, space)
    return Site(row.venue, row)


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


def _standing(session: Session, at: Site, closing: Closing) -> int | None:
    """The closure (id) that says just this already."""
    return session.scalar(
        select(Closure.id).where(
            Closure.venue_id == at.venue.id,
            Closure.space_id.is_not_distinct_from(at.space and at.space.id),
            Closure.kind == closing.kind,
            Closure.starts_at == closing.interval.start,
            Closure.ends_at == closing.interval.end,
            Closure.reason == closing.reason.strip(),
            Closure.withdrawn_at.is_(None),
        )
    )


def _insert(session: Session, at: Site, closing: Closing, actor: Actor, now: datetime) -> int:
    return session.execute(
        insert(Closure)
        .values(
            venue_id=at.venue.id,
            space_id=at.space and at.space.id,
            kind=closing.kind,
            starts_at=closing.interval.start,
            ends_at=closing.interval.end,
            all_day=closing.all_day,
            reason=closing.reason.strip(),
            created_at=now,
            created_by=actor.person,
        )
        .returning(Closure.id)
    ).scalar_one()


def _outside(session: Session, at: Site, periods: Sequence[WeeklyHours], now: datetime) -> Sequence[Hit]:
    """What is booked from now on and not covered by the new hours."""
    content = tuple(
        (it.first_day, it.last_day, tuple((span.weekday, span.opens, span.closes) for span in it.spans))
        for it in periods
    )
    table = hours.timetable(content, at.zone)
    return [hit for hit in _hits(session, at, now, None) if not _open_throughout(table, hit, at.zone)]


def _open_throughout(table: Timetable, hit: Hit, zone: ZoneInfo) -> bool:
    wanted = Interval(hit.start, hit.end)
    return IntervalSet(each for day in dates_touched(wanted, zone) for each in table.on(day)).covers(wanted)


def _within(session: Session, at: Site, closed: Interval, now: datetime) -> Sequence[Hit]:
    return _hits(session, at, max(now, closed.start), closed.end) if closed.end > now else ()


def _hits(session: Session, at: Site, first: datetime, last: datetime | None) -> Sequence[Hit]:
    """What holds its place at the site and lasts beyond `first` and, if there is one, begins before `last`."""
    rows = session.execute(
        select(
            Occurrence.id,
            Booking.ref,
            Organization.name.label("organization"),
            Booking.activity,
            Space.slug,
            Occurrence.starts_at,
            Occurrence.ends_at,
            Occurrence.status,
        )
        .join(Occurrence.booking)
        .join(Booking.organization)
        .join(OccurrenceSpace, OccurrenceSpace.occurrence_id == Occurrence.id)
        .join(Space, Space.id == OccurrenceSpace.space_id)
        .where(
            Space.id.in_(_concerned(session, at)),
            Occurrence.status.in_(HOLDING),
            Occurrence.ends_at > first,
            *([Occurrence.starts_at < last] if last is not None else []),
        )
        .order_by(Occurrence.starts_at, Occurrence.id)
    )
    return [
        Hit(
            row.id,
            row.ref,
            row.organization,
            row.activity,
            f"{at.venue.slug}/{row.slug}",
            row.starts_at.astimezone(at.zone),
            row.ends_at.astimezone(at.zone),
            row.status,
        )
        for row in rows
    ]


def _concerned(session: Session, at: Site) -> set[int]:
    """The spaces (ids) that cannot be used while the site is closed: its own, and those that share a unit it has
    whole.
    """
    own = {space.id for space in at.spaces}
    units = {unit for held in hours.whole_units(session, own).values() for unit in held}
    return own | set(session.scalars(select(SpacePart.space_id).where(SpacePart.unit_id.in_(units))))


def _displace(session: Session, hits: Sequence[Hit], reason: str, actor: Actor, now: datetime) -> None:
    if not hits:
        return
    numbers = {hit.occurrence for hit in hits}
    letting_go.let_go(session, numbers, Status.DISPLACED, reason, actor, now)
    bookings = select(Occurrence.booking_id).where(Occurrence.id.in_(numbers)).distinct()
    letting_go.touch(session, session.scalars(bookings).all(), now)


def _tell(session: Session, now: datetime, topic: str, hits: Sequence[Hit]) -> None:
    by_booking: dict[str, list[int]] = {}
    for hit in hits:
        by_booking.setdefault(hit.booking, []).append(hit.occurrence)
    for ref, occurrences in by_booking.items():
        journal.tell(session, now, topic, {"ref": ref, "occurrences": occurrences})
