"""Gathering what the rules must know, in a number of queries that no number of rules, times or bookings changes."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from booking.model import Booking, NamedPeriod, Occurrence
from booking.model.statements import one_of, rows
from booking.rules import engine
from booking.rules.facts import Asked, Gather, Holder, Layout, Place, Taken, UsedDay
from booking.rules.rulebook import Rulebook
from booking.services import hours
from booking.services.hours import Hours
from booking.services.organizations import Known
from booking.services.places import KnownSpace
from booking.services.wanted import Wanted
from booking.vocabulary import HOLDING
from calendars import holidays
from calendars.intervals import Interval
from calendars.occupancy import Clash
from calendars.zone import dates_touched

MIDNIGHT = time()

_PERIODS = (
    select(NamedPeriod.kind, NamedPeriod.name, NamedPeriod.first_day, NamedPeriod.last_day)
    .where(NamedPeriod.first_day <= bindparam("last"), NamedPeriod.last_day >= bindparam("first"))
    .order_by(NamedPeriod.first_day, NamedPeriod.id)
)
_LOCAL_DAY = func.date(Occurrence.starts_local)
_OWN = (
    Booking.organization_id == bindparam("organization"),
    Occurrence.status.in_(HOLDING),
    ~one_of(Occurrence.id, "ignoring"),
)
_USED_DAYS = (
    select(_LOCAL_DAY.label("day"), func.sum(Occurrence.minutes).label("minutes"), func.count().label("occurrences"))
    .join(Occurrence.booking)
    .where(*_OWN, Occurrence.starts_local >= bindparam("start"), Occurrence.starts_local < bindparam("end"))
    .group_by(_LOCAL_DAY)
    .order_by(_LOCAL_DAY)
)
_COMING_SINGLES = (
    select(func.count())
    .select_from(Occurrence)
    .join(Occurrence.booking)
    .where(*_OWN, Booking.rrule.is_(None), Occurrence.starts_at >= bindparam("now"))
)


def asked(
    session: Session,
    wanted: Wanted,
    organization: Known,
    rulebook: Rulebook,
    now: datetime,
    clashes: dict[int, Clash],
    ignoring: Collection[int] = (),
) -> Asked:
    """Everything about the request. `clashes` has what stands in the way of each taken time; `ignoring` are occurrences
    that do not count, as the request replaces them."""
    request = wanted.request
    first, last = span(wanted)
    today = now.astimezone(wanted.zone).date()
    open_hours = hours.of_spaces(session, wanted.spaces, _days(wanted))
    plain = Asked(
        applicant=organization.applicant,
        activity=request.activity,
        kind=request.kind,
        audience=request.audience,
        people=request.people,
        track=request.track or organization.applicant.track,
        places=tuple(_place(space, open_hours[space.id]) for space in wanted.spaces),
        times=wanted.times,
        now=now,
        zone=wanted.zone,
        layout=request.layout,
        lanes=request.lanes,
        setup_minutes=wanted.setup_minutes,
        clear_up_minutes=wanted.clear_up_minutes,
        responsible_name=request.responsible.name,
        responsible_phone=request.responsible.phone,
        series=wanted.is_series,
        taken=_taken(session, clashes),
        public_holidays=holidays.public_holidays(min(first, today), last, wanted.zone),
        periods=_periods(session, first, last),
    )
    needed = engine.gathers(rulebook, plain)
    return replace(
        plain,
        used_days=_used_days(session, organization.id, first, last, ignoring) if Gather.USED_DAYS in needed else (),
        coming_singles=_coming_singles(session, organization.id, now, ignoring)
        if Gather.COMING_SINGLES in needed
        else 0,
    )


def span(wanted: Wanted) -> tuple[date, date]:
    """The first and the last local day of the times asked for."""
    days = [it.start_local.date() for it in wanted.times]
    return min(days), max(it.end_local.date() for it in wanted.times)


def _days(wanted: Wanted) -> set[date]:
    """Every local day that one of the times lies on."""
    return {day for it in wanted.times for day in dates_touched(it.interval, wanted.zone)}


def _place(space: KnownSpace, open_hours: Hours) -> Place:
    return Place(
        space=space.ref,
        name=space.name,
        venue=space.venue,
        venue_kind=space.venue_kind,
        kind=space.kind,
        capacity=space.capacity,
        minimum=space.minimum,
        lanes=min(space.unit_lanes.values(), default=1),
        access=space.access,
        tags=space.tags,
        layouts={name: Layout(**layout) for name, layout in space.layouts.items()},
        not_bookable=space.not_bookable,
        openings=open_hours.openings,
        closings=open_hours.closings,
        open=open_hours.open,
        reopened=open_hours.reopened,
    )


def _taken(session: Session, clashes: dict[int, Clash]) -> tuple[Taken, ...]:
    """The clashes with what may be told of those in the way. One query, none without clashes."""
    if not clashes:
        return ()
    holders = _holders(session, {hold.occurrence for clash in clashes.values() for hold in clash.in_the_way})
    return tuple(
        Taken(
            index,
            tuple(holders[number] for number in _in_order(clash) if number in holders),
            sum(shortage.lanes_short for shortage in clash.shortages),
        )
        for index, clash in clashes.items()
    )


def _in_order(clash: Clash) -> Iterable[int]:
    """Each occurrence in the way once, by when it begins."""
    by_start = sorted(clash.in_the_way, key=lambda hold: (hold.start, hold.occurrence))
    return dict.fromkeys(hold.occurrence for hold in by_start)


def _holders(session: Session, occurrences: Collection[int]) -> dict[int, Holder]:
    found = session.execute(
        select(
            Occurrence.id,
            Booking.ref,
            Occurrence.starts_at,
            Occurrence.ends_at,
            Booking.track,
            Booking.kind,
            Booking.audience,
            Occurrence.status,
            Booking.people,
            Occurrence.expires_at,
        )
        .join(Occurrence.booking)
        .where(Occurrence.id.in_(occurrences))
    )
    return {
        row.id: Holder(
            row.id,
            row.ref,
            Interval(row.starts_at, row.ends_at),
            row.track,
            row.kind,
            row.audience,
            row.status,
            row.people,
            row.expires_at,
        )
        for row in found
    }


def _periods(session: Session, first: date, last: date) -> tuple[tuple[str, holidays.NamedPeriod], ...]:
    found = rows(session, _PERIODS, {"first": first, "last": last})
    return tuple((row.kind, holidays.NamedPeriod(row.name, row.first_day, row.last_day)) for row in found)


def _used_days(
    session: Session, organization: int, first: date, last: date, ignoring: Collection[int]
) -> tuple[UsedDay, ...]:
    """What the organization holds on each local day of the ISO weeks that the request touches."""
    monday = first - timedelta(days=first.weekday())
    next_monday = last + timedelta(days=7 - last.weekday())
    given = {
        "organization": organization,
        "start": datetime.combine(monday, MIDNIGHT),
        "end": datetime.combine(next_monday, MIDNIGHT),
        "ignoring": list(ignoring),
    }
    # SQLite has no dates of its own and answers with text.
    return tuple(
        UsedDay(date.fromisoformat(str(row.day)), row.minutes, row.occurrences)
        for row in rows(session, _USED_DAYS, given)
    )


def _coming_singles(session: Session, organization: int, now: datetime, ignoring: Collection[int]) -> int:
    """How many single bookings, not series, the organization holds from now on."""
    given = {"organization": organization, "now": now, "ignoring": list(ignoring)}
    [(number,)] = rows(session, _COMING_SINGLES, given)
    return int(number)
