"""Who can be beside whom, and what becomes of a time at which others stand in the way."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from booking.rules.applying import applied
from booking.rules.catalogue.shared_use import SharedUse
from booking.rules.facts import Asked, Beside, Hindrance, Place, Taken
from booking.rules.rulebook import Rulebook
from booking.rules.verdict import TAKEN, Finding
from booking.vocabulary import Effect
from booking.wording import N_, Text

_TAKEN = {
    Hindrance.HELD: N_("Taken {when} by {kind} ({audience})."),
    Hindrance.APART: N_("Shared {when} with {kind} ({audience}), and the two do not go together."),
    Hindrance.FULL: N_("Shared {when} with {kind} ({audience}), and all together there would be too many persons."),
}
_TAKEN_BY_MORE = {
    Hindrance.HELD: N_("Taken {when} by {kind} ({audience}) and {others:other booking|other bookings}."),
    Hindrance.APART: N_(
        "Shared {when} with {kind} ({audience}) and {others:other booking|other bookings}, and they do not go together."
    ),
    Hindrance.FULL: N_(
        "Shared {when} with {kind} ({audience}) and {others:other booking|other bookings}, "
        "and all together there would be too many persons."
    ),
}
_ELSEWHERE = N_("Choose another time or place; the nearest free ones are listed as alternatives.")
_TWICE = N_("This time overlaps another one of the same request.")
_ONCE = N_("Leave out one of the two.")
_LANES_SHORT = N_("There are {lanes_short:lane|lanes} too few, whoever else is there.")
_FEWER_LANES = N_("Ask for fewer lanes.")


def lanes(rulebook: Rulebook, asked: Asked) -> int | None:
    """How many lanes the request takes of each place that has several, where it shares all those with others; None
    where it takes what the spaces say, or named a number itself.
    """
    divisible = [place for place in asked.places if place.lanes > 1]
    if asked.lanes is not None or not divisible:
        return None
    rules = [_shared_use(rulebook, asked, place) for place in divisible]
    taken = [rule.taken(asked, place) for rule, place in zip(rules, divisible, strict=True) if rule is not None]
    return max(taken) if len(taken) == len(divisible) else None


def with_those_apart(rulebook: Rulebook, asked: Asked) -> Asked:
    """The request with each time taken at which others have other lanes, and they and it cannot be beside each
    other; nor has it use for lanes that are free beside such others.
    """
    if not (asked.taken or asked.beside):
        return asked
    in_the_way = tuple(_useful(rulebook, asked, taken) if taken.lanes_free else taken for taken in asked.taken)
    known = {taken.time for taken in asked.taken}
    apart = (_apart(rulebook, asked, beside) for beside in asked.beside if beside.time not in known)
    by_time = {taken.time: taken for taken in apart if taken is not None}
    return replace(asked, taken=(*in_the_way, *by_time.values()))


def _useful(rulebook: Rulebook, asked: Asked, taken: Taken) -> Taken:
    """With no lanes free where those who have the others do not go together with the request."""
    rules = ((place, _shared_use(rulebook, asked, place)) for place in asked.places)
    apart = any(rule is not None and rule.hindrance(asked, place, taken.holders) for place, rule in rules)
    return replace(taken, lanes_free=0) if apart else taken


def _apart(rulebook: Rulebook, asked: Asked, beside: Beside) -> Taken | None:
    place = next(place for place in asked.places if place.space == beside.space)
    rule = _shared_use(rulebook, asked, place)
    found = rule.hindrance(asked, place, beside.holders) if rule else None
    return Taken(beside.time, tuple(found[1]), hindrance=found[0]) if found else None


def _shared_use(rulebook: Rulebook, asked: Asked, place: Place) -> SharedUse | None:
    """The rule by which the request shares the place at each of its times."""
    for entry, _, times in applied(rulebook, asked, place):
        if isinstance(entry.rule, SharedUse) and len(times) == len(asked.times) and entry.rule.shares(asked, place):
            return entry.rule
    return None


def findings(asked: Asked, effects: Mapping[int, set[Effect]]) -> Iterator[Finding]:
    """What stands in the way of each taken time. It refuses, unless a rule leaves the time to an officer or the
    applicant would rather wait: then it waits for the place.
    """
    short: dict[int, list[int]] = {}
    for taken in asked.taken:
        if taken.holders:
            yield _taken(taken, Effect.REVIEW if _waits(asked, effects.get(taken.time, set())) else Effect.REFUSE)
        elif _asked_twice(asked, taken):
            yield Finding("asked-twice", Effect.REFUSE, Text(_TWICE), Text(_ONCE), times=(taken.time,), firm=True)
        else:
            short.setdefault(taken.lanes_short, []).append(taken.time)
    for lanes_short, times in short.items():
        text = Text(_LANES_SHORT, {"lanes_short": lanes_short})
        yield Finding("lanes", Effect.REFUSE, text, Text(_FEWER_LANES), times=tuple(times), firm=True)


def _waits(asked: Asked, effects: set[Effect]) -> bool:
    return asked.wait or not effects.isdisjoint((Effect.REVIEW, Effect.DISPLACE))


def _asked_twice(asked: Asked, taken: Taken) -> bool:
    """Whether the request stands in its own way, its set-up and clear-up counted in."""
    buffer = max(asked.setup_minutes, asked.clear_up_minutes)
    mine = next(moment.interval for moment in asked.times if moment.index == taken.time).widened(buffer, buffer)
    return any(moment.interval.overlaps(mine) for moment in asked.times if moment.index != taken.time)


def _taken(taken: Taken, effect: Effect) -> Finding:
    first = taken.holders[0]
    others = len(taken.holders) - 1
    values = {
        "kind": first.kind,
        "audience": first.audience,
        "when": first.interval,
        "holders": len(taken.holders),
        "lanes_short": taken.lanes_short,
    }
    if others:
        text = Text(_TAKEN_BY_MORE[taken.hindrance], values | {"others": others})
    else:
        text = Text(_TAKEN[taken.hindrance], values)
    return Finding(TAKEN, effect, text, Text(_ELSEWHERE), times=(taken.time,))
