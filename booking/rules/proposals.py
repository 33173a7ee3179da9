"""How a time that others hold can yet be had: beside them, instead of them, by parting it with them, or by waiting.

Everything is worked out from the facts, so that the same request always gets the same proposals, and nothing of it is
decided here: who is already there is asked by people.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from booking.rules.facts import Asked, Hindrance, Holder, Part, Taken, Time
from booking.rules.verdict import Finding, Proposal
from booking.vocabulary import Effect, Status, Way
from booking.wording import N_, Text
from calendars.intervals import Interval
from calendars.zone import to_wall

LEAST_REST = timedelta(minutes=30)
"""A shorter rest of a time is of no use to anybody."""
_QUARTER = timedelta(minutes=15)

_LANES = N_("{free:lane is|lanes are} free then: ask for as many.")
_PART = N_("{part} is free then: ask for it, and share the place.")
_REST = N_("{when} is free: ask for that part of the time.")
_HALF_LANES = N_("Half of it each: {lanes} of {of} lanes, if those who have it agree.")
_HALF_PLACE = N_("A part of it each: {parts}, if those who have it agree.")
_EACH_ITS_TIME = N_("Half the time each: {first} and {second}, if those who have it agree.")
_ODD_WEEKS = N_("Every other week each, if those who have it agree: you in odd weeks; this is week {week}.")
_EVEN_WEEKS = N_("Every other week each, if those who have it agree: you in even weeks; this is week {week}.")
_WAIT = N_("Wait for the place: it goes to those who wait if it is given back.")


@dataclass(frozen=True, slots=True)
class _Case:
    """One time that others hold."""

    asked: Asked
    moment: Time
    taken: Taken


def proposals(
    asked: Asked, moment: Time, taken: Taken, findings: Sequence[Finding], status: Status
) -> Iterator[Proposal]:
    """In the order in which they are to be tried: share, yield, split, wait. `findings` are all that concern the time;
    where something else refuses it, too, nothing is to be had of those who hold it.
    """
    case, only_held = _Case(asked, moment, taken), _only_held(findings)
    if only_held:
        yield from _shares(case)
    yield from (_yield(finding) for finding in findings if finding.effect is Effect.DISPLACE)
    if only_held:
        yield from _splits(case)
    if only_held and status is Status.REFUSED:
        yield Proposal(Way.WAIT, Text(_WAIT), {"wait": True})


def _shares(case: _Case) -> Iterator[Proposal]:
    """Fewer lanes, or a part of the place."""
    free = case.taken.lanes_free
    if free and case.taken.hindrance is Hindrance.HELD:
        yield Proposal(Way.SHARE, Text(_LANES, {"free": free}), {"lanes": free})
    for part in case.asked.parts:
        if case.moment.index in part.free and not 0 < part.capacity < case.asked.people:
            yield Proposal(Way.SHARE, Text(_PART, {"part": part.name}), {"spaces": [part.space]})


def _yield(finding: Finding) -> Proposal:
    return Proposal(Way.YIELD, finding.text, rule=finding.rule)


def _splits(case: _Case) -> Iterator[Proposal]:
    for rest in case.taken.rest:
        if rest.end - rest.start >= LEAST_REST:
            yield Proposal(Way.SPLIT, Text(_REST, {"when": rest}), _times(rest, case.asked))
    if len({holder.booking for holder in case.taken.holders}) == 1:
        yield from _with(case, case.taken.holders[0])


def _with(case: _Case, holder: Holder) -> Iterator[Proposal]:
    """What two parties can agree on: half the place, half the time, every other week."""
    lanes = min((place.lanes for place in case.asked.places), default=1)
    if lanes > 1 and not case.taken.lanes_free:
        yield Proposal(Way.SPLIT, Text(_HALF_LANES, {"lanes": lanes // 2, "of": lanes}), {})
    halves = [part for part in case.asked.parts if not part.free]
    if len(halves) > 1:
        yield Proposal(Way.SPLIT, Text(_HALF_PLACE, {"parts": _names(halves)}))
    both = case.moment.interval
    if (
        holder.interval.start <= both.start
        and both.end <= holder.interval.end
        and both.end - both.start >= 2 * LEAST_REST
    ):
        yield _each_its_time(both)
    if case.asked.series and holder.series:
        yield _every_other_week(case)


def _names(parts: Sequence[Part]) -> tuple[str, ...]:
    return tuple(part.name for part in parts)


def _each_its_time(both: Interval) -> Proposal:
    """Parted in the middle, at a whole quarter of an hour."""
    half = (both.end - both.start) / 2
    middle = both.start + half // _QUARTER * _QUARTER
    values = {"first": Interval(both.start, middle), "second": Interval(middle, both.end)}
    return Proposal(Way.SPLIT, Text(_EACH_ITS_TIME, values))


def _every_other_week(case: _Case) -> Proposal:
    """The one who asks gets the kind of week in which more of its times are free, even weeks where it is the same."""
    taken = {taken.time for taken in case.asked.taken}
    free = [moment.day.isocalendar().week % 2 for moment in case.asked.times if moment.index not in taken]
    odd = free.count(1) > free.count(0)
    template = _ODD_WEEKS if odd else _EVEN_WEEKS
    return Proposal(Way.SPLIT, Text(template, {"week": case.moment.day.isocalendar().week}))


def _times(rest: Interval, asked: Asked) -> dict[str, Any]:
    return {"start": _wall(rest.start, asked), "end": _wall(rest.end, asked)}


def _wall(moment: datetime, asked: Asked) -> str:
    return to_wall(moment, asked.zone).isoformat(timespec="minutes")


def _only_held(findings: Sequence[Finding]) -> bool:
    """Whether nothing but those who hold it keeps the time from being had."""
    return all(finding.rule == "taken" for finding in findings if finding.effect is Effect.REFUSE)
