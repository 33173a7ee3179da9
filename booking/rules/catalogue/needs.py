"""What must be said of an event before it can be settled."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from booking.rules.detail_names import WANTED, Detail
from booking.rules.facts import Asked, Place, Time
from booking.rules.rule import Found, Rule, found
from booking.vocabulary import Effect
from booking.wording import N_, Text

_NOT_SAID = N_("The municipality must know {missing}.")
_SAY_IT = N_("Say it in the request; “no”, “none” and 0 are answers, too.")


@dataclass(frozen=True, kw_only=True)
class Needs(Rule, id="needs"):
    """Something must be said of the event. What was not said fits no scope, so rules about it find nothing.

    - details: what must be said: alcohol, entrance_fee, amplified_music, sleeping_people ...
    - people_from: only with so many persons or more (50; 0: always).
    - effect: what happens while something is missing (refuse; with condition the place is reserved meanwhile).

    Source: DK-66, DK-68, DK-74 to DK-77.
    """

    details: tuple[Detail, ...]
    people_from: int = 0
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        if asked.people < self.people_from:
            return
        missing = [detail for detail in self.details if getattr(asked.details, detail) in (None, "")]
        if missing:
            yield found(self.effect, _NOT_SAID, None, _SAY_IT, missing=tuple(Text(WANTED[each]) for each in missing))
