"""What a person decides, what is reserved on conditions, and what is merely told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from booking.rules.facts import Asked, Place, Time
from booking.rules.rule import Found, Rule, found, written
from booking.vocabulary import Effect
from booking.wording import N_

_REVIEW = N_("An officer decides.")
_REVIEW_BECAUSE = N_("An officer decides: {reason}")
_REVIEW_SO_MANY = N_("An officer decides, as {people_from} persons or more come.")
_CONDITION = N_("Reserved on condition: {condition}")
_SETTLE = N_("Tell the municipality when it is settled.")
_SETTLE_BY = N_("Settle it by {due}.")
_SETTLE_WITH = N_("Settle it with {authority}.")
_SETTLE_WITH_BY = N_("Settle it with {authority} by {due}.")
_INFORM = N_("{notice}")


@dataclass(frozen=True, kw_only=True)
class Review(Rule, id="review"):
    """The request always goes to an officer; the place is held meanwhile if it is free.

    - people_from: only with so many persons or more (150; 0: always).
    - text: why, in one sentence.

    Source: DK-13, DK-41, DK-71.
    """

    people_from: int = 0
    text: str = ""

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        if asked.people < self.people_from:
            return
        if self.text:
            yield found(Effect.REVIEW, _REVIEW_BECAUSE, None, reason=written(self.text))
        elif self.people_from:
            yield found(Effect.REVIEW, _REVIEW_SO_MANY, None, people_from=self.people_from)
        else:
            yield found(Effect.REVIEW, _REVIEW)


@dataclass(frozen=True, kw_only=True)
class Condition(Rule, id="condition"):
    """The place is reserved, and something is still outstanding, such as the permission of another authority.

    - text: what, in one sentence.
    - authority: who gives it (none: nobody in particular).
    - days_before: days before the first time by which it must be settled (28; 0: no date).
    - people_from: only with so many persons or more (150; 0: always).

    Source: DK-41, DK-70, DK-71, DK-75; Lov om offentlige veje § 80.
    """

    text: str
    authority: str = ""
    days_before: int = 0
    people_from: int = 0

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        if asked.people < self.people_from:
            return
        values: dict[str, object] = {"condition": written(self.text)}
        if self.authority:
            values["authority"] = written(self.authority)
        if self.days_before:
            values["due"] = min(moment.day for moment in times) - timedelta(days=self.days_before)
        yield found(Effect.CONDITION, _CONDITION, None, self._remedy(), **values)

    def _remedy(self) -> str:
        if self.authority:
            return _SETTLE_WITH_BY if self.days_before else _SETTLE_WITH
        return _SETTLE_BY if self.days_before else _SETTLE


@dataclass(frozen=True, kw_only=True)
class Inform(Rule, id="inform"):
    """Something is told, and nothing else happens.

    - text: what, in one sentence.
    - people_from: only with so many persons or more (0: always).

    Source: DK-28, DK-57, DK-73.
    """

    text: str
    people_from: int = 0

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        if asked.people >= self.people_from:
            yield found(Effect.INFORM, _INFORM, None, notice=written(self.text))
