"""Starts that leave no odd minutes."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from booking.rules.facts import Asked, Place, Time
from booking.rules.rule import Found, Rule, found, together
from booking.vocabulary import Effect
from booking.wording import N_
from calendars.zone import to_utc_lenient, to_wall

_OFF_GRID = N_("Starts lie {minutes:minute|minutes} apart, counted from when it opens.")
_NEAREST = N_("Start at {before} or {after}.")

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class StartGrid(Rule, id="start-grid"):
    """The time starts a whole number of steps after the opening in which it lies; without opening hours, midnight.

    - minutes: the step (15 or 30).
    - effect: what happens to other starts (refuse).

    Source: municipal practice.
    """

    minutes: int
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        off = [moment for moment in times if self._past(moment, asked, place)]
        for (before, after), group in together(off, lambda moment: self._nearest(moment, asked, place)).items():
            yield found(self.effect, _OFF_GRID, group, _NEAREST, minutes=self.minutes, before=before, after=after)

    def _past(self, moment: Time, asked: Asked, place: Place) -> int:
        """Minutes that have really passed since the last start of the grid; none where it is closed."""
        opens = _opens(moment, asked, place)
        if opens is None or not self.minutes:
            return 0
        return (moment.interval.start - opens) // _MINUTE % self.minutes

    def _nearest(self, moment: Time, asked: Asked, place: Place) -> tuple[time, time]:
        before = moment.interval.start - self._past(moment, asked, place) * _MINUTE
        after = before + self.minutes * _MINUTE
        return to_wall(before, asked.zone).time(), to_wall(after, asked.zone).time()


def _opens(moment: Time, asked: Asked, place: Place) -> datetime | None:
    """The beginning of the opening that the start lies in."""
    start = moment.interval.start
    if not place.openings:
        return to_utc_lenient(datetime.combine(moment.day, time()), asked.zone)
    last = bisect_right(place.openings, start, key=lambda opening: opening.start) - 1
    return place.openings[last].start if last >= 0 and place.openings[last].contains(start) else None
