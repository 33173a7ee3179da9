"""Public holidays, and named periods such as the school holidays."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from booking.rules.facts import Asked, Place, Time
from booking.rules.rule import Found, Rule, found
from booking.vocabulary import Effect
from booking.wording import N_
from calendars.holidays import NamedPeriod

_HOLIDAY = N_("{day} is a public holiday ({name}).")
_ANOTHER_DAY = N_("Choose another day.")
_PERIOD = N_("In {name}, {first_day} to {last_day}.")
_OUTSIDE = N_("Choose a day outside it.")
_APPLIED_IN_TIME = N_("In {name}, {first_day} to {last_day}: an officer decides on use in this period.")
_APPLY_EARLIER = N_("Choose a day outside it; use in this period must be applied for by {deadline}.")


@dataclass(frozen=True, kw_only=True)
class PublicHolidays(Rule, id="public-holidays"):
    """The time does not touch a public holiday; what a decision has reopened stays open.

    - effect: what happens on such a day (refuse).

    Source: DK-34, DK-35.
    """

    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        hit: dict[date, list[Time]] = {}
        for moment in times:
            for day in moment.days:
                if day in asked.public_holidays and not place.reopened.covers(moment.interval):
                    hit.setdefault(day, []).append(moment)
        for day, group in hit.items():
            yield found(self.effect, _HOLIDAY, group, _ANOTHER_DAY, day=day, name=asked.public_holidays[day])


@dataclass(frozen=True, kw_only=True)
class NamedPeriods(Rule, id="named-periods"):
    """The time does not touch a named period of some kind; what a decision has reopened stays open.

    The periods themselves are data: a kind (such as school_holiday), a name, a first and a last day.

    - kind: the kind of period.
    - effect: what happens in it (refuse).
    - apply_days: who asks at least so many days before the period begins goes to an officer instead
      (60 in Ballerup; 0: no such thing).

    Source: DK-30, DK-34, DK-35.
    """

    kind: str
    effect: Effect = Effect.REFUSE
    apply_days: int = 0

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        for kind, period in asked.periods:
            if kind == self.kind:
                hit = [
                    moment
                    for moment in times
                    if any(day in period for day in moment.days) and not place.reopened.covers(moment.interval)
                ]
                if hit:
                    yield self._found(asked, period, hit)

    def _found(self, asked: Asked, period: NamedPeriod, hit: Sequence[Time]) -> Found:
        values = {"name": period.name, "first_day": period.first_day, "last_day": period.last_day}
        if not self.apply_days:
            return found(self.effect, _PERIOD, hit, _OUTSIDE, **values)
        deadline = period.first_day - timedelta(days=self.apply_days)
        if asked.asked_on <= deadline:
            return found(Effect.REVIEW, _APPLIED_IN_TIME, hit, _OUTSIDE, **values, deadline=deadline)
        return found(self.effect, _PERIOD, hit, _APPLY_EARLIER, **values, deadline=deadline)
