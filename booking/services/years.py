"""What is counted over a calendar year at a venue: nights with people asleep, days with amplified music."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from booking.model import Booking, Occurrence, OccurrenceSpace, Space, Venue
from booking.model.statements import one_of, rows
from booking.rules.facts import YearOfVenue
from booking.services.use import MIDNIGHT
from booking.services.wanted import Wanted
from booking.vocabulary import HOLDING, BookingKind

_DAY = timedelta(days=1)

_COUNTED = (
    select(Occurrence.id, Venue.slug, Booking.kind, Booking.details, Occurrence.starts_local, Occurrence.ends_local)
    .select_from(Occurrence)
    .join(Occurrence.booking)
    .join(OccurrenceSpace, OccurrenceSpace.occurrence_id == Occurrence.id)
    .join(Space, Space.id == OccurrenceSpace.space_id)
    .join(Space.venue)
    .where(
        one_of(Venue.id, "venues"),
        Occurrence.starts_local < bindparam("end"),
        Occurrence.ends_local > bindparam("start"),
        Occurrence.status.in_(HOLDING),
        ~one_of(Occurrence.id, "ignoring"),
        or_(Booking.kind == BookingKind.OVERNIGHT, Booking.details["amplified_music"].as_boolean().is_(True)),
    )
)


def of(session: Session, wanted: Wanted, ignoring: Collection[int]) -> tuple[YearOfVenue, ...]:
    """Each venue asked for, each year in which one of the times lies. One query.

    Whoever means to write must have locked the venues, as rooms that are counted together are not booked together.
    """
    years = sorted({day.year for it in wanted.times for day in it.days})
    given = {
        "venues": list(wanted.venue_ids),
        "start": datetime.combine(date(years[0], 1, 1), MIDNIGHT),
        "end": datetime.combine(date(years[-1] + 1, 1, 1), MIDNIGHT),
        "ignoring": list(ignoring),
    }
    nights: dict[tuple[str, int], set[date]] = defaultdict(set)
    music: dict[tuple[str, int], set[date]] = defaultdict(set)
    # An occurrence may have several rooms of a venue.
    for row in {(row.id, row.slug): row for row in rows(session, _COUNTED, given)}.values():
        if row.kind is BookingKind.OVERNIGHT:
            for night in _nights(row.starts_local, row.ends_local):
                nights[row.slug, night.year].add(night)
        if row.details.get("amplified_music"):
            music[row.slug, row.starts_local.year].add(row.starts_local.date())
    venues = sorted({space.venue for space in wanted.spaces})
    return tuple(
        YearOfVenue(venue, year, tuple(sorted(nights[venue, year])), tuple(sorted(music[venue, year])))
        for venue in venues
        for year in years
    )


def _nights(start: datetime, end: datetime) -> Iterator[date]:
    """The day on which each night begins."""
    day = start.date()
    while day < end.date():
        yield day
        day += _DAY
