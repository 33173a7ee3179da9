"""Those who would have to yield to a request, as the rules would judge them elsewhere or at other hours."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from booking.model import Booking, Occurrence
from booking.model.statements import one_of
from booking.rules.equal import Equal
from booking.rules.facts import Asked, Place
from booking.services import equals, facts, hours, offers, rejudging
from booking.services.equals import Fit
from booking.services.organizations import applicant_of
from booking.services.places import KnownSpace
from booking.services.requests import details_of

MOST_SPACES = 10
"""Equal spaces that are looked at for each party, nearest first."""

_YIELDING = (
    select(Occurrence)
    .options(joinedload(Occurrence.booking).joinedload(Booking.organization), joinedload(Occurrence.spaces))
    .where(one_of(Occurrence.id, "occurrences"))
    .order_by(Occurrence.booking_id, Occurrence.starts_at, Occurrence.id)
)


@dataclass(frozen=True, slots=True)
class Party:
    """Times of one booking (occurrence ids, as numbered in `asked`), all in the same spaces, and the spaces that are
    equal to them, nearest first. `asked` is what it holds, as if asked for when it was.
    """

    occurrences: tuple[int, ...]
    spaces: tuple[KnownSpace, ...]
    lanes: int | None
    equal: tuple[KnownSpace, ...]
    asked: Asked

    @property
    def everywhere(self) -> tuple[KnownSpace, ...]:
        return *self.spaces, *self.equal

    @property
    def order(self) -> tuple[datetime, datetime, str]:
        """Who has the first choice: whose time comes first, then who asked first."""
        return self.asked.times[0].interval.start, self.asked.asked_at or self.asked.now, self.asked.applicant.slug


def of(
    session: Session, occurrences: Collection[int], known: Sequence[KnownSpace], asked: Asked, equal: Equal
) -> tuple[Sequence[Party], Mapping[str, Place]]:
    """Those whose occurrences these are, in the order in which they choose, and all their places by ref; what they have
    in common with the one who asks is taken from there. At most four queries.
    """
    rows = session.scalars(_YIELDING, {"occurrences": list(occurrences)}).unique().all()
    found = list(_parties(rows, {space.id: space for space in known}, asked, equal))
    if not found:
        return (), {}
    spaces = tuple({space.id: space for party in found for space in party.everywhere}.values())
    days = offers.days_of((it for party in found for it in party.asked.times), spaces[0])
    opened = hours.of_spaces(session, spaces, days)
    return sorted(found, key=lambda it: it.order), {it.ref: facts.place(it, opened[it.id]) for it in spaces}


def _parties(
    rows: Sequence[Occurrence], known: Mapping[int, KnownSpace], asked: Asked, equal: Equal
) -> Iterator[Party]:
    """One for each booking and set of spaces; none for spaces that can no longer be booked."""
    by_place = sorted(rows, key=_place)
    for (_, ids), held in groupby(by_place, key=_place):
        if all(number in known for number in ids):
            yield _party(list(held), tuple(known[number] for number in ids), known, asked, equal)


def _place(row: Occurrence) -> tuple[int, tuple[int, ...]]:
    return row.booking_id, tuple(space.id for space in row.spaces)


def _party(
    held: Sequence[Occurrence],
    spaces: tuple[KnownSpace, ...],
    known: Mapping[int, KnownSpace],
    asked: Asked,
    equal: Equal,
) -> Party:
    row = held[0].booking
    fit = Fit(row.people, row.layout, row.lanes, (row.setup_minutes, row.clear_up_minutes))
    others = equals.spaces(tuple(known.values()), spaces[0], fit, equal)[:MOST_SPACES] if len(spaces) == 1 else ()
    return Party(tuple(it.id for it in held), spaces, row.lanes, tuple(others), _asked(row, held, asked))


def _asked(row: Booking, held: Sequence[Occurrence], asked: Asked) -> Asked:
    return Asked(
        applicant=applicant_of(row.organization),
        activity=row.activity,
        kind=row.kind,
        audience=row.audience,
        people=row.people,
        track=row.track,
        places=(),
        times=tuple(rejudging.time(number, it.starts_local, it.ends_local, row) for number, it in enumerate(held)),
        now=asked.now,
        zone=ZoneInfo(row.timezone),
        layout=row.layout,
        lanes=row.lanes,
        setup_minutes=row.setup_minutes,
        clear_up_minutes=row.clear_up_minutes,
        responsible_name=row.responsible_name,
        responsible_phone=row.responsible_phone,
        series=row.rrule is not None,
        asked_at=rejudging.asked_at(row),
        details=details_of(row.details),
        public_holidays=asked.public_holidays,
        periods=asked.periods,
    )
