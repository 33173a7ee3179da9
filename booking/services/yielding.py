"""Where those who would have to yield could go instead: the nearest equal hours or place for each of their times."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from booking.rules import engine
from booking.rules.equal import Equal
from booking.rules.facts import Asked, Place, Time
from booking.rules.rulebook import Rulebook
from booking.services import equals, occupancy, parties, placing
from booking.services.judging import Judgement
from booking.services.parties import Party
from booking.services.places import KnownSpace
from booking.services.wanted import needs_of
from booking.vocabulary import Effect
from calendars.occupancy import Claimed, Clash, Occupancy, Placement, merge_needs


@dataclass(frozen=True, slots=True)
class Instead:
    """What one who yields could have."""

    spaces: tuple[KnownSpace, ...]
    time: Time


@dataclass(frozen=True, slots=True)
class _Town:
    """What is known of all parties: the rules, their places by ref, and the occurrences whose holds do not count."""

    rulebook: Rulebook
    places: Mapping[str, Place]
    ignoring: frozenset[int]


def instead(
    session: Session, judgement: Judgement, occurrences: Collection[int], known: Sequence[KnownSpace]
) -> Mapping[int, Instead]:
    """By occurrence that would yield, what it could have, where there is anything. At most five queries.

    The request has what it asks for, and no two that yield get the same. A way is allowed where the rules find nothing
    against it that they do not find against what the party has now; others who share a place are not weighed: where
    there are any, it is left out.
    """
    rulebook = judgement.force.rulebook
    found, places = parties.of(session, occurrences, known, judgement.asked, rulebook.equal)
    town = _Town(rulebook, places, frozenset(occurrences).union(judgement.ignoring))
    if not found:
        return {}
    held = _with_request(_held(session, found, rulebook.equal.minutes), judgement, town.ignoring)
    answer: dict[int, Instead] = {}
    for party in found:
        held, got = _settled(held, party, town)
        answer |= {party.occurrences[index]: it for index, it in got.items()}
    return answer


def _held(session: Session, found: Sequence[Party], minutes: int) -> Occupancy:
    units = {unit for party in found for space in party.everywhere for unit in space.unit_lanes}
    around = {it.interval.widened(minutes, minutes) for party in found for it in party.asked.times}
    buffer = max(max(party.asked.setup_minutes, party.asked.clear_up_minutes) for party in found)
    return occupancy.held(session, units, sorted(around), buffer)


def _with_request(held: Occupancy, judgement: Judgement, ignoring: Collection[int]) -> Occupancy:
    """As it would be with the request where it wants to be."""
    claims: list[Claimed] = []
    for _, _, answer in placing.each(held, judgement.wanted, ignoring):
        if isinstance(answer, Placement):
            claims += answer.claims
    return held.with_(claims, occurrence=-1)


def _settled(held: Occupancy, party: Party, town: _Town) -> tuple[Occupancy, Mapping[int, Instead]]:
    """What each time of the party gets, and the holds with it."""
    got: dict[int, Instead] = {}
    present = _refused(party.asked, party.spaces, party.asked.times, town)
    for spaces, times in _ways(party, town.rulebook.equal):
        if len(got) == len(times):
            break
        free = {
            it.index: place for it in times if it.index not in got and (place := _place(held, party, spaces, it, town))
        }
        refused = _refused(party.asked, spaces, times, town) if free else ()
        for index, placement in free.items():
            if refused[index] <= present[index]:
                got[index] = Instead(spaces, times[index])
                held = held.with_(placement.claims, occurrence=-1 - party.occurrences[index])
    return held, got


def _ways(party: Party, equal: Equal) -> Iterator[tuple[tuple[KnownSpace, ...], tuple[Time, ...]]]:
    """Other hours, then other spaces, each nearest first."""
    for shift in equals.shifts(equal):
        times = equals.shifted(party.asked.times, shift, party.asked.zone)
        if times is not None:
            yield party.spaces, times
    yield from (((space,), party.asked.times) for space in party.equal)


def _place(held: Occupancy, party: Party, spaces: Sequence[KnownSpace], it: Time, town: _Town) -> Placement | None:
    """Where that time would be placed, if it is open and free then and nobody else shares the place."""
    asked, shared = party.asked, [space for space in spaces if town.places[space.ref].whole]
    if not all(town.places[space.ref].open.covers(it.interval) for space in spaces):
        return None
    if placing.beside(held, shared, it, town.ignoring):
        return None
    needs = merge_needs([needs_of(space, party.lanes) for space in spaces])
    lanes = {unit: number for space in spaces for unit, number in space.unit_lanes.items()}
    answer = held.place(needs, lanes, it.interval, asked.setup_minutes, asked.clear_up_minutes, town.ignoring)
    return None if isinstance(answer, Clash) else answer


def _refused(
    asked: Asked, spaces: Sequence[KnownSpace], times: tuple[Time, ...], town: _Town
) -> Sequence[frozenset[str]]:
    """For each time the rules that refuse it."""
    places = tuple(town.places[space.ref] for space in spaces)
    verdict = engine.judge(town.rulebook, replace(asked, places=places, times=times))
    return [
        frozenset(it.rule for it in (*verdict.findings, *said.findings) if it.effect is Effect.REFUSE)
        for said in verdict.occurrences
    ]
