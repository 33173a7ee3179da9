"""Which events a venue's or a space's public calendar has, and what each says: never a person."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import groupby
from typing import TypeAlias
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from booking.model import Space
from booking.services import feed_times, occupancy
from booking.services.feed_frames import Place
from booking.services.feed_texts import Texts, Written
from booking.services.feed_times import OFF, Found, Names
from booking.services.publicity import is_named
from booking.services.wording import gettext, say
from booking.vocabulary import Status
from booking.wording import N_, Text
from calendars import ical
from calendars.ical import Entry
from calendars.intervals import Interval, IntervalSet
from calendars.occupancy import Need
from calendars.recurrence import Recurrence
from calendars.series_events import Instance, series_events
from calendars.zone import to_wall

LANGUAGE = "da"
"""A calendar is read by many, so it has one language."""
_CALLED_OFF = N_("CANCELLED:")
"""Some programs show what is cancelled as if it were not: the word in front is what saves the reader."""


Spaces: TypeAlias = tuple[Found, ...]
Times: TypeAlias = tuple[tuple[Found, Spaces], ...]
"""What is shown of one booking: each time with its spaces there."""

texts = Texts(most=4096)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the events of a place have in common; `space` is the id of the one whose calendar it is."""

    space: int | None
    names_users: bool
    address: str
    geo: tuple[float, float] | None


def events(session: Session, place: Place, period: Interval, own_only: bool, now: datetime) -> Sequence[Written]:
    """What holds its place, of every booking that does so in the period, and what was called off and still lies ahead;
    of a space, also what blocks it unless `own_only`. Booking by booking; at most three queries.
    """
    found = feed_times.times(session, place, period)
    names = feed_times.spaces(session, place, found)
    shown = [row for row in found if row.id in names and _is_shown(row, place, names, now)]
    if place.space is not None:
        own = place.space.id
        blocking = set() if own_only else _blocking(session, place.space, [row for row in shown if not _is_off(row)])
        shown = [row for row in shown if own in names[row.id] or row.id in blocking]
    frame = _frame(place)
    return [texts.find(_key(times, frame), partial(_written, times, frame)) for times in _groups(shown, names)]


def _key(times: Times, frame: Frame) -> Hashable:
    """All that the text of a booking depends on: what else it says has another `sequence` when it is another."""
    first = times[0][0]
    shown = tuple(
        (row.id, row.status, *(it.name for it in spaces), *(it.shares for it in spaces)) for row, spaces in times
    )
    own = frame.space is None or tuple(frame.space in {it.id for it in spaces} for _, spaces in times)
    return first.uid, first.sequence, first.organization, first.organization_kind, frame, own, shown


def _frame(place: Place) -> Frame:
    venue = place.venue
    geo = None if venue.latitude is None or venue.longitude is None else (venue.latitude, venue.longitude)
    return Frame(place.space.id if place.space else None, venue.names_users, place.address, geo)


def _is_shown(row: Found, place: Place, names: Mapping[int, Names], now: datetime) -> bool:
    """What is called off is shown until its day is past, but nobody needs to know that it no longer is in the way."""
    if _is_off(row):
        own = place.space is None or place.space.id in names[row.id]
        return own and row.ends_local.date() >= _today(now, place)
    return not _expired(row, now)


def _today(now: datetime, place: Place) -> date:
    return to_wall(now, place.zone).date()


def _is_off(row: Found) -> bool:
    return row.status in OFF


def _expired(row: Found, now: datetime) -> bool:
    """Whether it is held for a decision that did not come in time, so that anybody may have the place."""
    return row.status is Status.HELD and row.expires_at is not None and row.expires_at <= now


def _blocking(session: Session, space: Space, shown: Sequence[Found]) -> Collection[int]:
    """Which of these (ids) keep others from the space: all, but of lanes only where too few are left."""
    if not shown or all(part.lanes is None for part in space.parts):
        return {row.id for row in shown}
    period = Interval(min(row.starts_at for row in shown), max(row.ends_at for row in shown))
    unit_lanes = {part.unit_id: part.unit.lanes for part in space.parts}
    needs = [Need(part.unit_id, part.lanes) for part in space.parts]
    free = occupancy.held(session, unit_lanes, [period]).gaps(needs, unit_lanes, IntervalSet([period]))
    full = IntervalSet([period]) - free
    return {row.id for row in shown if full & IntervalSet([Interval(row.starts_at, row.ends_at)])}


def _groups(shown: Iterable[Found], names: Mapping[int, Names]) -> Iterator[Times]:
    """The times booking by booking, each with its spaces."""
    for _, group in groupby(shown, key=lambda row: row.booking_id):
        yield tuple((row, tuple(names[row.id].values())) for row in group)


def _written(times: Times, frame: Frame) -> Written:
    """One event a booking, where it is a series that its rule says; else one a time."""
    first = times[0][0]
    entries: Sequence[Entry] = [_entry(row, spaces, frame) for row, spaces in times]
    if first.rrule is not None:
        zone = ZoneInfo(first.timezone)
        instances = [Instance(row.original_local, entry) for (row, _), entry in zip(times, entries, strict=True)]
        entries = series_events(first.uid, Recurrence.parse(first.rrule, zone), zone, instances)
    return Written("".join(map(ical.event_text, entries)), first.timezone)


def _entry(row: Found, spaces: Spaces, frame: Frame) -> Entry:
    """The event of one time by itself. Its UID is made of the booking's and its own number, and outlives every move."""
    zone = ZoneInfo(row.timezone)
    crosses = row.starts_at.astimezone(zone).utcoffset() != row.ends_at.astimezone(zone).utcoffset()
    own = frame.space is None or any(it.id == frame.space for it in spaces)
    named = own and is_named(frame.names_users, row.organization_kind, row.kind)
    summary = f"{row.organization}: {row.activity}" if named else _taken(spaces, own)
    return Entry(
        uid=f"{row.uid}-{row.id}",
        sequence=row.sequence,
        stamp=row.changed_at,
        created=row.created_at,
        start=row.starts_at if crosses else row.starts_local,
        end=row.ends_at if crosses else row.ends_local,
        zone=row.timezone,
        summary=f"{gettext(_CALLED_OFF, LANGUAGE)} {summary}" if _is_off(row) else summary,
        location=", ".join(part for part in (" + ".join(it.name for it in spaces), frame.address) if part),
        geo=frame.geo,
        categories=(say(Text("{kind}", {"kind": row.kind}), LANGUAGE),) if named else (),
        status=_status(row.status),
    )


def _status(status: Status) -> ical.Status:
    if status in OFF:
        return ical.Status.CANCELLED
    return ical.Status.TENTATIVE if status is Status.HELD else ical.Status.CONFIRMED


def _taken(spaces: Spaces, own: bool) -> str:
    if own:
        return gettext(N_("Taken"), LANGUAGE)
    in_the_way = [it.name for it in spaces if it.shares] or [it.name for it in spaces]
    return say(Text(N_("Taken ({spaces})"), {"spaces": ", ".join(in_the_way)}), LANGUAGE)
