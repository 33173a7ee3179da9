"""Those who hold what is asked for, or are beside it at the same time, as far as the rules may know of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from sqlalchemy import Case, ScalarSelect, case, func, select
from sqlalchemy.orm import Session, aliased

from booking.model import Booking, Occurrence, Organization
from booking.model.statements import one_of, rows
from booking.rules.facts import Beside, Holder, Taken
from booking.services.requests import details_of
from booking.vocabulary import HOLDING, Status
from calendars.intervals import Interval
from calendars.occupancy import Clash

_OF_ITS_BOOKING = aliased(Occurrence)
_COUNTED = case((_OF_ITS_BOOKING.status.in_((*HOLDING, Status.DISPLACED)), 1), else_=0)
_DISPLACED = case((_OF_ITS_BOOKING.status == Status.DISPLACED, 1), else_=0)


def _total(counted: Case[int]) -> ScalarSelect[int]:
    query = select(func.coalesce(func.sum(counted), 0)).where(_OF_ITS_BOOKING.booking_id == Booking.id)
    return query.correlate(Booking).scalar_subquery()


_HOLDERS = (
    select(
        Occurrence.id,
        Booking.ref,
        Occurrence.starts_at,
        Occurrence.ends_at,
        Booking.track,
        Booking.kind,
        Booking.audience,
        Occurrence.status,
        Booking.people,
        Occurrence.expires_at,
        Booking.activity,
        Booking.details,
        Booking.rrule,
        Organization.slug,
        Organization.kind.label("organization_kind"),
        Organization.openness,
        Organization.local,
        Organization.members,
        Organization.young_members,
        Organization.for_disabled,
        _total(_COUNTED).label("series_times"),
        _total(_DISPLACED).label("series_displaced"),
    )
    .join(Occurrence.booking)
    .join(Booking.organization)
    .where(one_of(Occurrence.id, "occurrences"))
)


@dataclass(frozen=True, slots=True)
class Hindered:
    """What stands in the way at one time: the clash, and what of the place and of the time is free nevertheless."""

    clash: Clash
    lanes_free: int = 0
    rest: tuple[Interval, ...] = ()


@dataclass(frozen=True, slots=True)
class Others:
    """Who else is there: by time (index), what stands in the way, and by time and space, occurrences beside it."""

    ways: Mapping[int, Hindered] = field(default_factory=dict)
    beside: Mapping[tuple[int, str], Sequence[int]] = field(default_factory=dict)


def around(session: Session, others: Others, *, with_beside: bool) -> tuple[tuple[Taken, ...], tuple[Beside, ...]]:
    """The times that are taken, and those at which others are beside. One query, none without others."""
    beside = others.beside if with_beside else {}
    in_the_way = (hold.occurrence for way in others.ways.values() for hold in way.clash.in_the_way)
    known = of(session, {*in_the_way, *chain.from_iterable(beside.values())})
    taken = tuple(_taken(index, way, known) for index, way in others.ways.items())
    return taken, tuple(
        Beside(index, space, tuple(known[number] for number in numbers if number in known))
        for (index, space), numbers in beside.items()
    )


def of(session: Session, occurrences: Collection[int]) -> dict[int, Holder]:
    """The holders by occurrence (id). One query, none without occurrences."""
    if not occurrences:
        return {}
    return {
        row.id: Holder(
            row.id,
            row.ref,
            Interval(row.starts_at, row.ends_at),
            row.track,
            row.kind,
            row.audience,
            row.status,
            row.people,
            row.expires_at,
            row.activity,
            row.slug,
            row.organization_kind,
            row.openness,
            row.local,
            row.members,
            row.young_members,
            row.for_disabled,
            details_of(row.details),
            row.rrule is not None,
            row.series_times,
            row.series_displaced,
        )
        for row in rows(session, _HOLDERS, {"occurrences": list(occurrences)})
    }


def _taken(index: int, way: Hindered, known: Mapping[int, Holder]) -> Taken:
    return Taken(
        index,
        tuple(known[number] for number in _in_order(way.clash) if number in known),
        sum(shortage.lanes_short for shortage in way.clash.shortages),
        way.lanes_free,
        way.rest,
    )


def _in_order(clash: Clash) -> Iterable[int]:
    """Each occurrence in the way once, by when it begins."""
    by_start = sorted(clash.in_the_way, key=lambda hold: (hold.start, hold.occurrence))
    return dict.fromkeys(hold.occurrence for hold in by_start)
