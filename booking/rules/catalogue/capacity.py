"""Room for everybody, and enough of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from booking.rules.facts import Asked, Place, Time
from booking.rules.rule import Found, Rule, found
from booking.vocabulary import Effect
from booking.wording import N_

_TOO_MANY = N_("There is room for {capacity:person|persons}, and {people} are expected.")
_TOO_MANY_IN_LAYOUT = N_(
    "In the layout “{layout}” there is room for {capacity:person|persons}, and {people} are expected."
)
_FEWER = N_("Come with {capacity:person|persons} or fewer, or choose a larger place.")
_UNKNOWN_LAYOUT = N_("There is no layout “{layout}”.")
_NAME_A_LAYOUT = N_("Choose one of these layouts: {layouts}.")
_NAME_NO_LAYOUT = N_("Ask without a layout; there is none to choose from.")
_TOO_FEW = N_("The place is given to {minimum:person|persons} or more; the number expected is {people}.")
_SMALLER_PLACE = N_("Choose a smaller place or a part of this one, or come with {minimum:person|persons} or more.")


@dataclass(frozen=True, kw_only=True)
class Capacity(Rule, id="capacity"):
    """The persons are no more than the space holds in the layout asked for, and the layout is one that it has.

    Of spaces asked for together, the sum counts. The numbers are data of the spaces; 0 is no limit.

    - effect: what happens to more persons than that (refuse).

    Source: DK-41; BR18 on the load of rooms.
    """

    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        layout = asked.layout
        known = tuple(dict.fromkeys(name for each in asked.places for name in each.layouts))
        if layout is not None and layout not in known:
            remedy = _NAME_A_LAYOUT if known else _NAME_NO_LAYOUT
            yield found(Effect.REFUSE, _UNKNOWN_LAYOUT, None, remedy, layout=layout, layouts=known)
        capacities = [_capacity(each, layout) for each in asked.places]
        capacity = sum(capacities)
        if all(capacities) and asked.people > capacity:
            in_layout = layout is not None and layout in known
            template = _TOO_MANY_IN_LAYOUT if in_layout else _TOO_MANY
            values = {"layout": layout} if in_layout else {}
            yield found(self.effect, template, None, _FEWER, people=asked.people, capacity=capacity, **values)


@dataclass(frozen=True, kw_only=True)
class MinimumPersons(Rule, id="minimum-persons"):
    """Enough persons for the space, so that four do not hold a whole hall.

    Of spaces asked for together, the sum counts.

    - minimum: persons (12 in a whole hall, 6 in half of one; 0: only what the space itself says).
    - effect: what happens to fewer persons than that (refuse).

    Source: DK-39.
    """

    minimum: int = 0
    effect: Effect = Effect.REFUSE

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        minimum = sum(max(each.minimum, self.minimum) for each in asked.places)
        if asked.people < minimum:
            yield found(self.effect, _TOO_FEW, None, _SMALLER_PLACE, people=asked.people, minimum=minimum)


def _capacity(place: Place, layout: str | None) -> int:
    if layout is not None and layout in place.layouts:
        return place.layouts[layout].capacity
    return place.capacity
