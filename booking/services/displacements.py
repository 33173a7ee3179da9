"""Making room for one booking by taking granted places from others, who are told, and have a decision of their own."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from booking.errors import Conflict
from booking.model import Booking, Occurrence
from booking.services import interests, letting_go, rejudging, revisions, rulings
from booking.services.actors import require
from booking.services.judging import Judgement
from booking.services.rulings import Deciding
from booking.services.views import venue_ids
from booking.vocabulary import Act, Status
from booking.wording import N_, Text


@dataclass(frozen=True, slots=True)
class Yielding:
    """A booking that has to yield, and which of its times."""

    booking: Booking
    occurrences: Sequence[Occurrence]


def yielding(case: Deciding, judgement: Judgement, lost: Collection[int]) -> Sequence[Yielding]:
    """Who has to yield if the lost times (indices) are to be had. NotAllowed, Invalid, Conflict where nobody can."""
    bookings = interests.in_the_way(case.session, judgement, case.actor)
    if not lost:
        return ()
    holders = {taken.time: {it.occurrence for it in taken.holders} for taken in judgement.asked.taken}
    if not case.ruling.displace or any(not holders.get(index) for index in lost):
        raise taken(judgement.wanted.times[min(lost)].start_local)
    numbers = set[int]().union(*(holders[index] for index in lost))
    found = [Yielding(it, [held for held in it.occurrences if held.id in numbers]) for it in bookings]
    found = [it for it in found if it.occurrences]
    for it in found:
        _check(case, it)
    return found


def let_go(case: Deciding, found: Sequence[Yielding]) -> None:
    """Take the places from those who yield."""
    numbers = [held.id for it in found for held in it.occurrences]
    letting_go.let_go(
        case.session, numbers, Status.DISPLACED, case.ruling.reason, case.actor, case.now, called_off=True
    )
    revisions.revise(case.session, [it.booking.id for it in found], case.now)


def record(case: Deciding, it: Yielding) -> Sequence[int]:
    """Keep for one who yielded what was known once the other had the place, with who that is; the decisions' ids."""
    return [
        rulings.record(
            case,
            it.booking.id,
            rejudging.judge(case.session, it.booking, group, case.now),
            group,
            Act.DISPLACED,
        )
        for group in rulings.by_spaces(it.occurrences)
    ]


def _check(case: Deciding, it: Yielding) -> None:
    require(case.actor.decides_for(venue_ids(it.occurrences)))
    begun = [held for held in it.occurrences if held.starts_at < case.now]
    if begun or it.booking.id == case.row.id:
        start = (begun or it.occurrences)[0].starts_local
        raise Conflict(Text(N_("Who has the place from {start} on cannot be displaced."), {"start": start}))
    case.need_reason(N_("Say why others have to yield (forvaltningsloven §22)."))
    if any(held.status is Status.GRANTED for held in it.occurrences):
        case.need_hearing()


def taken(start_local: datetime) -> Conflict:
    return Conflict(Text(N_("The place is taken by another on {start}."), {"start": start_local}))
