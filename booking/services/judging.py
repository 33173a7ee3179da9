"""One judgement, the same for preview, booking, change and decision: lock, gather, place, judge."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from booking.rules import engine, sharing
from booking.rules.facts import Asked, Time
from booking.rules.verdict import Verdict
from booking.services import facts, occupancy, placing, rulebooks
from booking.services.holders import Hindered, Others
from booking.services.organizations import Known
from booking.services.rulebooks import Applying
from booking.services.wanted import Wanted, with_lanes
from calendars.occupancy import Clash, Occupancy, Placement


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was asked, what was known, what was found, and where each time that is free would be placed; `ignoring` are
    the occurrences that did not count, as the request would replace them.
    """

    wanted: Wanted
    organization: Known
    asked: Asked
    verdict: Verdict
    placements: Mapping[int, Placement]
    force: Applying
    ignoring: Collection[int] = frozenset()


def judge(
    session: Session,
    wanted: Wanted,
    organization: Known,
    now: datetime,
    ignoring: Collection[int] = frozenset(),
    asked_at: datetime | None = None,
) -> Judgement:
    """Judge by the versions of the rulebook in force on the day of the request and on the days of use. `ignoring` are
    the occurrences that the request would replace; `asked_at` is when it was made, if not now.

    Whoever means to write must have locked the organization and then the units, in this order, before.
    """
    asked_on, days = (asked_at or now).astimezone(wanted.zone).date(), {it.day for it in wanted.times}
    force = rulebooks.applying(session, wanted.spaces[0].rulebook, asked_on, days)
    plain = facts.told(session, wanted, organization, now, asked_at)
    lanes = sharing.lanes(force.rulebook, plain)
    placed = with_lanes(wanted, lanes) if lanes is not None else wanted
    placements, others = _placed(session, placed, ignoring)
    asked = facts.gathered(session, plain, placed, organization, force.rulebook, others, ignoring)
    verdict = engine.judge(force.rulebook, asked)
    return Judgement(placed, organization, asked, verdict, placements, force, ignoring)


def _placed(session: Session, wanted: Wanted, ignoring: Collection[int]) -> tuple[Mapping[int, Placement], Others]:
    """Where each time would be placed, and who else is there. One query."""
    windows, buffer = [it.interval for it in wanted.times], max(wanted.setup_minutes, wanted.clear_up_minutes)
    known = occupancy.held(session, wanted.unit_lanes, windows, buffer)
    placements: dict[int, Placement] = {}
    ways: dict[int, Hindered] = {}
    beside: dict[tuple[int, str], Sequence[int]] = {}
    for it, held, answer in placing.each(known, wanted, ignoring):
        if isinstance(answer, Clash):
            ways[it.index] = _hindered(held, wanted, it, answer, ignoring)
        else:
            placements[it.index] = answer
            beside |= placing.beside(held, wanted.spaces, it, ignoring)
    return placements, Others(ways, beside)


def _hindered(known: Occupancy, wanted: Wanted, it: Time, clash: Clash, ignoring: Collection[int]) -> Hindered:
    buffers = wanted.setup_minutes, wanted.clear_up_minutes
    rest = known.openings(wanted.needs, wanted.unit_lanes, [it.interval], *buffers, ignoring)
    fewer = range(min(wanted.unit_lanes.values(), default=1) - 1, 0, -1)
    free = (
        number
        for number in fewer
        if known.free(with_lanes(wanted, number).needs, wanted.unit_lanes, it.interval, *buffers, ignoring)
    )
    return Hindered(clash, next(free, 0), rest)
