"""What no rulebook can set aside: the clock, the past, and places that are not for booking."""

from collections.abc import Iterator, Sequence

from booking.rules.facts import Asked, Flaw, Time
from booking.rules.verdict import Finding
from booking.vocabulary import Effect
from booking.wording import N_, Text

_FLAWS = {
    Flaw.SKIPPED: N_("This time does not exist: the clock is put forward that night."),
    Flaw.REPEATED: N_("This time happens twice: the clock is put back that night."),
}
_AWAY_FROM_CHANGE = N_("Choose a time that starts and ends before 2 o'clock or after 3 that night.")
_PASSED = N_("The time has passed.")
_AHEAD = N_("Choose a time that lies ahead.")
_NOT_BOOKABLE = N_("{space} cannot be booked: {reason}")
_ELSEWHERE = N_("Choose another place.")

CLOCK_CHANGE = "clock-change"
PAST = "past"
TIMES = frozenset({CLOCK_CHANGE, PAST})
"""Findings that say that there is no such time any more, or at all."""


def findings(asked: Asked) -> Iterator[Finding]:
    """Findings that refuse, whatever the rulebook says."""
    for flaw, template in _FLAWS.items():
        flawed = [moment for moment in asked.times if moment.flaw is flaw]
        yield from _refused(CLOCK_CHANGE, template, _AWAY_FROM_CHANGE, flawed)
    past = [moment for moment in asked.times if moment.interval.start < asked.now]
    yield from _refused(PAST, _PASSED, _AHEAD, past)
    for place in asked.places:
        if place.not_bookable:
            text = Text(_NOT_BOOKABLE, {"space": place.name, "reason": place.not_bookable})
            only_place = place.space if len(asked.places) > 1 else None
            yield Finding("not-bookable", Effect.REFUSE, text, Text(_ELSEWHERE), place=only_place, firm=True)


def _refused(rule: str, template: str, remedy: str, times: Sequence[Time]) -> Iterator[Finding]:
    if times:
        indices = tuple(moment.index for moment in times)
        yield Finding(rule, Effect.REFUSE, Text(template), Text(remedy), times=indices, firm=True)
