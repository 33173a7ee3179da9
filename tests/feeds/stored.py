"""What a place's calendar has to say, from the tables alone."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeAlias

from sqlalchemy import select, true

from booking.model import Claim, Occurrence, OccurrenceSpace, Space, SpacePart, Unit, Venue, db
from booking.vocabulary import HOLDING, Status
from calendars.zone import days
from tests.feeds.reading import COPENHAGEN, Shown

Time: TypeAlias = tuple[datetime, datetime, str]


def told(shown: Sequence[Shown]) -> Sequence[Time]:
    """What readers found, without the words."""
    return sorted((it.start, it.end, it.status) for it in shown)


def stored(place: str, first: date, last: date, now: datetime) -> Sequence[Time]:
    """What touches these days, both included. What is called off is as it was, until its day is past; one that was
    moved to the place of another may be there twice. Not for lanes, of which others' use shows only when it is full.
    """
    period = days(first, last, COPENHAGEN)
    today = now.astimezone(COPENHAGEN).date()
    held = [(it.starts_at, it.ends_at, _said(it.status)) for it in _held(place, now)]
    off = [(it.starts_at, it.ends_at, "CANCELLED") for it in _called_off(place) if it.ends_local.date() >= today]
    return sorted((start, end, said) for start, end, said in (*held, *off) if end > period.start and start < period.end)


def _held(place: str, now: datetime) -> Sequence[Occurrence]:
    """What holds a unit of the place, or asks for one of the venue's spaces."""
    venue, _, space = place.partition("/")
    units = select(SpacePart.unit_id).join(SpacePart.space).join(Space.venue).where(Venue.slug == venue)
    if space:
        units = units.where(Space.slug == space)
    claimed = select(Claim.occurrence_id).join(Unit, Unit.id == Claim.unit_id).where(Unit.id.in_(units), Claim.core)
    with db.session() as session:
        found = session.scalars(select(Occurrence).where(Occurrence.id.in_(claimed), Occurrence.status.in_(HOLDING)))
        return [it for it in found if it.expires_at is None or it.expires_at > now]


def _called_off(place: str) -> Sequence[Occurrence]:
    """What asked for the place itself, or for a space of the venue."""
    venue, _, space = place.partition("/")
    asked = select(OccurrenceSpace.occurrence_id).join(Space, Space.id == OccurrenceSpace.space_id).join(Space.venue)
    asked = asked.where(Venue.slug == venue, Space.slug == space if space else true())
    query = select(Occurrence).where(Occurrence.status.not_in(HOLDING), Occurrence.called_off)
    with db.session() as session:
        return session.scalars(query.where(Occurrence.id.in_(asked))).all()


def _said(status: Status) -> str:
    return "TENTATIVE" if status is Status.HELD else "CONFIRMED"
