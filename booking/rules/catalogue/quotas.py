"""Not more than one's share: hours a week, hours a day, and single bookings to come."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from booking.rules.facts import Asked, Gather, Place, Time
from booking.rules.rule import Found, Rule, found
from booking.vocabulary import Effect
from booking.wording import N_

_WEEK = N_("Over the quota of {quota_hours:hour|hours} a week: in week {week} of {year} it would be {hours}.")
_OTHER_WEEK = N_("Choose another week, a shorter time, or give back time that is not needed.")
_DAY = N_("Over the quota of {quota_hours:hour|hours} a day: on {day} it would be {hours}.")
_OTHER_DAY = N_("Choose another day, a shorter time, or give back time that is not needed.")
_SINGLES = N_("At most {most:single booking|single bookings} may lie ahead; {coming} do.")
_WAIT = N_("Wait until one of them is over, or cancel one.")

Week = tuple[int, int]
"""Year and number of an ISO week."""


@dataclass(frozen=True, kw_only=True)
class WeeklyQuota(Rule, id="weekly-quota"):
    """An organization holds no more than so many hours in an ISO week, anywhere, this request included.

    Hours are those that really pass; a time counts in the week in which it starts, once, however many spaces it holds.
    Of a request that is partly over the quota, the earliest times are kept.

    - hours: hours a week (8 for lending).
    - effect: what happens to times over it (refuse).

    Source: DK-23, DK-38.
    """

    gathers: ClassVar[frozenset[Gather]] = frozenset({Gather.USED_DAYS})
    counts: ClassVar[bool] = True
    hours: int
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        for moment, (year, week), minutes in over_week(asked, times, self.hours):
            values = {"quota_hours": self.hours, "hours": hours_of(minutes), "year": year, "week": week}
            yield found(self.effect, _WEEK, [moment], _OTHER_WEEK, **values)


@dataclass(frozen=True, kw_only=True)
class DailyQuota(Rule, id="daily-quota"):
    """An organization holds no more than so many hours on one local day, anywhere, this request included.

    Counted as the weekly quota is; a time over midnight counts on the day on which it starts.

    - hours: hours a day (4 for lending).
    - effect: what happens to times over it (refuse).

    Source: DK-23.
    """

    gathers: ClassVar[frozenset[Gather]] = frozenset({Gather.USED_DAYS})
    counts: ClassVar[bool] = True
    hours: int
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        used = Counter({used_day.day: used_day.minutes for used_day in asked.used_days})
        for moment in in_order(times):
            minutes = used[moment.day] + moment.interval.minutes
            if minutes > self.hours * 60:
                values = {"quota_hours": self.hours, "hours": hours_of(minutes), "day": moment.day}
                yield found(self.effect, _DAY, [moment], _OTHER_DAY, **values)
            elif moment.index not in asked.lost:
                used[moment.day] = minutes


@dataclass(frozen=True, kw_only=True)
class ComingSingles(Rule, id="coming-singles"):
    """An organization has no more than so many single bookings ahead of it; series are not counted.

    - most: single bookings to come, this one included (5).
    - effect: what happens to more (refuse).

    Source: DK-45.
    """

    gathers: ClassVar[frozenset[Gather]] = frozenset({Gather.COMING_SINGLES})
    counts: ClassVar[bool] = True
    most: int
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        if asked.series:
            return
        coming, over = asked.coming_singles, []
        for moment in in_order(times):
            if coming >= self.most:
                over.append(moment)
            elif moment.index not in asked.lost:
                coming += 1
        if over:
            yield found(self.effect, _SINGLES, over, _WAIT, most=self.most, coming=coming)


def over_week(asked: Asked, times: Sequence[Time], hours: int) -> Iterator[tuple[Time, Week, int]]:
    """The times that are over so many hours a week, with the week and the minutes that it would then have."""
    used: Counter[Week] = Counter()
    for used_day in asked.used_days:
        used[week_of(used_day.day)] += used_day.minutes
    for moment in in_order(times):
        week = week_of(moment.day)
        minutes = used[week] + moment.interval.minutes
        if minutes > hours * 60:
            yield moment, week, minutes
        elif moment.index not in asked.lost:
            used[week] = minutes


def week_of(day: date) -> Week:
    """The ISO week in which the day lies."""
    year, week, _ = day.isocalendar()
    return year, week


def in_order(times: Sequence[Time]) -> Sequence[Time]:
    """The earliest first."""
    return sorted(times, key=lambda moment: (moment.interval.start, moment.index))


def hours_of(minutes: int) -> float | int:
    """Hours to be told, whole where they are."""
    return minutes // 60 if minutes % 60 == 0 else round(minutes / 60, 2)
