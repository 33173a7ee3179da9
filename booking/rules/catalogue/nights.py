"""Nights in a building that is not made for sleeping in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from booking.rules.catalogue.quotas import in_order
from booking.rules.facts import Asked, Gather, Place, Time
from booking.rules.rule import Found, Rule, found
from booking.vocabulary import Effect
from booking.wording import N_

_TOO_LONG = N_("More than {most_in_one_go:night|nights} in one go.")
_SHORTER = N_("Ask for {most_in_one_go:night|nights} in a row at most.")
_TOO_MANY = N_(
    "People may sleep in the building on {most_in_year:night|nights} of a year; {used} of {year} are taken, "
    "and with this it would be {nights}."
)
_ELSEWHERE = N_("Choose another building, another year, or {left:night|nights} at most.")
_NONE_LEFT = N_("Choose another building or another year.")

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Nights(Rule, id="nights"):
    """People sleep in a building a few nights in one go, and some nights of a calendar year, whoever they are.

    A night belongs to the year in which it begins, and to the local day. Of a request that is partly over it, the
    earliest times are kept. Its scope should be overnight stays.

    - most_in_one_go: nights in a row (7; 0: no such bound).
    - most_in_year: nights of a building in a calendar year (50; 0: no such bound).
    - effect: what happens to times over it (refuse).

    Source: DK-66; BR18 on the temporary use of buildings for overnight stays.
    """

    gathers: ClassVar[frozenset[Gather]] = frozenset({Gather.YEARS})
    counts: ClassVar[bool] = True
    most_in_one_go: int = 7
    most_in_year: int = 50
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        used = {night for each in asked.years if each.venue == place.venue for night in each.nights}
        slept: set[date] = set()
        for moment in in_order(times):
            nights = _nights(moment)
            over = [*self._in_one_go(moment, slept | nights), *self._in_year(moment, nights, used)]
            yield from over
            if not over and moment.index not in asked.lost:
                slept |= nights
                used |= nights

    def _in_one_go(self, moment: Time, slept: set[date]) -> Iterator[Found]:
        if self.most_in_one_go and _run(moment, slept) > self.most_in_one_go:
            yield found(self.effect, _TOO_LONG, [moment], _SHORTER, most_in_one_go=self.most_in_one_go)

    def _in_year(self, moment: Time, nights: set[date], used: set[date]) -> Iterator[Found]:
        for year in sorted({night.year for night in nights - used}) if self.most_in_year else ():
            before, after = (sum(night.year == year for night in known) for known in (used, used | nights))
            if after > self.most_in_year:
                left = self.most_in_year - before
                values = {"most_in_year": self.most_in_year, "used": before, "year": year, "nights": after}
                remedy = _ELSEWHERE if left > 0 else _NONE_LEFT
                yield found(self.effect, _TOO_MANY, [moment], remedy, **values, left=left)


def nights_of(moment: Time) -> int:
    """How many nights the time lasts."""
    return max((moment.end_local.date() - moment.day).days, 0)


def _nights(moment: Time) -> set[date]:
    """The days on which its nights begin."""
    return {moment.day + number * _DAY for number in range(nights_of(moment))}


def _run(moment: Time, slept: set[date]) -> int:
    """How many nights in a row, up to the last of the time."""
    night, run = moment.day + (nights_of(moment) - 1) * _DAY, 0
    while night in slept:
        night, run = night - _DAY, run + 1
    return run
