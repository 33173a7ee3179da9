"""Lanes for more than one party."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from booking.rules.facts import Asked, Place, Time
from booking.rules.rule import Found, Rule, found
from booking.vocabulary import Effect
from booking.wording import N_

_TOO_MANY = N_("One party gets at most {most:lane|lanes} here; {lanes} are asked for.")
_FEWER = N_("Ask for {most:lane|lanes} or fewer.")


@dataclass(frozen=True, kw_only=True)
class LanesPerParty(Rule, id="lanes-per-party"):
    """One party asks for no more than so many lanes, courts or corners. It says nothing where no number is asked for.

    - most: lanes (3 of 6 in a public swimming hall).
    - effect: what happens to more (refuse).

    Source: municipal practice.
    """

    most: int
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        if asked.lanes is not None and asked.lanes > self.most:
            yield found(self.effect, _TOO_MANY, None, _FEWER, lanes=asked.lanes, most=self.most)
