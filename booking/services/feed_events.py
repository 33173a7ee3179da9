"""Which events a venue's or a space's public calendar has, and what each says: never a person."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from booking.model import Booking, Claim, Occurrence, OccurrenceSpace, Organization, Space, SpacePart, Venue
from booking.services import occupancy
from booking.services.feed_frames import Place
from booking.services.publicity import is_named
from booking.services.wording import gettext, say
from booking.vocabulary import HOLDING, Status
from booking.wording import N_, Text
from calendars import ical
from calendars.ical import Entry
from calendars.intervals import Interval, IntervalSet
from calendars.occupancy import Need

LANGUAGE = "da"
"""A calendar is read by many, so it has one language."""

Found: TypeAlias = Row[*tuple[Any, ...]]
Names: TypeAlias = Mapping[int, Found]
"""The spaces of an occurrence by id: with name, and whether they share a unit with the space whose calendar it is."""


@dataclass(frozen=True, slots=True)
class Events:
    """The events, by start, and when any of them, or one that is no longer among them, last changed (UTC)."""

    entries: Sequence[Entry]
    changed_at: datetime | None


def events(session: Session, place: Place, period: Interval, own_only: bool, now: datetime) -> Events:
    """What holds its place in the period; of a space, also what blocks it unless `own_only`. At most four queries."""
    units = {} if place.space is None else {part.unit_id: part for part in place.space.parts}
    found = session.execute(_at(place, units, period)).all()
    names = _spaces(session, place, units, period)
    shown = [row for row in found if row.status in HOLDING and not _expired(row, now)]
    if place.space is not None:
        own = place.space.id
        blocking = set() if own_only else _blocking(session, place.space, period, shown)
        shown = [row for row in shown if own in names[row.id] or row.id in blocking]
    changes = [row.changed_at for row in found] + [row.expires_at for row in found if _expired(row, now)]
    return Events([_entry(row, names[row.id], place) for row in shown], max(changes, default=None))


def _expired(row: Found, now: datetime) -> bool:
    """Whether it is held for a decision that did not come in time, so that anybody may have the place."""
    return row.status is Status.HELD and row.expires_at is not None and row.expires_at <= now


def _at(place: Place, units: Collection[int], period: Interval) -> Select[*tuple[Any, ...]]:
    """Every occurrence there in the period, those too that no longer hold anything."""
    return (
        select(
            Occurrence.id,
            Occurrence.starts_at,
            Occurrence.ends_at,
            Occurrence.starts_local,
            Occurrence.ends_local,
            Occurrence.status,
            Occurrence.expires_at,
            Occurrence.changed_at,
            Booking.uid,
            Booking.sequence,
            Booking.activity,
            Booking.kind,
            Booking.created_at,
            Organization.name.label("organization"),
            Organization.kind.label("organization_kind"),
        )
        .join(Occurrence.booking)
        .join(Booking.organization)
        .where(Occurrence.id.in_(_ids_at(place, units, period)))
        .order_by(Occurrence.starts_at, Occurrence.id)
    )


def _ids_at(place: Place, units: Collection[int], period: Interval) -> Select[int]:
    """Those that ask for a space of the venue; or for one that shares a unit with the space, or hold such a unit."""
    asked = select(OccurrenceSpace.occurrence_id)
    in_period = (Occurrence.starts_at < period.end, Occurrence.ends_at > period.start)
    if place.space is None:
        asked = asked.join(Space, Space.id == OccurrenceSpace.space_id).where(Space.venue_id == place.venue.id)
        return select(Occurrence.id).where(*in_period, Occurrence.id.in_(asked))
    sharing = select(SpacePart.space_id).where(SpacePart.unit_id.in_(units))
    holding = select(Claim.occurrence_id).where(Claim.unit_id.in_(units), Claim.core)
    there = Occurrence.id.in_(asked.where(OccurrenceSpace.space_id.in_(sharing))) | Occurrence.id.in_(holding)
    return select(Occurrence.id).where(*in_period, there)


def _spaces(session: Session, place: Place, units: Collection[int], period: Interval) -> Mapping[int, Names]:
    """The spaces of each occurrence there; of a venue's, only its own."""
    sharing = select(SpacePart.space_id).where(SpacePart.unit_id.in_(units))
    query = (
        select(
            OccurrenceSpace.occurrence_id,
            Space.id,
            Space.name,
            Space.id.in_(sharing).label("shares"),
        )
        .join(Space, Space.id == OccurrenceSpace.space_id)
        .where(OccurrenceSpace.occurrence_id.in_(_ids_at(place, units, period)))
        .order_by(Space.position, Space.id)
    )
    if place.space is None:
        query = query.where(Space.venue_id == place.venue.id)
    names: dict[int, dict[int, Found]] = {}
    for row in session.execute(query):
        names.setdefault(row.occurrence_id, {})[row.id] = row
    return names


def _blocking(session: Session, space: Space, period: Interval, shown: Sequence[Found]) -> set[int]:
    """Which of these (ids) keep others from the space: all, but of lanes only where too few are left."""
    if all(part.lanes is None for part in space.parts):
        return {row.id for row in shown}
    unit_lanes = {part.unit_id: part.unit.lanes for part in space.parts}
    needs = [Need(part.unit_id, part.lanes) for part in space.parts]
    free = occupancy.held(session, unit_lanes, [period]).gaps(needs, unit_lanes, IntervalSet([period]))
    full = IntervalSet([period]) - free
    return {row.id for row in shown if full & IntervalSet([Interval(row.starts_at, row.ends_at)])}


def _entry(row: Found, spaces: Names, place: Place) -> Entry:
    """One event an occurrence. Its UID is made of the booking's and its own number, and outlives every move."""
    venue = place.venue
    crosses = row.starts_at.astimezone(place.zone).utcoffset() != row.ends_at.astimezone(place.zone).utcoffset()
    named = _may_say(row, spaces, place)
    return Entry(
        uid=f"{row.uid}-{row.id}",
        sequence=row.sequence,
        stamp=row.changed_at,
        created=row.created_at,
        start=row.starts_at if crosses else row.starts_local,
        end=row.ends_at if crosses else row.ends_local,
        zone=venue.timezone,
        summary=f"{row.organization}: {row.activity}" if named else _taken(spaces, place),
        location=_location([it.name for it in spaces.values()], venue),
        geo=None if venue.latitude is None or venue.longitude is None else (venue.latitude, venue.longitude),
        categories=(say(Text("{kind}", {"kind": row.kind}), LANGUAGE),) if named else (),
        status=ical.Status.TENTATIVE if row.status is Status.HELD else ical.Status.CONFIRMED,
    )


def _may_say(row: Found, spaces: Names, place: Place) -> bool:
    """Whether the event says who and what: not where the public may not know, nor of what only blocks the space."""
    own = place.space is None or place.space.id in spaces
    return own and is_named(place.venue.names_users, row.organization_kind, row.kind)


def _taken(spaces: Names, place: Place) -> str:
    if place.space is None or place.space.id in spaces:
        return gettext(N_("Taken"), LANGUAGE)
    in_the_way = [it.name for it in spaces.values() if it.shares] or [it.name for it in spaces.values()]
    return say(Text(N_("Taken ({spaces})"), {"spaces": ", ".join(in_the_way)}), LANGUAGE)


def _location(spaces: Sequence[str], venue: Venue) -> str:
    town = f"{venue.post_code} {venue.town}".strip()
    return ", ".join(part for part in (" + ".join(spaces), venue.name, venue.street, town) if part)
