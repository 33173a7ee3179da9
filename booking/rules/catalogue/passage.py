"""Room for others, and for the fire engine, to get past."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from booking.rules.facts import Asked, Place, Time
from booking.rules.rule import Found, Rule, found
from booking.vocabulary import Effect
from booking.wording import N_

_KEEP_FREE = N_("{metres} metres of {space} are kept free to pass.")
_TOO_NARROW = N_("{metres} metres of {space} must be kept free to pass; {left} would be.")
_LEAVE_MORE = N_("Set up so that {metres} metres are free.")


@dataclass(frozen=True, kw_only=True)
class FreePassage(Rule, id="free-passage"):
    """A way through is kept free. Who does not say how wide it will be is told how wide it must be.

    - centimetres: the least width (480 for a fire engine, 130 on a pavement).
    - effect: what happens to less (refuse).

    Source: DK-76.
    """

    centimetres: int
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        left = asked.details.passage_centimetres
        values: dict[str, Any] = {"metres": self.centimetres / 100, "space": place.name}
        if left is None:
            yield found(Effect.INFORM, _KEEP_FREE, None, **values)
        elif left < self.centimetres:
            yield found(self.effect, _TOO_NARROW, None, _LEAVE_MORE, **values, left=left / 100)
