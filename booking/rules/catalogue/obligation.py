"""What those who use a place take upon themselves, and by when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from booking.rules.facts import Asked, Place, Time
from booking.rules.rule import Found, Rule, found, written
from booking.vocabulary import Effect
from booking.wording import N_

_OBLIGATION = N_("{obligation}")
_TURN_TO = N_("Turn to {authority}.")
_TURN_TO_BY = N_("Turn to {authority} by {due}.")
_DO_BY = N_("Do it by {due}.")
_LATE = N_("That was to be done by {due}: do it at once.")
_LATE_WITH = N_("That was to be done by {due}: turn to {authority} at once.")


@dataclass(frozen=True, kw_only=True)
class Obligation(Rule, id="obligation"):
    """Something that those who get the place must do or keep to. It is told with the answer; nothing waits for it.

    - text: what, in one sentence.
    - authority: who to turn to about it (none: nobody in particular).
    - days_before: local days before the first time by which it must be done (14; 0: no such date).
    - by: a date by which it must be done, such as Friday of week 42.
    - late: what happens to a request that comes after that date (inform).

    Source: DK-28, DK-42, DK-49, DK-55, DK-57, DK-58, DK-63 to DK-69, DK-74 to DK-76, DK-78.
    """

    text: str
    authority: str = ""
    days_before: int = 0
    by: date | None = None
    late: Effect = Effect.INFORM

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        due = self._due(times)
        late = due is not None and due < asked.asked_on
        values: dict[str, object] = {"obligation": written(self.text)}
        if self.authority:
            values["authority"] = written(self.authority)
        if due:
            values["due"] = due
        yield found(self.late if late else Effect.INFORM, _OBLIGATION, None, self._remedy(due, late), **values)

    def contradictions(self) -> Iterator[str]:
        if self.by and self.days_before:
            yield "both by and days_before are given, and by decides; leave one of them out"

    def _due(self, times: Sequence[Time]) -> date | None:
        if self.by or not self.days_before:
            return self.by
        return min(moment.day for moment in times) - timedelta(days=self.days_before)

    def _remedy(self, due: date | None, late: bool) -> str | None:
        if late:
            return _LATE_WITH if self.authority else _LATE
        if due:
            return _TURN_TO_BY if self.authority else _DO_BY
        return _TURN_TO if self.authority else None
