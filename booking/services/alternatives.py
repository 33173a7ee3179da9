"""The nearest equal alternatives to what could not be granted: other hours, other rooms, ready to be asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from booking.rules.facts import Time
from booking.rules.verdict import Alternative, Verdict
from booking.services import facts, occupancy, offers, places
from booking.services.availability import kilometres
from booking.services.judging import Judgement
from booking.services.places import KnownSpace
from booking.services.wanted import Wanted
from booking.vocabulary import Outcome
from calendars.intervals import Interval

SHIFTS = tuple(timedelta(minutes=sign * minutes) for minutes in (30, 60, 90, 120) for sign in (-1, 1))
"""Two hours either way, on the same day: what counts as an equal time (DK-43)."""
MOST = 5


def added(session: Session, judgement: Judgement) -> Verdict:
    """The verdict with alternatives, unless everything is granted. A constant number of queries."""
    if judgement.verdict.outcome in (Outcome.GRANTED, Outcome.REVIEW):
        return judgement.verdict
    had = len(offers.good(judgement.verdict))
    return replace(judgement.verdict, alternatives=nearest(session, judgement, had))


def nearest(session: Session, judgement: Judgement, had: int = 0) -> tuple[Alternative, ...]:
    """What is free for more than `had` of the times, the most free first, then the nearest."""
    found = [*_other_hours(session, judgement), *_other_spaces(session, judgement)]
    better = [alternative for alternative in found if alternative.free > had]
    better.sort(key=lambda alternative: -alternative.free)
    return tuple(better[:MOST])


def _other_hours(session: Session, judgement: Judgement) -> Iterator[Alternative]:
    """The same spaces a little earlier or later, nearest first."""
    wanted = judgement.wanted
    around = [it.interval.widened(120, 120) for it in wanted.times]
    held = occupancy.held(session, wanted.unit_lanes, around, max(wanted.setup_minutes, wanted.clear_up_minutes))
    buffers = wanted.setup_minutes, wanted.clear_up_minutes
    for shift in SHIFTS:
        times = _shifted(wanted.times, shift)
        if times is None:
            continue
        verdict = offers.judged(judgement.force.rulebook, judgement.asked, times)
        free = [
            n for n in offers.good(verdict) if held.free(wanted.needs, wanted.unit_lanes, times[n].interval, *buffers)
        ]
        if free:
            yield _alternative(wanted, wanted.spaces, times, len(free), {"start": int(shift.total_seconds() // 60)})


def _other_spaces(session: Session, judgement: Judgement) -> Iterator[Alternative]:
    """Other spaces of the same kind and equipment at the same times, nearest first; for a request for one space."""
    wanted = judgement.wanted
    own = wanted.spaces[0]
    spaces = [space for space in places.all_known(session) if _equal(space, own, wanted)]
    if len(wanted.spaces) > 1 or not spaces:
        return
    spaces.sort(key=lambda space: (_distance(own, space), space.ref))
    free = offers.free_times(session, spaces, wanted.times, wanted.setup_minutes, wanted.clear_up_minutes)
    likely = [space for space in spaces if free[space.id]][: 2 * MOST]
    if not likely:
        return
    instead = replace(wanted, spaces=tuple(likely), needs=(), unit_lanes={})
    asked = facts.asked(session, instead, judgement.organization, judgement.force.rulebook, judgement.asked.now)
    for space in likely:
        verdict = offers.judged(judgement.force.rulebook, asked, space=space.ref)
        good = set(offers.good(verdict)) & set(free[space.id])
        if good:
            yield _alternative(wanted, (space,), wanted.times, len(good), {"space": space.ref})


def _equal(space: KnownSpace, own: KnownSpace, wanted: Wanted) -> bool:
    return (
        space.id != own.id
        and space.kind == own.kind
        and (space.timezone, space.rulebook) == (own.timezone, own.rulebook)
        and not 0 < space.capacity < wanted.request.people
        and wanted.request.lanes is None
        and (wanted.request.layout is None or wanted.request.layout in space.layouts)
    )


def _distance(own: KnownSpace, other: KnownSpace) -> float:
    if own.venue == other.venue:
        return 0.0
    return kilometres(own.position, other.position) if own.position else float("inf")


def _shifted(times: Sequence[Time], shift: timedelta) -> tuple[Time, ...] | None:
    """Every time so much earlier or later; None if one would begin on another day or on the night of a clock change."""
    moved = []
    for it in times:
        start, end = it.start_local + shift, it.end_local + shift
        if start.date() != it.start_local.date() or it.flaw is not None:
            return None
        moved.append(replace(it, start_local=start, end_local=end, interval=_moved(it.interval, shift)))
    return tuple(moved)


def _moved(interval: Interval, shift: timedelta) -> Interval:
    return Interval(interval.start + shift, interval.end + shift)


def _alternative(
    wanted: Wanted, spaces: Sequence[KnownSpace], times: Sequence[Time], free: int, differs: dict[str, object]
) -> Alternative:
    first = times[0].interval
    return Alternative(
        tuple(space.ref for space in spaces),
        first.start.astimezone(wanted.zone),
        first.end.astimezone(wanted.zone),
        wanted.request.rrule,
        free,
        len(times),
        differs,
    )
