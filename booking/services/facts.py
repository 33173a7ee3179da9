"""Gathering what the rules must know, in a number of queries that no number of rules, times or bookings changes."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from booking.model import NamedPeriod
from booking.model.statements import rows
from booking.rules import applying
from booking.rules.facts import Asked, Gather, Layout, Place, Standing
from booking.rules.rulebook import Rulebook
from booking.services import holders, hours, neighbours, parts, standing, use, years
from booking.services.holders import Others
from booking.services.hours import Hours
from booking.services.organizations import Known
from booking.services.places import KnownSpace
from booking.services.use import Held
from booking.services.wanted import Wanted
from calendars import holidays
from calendars.zone import dates_touched

_DAY = timedelta(days=1)
_PERIODS = (
    select(NamedPeriod.kind, NamedPeriod.name, NamedPeriod.first_day, NamedPeriod.last_day)
    .where(NamedPeriod.first_day <= bindparam("last"), NamedPeriod.last_day >= bindparam("first"))
    .order_by(NamedPeriod.first_day, NamedPeriod.id)
)


def told(
    session: Session, wanted: Wanted, organization: Known, now: datetime, asked_at: datetime | None = None
) -> Asked:
    """The request itself, and when its places are open: all that is known before anyone looks who else is there."""
    request = wanted.request
    first, last = span(wanted)
    today = now.astimezone(wanted.zone).date()
    return Asked(
        applicant=organization.applicant,
        activity=request.activity,
        kind=request.kind,
        audience=request.audience,
        people=request.people,
        track=request.track or organization.applicant.track,
        places=places(session, wanted),
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
        wait=request.wait,
        ask_officer=request.ask_officer,
        asked_at=asked_at,
        details=request.details,
        public_holidays=holidays.public_holidays(min(first, today), last + _DAY, wanted.zone),
        periods=_periods(session, min(first, today), last),
    )


def gathered(
    session: Session,
    plain: Asked,
    wanted: Wanted,
    organization: Known,
    rulebook: Rulebook,
    others: Others,
    ignoring: Collection[int] = (),
) -> Asked:
    """With `others`, who are in the way or beside, and what the rules in scope count. `ignoring` are occurrences that
    do not count, as the request replaces them.
    """
    needed = applying.gathers(rulebook, plain)
    first, last = span(wanted)
    own = organization.id
    used = not needed.isdisjoint((Gather.USED_DAYS, Gather.USED_TIMES))
    held = use.held(session, own, first, last, ignoring) if used else Held()
    taken, beside = holders.around(session, others, with_beside=Gather.BESIDE in needed)
    return replace(
        plain,
        taken=taken,
        beside=beside,
        parts=parts.free(session, wanted, ignoring) if taken else (),
        neighbours=neighbours.near(session, wanted, ignoring) if Gather.NEIGHBOURS in needed else (),
        used_days=held.days() if Gather.USED_DAYS in needed else (),
        used_times=held.times() if Gather.USED_TIMES in needed else (),
        coming_singles=use.coming_singles(session, own, plain.now, ignoring) if Gather.COMING_SINGLES in needed else 0,
        standing=_standing(session, organization, plain.now) if Gather.STANDING in needed else Standing(),
        years=years.of(session, wanted, ignoring) if Gather.YEARS in needed else (),
    )


def _standing(session: Session, organization: Known, now: datetime) -> Standing:
    return standing.of(session, organization.id, now) if organization.in_confidence else Standing()


def span(wanted: Wanted) -> tuple[date, date]:
    """The first and the last local day of the times asked for."""
    days = [it.start_local.date() for it in wanted.times]
    return min(days), max(it.end_local.date() for it in wanted.times)


def places(session: Session, wanted: Wanted) -> tuple[Place, ...]:
    """The spaces, open as they are on every local day that one of the times lies on."""
    days = {day for it in wanted.times for day in dates_touched(it.interval, wanted.zone)}
    open_hours = hours.of_spaces(session, wanted.spaces, days)
    return tuple(place(space, open_hours[space.id]) for space in wanted.spaces)


def place(space: KnownSpace, open_hours: Hours) -> Place:
    """The space as the rules see it, open at these hours."""
    return Place(
        space=space.ref,
        name=space.name,
        venue=space.venue,
        venue_kind=space.venue_kind,
        kind=space.kind,
        capacity=space.capacity,
        minimum=space.minimum,
        lanes=min(space.unit_lanes.values(), default=1),
        whole=all(need.lanes is None for need in space.needs),
        access=space.access,
        tags=space.tags,
        layouts={name: Layout(**layout) for name, layout in space.layouts.items()},
        not_bookable=space.not_bookable,
        openings=open_hours.openings,
        closings=open_hours.closings,
        open=open_hours.open,
        reopened=open_hours.reopened,
    )


def _periods(session: Session, first: date, last: date) -> tuple[tuple[str, holidays.NamedPeriod], ...]:
    found = rows(session, _PERIODS, {"first": first, "last": last})
    return tuple((row.kind, holidays.NamedPeriod(row.name, row.first_day, row.last_day)) for row in found)
