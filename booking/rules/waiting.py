"""Who of those that wait for the same place comes first when it is given back (DK-31)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from booking.rules.applying import applied
from booking.rules.catalogue.priority import Priority
from booking.rules.facts import Asked, Place, Time
from booking.rules.order.order import Contest, Order
from booking.rules.order.party import Party, who_asks
from booking.rules.rulebook import Rulebook
from booking.rules.usage import much_unused
from calendars.zone import to_wall

STATUTORY = Order()
"""What the law says (Folkeoplysningsloven § 21), then who asked first: the order where a rulebook has none."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One time that somebody waits for, with the orders of the rulebook that apply to it."""

    asked: Asked
    moment: Time
    orders: frozenset[Order]


def waiting(rulebook: Rulebook, asked: Asked, moment: Time) -> Waiting:
    return Waiting(asked, moment, frozenset(_orders(rulebook, asked, moment)) or frozenset({STATUTORY}))


def comes_first(mine: Waiting, theirs: Waiting) -> bool:
    """Whether the stated criteria put the first one before the other, by every order and at every place concerned. If
    neither comes first, that is a tie, which an officer decides.
    """
    places = {place.space: place for it in (mine, theirs) for place in it.asked.places}
    return all(_first(order, mine, theirs, place) for order in mine.orders | theirs.orders for place in places.values())


def _orders(rulebook: Rulebook, asked: Asked, moment: Time) -> Iterator[Order]:
    for place in asked.places:
        for entry, _, times in applied(rulebook, asked, place):
            if isinstance(entry.rule, Priority) and moment in times:
                yield entry.rule


def _first(order: Order, mine: Waiting, theirs: Waiting, place: Place) -> bool:
    """What they contend for begins when both would be there."""
    begins = max(mine.moment.interval.start, theirs.moment.interval.start)
    contest = Contest(place, to_wall(begins, mine.asked.zone).time())
    found = order.differences(_party(order, mine, theirs), _party(order, theirs, mine), contest)
    return bool(found) and found[0].first


def _party(order: Order, one: Waiting, other: Waiting) -> Party:
    """Who asked first stands where one stands who has the place: nobody has it now."""
    unused = much_unused(one.asked.standing, order.unused_percent, order.late_hours, order.least_times)
    return replace(who_asks(one.asked, left_unused=unused), has_it=_since(one) < _since(other))


def _since(it: Waiting) -> float:
    return (it.asked.asked_at or it.asked.now).timestamp()
