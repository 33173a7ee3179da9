"""Amplified music: on how many days, and until when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import ClassVar

from booking.rules.catalogue.quotas import in_order
from booking.rules.facts import Asked, Gather, Place, Time
from booking.rules.rule import Found, Rule, found, together
from booking.vocabulary import Effect
from booking.wording import N_

_DAYS = N_("There is amplified music on {used:day|days} of {year} here already; {most} are the most.")
_ACOUSTIC = N_("Choose another place, play without amplifier, or choose a day on which there is music already.")
_TOO_LATE = N_("Amplified music ends at {latest}.")
_END_EARLIER = N_("End at {latest} at the latest, or play without amplifier.")

_DAY = timedelta(days=1)
_MORNING = timedelta(hours=6)
_SATURDAY = 5


@dataclass(frozen=True, kw_only=True)
class MusicDays(Rule, id="music-days"):
    """At one venue there is amplified music on so many days of a calendar year. Music without amplifier is not counted.

    It says nothing where amplified music was not said. Of a request that is partly over it, the earliest days are kept;
    days on which there is music already are no further days.

    - most: days a year (20).
    - effect: what happens to days over it (refuse).

    Source: DK-74.
    """

    gathers: ClassVar[frozenset[Gather]] = frozenset({Gather.YEARS})
    counts: ClassVar[bool] = True
    most: int = 20
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        if not asked.details.amplified_music:
            return
        days = {day for each in asked.years if each.venue == place.venue for day in each.music_days}
        for moment in in_order(times):
            used = sum(day.year == moment.day.year for day in days)
            if moment.day not in days and used >= self.most:
                values = {"used": used, "year": moment.day.year, "most": self.most}
                yield found(self.effect, _DAYS, [moment], _ACOUSTIC, **values)
            elif moment.index not in asked.lost:
                days.add(moment.day)


@dataclass(frozen=True, kw_only=True)
class MusicEnds(Rule, id="music-ends"):
    """A time with amplified music ends by some hour of the evening, earlier where the next day is a working day.

    It says nothing where amplified music was not said. Until six in the morning it is still the evening before.

    - before_working_days: wall clock (22:00).
    - otherwise: wall clock on Fridays, Saturdays and before public holidays (23:00).
    - effect: what happens to a time that ends later (refuse).

    Source: DK-74.
    """

    before_working_days: time = time(22)
    otherwise: time = time(23)
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        if not asked.details.amplified_music:
            return
        late = [moment for moment in times if moment.end_local > self._latest(moment, asked)]
        for latest, group in together(late, lambda moment: self._latest(moment, asked).time()).items():
            yield found(self.effect, _TOO_LATE, group, _END_EARLIER, latest=latest)

    def _latest(self, moment: Time, asked: Asked) -> datetime:
        evening = (moment.start_local - _MORNING).date()
        clock = self.before_working_days if _is_working_day(evening + _DAY, asked) else self.otherwise
        return datetime.combine(evening, clock)


def _is_working_day(day: date, asked: Asked) -> bool:
    return day.weekday() < _SATURDAY and day not in asked.public_holidays
