"""Neither too short nor too long."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from booking.rules.facts import Asked, Place, Time
from booking.rules.rule import Found, Rule, found, together
from booking.vocabulary import Effect
from booking.wording import N_

_TOO_SHORT = N_("Too short: {asked:minute|minutes}; at least {min_minutes:minute|minutes} are booked.")
_TOO_LONG = N_("Too long: {asked:minute|minutes}; at most {max_minutes:minute|minutes} are booked at a time.")
_LONGER = N_("Ask for {min_minutes:minute|minutes} or more.")
_SHORTER = N_("Ask for {max_minutes:minute|minutes} or less.")


@dataclass(frozen=True, kw_only=True)
class Length(Rule, id="length"):
    """The time lasts neither too short nor too long, in minutes that really pass, also when the clocks change.

    - min_minutes: the least (30; 0: no such bound).
    - max_minutes: the most (360; 0: no such bound).
    - effect: what happens to other lengths (refuse).

    Source: municipal practice.
    """

    min_minutes: int = 0
    max_minutes: int = 0
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        for minutes, group in together(times, lambda moment: moment.interval.minutes).items():
            if minutes < self.min_minutes:
                yield found(self.effect, _TOO_SHORT, group, _LONGER, asked=minutes, min_minutes=self.min_minutes)
            if self.max_minutes and minutes > self.max_minutes:
                yield found(self.effect, _TOO_LONG, group, _SHORTER, asked=minutes, max_minutes=self.max_minutes)

    def contradictions(self) -> Iterator[str]:
        if 0 < self.max_minutes < self.min_minutes:
            yield "min_minutes is more than max_minutes, so no time would fit; exchange them"
