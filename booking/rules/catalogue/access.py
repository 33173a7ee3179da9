"""How to get in, when that takes time to arrange."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from booking.rules.catalogue.lead_time import after_working_days
from booking.rules.facts import Asked, Place, Time
from booking.rules.rule import Found, Rule, found
from booking.vocabulary import Access, Effect
from booking.wording import N_

_FOB = N_("{space} is opened with a personal key fob, which takes {working_days:working day|working days} to get.")
_ORDER_FOB = N_("Without a fob, choose a time from {ready} on, or ask the caretaker to open.")


@dataclass(frozen=True, kw_only=True)
class Fob(Rule, id="fob"):
    """Who comes sooner than a key fob can be had is told so, where the space is opened with one.

    - working_days: whole days Monday to Friday from order to receipt (10 in Ballerup).
    - effect: what happens (inform).

    Source: DK-63.
    """

    working_days: int = 10
    effect: Effect = Effect.INFORM

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        if place.access is not Access.FOB:
            return
        ready = after_working_days(asked.today, self.working_days, asked.public_holidays)
        soon = [moment for moment in times if moment.day < ready]
        if soon:
            values = {"space": place.name, "working_days": self.working_days, "ready": ready}
            yield found(self.effect, _FOB, soon, _ORDER_FOB, **values)
