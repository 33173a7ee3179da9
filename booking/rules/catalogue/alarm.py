"""Out before the alarm."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from booking.rules.facts import Asked, Place, Time
from booking.rules.rule import Found, Rule, found, together
from booking.vocabulary import Effect
from booking.wording import N_

_TOO_LATE = N_("The alarm is set at {alarm}, and everybody must be out by {latest}.")
_END_EARLIER = N_("End at {latest} at the latest.")

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class ExitMargin(Rule, id="exit-margin"):
    """The time ends some minutes before the alarm is set; it is never shortened silently.

    - alarm_at: wall clock at which the alarm is set (22:00).
    - minutes: between leaving and the alarm (15).
    - with_clear_up: whether the minutes of clear-up asked for come before leaving, too (false).
    - effect: what happens to a time that ends later (refuse).

    Source: DK-33.
    """

    alarm_at: time
    minutes: int = 15
    with_clear_up: bool = False
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        needed = timedelta(minutes=self.minutes + (asked.clear_up_minutes if self.with_clear_up else 0))
        late = [moment for moment in times if moment.end_local > self._alarm(moment) - needed]
        for latest, group in together(late, lambda moment: (self._alarm(moment) - needed).time()).items():
            yield found(self.effect, _TOO_LATE, group, _END_EARLIER, alarm=self.alarm_at, latest=latest)

    def _alarm(self, moment: Time) -> datetime:
        """The first alarm after the start."""
        alarm = datetime.combine(moment.day, self.alarm_at)
        return alarm if alarm > moment.start_local else alarm + _DAY
