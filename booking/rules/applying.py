"""Which rules of a rulebook apply to a request: where, and at which of its times."""

from collections.abc import Iterator, Sequence

from booking.rules.facts import Asked, Gather, Place, Time
from booking.rules.rulebook import Entry, Rulebook

Applied = tuple[Entry, Place, Sequence[Time]]
"""A rule in force, with a place and the times at which it applies there."""


def applied(rulebook: Rulebook, asked: Asked, place: Place) -> Iterator[Applied]:
    """Every rule that applies at the place: of those with the same id, the one with the most specific scope."""
    by_id: dict[str, list[Entry]] = {}
    for entry in rulebook.entries:
        if entry.scope.covers(asked, place):
            by_id.setdefault(entry.id, []).append(entry)
    for entries in by_id.values():
        for entry, times in _most_specific(entries, asked):
            yield entry, place, times


def _most_specific(entries: Sequence[Entry], asked: Asked) -> Iterator[tuple[Entry, Sequence[Time]]]:
    """Each rule with the times at which no rule of the same id with a more specific scope applies."""
    if len(entries) == 1:
        times = _times(entries[0], asked)
        if times:
            yield entries[0], times
        return
    ruled: dict[int, tuple[int, int]] = {}
    for entry in sorted(entries, key=lambda entry: entry.scope.specificity, reverse=True):
        mine = entry.scope.specificity
        times = [moment for moment in _times(entry, asked) if ruled.setdefault(moment.index, mine) == mine]
        if times:
            yield entry, times


def _times(entry: Entry, asked: Asked) -> Sequence[Time]:
    times = entry.scope.times(asked)
    if entry.days is None:
        return times
    first, last = entry.days
    return [moment for moment in times if first <= moment.day <= last]


def confidential(rulebook: Rulebook, asked: Asked) -> bool:
    """Whether a rule in scope judges by what only the organization itself is told."""
    return any(
        (entry.rule.confidential or Gather.STANDING in entry.rule.gathers)
        and any(entry.scope.covers(asked, place) for place in asked.places)
        for entry in rulebook.entries
    )


def gathers(rulebook: Rulebook, asked: Asked) -> frozenset[Gather]:
    """The facts that must be gathered before `judge`: those that a rule in scope needs."""
    wanted: set[Gather] = set()
    for entry in rulebook.entries:
        if not wanted.issuperset(entry.rule.gathers) and any(
            entry.scope.covers(asked, place) for place in asked.places
        ):
            wanted |= entry.rule.gathers
    return frozenset(wanted)
