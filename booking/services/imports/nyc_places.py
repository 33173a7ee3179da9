"""The places of New York City's permits: a park is a venue, a field a space of it; a stretch of street is a venue."""

import re
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.model import Organization, Space, SpacePart, Unit, Venue
from booking.services import feed_editions, journal
from booking.services.actors import Actor
from booking.services.imports.nyc_rows import Place
from booking.services.imports.nyc_types import applicant_of, sort_of_applicant
from booking.services.unit_of_work import writes
from booking.vocabulary import VenueKind

NEW_YORK = ZoneInfo("America/New_York")
RULEBOOK = "nyc-parks"

_FIELD_KINDS = re.compile(
    r"archery|baseball|basketball|beach|cricket|football|handball|hockey|picnic|playground|soccer|softball|tennis|track"
    r"|volleyball"
)

FIELD_PARTIES = 2
AREA_PARTIES = 4
"""The parties that fit side by side, assumed as the data does not say: one on each half of a field, one in each corner
of a lawn, a beach or a playground. Whether they may is for the rulebook to say. A street is one party's."""
_AREAS = frozenset({"area", "beach", "picnic", "playground"})


@writes
def build(session: Session, places: Sequence[Place], actor: Actor, now: datetime) -> int:
    """Add the venues and spaces that are not there yet, in this order; how many spaces were added."""
    rows = session.execute(select(Venue.slug, Space.slug).join(Venue.spaces).where(Venue.rulebook == RULEBOOK))
    present = {f"{venue}/{space}" for venue, space in rows}
    venues = {venue.slug: venue for venue in session.scalars(select(Venue))}
    added = [place for place in places if place.ref not in present and not present.add(place.ref)]  # type: ignore[func-returns-value]
    for place in added:
        if place.venue_slug not in venues:
            venues[place.venue_slug] = _venue(place)
            session.add(venues[place.venue_slug])
        _add_space(session, venues[place.venue_slug], place)
    session.flush()
    if added:
        feed_editions.mark_description(session, {venues[place.venue_slug].id for place in added}, now)
        journal.record(session, now, actor, "places.imported", "venue", 0, {"source": RULEBOOK, "spaces": len(added)})
    return len(added)


@writes
def applicants(session: Session, event_types: Sequence[str], actor: Actor, now: datetime) -> None:
    """Add the applicants that are not there yet, one for each type of event."""
    present = set(session.scalars(select(Organization.slug)))
    for event_type in event_types:
        slug = applicant_of(event_type)
        if slug not in present:
            present.add(slug)
            kind, track = sort_of_applicant(event_type)
            name = f"New York City permit holders: {event_type or 'other'}"
            session.add(Organization(slug=slug, name=name, kind=kind, track=track, created_at=now))
    session.flush()


def _venue(place: Place) -> Venue:
    kind = VenueKind.GREEN_AREA if place.field and " between " not in place.field else VenueKind.STREET
    return Venue(
        slug=place.venue_slug, name=place.venue, kind=kind, timezone=NEW_YORK.key, rulebook=RULEBOOK, town="New York"
    )


def _add_space(session: Session, venue: Venue, place: Place) -> None:
    name = place.field or place.venue
    kind = _kind(place)
    unit = Unit(venue=venue, slug=place.space_slug, name=name, lanes=_parties(kind))
    space = Space(venue=venue, slug=place.space_slug, name=name, kind=kind, external_id=f"nyc/{place.ref}")
    session.add_all([unit, space, SpacePart(space=space, unit=unit)])


def _parties(kind: str) -> int:
    if kind == "street":
        return 1
    return AREA_PARTIES if kind in _AREAS else FIELD_PARTIES


def _kind(place: Place) -> str:
    if not place.field:
        return "street"
    found = _FIELD_KINDS.search(place.field.casefold())
    return found[0] if found else "area"
