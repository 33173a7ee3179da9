"""What goes on next door: what does not go beside it, and what must be agreed."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import ClassVar

from booking.rules.details import Details
from booking.rules.facts import Asked, Gather, Neighbour, Place, Time
from booking.rules.rule import Found, Rule, found, together
from booking.vocabulary import BookingKind, Effect
from booking.wording import N_

_QUIET_THERE = N_("Next door quiet is needed then ({kinds}), and this is loud.")
_LOUD_THERE = N_("Next door it is loud then ({kinds}), and this needs quiet.")
_APART = N_("Choose another time or a place farther away, or agree with those next door.")
_OTHERS = N_("Others are near then: {kinds}.")
_AGREE = N_("Agree with them on setting up, traffic and sound; the municipality puts you in touch.")


@dataclass(frozen=True, kw_only=True)
class Neighbours(Rule, id="neighbours"):
    """What is loud and what needs quiet are not next to each other at the same time, whichever of them came first.

    A use is loud, or needs quiet, if one of its words fits: a tag of its space, its kind, a part of its activity.
    Which units are next to each other is data of the venues.

    - loud_tags, loud_kinds, loud_activities: what is loud (noise_out; market; drums, in small letters).
    - loud_music: whether amplified music is loud, too (true).
    - quiet_tags, quiet_kinds, quiet_activities: what needs quiet (noise_sensitive; exam, in small letters).
    - effect: what happens to a time that has the other next to it (review).

    Source: DK-44, DK-77.
    """

    gathers: ClassVar[frozenset[Gather]] = frozenset({Gather.NEIGHBOURS})
    loud_tags: frozenset[str] = frozenset()
    loud_kinds: frozenset[BookingKind] = frozenset()
    loud_activities: frozenset[str] = frozenset()
    loud_music: bool = True
    quiet_tags: frozenset[str] = frozenset()
    quiet_kinds: frozenset[BookingKind] = frozenset()
    quiet_activities: frozenset[str] = frozenset()
    effect: Effect = Effect.REVIEW

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        there = [each for each in asked.neighbours if each.adjacent]
        if not there:
            return
        mine = _Use(place.tags, asked.kind, asked.activity, asked.details)
        if self._loud(mine):
            yield from self._found(_QUIET_THERE, [each for each in there if self._quiet(_use(each))], times)
        if self._quiet(mine):
            yield from self._found(_LOUD_THERE, [each for each in there if self._loud(_use(each))], times)

    def contradictions(self) -> Iterator[str]:
        if not (self.quiet_tags or self.quiet_kinds or self.quiet_activities):
            yield "nothing needs quiet, so all go together; give one of quiet_tags, quiet_kinds, quiet_activities"
        if not (self.loud_tags or self.loud_kinds or self.loud_activities or self.loud_music):
            yield "nothing is loud, so all go together; give one of loud_tags, loud_kinds, loud_activities"

    def _loud(self, use: "_Use") -> bool:
        music = self.loud_music and bool(use.details.amplified_music)
        return music or use.fits(self.loud_tags, self.loud_kinds, self.loud_activities)

    def _quiet(self, use: "_Use") -> bool:
        return use.fits(self.quiet_tags, self.quiet_kinds, self.quiet_activities)

    def _found(self, template: str, there: Sequence[Neighbour], times: Sequence[Time]) -> Iterator[Found]:
        for kinds, group in _by_kinds(there, times):
            yield found(self.effect, template, group, _APART, kinds=kinds)


@dataclass(frozen=True, kw_only=True)
class Coordination(Rule, id="coordination"):
    """Who gets a place agrees with the others who are near at the same time, or in it up to an hour before or after.

    - effect: what happens to a time that has others near it (condition).

    Source: DK-77.
    """

    gathers: ClassVar[frozenset[Gather]] = frozenset({Gather.NEIGHBOURS})
    effect: Effect = Effect.CONDITION

    def judge(self, asked: Asked, place: Place, times: Sequence[Time]) -> Iterator[Found]:
        for kinds, group in _by_kinds(asked.neighbours, times):
            yield found(self.effect, _OTHERS, group, _AGREE, kinds=kinds)


@dataclass(frozen=True, slots=True)
class _Use:
    """What is known of a use of a place, whoever's it is."""

    tags: AbstractSet[str]
    kind: BookingKind
    activity: str
    details: Details

    def fits(self, tags: AbstractSet[str], kinds: AbstractSet[BookingKind], activities: AbstractSet[str]) -> bool:
        activity = self.activity.casefold()
        return not self.tags.isdisjoint(tags) or self.kind in kinds or any(word in activity for word in activities)


def _use(neighbour: Neighbour) -> _Use:
    holder = neighbour.holder
    return _Use(neighbour.tags, holder.kind, holder.activity, holder.details)


def _by_kinds(
    there: Sequence[Neighbour], times: Sequence[Time]
) -> Iterator[tuple[tuple[BookingKind, ...], Sequence[Time]]]:
    """The times that have neighbours, by what kinds of use those are."""
    kinds: dict[int, set[BookingKind]] = {}
    for each in there:
        kinds.setdefault(each.time, set()).add(each.holder.kind)
    beside = [moment for moment in times if moment.index in kinds]
    yield from together(beside, lambda moment: tuple(sorted(kinds[moment.index]))).items()
