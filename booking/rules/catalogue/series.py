"""Whether the same can be had every week."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from booking.rules.facts import Asked, Place, Time
from booking.rules.rule import Found, Rule, found
from booking.vocabulary import Effect
from booking.wording import N_

_NO_SERIES = N_("{space} is not given every week: one time is asked for at a time.")
_ONE = N_("Ask for one time.")
_TOO_MANY = N_("A series has at most {most:time|times} here; this one has {asked}.")
_FEWER = N_("End the series earlier, and ask again for the rest later.")


@dataclass(frozen=True, kw_only=True)
class Series(Rule, id="series"):
    """A place is given once, or a number of times, in one request.

    - most: times of one series (1: no series at all; 60 for a season). Of a longer one the earliest are kept.
    - effect: what happens to the rest, or to a series where there is none (refuse).

    Source: DK-27, DK-45, DK-46.
    """

    most: int
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        if self.most <= 1:
            if asked.series:
                yield found(self.effect, _NO_SERIES, None, _ONE, space=place.name)
            return
        rest = sorted(times, key=lambda moment: (moment.interval.start, moment.index))[self.most :]
        if rest:
            yield found(self.effect, _TOO_MANY, rest, _FEWER, most=self.most, asked=len(times))
