"""From an occurrence to its entry on a day sheet: what changed of it, where it is, and what its reader may know."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from booking.model import Booking, Observation, Occurrence, Space, Venue
from booking.rules.details import NOT_SAID
from booking.services.day_sheet import Change, Entry, UsedPart, UsedSpace, observed
from booking.services.publicity import is_named, visible
from booking.services.requests import Responsible, details_of
from booking.vocabulary import ENDED, BookingKind
from booking.wording import Text
from calendars.intervals import Interval
from calendars.occupancy import Hold

MINUTES_TO_CLEAN = 15
"""Assumed: what cleaning a room, or setting it up anew, takes at least."""
NEEDS_CLEANING = frozenset(
    {
        BookingKind.TOURNAMENT,
        BookingKind.PUBLIC_EVENT,
        BookingKind.MARKET,
        BookingKind.OVERNIGHT,
        BookingKind.PRIVATE,
    }
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What all entries of one sheet share, by occurrence (id). `first_times`: nobody of them was here before."""

    venue: Venue
    for_staff: bool
    period: Interval
    changed_since: datetime
    holds: Mapping[int, Sequence[Hold]]
    first_times: frozenset[int]
    too_short: Mapping[int, int]
    conditions: Mapping[int, tuple[Text, ...]]
    observations: Mapping[int, Sequence[Observation]]


def entry(row: Occurrence, sheet: Sheet) -> Entry:
    """The entry of an occurrence that has its booking, organization and spaces loaded."""
    booking, zone = row.booking, ZoneInfo(sheet.venue.timezone)
    start, end = row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)
    change = _change(row, sheet)
    named = sheet.for_staff or is_named(sheet.venue.names_users, booking.organization.kind, booking.kind)
    plain = Entry(
        ref=booking.ref,
        occurrence=row.original_local,
        start=start,
        end=end,
        arrive=(row.starts_at - timedelta(minutes=booking.setup_minutes)).astimezone(zone),
        leave=(row.ends_at + timedelta(minutes=booking.clear_up_minutes)).astimezone(zone),
        status=row.status,
        spaces=tuple(UsedSpace(f"{it.venue.slug}/{it.slug}", it.name, it.access) for it in row.spaces),
        parts=_parts(sheet, row.id),
        kind=booking.kind,
        audience=booking.audience,
        people=booking.people,
        layout=booking.layout,
        plan=plan(booking.layout, row.spaces),
        setup_minutes=booking.setup_minutes,
        clear_up_minutes=booking.clear_up_minutes,
        organization=booking.organization.name if named else "",
        activity=booking.activity if named else "",
        details=visible(details_of(booking.details)) if named else NOT_SAID,
        first_time=row.id in sheet.first_times,
        change=change,
        changed_at=(row.ended_at or row.changed_at).astimezone(zone) if change else None,
        minutes_to_next=sheet.too_short.get(row.id),
    )
    return _with_contact(plain, row, sheet) if sheet.for_staff else plain


def plan(layout: str | None, spaces: Iterable[Space]) -> str:
    """The plans of the layout in the spaces that have one."""
    layouts = (space.layouts.get(layout or "", {}) for space in spaces)
    return ", ".join(dict.fromkeys(layout["plan"] for layout in layouts if layout.get("plan")))


def too_short_to_clean(rows: Iterable[Occurrence], holds: Iterable[Hold]) -> Mapping[int, int]:
    """The minutes left before others come, by occurrence (id), where cleaning or another layout needs more."""
    booked = {row.id: row.booking for row in rows}
    short: dict[int, int] = {}
    for stays in _stays(holds):
        for (one, _, leave), (other, arrive, _) in pairwise(stays):
            minutes = max((arrive - leave) // timedelta(minutes=1), 0)
            if minutes < MINUTES_TO_CLEAN and _needs_time(booked[one], booked[other]):
                short[one] = min(minutes, short.get(one, minutes))
    return short


def _stays(holds: Iterable[Hold]) -> Iterable[Sequence[tuple[int, datetime, datetime]]]:
    """For each unit the occurrences on it in order, with arrival and departure."""
    units: dict[int, dict[int, tuple[datetime, datetime]]] = {}
    for hold in holds:
        stays = units.setdefault(hold.unit, {})
        arrive, leave = stays.get(hold.occurrence, (hold.start, hold.end))
        stays[hold.occurrence] = (min(arrive, hold.start), max(leave, hold.end))
    return [sorted(((it, *times) for it, times in stays.items()), key=lambda it: it[1:]) for stays in units.values()]


def _needs_time(one: Booking, other: Booking) -> bool:
    """Only between two different bookings: after what makes a mess, or where the furniture changes."""
    return one.id != other.id and (one.kind in NEEDS_CLEANING or (one.layout or "") != (other.layout or ""))


def _change(row: Occurrence, sheet: Sheet) -> Change | None:
    today = sheet.period.start <= row.starts_at < sheet.period.end
    moved = row.starts_local != row.original_local
    if row.status not in ENDED and not today and moved and _was_today(row, sheet):
        return Change.MOVED_AWAY
    if (row.ended_at or row.changed_at) < sheet.changed_since:
        return None
    if row.status in ENDED:
        return Change.CANCELLED
    if moved:
        return Change.MOVED
    if row.booking.created_at >= sheet.changed_since and row.booking.continues_id is None:
        return Change.NEW
    return Change.CHANGED


def _was_today(row: Occurrence, sheet: Sheet) -> bool:
    zone = ZoneInfo(sheet.venue.timezone)
    return row.original_local.date() == sheet.period.start.astimezone(zone).date()


def _parts(sheet: Sheet, occurrence: int) -> tuple[UsedPart, ...]:
    """The units whose lanes are held in part, with the lanes."""
    units = {unit.id: unit for unit in sheet.venue.units}
    cores = {(hold.unit, hold.lane_from, hold.lane_to) for hold in sheet.holds.get(occurrence, ()) if hold.core}
    return tuple(
        UsedPart(units[unit].name, lane_from, (lane_to or units[unit].lanes + 1) - 1)
        for unit, lane_from, lane_to in sorted(cores, key=lambda it: it[:2])
        if units[unit].lanes > 1
    )


def _with_contact(plain: Entry, row: Occurrence, sheet: Sheet) -> Entry:
    """The entry as those who work at the venue see it."""
    booking = row.booking
    return replace(
        plain,
        responsible=Responsible(booking.responsible_name, booking.responsible_phone),
        note=booking.note,
        details=details_of(booking.details),
        from_elsewhere=not booking.organization.local,
        conditions=sheet.conditions.get(row.id, ()),
        observations=tuple(observed(it, ZoneInfo(sheet.venue.timezone)) for it in sheet.observations.get(row.id, ())),
    )
