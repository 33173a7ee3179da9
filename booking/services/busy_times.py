"""Who holds which unit or lane when, as everyone may know it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from booking.model import Booking, Occurrence, OccurrenceSpace, Organization, Space, Unit, Venue
from booking.model.statements import one_of, rows
from booking.services import occupancy
from booking.services.publicity import is_named
from booking.vocabulary import BookingKind, Status
from calendars.intervals import Interval
from calendars.occupancy import Hold

Found: TypeAlias = Row[*tuple[Any, ...]]

_USERS = (
    select(
        Occurrence.id,
        Occurrence.status,
        Booking.kind,
        Booking.activity,
        Organization.name.label("organization"),
        Organization.kind.label("organization_kind"),
    )
    .join(Occurrence.booking)
    .join(Booking.organization)
    .where(one_of(Occurrence.id, "occurrences"))
)
_SPACES = (
    select(OccurrenceSpace.occurrence_id, Space.slug, Venue.slug.label("venue"))
    .join(Space, Space.id == OccurrenceSpace.space_id)
    .join(Space.venue)
    .where(one_of(OccurrenceSpace.occurrence_id, "occurrences"))
    .order_by(OccurrenceSpace.occurrence_id, Space.position, Space.id)
)


@dataclass(frozen=True, slots=True)
class Busy:
    """A stretch of time in which lanes [lane_from, lane_to) of a unit are held; times are aware, in the venue's zone.

    Not `core`: set-up or clear-up. `organization` and `activity` are empty where the public may not know them.
    `spaces` (refs) are what was booked: a hall holds its halves. `occurrence` only tells stretches of the same time
    from others.
    """

    start: datetime
    end: datetime
    unit: str
    unit_name: str
    lane_from: int
    lane_to: int
    core: bool
    kind: BookingKind
    organization: str
    activity: str
    spaces: tuple[str, ...]
    occurrence: int
    decided: bool = True
    """Not only held until an officer decides."""


def units_of(spaces: Iterable[Space]) -> Mapping[int, Unit]:
    """The units of these spaces by id."""
    return {part.unit_id: part.unit for space in spaces for part in space.parts}


def busy_times(session: Session, venue: Venue, units: Mapping[int, Unit], period: Interval) -> tuple[Busy, ...]:
    """Every hold of the units that shares time with the period, whole, by start. Three queries."""
    known = occupancy.held(session, units, [period])
    holds = [hold for unit in units for hold in joined(known.overlapping(unit, period))]
    occurrences = {hold.occurrence for hold in holds}
    users, spaces = users_of(session, occurrences), _spaces(session, occurrences)
    zone = ZoneInfo(venue.timezone)
    found = (
        _busy(hold, units[hold.unit], users[hold.occurrence], spaces.get(hold.occurrence, ()), zone) for hold in holds
    )
    return tuple(sorted(found, key=lambda it: (it.start, it.unit, it.lane_from)))


def joined(holds: Iterable[Hold]) -> Iterator[Hold]:
    """The holds by occurrence, those that were only cut because a claim lasts at most a day made one again."""
    in_order = sorted(holds, key=lambda it: (_place(it), it.start))
    for _, pieces in groupby(in_order, key=_place):
        whole: Hold | None = None
        for piece in pieces:
            if whole and whole.end == piece.start:
                whole = whole._replace(end=piece.end)
                continue
            if whole:
                yield whole
            whole = piece
        if whole:
            yield whole


def _place(hold: Hold) -> tuple[int, int, int, int, bool]:
    return hold.occurrence, hold.unit, hold.lane_from, hold.lane_to or 0, hold.core


def _busy(hold: Hold, unit: Unit, user: Found, spaces: Collection[Found], zone: ZoneInfo) -> Busy:
    named = is_named(unit.venue.names_users, user.organization_kind, user.kind)
    return Busy(
        start=hold.start.astimezone(zone),
        end=hold.end.astimezone(zone),
        unit=unit.slug,
        unit_name=unit.name,
        lane_from=hold.lane_from,
        lane_to=hold.lane_to or unit.lanes + 1,
        core=hold.core,
        kind=user.kind,
        organization=user.organization if named else "",
        activity=user.activity if named else "",
        spaces=tuple(f"{it.venue}/{it.slug}" for it in spaces),
        occurrence=hold.occurrence,
        decided=user.status is not Status.HELD,
    )


def users_of(session: Session, occurrences: Collection[int]) -> Mapping[int, Found]:
    """Who uses each occurrence (by id), and what for. One query."""
    return {row.id: row for row in rows(session, _USERS, {"occurrences": list(occurrences)})}


def _spaces(session: Session, occurrences: Collection[int]) -> Mapping[int, tuple[Found, ...]]:
    found = rows(session, _SPACES, {"occurrences": list(occurrences)})
    return {number: tuple(them) for number, them in groupby(found, key=lambda row: row.occurrence_id)}
