"""The waiting list (DK-31): what is given back is offered to those who wait for it, in the order of the rulebook.

It is an act of its own, right after the one that gave back, as it locks what those who wait ask for besides; what it
leaves, the worker does.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from inspect import signature
from typing import NamedTuple, ParamSpec, TypeVar

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from booking.errors import Unavailable
from booking.model import Booking, Occurrence, OccurrenceSpace, Organization, SpacePart
from booking.model.statements import one_of, rows
from booking.services import contests, freed, journal, places, promotions, rejudging, rulings
from booking.services.actors import SYSTEM
from booking.services.bookings import complete
from booking.services.contests import Fit
from booking.services.expiry import IS_WAITING
from booking.services.freed import Freed
from booking.services.unit_of_work import writes
from booking.services.wanted import LONGEST_BUFFER_MINUTES
from calendars.intervals import Interval

MOST = 20
"""So many acts that gave something back are dealt with at once."""

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
Party = tuple[Booking, Sequence[Occurrence]]
"""A booking, and times of it at the same spaces that it waits for."""

_WAITING = (
    select(
        Occurrence.id,
        Occurrence.booking_id,
        Booking.organization_id,
        Booking.version,
        SpacePart.unit_id,
        Occurrence.starts_at,
        Occurrence.ends_at,
        Booking.setup_minutes,
        Booking.clear_up_minutes,
    )
    .join(Occurrence.booking)
    .join(OccurrenceSpace, OccurrenceSpace.occurrence_id == Occurrence.id)
    .join(SpacePart, SpacePart.space_id == OccurrenceSpace.space_id)
    .where(
        IS_WAITING,
        Occurrence.starts_at > bindparam("now"),
        Occurrence.starts_at < bindparam("end"),
        Occurrence.ends_at > bindparam("start"),
        one_of(SpacePart.unit_id, "units"),
    )
)

_logger = logging.getLogger(__name__)


class _Candidate(NamedTuple):
    """A waiting time (occurrence id) that may have become free; `version` is its booking's."""

    occurrence: int
    booking: int
    organization: int
    version: int


def offered_afterwards(act: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """The act, which has an argument `now`; what it gives back is offered as soon as it is done.

    Should that fail, the act is done all the same, and the worker offers what it gave back.
    """
    parameters = signature(act)

    @wraps(act)
    def acting(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        result = act(*args, **kwargs)
        try:
            offer_freed(parameters.bind(None, *args, **kwargs).arguments["now"])
        except Exception:  # the act is done, and what it gave back is written down
            _logger.exception("what was given back could not be offered; the worker will")
        return result

    return acting


def offer_freed(now: datetime) -> int:
    """Offer what was given back to those who wait for it; how many times they got. Raises Unavailable.

    Each act that gave something back is dealt with by itself, and one that fails is tried again later.
    """
    given = 0
    for message in freed.due(now, MOST):
        try:
            given += _offer(message, now)
        except Unavailable:
            raise
        except Exception as error:  # whatever is wrong with one, the others are offered
            _logger.exception("what was given back (outbox %s) could not be offered", message)
            freed.postpone(message, repr(error), now)
    return given


@writes
def _offer(session: Session, message: int, now: datetime) -> int:
    """Offer what one act gave back; how many times were given."""
    free = freed.taken_up(session, message, now)
    if free is None:
        return 0
    known = _candidates(session, free, now)
    _lock(session, free, known)
    found = _candidates(session, free, now)
    if not found <= known:
        # Somebody came to wait, or changed, before it was locked: all of it is done again.
        return 0
    freed.done(session, message, now)
    return _give(session, _parties(session, found), now) if found else 0


def _candidates(session: Session, free: Freed, now: datetime) -> set[_Candidate]:
    """Every time still to come that waits for some of what is free. One query."""
    span = free.span.widened(LONGEST_BUFFER_MINUTES, LONGEST_BUFFER_MINUTES)
    given = {"now": now, "start": span.start, "end": span.end, "units": list(free.units)}
    return {
        _Candidate(row.id, row.booking_id, row.organization_id, row.version)
        for row in rows(session, _WAITING, given)
        if free.units[row.unit_id].overlapping(
            Interval(row.starts_at, row.ends_at).widened(row.setup_minutes, row.clear_up_minutes)
        )
    }


def _lock(session: Session, free: Freed, candidates: set[_Candidate]) -> None:
    """Lock, in the order of all acts, who waits and every unit that they ask for, and what is free: who asks for it at
    this moment is there to be seen when that is done.
    """
    organizations = one_of(Organization.id, {it.organization for it in candidates})
    session.execute(
        select(Organization.id).where(organizations).order_by(Organization.id).with_for_update(key_share=True)
    )
    occurrences = one_of(OccurrenceSpace.occurrence_id, {it.occurrence for it in candidates})
    theirs = session.scalars(select(OccurrenceSpace.space_id).where(occurrences)).all()
    around = session.scalars(select(SpacePart.space_id).where(one_of(SpacePart.unit_id, free.units.keys()))).all()
    spaces = places.known_by_id(session, {*theirs, *around}, lock=True)
    places.lock_venues(session, {space.venue_id for space in spaces if space.id in theirs})


def _parties(session: Session, candidates: set[_Candidate]) -> Sequence[Party]:
    """In an order that says nothing of who comes first, but is the same on every run."""
    waiting = {it.occurrence for it in candidates}
    query = complete().where(one_of(Booking.id, {it.booking for it in candidates}))
    found = session.scalars(query.execution_options(populate_existing=True)).all()
    parties = [
        (row, group) for row in found for group in rulings.by_spaces(it for it in row.occurrences if it.id in waiting)
    ]
    return sorted(parties, key=lambda it: (it[1][0].starts_at, rejudging.asked_at(it[0]), it[0].activity, it[0].ref))


def _give(session: Session, parties: Sequence[Party], now: datetime) -> int:
    """Round by round: first those before whom nobody comes, then who can have what they leave."""
    given = 0
    while fits := [fit for row, its in parties for fit in promotions.fits(session, row, its, now)]:
        rivals = contests.rivals(fits)
        best = contests.unbeaten(rivals) or fits
        groups = contests.groups(best, rivals)
        given += promotions.give(session, (group[0] for group in groups if len(group) == 1), now)
        settled = {fit.occurrence.id for fit in best}
        for group in groups:
            if len(group) == 1:
                continue
            if together := promotions.give_all(session, group, now):
                given += together
            else:
                _leave_to_an_officer(session, group, now)
                settled |= {other.occurrence.id for fit in group for other in rivals[fit]}
        left = ((row, [it for it in its if it.id not in settled]) for row, its in parties)
        parties = [(row, its) for row, its in left if its]
    return given


def _leave_to_an_officer(session: Session, group: Sequence[Fit], now: datetime) -> None:
    """The stated criteria leave a tie: nobody gets it by itself."""
    numbers: dict[int, list[int]] = {}
    for fit in group:
        numbers.setdefault(fit.booking.id, []).append(fit.occurrence.id)
    for booking, occurrences in numbers.items():
        details = {"occurrences": occurrences, "bookings": [*numbers]}
        journal.record(session, now, SYSTEM, "waiting.tie", "booking", booking, details)
    everyone = [number for occurrences in numbers.values() for number in occurrences]
    journal.tell(session, now, "waiting.tie", {"bookings": [*numbers], "occurrences": everyone})
