"""Time to set up and to clear up again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from booking.rules.facts import Asked, Place, Time
from booking.rules.rule import Found, Rule, found
from booking.vocabulary import Effect
from booking.wording import N_

_SET_UP = N_("Setting up takes {minutes:minute|minutes}; {asked} are asked for.")
_MORE_SET_UP = N_("Ask for {minutes:minute|minutes} of set-up before the start.")
_CLEAR_UP = N_("Clearing up takes {minutes:minute|minutes}; {asked} are asked for.")
_MORE_CLEAR_UP = N_("Ask for {minutes:minute|minutes} of clear-up after the end.")


@dataclass(frozen=True, kw_only=True)
class SetUp(Rule, id="set-up"):
    """The request leaves as many minutes before and after it as the layout, or the place, needs.

    - setup_minutes, clear_up_minutes: the least, whatever the layout (0); a layout's own are data of the space.
    - effect: what happens when there are fewer (refuse).

    Source: DK-37.
    """

    setup_minutes: int = 0
    clear_up_minutes: int = 0
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        layout = place.layouts.get(asked.layout) if asked.layout is not None else None
        setup = max(self.setup_minutes, layout.setup_minutes if layout else 0)
        clear_up = max(self.clear_up_minutes, layout.clear_up_minutes if layout else 0)
        if asked.setup_minutes < setup:
            yield found(self.effect, _SET_UP, None, _MORE_SET_UP, minutes=setup, asked=asked.setup_minutes)
        if asked.clear_up_minutes < clear_up:
            yield found(self.effect, _CLEAR_UP, None, _MORE_CLEAR_UP, minutes=clear_up, asked=asked.clear_up_minutes)
