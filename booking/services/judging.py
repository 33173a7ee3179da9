"""One judgement, the same for preview, booking, change and decision: lock, gather, place, judge."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from booking.rules import engine
from booking.rules.facts import Asked
from booking.rules.verdict import Verdict
from booking.services import facts, occupancy, rulebooks
from booking.services.organizations import Known
from booking.services.rulebooks import InForce
from booking.services.wanted import Wanted
from calendars.occupancy import Clash, Placement


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was asked, what was known, what was found, and where each time that is free would be placed."""

    wanted: Wanted
    organization: Known
    asked: Asked
    verdict: Verdict
    placements: Mapping[int, Placement]
    force: InForce


def judge(
    session: Session, wanted: Wanted, organization: Known, now: datetime, ignoring: Collection[int] = frozenset()
) -> Judgement:
    """Judge by the rulebook in force today. `ignoring` are the occurrences that the request would replace.

    Whoever means to write must have locked the organization and then the units, in this order, before.
    """
    placements, clashes = place(session, wanted, ignoring)
    force = rulebooks.in_force(session, wanted.spaces[0].rulebook, now.astimezone(wanted.zone).date())
    asked = facts.asked(session, wanted, organization, force.rulebook, now, clashes, ignoring)
    return Judgement(wanted, organization, asked, engine.judge(force.rulebook, asked), placements, force)


def place(
    session: Session, wanted: Wanted, ignoring: Collection[int]
) -> tuple[Mapping[int, Placement], dict[int, Clash]]:
    """Where each time would be placed, and what stands in the way of those that cannot be. One query.

    Times of one request do not overlap each other, but with set-up or clear-up they may be in each other's way.
    """
    buffered = bool(wanted.setup_minutes or wanted.clear_up_minutes)
    windows = [it.interval for it in wanted.times]
    known = occupancy.held(session, wanted.unit_lanes, windows, max(wanted.setup_minutes, wanted.clear_up_minutes))
    placements: dict[int, Placement] = {}
    clashes: dict[int, Clash] = {}
    for it in wanted.times:
        answer = known.place(
            wanted.needs, wanted.unit_lanes, it.interval, wanted.setup_minutes, wanted.clear_up_minutes, ignoring
        )
        if isinstance(answer, Clash):
            clashes[it.index] = answer
        else:
            placements[it.index] = answer
            if buffered:
                known = known.with_(answer.claims, occurrence=-1 - it.index)
    return placements, clashes
