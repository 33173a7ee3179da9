"""What becomes of a time at which others stand in the way, in the light of what the rules found about it."""

from collections.abc import Iterator, Mapping

from booking.rules.facts import Asked, Taken
from booking.rules.verdict import TAKEN, Finding
from booking.vocabulary import Effect
from booking.wording import N_, Text

_TAKEN = N_("Taken {when} by {kind} ({audience}).")
_TAKEN_BY_MORE = N_("Taken {when} by {kind} ({audience}) and {others:other booking|other bookings}.")
_ELSEWHERE = N_("Choose another time or place; the nearest free ones are listed as alternatives.")
_TWICE = N_("This time overlaps another one of the same request.")
_ONCE = N_("Leave out one of the two.")
_LANES_SHORT = N_("There are {lanes_short:lane|lanes} too few, whoever else is there.")
_FEWER_LANES = N_("Ask for fewer lanes.")


def findings(asked: Asked, effects: Mapping[int, set[Effect]]) -> Iterator[Finding]:
    """What stands in the way of each taken time. It refuses, unless a rule leaves the time to an officer: then it waits
    for the place."""
    short: dict[int, list[int]] = {}
    for taken in asked.taken:
        if taken.holders:
            undecided = not effects.get(taken.time, set()).isdisjoint((Effect.REVIEW, Effect.DISPLACE))
            yield _taken(taken, Effect.REVIEW if undecided else Effect.REFUSE)
        elif _asked_twice(asked, taken):
            yield Finding("asked-twice", Effect.REFUSE, Text(_TWICE), Text(_ONCE), times=(taken.time,))
        else:
            short.setdefault(taken.lanes_short, []).append(taken.time)
    for lanes_short, times in short.items():
        text = Text(_LANES_SHORT, {"lanes_short": lanes_short})
        yield Finding("lanes", Effect.REFUSE, text, Text(_FEWER_LANES), times=tuple(times))


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
    text = Text(_TAKEN_BY_MORE, values | {"others": others}) if others else Text(_TAKEN, values)
    return Finding(TAKEN, effect, text, Text(_ELSEWHERE), times=(taken.time,))
