"""Inside the opening hours, and inside the hours in which a place is lent out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from booking.rules.facts import Asked, Place, Time
from booking.rules.rule import Found, Rule, found, together
from booking.vocabulary import Effect
from booking.wording import N_, Text
from calendars.intervals import Interval, IntervalSet
from calendars.zone import day, to_wall

_CLOSED = N_("Closed that day.")
_ANOTHER_DAY = N_("Choose another day.")
_OUTSIDE = N_("Outside the opening hours, which are {hours} that day.")
_WITHIN = N_("Choose a time within {nearest}.")
_SPAN = N_("{opens} to {closes:24}")
_NOT_LENT = N_("Lent out only from {opens} to {closes:24}.")
_WITHIN_WINDOW = N_("Choose a time between {opens} and {closes:24}.")

_Clocks = tuple[time, time]


@dataclass(frozen=True, kw_only=True)
class OpeningHours(Rule, id="opening-hours"):
    """The whole time, from start to end, lies in the opening hours; set-up and clear-up may lie outside.

    The hours themselves are data of the venue or space, not of the rulebook.

    - effect: what happens outside them (refuse).

    Source: DK-32.
    """

    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        outside = [moment for moment in times if not place.open.covers(moment.interval)]
        if not outside:
            return
        hours = IntervalSet(place.openings)
        # What only a closure takes away is for the rule of closures to say.
        shut = [moment for moment in outside if not hours.covers(moment.interval)]
        for (open_that_day, nearest), group in together(shut, lambda moment: _hours(moment, hours, asked)).items():
            if nearest is None:
                yield found(self.effect, _CLOSED, group, _ANOTHER_DAY)
            else:
                spans = tuple(_span(clocks) for clocks in open_that_day)
                yield found(self.effect, _OUTSIDE, group, _WITHIN, hours=spans, nearest=_span(nearest))


@dataclass(frozen=True, kw_only=True)
class LendingWindow(Rule, id="lending-window"):
    """The time lies in a part of the local day, such as the hours that a school does not need for itself.

    - opens, closes: wall clock (16:00 and 22:00 in schools on weekdays). 00:00 as `closes` is midnight.
    - effect: what happens outside it (refuse).

    Source: DK-32.
    """

    opens: time
    closes: time
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        outside = [moment for moment in times if not self._covers(moment)]
        if outside:
            yield found(self.effect, _NOT_LENT, outside, _WITHIN_WINDOW, opens=self.opens, closes=self.closes)

    def contradictions(self) -> Iterator[str]:
        if time() < self.closes <= self.opens:
            yield "closes is not after opens, so no time would fit; exchange them (00:00:00 as closes is midnight)"

    def _covers(self, moment: Time) -> bool:
        if len(moment.days) > 1 or moment.start_local.time() < self.opens:
            return False
        end = moment.end_local.time()
        return self.closes == time() or time() < end <= self.closes


def _hours(moment: Time, hours: IntervalSet, asked: Asked) -> tuple[tuple[_Clocks, ...], _Clocks | None]:
    """The opening hours of the day as clock times, and the nearest of them, longest enough first."""
    known = hours.overlapping(day(moment.day, asked.zone))
    nearest = min(known, key=lambda opening: _distance(opening, moment.interval), default=None)
    return (
        tuple(dict.fromkeys(_clocks(opening, asked) for opening in known)),
        _clocks(nearest, asked) if nearest else None,
    )


def _distance(opening: Interval, wanted: Interval) -> tuple[bool, float]:
    away = max(opening.start - wanted.start, wanted.end - opening.end)
    return opening.minutes < wanted.minutes, away.total_seconds()


def _clocks(opening: Interval, asked: Asked) -> _Clocks:
    walls: Iterable[datetime] = (to_wall(opening.start, asked.zone), to_wall(opening.end, asked.zone))
    opens, closes = (wall.time() for wall in walls)
    return opens, closes


def _span(clocks: _Clocks) -> Text:
    return Text(_SPAN, {"opens": clocks[0], "closes": clocks[1]})
