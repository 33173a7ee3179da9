"""Asked for in good time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from booking.rules.facts import Asked, Place, Time
from booking.rules.rule import Basis, Found, Rule, found
from booking.vocabulary import Effect
from booking.wording import N_
from calendars.zone import to_utc_lenient

_TOO_LATE = {
    "hours": N_("Asked for too late: {hours:hour|hours} before is the least."),
    "days": N_("Asked for too late: {days:day|days} before is the least."),
    "working_days": N_("Asked for too late: {working_days:working day|working days} before is the least."),
}
_TOO_LATE_FOR_SO_MANY = {
    "hours": N_("Asked for too late: with {people_from} persons or more, {hours:hour|hours} before is the least."),
    "days": N_("Asked for too late: with {people_from} persons or more, {days:day|days} before is the least."),
    "working_days": N_(
        "Asked for too late: with {people_from} persons or more, "
        "{working_days:working day|working days} before is the least."
    ),
}
_CHOOSE_LATER = N_("Choose a time from {earliest} on.")

_DAY = timedelta(days=1)
_SATURDAY = 5
_MOST_WORKING_DAYS = 1_000
"""They are counted one by one."""


@dataclass(frozen=True, kw_only=True)
class LeadTime(Rule, id="lead-time"):
    """The time is asked for some hours or days before it starts, counted on the local wall clock.

    - hours, days: hours or days from now until the start, to the minute (14 days for a single event).
    - working_days: whole days Monday to Friday that are no public holiday; the start may lie on the last of them.
      The one of the three that asks for most decides.
    - people_from: only for so many persons or more (150; 0: for all).
    - effect: what happens to a time that is too near (refuse).

    Source: DK-29, DK-71.
    """

    basis = Basis.REQUEST
    hours: int = 0
    days: int = 0
    working_days: int = 0
    people_from: int = 0
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        if asked.people < self.people_from:
            return
        unit, earliest = max(self._bounds(asked), key=lambda bound: bound[1])
        near = [moment for moment in times if moment.start_local < earliest]
        if near:
            template = (_TOO_LATE_FOR_SO_MANY if self.people_from else _TOO_LATE)[unit]
            values = {unit: getattr(self, unit), "earliest": to_utc_lenient(earliest, asked.zone)}
            if self.people_from:
                values["people_from"] = self.people_from
            yield found(self.effect, template, near, _CHOOSE_LATER, **values)

    def contradictions(self) -> Iterator[str]:
        if self.working_days > _MOST_WORKING_DAYS:
            yield f"working_days = {self.working_days} is longer than anybody plans; give {_MOST_WORKING_DAYS} at most"

    def _bounds(self, asked: Asked) -> Iterator[tuple[str, datetime]]:
        """What each unit makes the earliest start, as wall clock."""
        now = asked.asked_local
        yield "hours", now + timedelta(hours=self.hours)
        yield "days", now + timedelta(days=self.days)
        if self.working_days:
            day = after_working_days(asked.asked_on, self.working_days, asked.public_holidays)
            yield "working_days", datetime.combine(day, time())


def after_working_days(day: date, number: int, public_holidays: Mapping[date, str]) -> date:
    """The date that lies so many working days after the day."""
    while number:
        day += _DAY
        if day.weekday() < _SATURDAY and day not in public_holidays:
            number -= 1
    return day
