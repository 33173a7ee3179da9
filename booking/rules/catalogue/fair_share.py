"""A fair share of the hours that everybody wants, and of all hours by how many members there are."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import ClassVar

from booking.rules.catalogue.quotas import Week, hours_of, in_order, over_week, week_of
from booking.rules.facts import Asked, Gather, Place, Time
from booking.rules.rule import Found, Rule, found
from booking.vocabulary import Effect
from booking.wording import N_

_PRIME_TIME = N_(
    "Over the share of {quota_hours:hour|hours} a week between {starts} and {ends:24}, when most want to come: "
    "in week {week} of {year} it would be {hours}."
)
_EDGE_HOURS = N_("Choose a time before {starts} or after {ends:24}, another day, or give back time that is not needed.")
_MEMBERS = N_(
    "Over the share of {quota_hours:hour|hours} a week that goes with {members:member|members}: "
    "in week {week} of {year} it would be {hours}."
)
_SHORTER = N_("Choose a shorter time, give back time that is not needed, or report more members.")

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


class Weekday(StrEnum):
    """Monday first."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


_WEEKDAYS = tuple(Weekday)


@dataclass(frozen=True, kw_only=True)
class PrimeTimeQuota(Rule, id="prime-time-quota"):
    """An organization holds no more than so many hours of an ISO week in the part of the day that everybody wants.

    Counted by the wall clock, anywhere, this request included; only what lies between the two hours counts. Of a
    request that is partly over it, the earliest times are kept.

    - hours: hours of prime time a week (10).
    - starts, ends: wall clock (16:00 and 21:00). 00:00 as `ends` is midnight.
    - weekdays: the days that have prime time (mon, tue, wed, thu).
    - effect: what happens to times over it (refuse).

    Source: DK-23.
    """

    gathers: ClassVar[frozenset[Gather]] = frozenset({Gather.USED_TIMES})
    counts: ClassVar[bool] = True
    hours: int
    starts: time = time(16)
    ends: time = time(21)
    weekdays: frozenset[Weekday] = frozenset({Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU})
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        prime = [(moment, self._minutes(moment.start_local, moment.end_local)) for moment in in_order(times)]
        if not any(minutes for _, minutes in prime):
            return
        used = self._used(asked)
        for moment, minutes in prime:
            week = year, number = week_of(moment.day)
            after = used[week] + minutes
            if minutes and after > self.hours * 60:
                values = {"quota_hours": self.hours, "hours": hours_of(after), "year": year, "week": number}
                yield found(
                    self.effect, _PRIME_TIME, [moment], _EDGE_HOURS, **values, starts=self.starts, ends=self.ends
                )
            elif moment.index not in asked.lost:
                used[week] = after

    def contradictions(self) -> Iterator[str]:
        if time() < self.ends <= self.starts:
            yield "ends is not after starts, so no time would count; exchange them (00:00:00 as ends is midnight)"

    def _used(self, asked: Asked) -> Counter[Week]:
        used: Counter[Week] = Counter()
        for each in asked.used_times:
            used[week_of(each.start_local.date())] += self._minutes(each.start_local, each.end_local)
        return used

    def _minutes(self, start: datetime, end: datetime) -> int:
        """How many minutes of a time are prime time."""
        minutes, day, last = 0, start.date(), end.date()
        while day <= last:
            if _WEEKDAYS[day.weekday()] in self.weekdays:
                opens, closes = self._window(day)
                minutes += max((min(end, closes) - max(start, opens)) // _MINUTE, 0)
            day += _DAY
        return minutes

    def _window(self, day: date) -> tuple[datetime, datetime]:
        until = day if self.ends > self.starts else day + _DAY
        return datetime.combine(day, self.starts), datetime.combine(until, self.ends)


@dataclass(frozen=True, kw_only=True)
class MembersPerHour(Rule, id="members-per-hour"):
    """An organization holds one hour an ISO week for so many members, anywhere, this request included, and always one.

    It says nothing of those whose members are not known. Of a request that is partly over it, the earliest times are
    kept. Its scope may name an activity, as every sport has its own number.

    - members: members for each hour a week (handball 14, volleyball 24, basketball 17).
    - effect: what happens to times over it (refuse).

    Source: DK-23, DK-38.
    """

    gathers: ClassVar[frozenset[Gather]] = frozenset({Gather.USED_DAYS})
    counts: ClassVar[bool] = True
    members: int
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        members = asked.applicant.members
        if not members or not self.members:
            return
        hours = max(members // self.members, 1)
        for moment, (year, week), minutes in over_week(asked, times, hours):
            values = {"quota_hours": hours, "hours": hours_of(minutes), "year": year, "week": week}
            yield found(self.effect, _MEMBERS, [moment], _SHORTER, **values, members=members)
