"""What a place, or a use of it, is not for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from booking.rules.facts import Asked, Place, Time
from booking.rules.rule import Found, Rule, found, written
from booking.vocabulary import Effect
from booking.wording import N_

_NOT_ALLOWED = N_("{rule}")
_INSTEAD = N_("{instead}")


@dataclass(frozen=True, kw_only=True)
class NotAllowed(Rule, id="not-allowed"):
    """Whatever the scope covers is not allowed.

    - text: what is not allowed, in one sentence.
    - remedy: what can be done instead, in one sentence.
    - effect: what happens to it (refuse).

    Source: DK-05, DK-46, DK-57, DK-59, DK-65, DK-66, DK-68, DK-69, DK-78.
    """

    text: str
    remedy: str
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        values = {"rule": written(self.text), "instead": written(self.remedy)}
        yield found(self.effect, _NOT_ALLOWED, None, _INSTEAD, **values)
