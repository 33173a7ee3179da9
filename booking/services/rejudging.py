"""Judging anew what is already booked, as it stands or with changes, without its being in its own way."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from booking.errors import Invalid
from booking.model import Booking, Occurrence
from booking.rules.facts import Time
from booking.services import judging, organizations, places, wanted
from booking.services.judging import Judgement
from booking.services.requests import Request, Responsible
from booking.wording import N_
from calendars.recurrence import Planned


def judge(session: Session, row: Booking, occurrences: Sequence[Occurrence], now: datetime) -> Judgement:
    """The judgement on these occurrences as they stand; their places in it are numbered as given."""
    times = tuple(time(number, it.starts_local, it.ends_local, row) for number, it in enumerate(occurrences))
    spaces = tuple(dict.fromkeys(f"{space.venue.slug}/{space.slug}" for it in occurrences for space in it.spaces))
    return changed(session, row, replace(request_of(row), spaces=spaces), times, {it.id for it in occurrences}, now)


def changed(
    session: Session, row: Booking, request: Request, times: tuple[Time, ...], replaced: set[int], now: datetime
) -> Judgement:
    """The judgement on a request that takes the place of the occurrences `replaced` (ids)."""
    organization = organizations.known(session, row.organization.slug)
    spaces = places.known(session, request.spaces)
    if any(space.timezone != row.timezone for space in spaces):
        raise Invalid.field("spaces", N_("The spaces lie in different time zones; book them one zone at a time."))
    return judging.judge(session, wanted.wanted(request, spaces, times), organization, now, ignoring=replaced)


def time(number: int, start: datetime, end: datetime, row: Booking) -> Time:
    """A local time of the booking as the rules see it."""
    return wanted.time(number, Planned(start, start, end), ZoneInfo(row.timezone))


def request_of(row: Booking) -> Request:
    """What the booking now asks for."""
    return Request(
        spaces=tuple(
            dict.fromkeys(f"{space.venue.slug}/{space.slug}" for it in row.occurrences for space in it.spaces)
        ),
        organization=row.organization.slug,
        activity=row.activity,
        people=row.people,
        start=row.starts_local.isoformat(timespec="minutes"),
        end=row.ends_local.isoformat(timespec="minutes"),
        kind=row.kind,
        audience=row.audience,
        track=row.track,
        rrule=row.rrule,
        responsible=Responsible(row.responsible_name, row.responsible_phone),
        layout=row.layout,
        setup_minutes=row.setup_minutes,
        clear_up_minutes=row.clear_up_minutes,
        lanes=row.lanes,
        note=row.note,
    )
