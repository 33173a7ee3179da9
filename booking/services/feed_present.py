"""Which edition of a place's calendar is the present one, from one row and without reading a single event."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, bindparam, func, literal_column, select

from booking.errors import NotFound
from booking.model import Occurrence, Space, SpacePart, Unit, Venue
from booking.model.direct import first
from booking.services.feed_frames import EMPTY_SINCE, WRITING, Named, Wish
from booking.services.unit_of_work import looks
from booking.wording import N_
from calendars.zone import days, to_wall

_RAN_OUT = (
    select(func.max(Occurrence.expires_at))
    .where(Occurrence.status == literal_column("'held'"), Occurrence.expires_at <= bindparam("now"))
    .scalar_subquery()
)
"""Until they are released, which the worker does soon: anywhere, as the index knows no places."""
_APART: Any = literal_column("' '")
"""A string would be written into the statement anew each time."""
_OF_VENUE = (
    select(
        Venue.uid,
        Venue.timezone,
        Venue.edition,
        Venue.edited_at,
        Venue.hours_edition,
        Venue.hours_edited_at,
        func.aggregate_strings(Unit.edition, _APART).label("units"),
        func.max(Unit.edited_at).label("units_at"),
        _RAN_OUT.label("ran_out"),
        Venue.id,
        Venue.name,
    )
    .outerjoin(Space, Space.venue_id == Venue.id)
    .outerjoin(SpacePart, SpacePart.space_id == Space.id)
    .outerjoin(Unit, Unit.id == SpacePart.unit_id)
    .where(Venue.slug == bindparam("venue"))
    .group_by(Venue.id)
)
_OF_SPACE = (
    _OF_VENUE.add_columns(Space.id, Space.name)
    .where(Space.slug == bindparam("space"), Space.retired.is_(False))
    .group_by(Space.id)
)


class _Row(NamedTuple):
    """What is asked for, as it is named there; `units` are their marks."""

    uid: str
    timezone: str
    edition: str
    edited_at: datetime | None
    hours_edition: str
    hours_edited_at: datetime | None
    units: str | None
    units_at: datetime | None
    ran_out: datetime | None
    venue: int
    venue_name: str
    space: int | None = None
    space_name: str = ""


class About(StrEnum):
    """What a calendar tells of its place."""

    BOOKINGS = "bookings"
    HOURS = "hours"
    FREE_BUSY = "freebusy"


@dataclass(frozen=True, slots=True)
class Edition:
    """`tag` names the text: another text has another tag. `changed_at` is the last act there; `since` when it may last
    have come to read otherwise, which is also at midnight, when days pass out of it (UTC).
    """

    tag: str
    changed_at: datetime
    since: datetime
    today: date
    zone: ZoneInfo
    place: Named


@looks
def edition_of(engine: Engine, about: About, wish: Wish, public_url: str, now: datetime) -> Edition:
    """The present edition, in one query. NotFound for an unknown venue or space."""
    row = _row(engine, wish, now)
    zone = ZoneInfo(row.timezone)
    today = to_wall(now, zone).date()
    marks, moments = _depends_on(about, row)
    changed = max((it for it in moments if it is not None), default=EMPTY_SINCE)
    ran_out = row.ran_out if about is not About.HOURS else None
    since = max(changed, ran_out or changed, _midnight(today, zone))
    depends_on = (WRITING, about, public_url, row.uid, wish, today, row.timezone, marks, ran_out)
    tag = sha256(repr(depends_on).encode()).hexdigest()[:32]
    return Edition(tag, changed, since, today, zone, _named(row, wish))


def _named(row: _Row, wish: Wish) -> Named:
    if wish.space is None:
        return Named(row.venue, None, row.venue_name, wish.venue, row.timezone)
    name, path = f"{row.venue_name}, {row.space_name}", f"{wish.venue}/{wish.space}"
    return Named(row.venue, row.space, name, path, row.timezone)


def _row(engine: Engine, wish: Wish, now: datetime) -> _Row:
    given = {"venue": wish.venue, "space": wish.space, "now": now}
    found = first(engine, _OF_VENUE if wish.space is None else _OF_SPACE, given)
    if found is None:
        raise _unknown(wish)
    return _Row(*found)


def _depends_on(about: About, row: _Row) -> tuple[list[str], list[datetime | None]]:
    """Marks, and when they were made; those of units in no order of the database's."""
    marks, moments = [row.edition], [row.edited_at]
    if about is not About.BOOKINGS:
        marks.append(row.hours_edition)
        moments.append(row.hours_edited_at)
    if about is not About.HOURS:
        marks += sorted((row.units or "").split())
        moments.append(row.units_at)
    return marks, moments


@lru_cache(maxsize=64)
def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return days(day, day, zone).start


def _unknown(wish: Wish) -> NotFound:
    if wish.space is None:
        return NotFound(N_("venue"), wish.venue)
    return NotFound(N_("space"), f"{wish.venue}/{wish.space}")
