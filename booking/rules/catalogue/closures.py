"""Not while a place is closed for a while."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from booking.rules.facts import Asked, Place, Time
from booking.rules.rule import Found, Rule, found
from booking.vocabulary import Effect
from booking.wording import N_

_CLOSED = N_("Closed {when}: {reason}.")
_CLOSED_WITHOUT_REASON = N_("Closed {when}.")
_OUTSIDE = N_("Choose a time outside the closure.")


@dataclass(frozen=True, kw_only=True)
class Closures(Rule, id="closures"):
    """The time does not touch a dated closure of the space, its venue or all venues; set-up and clear-up may.

    The closures themselves are data, with their published reasons.

    - effect: what happens to a time that does (refuse).

    Source: DK-34, DK-35.
    """

    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        for closing in place.closings:
            hit = [moment for moment in times if moment.interval.overlaps(closing.interval)]
            if hit:
                template = _CLOSED if closing.reason else _CLOSED_WITHOUT_REASON
                yield found(self.effect, template, hit, _OUTSIDE, when=closing.interval, reason=closing.reason)
