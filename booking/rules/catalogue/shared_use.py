"""Uses that go together share a place: each takes a lane of it, and nobody is turned away who fits beside the rest."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from booking.rules.facts import Asked, Gather, Hindrance, Holder, Place, Time
from booking.rules.rule import Found, Rule, found
from booking.vocabulary import Audience, BookingKind, Effect
from booking.wording import N_

_SHARED = N_("{space} is shared: others may be there at the same time. You have {lanes} of {of:lane|lanes}.")
_ALONE = N_("Say how many lanes you need if you need more; who needs all of them asks for all.")


class Alike(StrEnum):
    """What two parties can have in common."""

    KIND = "kind"
    AUDIENCE = "audience"
    ACTIVITY = "activity"
    ORGANIZATION = "organization"


_OF_ASKED: Mapping[Alike, Callable[[Asked], Any]] = {
    Alike.KIND: lambda asked: asked.kind,
    Alike.AUDIENCE: lambda asked: asked.audience,
    Alike.ACTIVITY: lambda asked: asked.activity.casefold(),
    Alike.ORGANIZATION: lambda asked: asked.applicant.slug,
}
_OF_HOLDER: Mapping[Alike, Callable[[Holder], Any]] = {
    Alike.KIND: lambda holder: holder.kind,
    Alike.AUDIENCE: lambda holder: holder.audience,
    Alike.ACTIVITY: lambda holder: holder.activity.casefold(),
    Alike.ORGANIZATION: lambda holder: holder.organization,
}


@dataclass(frozen=True, kw_only=True)
class SharedUse(Rule, id="shared-use"):
    """Who asks for a place that has lanes, corners or courts takes `lanes` of them, and shares the rest with others.

    Its scope says which uses share. Two parties go together if both are of such a use, which they are if the other has
    lanes and not the whole place, and if they are alike in what `alike` names and neither is in `apart`. If they do
    not, the one who came first stands in the other's way, as if it had the whole place. The physical maximum of parties
    is the number of lanes of the space.

    - lanes: lanes that one party takes unless it asks for a number (1).
    - people_per_lane: one lane more for each so many persons begun (0: whatever their number).
    - alike: what both must have in common: kind, audience, activity, organization.
    - apart: kinds of use that never share (tournament, public_event).
    - audiences_apart: audiences that never share with another audience.
    - together: whether all parties together must fit the capacity of the space (true).

    Source: DK-42, DK-44; the policy of shared use (sambrug).
    """

    gathers: ClassVar[frozenset[Gather]] = frozenset({Gather.BESIDE})
    lanes: int = 1
    people_per_lane: int = 0
    alike: frozenset[Alike] = frozenset()
    apart: frozenset[BookingKind] = frozenset()
    audiences_apart: frozenset[Audience] = frozenset()
    together: bool = True

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        if self.shares(asked, place):
            lanes = asked.lanes or self.taken(asked, place)
            yield found(Effect.INFORM, _SHARED, None, _ALONE, space=place.name, lanes=lanes, of=place.lanes)

    def shares(self, asked: Asked, place: Place) -> bool:
        """Whether this request shares this place at all."""
        return place.lanes > 1 and place.whole and asked.kind not in self.apart

    def taken(self, asked: Asked, place: Place) -> int:
        """How many lanes the request takes."""
        by_people = -(-asked.people // self.people_per_lane) if self.people_per_lane else 0
        return min(max(self.lanes, by_people, 1), place.lanes)

    def hindrance(
        self, asked: Asked, place: Place, others: Sequence[Holder]
    ) -> tuple[Hindrance, Sequence[Holder]] | None:
        """Those of the others, who are there at the same time, whom the request cannot be beside, and why."""
        apart = [other for other in others if not self._go_together(asked, other)]
        if apart:
            return Hindrance.APART, apart
        everybody = asked.people + sum(other.people for other in others)
        return (Hindrance.FULL, others) if self.together and 0 < place.capacity < everybody else None

    def _go_together(self, asked: Asked, other: Holder) -> bool:
        audiences = {asked.audience, other.audience}
        return (
            other.kind not in self.apart
            and (len(audiences) == 1 or audiences.isdisjoint(self.audiences_apart))
            and all(_OF_ASKED[word](asked) == _OF_HOLDER[word](other) for word in self.alike)
        )
