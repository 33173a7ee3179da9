"""Not too far ahead."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from booking.rules.facts import Asked, Place, Time
from booking.rules.rule import Basis, Found, Rule, found
from booking.vocabulary import Effect
from booking.wording import N_

_TOO_FAR = N_("Too far ahead: the last day that can be asked for is {last_day}.")
_CHOOSE_EARLIER = N_("Choose a day until {last_day}, that day included.")


@dataclass(frozen=True, kw_only=True)
class Horizon(Rule, id="horizon"):
    """The time starts on or before a last day, that day included. Of several bounds the earliest holds.

    - days: days from today (365; 0: no such bound).
    - months: calendar months from today (12; 0: no such bound).
    - last_day: a date, such as the end of the season.
    - period: the last day of the named period of this kind in which it is asked for (season: the running one only).
      Who asks between two of them is not bound by it.
    - effect: what happens to a time beyond it (refuse).

    Source: DK-06, DK-77.
    """

    basis = Basis.REQUEST
    days: int = 0
    months: int = 0
    last_day: date | None = None
    period: str = ""
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        last_day = min(self._bounds(asked), default=date.max)
        beyond = [moment for moment in times if moment.day > last_day]
        if beyond:
            yield found(self.effect, _TOO_FAR, beyond, _CHOOSE_EARLIER, last_day=last_day)

    def _bounds(self, asked: Asked) -> Iterator[date]:
        today = asked.asked_on
        if self.days:
            yield today + timedelta(days=self.days)
        if self.months:
            yield _months_after(today, self.months)
        if self.last_day:
            yield self.last_day
        if self.period:
            running = [period.last_day for kind, period in asked.periods if kind == self.period and today in period]
            yield max(running, default=date.max)


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
