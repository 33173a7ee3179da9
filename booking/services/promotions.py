"""Giving a place to those who waited for it: judged anew as they asked then, and written as judged."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from booking.errors import Conflict, Invalid, NotFound
from booking.model import Booking, Occurrence
from booking.rules.verdict import holds
from booking.rules.waiting import waiting
from booking.services import journal, records, rejudging, revisions, rulings
from booking.services.actors import SYSTEM
from booking.services.contests import Fit
from booking.services.judging import Judgement
from booking.vocabulary import Act


def fits(session: Session, row: Booking, occurrences: Sequence[Occurrence], now: datetime) -> Iterator[Fit]:
    """Those of the waiting times, all at the same spaces, that could be had now."""
    judgement = _judged(session, row, occurrences, now)
    if judgement is None:
        return
    wanted = judgement.wanted
    for number, it in enumerate(occurrences):
        if _is_free(judgement, number):
            moment = wanted.times[number]
            yield Fit(
                row,
                it,
                waiting(judgement.force.rulebook, judgement.asked, moment),
                frozenset(wanted.unit_lanes),
                moment.interval,
                moment.interval.widened(wanted.setup_minutes, wanted.clear_up_minutes),
            )


def give(session: Session, fits: Iterable[Fit], now: datetime) -> int:
    """Give each its place, as far as it is still to be had; how many got theirs."""
    own: dict[Booking, list[Occurrence]] = {}
    for fit in fits:
        own.setdefault(fit.booking, []).append(fit.occurrence)
    groups = [(row, group) for row, occurrences in own.items() for group in rulings.by_spaces(occurrences)]
    return sum(_give(session, row, group, now) for row, group in groups)


def give_all(session: Session, fits: Sequence[Fit], now: datetime) -> int:
    """The same where all can have their places beside each other; else none gets one."""
    with session.begin_nested() as step:
        given = give(session, fits, now)
        if given < len(fits):
            step.rollback()
            return 0
    return given


def _give(session: Session, row: Booking, occurrences: Sequence[Occurrence], now: datetime) -> int:
    """Not all may be had together, as where there is a quota: those that may are judged again by themselves."""
    while occurrences:
        judgement = _judged(session, row, occurrences, now)
        free = [it for number, it in enumerate(occurrences) if judgement and _is_free(judgement, number)]
        if judgement and len(free) == len(occurrences):
            _write(session, row, occurrences, judgement, now)
            break
        occurrences = free
    return len(occurrences)


def _judged(session: Session, row: Booking, occurrences: Sequence[Occurrence], now: datetime) -> Judgement | None:
    """None where nobody but an officer can, as the place is no longer what it was when it was asked for."""
    try:
        judgement = rejudging.judge(session, row, occurrences, now)
    except (Conflict, Invalid, NotFound):
        return None
    return judgement if judgement.wanted.lanes == row.lanes else None


def _is_free(judgement: Judgement, number: int) -> bool:
    return number in judgement.placements and holds(judgement.verdict.occurrences[number].status)


def _write(
    session: Session, row: Booking, occurrences: Sequence[Occurrence], judgement: Judgement, now: datetime
) -> None:
    stands = {"reason": "", "ended_at": None, "ended_by": None, "changed_at": now}
    said = judgement.verdict.occurrences
    session.execute(
        update(Occurrence),
        [
            {"id": it.id, "status": each.status, "expires_at": records.expires_at(each, judgement, now), **stands}
            for it, each in zip(occurrences, said, strict=True)
        ],
    )
    records.claims(session, {it.id: judgement.placements[number] for number, it in enumerate(occurrences)})
    revisions.revise(session, [row.id], now)
    numbers = [it.id for it in occurrences]
    decision = records.decision(session, row.id, judgement, SYSTEM, now, act=Act.PROMOTED, occurrences=numbers)
    details = {"decision": decision, "occurrences": numbers}
    journal.record(session, now, SYSTEM, "booking.promoted", "booking", row.id, details)
    journal.tell(session, now, "booking.promoted", {"booking": row.id, **details})
