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
from booking.services.requests import Request, Responsible, details_of
from booking.wording import N_
from calendars.recurrence import Planned


def judge(
    session: Session, row: Booking, occurrences: Sequence[Occurrence], now: datetime, *, anew: bool = False
) -> Judgement:
    """The judgement on these occurrences as they stand; their places in it are numbered as given.

    What was asked for in time is in time, however late it is decided; unless it is judged as if asked for `anew`.
    """
    times = tuple(time(number, it.starts_local, it.ends_local, row) for number, it in enumerate(occurrences))
    spaces = tuple(dict.fromkeys(f"{space.venue.slug}/{space.slug}" for it in occurrences for space in it.spaces))
    request, replaced = replace(request_of(row), spaces=spaces), {it.id for it in occurrences}
    return changed(session, row, request, times, replaced, now, None if anew else asked_at(row))


def changed(
    session: Session,
    row: Booking,
    request: Request,
    times: tuple[Time, ...],
    replaced: set[int],
    now: datetime,
    asked_at: datetime | None = None,
) -> Judgement:
    """The judgement on a request that takes the place of the occurrences `replaced` (ids); made now if not before."""
    organization = organizations.known(session, row.organization.slug)
    spaces = places.known(session, request.spaces)
    if any(space.timezone != row.timezone for space in spaces):
        raise Invalid.field("spaces", N_("The spaces lie in different time zones; book them one zone at a time."))
    wish = wanted.wanted(request, spaces, times)
    return judging.judge(session, wish, organization, now, ignoring=replaced, asked_at=asked_at)


def asked_at(row: Booking) -> datetime:
    """When it was last asked for."""
    return row.asked_at or row.created_at


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
        lanes=row.request.get("lanes", row.lanes),
        note=row.note,
        details=details_of(row.details),
    )
