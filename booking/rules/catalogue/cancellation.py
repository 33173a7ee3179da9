"""Until when time is given back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from booking.rules.cancelling import CancellingRule
from booking.rules.facts import Asked, Place, Time
from booking.rules.rule import Found, found
from booking.vocabulary import Effect
from booking.wording import N_
from calendars.zone import to_utc_lenient

_LATE = N_("It was to be given back by {deadline}, so it counts as cancelled late. Thank you for giving it back.")
_EARLIER = N_("Give time back as soon as you know that you do not need it, and others can have it.")
_TOO_LATE = N_("It could be cancelled until {deadline}.")
_CALL = N_("Turn to the municipality: an officer can still cancel it.")


@dataclass(frozen=True, kw_only=True)
class Cancellation(CancellingRule, id="cancellation"):
    """Time is given back so long before it begins. Asked when a time is cancelled, never of a request.

    Exactly at the deadline is in time, a second later is late. Where both hours and days are given, both must be kept.
    Officers cancel at any time.

    - hours: hours that really pass before the time begins (48; 0: not asked).
    - days: local days before it, at the same hour (0: not asked).
    - effect: what becomes of what is given back later: inform (given back, and told that it counts as late) or refuse.

    Source: DK-52.
    """

    hours: int = 0
    days: int = 0
    effect: Effect = Effect.INFORM

    def judge_cancelling(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        refused = self.effect is Effect.REFUSE
        template, remedy = (_TOO_LATE, _CALL) if refused else (_LATE, _EARLIER)
        for moment in times:
            deadline = self._deadline(moment, asked)
            if asked.now > deadline:
                yield found(self.effect, template, [moment], remedy, deadline=deadline, zone=asked.zone)

    def _deadline(self, moment: Time, asked: Asked) -> datetime:
        """Days are counted by the wall clock, hours by what really passes (behaviours 9 and 22)."""
        by_days = to_utc_lenient(moment.start_local - timedelta(days=self.days), asked.zone)
        return min(moment.interval.start - timedelta(hours=self.hours), by_days)
