"""So many persons that it must be planned where they stand, sit and get out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from booking.rules.facts import Asked, Gather, Place, Time
from booking.rules.rule import Found, Rule, found, together
from booking.vocabulary import Effect
from booking.wording import N_

_FOLLOW = N_(
    "{people:person|persons} in {space}: the approved plan of where people stand and sit is to be followed: {plan}."
)
_NO_PLAN = N_(
    "{people:person|persons} in {space}: with more than {without_plan}, an approved plan of where people stand and sit "
    "is needed."
)
_GET_ONE = N_("Have a plan approved by {due}, choose a layout that has one, or come with {without_plan} or fewer.")
_TOO_MANY = N_("{others:person is|persons are} next door then, with the same way out, and {people} are expected here.")
_FEWER = N_("There may be {most} in all: come with {left:person|persons} at most, or choose another time or place.")
_ELSEWHERE = N_("There may be {most} in all: choose another time or place.")


@dataclass(frozen=True, kw_only=True)
class LoadPlan(Rule, id="load-plan"):
    """More persons in a room than may be there without an approved plan of where they stand and sit.

    Plans are data of the layouts of a space (pladsfordelingsplan). Where the layout asked for has one, its number is
    told. A room that holds no more than that needs none.

    - without_plan: persons that need no plan (150).
    - days_before: days before the first time by which a plan must be approved (28).
    - effect: what happens without a plan (condition).

    Source: DK-41; BR18 on the load of rooms.
    """

    without_plan: int = 150
    days_before: int = 28
    effect: Effect = Effect.CONDITION

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        layout = place.layouts.get(asked.layout) if asked.layout is not None else None
        capacity = (layout or place).capacity
        people = min(asked.people, capacity) if capacity else asked.people
        if people <= self.without_plan:
            return
        values: dict[str, Any] = {"people": people, "space": place.name}
        if layout and layout.plan:
            yield found(Effect.INFORM, _FOLLOW, None, **values, plan=layout.plan)
            return
        due = min(moment.day for moment in times) - timedelta(days=self.days_before)
        yield found(self.effect, _NO_PLAN, None, _GET_ONE, **values, without_plan=self.without_plan, due=due)


@dataclass(frozen=True, kw_only=True)
class SharedExits(Rule, id="shared-exits"):
    """Persons in neighbouring spaces with the same way out are counted together.

    - tags: tags of which one says which way out a space has (fire_section_1, fire_section_2); neighbours that have one
      of them in common count.
    - most: persons that may be there at once (150).
    - effect: what happens to more (refuse).

    Source: DK-41; BR18 on escape routes.
    """

    gathers: ClassVar[frozenset[Gather]] = frozenset({Gather.NEIGHBOURS})
    tags: frozenset[str]
    most: int = 150
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        others = self._others(asked, place)
        over = [moment for moment in times if others[moment.index] and others[moment.index] + asked.people > self.most]
        for number, group in together(over, lambda moment: others[moment.index]).items():
            left = self.most - number
            values = {"others": number, "people": asked.people, "most": self.most, "left": left}
            yield found(self.effect, _TOO_MANY, group, _FEWER if left > 0 else _ELSEWHERE, **values)

    def _others(self, asked: Asked, place: Place) -> Counter[int]:
        """How many persons have the same way out, by time."""
        exits = place.tags & self.tags
        others: Counter[int] = Counter()
        for each in asked.neighbours if exits else ():
            if each.adjacent and not exits.isdisjoint(each.tags):
                others[each.time] += each.holder.people
        return others
