"""One time that others have: how the one who asks compares with each of them, and what they would have to give up."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from booking.rules.facts import Asked, Holder, Place, Taken, Time
from booking.rules.order.order import Contest, Difference, Name, Order
from booking.rules.order.party import Party, who_holds
from calendars.zone import to_wall


@dataclass(frozen=True, slots=True)
class Case:
    """`differences` has one entry for each of the holders, empty where the claims are equal."""

    moment: Time
    holders: Sequence[Holder]
    differences: Sequence[Sequence[Difference]]

    @property
    def lost_by(self) -> Difference | None:
        """The criterion by which one of the holders comes first."""
        return next((found[0] for found in self.differences if found and not found[0].first), None)

    @property
    def equal(self) -> bool:
        """Whether the criteria leave a tie with one of the holders."""
        return not all(self.differences)


def case(order: Order, mine: Party, asked: Asked, place: Place, moment: Time, taken: Taken) -> Case:
    """What they contend for begins when both would be there."""

    def contest(holder: Holder) -> Contest:
        begins = max(moment.interval.start, holder.interval.start)
        return Contest(place, to_wall(begins, asked.zone).time())

    differences = [order.differences(mine, who_holds(holder), contest(holder)) for holder in taken.holders]
    return Case(moment, taken.holders, differences)


@dataclass(slots=True)
class Yielded:
    """The times that each series would give up for one request, counted as the request goes on (DK-48)."""

    _occurrences: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, holders: Iterable[Holder]) -> None:
        for holder in holders:
            self._occurrences[holder.booking].add(holder.occurrence)

    def before(self, holder: Holder) -> int:
        """How many times of the holder's series are given up already."""
        return holder.series_displaced + len(self._occurrences[holder.booking])

    def after(self, holder: Holder, holders: Iterable[Holder]) -> int:
        """The same, once all these yield."""
        more = {it.occurrence for it in holders if it.booking == holder.booking}
        return holder.series_displaced + len(self._occurrences[holder.booking] | more)

    def hardest_hit(self, holders: Sequence[Holder]) -> Holder | None:
        """Of the series among them the one that would have given up the largest share."""
        series = [holder for holder in holders if holder.series and holder.series_times]
        return max(series, key=lambda holder: self.after(holder, holders) / holder.series_times, default=None)


def names(found: Iterable[Name]) -> Name | tuple[Name, ...]:
    """Each once; one by itself."""
    each = once(found)
    return each[0] if len(each) == 1 else each


def once(found: Iterable[Name]) -> tuple[Name, ...]:
    """Each once, in order; texts cannot be hashed."""
    known: list[Name] = []
    for name in found:
        if name not in known:
            known.append(name)
    return tuple(known)
